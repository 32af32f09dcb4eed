"""Pictures of every massage step, on the page of a session, and of all figures in one image.

This is a part of the tour, a command of developers that takes a picture of every page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QEventLoop, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.domain.routine import SIDE_TITLES, PictureNames, Routine, Side, Step, with_helper
from rlscompanion.domain.session import SegmentProgress, SegmentStatus, count_segments
from rlscompanion.ui.session.page import SessionPage
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.step_picture import step_picture

PICTURED_STEP_SHARE = 0.4
"""The share of a step's time after which the picture of the step is taken."""

FIGURE_FRAME_MS = 80
"""Milliseconds to wait until a moving figure shows its next frame."""

SHEET_COLUMNS, SHEET_FIGURE_SIZE, SHEET_CAPTION_HEIGHT, SHEET_GAP = 10, QSize(250, 300), 42, 10
FIGURE_TEXT_PIXELS = 11
"""The text size, in pixels, of figures on a sheet, which are smaller than on the session's page."""


class StepTour:
    """Runs through a massage session and takes pictures of its steps.

    `move` moves the clock forward by some seconds. `take` takes a picture of the window, and stores it under
    a name.
    """

    def __init__(
        self,
        sessions: SessionController,
        page: SessionPage,
        move: Callable[[float], None],
        take: Callable[[str], None],
    ) -> None:
        self._sessions, self._page = sessions, page
        self._move, self._take = move, take

    def take_pictures_of_each_step(self, prefix: str) -> None:
        """Take a picture of each step on each leg, until the session ends.

        A step whose figure changes halfway gets a second picture. The names of the pictures begin with
        `prefix`.
        """
        shown: set[tuple[str, Side]] = set()
        numbers = count(1)
        while (current := self._current()) is not None:
            segment, work = current.segment, current.segment.step.seconds
            self._move(segment.lead_in)
            if (segment.step.key, segment.side) in shown:
                self._move(work)
                continue
            shown.add((segment.step.key, segment.side))
            self._move(PICTURED_STEP_SHARE * work)
            self._refresh()
            what = f"{prefix}-{next(numbers):02d}-{segment.step.key.replace('_', '-')}"
            side = "" if segment.side is Side.BOTH else f"-{segment.side}"
            self._take(f"{what}{side}")
            if segment.step.midway_picture is not None and segment.side is not Side.RIGHT:
                self._move(0.2 * work)
                self._refresh()
                self._take(f"{what}{side}-later")
                self._move((1 - PICTURED_STEP_SHARE - 0.2) * work)
            else:
                self._move((1 - PICTURED_STEP_SHARE) * work)
        state = self._sessions.state
        assert state is not None
        assert count_segments(state, SegmentStatus.DONE) == len(state.progress)

    def take_pictures_of_moments(self, prefix: str) -> None:
        """Take pictures of some moments in a session, then go on to the end of the session.

        The moments are the last seconds of a step, the change of leg, and a session with eyes closed. The
        names of the pictures begin with `prefix`.
        """
        while (current := self._current()) is not None and current.segment.side is not Side.LEFT:
            self._move(current.planned)
        assert current is not None
        self._move(current.planned - 10)
        self._move(4)
        self._refresh()
        self._take(f"{prefix}-last-seconds")
        self._move(8)
        self._take(f"{prefix}-other-leg")
        self._move(12)
        self._page.close_eyes()
        self._take(f"{prefix}-eyes-closed")
        self._page.show_position()
        self._take(f"{prefix}-eyes-closed-answered")
        while (current := self._current()) is not None:
            self._move(current.planned)

    def _refresh(self) -> None:
        """Update the time and the figure from the clock."""
        self._page.show_time()
        loop = QEventLoop()
        QTimer.singleShot(FIGURE_FRAME_MS, loop.quit)
        loop.exec()

    def _current(self) -> SegmentProgress | None:
        state = self._sessions.state
        return state.current_progress if self._sessions.is_on and state is not None else None


@dataclass(frozen=True)
class _SheetCell:
    """A figure on a sheet of figures, and the caption of the figure."""

    step: Step
    picture: PictureNames
    side: Side
    caption: str


def draw_step_sheet(theme: Theme, routines: Iterable[Routine], figure_text: Callable[[str], str]) -> QImage:
    """Draw one image with the figures of all steps in these routines, on each leg.

    `theme` gives the colours. `figure_text` returns the SVG text of a figure by its name.
    """
    cells = _sheet_cells(routines)
    rows = -(-len(cells) // SHEET_COLUMNS)
    cell = SHEET_FIGURE_SIZE + QSize(SHEET_GAP, SHEET_CAPTION_HEIGHT + SHEET_GAP)
    sheet = QImage(SHEET_COLUMNS * cell.width(), rows * cell.height(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(theme.background))
    figure = LegFigure(figure_text, figure_colours(theme), seconds=lambda: 0.0)
    figure.resize(SHEET_FIGURE_SIZE)
    font = figure.font()
    font.setPixelSize(FIGURE_TEXT_PIXELS)
    figure.setFont(font)
    figure.set_still(True)
    painter = QPainter(sheet)
    painter.setPen(QColor(theme.text))
    for index, each in enumerate(cells):
        row, column = divmod(index, SHEET_COLUMNS)
        corner = QPoint(column * cell.width(), row * cell.height())
        figure.show_step(step_picture(each.step, each.picture, each.side))
        painter.drawPixmap(corner, figure.grab())
        words = QRect(
            corner + QPoint(0, SHEET_FIGURE_SIZE.height()),
            QSize(SHEET_FIGURE_SIZE.width(), SHEET_CAPTION_HEIGHT),
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, each.caption)
    painter.end()
    return sheet


def _sheet_cells(routines: Iterable[Routine]) -> list[_SheetCell]:
    """The cells of a sheet: each step once, left then right, with its second half; then a helper's steps."""
    every = list(routines)
    own = {step.key: step for routine in every for step in routine.steps}
    helped = {step.key: step for routine in map(with_helper, every) for step in routine.steps}
    found = []
    for step in (*own.values(), *(step for step in helped.values() if step.helper_version is not None)):
        for side in (Side.LEFT, Side.RIGHT) if step.per_side else (Side.BOTH,):
            where = step.title if side is Side.BOTH else f"{step.title}, {SIDE_TITLES[side]}"
            found.append(_SheetCell(step, step.picture, side, where))
            if step.midway_picture is not None:
                found.append(_SheetCell(step, step.midway_picture, side, f"{where}, later"))
    return found
