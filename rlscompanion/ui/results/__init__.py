"""The page for results measured elsewhere (blood tests and IRLS totals) and for the list of medicines."""
