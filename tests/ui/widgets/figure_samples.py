"""Figures, colours and massage steps for tests of the leg figure, and functions that compare pictures."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.routine import Routine, Side, with_helper
from rlscompanion.ui.theme import DUSK
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.figure import LegFigure, Motion, StepPicture
from rlscompanion.ui.widgets.step_picture import step_picture
from tests.ui.light import pixels

FIGURES_FOLDER = Path(__file__).parents[3] / "resources" / "figures"
FIGURE_COLOURS = figure_colours(DUSK)
FIGURE_SIZE = (480, 480)

SAMPLE_STEPS = [
    StepPicture("breath", "breath", Motion.BREATH, "breath", "both"),
    StepPicture("ankle", "ankle", Motion.PUMP, "pump"),
    StepPicture("ankle", "ankle", Motion.ROTATE, "circle"),
    StepPicture("foot", "foot", Motion.STROKE, "foot", pressure=(2, 3)),
    StepPicture("toes", "toes", Motion.CIRCLE, "toes", pressure=(2, 2)),
    StepPicture("toes", "toes", Motion.PULL, "toes-pull", pressure=(2, 2)),
    StepPicture("sole", "sole", Motion.GLIDE, "sole", pressure=(4, 5)),
    StepPicture("calf", "achilles", Motion.CIRCLE, "achilles", pressure=(3, 3)),
    StepPicture("calf", "calf", Motion.STROKE, "calf", pressure=(2, 3)),
    StepPicture("calf", "calf-belly", Motion.KNEAD, "calf-knead", pressure=(4, 5)),
    StepPicture("calf", "calf", Motion.GLIDE, "calf-deep", pressure=(4, 4)),
    StepPicture("calf", "calf-tender", Motion.PRESS, "calf-tender", pressure=(4, 5)),
    StepPicture("shin", "shin", Motion.GLIDE, "shin", pressure=(3, 4)),
    StepPicture("thigh", "thigh", Motion.STROKE, "thigh", pressure=(4, 5)),
    StepPicture("thigh", "thigh", Motion.KNEAD, "thigh-knead", pressure=(4, 5)),
    StepPicture("thigh_back", "hamstrings", Motion.KNEAD, "thigh-back", pressure=(4, 5)),
    StepPicture("leg", "leg", Motion.FEATHER, "leg", pressure=(1, 2)),
    StepPicture("leg", "leg", Motion.RUB, "leg", pressure=(2, 3)),
    StepPicture("stretch", "calf", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("hamstring", "hamstring", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("soleus", "soleus", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("stretch_wall", "calf", Motion.STRETCH, "push", pressure=(3, 4)),
    StepPicture("stretch_wall_bent", "soleus", Motion.STRETCH, "push", pressure=(3, 4)),
    StepPicture("tense", "feet-calves", Motion.TENSE, side="both"),
    StepPicture("stand", "calf", Motion.RAISE, "raise", "both"),
    StepPicture("walk", "", Motion.WALK, side="both"),
    StepPicture("sit", "calf", Motion.REST, side="both"),
    StepPicture("own_calf", "calf", Motion.HOLD, "calf", "right", (1, 1), "knee_up", "calf"),
    StepPicture("own_foot", "foot", Motion.STROKE, "foot", "right", (2, 3), "ankle_on_knee", "foot"),
    StepPicture(
        "own_foot", "achilles", Motion.CIRCLE, "achilles", "right", (3, 3), "ankle_on_knee", "achilles"
    ),
    StepPicture("own_foot", "calf", Motion.GLIDE, "calf-deep", "right", (4, 4), "stool", "calf"),
    StepPicture(
        "own_foot", "calf-tender", Motion.PRESS, "calf-tender", "right", (4, 5), "ankle_on_knee", "calf"
    ),
    StepPicture("own_sole", "sole", Motion.GLIDE, "sole", "right", (4, 5), "ankle_on_knee", "foot"),
    StepPicture("own_toes", "toes", Motion.CIRCLE, "toes", "right", (2, 2), "ankle_on_knee", "foot"),
    StepPicture("own_toes", "toes", Motion.PULL, "toes-pull", "right", (2, 2), "stool", "foot"),
    StepPicture("own_calf", "calf", Motion.STROKE, "calf", "right", (2, 3), "knee_up", "calf"),
    StepPicture("own_calf", "calf-belly", Motion.KNEAD, "calf-knead", "right", (4, 5), "knee_up", "calf"),
    StepPicture("shin", "shin", Motion.GLIDE, "own-shin", "right", (3, 4), "knee_up", "shin"),
    StepPicture("own_thigh", "thigh", Motion.STROKE, "thigh", "right", (4, 5), "chair", "thigh"),
    StepPicture("own_thigh", "thigh", Motion.KNEAD, "thigh-knead", "right", (4, 5), "chair", "thigh"),
    StepPicture(
        "own_thigh_back", "hamstrings", Motion.KNEAD, "thigh-back", "right", (4, 5), "knee_up", "thigh"
    ),
    StepPicture("own_seated", "calf", Motion.RUB, "rub-calf", "right", (2, 3), "chair", "leg"),
    StepPicture("own_seated", "thigh", Motion.RUB, "rub-thigh", "right", (2, 3), "chair", "leg"),
    StepPicture("own_leg", "leg", Motion.FEATHER, "leg", "right", (1, 2), "propped", "leg"),
]
"""A step for every area, path and motion that the leg figures can show."""

WORKED_BY_THE_KNEE_HOLLOW = tuple(
    step
    for step in SAMPLE_STEPS
    if step.figure in ("calf", "thigh_back", "own_calf", "own_thigh", "own_thigh_back", "own_seated")
    and step.motion in (Motion.STROKE, Motion.KNEAD, Motion.RUB)
)

SHOWS_KNEE_HOLLOW = (
    *(
        "calf",
        "thigh_back",
        "own_calf",
        "own_thigh",
        "own_thigh_back",
        "own_seated",
        "stretch",
        "hamstring",
        "soleus",
        "stretch_wall",
        "stretch_wall_bent",
    ),
    *("stand", "walk", "sit"),
)


def step_id(step: StepPicture) -> str:
    """The name of a step, for the id of a parametrized test."""
    return f"{step.figure}-{step.path or step.area}-{step.motion}"


_FIRST_OF_MOTIONS = {step.motion: step for step in reversed(SAMPLE_STEPS)}.values()


def by_motion(steps: Iterable[StepPicture]) -> list[ParameterSet]:
    """These steps as test parameters, by motion; the daily run has only the first step of each motion."""
    return [
        pytest.param(step, id=step_id(step), marks=() if step in _FIRST_OF_MOTIONS else pytest.mark.thorough)
        for step in steps
    ]


def figure_svg(name: str) -> str:
    """The SVG text of a leg figure that comes with the app."""
    return (FIGURES_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def shipped_pictures() -> list[StepPicture]:
    """The pictures of all steps that come with the app, with second halves and with steps by a helper."""
    return [*own_pictures(), *_pictures(with_helper(routine) for routine in load_routines().routines)]


def own_pictures() -> list[StepPicture]:
    """The pictures of all steps that come with the app and that the person does without a helper."""
    return _pictures(load_routines().routines)


def _pictures(routines: Iterable[Routine]) -> list[StepPicture]:
    steps = {step.key: step for routine in routines for step in routine.steps}
    return [
        step_picture(step, picture, Side.RIGHT)
        for step in steps.values()
        for picture in (step.picture, step.midway_picture)
        if picture is not None
    ]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class WatchedFigure(LegFigure):
    """A leg figure that records every rectangle that it is asked to paint."""

    painted: list[QRect]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        super().paintEvent(event)


def picture_of(widget: LegFigure) -> QImage:
    image = QImage(*FIGURE_SIZE, QImage.Format.Format_RGB32)
    widget.render(image, QPoint(0, 0))
    return image


def paint_pending(widget: WatchedFigure) -> None:
    """Let the widget paint all that is due, then empty its list of painted rectangles."""
    QApplication.processEvents()
    while widget.painted:
        widget.painted.clear()
        QApplication.processEvents()


def brightness(image: QImage, x: int, y: int) -> int:
    colour = image.pixelColor(x, y)
    return colour.red() + colour.green() + colour.blue()


def mean_difference(one: QImage, two: QImage, area: QRect) -> float:
    """The mean difference per pixel, summed over the colours, without the area's last row and column."""
    across = pixels(one.copy(area)).astype(int) - pixels(two.copy(area))
    return float(abs(across[:-1, :-1]).sum(axis=2).mean())


def brightest_pixel(image: QImage, area: QRect) -> int:
    return int(pixels(image.copy(area)).sum(axis=2).max())


def coarse_difference(one: QImage, two: QImage) -> float:
    """The mean difference of the red channel on a coarse grid, without the strip that contains words."""
    red = pixels(one)[130::7, ::7, 0].astype(int) - pixels(two)[130::7, ::7, 0]
    return float(abs(red).mean())
