"""What changed, in words: numbers as they are, no praise and no cause."""

from collections.abc import Sequence

from rlscompanion.domain.amounts import difference_text
from rlscompanion.domain.ratings import SCALE_TITLES
from rlscompanion.domain.relief import FALLS_BY_ITSELF, FEWEST_SESSIONS, Change, Relief


def change_text(change: Change) -> str:
    """One scale tonight: "6 to 3"."""
    return f"{change.before} to {change.after}"


def past_text(reliefs: Sequence[Relief]) -> str:
    """The median changes over the last sessions, each with how many it rests on."""
    known = [(each, each.median) for each in reliefs if each.median is not None]
    if not known:
        most = max((each.sessions for each in reliefs), default=0)
        return f"After {FEWEST_SESSIONS} rated sessions you see your usual change here. So far: {most}."
    counts = {each.sessions for each, _ in known}
    told = [
        f"{SCALE_TITLES[each.scale].lower()} {difference_text(median)}"
        + ("" if len(counts) == 1 else f" ({each.sessions} sessions)")
        for each, median in known
    ]
    number = f"{counts.pop()} " if len(counts) == 1 else ""
    return f"Usual change over your last {number}rated sessions: {', '.join(told)}. {FALLS_BY_ITSELF}"
