"""Objects that hold each other are searched for in the thread of the window alone."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from rlscompanion.desktop.garbage import MOST_NEW_OBJECTS, WindowCollector


class Held:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[WindowCollector]:
    was = gc.isenabled()
    parent = QObject()
    yield WindowCollector(parent)
    parent.deleteLater()
    if was:
        gc.enable()


def make_many() -> list[list[int]]:
    """Make more objects than Python lets go unsearched."""
    return [[] for _ in range(20 * MOST_NEW_OBJECTS)]


def test_no_other_thread_searches(collector: WindowCollector) -> None:
    gone = weakref.ref(Held())

    thread = threading.Thread(target=make_many)
    thread.start()
    thread.join()

    assert gone() is not None


def test_a_look_frees_what_is_held_by_itself_once_enough_was_made(collector: WindowCollector) -> None:
    gc.collect()
    gone = weakref.ref(Held())
    collector.collect_if_due()
    assert gone() is not None
    many = make_many()

    collector.collect_if_due()

    assert many
    assert gone() is None
