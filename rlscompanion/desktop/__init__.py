"""Services of the operating system and the desktop."""
