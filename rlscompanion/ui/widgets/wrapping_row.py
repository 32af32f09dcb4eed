"""A Qt layout that puts widgets side by side, in as many lines as needed."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

DEFAULT_ROW_SPACING = 8

_RowLine = list[tuple[QLayoutItem, QSize]]
"""The layout items of one line, each with the size that it prefers."""


class WrappingRow(QLayout):
    """A layout that arranges widgets from left to right, in as many lines as needed.

    Each widget has its preferred size; the widget `stretched` also takes the rest of its line. With
    `centred`, the widgets are in the middle of each line.
    """

    def __init__(
        self, widgets: Sequence[QWidget], stretched: QWidget | None = None, *, centred: bool = False
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._stretched = stretched
        self._centred = centred
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(DEFAULT_ROW_SPACING)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's own name
        """Append a layout item."""
        self._items.append(item)

    def count(self) -> int:
        """The number of layout items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's own name
        """The layout item at this index; None if there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's own name
        """Remove the layout item at this index and return it; None if there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's own name
        """No direction, since the layout takes no more space than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """True, since a narrower layout needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in pixels of all lines, in a layout of this width.

        The height is cached, because Qt asks for it often.
        """
        if width not in self._heights:
            lines = self._split_into_lines(width)
            heights = sum(self._line_height(line, width) for line in lines)
            self._heights[width] = heights + self.spacing() * (len(lines) - 1)
        return self._heights[width]

    def invalidate(self) -> None:
        """Discard the cached heights, because the size of an item may have changed."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """The size of all items in a single line, in pixels."""
        shown = [item.sizeHint() for item in self._visible_items()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's own name
        """The least size in pixels: as wide as the widest item, and as high as the highest."""
        sizes = [item.minimumSize() for item in self._visible_items()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((s.height() for s in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's own name
        """Arrange the items in lines inside this rectangle."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._split_into_lines(rect.width()):
            height = self._line_height(line, rect.width())
            left = rect.left() + (self._free_width(line, rect.width()) // 2 if self._centred else 0)
            for item, hint in line:
                size = self._item_size(item, hint, line, rect.width())
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _item_size(self, item: QLayoutItem, hint: QSize, line: _RowLine, width: int) -> QSize:
        """The size of an item in a line of this width; the stretched item takes its free width too."""
        size = QSize(hint)
        if item.widget() is self._stretched:
            size.setWidth(min(size.width() + self._free_width(line, width), width))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
        return size.boundedTo(QSize(width, size.height()))

    def _line_height(self, line: _RowLine, width: int) -> int:
        return max((self._item_size(item, hint, line, width).height() for item, hint in line), default=0)

    def _free_width(self, line: _RowLine, width: int) -> int:
        """The pixels of a width that the items of a line do not take."""
        return max(0, width - sum(hint.width() for _, hint in line) - self.spacing() * (len(line) - 1))

    def _visible_items(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _split_into_lines(self, width: int) -> list[_RowLine]:
        lines: list[_RowLine] = [[]]
        taken = 0
        for item in self._visible_items():
            hint = item.sizeHint()
            if lines[-1] and taken + hint.width() > width:
                lines.append([])
                taken = 0
            lines[-1].append((item, hint))
            taken += hint.width() + self.spacing()
        return lines
