"""The overview page's content: four cards, and below the cards a sentence on the next step.

A card has a number, a plain sentence, and the latest values to draw.

A card reports a change only if the last nights have differed clearly from the first nights for a while.
domain/change.py gives the error rates.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice, takewhile
from statistics import median

from rlscompanion.domain.amounts import MINUS_SIGN, amount_text, count_text, duration_text
from rlscompanion.domain.change import COMPARED_NIGHTS, MAX_LATER_NIGHTS, LastingChange, lasting_change
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.night import Night, both_dates_text, weekday_date
from rlscompanion.domain.outcomes import Outcome, outcome_value
from rlscompanion.domain.periods import Period, nights_within
from rlscompanion.domain.ratings import HIGHEST_RATING, LOWEST_RATING, Scale
from rlscompanion.domain.regularity import (
    TOO_FEW_MIDPOINTS,
    hours_since_noon,
    local_midpoint,
    midpoint_deviation,
)
from rlscompanion.domain.relief import (
    HIGH_RATINGS_FALL_SENTENCE,
    MAX_SESSIONS_IN_MEDIAN,
    MIN_SESSIONS_FOR_MEDIAN,
    START_A_TRIAL_SENTENCE,
    median_relief,
    rating_changes,
)
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trial import Trial

CARD_DAYS = 90
"""The number of days, up to the latest value, whose values a card draws."""

LEAST_DRAWN_MINUTES = 60.0
"""The least height of a card's graph of sleep, in minutes, so that nights almost alike look alike."""

DAYS_WITH_TRIAL_RESULT = 28
"""For how many days after a trial the sentence on the next step points to the trial's result."""

CARD_TITLES_IN_ORDER = ("Sleep", "Legs", "Regularity", "Massage")

UNKNOWN_NUMBER = "–"

ONLY_A_TRIAL_SENTENCE = "Only a trial can show whether massage helps you."
TRIAL_WILL_SHOW_SENTENCE = "Your trial will show whether massage helps you."


@dataclass(frozen=True)
class OverviewCardData:
    """One card of the overview: a number, a sentence about the number, and the latest values to draw.

    `number` is UNKNOWN_NUMBER if there is too little data, and `caption` says what the number is. `values`
    are by evening, in order; the drawing reaches from `bottom` to `top`. `top` may be smaller than `bottom`:
    then a later hour is drawn lower. `chart` is the key of the chart with all values.
    """

    title: str
    number: str
    caption: str
    sentence: str
    chart: str
    values: Mapping[date, float]
    bottom: float
    top: float

    @property
    def content(self) -> str:
        """The words of the card as one text for screen readers."""
        return f"{self.number} {self.caption}. {self.sentence}"


@dataclass(frozen=True)
class Overview:
    """The content of the overview: the cards in reading order, and one sentence on the next step."""

    cards: tuple[OverviewCardData, ...]
    next_step: str


def compose_overview(
    nights: Sequence[Night],
    tonight: date,
    rated: Sequence[RatedSession],
    trial: Trial | None = None,
    advice: str = "",
) -> Overview:
    """Compose the overview's content from the nights and sessions known on the evening of `tonight`.

    `rated` are rated massage sessions, latest first. `trial` is the latest trial. `advice` comes from the
    comparison of onsets; if it is not empty, it takes the place of the sentence on the next step.
    """
    known = sorted(nights_within(nights, Period.ALL, tonight), key=lambda night: night.evening)
    is_tried = trial is not None and not trial.is_over(tonight)
    cards = (_sleep_card(known), _legs_card(known), _regularity_card(known), _massage_card(rated, is_tried))
    return Overview(cards, advice or _next_step(known, tonight, rated, trial))


def _sleep_card(nights: Sequence[Night]) -> OverviewCardData:
    read = partial(outcome_value, outcome=Outcome.TOTAL_SLEEP)
    last, values = _latest_known_values(nights, read), _values_of_card_days(nights, read)
    return OverviewCardData(
        "Sleep",
        duration_text(median(last)) if last else UNKNOWN_NUMBER,
        f"asleep on a typical night ({_last_nights_text(len(last))})" if last else "asleep a night",
        _change_words(_lasting_change(nights, read), SLEEP_CHANGE_WORDS),
        Outcome.TOTAL_SLEEP,
        values,
        *_lowest_and_highest(values.values(), LEAST_DRAWN_MINUTES),
    )


def _legs_card(nights: Sequence[Night]) -> OverviewCardData:
    read = partial(outcome_value, outcome=Outcome.WORST_URGE)
    last = _latest_known_values(nights, read)
    return OverviewCardData(
        "Legs",
        f"{amount_text(median(last))} of {HIGHEST_RATING}" if last else UNKNOWN_NUMBER,
        f"worst urge to move on a typical night ({_last_nights_text(len(last))})"
        if last
        else "worst urge to move",
        _change_words(_lasting_change(nights, read), LEGS_CHANGE_WORDS),
        Outcome.WORST_URGE,
        _values_of_card_days(nights, read),
        LOWEST_RATING,
        HIGHEST_RATING,
    )


def _regularity_card(nights: Sequence[Night]) -> OverviewCardData:
    values = _values_of_card_days(nights, _midpoint_hours)
    last = list(
        islice((night for night in reversed(nights) if _midpoint_hours(night) is not None), COMPARED_NIGHTS)
    )
    spread = midpoint_deviation(last)
    if spread is None:
        number, caption = UNKNOWN_NUMBER, "how much your sleep times shift"
        more = TOO_FEW_MIDPOINTS + 1 - len(last)
        sentence = f"You see this after {count_text(max(1, more), 'more night')} with sleep times."
    else:
        number = duration_text(spread[0])
        caption = f"earlier or later than your average ({_last_nights_text(spread[1])})"
        sentence = "Your sleep times usually shift this much. A smaller number is more regular."
        if not round(spread[0]):
            number, caption = "No shift", f"in your sleep times ({_last_nights_text(spread[1])})"
            sentence = "You slept at the same times in all these nights."
    low, high = _lowest_and_highest(values.values(), LEAST_DRAWN_MINUTES / 60)
    return OverviewCardData("Regularity", number, caption, sentence, "regularity", values, high, low)


def _massage_card(rated: Sequence[RatedSession], is_tried: bool) -> OverviewCardData:
    found = median_relief(rated, Scale.URGE)
    latest = islice(
        (
            (evening_at_lights_out(each.started_at), float(change.difference))
            for each in rated
            if each.started_at is not None
            for change in rating_changes(each)
            if change.scale is Scale.URGE
        ),
        MAX_SESSIONS_IN_MEDIAN,
    )
    values = dict(reversed(list(latest)))
    caption = "change in the urge to move after a massage"
    if found.median_change is None:
        more = MIN_SESSIONS_FOR_MEDIAN - found.session_count
        number, sentence = (
            UNKNOWN_NUMBER,
            f"Rate {count_text(more, 'more massage')} before and after, and the usual change shows here.",
        )
    else:
        sign = MINUS_SIGN if found.median_change < 0 else "+"
        number = f"{sign}{_points_text(abs(found.median_change))}" if found.median_change else "No change"
        caption = f"in the urge to move after a massage (last {found.session_count} rated)"
        sentence = (
            f"{HIGH_RATINGS_FALL_SENTENCE} {TRIAL_WILL_SHOW_SENTENCE if is_tried else ONLY_A_TRIAL_SENTENCE}"
        )
    low, high = min([0.0, *values.values()]), max([0.0, *values.values()])
    return OverviewCardData("Massage", number, caption, sentence, f"relief_{Scale.URGE}", values, low, high)


def _next_step(
    nights: Sequence[Night], tonight: date, rated: Sequence[RatedSession], trial: Trial | None
) -> str:
    """The most useful next step as a sentence; the most urgent step wins."""
    if not nights:
        return "Fill in the diary tomorrow morning. It takes less than a minute."
    last_night = tonight - timedelta(days=1)
    if nights[-1].evening < last_night:
        return f"Fill in the diary for {both_dates_text(last_night)}. You can still do that now."
    if trial is not None and not trial.is_over(tonight):
        result = weekday_date(trial.last_evening + timedelta(days=1))
        return (
            f"Keep going with your trial and fill in the diary every morning. You see the result on {result}."
        )
    ended = None if trial is None else trial.stopped_on or trial.last_evening
    if ended is not None and (tonight - ended).days <= DAYS_WITH_TRIAL_RESULT:
        return "Your trial is over. Press “Does massage help me?” to see what it showed."
    missing = COMPARED_NIGHTS - len(
        _latest_known_values(nights, partial(outcome_value, outcome=Outcome.WORST_URGE))
    )
    if missing > 0:
        more = count_text(missing, "more night")
        return f"Fill in the diary every morning. After {more} this page shows your typical four weeks."
    unrated = MIN_SESSIONS_FOR_MEDIAN - median_relief(rated, Scale.URGE).session_count
    if unrated > 0:
        more = count_text(unrated, "more massage")
        return f"Rate your legs before and after {more}. Then this page shows how they usually change."
    return START_A_TRIAL_SENTENCE


_ValueReader = Callable[[Night], float | None]


@dataclass(frozen=True)
class _ChangeWords:
    """The words for a change of one value, such as time asleep.

    `up` and `down` begin the sentence for more and for less. `amount` formats a size with its unit, and
    `number` without its unit. Sizes are rounded to multiples of `rounding`.
    """

    up: str
    down: str
    amount: Callable[[float], str]
    number: Callable[[float], str]
    rounding: float


def _points_text(amount: float) -> str:
    text = amount_text(amount)
    return f"{text} point{'' if text == '1' else 's'}"


SLEEP_CHANGE_WORDS = _ChangeWords(*("You sleep longer", "You sleep less", duration_text, duration_text, 1.0))
LEGS_CHANGE_WORDS = _ChangeWords(
    *("Your legs are worse", "Your legs are better", _points_text, amount_text, 0.1)
)


def _lasting_change(nights: Sequence[Night], read: _ValueReader) -> LastingChange:
    """Compare the latest known values with the first known values; reads only the nights that this needs."""
    known = ((place, value) for place, night in enumerate(nights) if (value := read(night)) is not None)
    first = list(islice(known, COMPARED_NIGHTS))
    rest = nights[first[-1][0] + 1 :] if first else ()
    later = list(islice(_known_values(reversed(rest), read), MAX_LATER_NIGHTS))
    return lasting_change([value for _, value in first], later[::-1])


def _change_words(found: LastingChange, words: _ChangeWords) -> str:
    if found.missing_nights:
        return f"Too early to see a change: {count_text(found.missing_nights, 'more night')} needed."
    sizes = sorted(
        abs(round(bound / words.rounding) * words.rounding) for bound in found.interval or (0.0, 0.0)
    )
    if not sizes[0]:
        return f"No clear change, better or worse, since your first {COMPARED_NIGHTS} nights."
    way = words.up if found.difference > 0 else words.down
    size = words.amount(abs(found.difference))
    if sizes[0] == sizes[1]:
        return f"{way} than in your first {COMPARED_NIGHTS} nights, by about {size}."
    between = f"{words.number(sizes[0])} and {words.amount(sizes[1])}"
    return f"{way} than in your first {COMPARED_NIGHTS} nights, by about {size}: probably between {between}."


def _midpoint_hours(night: Night) -> float | None:
    """The midpoint of a night's main sleep in hours since noon."""
    moment = local_midpoint(night)
    return None if moment is None else hours_since_noon(moment)


def _known_values(nights: Iterable[Night], read: _ValueReader) -> Iterator[float]:
    return (value for night in nights if (value := read(night)) is not None)


def _latest_known_values(nights: Sequence[Night], read: _ValueReader) -> list[float]:
    return list(islice(_known_values(reversed(nights), read), COMPARED_NIGHTS))


def _values_of_card_days(nights: Sequence[Night], read: _ValueReader) -> dict[date, float]:
    """The values of the last CARD_DAYS days up to the latest night, in order."""
    since = nights[-1].evening - timedelta(days=CARD_DAYS - 1) if nights else date.max
    latest = list(takewhile(lambda night: night.evening >= since, reversed(nights)))
    return {night.evening: value for night in reversed(latest) if (value := read(night)) is not None}


def _lowest_and_highest(values: Collection[float], least_range: float) -> tuple[float, float]:
    """The lowest and highest value to draw, at least `least_range` apart."""
    if not values:
        return 0.0, least_range
    low, high = min(values), max(values)
    margin = max(0.0, least_range - (high - low)) / 2
    return low - margin, high + margin


def _last_nights_text(count: int) -> str:
    return f"last {count_text(count, 'night')}"
