"""Tests of the current trial: begun for tomorrow, revealed each evening, stopped, and analysed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.safe_routine import BREATHING_ROUTINE_KEY
from rlscompanion.domain.session import SegmentStatus as Came
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.domain.trial import Arm, Replacement, Trial, assigned_arm
from rlscompanion.domain.trial_sensitivity import PRIMARY_OUTCOMES, TrialSensitivity
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock
from tests.stores import NO_ROOM, Stores

DAY = 24 * 60


class TrialSetting:
    """A trial keeper on a log in memory, and a clock whose days pass."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.stores = Stores(self.clock)
        self.nights, self.sessions = self.stores.sleep_log, self.stores.session_log
        self.keeper = TrialKeeper(
            self.stores.trials, self.nights, self.sessions, self.clock, new_seed=lambda: 7
        )
        self.changes = 0
        self.keeper.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    def live(self, trial: Trial, urge: dict[Arm, int], as_assigned: bool = True, hours: int = 24) -> None:
        """Live through an evening, as assigned or not, for some hours; the diary is filled in."""
        evening = self.keeper.this_evening
        arm = assigned_arm(trial, evening)
        if arm is not None and (arm is Arm.MASSAGE) == as_assigned:
            self.session(self.clock.now(), RoutineKind.WIND_DOWN)
        if arm is not None:
            night = replace(_night(evening), worst_urge=urge[arm])
            self.nights.save(replace(night, saved_at=Moment(1)))
        self.clock.advance(hours * 3600)

    def session(
        self, at: Moment, kind: RoutineKind, outcome: Came = Came.DONE, routine: str = "wind_down_05"
    ) -> None:
        number = len(self.sessions.all_sessions()) + 1
        segment = SegmentRecord("calf", Side.LEFT, outcome, 50, 50)
        record = SessionRecord(
            UUID(int=number), routine, "5 minutes", kind, at, SessionStatus.FINISHED, (segment,)
        )
        self.sessions.save(record)


def _night(evening: date) -> Night:
    """A night that shares no id with that of another evening."""
    night, number = a_full_night(evening), evening.toordinal()
    return replace(
        night, id=UUID(int=number), sleeps=(replace(night.sleeps[0], id=UUID(int=number + 10_000_000)),)
    )


@pytest.fixture
def keeping() -> TrialSetting:
    return TrialSetting()


def test_a_trial_begins_tomorrow_and_tells_nothing_until_then(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)

    assert trial.first_evening == keeping.keeper.this_evening + timedelta(days=1)
    assert keeping.keeper.arm_tonight() is None
    assert keeping.keeper.current() == trial
    assert keeping.changes == 1
    keeping.clock.advance(DAY * 60)
    assert keeping.keeper.arm_tonight() is assigned_arm(trial, trial.first_evening)


def test_only_one_goes_on_at_a_time(keeping: TrialSetting) -> None:
    keeping.keeper.begin(Outcome.WORST_URGE, 8)

    with pytest.raises(ValueError, match="goes on already"):
        keeping.keeper.begin(Outcome.QUALITY, 8)


def test_a_whole_trial_is_analysed_from_the_log(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    for _ in range(17):
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6})

    assert keeping.keeper.current() is None
    result = keeping.keeper.result(trial)
    assert (len(result.complete_blocks), result.mean_difference) == (8, -2.0)
    assert result.p == 2 / 256
    assert (result.nights_as_assigned, result.nights_not_as_assigned, result.rescues_without_massage) == (
        16,
        0,
        0,
    )


def test_swapped_nights_count_as_assigned_and_are_told(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    for day in range(17):
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6}, as_assigned=day > 4)

    result = keeping.keeper.result(trial)
    assert result.mean_difference == -2.0
    assert (result.nights_as_assigned, result.nights_not_as_assigned) == (12, 4)


def test_a_rescue_on_a_night_without_massage_is_counted_also_after_midnight(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    without = next(
        trial.first_evening + timedelta(days=night)
        for night in range(16)
        if assigned_arm(trial, trial.first_evening + timedelta(days=night)) is Arm.NO_MASSAGE
    )
    for _ in range(17):
        if keeping.keeper.this_evening == without:
            keeping.session(keeping.clock.now().plus_minutes(4 * 60), RoutineKind.RESCUE)
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6})

    assert keeping.keeper.result(trial).rescues_without_massage == 1


def test_where_breathing_takes_the_massages_time_a_night_without_either_did_not_go_as_planned(
    keeping: TrialSetting,
) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8, Replacement.BREATHING, 1.5)
    for day in range(17):
        if day % 2 and assigned_arm(trial, keeping.keeper.this_evening) is Arm.NO_MASSAGE:
            keeping.session(keeping.clock.now(), RoutineKind.WIND_DOWN, routine=BREATHING_ROUTINE_KEY)
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6})

    result = keeping.keeper.result(trial)
    breathed = sum(
        assigned_arm(trial, trial.first_evening + timedelta(days=day - 1)) is Arm.NO_MASSAGE
        for day in range(1, 17, 2)
    )
    assert (trial.instead, trial.relevant_difference) == (Replacement.BREATHING, 1.5)
    assert result.nights_as_assigned == 8 + breathed
    assert result.nights_not_as_assigned == 8 - breathed
    assert sum(len(block.arms_not_as_assigned) for block in result.complete_blocks) == 8 - breathed


def test_what_trials_could_see_is_judged_by_the_diaries_of_three_months(keeping: TrialSetting) -> None:
    evening = keeping.keeper.this_evening
    for back in range(1, 120):
        night = replace(_night(evening - timedelta(days=back)), worst_urge=5 + back % 2, saved_at=Moment(1))
        keeping.nights.save(night)

    sensitivities = keeping.keeper.sensitivities()

    assert set(sensitivities) == set(PRIMARY_OUTCOMES)
    assert sensitivities[Outcome.WORST_URGE] == TrialSensitivity(Outcome.WORST_URGE, 89, 1.0)


def test_a_session_without_a_segment_done_is_no_massage(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    keeping.clock.advance(DAY * 60)
    keeping.session(keeping.clock.now(), RoutineKind.WIND_DOWN, Came.SKIPPED)
    keeping.clock.advance(2 * DAY * 60)

    assert (
        keeping.keeper.result(trial).nights_as_assigned + keeping.keeper.result(trial).nights_not_as_assigned
        == 0
    )


def test_stopping_counts_the_nights_gone_by(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    for _ in range(6):
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6})
    keeping.keeper.stop()

    stopped = keeping.keeper.latest()
    assert stopped is not None
    assert stopped.stopped_on == keeping.keeper.this_evening - timedelta(days=1)
    assert keeping.keeper.current() is None
    assert keeping.keeper.arm_tonight() is None
    result = keeping.keeper.result(stopped)
    assert (len(result.complete_blocks), len(result.incomplete_blocks), result.was_stopped_early) == (
        2,
        1,
        True,
    )
    keeping.keeper.stop()  # nothing is left to stop
    assert keeping.changes == 2


def test_a_trial_that_cannot_be_written_is_not_begun(keeping: TrialSetting) -> None:
    keeping.stores.disk.fill_up()

    with pytest.raises(Refusal, match=NO_ROOM):
        keeping.keeper.begin(Outcome.WORST_URGE, 8)
    assert keeping.keeper.latest() is None


def test_the_first_night_of_a_pair_is_concealed_until_its_evening(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    received = []
    for hours in (10, 4, 5, 1, 6, 7, 1, 14):  # 08:30, 12:30, 17:30, 18:30, 00:30, 07:30, 08:30, 22:30
        keeping.clock.advance(hours * 3600)
        received.append(keeping.keeper.arm_tonight())
    first, second = (assigned_arm(trial, trial.first_evening + timedelta(days=day)) for day in (0, 1))

    # From 08:30 on the next night, which follows from the first.
    assert received == [None, None, None, first, first, first, second, second]


def test_who_sleeps_by_day_is_told_before_going_to_bed(keeping: TrialSetting) -> None:
    """Planned at 08:15, in bed 08:30 to 16:30: the night that was planned is the night that counts."""
    keeping.clock.advance((9 * 60 + 45) * 60)
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    for _ in range(17):
        arm = keeping.keeper.arm_tonight()
        evening = keeping.keeper.this_evening
        assert arm is assigned_arm(trial, evening)
        if arm is Arm.MASSAGE:
            keeping.session(keeping.clock.now(), RoutineKind.WIND_DOWN)
        bed = keeping.clock.now().plus_minutes(15)
        sleep = replace(
            _night(evening).sleeps[0],
            went_to_bed=bed,
            tried_to_sleep=bed,
            woke_up=bed.plus_minutes(470),
            got_up=bed.plus_minutes(480),
        )
        filed = proposed_evening(sleep)
        assert filed == evening
        urge = 2 if arm is Arm.MASSAGE else 8
        night = Night(UUID(int=filed.toordinal()), filed, "Europe/Berlin", (sleep,), worst_urge=urge)
        keeping.nights.save(replace(night, saved_at=Moment(1)))
        keeping.clock.advance(DAY * 60)

    result = keeping.keeper.result(trial)
    assert (len(result.complete_blocks), result.mean_difference) == (8, -6.0)
    assert (result.nights_as_assigned, result.nights_not_as_assigned) == (16, 0)


def test_stopping_in_the_morning_counts_the_night_whose_diary_is_saved(keeping: TrialSetting) -> None:
    trial = keeping.keeper.begin(Outcome.WORST_URGE, 8)
    for _ in range(12):
        keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6})
    keeping.live(trial, {Arm.MASSAGE: 4, Arm.NO_MASSAGE: 6}, hours=9)  # 07:30 after the twelfth night
    keeping.keeper.stop()

    stopped = keeping.keeper.latest()
    assert stopped is not None
    result = keeping.keeper.result(stopped)
    assert (len(result.complete_blocks), len(result.incomplete_blocks)) == (6, 0)
    assert result.p is not None
