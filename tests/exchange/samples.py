"""One complete night as a log stores it, and exported files of that night to corrupt."""

from datetime import date
from uuid import UUID

import apsw

from rlscompanion.domain.factor import Factor, FactorNote
from rlscompanion.domain.items import BodyPart, Helped, Item
from rlscompanion.domain.medicine import Dose, IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.domain.trial import Replacement, Trial
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .conftest import CLOCK

BEDTIME = Moment(1792879200, 120)
"""Saturday 24 Oct 2026, 22:00 UTC, which is midnight in Berlin; clocks there go back at 01:00 UTC."""
MORNING = Moment(1792917000, 60)

MAGNESIUM = Factor(str(UUID(int=51, version=4)), "Magnesium", "mg")
TABLET = Medicine(UUID(int=61, version=4), "Evening tablet", "mg", is_dopaminergic=True)
NIGHT = Night(
    id=UUID(int=1, version=4),
    evening=date(2026, 10, 24),
    zone="Europe/Berlin",
    sleeps=(
        Sleep(
            UUID(int=11, version=4),
            went_to_bed=BEDTIME,
            tried_to_sleep=BEDTIME.plus_minutes(10),
            minutes_to_fall_asleep=0,
            times_awake=1,
            minutes_awake=12,
            woke_up=Moment(1792906200, 60),
            got_up=Moment(1792906500, 60),
            planned_wake=Moment(1792908000, 60),
            minutes_trying_again=3,
            sources={Item.WOKE_UP: ValueSource.ESTIMATED, Item.WENT_TO_BED: ValueSource.RECORDED},
        ),
        Sleep(UUID(int=12, version=4), is_main=False, slept=False),
    ),
    awakenings=(Awakening(UUID(int=21, version=4), Moment(1792891800, 60), AwakeningKind.RESTLESS_LEGS),),
    quality=4,
    worst_urge=0,
    symptoms_began=Moment(1792872000, 120),
    body_parts=frozenset((BodyPart.LEGS, BodyPart.ARMS)),
    eased_by_movement=True,
    tried_walking=Helped.A_LITTLE,
    tried_distraction=Helped.NO,
    tiredness=6,
    factors=(
        FactorNote(UUID(int=71, version=4), "caffeine", True, 2.0, Moment(1792850400, 120)),
        FactorNote(UUID(int=72, version=4), "alcohol", False),
        FactorNote(UUID(int=73, version=4), MAGNESIUM.key, True, 300.0),
    ),
    doses=(Dose(UUID(int=81, version=4), TABLET.id, 0.25, "mg", BEDTIME.plus_minutes(-60)),),
    notes='Größe "42"\nnext line \u2028 end',
    saved_at=MORNING,
)
BLANK = Night(id=UUID(int=2, version=4), evening=date(2026, 10, 23), zone="Europe/Berlin")
SESSION = SessionRecord(
    id=UUID(int=31, version=4),
    routine_key="rescue",
    routine_title="Rescue",
    kind=RoutineKind.RESCUE,
    started_at=NIGHT.awakenings[0].at,
    status=SessionStatus.FINISHED,
    segments=(
        SegmentRecord("calf", Side.LEFT, SegmentStatus.DONE, 80.0, 80.0, added=15.0),
        SegmentRecord("calf", Side.RIGHT, SegmentStatus.SKIPPED, 65.0, 2.5),
    ),
    index=2,
    ended_at=MORNING,
    awakening_id=NIGHT.awakenings[0].id,
    night_id=NIGHT.id,
)
TRIAL = Trial(
    UUID(int=101, version=4),
    Outcome.WORST_URGE,
    date(2026, 9, 1),
    seed=7,
    instead=Replacement.BREATHING,
    relevant_difference=1.5,
)


def fill(connection: apsw.Connection) -> None:
    """Write a night, its session and all other kinds of records into a log."""
    nights, sessions = SqliteSleepLog(connection, CLOCK.now), SqliteSessionLog(connection, CLOCK.now)
    health = SqliteHealthRecord(connection, CLOCK.now)
    health.save_factor(MAGNESIUM)
    health.save_medicine(TABLET)
    health.save_lab_result(LabResult(UUID(int=91, version=4), date(2026, 9, 1), ferritin=48.5))
    health.save_irls_total(IrlsTotal(UUID(int=92, version=4), date(2026, 9, 2), 21))
    nights.save(NIGHT)
    nights.save(BLANK)
    sessions.save(SESSION)
    sessions.save_ratings(SESSION.id, RatingTime.AFTER, MORNING, Ratings(urge=0, pain=3))
