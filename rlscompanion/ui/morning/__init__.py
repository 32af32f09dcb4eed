"""The morning diary."""
