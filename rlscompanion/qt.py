"""Importing PySide without letting it slow down later imports."""

import builtins


def load() -> None:
    """Import PySide and restore Python's own import function.

    PySide replaces it by one that reads the source of every module imported later and keeps it in memory,
    to look for `from __feature__ import ...`, which this program does not use.
    """
    own_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what it does when it is imported first

    builtins.__import__ = own_import
