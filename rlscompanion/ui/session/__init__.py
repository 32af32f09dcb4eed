"""The wind-down: the scales before and after, and the session itself."""
