"""The window: pages, themes and widgets."""
