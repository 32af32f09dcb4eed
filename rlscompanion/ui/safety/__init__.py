"""The pages that ask about health, and those that explain what the answers mean for massage."""
