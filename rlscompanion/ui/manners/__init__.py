"""What users of a desktop expect of a window: a list of keys, a search, and facts about the program."""
