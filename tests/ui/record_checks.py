"""Checks of a page's record, for every station; a failure names the widget and the wrong number."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
)

from rlscompanion.bedtime.preferences import TEXT_SCALES
from rlscompanion.ui.main_window import LIGHT_TABS
from rlscompanion.ui.sounds.tile import SoundTile
from rlscompanion.ui.widgets.ring_timer import RingTimer
from tests.ui.bedside import WIDTH
from tests.ui.record import EVENING_TIME, Record, Size
from tests.ui.station_words import CONTROLS, DISPLAYS
from tests.ui.stations import DARK_STATIONS, LIGHT_BY_DAY, LIT_STATIONS

Check = Callable[[Record], Iterator[str]]

LEAST_CONTRAST = {"dusk": 4.5, "ember": 3.0, "day": 4.5}
MOST_LUMINANCE = {"dusk": 0.03, "ember": 0.006}
MOST_PATCH_LUMINANCE = 0.25
LEAST_DAY_LUMINANCE = 0.5
LEAST_HEIGHT = 44
LEAST_EMBER_PIXELS = 24

LIT_STATION_NAMES = {each.name for each in LIT_STATIONS}
DARK_STATION_NAMES = {each.name for each in DARK_STATIONS}
LIGHT_STATION_NAMES = {each.name for each in LIGHT_BY_DAY}
SCROLLED_STATION_NAMES = {name for name in LIT_STATION_NAMES if "session" not in name}
WIDGETS_TO_NAME = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit)
STATIONS_WITH_LABELLED_BOXES = ("tonight", "settings", "sounds with all", "routines own")
ROW_WORDS = {"sounds": ("Presets",), "sounds own": ("Tracks",), "routines own": ("Steps",)}


def check_failures(record: Record, checks: Sequence[Check]) -> list[str]:
    """All failures of these checks, each with the page, its state and the configuration of the window."""
    where = f"{record.station}, {record.configuration}"
    return [f"{where}: {fault}" for check in checks for fault in check(record)]


# --- looks --------------------------------------------------------------------------------------------------


def wears_its_theme(record: Record) -> Iterator[str]:
    is_by_day = record.station.startswith("morning") or record.navigation in LIGHT_TABS
    if record.station in LIGHT_STATION_NAMES and not is_by_day:
        yield f"it is under “{record.navigation}”, no word of the day"
    is_light = is_by_day and record.configuration.can_be_light
    wanted = "ember" if record.station in DARK_STATION_NAMES else "day" if is_light else "dusk"
    if record.theme != wanted:
        yield f"the theme is {record.theme}, not {wanted}"


def sends_out_light_as_its_theme(record: Record) -> Iterator[str]:
    """Check that the mean light of a page fits its theme.

    The mean of the dark themes is checked only in the designed sizes, since large letters send out more
    light.
    """
    mean = record.mean_luminance
    if record.theme == "day":
        if mean <= LEAST_DAY_LUMINANCE:
            yield f"a mean luminance of {mean:.4f} by day"
        return
    if record.configuration.is_as_designed and mean > MOST_LUMINANCE[record.theme]:
        yield f"a mean luminance of {mean:.4f}, above {MOST_LUMINANCE[record.theme]}"
    if record.brightest_patch > MOST_PATCH_LUMINANCE:
        yield f"a patch with a luminance of {record.brightest_patch:.3f}, above {MOST_PATCH_LUMINANCE}"


def everything_to_read_stands_out(record: Record) -> Iterator[str]:
    least = LEAST_CONTRAST[record.theme]
    for each in record.seen:
        if each.contrast is not None and each.contrast < least:
            yield f"{each} has a contrast of {each.contrast:.2f}, below {least}"


def texts_of_ember_are_large(record: Record) -> Iterator[str]:
    if record.theme != "ember":
        return
    for each in record.of(QLabel, QAbstractButton):
        if each.text and each.font_pixels < LEAST_EMBER_PIXELS:
            yield f"{each} has letters of {each.font_pixels} pixels, below {LEAST_EMBER_PIXELS}"


def no_text_is_clipped(record: Record) -> Iterator[str]:
    for each in record.of(QLabel, QAbstractButton, SoundTile):
        (wide, high), (room_wide, room_high) = each.needed, each.room
        if wide > room_wide or high > room_high:
            yield f"{each} needs {_size(each.needed)} pixels and has {_size(each.room)}"


def the_ring_holds_its_words(record: Record) -> Iterator[str]:
    if record.window[0] < WIDTH:
        return
    for each in record.of(RingTimer):
        if each.room < each.needed:
            yield f"{each} needs {_size(each.needed)} pixels and has {_size(each.room)}"


def no_text_is_cut_off(record: Record) -> Iterator[str]:
    for each in record.of(QLabel, QAbstractButton, SoundTile):
        if each.text and each.outside:
            yield f"{each} lies {each.outside} pixels outside"


def no_page_is_wider_than_the_window(record: Record) -> Iterator[str]:
    if record.station not in SCROLLED_STATION_NAMES:
        return
    if record.window[0] != record.configuration.width:
        yield f"the window is {record.window[0]} pixels wide, not {record.configuration.width}"
    if record.column is None:
        yield "it has no column"
    elif record.column.content[0] > record.column.view[0]:
        yield f"{record.column.content[0]} pixels wide, seen through {record.column.view[0]}"


def a_page_scrolls_to_its_end(record: Record) -> Iterator[str]:
    column = record.column
    if record.station not in SCROLLED_STATION_NAMES or column is None:
        return
    high, view = column.content[1], column.view[1]
    if high < column.least_height:
        yield f"the page is {high} pixels high and needs {column.least_height}"
    if column.scrolls != max(0, high - view):
        yield f"{high} pixels seen through {view}, but scrolls by {column.scrolls}"


# --- reach --------------------------------------------------------------------------------------------------


def tab_reaches_everything(record: Record) -> Iterator[str]:
    if record.station == "black":
        return
    for each in record.seen:
        for key, is_reached in (("Tab", each.is_tabbed_to), ("Shift+Tab", each.is_tabbed_back_to)):
            if each.is_pressable and is_reached is False:
                yield f"{each} is not reached by {key}"


def what_has_the_focus_is_in_sight(record: Record) -> Iterator[str]:
    if record.station not in SCROLLED_STATION_NAMES:
        return
    for stop in record.stops:
        if stop.shown < min(LEAST_HEIGHT, stop.height):
            yield f"{stop.word} has the focus with {stop.shown} of its {stop.height} pixels in sight"


def the_first_focus_is_on_the_page(record: Record) -> Iterator[str]:
    if record.station in LIT_STATION_NAMES and not record.is_focus_on_page:
        yield "the first focus is not on the page"


def what_has_the_focus_is_named(record: Record) -> Iterator[str]:
    if not record.focus_heard:
        yield "what has the focus has no name"


def targets_are_high(record: Record) -> Iterator[str]:
    for each in record.seen:
        if each.is_pressable and each.height < LEAST_HEIGHT:
            yield f"{each} is {each.height} pixels high, below {LEAST_HEIGHT}"


def rows_are_high(record: Record) -> Iterator[str]:
    for word in ROW_WORDS.get(record.station, ()):
        for each in record.under(word):
            if each.row_height < LEAST_HEIGHT:
                yield f"{each} has rows {each.row_height} pixels high, below {LEAST_HEIGHT}"


def the_focus_can_be_seen(record: Record) -> Iterator[str]:
    if record.station in ("black", "session"):
        return
    for each in record.seen:
        # A list shows its current row instead.
        if each.focus_shows is False and not each.is_a(QAbstractItemView):
            yield f"{each} looks the same with the focus"


def text_grows_and_shrinks_by_keys(record: Record) -> Iterator[str]:
    if record.station not in LIT_STATION_NAMES or record.scale_by_key is None:
        return
    index = TEXT_SCALES.index(record.configuration.scale)
    wanted = TEXT_SCALES[index - 1 if index == len(TEXT_SCALES) - 1 else index + 1]
    if record.scale_by_key != wanted:
        yield f"after the key the text scale is {record.scale_by_key}, not {wanted}"


# --- names --------------------------------------------------------------------------------------------------


def every_word_is_there_once(record: Record) -> Iterator[str]:
    """Check that every expected word of a page is there, and only once.

    Only the designed window in the evening is checked, since the words of other windows may differ.
    """
    if not (record.configuration.is_as_designed and record.configuration.wall == EVENING_TIME):
        return
    words = (
        *CONTROLS.get(record.station, ()),
        *DISPLAYS.get(record.station, ()),
        *ROW_WORDS.get(record.station, ()),
    )
    for word in words:
        count = len(record.under(word))
        if count != 1:
            yield f"{count} of “{word}” are to be seen"


def controls_are_named_by_their_words(record: Record) -> Iterator[str]:
    for word in CONTROLS.get(record.station, ()):
        for each in record.under(word):
            if each.name != word:
                yield f"{each} is named “{each.name}”"
            # On Linux Qt tells a box's choice as its name and leaves its word to the label beside it.
            if not each.is_a(QComboBox) and each.heard != word:
                yield f"{each} is heard as “{each.heard}”"


def names_of_displays_carry_their_content(record: Record) -> Iterator[str]:
    for word in DISPLAYS.get(record.station, ()):
        for each in record.under(word):
            if not each.heard.startswith(f"{word}: "):
                yield f"{each} is heard as “{each.heard}”"
            if each.is_a(QLabel) and each.text not in each.heard:
                yield f"{each} shows “{each.text}” and is heard as “{each.heard}”"


def nothing_to_press_or_fill_in_is_without_a_name(record: Record) -> Iterator[str]:
    for each in record.of(*WIDGETS_TO_NAME):
        if not each.is_a(QScrollBar, QHeaderView) and not (each.name and each.word):
            yield f"{each} has the name “{each.name}” and the identifier “{each.word}”"


def no_identifier_stands_for_two_things(record: Record) -> Iterator[str]:
    counts = Counter(each.word for each in record.seen if each.word)
    yield from (f"“{word}” stands for {count} things" for word, count in counts.items() if count > 1)


def boxes_are_labelled_by_the_words_beside_them(record: Record) -> Iterator[str]:
    if record.station in STATIONS_WITH_LABELLED_BOXES:
        yield from (f"no label stands for {each}" for each in record.of(QComboBox) if not each.is_labelled)


def the_black_page_is_called_lights_out(record: Record) -> Iterator[str]:
    if record.station == "black" and record.page_heard != "Lights out":
        yield f"the page is heard as “{record.page_heard}”"


LOOKS_CHECKS: Sequence[Check] = (
    wears_its_theme,
    sends_out_light_as_its_theme,
    everything_to_read_stands_out,
    texts_of_ember_are_large,
    no_text_is_clipped,
    the_ring_holds_its_words,
    no_text_is_cut_off,
    no_page_is_wider_than_the_window,
    a_page_scrolls_to_its_end,
)
REACH_CHECKS: Sequence[Check] = (
    tab_reaches_everything,
    what_has_the_focus_is_in_sight,
    the_first_focus_is_on_the_page,
    what_has_the_focus_is_named,
    targets_are_high,
    rows_are_high,
    the_focus_can_be_seen,
    text_grows_and_shrinks_by_keys,
)
CHECKS_WITH_KEYS: Sequence[Check] = (
    tab_reaches_everything,
    what_has_the_focus_is_in_sight,
    the_focus_can_be_seen,
    text_grows_and_shrinks_by_keys,
)
"""The checks that need a record made with key presses."""

NAMES_CHECKS: Sequence[Check] = (
    every_word_is_there_once,
    controls_are_named_by_their_words,
    names_of_displays_carry_their_content,
    nothing_to_press_or_fill_in_is_without_a_name,
    no_identifier_stands_for_two_things,
    boxes_are_labelled_by_the_words_beside_them,
    the_black_page_is_called_lights_out,
)
EVERY_CHECK = (*LOOKS_CHECKS, *REACH_CHECKS, *NAMES_CHECKS)


def _size(size: Size) -> str:
    return f"{size[0]} x {size[1]}"
