"""What people expect of any desktop window: a list of keys, a search, and facts about the program."""
