"""Import and export: the log in file formats that other programs and people can read."""
