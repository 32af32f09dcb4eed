"""Reads the picture on a virtual X display (Xvfb), and measures the light of a picture."""

import struct

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_REC_709 = np.array([0.2126, 0.7152, 0.0722])


def read_xwd(data: bytes) -> Pixels:
    """Read a 32-bit true-colour X window dump into an array of sRGB values, shape (height, width, 3)."""
    header = struct.unpack_from(">25I", data)
    header_size, width, height, big_endian, bits = (header[i] for i in (0, 4, 5, 7, 11))
    bytes_per_line, masks, colours = header[12], header[14:17], header[19]
    if bits != 32:
        raise ValueError(f"a dump of {bits} bits a pixel, not 32")
    raw = np.frombuffer(
        data,
        dtype=">u4" if big_endian else "<u4",
        count=height * bytes_per_line // 4,
        offset=header_size + 12 * colours,
    ).reshape(height, -1)[:, :width]
    shifts = [(mask & -mask).bit_length() - 1 for mask in masks]
    return np.stack([(raw >> shift & 0xFF).astype(np.uint8) for shift in shifts], axis=2)


def relative_luminance(pixels: Pixels) -> npt.NDArray[np.float64]:
    """The relative luminance of each pixel as WCAG 2 defines it, 0 (black) to 1 (white)."""
    luminance: npt.NDArray[np.float64] = _LINEAR[pixels] @ _REC_709
    return luminance


def mean_relative_luminance(pixels: Pixels) -> float:
    """The mean relative luminance of all pixels of a picture, 0 to 1."""
    # Each level counted, not looked up: a window that is waited for is measured again and again.
    levels = (np.bincount(pixels[..., channel].ravel(), minlength=256) for channel in range(3))
    light = sum(weight * (count @ _LINEAR) for weight, count in zip(_REC_709, levels, strict=True))
    return float(light) / (pixels.size // 3)
