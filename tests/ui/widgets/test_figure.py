from collections.abc import Callable
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DAY, DUSK, EMBER, Theme
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.figure import LegFigure, Motion, Side, StepPicture, parse_figure
from rlscompanion.ui.widgets.figure_signs import spot_radius
from tests.ui.widgets.figure_samples import COLOURS, SHOWS_KNEE_HOLLOW, STEPS, load, name_of

SIZE = (480, 480)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class WatchedFigure(LegFigure):
    """Notes every rectangle it is asked to paint."""

    painted: list[QRect]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        super().paintEvent(event)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def figure(qtbot: QtBot, clock: Clock) -> WatchedFigure:
    widget = WatchedFigure(load, COLOURS, seconds=clock)
    widget.painted = []
    qtbot.addWidget(widget)
    widget.resize(*SIZE)
    return widget


@pytest.fixture
def shown(figure: WatchedFigure, qtbot: QtBot) -> WatchedFigure:
    with qtbot.waitExposed(figure):
        figure.show()
    return figure


def picture(widget: LegFigure) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    widget.render(image, QPoint(0, 0))
    return image


def settle(widget: WatchedFigure) -> None:
    """Let everything asked for so far be painted, and forget it."""
    QApplication.processEvents()
    while widget.painted:
        widget.painted.clear()
        QApplication.processEvents()


def brightness(image: QImage, x: int, y: int) -> int:
    colour = image.pixelColor(x, y)
    return colour.red() + colour.green() + colour.blue()


def mean_difference(one: QImage, two: QImage, area: QRect) -> float:
    """Mean difference of the three channels together within a rectangle."""
    points = [(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())]
    return sum(
        abs(one.pixelColor(x, y).red() - two.pixelColor(x, y).red())
        + abs(one.pixelColor(x, y).green() - two.pixelColor(x, y).green())
        + abs(one.pixelColor(x, y).blue() - two.pixelColor(x, y).blue())
        for x, y in points
    ) / len(points)


def brightest(image: QImage, area: QRect) -> int:
    return max(
        brightness(image, x, y)
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def difference(one: QImage, two: QImage) -> float:
    """Mean difference of the red channel over a coarse grid, leaving out the strip with words."""
    total = count = 0
    for y in range(130, SIZE[1], 7):
        for x in range(0, SIZE[0], 7):
            total += abs(one.pixelColor(x, y).red() - two.pixelColor(x, y).red())
            count += 1
    return total / count


@pytest.mark.parametrize("step", STEPS, ids=name_of)
def test_every_step_paints_and_changes_with_time(
    figure: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    figure.set_running(True)
    figure.show_step(step)
    before = picture(figure)

    clock.now += 1.7
    figure._show_next_frame()
    after = picture(figure)

    assert (before == after) == (step.motion is Motion.REST)


def test_the_lit_area_is_brighter_than_the_rest_of_the_leg(figure: WatchedFigure) -> None:
    figure.show_step(StepPicture("calf", "calf-belly", Motion.REST))
    belly, lower_leg, beside = (270, 180), (240, 350), (100, 260)

    image = picture(figure)

    assert brightness(image, *belly) > 1.8 * brightness(image, *lower_leg)
    assert brightness(image, *lower_leg) > brightness(image, *beside)


@pytest.mark.parametrize("theme", [DUSK, EMBER, DAY], ids=lambda theme: theme.name)
def test_the_lit_area_and_the_hands_stand_out_in_every_theme(figure: WatchedFigure, theme: Theme) -> None:
    figure.set_colours(figure_colours(theme))
    figure.show_step(StepPicture("calf", "", Motion.REST))
    plain = picture(figure)
    figure.show_step(StepPicture("calf", "calf", Motion.REST))
    lit = picture(figure)
    figure.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    worked = picture(figure)

    on_the_calf, on_the_hand = QRect(200, 130, 80, 60), QRect(190, 320, 100, 60)
    assert mean_difference(plain, lit, on_the_calf) > 12
    assert mean_difference(lit, worked, on_the_hand) > 8


@pytest.mark.parametrize("name", SHOWS_KNEE_HOLLOW)
@pytest.mark.parametrize("theme", [DUSK, EMBER, DAY], ids=lambda theme: theme.name)
def test_the_hollow_of_the_knee_is_hatched(figure: WatchedFigure, name: str, theme: Theme) -> None:
    colours = figure_colours(theme)
    figure.set_colours(colours)
    figure.show_step(StepPicture(name, "", Motion.REST))
    hollow = figure._to_widget().mapRect(
        parse_figure(name, load(name)).element("never", "knee-hollow").path.boundingRect()
    )
    image = picture(figure)

    def is_hatch(x: int, y: int) -> bool:
        pixel, hatch = image.pixelColor(x, y), colours.never
        return abs(pixel.red() - hatch.red()) + abs(pixel.blue() - hatch.blue()) < 70

    area = hollow.toRect()
    hits = [
        (x, y)
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
        if is_hatch(x, y)
    ]
    assert 0.06 < len(hits) / (area.width() * area.height()) < 0.8


def test_the_word_never_stands_in_the_hollow_where_there_is_room(figure: WatchedFigure) -> None:
    figure.show_step(StepPicture("calf", "", Motion.REST))
    with_word = picture(figure)
    figure.resize(120, 120)
    figure.show_step(StepPicture("calf", "", Motion.REST, side="both"))
    small = QImage(120, 120, QImage.Format.Format_RGB32)
    figure.render(small, QPoint(0, 0))
    scaled = small.scaled(*SIZE)

    middle = QRect(222, 76, 36, 14)
    assert mean_difference(with_word, scaled, middle) > 10


@pytest.mark.parametrize("name", ["ankle", "foot"])
def test_the_side_is_written_in_the_corner_and_not_mirrored(figure: WatchedFigure, name: str) -> None:
    corner = QRect(0, 0, 90, 26)
    written = {}
    for side in get_args(Side):
        figure.show_step(StepPicture(name, "", Motion.REST, side=side))
        written[side] = picture(figure)

    assert brightest(written["both"], corner) < 300
    assert min(brightest(written[side], corner) for side in ("left", "right")) > 450
    assert mean_difference(written["left"], written["right"], corner) > 5
    mirrored = written["left"].flipped(Qt.Orientation.Horizontal)
    assert brightest(mirrored, corner) < 450


def test_the_pressure_mark_fills_with_the_pressure(figure: WatchedFigure) -> None:
    counts = []
    for pressure in (None, (1, 2), (2, 3), (4, 5)):
        figure.show_step(StepPicture("calf", "", Motion.REST, pressure=pressure))
        image = picture(figure)
        corner = QRect(0, 50, 100, 100)
        counts.append(
            sum(
                brightness(image, x, y) > 450
                for x in range(corner.left(), corner.right())
                for y in range(corner.top(), corner.bottom())
            )
        )

    assert counts == sorted(counts)
    assert len(set(counts)) == len(counts)


@pytest.mark.parametrize("name", ["calf", "sole", "thigh"])
def test_the_left_leg_is_the_mirror_image_of_the_right(figure: WatchedFigure, name: str) -> None:
    step = next(step for step in STEPS if step.figure == name)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "right"))
    right = picture(figure)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "left"))
    left = picture(figure)

    assert difference(left, right.flipped(Qt.Orientation.Horizontal)) < 1.0
    assert difference(left, right) > 2.0


@pytest.mark.parametrize("step", [s for s in STEPS if s.motion is not Motion.REST], ids=name_of)
def test_moving_repaints_no_more_than_what_moved(
    shown: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    shown.show_step(step)
    shown.set_running(True)
    shown._timer.stop()
    clock.now += 2.2
    shown._show_next_frame()
    settle(shown)
    before = picture(shown)
    shown.painted.clear()

    clock.now += 0.2
    shown._show_next_frame()
    asked = shown._marked.united(shown._device_rect(shown._moving)).united(shown._word_rect())
    QApplication.processEvents()
    painted = QRect()
    for rect in shown.painted:
        painted = painted.united(rect)
    after = picture(shown)

    # Twice the margin of what the hands cover now: where they were is repainted as well.
    assert painted.isNull() or asked.boundingRect().adjusted(-40, -40, 40, 40).contains(painted)
    assert painted.width() * painted.height() < 0.62 * SIZE[0] * SIZE[1]
    for x in range(0, SIZE[0], 5):
        for y in range(0, SIZE[1], 5):
            if not painted.contains(x, y):
                assert before.pixelColor(x, y) == after.pixelColor(x, y)


def test_the_small_hands_repaint_little(shown: WatchedFigure, clock: Clock) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    shown.set_running(True)
    shown._timer.stop()
    clock.now += 2.0
    shown._show_next_frame()
    settle(shown)

    clock.now += 0.05
    shown._show_next_frame()
    QApplication.processEvents()

    assert shown.painted
    assert max(rect.width() * rect.height() for rect in shown.painted) < 0.18 * SIZE[0] * SIZE[1]


def test_nothing_is_painted_while_hidden(shown: WatchedFigure, clock: Clock) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    shown.set_running(True)
    settle(shown)
    shown.hide()
    shown.painted.clear()

    clock.now += 3.0
    QApplication.processEvents()

    assert not shown.animating
    assert shown.painted == []


def test_a_press_counts_down_in_a_ring_round_the_thumb(figure: WatchedFigure, clock: Clock) -> None:
    figure.show_step(StepPicture("calf", "calf-tender", Motion.PRESS, "calf-tender", "right"))
    figure.set_running(True)
    clock.now += 5.0
    figure._show_next_frame()
    early = picture(figure)
    clock.now += 10.0
    figure._show_next_frame()
    late = picture(figure)

    way = figure._way
    assert way is not None
    spot = figure._to_widget().map(way.tracks[0].point(0.0))
    reach = spot_radius(way) * abs(figure._to_widget().m11())
    ring = [
        (round(spot.x() + dx * reach), round(spot.y() + dy * reach)) for dx, dy in ((-0.38, -0.92), (-1, 0))
    ]
    # The bright part ends at the top: near it the ring is lit to the last, a quarter round only early on.
    (early_top, early_side), (late_top, late_side) = (
        [max(brightness(image, x + i, y) for i in (-1, 0, 1)) for x, y in ring] for image in (early, late)
    )
    assert min(early_top, early_side, late_top) > late_side + 120


@pytest.mark.parametrize("step", STEPS, ids=name_of)
def test_a_partial_repaint_shows_what_a_full_one_would(
    shown: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    shown.show_step(step)
    shown.set_running(True)
    shown._timer.stop()
    for _ in range(6):
        clock.now += 0.75
        shown._show_next_frame()
        settle(shown)
    on_screen = shown.screen().grabWindow(shown.winId()).toImage()

    assert on_screen.size().toTuple() == SIZE
    assert difference(on_screen, picture(shown)) < 0.1


def test_the_timer_runs_only_while_something_can_be_seen_to_move(shown: WatchedFigure) -> None:
    shown.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    assert not shown.animating

    shown.set_running(True)
    assert shown.animating
    shown.hide()
    assert not shown.animating
    shown.show()
    assert shown.animating
    shown.set_still(True)
    assert not shown.animating
    shown.set_still(False)
    assert shown.animating
    shown.show_step(StepPicture("sit", "calf", Motion.REST))
    assert not shown.animating


def test_a_step_can_be_shown_from_within(figure: WatchedFigure, clock: Clock) -> None:
    step = StepPicture("calf", "calf", Motion.STROKE, "calf")
    figure.show_step(step)
    figure.set_running(True)
    clock.now += 2.0
    figure._show_next_frame()
    later = picture(figure)

    figure.show_step(step, at=-5.0)
    waiting = picture(figure)
    clock.now += 5.0
    figure._show_next_frame()
    begun = picture(figure)
    figure.show_step(step, at=2.0)

    assert waiting == begun
    assert picture(figure) == later != waiting


@pytest.mark.parametrize("step", [s for s in STEPS if s.motion is not Motion.REST], ids=name_of)
def test_a_still_picture_does_not_change_and_differs_from_the_plain_figure(
    figure: WatchedFigure, clock: Clock, step: StepPicture
) -> None:
    figure.set_still(True)
    figure.show_step(step)
    figure.set_running(True)
    still = picture(figure)
    clock.now += 3.7
    figure._show_next_frame()

    assert picture(figure) == still
    figure.show_step(StepPicture(step.figure, step.area, Motion.REST, side=step.side, pressure=step.pressure))
    assert difference(still, picture(figure)) > 0.2


def test_a_pause_holds_the_hand_where_it_is(figure: WatchedFigure, clock: Clock) -> None:
    figure.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    figure.set_running(True)
    clock.now += 2.0
    figure._show_next_frame()
    held = picture(figure)

    figure.set_running(False)
    clock.now += 60.0
    figure._show_next_frame()
    assert picture(figure) == held

    figure.set_running(True)
    figure._show_next_frame()
    assert picture(figure) == held


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
        return load(name)

    loader: Callable[[str], str] = counting
    widget = LegFigure(loader, COLOURS)
    qtbot.addWidget(widget)
    assert asked == []

    widget.show_step(STEPS[3])
    widget.show_step(STEPS[3])
    assert asked == ["foot", "hand"]
