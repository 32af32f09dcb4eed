-- An evening has one night. Before this, those of one evening are joined (storage/joining.py).

DROP INDEX nights_latest;
CREATE UNIQUE INDEX nights_of_evening ON nights (evening);
