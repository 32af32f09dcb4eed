"""Reading the texts that the program ships, such as articles and routines, into domain objects.

An error names the file, the key and the reason.
"""
