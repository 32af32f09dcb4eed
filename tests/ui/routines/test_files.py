"""A routine as a file: chosen, dropped, refused, asked about, and written."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QUrl

from rlscompanion.ui.routines.words import export_file_name
from tests.cases import each_case
from tests.fakes import DISK_FULL
from tests.ui.bedside import Bedside
from tests.ui.hands import drag_and_drop
from tests.ui.routines.looking import (
    MY_ROUTINE,
    current_text,
    display_text,
    focus_row,
    left_texts,
    shipped_routine,
    stored_routine,
)

pytestmark = pytest.mark.usefixtures("unstyled")

FROM_A_FRIEND = replace(shipped_routine("feet_only"), title="From a friend")
FILE = "/home/somebody/🦶/from a friend.toml"


@pytest.fixture
def friendly(own: Bedside) -> Bedside:
    """An app with a routine in a file, ready to be imported."""
    own.own_routines.files[FILE] = FROM_A_FRIEND
    own.files.answer = FILE
    return own


def files(*urls: str) -> QMimeData:
    """The data of a drag with these files."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


# --- imported -----------------------------------------------------------------------------------------------


def test_a_chosen_file_is_imported_and_shown(friendly: Bedside) -> None:
    friendly.press("Import routine")

    [imported] = [each for key, each in friendly.own_routines.kept.items() if key != "mine"]
    assert replace(imported, key="") == replace(FROM_A_FRIEND, key="")
    assert current_text(friendly, "Routines") == "From a friend"
    assert display_text(friendly, "Last change") == "“From a friend” added"
    friendly.press("Tonight")
    assert any(each.startswith("From a friend") for each in friendly.offered("Routine"))


def test_a_closed_dialog_imports_nothing(own: Bedside) -> None:
    own.press("Import routine")

    assert own.files.asked == ["Import a routine"]
    assert own.own_routines.kept == {"mine": MY_ROUTINE}


def test_a_bad_file_is_refused_in_its_own_words(own: Bedside) -> None:
    own.files.answer = "/nowhere.toml"

    own.press("Import routine")
    said = display_text(own, "Import notice")
    focused = own.window.focusWidget()
    own.press("Leave it")

    assert said == "/nowhere.toml: cannot be read. Nothing was imported."
    assert focused is not None
    assert focused.accessibleIdentifier() == "Leave it"
    assert own.own_routines.kept == {"mine": MY_ROUTINE}
    assert not own.visible("Import notice")


def test_a_name_that_is_taken_is_asked_about(friendly: Bedside) -> None:
    friendly.own_routines.files[FILE] = replace(FROM_A_FRIEND, title="MY EVENING")

    friendly.press("Import routine")
    asked = display_text(friendly, "Import notice")
    before = dict(friendly.own_routines.kept)
    friendly.press("Import as a copy")

    assert asked == (
        "There is a routine called “MY EVENING” already. Import this one as “MY EVENING (copy)”?"
    )
    assert before == {"mine": MY_ROUTINE}
    assert current_text(friendly, "Routines") == "MY EVENING (copy)"
    assert stored_routine(friendly) == MY_ROUTINE


def test_a_copy_can_be_left(friendly: Bedside) -> None:
    friendly.own_routines.files[FILE] = replace(FROM_A_FRIEND, title="5 minutes")
    friendly.press("Import routine")

    friendly.press("Leave it")

    assert friendly.own_routines.kept == {"mine": MY_ROUTINE}
    assert not friendly.visible("Import notice")


def test_on_a_full_disk_nothing_is_imported(friendly: Bedside) -> None:
    friendly.own_routines.refusal = DISK_FULL

    friendly.press("Import routine")

    assert display_text(friendly, "Notice") == DISK_FULL
    assert left_texts(friendly, "Routines")[:3] == ["Your wind-downs", "My evening", "Built in"]


@pytest.mark.parametrize("word", ["page", "Steps", "Routines", "Routine name", "Note", "Seconds"])
def test_a_file_can_be_dropped_anywhere(friendly: Bedside, word: str) -> None:
    target = friendly.page if word == "page" else friendly.control(word)
    while not target.acceptDrops():  # as the drag itself goes about it
        above = target.parentWidget()
        assert above is not None
        target = above

    assert drag_and_drop(files(QUrl.fromLocalFile(FILE).toString()), target)

    assert current_text(friendly, "Routines") == "From a friend"
    assert stored_routine(friendly) == MY_ROUTINE


def test_what_is_no_file_is_not_taken(friendly: Bedside) -> None:
    assert not drag_and_drop(files("https://example.org/a.toml"), friendly.page)

    assert friendly.own_routines.kept == {"mine": MY_ROUTINE}


def test_what_is_half_typed_is_kept_when_a_file_comes(friendly: Bedside) -> None:
    name = friendly.control("Routine name")
    name.setFocus()
    friendly.keys(" at ten")

    drag_and_drop(files(QUrl.fromLocalFile(FILE).toString()), friendly.page)

    assert stored_routine(friendly).title.endswith(" at ten")


# --- exported -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["My evening", "15 minutes"])
def test_a_routine_is_written_to_a_file(own: Bedside, title: str) -> None:
    focus_row(own, "Routines", title)
    own.files.answer = "/somewhere/else.toml"

    own.press("Export routine")

    assert own.files.asked == [f"{title}.toml"]
    assert own.own_routines.files["/somewhere/else.toml"].title == title
    assert display_text(own, "Last change") == "Exported to else.toml"


def test_what_cannot_be_written_is_said(own: Bedside) -> None:
    own.own_routines.refusal = DISK_FULL
    own.files.answer = "/somewhere/else.toml"

    own.press("Export routine")

    assert display_text(own, "Import notice") == DISK_FULL
    assert own.own_routines.files == {}


@each_case(
    ("title", "name"),
    [
        ("My evening", "My evening.toml"),
        ("a/b\\c: d?", "a-b-c- d.toml"),
        ("..", "routine.toml"),
        ("🌙", "🌙.toml"),
    ],
)
def test_a_name_is_proposed_that_every_system_takes(title: str, name: str) -> None:
    assert export_file_name(title) == name
