-- Trials: the seed says the whole schedule, so that nothing else has to be kept of it.

CREATE TABLE trials (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    outcome TEXT NOT NULL,
    first_evening TEXT NOT NULL CHECK (date(first_evening) IS first_evening),
    seed INTEGER NOT NULL CHECK (seed >= 0),
    blocks INTEGER NOT NULL CHECK (blocks BETWEEN 8 AND 20),
    stopped_on TEXT CHECK (date(stopped_on) IS stopped_on),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;
