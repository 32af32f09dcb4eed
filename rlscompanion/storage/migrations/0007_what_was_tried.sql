-- What was tried in the night and whether it helped. Tiredness stays where it is: with the night before the day
-- it is of. It is only asked a day later now.

ALTER TABLE nights ADD COLUMN tried_massage TEXT CHECK (tried_massage IN ('no', 'a_little', 'yes'));
ALTER TABLE nights ADD COLUMN tried_stretching TEXT CHECK (tried_stretching IN ('no', 'a_little', 'yes'));
ALTER TABLE nights ADD COLUMN tried_walking TEXT CHECK (tried_walking IN ('no', 'a_little', 'yes'));
ALTER TABLE nights ADD COLUMN tried_warmth TEXT CHECK (tried_warmth IN ('no', 'a_little', 'yes'));
ALTER TABLE nights ADD COLUMN tried_cold TEXT CHECK (tried_cold IN ('no', 'a_little', 'yes'));
ALTER TABLE nights ADD COLUMN tried_distraction TEXT CHECK (tried_distraction IN ('no', 'a_little', 'yes'));
