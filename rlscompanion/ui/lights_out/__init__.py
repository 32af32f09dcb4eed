"""The black screen of the night."""
