"""What the further parts of the diary have in common."""

from collections.abc import Sequence
from datetime import time
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.amounts import parse_amount
from rlscompanion.domain.moment import Moment, parse_clock_time, placed
from rlscompanion.domain.night import Night

DAY_STARTS = time(6)
"""What is noted of a day lies between six in the morning and six the next."""


class Unreadable(Exception):  # noqa: N818 - a sentence on its way to the person
    """Something typed that makes no sense, as a sentence."""


class DiaryPart(QWidget):
    """A part of the diary that shows something of a night, and puts what was changed back into it."""

    edited = Signal()

    def show_night(self, night: Night, night_before: Night | None) -> None:
        """Show what is known of a night."""
        raise NotImplementedError

    def put_into(self, night: Night) -> Night:
        """The night with what stands here. Raises Unreadable for what makes no sense."""
        raise NotImplementedError

    def scales(self) -> Sequence[QWidget]:
        """What is drawn in the colours of a theme."""
        return ()


def amount_in(text: str, what: str, most: float = 10_000) -> float | None:
    """The number in a text, None for a blank one; a decimal comma will do."""
    text = text.strip()
    if not text:
        return None
    try:
        return parse_amount(text, most)
    except ValueError as error:
        raise Unreadable(f"{what}: {error}") from error


def amount_text(amount: float | None) -> str:
    """A number as it is typed."""
    return "" if amount is None else f"{amount:g}"


def moment_in(text: str, what: str, night: Night, day_starts: time = DAY_STARTS) -> Moment | None:
    """The moment of a clock time typed into a night's diary, None for a blank one."""
    if not text.strip():
        return None
    clock = parse_clock_time(text)
    if clock is None:
        raise Unreadable(f"{what}: “{text.strip()}” is no time of day. Try 21:30 or 9:30 pm.")
    return placed(clock, night.evening, ZoneInfo(night.zone), None, day_starts)


def moment_text(moment: Moment | None) -> str:
    """A moment as it is typed."""
    return "" if moment is None else f"{moment.local:%H:%M}"
