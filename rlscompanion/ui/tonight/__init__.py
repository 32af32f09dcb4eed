"""The Tonight page, the first page of the app."""
