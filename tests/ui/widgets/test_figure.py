"""The leg figure over time: what moves, what is repainted, and when it rests."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.figure import LegFigure, Motion, StepPicture
from tests.ui.light import pixels
from tests.ui.widgets.figure_samples import (
    FIGURE_COLOURS,
    FIGURE_SIZE,
    SAMPLE_STEPS,
    Clock,
    WatchedFigure,
    by_motion,
    coarse_difference,
    figure_svg,
    paint_pending,
    picture_of,
)


@pytest.mark.parametrize("step", by_motion(SAMPLE_STEPS))
def test_every_step_paints_and_changes_with_time(
    figure: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    figure.set_running(True)
    figure.show_step(step)
    before = picture_of(figure)

    clock.now += 1.7
    figure._show_next_frame()
    after = picture_of(figure)

    assert (before == after) == (step.motion in (Motion.REST, Motion.HOLD))


@pytest.mark.parametrize(
    "step", by_motion(s for s in SAMPLE_STEPS if s.motion not in (Motion.REST, Motion.HOLD))
)
def test_moving_repaints_no_more_than_what_moved(
    shown: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    shown.show_step(step)
    shown.set_running(True)
    shown._timer.stop()
    clock.now += 2.2
    shown._show_next_frame()
    paint_pending(shown)
    before = picture_of(shown)
    shown.painted.clear()

    clock.now += 0.2
    shown._show_next_frame()
    asked = shown._region_of_marks.united(shown._widget_rect(shown._moving)).united(shown._word_rect())
    QApplication.processEvents()
    painted = QRect()
    for rect in shown.painted:
        painted = painted.united(rect)
    after = picture_of(shown)

    # Twice the margin of what the hands cover now: where they were is repainted as well.
    assert painted.isNull() or asked.boundingRect().adjusted(-40, -40, 40, 40).contains(painted)
    assert painted.width() * painted.height() < 0.62 * FIGURE_SIZE[0] * FIGURE_SIZE[1]
    changed = (pixels(before) != pixels(after)).any(axis=2)
    changed[painted.top() : painted.bottom() + 1, painted.left() : painted.right() + 1] = False
    assert not changed.any()


def test_the_small_hands_repaint_little(shown: WatchedFigure, clock: Clock) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    shown.set_running(True)
    shown._timer.stop()
    clock.now += 2.0
    shown._show_next_frame()
    paint_pending(shown)

    clock.now += 0.05
    shown._show_next_frame()
    QApplication.processEvents()

    assert shown.painted
    assert (
        max(rect.width() * rect.height() for rect in shown.painted) < 0.18 * FIGURE_SIZE[0] * FIGURE_SIZE[1]
    )


def test_nothing_is_painted_while_hidden(shown: WatchedFigure, clock: Clock) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    shown.set_running(True)
    paint_pending(shown)
    shown.hide()
    shown.painted.clear()

    clock.now += 3.0
    QApplication.processEvents()

    assert not shown.is_animating
    assert shown.painted == []


@pytest.mark.parametrize("step", by_motion(SAMPLE_STEPS))
def test_a_partial_repaint_shows_what_a_full_one_would(
    shown: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    shown.show_step(step)
    shown.set_running(True)
    shown._timer.stop()
    for _ in range(6):
        clock.now += 0.75
        shown._show_next_frame()
        paint_pending(shown)
    on_screen = shown.screen().grabWindow(shown.winId()).toImage()

    assert on_screen.size().toTuple() == FIGURE_SIZE
    assert coarse_difference(on_screen, picture_of(shown)) < 0.1


def test_the_timer_runs_only_while_something_can_be_seen_to_move(shown: WatchedFigure) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    assert not shown.is_animating

    shown.set_running(True)
    assert shown.is_animating
    shown.hide()
    assert not shown.is_animating
    shown.show()
    assert shown.is_animating
    shown.set_still(True)
    assert not shown.is_animating
    shown.set_still(False)
    assert shown.is_animating
    shown.show_step(StepPicture("sit", "calf", Motion.REST))
    assert not shown.is_animating


def test_a_step_can_be_shown_from_within(figure: WatchedFigure, clock: Clock) -> None:
    step = StepPicture("calf", "calf", Motion.STROKE, "calf")
    figure.show_step(step)
    figure.set_running(True)
    clock.now += 2.0
    figure._show_next_frame()
    later = picture_of(figure)

    figure.show_step(step, at=-5.0)
    waiting = picture_of(figure)
    clock.now += 5.0
    figure._show_next_frame()
    begun = picture_of(figure)
    figure.show_step(step, at=2.0)

    assert waiting == begun
    assert picture_of(figure) == later != waiting


@pytest.mark.parametrize("step", by_motion(s for s in SAMPLE_STEPS if s.motion is not Motion.REST))
def test_a_still_picture_does_not_change_and_differs_from_the_plain_figure(
    figure: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    figure.set_still(True)
    figure.show_step(step)
    figure.set_running(True)
    still = picture_of(figure)
    clock.now += 3.7
    figure._show_next_frame()

    assert picture_of(figure) == still
    figure.show_step(StepPicture(step.figure, step.area, Motion.REST, side=step.side, pressure=step.pressure))
    assert coarse_difference(still, picture_of(figure)) > 0.2


def test_a_pause_holds_the_hand_where_it_is(figure: WatchedFigure, clock: Clock) -> None:
    figure.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    figure.set_running(True)
    clock.now += 2.0
    figure._show_next_frame()
    held = picture_of(figure)

    figure.set_running(False)
    clock.now += 60.0
    figure._show_next_frame()
    assert picture_of(figure) == held

    figure.set_running(True)
    figure._show_next_frame()
    assert picture_of(figure) == held


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (StepPicture("elbow", "", Motion.REST), "elbow"),
        (StepPicture("calf", "wing", Motion.REST), "wing"),
        (StepPicture("calf", "calf", Motion.STROKE, "nowhere"), "nowhere"),
    ],
)
def test_what_does_not_exist_is_named(figure: WatchedFigure, step: StepPicture, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        figure.show_step(step)


def test_a_figure_is_read_only_when_first_shown(qtbot: QtBot) -> None:
    asked: list[str] = []

    def counting(name: str) -> str:
        asked.append(name)
        return figure_svg(name)

    loader: Callable[[str], str] = counting
    widget = LegFigure(loader, FIGURE_COLOURS)
    qtbot.addWidget(widget)
    assert asked == []

    widget.show_step(SAMPLE_STEPS[3])
    widget.show_step(SAMPLE_STEPS[3])
    assert asked == ["foot", "hand"]
