"""The text column of a massage session: leg, step, instruction, pressure and time left."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rlscompanion.ui.session.segments_line import SegmentsLine
from rlscompanion.ui.session.words import OTHER_LEG_NOTICE, SessionWords
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.colours import ring_colours
from rlscompanion.ui.widgets.controls import display_label, label, set_style_property, show_text
from rlscompanion.ui.widgets.ring_timer import RingTimer
from rlscompanion.ui.widgets.text_size import window_scale


class RingSize(Enum):
    """The size of the ring timer: the height of the ring's digits, in multiples of the letter height.

    A ring of size BARE has no space for a caption.
    """

    FULL = 3.2
    SMALL = 2.3
    BARE = 2.2


@dataclass(frozen=True)
class TextDensity:
    """How much text and space the text column of a session has, and how large its letters are.

    `is_shortened` leaves out text that the person does not need while massaging. `has_large_letters` makes
    the letters larger.
    """

    ring: RingSize = RingSize.FULL
    is_shortened: bool = False
    has_large_letters: bool = False

    @property
    def style_word(self) -> str:
        """The name of this density in the style sheet: "ample", "usual", "tight" or "spare"."""
        if self.is_shortened:
            return "spare"
        return "ample" if self.has_large_letters else "usual" if self.ring is RingSize.FULL else "tight"


LONGEST_RING_CAPTION = "00:00 left in all"
TEXT_COLUMN_WIDTH, LARGE_TEXT_COLUMN_WIDTH = 560, 760
"""The largest width of the text column in pixels: with usual letters, and with large letters."""


class InstructionColumn(QWidget):
    """The text column of a massage session: what to do now, the ring timer, and the progress line.

    Technique and muscles are shown only after `set_shows_more(True)`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._density = TextDensity()
        self._has_more = False
        self._time: tuple[float, float, str, bool] | None = None
        self._side = label("", "side")
        self._step = display_label("Step", "step", wrap=True)
        self._position = label("", "aside", wrap=True)
        self.ring = RingTimer(ring_colours(DUSK))
        self._notice = display_label("Announcement", "signal", wrap=True)
        self._cue = display_label("Cue", "cue", wrap=True)
        self._pressure = display_label("Pressure", "fact", wrap=True)
        self._caution = label("", "caution", wrap=True)
        self._more_words = label("", "aside", wrap=True)
        self._note = label("", "aside", wrap=True)
        self._in_all = label(LONGEST_RING_CAPTION, "aside")
        self._following = display_label("Next step", "next", wrap=True)
        self.segments = SegmentsLine()
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.ring.set_colours(ring_colours(theme))
        self.segments.set_theme(theme)

    def set_shows_more(self, shows_more: bool) -> None:
        """From the next `show_words` on, show or hide technique, direction and muscles."""
        self._has_more = shows_more

    def set_density(self, density: TextDensity) -> None:
        """Change the sizes of the letters, the spaces and the ring timer to this density."""
        self._density = density
        self._lines.setSpacing(8 if density.ring is RingSize.FULL else 6)
        for large in (self._step, self._cue, self._pressure):
            set_style_property(large, "density", density.style_word)
        self.setMaximumWidth(
            round(
                window_scale(self)
                * (LARGE_TEXT_COLUMN_WIDTH if density.has_large_letters else TEXT_COLUMN_WIDTH)
            )
        )
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        pixels = round(density.ring.value * QFontMetrics(self.ring.font()).ascent())
        self.ring.set_digit_height(pixels)
        caption = "" if density.ring is RingSize.BARE else LONGEST_RING_CAPTION
        diameter = self.ring.smallest_diameter(caption)
        self.ring.setFixedSize(diameter, diameter)
        if self._time is not None:
            self.show_time(*self._time)  # the whole time moves into the ring or out of it

    def show_words(self, words: SessionWords, width: int) -> None:
        """Show these words in a column of `width` pixels.

        Nothing moves within a step: the column reserves space for a notice and for the step's longest
        instruction.
        """
        is_shortened = self._density.is_shortened
        self._in_all.setVisible(self._density.ring is RingSize.BARE)
        _show_or_hide(self._side, "" if is_shortened else words.side)
        show_text(self._step, words.spoken_step if is_shortened else words.step, words.spoken_step)
        show_text(self._notice, words.notice)
        self._notice.setMinimumHeight(
            _text_height(self._notice, OTHER_LEG_NOTICE, self._title_column_width(width))
        )
        show_text(self._cue, words.cue)
        self._cue.setMinimumHeight(max(_text_height(self._cue, each, width) for each in words.all_cues))
        show_text(self._pressure, words.pressure)
        self._pressure.setVisible(bool(words.pressure))
        _show_or_hide(self._caution, words.caution)
        # Where room is scarce the figure alone tells the posture.
        has_room = self._has_more or self._density.ring is RingSize.FULL
        _show_or_hide(self._position, words.position if has_room and not is_shortened else "")
        _show_or_hide(self._more_words, words.more if self._has_more and not is_shortened else "")
        _show_or_hide(self._note, words.note)
        show_text(self._following, words.following)
        set_style_property(self._following, "state", "near" if words.is_following_near else "far")

    def show_time(
        self, seconds_left: float, segment_seconds: float, session_left: str, is_lead_in: bool
    ) -> None:
        """Show how much time is left, in the ring timer and as text.

        `seconds_left` is the time left of the current segment (a step on one leg or both), `segment_seconds`
        its length; `session_left` is the text for the time left of the session. `is_lead_in` is true during
        the seconds before the segment begins.
        """
        self._time = seconds_left, segment_seconds, session_left, is_lead_in
        self.ring.set_lead_in(is_lead_in)
        self.ring.set_time(
            seconds_left, segment_seconds, "" if self._density.ring is RingSize.BARE else session_left
        )
        self._in_all.setText(session_left)

    def fits(self, words: SessionWords, width: int, height: int) -> bool:
        """Whether these words, and the line that announces the next step, fit into a column of this size.

        `width` and `height` are in pixels. As a side effect, the column shows these words.
        """
        self.show_words(words, width)
        set_style_property(self._following, "state", "near")
        # A layout inside another is only asked again when the outer one is next laid out.
        for each in (self._titles, self._times, self._header, self._lines):
            each.invalidate()
        widest = max(self._step.fontMetrics().horizontalAdvance(word) for word in self._step.text().split())
        return widest <= self._title_column_width(width) and self._lines.heightForWidth(width) <= height

    def _title_column_width(self, width: int) -> int:
        beside = max(self.ring.width(), 0 if self._in_all.isHidden() else self._in_all.sizeHint().width())
        return width - beside - self._header.spacing()

    def _lay_out(self) -> None:
        self._titles = titles = QVBoxLayout()
        titles.setSpacing(2)
        for each in (self._side, self._step, self._notice):
            titles.addWidget(each)
        titles.addStretch(1)
        self._times = times = QVBoxLayout()
        times.setSpacing(2)
        times.addWidget(self.ring)
        times.addWidget(self._in_all, 0, Qt.AlignmentFlag.AlignHCenter)
        times.addStretch(1)
        self._header = in_row((titles, 1), times, spacing=24)
        self._lines = lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addLayout(self._header)
        lines.addSpacing(4)
        lines.addWidget(self._cue)
        lines.addSpacing(2)
        for each in (self._pressure, self._caution, self._position, self._more_words, self._note):
            lines.addWidget(each)
        lines.addStretch(1)
        lines.addWidget(self._following)
        lines.addWidget(self.segments)
        for each in (self._cue, self._notice):
            each.setAlignment(Qt.AlignmentFlag.AlignTop)


def _show_or_hide(shown_label: QLabel, text: str) -> None:
    shown_label.setText(text)
    shown_label.setVisible(bool(text))


def _text_height(shown_label: QLabel, text: str, width: int) -> int:
    """The height of a text on a label of this width, in pixels."""
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return shown_label.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), flags, text).height()
