-- Answers to the health questions, each set kept: for one night where evening is set, else until the next set.

CREATE TABLE screenings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    evening TEXT CHECK (date(evening) IS evening),
    answered_utc INTEGER NOT NULL,
    answered_offset INTEGER NOT NULL CHECK (abs(answered_offset) < 1440),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

-- agreed: a professional has said that massage is fine with this finding.
CREATE TABLE screening_findings (
    screening_id TEXT NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    finding TEXT NOT NULL,
    agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
    PRIMARY KEY (screening_id, finding)
) STRICT, WITHOUT ROWID;
