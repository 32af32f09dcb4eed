"""Results from elsewhere: blood tests, IRLS totals, and the list of medicines."""
