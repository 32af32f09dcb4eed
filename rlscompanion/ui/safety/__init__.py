"""The health questions, and what the answers mean."""
