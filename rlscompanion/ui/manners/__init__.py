"""What every window of a desktop has: its keys told on one page, a search, what the program is."""
