"""What is shown once, before the first evening."""
