"""End-to-end tests: the real window, on a private display with a private sound server."""
