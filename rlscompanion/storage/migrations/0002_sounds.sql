-- Presets and the list of own audio. Levels are 0 to 1, lengths and positions seconds. An ordinal counts from 0.

CREATE TABLE presets (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    title TEXT NOT NULL,
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

CREATE TABLE preset_sounds (
    preset_id TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    sound TEXT NOT NULL,
    level REAL NOT NULL CHECK (level BETWEEN 0 AND 1),
    PRIMARY KEY (preset_id, ordinal),
    UNIQUE (preset_id, sound)
) STRICT, WITHOUT ROWID;

-- The program keeps one list; the table has room for more.
CREATE TABLE playlists (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    current_track_id TEXT REFERENCES tracks (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    repeats INTEGER NOT NULL CHECK (repeats IN (0, 1)),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

CREATE INDEX playlists_of_current_track ON playlists (current_track_id);

CREATE TABLE tracks (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    playlist_id TEXT NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    seconds REAL CHECK (seconds >= 0),
    resume_at REAL NOT NULL CHECK (resume_at >= 0),
    loops INTEGER NOT NULL CHECK (loops IN (0, 1)),
    cross_fade REAL NOT NULL CHECK (cross_fade >= 0),
    unavailable TEXT NOT NULL,
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

CREATE INDEX tracks_of_playlist ON tracks (playlist_id, ordinal);
