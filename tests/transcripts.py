"""What has to be heard of a routine, made from its steps and not from what the guide says."""

from rlscompanion.domain.routine import Routine, Side, unfold

END = "You're done. Rest now."
LEGS = {Side.LEFT: ("Left leg.",), Side.RIGHT: ("Right leg.",), Side.BOTH: ()}


def script(routine: Routine) -> list[tuple[str, ...]]:
    """What has to be heard of a routine: each step by its name, its leg and its cues, and what comes next."""
    segments, lines = unfold(routine), list[tuple[str, ...]]()
    for before, segment, after in zip([None, *segments], segments, [*segments[1:], None], strict=False):
        step, legs = segment.step, {Side.LEFT: ("Left leg.",), Side.RIGHT: ("Right leg.",), Side.BOTH: ()}
        is_second = before is not None and before.step is step
        ahead = f"Next: {after.step.title[:1].lower()}{after.step.title[1:]}." if after else ""
        lines += [
            ("Now the other leg." if is_second else f"{step.title}.", *legs[segment.side]),
            (step.cues.start,),
            (step.cues.midway,),
            (
                step.cues.last,
                "This is the last one."
                if after is None
                else "Then the other leg."
                if after.step is step
                else ahead,
            ),
        ]
    return lines
