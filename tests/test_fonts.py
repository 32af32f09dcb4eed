"""The fonts that come with the app are used on a machine without fonts, and have every character shown."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from rlscompanion import assets
from tests.processes import run_to_end

PACKAGE = Path(assets.__file__).parent
SPEAKS = ("ui", "domain", "bedtime", "charts", "content")

FAMILY = """
import sys
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from rlscompanion.fonts import load_fonts
from rlscompanion.ui import theme
application = QApplication(["rlscompanion", *theme.QT_ARGUMENTS])
load_fonts()
theme.style_application(application)
print(QFontInfo(application.font()).family())
"""


def signs_shown() -> Iterator[str]:
    """The characters beyond ASCII in the texts of window, articles, routines and report."""
    code = (path for part in SPEAKS for path in (PACKAGE / part).rglob("*.py"))
    texts = (path for kind in ("md", "toml", "html") for path in assets.resources_folder().rglob(f"*.{kind}"))
    for path in (*code, *texts):
        yield from (sign for sign in path.read_text("utf-8") if not sign.isascii())


@pytest.mark.usefixtures("qapp")
def test_no_sign_that_is_shown_is_missing_from_a_font() -> None:
    signs = set(signs_shown())
    fonts = {path.stem: QRawFont(str(path), 17.0) for path in assets.font_files()}

    assert {"–", "“", "▶"} <= signs
    assert list(fonts) == ["Inter-Light", "Inter-Regular", "Inter-SemiBold"]
    for font in fonts.values():
        assert font.familyName() == "Inter"
        assert [sign for sign in sorted(signs) if not font.supportsCharacter(ord(sign))] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have fonts of their own")
def test_a_machine_without_fonts_shows_words(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig/>")

    done = run_to_end([sys.executable, "-c", FAMILY], {**os.environ, "FONTCONFIG_FILE": str(empty)})

    assert (done.stdout, done.stderr) == ("Inter\n", "")
