"""What keeps the program as it is meant to be."""
