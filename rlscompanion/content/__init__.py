"""Reading the texts that the program ships, such as articles and routines, into domain objects.

An error in a text is reported with the file, the key and the reason.
"""
