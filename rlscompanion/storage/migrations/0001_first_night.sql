-- A moment is two columns: UTC seconds since 1970, and the offset of local time from UTC in minutes.
-- Ids are UUIDs as text; created_utc and modified_utc are UTC seconds.

CREATE TABLE nights (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    evening TEXT NOT NULL CHECK (date(evening) IS evening),
    zone TEXT NOT NULL,
    quality INTEGER CHECK (quality BETWEEN 1 AND 5),
    worst_urge INTEGER CHECK (worst_urge BETWEEN 0 AND 10),
    symptoms_began_utc INTEGER,
    symptoms_began_offset INTEGER CHECK (abs(symptoms_began_offset) < 1440),
    notes TEXT NOT NULL,
    saved_at_utc INTEGER,
    saved_at_offset INTEGER CHECK (abs(saved_at_offset) < 1440),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK ((symptoms_began_utc IS NULL) = (symptoms_began_offset IS NULL)),
    CHECK ((saved_at_utc IS NULL) = (saved_at_offset IS NULL))
) STRICT;

CREATE INDEX nights_latest ON nights (evening DESC, created_utc DESC);
CREATE INDEX nights_open ON nights (evening DESC, created_utc DESC) WHERE saved_at_utc IS NULL;

CREATE TABLE sleeps (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    night_id TEXT NOT NULL REFERENCES nights (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    is_main INTEGER NOT NULL CHECK (is_main IN (0, 1)),
    slept INTEGER NOT NULL CHECK (slept IN (0, 1)),
    went_to_bed_utc INTEGER,
    went_to_bed_offset INTEGER CHECK (abs(went_to_bed_offset) < 1440),
    tried_to_sleep_utc INTEGER,
    tried_to_sleep_offset INTEGER CHECK (abs(tried_to_sleep_offset) < 1440),
    minutes_to_fall_asleep INTEGER CHECK (minutes_to_fall_asleep >= 0),
    times_awake INTEGER CHECK (times_awake >= 0),
    minutes_awake INTEGER CHECK (minutes_awake >= 0),
    woke_up_utc INTEGER,
    woke_up_offset INTEGER CHECK (abs(woke_up_offset) < 1440),
    got_up_utc INTEGER,
    got_up_offset INTEGER CHECK (abs(got_up_offset) < 1440),
    planned_wake_utc INTEGER,
    planned_wake_offset INTEGER CHECK (abs(planned_wake_offset) < 1440),
    minutes_trying_again INTEGER CHECK (minutes_trying_again >= 0),
    sources TEXT NOT NULL CHECK (json_valid(sources) AND json_type(sources) = 'object'),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK ((went_to_bed_utc IS NULL) = (went_to_bed_offset IS NULL)),
    CHECK ((tried_to_sleep_utc IS NULL) = (tried_to_sleep_offset IS NULL)),
    CHECK ((woke_up_utc IS NULL) = (woke_up_offset IS NULL)),
    CHECK ((got_up_utc IS NULL) = (got_up_offset IS NULL)),
    CHECK ((planned_wake_utc IS NULL) = (planned_wake_offset IS NULL))
) STRICT;

CREATE INDEX sleeps_of_night ON sleeps (night_id, ordinal);

CREATE TABLE awakenings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    night_id TEXT NOT NULL REFERENCES nights (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    at_utc INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (abs(at_offset) < 1440),
    kind TEXT NOT NULL CHECK (kind IN ('restless_legs', 'just_awake')),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

CREATE INDEX awakenings_of_night ON awakenings (night_id, ordinal);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    night_id TEXT REFERENCES nights (id) ON DELETE SET NULL,
    awakening_id TEXT REFERENCES awakenings (id) ON DELETE SET NULL,
    routine_key TEXT NOT NULL,
    routine_title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('wind_down', 'rescue')),
    status TEXT NOT NULL CHECK (status IN ('ready', 'running', 'paused', 'finished', 'ended')),
    started_utc INTEGER NOT NULL,
    started_offset INTEGER NOT NULL CHECK (abs(started_offset) < 1440),
    seen_utc INTEGER,
    seen_offset INTEGER CHECK (abs(seen_offset) < 1440),
    ended_utc INTEGER,
    ended_offset INTEGER CHECK (abs(ended_offset) < 1440),
    position INTEGER NOT NULL CHECK (position >= 0),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK ((seen_utc IS NULL) = (seen_offset IS NULL)),
    CHECK ((ended_utc IS NULL) = (ended_offset IS NULL))
) STRICT;

CREATE INDEX sessions_by_start ON sessions (started_utc, created_utc);
CREATE INDEX sessions_of_night ON sessions (night_id);
CREATE INDEX sessions_of_awakening ON sessions (awakening_id);

-- Durations are seconds.
CREATE TABLE session_segments (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    step_key TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
    outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'done', 'skipped')),
    planned REAL NOT NULL CHECK (planned >= 0),
    spent REAL NOT NULL CHECK (spent >= 0),
    added REAL NOT NULL CHECK (added >= 0),
    PRIMARY KEY (session_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE ratings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    rated TEXT NOT NULL CHECK (rated IN ('before', 'after')),
    scale TEXT NOT NULL CHECK (scale IN ('urge_to_move', 'muscle_tension', 'pain', 'stress')),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 10),
    at_utc INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (abs(at_offset) < 1440),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    UNIQUE (session_id, rated, scale)
) STRICT;

CREATE TABLE preferences (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
