"""What the voice says in a routine, derived from the routine's steps independently of the app's own code."""

from rlscompanion.domain.routine import Routine, Side, routine_segments

LAST_LINE = "You're done. Rest now."
LEGS = {Side.LEFT: ("Left leg.",), Side.RIGHT: ("Right leg.",), Side.BOTH: ()}


def spoken_lines(routine: Routine) -> list[tuple[str, ...]]:
    """The phrases that the voice says in a routine, as a tuple for each line.

    A step has a line with its name and leg, lines with its cues, and the announcement of the next step.
    """
    segments, lines = routine_segments(routine), list[tuple[str, ...]]()
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
