"""The sentence that is shown when a night's diary has been saved."""

from collections.abc import Sequence

from rlscompanion.domain.amounts import duration_text, list_text
from rlscompanion.domain.items import Item
from rlscompanion.domain.measures import missing_for_total_sleep, sleep_efficiency, total_sleep
from rlscompanion.domain.night import Night


def diary_saved_sentence(night: Night) -> str:
    """A sentence about the night just saved: "Saved. 6 h 11 asleep, sleep efficiency 87 %."

    If the time asleep is unknown, the sentence names the missing answers that the time asleep needs.
    """
    sleep = night.main_sleep
    if sleep is None:
        return "Saved."
    if not sleep.slept:
        return "Saved. You did not sleep."
    asleep, share = total_sleep(sleep), sleep_efficiency(sleep)
    if asleep is None:
        return f"Saved. Time asleep still needs: {item_names_text(missing_for_total_sleep(sleep))}."
    if share is None:
        return f"Saved. {duration_text(asleep)} asleep."
    return f"Saved. {duration_text(asleep)} asleep, sleep efficiency {share:.0f} %."


def item_names_text(items: Sequence[Item]) -> str:
    """The names of diary items joined as a list for a sentence, such as "“Notes” and “Woke up”"."""
    return list_text([f"“{item.description.question or item.description.name}”" for item in items])
