"""The gain that the ReplayGain or R128 tags of an audio file ask for."""

import re
from collections.abc import Callable

_R128_TO_REPLAYGAIN_DB = 5.0
"""R128 tags aim at -23 LUFS (RFC 7845, 5.2.1), ReplayGain 2.0 at -18 LUFS."""

MOST_DB = 20.0
"""Larger gains, up or down, count as mistakes and are limited to this."""


def loudness_gain(tag_text: Callable[[str], str]) -> float:
    """The factor for the samples of an audio file that its loudness tags ask for; 1.0 without tags.

    `tag_text` returns the text of a tag by its lower-case name, empty if missing. The track's tag takes
    precedence over the album's. The gain is limited so that the peak stated in the tags does not clip.
    """
    for scope in ("track", "album"):
        gain = _decibels(tag_text(f"replaygain_{scope}_gain"))
        if gain is None and (r128 := _number(tag_text(f"r128_{scope}_gain"))) is not None:
            gain = r128 / 256 + _R128_TO_REPLAYGAIN_DB
        if gain is not None:
            factor: float = 10 ** (min(MOST_DB, max(-MOST_DB, gain)) / 20)
            peak = _number(tag_text(f"replaygain_{scope}_peak"))
            return min(factor, max(1.0, 1 / peak)) if peak and peak > 0 else factor
    return 1.0


def _decibels(text: str) -> float | None:
    return _number(re.sub(r"\s*dB$", "", text, flags=re.IGNORECASE))


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None
