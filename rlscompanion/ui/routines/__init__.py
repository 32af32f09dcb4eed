"""The routines page: what is in each, and a person's own, built of the shipped steps."""
