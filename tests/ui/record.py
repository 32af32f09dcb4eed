"""The visible facts of a page in some state (a "station"), recorded before its window closes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

from rlscompanion.bedtime.preferences import TEXT_SCALES
from rlscompanion.ui.sounds.tile import SoundTile
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.ring_timer import RingTimer
from tests.fakes import FakeClock
from tests.ui.bedside import HEIGHT, WIDTH, Bedside
from tests.ui.light import Luminances, brightest_patch, luminances, widest_contrast
from tests.ui.stations import Station

Size = tuple[int, int]
"""A width and a height in pixels."""

EVENING_TIME = "2026-11-21 22:30"
DAY_TIME = "2026-11-22 10:00"
WIDGETS_TO_PRESS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
WIDGETS_TO_READ = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTextEdit, RatingScale)
PATCH_PIXELS = 80
MOST_TAB_STOPS = 100


@dataclass(frozen=True)
class Configuration:
    """The set-up of the window in which a page is recorded.

    If `with_keys`, the keys that move the focus are pressed too, and their effects recorded.
    """

    wall: str = EVENING_TIME
    scale: float = 1.0
    width: int = WIDTH
    height: int = HEIGHT
    light_by_day: bool = True
    with_keys: bool = True

    def __str__(self) -> str:
        time = "evening" if self.wall == EVENING_TIME else "day" if self.light_by_day else "dark day"
        return f"{time} x{self.scale} {self.width}x{self.height}"

    @property
    def is_as_designed(self) -> bool:
        """Whether the text and the window have their designed sizes."""
        return (self.scale, self.width, self.height) == (1.0, WIDTH, HEIGHT)

    @property
    def can_be_light(self) -> bool:
        """Whether pages that are light by day are light in this configuration."""
        return self.wall == DAY_TIME and self.light_by_day


@dataclass(frozen=True)
class SeenWidget:
    """The facts about a visible widget; all sizes are in pixels.

    `needed` is the space that the widget's text needs, `room` the space that the widget has. `outside` is how
    far the widget exceeds the window or the scrollable part of its column. `heard` is the widget's name for a
    screen reader. `contrast` is None for a widget without text; `row_height` is negative for a widget without
    rows.
    """

    kind: type[QWidget]
    word: str
    name: str
    heard: str
    text: str
    is_pressable: bool
    is_labelled: bool
    height: int
    needed: Size
    room: Size
    outside: int
    font_pixels: int
    contrast: float | None
    row_height: int
    is_tabbed_to: bool | None = None
    is_tabbed_back_to: bool | None = None
    focus_shows: bool | None = None

    def __str__(self) -> str:
        return f"{self.kind.__name__} “{self.word or self.text or self.name}”"

    def is_a(self, *kinds: type[QWidget]) -> bool:
        """Whether the widget is of one of these kinds."""
        return issubclass(self.kind, kinds)


@dataclass(frozen=True)
class TabStop:
    """A widget that Tab focuses: the word by which it is found, its height, and its visible height."""

    word: str
    height: int
    shown: int


@dataclass(frozen=True)
class ScrolledColumn:
    """The sizes of a page that scrolls; `scrolls` is the range of its scroll bar."""

    content: Size
    least_height: int
    view: Size
    scrolls: int


@dataclass(frozen=True)
class Record:
    """The facts about a page in one state (a "station") and one configuration of the window.

    Facts that need key presses are blank if no keys were pressed. `focus_heard` is the focused widget's name
    for a screen reader; empty if no widget has the focus. `scale_by_key` is the text scale after Ctrl+Plus,
    or after Ctrl+Minus if the text was already at its largest.
    """

    station: str
    configuration: Configuration
    theme: str
    navigation: str
    page_heard: str
    window: Size
    mean_luminance: float
    brightest_patch: float
    is_focus_on_page: bool
    focus_heard: str
    column: ScrolledColumn | None
    seen: tuple[SeenWidget, ...]
    stops: tuple[TabStop, ...] = ()
    scale_by_key: float | None = None

    def of(self, *kinds: type[QWidget]) -> Iterator[SeenWidget]:
        """The widgets of any of these kinds."""
        return (each for each in self.seen if each.is_a(*kinds))

    def under(self, word: str) -> list[SeenWidget]:
        """The widgets with this identifier."""
        return [each for each in self.seen if each.word == word]


def record_station(where: Station, configuration: Configuration) -> Record:
    """Start the app, go to a page and state (a "station"), record the page, and close the app."""
    return record_station_in_sizes(where, (configuration,))[0]


def record_station_in_sizes(where: Station, configurations: Sequence[Configuration]) -> list[Record]:
    """Record a page in several sizes of text and window, with one start of the app.

    All configurations have the same time of day. Key presses change the page, so only the last configuration
    may have `with_keys`.
    """
    first = configurations[0]
    bedside = Bedside(clock=FakeClock(first.wall))
    bedside.preferences.set("text_scale", str(first.scale))
    bedside.preferences.set("light_by_day", "yes" if first.light_by_day else "no")
    bedside.open()
    records: list[Record] = []
    try:
        where.go(bedside)
        _refresh_window(bedside.window)
        for configuration in configurations:
            if configuration.scale != bedside.window.text_scale:
                bedside.preferences.set("text_scale", str(configuration.scale))
                bedside.window.apply_text_scale()
            bedside.window.resize(configuration.width, configuration.height)
            bedside.finish_fade()
            records.append(_record(bedside, where.name, configuration))
    finally:
        bedside.close()
    return records


def _refresh_window(window: QWidget) -> None:
    """Run what repeats in a window once, so that its texts say the time of the app's clock.

    Otherwise a second of real time that passes while keys are pressed might change a text, and with it the
    places of all widgets below.
    """
    for timer in window.findChildren(QTimer):
        if timer.isActive() and not timer.isSingleShot():
            timer.timeout.emit()


def _record(bedside: Bedside, name: str, configuration: Configuration) -> Record:
    page, window = bedside.page, bedside.window
    picture = luminances(window.grab().toImage())
    buddies = [label.buddy() for label in page.findChildren(QLabel)]
    widgets = [each for each in window.findChildren(QWidget) if each.isVisible()]
    seen = [_look_at(each, window, picture, each in buddies) for each in widgets]
    focused = window.focusWidget()
    record = Record(
        station=name,
        configuration=configuration,
        theme=window.theme.name,
        navigation=next(
            (word.text for word, each in zip(seen, widgets, strict=True) if _is_chosen(each)), ""
        ),
        page_heard=screen_reader_name(page),
        window=window.size().toTuple(),
        mean_luminance=float(picture.mean()),
        brightest_patch=brightest_patch(picture, PATCH_PIXELS),
        is_focus_on_page=focused is not None and (focused is page or page.isAncestorOf(focused)),
        focus_heard=screen_reader_name(focused) if focused is not None and focused.isVisible() else "",
        column=_column(page),
        seen=tuple(seen),
    )
    return _press_keys(bedside, widgets, record) if configuration.with_keys else record


def _press_keys(bedside: Bedside, widgets: list[QWidget], record: Record) -> Record:
    """Press the keys that move the focus, and add their effects to a record; this changes the page."""
    # Where the focus goes is looked at, not what is painted on the way.
    bedside.window.setUpdatesEnabled(False)
    stops, forward = _tab_round(bedside, Qt.Key.Key_Tab)
    _, backward = _tab_round(bedside, Qt.Key.Key_Backtab)
    bedside.window.setUpdatesEnabled(True)
    seen = tuple(
        replace(
            noted,
            is_tabbed_to=each in forward,
            is_tabbed_back_to=each in backward,
            focus_shows=_focus_shows(each) if noted.is_pressable else None,
        )
        for noted, each in zip(record.seen, widgets, strict=True)
    )
    is_largest = record.configuration.scale == max(TEXT_SCALES)
    key = Qt.Key.Key_Minus if is_largest else Qt.Key.Key_Plus
    QTest.keyClick(bedside.window, key, Qt.KeyboardModifier.ControlModifier)
    return replace(record, seen=seen, stops=tuple(stops), scale_by_key=bedside.window.text_scale)


def _tab_round(bedside: Bedside, key: Qt.Key) -> tuple[list[TabStop], list[QWidget]]:
    """The widgets that get the focus in one round of Tab, with their visible parts."""
    stops: list[TabStop] = []
    reached: list[QWidget] = []
    for _ in range(MOST_TAB_STOPS):
        at = bedside.window.focusWidget()
        assert at is not None, "nothing has the focus"
        if at in reached:
            break
        reached.append(at)
        QTest.keyClick(at, key)
        bedside.process_events()
        stops.append(_stop(bedside.window.focusWidget()))
    return stops, reached


def _stop(focused: QWidget | None) -> TabStop:
    assert focused is not None, "nothing has the focus"
    return TabStop(_word(focused), focused.height(), focused.visibleRegion().boundingRect().height())


def _focus_shows(widget: QWidget) -> bool:
    """Whether the widget looks different with the focus."""
    widget.clearFocus()
    without = widget.grab().toImage()
    widget.setFocus()
    return bool(widget.grab().toImage() != without)


def _look_at(widget: QWidget, window: QWidget, picture: Luminances, is_labelled: bool) -> SeenWidget:
    needed, room = _needed_and_room(widget)
    is_row_counted = isinstance(widget, WIDGETS_TO_PRESS) and not isinstance(widget, QScrollBar | QHeaderView)
    return SeenWidget(
        kind=type(widget),
        word=widget.accessibleIdentifier(),
        name=widget.accessibleName(),
        heard=screen_reader_name(widget) if widget.accessibleIdentifier() else "",
        text=visible_text(widget),
        is_pressable=is_row_counted and widget.isEnabled(),
        height=widget.height(),
        needed=needed,
        room=room,
        outside=_outside(widget, window),
        font_pixels=widget.fontInfo().pixelSize(),
        contrast=_contrast(widget, window, picture),
        row_height=widget.sizeHintForRow(0) if isinstance(widget, QListView) else -1,
        is_labelled=is_labelled,
    )


def screen_reader_name(widget: QWidget) -> str:
    """The name of a widget that a screen reader receives."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def visible_text(widget: QWidget) -> str:
    """The visible words of a label, button or tile; empty for other widgets."""
    if isinstance(widget, SoundTile):
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _word(widget: QWidget) -> str:
    return widget.accessibleIdentifier() or type(widget).__name__


def _is_chosen(widget: QWidget) -> bool:
    """Whether the widget is the present page's word in the navigation bar."""
    return isinstance(widget, QPushButton) and widget.property("role") == "nav" and widget.isChecked()


def _needed_and_room(widget: QWidget) -> tuple[Size, Size]:
    """The space that a widget's text needs, and the space that the widget has."""
    if isinstance(widget, RingTimer) or (isinstance(widget, SoundTile) and visible_text(widget)):
        return _pair(widget.minimumSizeHint()), _pair(widget.size())
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
        return (0, 0), (0, 0)
    if isinstance(widget, QAbstractButton):
        # A button narrower than its hint still shows its text when that fits.
        letters = widget.fontMetrics()
        needed = (letters.horizontalAdvance(widget.text()), letters.height())
        return needed, (_inside(widget).width(), widget.height())
    if widget.wordWrap():
        widest = max(widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split())
        return (widest, widget.heightForWidth(widget.width())), (
            widget.contentsRect().width(),
            widget.height(),
        )
    return _pair(widget.sizeHint()), _pair(widget.size())


def _inside(button: QAbstractButton) -> QRect:
    """The space inside a button's padding."""
    if not isinstance(button, QPushButton):
        return button.rect()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)


def _outside(widget: QWidget, window: QWidget) -> int:
    """The pixels by which a widget exceeds the window, or the scrollable part of its column."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, CentredColumn):
        above = above.parentWidget()
    frame = (above.widget() if isinstance(above, CentredColumn) else None) or window
    if frame is not window and not frame.isAncestorOf(widget):
        frame = window
    box = QRect(widget.mapTo(frame, QPoint()), widget.size())
    edges = frame.rect()
    return max(
        0,
        edges.left() - box.left(),
        box.right() - edges.right(),
        edges.top() - box.top(),
        box.bottom() - edges.bottom(),
    )


def _contrast(widget: QWidget, window: QWidget, picture: Luminances) -> float | None:
    """The largest contrast within a visible widget with text; the first two lines of a long text."""
    shown = widget.visibleRegion().boundingRect()
    least = 2 * widget.fontMetrics().height() if isinstance(widget, QTextEdit) else widget.height()
    is_whole = shown.height() >= least
    if not isinstance(widget, WIDGETS_TO_READ) or shown.isEmpty() or not is_whole or not widget.isEnabled():
        return None
    if isinstance(widget, QLabel | QAbstractButton) and not widget.text():
        return None
    if isinstance(widget, QLineEdit) and not (widget.text() or widget.placeholderText()):
        return None
    box = QRect(widget.mapTo(window, shown.topLeft()), shown.size())
    return widest_contrast(picture[box.top() : box.bottom() + 1, box.left() : box.right() + 1])


def _column(page: QWidget) -> ScrolledColumn | None:
    column = page.findChild(CentredColumn)
    if column is None:
        return None
    content = column.widget()
    return ScrolledColumn(
        content=_pair(content.size()),
        least_height=content.minimumSizeHint().height(),
        view=_pair(column.viewport().size()),
        scrolls=column.verticalScrollBar().maximum(),
    )


def _pair(size: QSize) -> Size:
    return size.width(), size.height()
