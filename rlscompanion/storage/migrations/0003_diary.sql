-- The whole diary: where the urge was felt, factors, doses, and results from elsewhere.

ALTER TABLE nights ADD COLUMN body_parts TEXT
    CHECK (json_valid(body_parts) AND json_type(body_parts) = 'array');
ALTER TABLE nights ADD COLUMN eased_by_movement INTEGER CHECK (eased_by_movement IN (0, 1));
ALTER TABLE nights ADD COLUMN tiredness INTEGER CHECK (tiredness BETWEEN 0 AND 10);

-- The person's own; the fixed ones are part of the program.
CREATE TABLE factors (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    title TEXT NOT NULL CHECK (trim(title) <> ''),
    unit TEXT NOT NULL,
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

-- factor is a word of the fixed set or the id of an own one.
CREATE TABLE night_factors (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    night_id TEXT NOT NULL REFERENCES nights (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    factor TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    amount REAL CHECK (amount BETWEEN 0 AND 10000),
    last_utc INTEGER,
    last_offset INTEGER CHECK (abs(last_offset) < 1440),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK ((last_utc IS NULL) = (last_offset IS NULL))
) STRICT;

CREATE INDEX night_factors_of_night ON night_factors (night_id, ordinal);

CREATE TABLE medicines (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    unit TEXT NOT NULL,
    is_dopaminergic INTEGER NOT NULL CHECK (is_dopaminergic IN (0, 1)),
    is_listed INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;

CREATE TABLE doses (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    night_id TEXT NOT NULL REFERENCES nights (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    medicine_id TEXT NOT NULL REFERENCES medicines (id),
    amount REAL CHECK (amount > 0 AND amount <= 100000),
    unit TEXT NOT NULL,
    at_utc INTEGER,
    at_offset INTEGER CHECK (abs(at_offset) < 1440),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK ((at_utc IS NULL) = (at_offset IS NULL))
) STRICT;

CREATE INDEX doses_of_night ON doses (night_id, ordinal);
CREATE INDEX doses_of_medicine ON doses (medicine_id);

-- Ferritin in ng/mL, transferrin saturation in percent.
CREATE TABLE lab_results (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    on_date TEXT NOT NULL CHECK (date(on_date) IS on_date),
    ferritin REAL CHECK (ferritin BETWEEN 0 AND 100000),
    transferrin_saturation REAL CHECK (transferrin_saturation BETWEEN 0 AND 100),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL,
    CHECK (ferritin IS NOT NULL OR transferrin_saturation IS NOT NULL)
) STRICT;

CREATE TABLE irls_totals (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    on_date TEXT NOT NULL CHECK (date(on_date) IS on_date),
    total INTEGER NOT NULL CHECK (total BETWEEN 0 AND 40),
    created_utc INTEGER NOT NULL,
    modified_utc INTEGER NOT NULL
) STRICT;
