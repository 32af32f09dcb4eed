"""What a screen reader is told while somebody finds the way without looking."""

import pytest
from PySide6.QtGui import QAccessible

from tests.ui.bedside import Bedside
from tests.ui.stations import EVERY, Station


@pytest.mark.parametrize("where", EVERY, ids=str)
def test_the_focus_is_on_something_named(bedside: Bedside, where: Station) -> None:
    where.go(bedside)

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    interface = QAccessible.queryAccessibleInterface(focused)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name), type(focused).__name__
