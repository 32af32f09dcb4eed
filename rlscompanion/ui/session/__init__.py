"""The wind-down: scales before and after, and the session itself."""
