"""Dialogs that people expect of a desktop program: keys, search, licences, closing and reminders."""
