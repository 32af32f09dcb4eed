"""Services of the operating system and the desktop that the program uses, such as notifications."""
