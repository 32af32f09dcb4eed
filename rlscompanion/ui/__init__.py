"""The windows of the app, with their pages, themes and widgets."""
