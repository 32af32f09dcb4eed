"""RLS Companion: a bedtime companion for people with restless legs syndrome."""

from importlib.metadata import version

__version__ = version("rlscompanion")
