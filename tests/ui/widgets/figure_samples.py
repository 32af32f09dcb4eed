"""Figures, colours and steps that the tests of the leg figure share."""

from pathlib import Path

from rlscompanion.content.routines import load_routines
from rlscompanion.ui.theme import DUSK
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.figure import Motion, StepPicture

FIGURES = Path(__file__).parents[3] / "resources" / "figures"
COLOURS = figure_colours(DUSK)

STEPS = [
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
    StepPicture("leg", "leg", Motion.STROKE, "leg", pressure=(2, 3)),
    StepPicture("stretch", "calf", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("hamstring", "hamstring", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("soleus", "soleus", Motion.STRETCH, "pull", pressure=(3, 4)),
    StepPicture("stretch_wall", "calf", Motion.STRETCH, "push", pressure=(3, 4)),
    StepPicture("stretch_wall_bent", "soleus", Motion.STRETCH, "push", pressure=(3, 4)),
    StepPicture("tense", "feet-calves", Motion.TENSE, side="both"),
    StepPicture("stand", "calf", Motion.RAISE, "raise", "both"),
    StepPicture("walk", "", Motion.WALK, side="both"),
    StepPicture("sit", "calf", Motion.REST, side="both"),
]
"""Every area, path and motion that the figures are drawn for."""

SHOWS_KNEE_HOLLOW = (
    *("calf", "thigh_back", "stretch", "hamstring", "soleus", "stretch_wall", "stretch_wall_bent"),
    *("stand", "walk", "sit"),
)


def name_of(step: StepPicture) -> str:
    """A short name for a parametrized test."""
    return f"{step.figure}-{step.path or step.area}-{step.motion}"


def load(name: str) -> str:
    """The text of a shipped figure."""
    return (FIGURES / f"{name}.svg").read_text(encoding="utf-8")


def shipped_pictures() -> list[StepPicture]:
    """The pictures of all steps of all shipped routines, those of their second halves too."""
    steps = {step.key: step for routine in load_routines().routines for step in routine.steps}
    return [
        StepPicture(
            picture.figure, picture.area, Motion(picture.motion), picture.path, pressure=step.pressure
        )
        for step in steps.values()
        for picture in (step.picture, step.midway_picture)
        if picture is not None
    ]
