"""The sound presets (named mixes of sounds) that a new sleep log starts with."""

from uuid import NAMESPACE_URL, uuid5

import tomli

from rlscompanion import assets
from rlscompanion.domain.soundscape import Mix, Sound, SoundPreset


def shipped_presets(language: str = "en") -> tuple[SoundPreset, ...]:
    """The sound presets that the program ships, in the order of the file.

    The id of a preset is the same on every machine.
    """
    text = (assets.resources_folder() / "presets" / f"{language}.toml").read_text("utf-8")
    return tuple(
        SoundPreset(
            id=uuid5(NAMESPACE_URL, f"rlscompanion:preset:{key}"),
            title=entry["title"],
            mix=Mix({Sound(sound): float(level) for sound, level in entry["levels"].items()}),
        )
        for key, entry in tomli.loads(text).items()
    )
