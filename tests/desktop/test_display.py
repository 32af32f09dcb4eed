import socket
import sys
from pathlib import Path

import pytest

from rlscompanion.desktop import display
from rlscompanion.desktop.display import NO_SCREEN_SENTENCE, missing_display_sentence

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems always have a screen"
)


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_screen_it_names_the_tour() -> None:
    assert missing_display_sentence() == NO_SCREEN_SENTENCE
    assert "rlscompanion tour DIR" in NO_SCREEN_SENTENCE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QT_QPA_PLATFORM", "offscreen"),
        ("WAYLAND_DISPLAY", "wayland-0"),
        ("DISPLAY", "far.example:0"),
        ("DISPLAY", "localhost:10.0"),
    ],
)
def test_what_can_be_shown_or_not_be_told_is_tried(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert missing_display_sentence() is None


@pytest.mark.parametrize("value", [":98765", ":98765.0", "unix:98765", ""])
def test_a_server_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DISPLAY", value)

    assert missing_display_sentence() == NO_SCREEN_SENTENCE


@pytest.mark.parametrize("is_abstract", [True, False])
def test_a_server_that_listens_is_found(tmp_path: Path, is_abstract: bool) -> None:
    path = str(tmp_path / "X1")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{path}" if is_abstract else path)
        server.listen(1)

        assert display._server_listens(path)
    assert not display._server_listens(str(tmp_path / "X2"))


def test_other_systems_have_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    assert missing_display_sentence() is None
