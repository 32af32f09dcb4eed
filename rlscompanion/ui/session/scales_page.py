"""The page of four rating scales before or after a massage session; each scale may be skipped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.amounts import difference_text
from rlscompanion.domain.ratings import SCALE_TITLES, Ratings, RatingTime, Scale, ratings_of
from rlscompanion.domain.relief import (
    HIGH_RATINGS_FALL_SENTENCE,
    MIN_SESSIONS_FOR_MEDIAN,
    RatingChange,
    Relief,
    median_relief,
    rating_changes,
)
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.text_size import TextSized

SCALES_WAIT_SECONDS = 120.0
"""How long the scales after a session wait for a key before the person counts as asleep."""

SCALE_ENDS_TEXT = "0 none, 10 worst"

_TITLE_AND_HINT = {
    RatingTime.BEFORE: (
        "Before you start",
        "How do you feel right now? Each answer is optional. With Skip, none is saved.",
    ),
    RatingTime.AFTER: (
        "How do you feel now?",
        "Each answer is optional. With Skip, none is saved. Lights out comes next.",
    ),
}


def rating_change_text(change: RatingChange) -> str:
    """How the rating on one scale changed from before to after tonight's session, such as "6 to 3"."""
    return f"Before {change.before}, now {change.after}"


def usual_change_text(reliefs: Sequence[Relief]) -> str:
    """A sentence on how much each rating usually changes from before to after a session."""
    known = [(each, each.median_change) for each in reliefs if each.median_change is not None]
    if not known:
        most = max((each.session_count for each in reliefs), default=0)
        sessions = f"After {MIN_SESSIONS_FOR_MEDIAN} rated sessions"
        return f"{sessions}, you see here how your ratings usually change. So far: {most}."
    counts = {each.session_count for each, _ in known}
    changes = [
        f"{SCALE_TITLES[each.scale].lower()} {difference_text(median)}"
        + ("" if len(counts) == 1 else f" ({each.session_count} sessions)")
        for each, median in known
    ]
    number = f"{counts.pop()} " if len(counts) == 1 else ""
    return (
        f"Usual change over your last {number}rated sessions: {', '.join(changes)}. "
        f"{HIGH_RATINGS_FALL_SENTENCE}"
    )


class ScalesPage(TextSized):
    """Asks for ratings on four scales, before or after a massage session.

    Enter after a digit confirms the rating; on a blank scale, Enter skips the scale. After a session, the
    page also shows the earlier ratings, and the change once a scale is rated again. If nobody presses a key
    for a while after a session, `left_untouched` is emitted with the ratings so far.
    """

    answered = Signal(object)
    stay_up_chosen = Signal(object)
    left_untouched = Signal(object)

    def __init__(self, when: RatingTime, clock: Clock) -> None:
        super().__init__()
        self._when = when
        self._after_digit: QWidget | None = None
        self._before = Ratings()
        self._earlier: Sequence[RatedSession] = ()
        self._scales = {scale: RatingScale(SCALE_TITLES[scale]) for scale in Scale}
        self._beside = {scale: label(SCALE_ENDS_TEXT, "small") for scale in Scale}
        self._usual_changes = display_label("Change", "small", wrap=True)
        self._continue = button("Continue", "Continue", "primary", pressed=self.submit_ratings)
        self._skip = button("Skip", "Skip", "flat", pressed=self._skip_all)
        self._skip.setToolTip("Go on without any answer")
        self._idle = IdleTimer(clock, SCALES_WAIT_SECONDS, self)
        self._idle.timeout.connect(self._emit_untouched)
        for scale in self._scales.values():
            scale.rated_by_digit.connect(self._focus_next_scale)
            scale.confirmed.connect(self._confirm_rating)
            scale.touched.connect(self._restart_idle_time)
            scale.valueChanged.connect(self._rated)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rating scales."""
        for scale in self._scales.values():
            scale.set_theme(theme)

    def ask(self, before: Ratings | None = None, earlier: Sequence[RatedSession] = ()) -> None:
        """Ask for new ratings: blank all scales and give the focus to the first scale.

        After a session, `before` are the ratings given before it, shown for comparison. `earlier` are the
        ratings of previous sessions, the latest first.
        """
        self._after_digit = None
        self._before, self._earlier = before or Ratings(), earlier
        for scale, widget in self._scales.items():
            rated = self._before.value(scale)
            widget.rate(None)
            widget.underline(rated)
            widget.setAccessibleDescription("" if rated is None else f"Before {rated}")
        self._show_changes()
        self.fit_to_text_size()
        self._first.setFocus()

    def set_ratings(self, ratings: Sequence[int | None]) -> None:
        """Set the ratings of the four scales, in their order on the page."""
        for scale, rating in zip(self._scales.values(), ratings, strict=True):
            scale.rate(rating)

    def showEvent(self, event: QShowEvent) -> None:
        """If a session has just ended, wait for a key; without a key press, the person counts as asleep."""
        super().showEvent(event)
        self._first.setFocus()
        self._restart_idle_time()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop waiting for a key."""
        self._idle.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip all scales on Esc; on any other key restart the wait, since the person is awake."""
        self._note_touch()
        if event.key() == Qt.Key.Key_Escape:
            self._skip_all()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _restart_idle_time(self) -> None:
        if self._when is RatingTime.AFTER and self.isVisible():
            self._idle.restart()

    @property
    def _first(self) -> RatingScale:
        return self._scales[Scale.URGE]

    def _lay_out(self) -> None:
        title, hint = _TITLE_AND_HINT[self._when]
        lines = in_column(spacing=0, margins=(0, 24, 0, 20))
        lines.addStretch(2)
        add_parts(lines, label(title, "title"), 6, label(hint, "soft", wrap=True), 28)
        for scale, widget in self._scales.items():
            add_parts(
                lines,
                in_row(label(SCALE_TITLES[scale], "scale"), STRETCH, self._beside[scale]),
                8,
                widget,
                20,
            )
        lines.addSpacing(10)
        row = in_row((self._continue, 2), (self._skip, 1))
        if self._when is RatingTime.AFTER:
            stay_up = button("Stay up", "Stay up", "flat", pressed=self.stay_up)
            stay_up.setToolTip("Keep the answers and go back to Tonight")
            row.addWidget(stay_up, 1)
        lines.addLayout(row)
        self._usual_changes.setAlignment(Qt.AlignmentFlag.AlignTop)
        add_parts(lines, 16, self._usual_changes)
        if self._when is RatingTime.BEFORE:
            self._usual_changes.hide()
        lines.addStretch(3)
        in_column(CentredColumn(lines, 640), into=self)

    def _next_after(self, scale: QWidget) -> QWidget:
        order: list[QWidget] = [*self._scales.values(), self._continue]
        return order[order.index(scale) + 1]

    @Slot()
    def _focus_next_scale(self) -> None:
        scale = self.focusWidget()
        if isinstance(scale, RatingScale):
            following = self._next_after(scale)
            following.setFocus()
            self._after_digit = following

    @Slot()
    def _confirm_rating(self) -> None:
        """Let Enter right after a digit confirm that digit, although the next scale has the focus already."""
        scale = self.focusWidget()
        if scale is self._after_digit:
            self._after_digit = None
            return
        if isinstance(scale, RatingScale):
            following = self._next_after(scale)
            following.setFocus()
            if following is self._continue:
                self.submit_ratings()

    @Slot()
    def _rated(self) -> None:
        self._note_touch()
        for scale in self._scales.values():
            scale.allow_arrow_keys()
        self._show_changes()

    def _show_changes(self) -> None:
        """Show tonight's change beside each scale, and the changes over the last sessions at the bottom."""
        rated = RatedSession(self._before, self._ratings())
        found = {change.scale: change for change in rating_changes(rated)}
        for scale, beside in self._beside.items():
            before = self._before.value(scale)
            waiting = SCALE_ENDS_TEXT if before is None else f"Before {before}"
            beside.setText(rating_change_text(found[scale]) if scale in found else waiting)
        past = (
            usual_change_text([median_relief((rated, *self._earlier), scale) for scale in found])
            if found
            else ""
        )
        show_text(self._usual_changes, past)

    def fit_to_text_size(self) -> None:
        """Reserve space for the line about usual changes, so that nothing moves when the line appears."""
        lines = 0 if self._before.is_blank else 2
        self._usual_changes.setMinimumHeight(lines * self._usual_changes.fontMetrics().lineSpacing())

    @Slot()
    def _note_touch(self) -> None:
        self._restart_idle_time()
        self._after_digit = None

    def _ratings(self) -> Ratings:
        return ratings_of({scale: widget.rating for scale, widget in self._scales.items()})

    @Slot()
    def submit_ratings(self) -> None:
        """Emit `answered` with the present ratings."""
        self.answered.emit(self._ratings())

    @Slot()
    def stay_up(self) -> None:
        """Emit `stay_up_chosen` with the present ratings."""
        self.stay_up_chosen.emit(self._ratings())

    @Slot()
    def _emit_untouched(self) -> None:
        """Emit `left_untouched` without ratings set only by arrow keys, which may not be meant as answers."""
        sure = {scale: widget.deliberate_rating for scale, widget in self._scales.items()}
        self.left_untouched.emit(ratings_of(sure))

    @Slot()
    def _skip_all(self) -> None:
        self.answered.emit(ratings_of({}))
