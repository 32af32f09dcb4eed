"""The recordings of the phrases that the spoken guide says, found through their index.

`voice/<language>/clips.toml` has one table per phrase; the sound file of the phrase is in the same folder.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import tomli

from rlscompanion import assets
from rlscompanion.content.mind_games import load_mind_games
from rlscompanion.content.routines import load_routines
from rlscompanion.domain.ladder import all_ladder_phrases
from rlscompanion.domain.spoken import all_session_phrases

INDEX_FILE = "clips.toml"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recording:
    """A recorded phrase: its file and length in seconds, and SHA-256 hashes of its text and of the file.

    `made_from` is the hash of the text and settings from which the file was made.
    """

    phrase: str
    path: Path
    seconds: float
    made_from: str
    sha256: str


def recordings(language: str = "en") -> dict[str, Recording]:
    """Every shipped recording by its phrase; empty if the index cannot be read, which is logged."""
    folder = assets.resources() / "voice" / language
    try:
        clips = tomli.loads((folder / INDEX_FILE).read_text("utf-8"))["clip"]
        return {
            clip["phrase"]: Recording(
                clip["phrase"],
                folder / clip["file"],
                float(clip["seconds"]),
                clip["made_from"],
                clip["sha256"],
            )
            for clip in clips
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("the recordings of the voice cannot be used: %s", error)
        return {}


def phrases_to_record(language: str = "en") -> tuple[str, ...]:
    """Every phrase that the guide can say in shipped routines, at night and in mind games, once each."""
    prompts = (phrase for prompt in load_mind_games(language) for phrase in prompt.phrases)
    routines = load_routines(language=language).routines
    return tuple(dict.fromkeys((*all_session_phrases(routines), *all_ladder_phrases(), *prompts)))
