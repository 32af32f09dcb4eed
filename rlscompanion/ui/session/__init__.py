"""The pages of a massage session: the rating scales before and after it, and the session itself."""
