"""Reading the shipped texts into domain objects; errors name file, key and reason."""
