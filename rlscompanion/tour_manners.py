"""Pictures of panels over a page, of the end of the settings, and of the wake-up screen.

This is a part of the tour, a command of developers that takes a picture of every page.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from rlscompanion import app as composition
from rlscompanion.bedtime.preferences import REMINDER_WANTED, WAKE_UP_WANTED
from rlscompanion.domain.wake_up import Dawn
from rlscompanion.ui.manners.closing_sheet import ClosingSheet
from rlscompanion.ui.manners.notes_sheet import NotesSheet
from rlscompanion.ui.manners.reminder_sheet import ReminderSheet
from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.widgets.column import CentredColumn

SEARCHED_WORDS = "long drive"
DAWN_PICTURES = (("begins", 0.5), ("rises", 0.8), ("is-up", 1.0))
LOWER_SETTINGS_SECTIONS = (("evening", "Evening reminder"), ("about", "Licences"))


class PanelsTour:
    """Takes pictures of panels over a page, of the end of the settings, and of the wake-up screen.

    `take` takes a picture of the window, and stores it under a name. `save` stores a finished picture.
    """

    def __init__(
        self, app: composition.App, take: Callable[[str], None], save: Callable[[str, QPixmap], None]
    ) -> None:
        self._app, self._take, self._save = app, take, save

    def take_pictures_of_panels(self) -> None:
        """Take a picture of each panel that can open over a page, such as the list of keys."""
        shortcuts, window = self._app.flow.shortcuts, self._app.window
        shortcuts.show_keys()
        self._save_picture_with_sheet("keys")
        shortcuts.search_notes()
        search = window.findChild(NotesSheet)
        assert search is not None
        search.search_for(SEARCHED_WORDS)
        self._save_picture_with_sheet("search-notes")
        for name, sheet in (("keep-playing", ClosingSheet(window)), ("reminder", ReminderSheet(window))):
            sheet.open()
            self._save_picture_with_sheet(name)

    def take_pictures_of_settings(self) -> None:
        """Take pictures of the lower part of the page Settings, with everything in it unfolded."""
        for each in (REMINDER_WANTED, WAKE_UP_WANTED):
            each.keep(self._app.bedtime.preferences, True)
        self._app.flow.day.show_settings()
        page = self._app.flow.day.settings
        for name, word in LOWER_SETTINGS_SECTIONS:
            shown = next(each for each in page.findChildren(QWidget) if each.accessibleIdentifier() == word)
            column = page.findChild(CentredColumn)
            assert column is not None
            column.verticalScrollBar().setValue(shown.mapTo(column.widget(), QPoint()).y() - 100)
            self._take(f"settings-{name}")
        for each in (REMINDER_WANTED, WAKE_UP_WANTED):
            each.keep(self._app.bedtime.preferences, False)

    def take_pictures_of_wake_up(self) -> None:
        """Take pictures of the wake-up screen while it brightens."""
        wake = self._app.flow.rhythm.wake_page
        for name, progress in DAWN_PICTURES:
            wake.show_dawn(Dawn(progress))
            self._app.window.show_page(wake, theme=EMBER)
            self._take(f"wake-up-{name}")
        self._app.flow.evening.show_tonight()

    def _save_picture_with_sheet(self, name: str) -> None:
        """Store a picture of the window with its sheet, then close the sheet."""
        window = self._app.window
        [sheet] = [each for each in window.findChildren(QDialog) if each.isVisible()]
        picture = window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(window.rect().center() - sheet.rect().center(), sheet.grab())
        painter.end()
        self._save(name, picture)
        sheet.reject()
