"""What the program ships as text, read into domain objects; errors name file, key and reason."""
