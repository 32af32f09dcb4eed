"""The recorded phrases of the spoken guide, found through an index file.

The index `voice/<language>/clips.toml` has one table per phrase. The sound files are in the same folder.
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

RECORDINGS_INDEX_FILE = "clips.toml"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recording:
    """A recorded phrase, with its sound file and its length in seconds.

    `made_from` is a SHA-256 hash of the text and the settings from which the sound file was made. `sha256` is
    the hash of the sound file.
    """

    phrase: str
    path: Path
    seconds: float
    made_from: str
    sha256: str


def load_recordings(language: str = "en") -> dict[str, Recording]:
    """All shipped recordings, by their phrases.

    If the index file cannot be read, that is logged and the result is empty.
    """
    folder = assets.resources_folder() / "voice" / language
    try:
        clips = tomli.loads((folder / RECORDINGS_INDEX_FILE).read_text("utf-8"))["clip"]
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
    """Every phrase that the spoken guide can say, once each.

    The phrases are those of shipped routines, of the night ladder (things to try in a bad night), and of mind
    games.
    """
    prompts = (phrase for prompt in load_mind_games(language) for phrase in prompt.phrases)
    routines = load_routines(language=language).routines
    return tuple(dict.fromkeys((*all_session_phrases(routines), *all_ladder_phrases(), *prompts)))
