"""Qt, imported without what it would do to every other import."""

import builtins


def load() -> None:
    """Import PySide, and leave Python's own import in its place.

    PySide puts one there that reads the source of each module imported after it, in search of a feature that
    nothing here uses (`from __feature__ import ...`), and keeps what it has read.
    """
    own_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what it does when it is imported first

    builtins.__import__ = own_import
