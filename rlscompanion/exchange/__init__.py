"""Import and export of the sleep log, in file formats that other programs and people can read."""
