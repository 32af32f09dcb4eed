"""Tonight, the first page of the app."""
