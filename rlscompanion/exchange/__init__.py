"""Files in and out: the log in forms that other programs and people can read."""
