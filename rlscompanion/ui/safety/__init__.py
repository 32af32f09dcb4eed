"""The pages of the health questions, and of what the answers mean."""
