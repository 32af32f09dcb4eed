"""Strategies that generate nights and sessions, and settings that make generated tests repeatable."""

from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rlscompanion.domain.factor import FIXED_FACTORS, FactorNote
from rlscompanion.domain.items import TRIED_ITEMS, BodyPart, Helped, Item
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.routine import RoutineKind, Side
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import SegmentRecord, SessionRecord

REPEATABLE = settings(
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

moments = st.builds(Moment, st.integers(0, 4_000_000_000), st.integers(-1439, 1439))
minutes = st.none() | st.integers(0, 2000)
rating = st.none() | st.integers(0, 10)
seconds = st.floats(0, 1e6, allow_nan=False)

sleeps = st.builds(
    Sleep,
    id=st.uuids(),
    is_main=st.booleans(),
    slept=st.booleans(),
    went_to_bed=st.none() | moments,
    tried_to_sleep=st.none() | moments,
    minutes_to_fall_asleep=minutes,
    times_awake=minutes,
    minutes_awake=minutes,
    woke_up=st.none() | moments,
    got_up=st.none() | moments,
    planned_wake=st.none() | moments,
    minutes_trying_again=minutes,
    sources=st.dictionaries(st.sampled_from(Item), st.sampled_from(ValueSource)),
)
awakenings = st.builds(Awakening, id=st.uuids(), at=moments, kind=st.sampled_from(AwakeningKind))
factor_notes = st.builds(
    FactorNote,
    id=st.uuids(),
    factor=st.sampled_from([each.key for each in FIXED_FACTORS]),
    present=st.booleans(),
    amount=st.none() | st.floats(0, 10_000),
    last_at=st.none() | moments,
)
MEDICINE = Medicine(UUID(int=77), "Evening tablet", "mg", is_dopaminergic=True)
"""The medicine of all generated doses; a log can store the doses only if it knows this medicine."""
doses = st.builds(
    Dose,
    id=st.uuids(),
    medicine_id=st.just(MEDICINE.id),
    amount=st.none() | st.floats(0, 100_000, exclude_min=True),
    unit=st.sampled_from(["mg", "µg", "drops", ""]),
    at=st.none() | moments,
)
helped = st.none() | st.sampled_from(Helped)
nights = st.builds(
    Night,
    id=st.uuids(),
    evening=st.dates(date(1, 1, 1), date(9999, 12, 30)),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    sleeps=st.lists(sleeps, max_size=3).map(tuple),
    awakenings=st.lists(awakenings, max_size=4).map(tuple),
    quality=st.none() | st.integers(1, 5),
    worst_urge=rating,
    symptoms_began=st.none() | moments,
    body_parts=st.none() | st.frozensets(st.sampled_from(BodyPart)),
    eased_by_movement=st.none() | st.booleans(),
    tiredness=rating,
    **{item.value: helped for item in TRIED_ITEMS},
    factors=st.lists(factor_notes, max_size=3).map(tuple),
    doses=st.lists(doses, max_size=2).map(tuple),
    notes=st.text(max_size=50),
    saved_at=st.none() | moments,
)
segments = st.builds(
    SegmentRecord,
    step_key=st.text(max_size=20),
    side=st.sampled_from(Side),
    status=st.sampled_from(SegmentStatus),
    planned=seconds,
    spent=seconds,
    added=seconds,
)
sessions = st.builds(
    SessionRecord,
    id=st.uuids(),
    routine_key=st.text(max_size=20),
    routine_title=st.text(max_size=20),
    kind=st.sampled_from(RoutineKind),
    started_at=moments,
    status=st.sampled_from(SessionStatus),
    segments=st.lists(segments, max_size=6).map(tuple),
    index=st.integers(0, 40),
    ended_at=st.none() | moments,
    awakening_id=st.none(),
    night_id=st.none(),
    seen_at=st.none() | moments,
)
ratings = st.builds(Ratings, urge=rating, tension=rating, pain=rating, stress=rating)
