"""The spoken prompts for the page *Something for the mind*, which has games to play in the head.

The file is `mind_games/<language>.toml`.
"""

import tomli

from rlscompanion import assets
from rlscompanion.domain.mind_games import Prompt


def load_mind_games(language: str = "en") -> tuple[Prompt, ...]:
    """Read every prompt that the program ships, in the order of the file."""
    text = (assets.resources_folder() / "mind_games" / f"{language}.toml").read_text("utf-8")
    prompts = []
    for game in tomli.loads(text).values():
        seconds, opening = float(game["seconds"]), tuple(game.get("opening", ()))
        prompts += [Prompt((*opening, phrase), seconds) for phrase in _phrases(game)]
    return tuple(prompts)


def _phrases(game: dict[str, object]) -> list[str]:
    """The prompts of a game: written out, or combined from things and the letters they can begin with."""
    match game:
        case {"prompts": list(written)}:
            return [str(each) for each in written]
        case {"sentence": str(sentence), "things": dict(things)}:
            return [
                sentence.format(thing=thing, letter=letter)
                for thing, letters in things.items()
                for letter in letters
            ]
    raise ValueError(f"a game has prompts, or a sentence and things, not {sorted(game)}")
