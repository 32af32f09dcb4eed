"""RLS Companion: a bedtime companion for people with restless legs syndrome."""

__version__ = "0.1.0"
