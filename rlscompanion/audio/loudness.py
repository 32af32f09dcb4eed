"""The gain given by the ReplayGain or R128 tags of an audio file, which make all files equally loud."""

import re
from collections.abc import Callable

_R128_TO_REPLAYGAIN_DB = 5.0
"""The decibels to add to an R128 gain, to get the ReplayGain 2.0 gain of the same file.

R128 tags aim at -23 LUFS, ReplayGain 2.0 at -18 LUFS. Source: RFC 7845, 5.2.1.
"""

MAX_LOUDNESS_GAIN_DB = 20.0
"""The most decibels by which tags may raise or lower the level; larger gains count as mistakes."""


def loudness_gain(tag_text: Callable[[str], str]) -> float:
    """The factor for the samples of an audio file, given by its loudness tags; 1.0 if it has no such tags.

    `tag_text` gets a tag's name in lower case and returns the tag's text, empty if the file lacks the tag.
    The track's tag takes precedence over the album's. The factor is limited so that the peak stated in the
    tags does not clip.
    """
    for scope in ("track", "album"):
        gain = _decibels(tag_text(f"replaygain_{scope}_gain"))
        if gain is None and (r128 := _number(tag_text(f"r128_{scope}_gain"))) is not None:
            gain = r128 / 256 + _R128_TO_REPLAYGAIN_DB
        if gain is not None:
            factor: float = 10 ** (min(MAX_LOUDNESS_GAIN_DB, max(-MAX_LOUDNESS_GAIN_DB, gain)) / 20)
            peak = _number(tag_text(f"replaygain_{scope}_peak"))
            return min(factor, max(1.0, 1 / peak)) if peak and peak > 0 else factor
    return 1.0


def _decibels(text: str) -> float | None:
    return _number(re.sub(r"\s*dB$", "", text, flags=re.IGNORECASE))


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None
