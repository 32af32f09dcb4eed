"""Widgets and drawing code that more than one page uses."""
