"""The machine around the app."""
