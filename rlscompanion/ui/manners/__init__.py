"""Dialogs that people expect of a desktop program: its keys, a search, licences, closing and reminders."""
