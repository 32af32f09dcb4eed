"""Every number in a sentence of the overview, the onset and the trial against numpy's and scipy's.

The logs are random; numbers are read out of the sentences and held against the values that the log was made
of, worked out here in another way.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from uuid import UUID

import numpy as np
import pytest

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset_words import onset_comparison
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.overview import CARD_TITLES_IN_ORDER, OverviewCardData, compose_overview
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trial import Arm, Trial, analyse_trial, assigned_arm
from rlscompanion.domain.trial_sensitivity import estimate_sensitivity
from rlscompanion.domain.trial_sensitivity_words import sensitivity_words
from rlscompanion.domain.trial_words import plain_result_sentences, statistical_sentences, trial_headline
from tests.domain.samples import a_full_night
from tests.domain.test_onset import at
from tests.lazily import stats
from tests.printed import clock_times, numbers

FIRST = date(2025, 11, 3)
COUNT = 90
TONIGHT = FIRST + timedelta(days=COUNT)
SEEDS = range(12)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("by 6 h 05, 35 min, 1 h 2 min or 2 h", [365, 35, 62, 120]),
        ("−1.5 to +2 of 10", [-1.5, 2, 10]),
        ("(13 times): 2 h 5 min later.", [13, 125]),
    ],
)
def test_numbers_are_read_as_they_are_printed(text: str, read: list[float]) -> None:
    assert numbers(text) == read


class Log:
    """Random nights: an urge, a night's sleep and an onset each, some of them not known, with a change."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        better = chance.choice((0.0, 2.5, 4.0))
        self.urges: list[int | None] = []
        self.asleep: list[int] = []
        self.onsets: list[int] = []
        self.nights: list[Night] = []
        for day in range(COUNT):
            urge = min(10, max(0, round(chance.gauss(6 - better * (day > 40), 1.5))))
            awake = round(abs(chance.gauss(40 + 12 * better * (day > 40), 15)))
            onset = round(chance.gauss(21 * 60 - 20 * better * (day > 40), 30))
            evening = FIRST + timedelta(days=day)
            night = a_full_night(evening)
            self.urges.append(urge if chance.random() < 0.9 else None)
            self.asleep.append(430 - awake)
            self.onsets.append(onset)
            self.nights.append(
                replace(
                    night,
                    id=UUID(int=day + 1),
                    worst_urge=self.urges[-1],
                    sleeps=(replace(night.sleeps[0], minutes_awake=awake),),
                    symptoms_began=at(evening, onset / 60),
                    saved_at=Moment(1),
                )
            )

    @property
    def known_urges(self) -> list[int]:
        return [urge for urge in self.urges if urge is not None]


@pytest.fixture(params=SEEDS, scope="module")
def log(request: pytest.FixtureRequest) -> Log:
    return Log(request.param)


def card(log: Log, word: str, rated: Sequence[RatedSession] = ()) -> OverviewCardData:
    return compose_overview(log.nights, TONIGHT, rated).cards[CARD_TITLES_IN_ORDER.index(word)]


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean of the last 28 less that of the first, and its interval, as domain/change.py says."""
    first, later = np.array(values[:28], float), np.array(values[28:], float)
    last = later[-28:]
    blocks = [first, *(later[end - 28 : end] for end in range(len(later), 27, -28))]
    off = [block - block.mean() for block in blocks]
    raw = sum((each[1:] * each[:-1]).sum() for each in off) / sum((each**2).sum() for each in off)
    alike = min(0.9, max(0.0, (28 * raw + 1) / 24))
    error = np.sqrt((1 + alike) / (1 - alike) * (first.var(ddof=1) + last.var(ddof=1)) / 28)
    half = stats.t.ppf(0.995, 27) * error
    difference = float(last.mean() - first.mean())
    return difference, difference - half, difference + half


@pytest.mark.parametrize(("word", "step"), [("Legs", 0.1), ("Sleep", 1.0)])
def test_the_cards_of_the_overview(log: Log, word: str, step: float) -> None:
    values = log.known_urges if word == "Legs" else log.asleep
    found = card(log, word)
    difference, low, high = interval(values)
    said = numbers(found.sentence)

    assert numbers(found.number)[0] == pytest.approx(np.median(values[-28:]), abs=step / 2)
    assert numbers(found.caption) == [28]
    assert said[0] == 28
    if len(said) > 1:
        assert low * high > 0
        assert said[1] == pytest.approx(abs(difference), abs=0.51 * step)
        assert said[2:] == pytest.approx(sorted((abs(low), abs(high))), abs=0.51 * step)
        assert ("better" in found.sentence or "less" in found.sentence) == (difference < 0)
    else:
        assert found.sentence == "No clear change, better or worse, since your first 28 nights."


def test_some_of_these_logs_show_a_change_and_others_none() -> None:
    said = [len(numbers(card(Log(seed), "Legs").sentence)) for seed in SEEDS]

    assert {1, 4} <= set(said)


def test_the_card_of_regularity(log: Log) -> None:
    middles, nights = [], []
    for night, asleep_minutes in zip(log.nights[-28:], log.asleep[-28:], strict=True):
        sleep = night.sleeps[0]
        assert sleep.tried_to_sleep is not None
        assert sleep.minutes_to_fall_asleep is not None
        asleep = sleep.tried_to_sleep.plus_minutes(sleep.minutes_to_fall_asleep)
        woke = asleep.plus_minutes(asleep_minutes + 40)
        middles.append(((asleep.utc + woke.utc) / 2 / 60) % 1440)
        nights.append(replace(night, sleeps=(replace(sleep, woke_up=woke, got_up=None),)))

    shown = compose_overview(nights, TONIGHT, ()).cards[CARD_TITLES_IN_ORDER.index("Regularity")]
    assert numbers(shown.number)[0] == pytest.approx(np.std(middles, ddof=1), abs=0.51)


def test_the_card_of_massage() -> None:
    chance = random.Random(4)
    for count in (5, 12, 40):
        afters = [chance.randint(2, 8) for _ in range(count)]
        rated = [
            RatedSession(
                Ratings(urge=7), Ratings(urge=after), "10 minutes", Moment(1_790_000_000 - 86_400 * day)
            )
            for day, after in enumerate(afters)
        ]
        found = compose_overview((), TONIGHT, rated).cards[-1]
        taken = [after - 7 for after in afters[:12]]

        assert numbers(found.caption) == [len(taken)]
        if np.median(taken):
            assert numbers(found.number) == [np.median(taken)]
        else:
            assert found.number == "No change"


def test_when_symptoms_begin(log: Log) -> None:
    said = onset_comparison(log.nights, {}).words
    first, last = np.array(log.onsets[:14]), np.array(log.onsets[-14:])
    times = clock_times(said)
    counts = [int(each) for each in re.findall(r"\(noted (\d+) times\)", said)]
    received = re.search(r"times\): ([^.]*)\.", said)
    assert received is not None
    spread = np.sqrt(np.pi / 2) * sum(np.abs(side - np.median(side)).sum() for side in (first, last)) / 26
    half = 1.96 * np.sqrt(np.pi / 2) * np.sqrt(3) * spread * np.sqrt(2 / 14)
    bounds = [float(np.median(first) - np.median(last) + side * half) for side in (1, -1)]

    assert counts == [14, 14]
    assert times == pytest.approx([np.median(first), np.median(last)], abs=0.51)
    assert _earlier(received[1]) == times[0] - times[1], "the difference is that of the printed times"
    ends = re.search(r"probably between ([^.]*) and ([^.]*)\.", said)
    assert ends is not None
    assert [_earlier(each) for each in ends.groups()] == pytest.approx(bounds, abs=0.51)


def _earlier(text: str) -> float:
    """The minutes by which a text says "earlier"; negative for later."""
    if text == "no difference":
        return 0.0
    size = numbers(text)[0]
    return size if text.endswith("earlier") else -size


def trial_values(seed: int, pairs: int = 8) -> tuple[Trial, dict[date, float]]:
    """A trial with a difference of zero, one or three points, one of its nights not known."""
    chance = random.Random(seed)
    trial = Trial(UUID(int=1), Outcome.WORST_URGE, FIRST, seed, pairs, relevant_difference=2.0)
    values = {}
    for day in range(2 * pairs):
        evening = FIRST + timedelta(days=day)
        less = (0, 1, 3)[seed % 3] * (assigned_arm(trial, evening) is Arm.MASSAGE)
        values[evening] = float(min(10, max(0, round(chance.gauss(6, 1)) - less)))
    if seed % 2:
        del values[FIRST + timedelta(days=3)]
    return trial, values


@pytest.mark.parametrize("seed", range(9))
def test_the_result_of_a_trial(seed: int) -> None:
    trial, values = trial_values(seed)
    result = analyse_trial(trial, values, {}, {}, TONIGHT)
    differences = np.array(
        [
            sum(values[each] * (1 if assigned_arm(trial, each) is Arm.MASSAGE else -1) for each in pair)
            for pair in ((FIRST + timedelta(days=2 * i), FIRST + timedelta(days=2 * i + 1)) for i in range(8))
            if all(each in values for each in pair)
        ]
    )
    mean = differences.mean()
    turned = np.array([np.mean(differences * signs) for signs in product((1, -1), repeat=len(differences))])
    p = (np.abs(turned) >= abs(mean) - 1e-9).mean()
    details, said = statistical_sentences(trial, result), trial_headline(trial, result)

    assert numbers(details[0]) == pytest.approx([mean, len(differences)], abs=0.051)
    printed = re.search(r"95 % interval (\S+) to (\S+), p = (\S+):", details[1])
    assert printed is not None
    low, high, shown = (numbers(each)[0] for each in printed.groups())
    assert shown == pytest.approx(p, abs=0.00051)
    assert low <= mean + 0.051
    assert mean <= high + 0.051
    assert (low * high > 0) == (p <= 0.05)
    if p <= 0.05:
        assert numbers(said)[0] == pytest.approx(abs(mean), abs=0.051)
        assert ("lower" in said) == (mean < 0)
        assert numbers(plain_result_sentences(trial, result)[0]) == pytest.approx(
            [len(differences), 100 * p, 100], abs=0.51
        )
    else:
        assert "no clear difference" in said
        if round(mean, 1):
            assert numbers(plain_result_sentences(trial, result)[0])[-1] == len(differences)
    if "matters" in said:
        assert numbers(said)[-1] == 2


def test_what_a_trial_could_see(log: Log) -> None:
    known = log.urges
    steps = [b - a for a, b in pairwise(known) if a is not None and b is not None]
    spread = float(np.sqrt(np.mean(np.square(steps))))
    said = numbers(sensitivity_words(estimate_sensitivity(log.nights, Outcome.WORST_URGE)))

    sizes = [share * spread for share in (1.2, 0.8, 0.65)]
    assert [said[0], said[1]] == [80, 100]
    assert said[2::2][:3] == pytest.approx(sizes, abs=0.051)
    assert said[3::2][:3] == [8, 14, 20]
    assert said[8] == len(steps)
