"""The nights so far."""
