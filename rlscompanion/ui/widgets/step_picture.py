"""What the leg figure shows for a massage step."""

from rlscompanion.domain.routine import PictureNames, Side, Step, with_foot_on_stool
from rlscompanion.ui.widgets.figure_parts import Motion, StepPicture


def step_picture(step: Step, picture: PictureNames, side: Side, *, on_stool: bool = False) -> StepPicture:
    """What the leg figure shows for a step on the leg of this side.

    `picture` is one of the step's pictures; some steps have a second picture. `on_stool` is true if the foot
    rests on a stool, because the foot cannot rest on the other thigh. Raises ValueError, with the name, if
    the picture's motion does not exist.
    """
    stance = with_foot_on_stool(step.stance) if on_stool else step.stance
    return StepPicture(
        picture.figure,
        picture.area,
        Motion(picture.motion),
        picture.path,
        side.value,
        step.pressure,
        stance.posture if stance else "",
        stance.area if stance else "",
    )


def small_step_picture(step: Step, side: Side) -> StepPicture:
    """What the leg figure shows in a small picture that stands for a whole step.

    It is the picture of the step's beginning. For a breathing step, it is only the body's posture with its
    area lit.
    """
    whole = step_picture(step, step.picture, side)
    if whole.motion is not Motion.BREATH or not whole.posture_figure:
        return whole
    return StepPicture(whole.posture_figure, whole.place, Motion.REST, side=side.value)
