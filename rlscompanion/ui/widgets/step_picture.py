"""What the leg figure shows for a massage step."""

from rlscompanion.domain.routine import PictureNames, Side, Step, with_foot_on_stool
from rlscompanion.ui.widgets.figure_parts import Motion, StepPicture


def step_picture(step: Step, picture: PictureNames, side: Side, *, on_stool: bool = False) -> StepPicture:
    """What the leg figure shows for a step on this leg.

    `picture` is the step's picture to be shown, since a step may have a second one. `on_stool` is true if the
    foot rests on a stool, because it cannot rest on the other thigh. Raises ValueError naming a motion that
    does not exist.
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
    """What the leg figure shows for the beginning of a step, in a small picture.

    For breathing this is only the posture of the body, with its area lit.
    """
    whole = step_picture(step, step.picture, side)
    if whole.motion is not Motion.BREATH or not whole.posture_figure:
        return whole
    return StepPicture(whole.posture_figure, whole.place, Motion.REST, side=side.value)
