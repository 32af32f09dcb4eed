"""The README's promises are true."""

import re
from pathlib import Path

import pytest

from rlscompanion.exchange.json_schema import SCHEMA_FILE_NAME
from rlscompanion.exchange.tables import EXCHANGED_TABLES
from tests.cases import each_case

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = (
    "bash .ci/setup && .venv/bin/rlscompanion",
    "bash .ci/setup --tests && .venv/bin/pytest",
)
OWN_AUDIO = ("wav", "flac", "ogg", "opus", "mp3", "m4a")
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")


def links() -> list[str]:
    """Every file or picture to which the README links."""
    found = (first or second for first, second in LINK.findall(README))
    return [
        each.split("#")[0] for each in found if not each.startswith(("http://", "https://", "#", "mailto:"))
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_both_commands_stand_in_it_on_lines_of_their_own(command: str) -> None:
    assert command in [line.strip() for line in README.splitlines()]


def test_both_commands_stand_near_the_top() -> None:
    assert max(README.index(command) for command in COMMANDS) < 3000


def test_what_it_links_to_exists() -> None:
    assert links(), "it shows no picture"
    assert [each for each in links() if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("page", ["tonight", "session", "sounds"])
def test_it_shows_a_page(page: str) -> None:
    pictures = [each for each in links() if each.endswith((".png", ".webp", ".jpg"))]

    assert any(page in each for each in pictures)


@each_case("table", [table.name for table in EXCHANGED_TABLES])
def test_every_exported_table_is_named(table: str) -> None:
    assert f"`{table}`" in README


def test_it_leads_to_the_schema() -> None:
    assert f"`resources/schema/{SCHEMA_FILE_NAME}`" in README
    assert (ROOT / "resources" / "schema" / SCHEMA_FILE_NAME).is_file()


@each_case(
    "word",
    [
        *("pipx install .", "rlscompanion tour", "--data-dir", "--demo", "--speed", "medical device", "MIT"),
        *("presets", "sleep timer", "media keys", *OWN_AUDIO),
    ],
)
def test_it_tells_what_there_is(word: str) -> None:
    assert " ".join(word.split()) in " ".join(README.split())


@each_case("pattern", [r"/root\b", r"/work/", r"/home/\w", r"/tmp/", r"[A-Z]:\\", r"/Users/"])
def test_it_names_no_path_of_a_machine(pattern: str) -> None:
    assert re.findall(pattern, README) == []
