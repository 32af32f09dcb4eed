-- What takes the time of the massage on the nights of a trial without one, and the difference that matters to the
-- person, fixed before it begins. Trials from before this was asked compare with nothing, and say nothing of it.

ALTER TABLE trials ADD COLUMN instead TEXT CHECK (instead IN ('breathing'));
ALTER TABLE trials ADD COLUMN matters REAL CHECK (matters > 0);
