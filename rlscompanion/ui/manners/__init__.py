"""Dialogs that people expect of any desktop program: keys, search, licences, closing, reminders."""
