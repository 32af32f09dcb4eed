"""The tour's pictures of every massage step: on the session's page, and as sheets of all figures."""

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

PICTURED_SHARE = 0.4
"""The share of a step's working time after which its picture is taken."""

FRAME_MS = 80
"""Milliseconds to wait for a moving figure: longer than it shows one frame."""

COLUMNS, FIGURE_SIZE, CAPTION_HEIGHT, GAP = 10, QSize(250, 300), 42, 10
FIGURE_TEXT_PIXELS = 11
"""The text size (pixels) in a figure on a sheet, where it has less room than on the session's page."""


class StepTour:
    """Runs through a massage session and takes pictures of its steps.

    `move` advances the bedtime seconds; `take` takes a picture of the window under a name.
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

    def picture_each_step(self, prefix: str) -> None:
        """Take a picture of each step on each leg, until the session ends.

        A step whose figure changes halfway gets a second picture. `prefix` begins the names of the pictures.
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
            self._move(PICTURED_SHARE * work)
            self._refresh()
            what = f"{prefix}-{next(numbers):02d}-{segment.step.key.replace('_', '-')}"
            side = "" if segment.side is Side.BOTH else f"-{segment.side}"
            self._take(f"{what}{side}")
            if segment.step.midway_picture is not None and segment.side is not Side.RIGHT:
                self._move(0.2 * work)
                self._refresh()
                self._take(f"{what}{side}-later")
                self._move((1 - PICTURED_SHARE - 0.2) * work)
            else:
                self._move((1 - PICTURED_SHARE) * work)
        state = self._sessions.state
        assert state is not None
        assert count_segments(state, SegmentStatus.DONE) == len(state.progress)

    def picture_moments(self, prefix: str) -> None:
        """Take pictures of moments in a session: last seconds of a step, change of leg, eyes closed.

        Then continue to the session's end. `prefix` begins the names of the pictures.
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
        QTimer.singleShot(FRAME_MS, loop.quit)
        loop.exec()

    def _current(self) -> SegmentProgress | None:
        state = self._sessions.state
        return state.current_progress if self._sessions.is_on and state is not None else None


@dataclass(frozen=True)
class _Cell:
    """One figure of a sheet, and its caption."""

    step: Step
    picture: PictureNames
    side: Side
    caption: str


def step_sheet(theme: Theme, routines: Iterable[Routine], figure_text: Callable[[str], str]) -> QImage:
    """Draw one image with the figures of all steps in these routines, on each leg, in one theme."""
    cells = _cells(routines)
    rows = -(-len(cells) // COLUMNS)
    cell = FIGURE_SIZE + QSize(GAP, CAPTION_HEIGHT + GAP)
    sheet = QImage(COLUMNS * cell.width(), rows * cell.height(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(theme.background))
    figure = LegFigure(figure_text, figure_colours(theme), seconds=lambda: 0.0)
    figure.resize(FIGURE_SIZE)
    font = figure.font()
    font.setPixelSize(FIGURE_TEXT_PIXELS)
    figure.setFont(font)
    figure.set_still(True)
    painter = QPainter(sheet)
    painter.setPen(QColor(theme.text))
    for index, each in enumerate(cells):
        row, column = divmod(index, COLUMNS)
        corner = QPoint(column * cell.width(), row * cell.height())
        figure.show_step(step_picture(each.step, each.picture, each.side))
        painter.drawPixmap(corner, figure.grab())
        words = QRect(corner + QPoint(0, FIGURE_SIZE.height()), QSize(FIGURE_SIZE.width(), CAPTION_HEIGHT))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, each.caption)
    painter.end()
    return sheet


def _cells(routines: Iterable[Routine]) -> list[_Cell]:
    """The cells of a sheet: each step once, left then right, with its second half; then a helper's steps."""
    every = list(routines)
    own = {step.key: step for routine in every for step in routine.steps}
    helped = {step.key: step for routine in map(with_helper, every) for step in routine.steps}
    found = []
    for step in (*own.values(), *(step for step in helped.values() if step.helper_version is not None)):
        for side in (Side.LEFT, Side.RIGHT) if step.per_side else (Side.BOTH,):
            where = step.title if side is Side.BOTH else f"{step.title}, {SIDE_TITLES[side]}"
            found.append(_Cell(step, step.picture, side, where))
            if step.midway_picture is not None:
                found.append(_Cell(step, step.midway_picture, side, f"{where}, later"))
    return found
