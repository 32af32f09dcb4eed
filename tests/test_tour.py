"""The tour (a developer's command that takes pictures of all pages), run without a screen."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.routine import Side, routine_segments
from tests.processes import run_to_end

BENEFITS = {
    *("looser-muscles", "better-circulation", "relaxation", "less-pain", "better-sleep"),
    *("beside-other-care", "lasting-relief"),
}
TEXTS = {
    *("what-rls-is", "before-you-massage", "when-to-see-a-doctor", "what-to-tell-my-doctor"),
    *("things-that-can-worsen-rls", "things-to-try"),
}
PICTURED_CHARTS = ("overview", "nights", "worst-urge", "onset", "relief-urge-to-move", "tried", "factors")
PAGES = {
    *(f"learn-{topic}" for topic in BENEFITS | TEXTS),
    *("learn", "by-day-learn", "by-day-learn-better-sleep", "by-day-learn-before-you-massage"),
    *("by-day-morning", "by-day-sleep-log", "by-day-settings"),
    *(f"{when}insights-{chart}" for chart in PICTURED_CHARTS for when in ("", "by-day-")),
    *("trial-start", "tonight-of-a-trial", "trial-going-on", "trial-result", "by-day-trial-result"),
    *("results", "report", "by-day-results", "by-day-report"),
    *("tonight", "before", "before-rated", "session-01-breath", "session-other-leg", "session-last-seconds"),
    *("session-eyes-closed", "session-eyes-closed-answered", "after-eyes-closed", "after", "after-rated"),
    *("lights-out", "lights-out-choices", "rescue-lying-01-ankle-pumps-left", "rescue-standing-01-sit-up"),
    *("ladder", "ladder-walk", "ladder-warmth", "ladder-mind", "ladder-mind-black", "ladder-did-it-help"),
    *("lights-out-after-rescue", "morning-prefilled", "morning-problems", "morning-filled-in", "sleep-log"),
    *("health-questions", "health-questions-unfolded", "by-day-leg-questions"),
    *("health-clear", "health-ask-first", "health-same-day", "health-lighter", "health-emergency"),
    *("tonight-ask-first", "tonight-same-day", "tonight-lighter", "tonight-emergency", "health-agreed"),
    *("rescue-emergency", "rescue-otherwise", "tonight-is-different", "health-tonight"),
    *("keys", "search-notes", "keep-playing", "reminder", "settings-evening", "settings-about"),
    *("wake-up-begins", "wake-up-rises", "wake-up-is-up"),
    *("morning-anything-new", "welcome-massage", "welcome-keys", "welcome-privacy", "sound-check"),
    "lights-out-keys",
    *("settings", "session-paused", "tonight-continue", "sounds", "sounds-playing", "sounds-fading"),
    *("routines", "routines-own", "routines-refused"),
}

pytestmark = pytest.mark.thorough


def screenless(home: Path) -> dict[str, str]:
    """The environment of a person without a screen, with a home folder only for the test."""
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    kept = {name: value for name, value in kept.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}


class Toured:
    """A finished tour: its pictures and its output."""

    def __init__(self, folder: Path) -> None:
        self.home, self.directory = folder / "home", folder / "new" / "pictures"
        self.home.mkdir()
        self.done = run_to_end(
            [sys.executable, "-m", "rlscompanion", "tour", str(self.directory)], screenless(self.home)
        )
        self.pictures = sorted(self.directory.glob("*.png"))


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    return Toured(tmp_path_factory.mktemp("tour"))


def bare(picture: Path) -> str:
    """The name of a picture, without its number and its theme."""
    return picture.stem.split("-", 1)[1].rsplit("-", 1)[0]


def test_it_ends_by_itself(toured: Toured) -> None:
    assert toured.done.returncode == 0


def test_it_says_where_the_pictures_are(toured: Toured) -> None:
    assert toured.done.stdout == f"{len(toured.pictures)} pictures in {toured.directory}\n"


def test_it_says_nothing_else(toured: Toured) -> None:
    assert toured.done.stderr == ""


def test_every_page_and_state_has_a_picture(toured: Toured) -> None:
    names = [bare(picture) for picture in toured.pictures if bare(picture) != "steps"]

    assert set(names) >= PAGES
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert any(name.startswith("refusal") for name in names)


def test_every_picture_of_the_window_has_its_size(toured: Toured) -> None:
    sizes = {
        picture.name: (QImage(str(picture)).width(), QImage(str(picture)).height())
        for picture in toured.pictures
        if bare(picture) not in ("refusal", "steps")
    }

    assert {name: size for name, size in sizes.items() if size != (1280, 800)} == {}


def test_every_step_is_pictured_on_each_leg(toured: Toured) -> None:
    names = {bare(picture).split("-", 2)[-1] for picture in toured.pictures}
    thirty = load_routines().routine("wind_down_30")
    assert thirty is not None
    wanted = {
        segment.step.key.replace("_", "-") + ("" if segment.side is Side.BOTH else f"-{segment.side}")
        for segment in routine_segments(thirty)
    }

    assert wanted - names == set()


def test_a_sheet_shows_every_figure_in_each_theme(toured: Toured) -> None:
    sheets = [picture for picture in toured.pictures if bare(picture) == "steps"]

    assert [sheet.stem.rsplit("-", 1)[1] for sheet in sheets] == ["dusk", "ember", "day"]
    assert all(QImage(str(sheet)).height() > 1000 for sheet in sheets)


def test_the_pages_to_take_along_stand_beside_the_pictures(toured: Toured) -> None:
    pages = {each.name: len(PdfReader(each).pages) for each in toured.directory.glob("*.pdf")}

    assert pages == {"clinician-report.pdf": 4, "medicines-to-check.pdf": 1}


def test_pages_are_shown_in_every_theme(toured: Toured) -> None:
    pages = [picture for picture in toured.pictures if bare(picture) != "steps"]

    assert {picture.stem.rsplit("-", 1)[1] for picture in pages} == {"dusk", "ember", "day"}


def test_pages_are_different(toured: Toured) -> None:
    black = {"lights-out", "lights-out-after-rescue", "session-eyes-closed", "ladder-mind-black"}
    pictures = [each.read_bytes() for each in toured.pictures if bare(each) not in black]

    assert len(pictures) == len(set(pictures))


def test_no_file_of_the_person_is_touched(toured: Toured) -> None:
    files = [each for each in toured.home.rglob("*") if each.is_file() and "fontconfig" not in str(each)]

    assert [each for each in files if "rlscompanion" in str(each).lower()] == []
    assert list(toured.home.rglob("*.sqlite")) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")

    done = run_to_end(
        [sys.executable, "-m", "rlscompanion", "tour", str(tmp_path / "file" / "pictures")],
        screenless(tmp_path),
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Choose another folder." in done.stderr
    assert (tmp_path / "file").read_text("utf-8") == "mine"
