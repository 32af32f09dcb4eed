from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.figure import FigureColours, LegFigure, Motion, StepPicture, parse_figure
from rlscompanion.ui.widgets.figure_motion import ease, frame_at

FIGURES = Path(__file__).parents[3] / "resources" / "figures"
SIZE = (400, 560)

COLOURS = FigureColours(
    background=QColor("#0d0907"),
    skin=QColor("#38231a"),
    outline=QColor("#8a5c38"),
    detail=QColor("#7d5434"),
    glow=QColor("#d98a35"),
    hand=QColor("#f2c98f"),
    never=QColor("#a8674a"),
    text=QColor("#e8b36a"),
)

STEPS = [
    StepPicture("breath", "breath", Motion.BREATH, "breath", "both"),
    StepPicture("ankle", "ankle", Motion.PUMP, "pump"),
    StepPicture("ankle", "ankle", Motion.ROTATE, "circle"),
    StepPicture("foot", "foot", Motion.STROKE, "foot"),
    StepPicture("toes", "toes", Motion.CIRCLE, "toes"),
    StepPicture("toes", "toes", Motion.PULL, "toes-pull"),
    StepPicture("sole", "sole", Motion.GLIDE, "sole"),
    StepPicture("calf", "achilles", Motion.CIRCLE, "achilles"),
    StepPicture("calf", "calf", Motion.STROKE, "calf"),
    StepPicture("calf", "calf-belly", Motion.KNEAD, "calf-knead"),
    StepPicture("calf", "calf", Motion.GLIDE, "calf-deep"),
    StepPicture("calf", "calf-tender", Motion.PRESS, "calf-tender"),
    StepPicture("calf", "calf-belly", Motion.TENSE),
    StepPicture("shin", "shin", Motion.GLIDE, "shin"),
    StepPicture("shin", "foot", Motion.STROKE, "foot"),
    StepPicture("thigh", "thigh", Motion.STROKE, "thigh"),
    StepPicture("thigh", "thigh", Motion.KNEAD, "thigh-knead"),
    StepPicture("thigh_back", "hamstrings", Motion.KNEAD, "thigh-back"),
    StepPicture("leg", "leg", Motion.FEATHER, "leg"),
    StepPicture("stretch", "calf", Motion.STRETCH, "pull"),
    StepPicture("hamstring", "hamstring", Motion.STRETCH, "pull"),
    StepPicture("soleus", "soleus", Motion.STRETCH, "pull"),
    StepPicture("tense", "feet-calves", Motion.TENSE),
    StepPicture("stretch_wall", "calf", Motion.STRETCH, "push"),
    StepPicture("stretch_wall_bent", "calf", Motion.STRETCH, "push"),
    StepPicture("stand", "calf", Motion.RAISE, "raise"),
    StepPicture("walk", "", Motion.WALK),
    StepPicture("sit", "thigh", Motion.REST),
]


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


def load(name: str) -> str:
    return (FIGURES / f"{name}.svg").read_text(encoding="utf-8")


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


def difference(one: QImage, two: QImage) -> float:
    """Mean difference of the red channel over a coarse grid, leaving out the strip with the side's letter."""
    total = count = 0
    for y in range(60, SIZE[1], 7):
        for x in range(0, SIZE[0], 7):
            total += abs(one.pixelColor(x, y).red() - two.pixelColor(x, y).red())
            count += 1
    return total / count


@pytest.mark.parametrize("path", sorted(FIGURES.glob("*.svg")), ids=lambda path: path.stem)
def test_every_shipped_figure_parses(path: Path) -> None:
    figure = parse_figure(path.stem, path.read_text(encoding="utf-8"))

    kinds = {element.kind for element in figure.elements}
    assert figure.size.width() > 0
    if path.stem == "hand":
        assert set(figure.names("hand")) == {"palm", "grip", "thumb"}
    elif path.stem == "breath":
        assert {"area", "path"} <= kinds
    else:
        assert "outline" in kinds


def test_every_view_that_shows_the_knee_hollow_hatches_it() -> None:
    for name in (
        "calf",
        "thigh_back",
        "stretch",
        "hamstring",
        "soleus",
        "stretch_wall",
        "stretch_wall_bent",
        "stand",
        "walk",
        "sit",
    ):
        assert "knee-hollow" in parse_figure(name, load(name)).names("never")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.figure}-{step.area}-{step.motion}")
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
    belly, lower_leg, beside = (220, 230), (200, 410), (60, 300)

    image = picture(figure)

    assert brightness(image, *belly) > 2 * brightness(image, *lower_leg)
    assert brightness(image, *lower_leg) > brightness(image, *beside)


@pytest.mark.parametrize("name", ["calf", "sole", "thigh"])
def test_the_left_leg_is_the_mirror_image_of_the_right(figure: WatchedFigure, name: str) -> None:
    step = next(step for step in STEPS if step.figure == name)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "right"))
    right = picture(figure)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "left"))
    left = picture(figure)

    assert difference(left, right.flipped(Qt.Orientation.Horizontal)) < 1.0
    assert difference(left, right) > 2.0


def test_moving_repaints_only_a_part(shown: WatchedFigure, clock: Clock) -> None:
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

    assert max(rect.width() * rect.height() for rect in shown.painted) < 0.25 * SIZE[0] * SIZE[1]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.figure}-{step.area}-{step.motion}")
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
    shown.show_step(StepPicture("sit", "thigh", Motion.REST))
    assert not shown.animating


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


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ("not a drawing", "cannot be read"),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "no drawn path"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path id="blob" d="M0 0L4 4"/>'
            "</svg>",
            "unknown id 'blob'",
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path id="outline" d="M0 0L4 4"/>'
            '<path id="outline--up" d="M0 0L4 4L0 4"/></svg>',
            "other segments",
        ),
    ],
)
def test_a_broken_figure_is_refused_with_its_name_and_reason(svg: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"'mine'.*{reason}"):
        parse_figure("mine", svg)


def test_the_stroke_toward_the_heart_is_stronger_than_the_return() -> None:
    (up,), (back,) = (frame_at(Motion.STROKE, seconds).marks for seconds in (2.0, 5.5))

    assert up.strength > 2 * back.strength
    assert up.scale > back.scale
    assert up.trail > 0.0 == back.trail


def test_kneading_hands_alternate() -> None:
    left, right = frame_at(Motion.KNEAD, 1.4, tracks=2).marks

    assert left.closed == pytest.approx(1.0)
    assert right.closed == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("seconds", "word"), [(0.0, "in"), (3.9, "in"), (4.0, "out"), (9.9, "out"), (10.0, "in")]
)
def test_breathing_is_four_seconds_in_and_six_out(seconds: float, word: str) -> None:
    assert frame_at(Motion.BREATH, seconds).word == word


def test_pressure_stays_on_three_spots_in_turn() -> None:
    spots = (0.0, 0.4, 1.0)

    held = [frame_at(Motion.PRESS, seconds, spots=spots).marks[0] for seconds in (10.0, 30.0, 50.0, 70.0)]

    assert [mark.at for mark in held] == pytest.approx([0.0, 0.4, 1.0, 0.0])
    assert all(mark.halo > 0.9 for mark in held)


@pytest.mark.parametrize("motion", list(Motion))
def test_no_motion_jumps(motion: Motion) -> None:
    """Between two frames at 20 a second nothing moves further than an eye follows."""
    frames = [frame_at(motion, i / 20, 2, (0.0, 0.4, 1.0)) for i in range(20 * 61)]

    for before, after in pairwise(frames):
        assert abs(after.pose - before.pose) < 0.25
        for one, two in zip(before.marks, after.marks, strict=True):
            assert abs(two.at - one.at) < 0.06
            assert abs(two.scale - one.scale) < 0.06
            assert abs(two.strength - one.strength) < 0.16


def test_ease_rests_at_both_ends() -> None:
    assert [ease(x) for x in (-1.0, 0.0, 0.5, 1.0, 2.0)] == [0.0, 0.0, 0.5, 1.0, 1.0]


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
