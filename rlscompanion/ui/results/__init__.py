"""The page of results that others measured: blood tests and IRLS totals; and the list of medicines."""
