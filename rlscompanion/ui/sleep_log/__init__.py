"""The sleep log page: a list of all nights, and a calendar."""
