-- Whether someone else's hands massaged. Sessions from before this was asked say nothing.

ALTER TABLE sessions ADD COLUMN by_helper INTEGER CHECK (by_helper IN (0, 1));
