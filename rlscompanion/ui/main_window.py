"""The main window of the app: the navigation, one page at a time, and the colour theme of the pages."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import PAGE_LIGHT, TEXT_SCALE, neighbouring_text_scale
from rlscompanion.domain.daylight import LightChoice, are_day_pages_light
from rlscompanion.ui.theme import DAY, DUSK, EMBER, Theme, apply_theme, scale_for_window
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import PageBar
from rlscompanion.ui.widgets.double_click_filter import DoubleClickFilter
from rlscompanion.ui.widgets.fade_overlay import FadeOverlay
from rlscompanion.ui.widgets.notice_bar import NoticeBar
from rlscompanion.ui.widgets.page_tab import PageTab, PageTabs, install_accessibility
from rlscompanion.ui.widgets.spacing import grow_gaps

if TYPE_CHECKING:
    from rlscompanion.domain.moment import Moment
    from rlscompanion.ui.widgets.black_screens import BlackScreens

_Page = TypeVar("_Page", bound=QWidget)

LIGHT_TABS = ("Sleep log", "Insights", "Learn", "Settings")
"""The tabs (navigation entries) whose pages are light in the daytime."""

BRIEF_FADE_SECONDS = 0.6
"""Length of the fade from dark to light when a page is opened or the person chooses light."""

SLOW_FADE_SECONDS = 3.0
"""Length of the fade from dark to light in the morning, or when the day begins while a page is open."""

DAYLIGHT_CHECK_MS = 20_000
"""Milliseconds from one check whether it is day to the next check."""


class Daylight:
    """Decides whether pages are light or dark now, from the clock, the setting and the person's choice."""

    def __init__(self, clock: Clock, preferences: Preferences) -> None:
        self._clock, self._preferences = clock, preferences
        self._chosen: LightChoice | None = None
        self._dark_at: Moment | None = None

    @property
    def is_light(self) -> bool:
        """Whether daytime pages (pages that are light by day) are to be light now."""
        setting = PAGE_LIGHT.of(self._preferences)
        return are_day_pages_light(self._clock.now(), setting, self._chosen, self._dark_at)

    def choose_light(self, is_light: bool) -> None:
        """Record that the person chose light (True) or dark (False), until the next morning or evening."""
        self._chosen = LightChoice(is_light, self._clock.now())

    def forget_choice(self) -> None:
        """Forget the person's choice of light or dark, so that the setting applies again."""
        self._chosen = None

    def record_lights_out(self) -> None:
        """Record that the lights go out now, so that pages stay dark; forget the person's choice."""
        self._chosen, self._dark_at = None, self._clock.now()


class NoticeTopic(StrEnum):
    """What a notice is about. A notice is a sentence below the page.

    Each topic has at most one notice at a time.
    """

    ROUTINES = "routines"
    OWN_ROUTINES = "own routines"
    SESSION = "session"
    SOUND = "sound"
    LOG = "log"
    WAITING = "waiting"
    LOCK = "lock"
    LOCKED = "locked"
    UNDONE = "undone"
    SOUNDS = "sounds"


NOTICE_TABS = {
    NoticeTopic.ROUTINES: ("Tonight", "Settings"),
    NoticeTopic.OWN_ROUTINES: ("Tonight", "Settings"),
    NoticeTopic.SESSION: ("Tonight",),
    NoticeTopic.SOUND: ("", "Tonight", "Sounds", "Settings"),
    NoticeTopic.SOUNDS: ("Tonight", "Sounds"),
}
"""For some topics, the tabs whose pages show a notice on the topic; "" stands for pages without a tab.

A notice on any other topic is shown on every page.
"""


class MainWindow(QMainWindow):
    """The main window of the app. It shows one page at a time; the flow (`ui.flow`) chooses which page."""

    page_shown = Signal()
    went_dark = Signal(bool)
    close_asked = Signal()
    closing = Signal()
    put_away = Signal()
    came_forward = Signal()
    closed = Signal()

    def __init__(self, preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        self._preferences = preferences
        self._daylight = Daylight(clock, preferences)
        self._theme = DUSK
        self._turns_light = self._stays = self._hides = self._is_ending = self._is_full_by_hand = False
        self._fade_seconds = SLOW_FADE_SECONDS
        self._room = 1.0
        self._tabs: dict[str, PageTab] = {}
        self.setWindowTitle("RLS Companion")
        self.setMinimumSize(900, 640)
        self._stack = QStackedWidget()
        install_accessibility()
        tabs = PageTabs()
        self._bar_row = in_row(STRETCH, into=tabs, spacing=0)
        self._bar = PageBar(tabs, above=14)
        middle = QWidget()
        lines = in_column(self._bar, (self._stack, 1), into=middle, spacing=0)
        self._notices = NoticeBar()
        lines.addWidget(self._notices)
        self.setCentralWidget(middle)
        self._fade_overlay = FadeOverlay(self)
        self._double_click_filter = DoubleClickFilter(self)
        self._black_screens: BlackScreens | None = None
        self._daylight_timer = QTimer(self)
        self._daylight_timer.timeout.connect(self._follow_daylight)
        self.apply_text_scale()

    @property
    def text_scale(self) -> float:
        """The text size that the person has set, as a factor (1 to 2) of the designed size."""
        return TEXT_SCALE.of(self._preferences)

    @property
    def theme(self) -> Theme:
        """The colour theme that the window has now."""
        return self._theme

    @property
    def is_dark(self) -> bool:
        """Whether the window has the night theme: after lights out, and in a session with closed eyes."""
        return self._theme is EMBER

    @property
    def has_navigation(self) -> bool:
        """Whether the navigation, which leads to other pages, is visible."""
        return not self._bar.isHidden()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown now; None before the first page is shown."""
        return self._stack.currentWidget()

    def add_page(self, page: _Page) -> _Page:
        """Add a page to the window without showing the page yet, and return the page."""
        self._stack.addWidget(page)
        return page

    def add_tab(self, title: str, pressed: Callable[[], None]) -> None:
        """Add a tab with this title, such as "Sounds", to the navigation; a press calls `pressed`."""
        made = PageTab(title)
        made.clicked.connect(pressed)
        self._bar_row.insertWidget(len(self._tabs), made)
        self._tabs[title] = made

    def press_tab_at(self, index: int) -> None:
        """Press the tab at this index of the navigation; the first tab has index 0."""
        list(self._tabs.values())[index].click()

    @property
    def current_tab(self) -> str:
        """The title of the marked tab, such as "Sounds"; empty if the navigation is hidden."""
        return next((title for title, tab in self._tabs.items() if tab.isChecked()), "")

    def press_tab(self, title: str) -> None:
        """Press the tab with this title, such as "Sounds"."""
        self._tabs[title].click()

    def show_page(
        self, page: QWidget, tab: str = "", theme: Theme = DUSK, light_fade_seconds: float | None = None
    ) -> None:
        """Show a page and mark its tab in the navigation; if `tab` is empty, hide the navigation.

        A page is light in the daytime if its tab is in LIGHT_TABS or `light_fade_seconds` is given. Such a
        page first appears dark and fades to light in that time. After another light page, the page is light
        at once. Any other page has the colours of `theme`.
        """
        self._fade_overlay.end_fade()
        if light_fade_seconds is None and tab in LIGHT_TABS:
            light_fade_seconds = BRIEF_FADE_SECONDS
        self._turns_light = light_fade_seconds is not None
        self._fade_seconds = light_fade_seconds or SLOW_FADE_SECONDS
        if theme is EMBER:
            self._daylight.record_lights_out()
        stays_light = self._turns_light and self._theme is DAY and self._daylight.is_light
        self._change_theme(DAY if stays_light else theme)
        self._notices.show_for_tab(tab, self._theme is EMBER)
        self._bar.setVisible(bool(tab))
        for title, each in self._tabs.items():
            each.setChecked(title == tab)
        if not page.accessibleName():
            # It may be what has the focus, and then a screen reader says its name.
            page.setAccessibleName(tab)
        if self._room != 1.0:
            grow_gaps(page, self._room)
        self._stack.setCurrentWidget(page)
        (page.focusWidget() or page).setFocus()
        if self._turns_light:
            # At once, but after the page has been laid out.
            self._daylight_timer.start(0)
        else:
            self._daylight_timer.stop()
        self.page_shown.emit()

    @Slot(bool)
    def choose_light(self, is_light: bool) -> None:
        """Make daytime pages light (True) or dark (False) until the next morning or evening."""
        self._daylight.choose_light(is_light)
        self._follow_daylight_soon()

    @Slot()
    def follow_light_setting(self) -> None:
        """Apply the changed setting for light or dark pages, in place of the person's earlier choice."""
        self._daylight.forget_choice()
        self._follow_daylight_soon()

    def _follow_daylight_soon(self) -> None:
        self._fade_seconds = BRIEF_FADE_SECONDS
        self._follow_daylight()

    def finish_fade(self) -> None:
        """End the fade between the dark and the light look at once, also one that is about to begin."""
        self._follow_daylight()
        self._fade_overlay.end_fade()

    @Slot()
    def _follow_daylight(self) -> None:
        if not self._turns_light:
            return
        self._daylight_timer.start(DAYLIGHT_CHECK_MS)
        wanted = DAY if self._daylight.is_light else DUSK
        if wanted is not self._theme:
            before = self.grab()
            self._change_theme(wanted)
            self._fade_overlay.start_fade(before, self._fade_seconds)
        self._fade_seconds = SLOW_FADE_SECONDS

    def show_notice(self, topic: NoticeTopic, sentence: str) -> None:
        """Show a notice, which is a sentence below the page, on the pages that its topic concerns.

        An empty sentence removes the notice on this topic.
        """
        self._notices.set_sentence(topic, sentence, NOTICE_TABS.get(topic, ()))

    @Slot()
    def apply_text_scale(self) -> None:
        """Style the window with the text size that the person has set."""
        apply_theme(self, self._theme, self.text_scale, self._room)

    @Slot()
    def come_forward(self) -> None:
        """Show the window in front of all other windows, with its page and size unchanged."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.came_forward.emit()

    @Slot(bool)
    def fill_screen(self, is_dark: bool) -> None:
        """If `is_dark`, make the window full screen and all other screens black; otherwise undo this."""
        full = Qt.WindowState.WindowFullScreen
        fills = is_dark or self._is_full_by_hand
        self.setWindowState(self.windowState() | full if fills else self.windowState() & ~full)
        if self._black_screens is None:
            from rlscompanion.ui.widgets.black_screens import BlackScreens

            self._black_screens = BlackScreens(self, self._press_page)
        self._black_screens.set_dark(is_dark)

    @Slot()
    def switch_full_screen(self) -> None:
        """Turn the full screen mode of the window on or off."""
        self._is_full_by_hand = not self._is_full_by_hand
        full = Qt.WindowState.WindowFullScreen
        state = self.windowState()
        self.setWindowState(state | full if self._is_full_by_hand else state & ~full)

    def _press_page(self, event: QMouseEvent) -> None:
        """Treat a press on another, black screen as a press on the page."""
        page = self._stack.currentWidget()
        if page is not None:
            QCoreApplication.sendEvent(page, event.clone())

    def showEvent(self, event: QShowEvent) -> None:
        """Start to filter mouse presses on the window, so that a double click does not press two things."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._double_click_filter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt a running fade to the new size of the window; enlarge text and gaps in a large window."""
        super().resizeEvent(event)
        self._fade_overlay.setGeometry(self.rect())
        room = scale_for_window(self.width(), self.height())
        if room != self._room:
            self._room = room
            self.apply_text_scale()
            grow_gaps(self, room)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit `close_asked` and `closing`, then close the window unless a receiver of these signals objects.

        A receiver objects by calling `stay_open`, or `hide_instead` to hide the window without quitting.
        """
        self._stays = self._hides = False
        if not self._is_ending:
            self.close_asked.emit()
        if not self._stays:
            self.closing.emit()
        event.setAccepted(not (self._stays or self._hides))
        if self._hides and not self._stays:
            self.hide()
            self.put_away.emit()
        elif not self._stays:
            self.closed.emit()

    def stay_open(self) -> None:
        """Keep the window open. Call this method only while `close_asked` or `closing` is emitted."""
        self._stays = True

    def hide_instead(self) -> None:
        """Hide the window instead of closing it. Call this method only while `close_asked` is emitted."""
        self._hides = True

    @Slot()
    def close_without_asking(self) -> bool:
        """Close the window without `close_asked`, even if sound is playing; return whether it has closed."""
        self._is_ending = True
        is_closed = self.close()
        self._is_ending = False
        return is_closed

    def _change_theme(self, theme: Theme) -> None:
        before, self._theme = self._theme, theme
        if theme is not before:
            self.apply_text_scale()
        if (theme is EMBER) is not (before is EMBER):
            self.went_dark.emit(theme is EMBER)
        for page in (self._stack.widget(index) for index in range(self._stack.count())):
            set_theme = getattr(page, "set_theme", None)
            if set_theme is not None:
                set_theme(theme)

    @Slot()
    def enlarge_text(self) -> None:
        """Enlarge the text by one step."""
        self._change_text_scale_by(1)

    @Slot()
    def reduce_text(self) -> None:
        """Reduce the text by one step."""
        self._change_text_scale_by(-1)

    def _change_text_scale_by(self, steps: int) -> None:
        TEXT_SCALE.keep(self._preferences, neighbouring_text_scale(self.text_scale, steps))
        self.apply_text_scale()
