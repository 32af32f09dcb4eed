"""The demo: ninety invented nights, for trying the app without a diary of one's own."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports import Clock
from rlscompanion.bedtime.preferences import DOCTOR_QUESTIONS_ANSWERED
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.factor import FIXED_FACTORS, FactorNote
from rlscompanion.domain.items import TRIED_ITEMS, BodyPart, Helped, Item
from rlscompanion.domain.medicine import Dose, LabResult, Medicine
from rlscompanion.domain.moment import Moment, evening_of, moment_in_zone, moment_of_datetime
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import Routine, RoutineKind, routine_segments
from rlscompanion.domain.safety import Screening
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord
from rlscompanion.storage.database import open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

DEMO_NIGHT_COUNT = 90
DEMO_SEED = 7
MISSING_EVENINGS_SHARE = 0.06
"""The share of evenings that have no invented diary."""

LEAST_RESTLESS_URGE = 4
"""The lowest urge to move (0 to 10) of a restless night.

In a restless night, the legs cause the awakenings, and the person tries things against the urge.
"""

TRIED_THINGS_SHARE = 0.3
"""The share of the things that one can try at night that are tried in a restless night."""

DAYS_SINCE_HEALTH_ANSWERS = 30
"""The days since the health questions were answered, with nothing ticked."""


DEMO_TABLET = Medicine(UUID(int=1, version=4), "Evening tablet", "mg", is_dopaminergic=True)


@dataclass(frozen=True)
class InventedNight:
    """An invented night, with the massage sessions of its evening and night.

    Each session has the ratings before and after.
    """

    night: Night
    sessions: tuple[tuple[SessionRecord, Ratings, Ratings], ...]


def fill_with_invented_nights(
    log_file: Path, clock: Clock | None = None, count: int = DEMO_NIGHT_COUNT
) -> None:
    """Write `count` invented nights into a new sleep log.

    The last of these nights is last night.
    """
    clock = clock or MachineClock()
    routines = load_routines().routines
    connection = open_database(log_file, clock.now)
    # A log that is thrown away needs no flush a night.
    connection.pragma("synchronous", "OFF")
    nights, sessions = SqliteSleepLog(connection, clock.now), SqliteSessionLog(connection, clock.now)
    try:
        health = SqliteHealthRecord(connection, clock.now)
        health.save_medicine(DEMO_TABLET)
        health.save_lab_result(_lab_result(evening_of(clock.now())))
        answered = clock.now().plus_minutes(-DAYS_SINCE_HEALTH_ANSWERS * 24 * 60)
        SqliteScreenings(connection, clock.now).save(Screening(UUID(int=DEMO_SEED, version=4), answered))
        SqlitePreferences(connection, clock.now).set(
            DOCTOR_QUESTIONS_ANSWERED.key, DOCTOR_QUESTIONS_ANSWERED.text(True)
        )
        for invented in invent_nights(evening_of(clock.now()), clock.zone(), routines, count):
            nights.save(invented.night)
            for record, before, after in invented.sessions:
                done = record.ended_at or record.started_at
                sessions.save(record)
                sessions.save_ratings(record.id, RatingTime.BEFORE, record.started_at, before)
                sessions.save_ratings(record.id, RatingTime.AFTER, done, after)
    finally:
        connection.close()


def _lab_result(tonight: date) -> LabResult:
    return LabResult(UUID(int=2, version=4), tonight - timedelta(days=60), 48.0, 19.0)


def invent_nights(
    tonight: date, zone: str, routines: tuple[Routine, ...], number: int = DEMO_NIGHT_COUNT
) -> list[InventedNight]:
    """Invent `number` nights, the latest first, back from the night before `tonight`.

    Some evenings in between are missing. The same arguments always give the same nights.
    """
    chance = random.Random(DEMO_SEED)
    evenings = (tonight - timedelta(days=back) for back in count(1))
    kept = islice((evening for evening in evenings if chance.random() > MISSING_EVENINGS_SHARE), number)
    made = [
        _NightInventor(chance, evening, ZoneInfo(zone), zone, routines).invent_night() for evening in kept
    ]
    if made and made[0].night.evening == tonight - timedelta(days=1):
        # The day after it is only beginning: nobody has been asked yet how tired it was.
        made[0] = replace(made[0], night=replace(made[0].night, tiredness=None))
    return made


class _NightInventor:
    """Invents one night.

    Restless nights come in waves, and have a massage more often than others.
    """

    def __init__(
        self,
        chance: random.Random,
        evening: date,
        zone: ZoneInfo,
        zone_name: str,
        routines: tuple[Routine, ...],
    ) -> None:
        self._chance, self._evening, self._zone, self._zone_name = chance, evening, zone, zone_name
        self._routines = routines
        wave = abs((evening.toordinal() % 18) - 9) / 9
        self._urge = min(10, max(0, round(2 + 5 * wave + chance.gauss(0, 1.6))))

    def invent_night(self) -> InventedNight:
        """Invent the night with its sleep, its awakenings and its massage sessions."""
        chance, urge = self._chance, self._urge
        night_id = self._new_id()
        tried = self._moment_later(self._moment_at(22, 50), chance.gauss(0, 28))
        if urge >= 9 and chance.random() < 0.25:
            return InventedNight(self._night(night_id, self._sleepless(tried), ()), ())
        latency = max(4, round(chance.gauss(16 + 4 * urge, 9)))
        slept = round(chance.gauss(425 - 9 * urge, 34))
        awakenings = tuple(self._awakenings(tried, latency, slept))
        awake = sum(max(3, round(chance.gauss(8 + 2 * urge, 5))) for _ in awakenings)
        woke = self._moment_later(tried, latency + slept + awake)
        sleep_id = self._new_id()
        reading = max(3, round(chance.gauss(18, 8)))
        lying = max(2, round(chance.gauss(14, 9)))
        again = 0 if chance.random() < 0.7 else round(chance.uniform(5, 20))
        sleep = Sleep(
            id=sleep_id,
            went_to_bed=self._moment_later(tried, -reading),
            tried_to_sleep=tried,
            minutes_to_fall_asleep=latency,
            times_awake=len(awakenings),
            minutes_awake=awake,
            woke_up=woke,
            got_up=self._moment_later(woke, lying),
            planned_wake=self._moment_at(7, 0, days=1),
            minutes_trying_again=min(again, lying),
            sources={Item.TRIED_TO_SLEEP: ValueSource.RECORDED, Item.TIMES_AWAKE: ValueSource.RECORDED},
        )
        return InventedNight(
            self._night(night_id, sleep, awakenings), tuple(self._sessions(night_id, tried, awakenings))
        )

    def _night(self, night_id: UUID, sleep: Sleep, awakenings: tuple[Awakening, ...]) -> Night:
        quality = 5 - round(self._urge / 2.6) if sleep.slept else 1
        began = self._moment_at(20, 20).plus_minutes(-6 * self._urge + self._chance.gauss(0, 25))
        return Night(
            id=night_id,
            evening=self._evening,
            zone=self._zone_name,
            sleeps=(sleep,),
            awakenings=awakenings,
            quality=min(5, max(1, quality)),
            worst_urge=self._urge,
            symptoms_began=began if self._urge >= 2 else None,
            **self._rest_of_diary(),
            notes="Long drive in the afternoon." if self._urge >= 8 else "",
            saved_at=self._moment_at(7, 40, days=1),
        )

    def _rest_of_diary(self) -> dict[str, Any]:
        """Body parts, tiredness, factors, the dose and what was tried, from a separate random generator."""
        chance = random.Random(self._evening.toordinal())
        likely = {
            "caffeine": 0.4,
            "alcohol": 0.25,
            "exercise": 0.35,
            "warm_bath_or_heat": 0.2,
            "long_sitting": 0.2 + 0.05 * self._urge,
        }
        return {
            "body_parts": frozenset({BodyPart.LEGS}) if self._urge >= 2 else frozenset[BodyPart](),
            "eased_by_movement": True if self._urge >= 2 else None,
            "tiredness": min(10, max(0, round(2 + self._urge / 2 + chance.gauss(0, 1)))),
            "factors": tuple(
                FactorNote(
                    UUID(int=chance.getrandbits(128), version=4),
                    factor.key,
                    present := chance.random() < likely[factor.key],
                    amount=float(chance.choice((1, 2, 3))) if present and factor.unit == "cups" else None,
                )
                for factor in FIXED_FACTORS
                if factor.key in likely and chance.random() > MISSING_EVENINGS_SHARE
            ),
            "doses": (
                Dose(
                    UUID(int=chance.getrandbits(128), version=4),
                    DEMO_TABLET.id,
                    0.25,
                    "mg",
                    self._moment_at(20, 0),
                ),
            ),
            **{
                item.value: chance.choice(tuple(Helped))
                for item in TRIED_ITEMS
                if self._urge >= LEAST_RESTLESS_URGE and chance.random() < TRIED_THINGS_SHARE
            },
        }

    def _sleepless(self, tried: Moment) -> Sleep:
        return Sleep(
            id=self._new_id(),
            slept=False,
            went_to_bed=tried.plus_minutes(-15),
            tried_to_sleep=tried,
            got_up=self._moment_at(6, 30, days=1),
            sources={Item.TRIED_TO_SLEEP: ValueSource.RECORDED},
        )

    def _awakenings(self, tried: Moment, latency: int, slept: int) -> list[Awakening]:
        number = min(4, max(0, round(self._chance.gauss(self._urge / 3, 0.7))))
        minutes = sorted(self._chance.uniform(50, slept - 40) for _ in range(number))
        legs = AwakeningKind.RESTLESS_LEGS if self._urge >= LEAST_RESTLESS_URGE else AwakeningKind.JUST_AWAKE
        return [
            Awakening(self._new_id(), self._moment_later(tried, latency + each), legs) for each in minutes
        ]

    def _sessions(
        self, night_id: UUID, tried: Moment, awakenings: tuple[Awakening, ...]
    ) -> list[tuple[SessionRecord, Ratings, Ratings]]:
        made = []
        if self._chance.random() < 0.35 + 0.05 * self._urge:
            routine = self._chance.choice([r for r in self._routines if r.kind is RoutineKind.WIND_DOWN])
            start = tried.plus_minutes(-self._chance.uniform(20, 35))
            eased = max(0, self._urge - self._chance.choice((0, 1, 2, 2, 3)))
            before = Ratings(self._urge, self._chance.randint(2, 6), self._chance.randint(0, 3), 4)
            after = Ratings(eased, self._chance.randint(1, 4), self._chance.randint(0, 2), 2)
            made.append((self._session(night_id, routine, start, None), before, after))
        rescue = next(r for r in self._routines if r.kind is RoutineKind.RESCUE)
        restless = [each for each in awakenings if each.kind is AwakeningKind.RESTLESS_LEGS]
        made += [
            (self._session(night_id, rescue, each.at, each.id), Ratings(), Ratings()) for each in restless[:1]
        ]
        return made

    def _session(
        self, night_id: UUID, routine: Routine, start: Moment, awakening: UUID | None
    ) -> SessionRecord:
        segments = routine_segments(routine)
        done = tuple(
            SegmentRecord(each.step.key, each.side, SegmentStatus.DONE, each.seconds, each.seconds)
            for each in segments
        )
        end = start.plus_minutes(sum(each.seconds for each in segments) / 60)
        return SessionRecord(
            id=self._new_id(),
            routine_key=routine.key,
            routine_title=routine.title,
            kind=routine.kind,
            started_at=start,
            status=SessionStatus.FINISHED,
            segments=done,
            index=len(done) - 1,
            ended_at=end,
            awakening_id=awakening,
            night_id=night_id,
            seen_at=end,
        )

    def _moment_at(self, hour: int, minute: int, days: int = 0) -> Moment:
        day = self._evening + timedelta(days=days)
        return moment_of_datetime(datetime(day.year, day.month, day.day, hour, minute, tzinfo=self._zone))

    def _moment_later(self, moment: Moment, minutes: float) -> Moment:
        """The moment `minutes` later, with the zone's UTC offset at that instant."""
        return moment_in_zone(moment.plus_minutes(minutes).utc, self._zone)

    def _new_id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)
