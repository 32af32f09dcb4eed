"""The rows of an arranged list, each identified by a key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex


class ArrangedRows(QAbstractListModel):
    """The keys of a list's rows, in order. Subclasses define what a row shows."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[object, ...] = ()

    @contextmanager
    def showing(self, keys: Sequence[object]) -> Iterator[None]:
        """Change the keys of the rows; inside the context the subclass replaces what the rows show.

        Rows that stay the same are not reset.
        """
        new = tuple(keys)
        if new == self._keys:
            yield
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._keys = new
        yield
        self.endResetModel()

    def key(self, row: int) -> object | None:
        """The key of a row, or None if there is no such row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: object) -> int | None:
        """The index of the row with this key, or None."""
        return self._keys.index(key) if key in self._keys else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of rows."""
        return 0 if parent.isValid() else len(self._keys)


@dataclass(frozen=True)
class NamedRow:
    """A row that shows its name."""

    key: object
    name: str


class NamedRows(ArrangedRows):
    """Rows with names that can be typed over.

    A typed name does not change the row: `name_typed` carries it with the key of the row.
    """

    name_typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[NamedRow]) -> None:
        """Show these rows, in this order."""
        with self.showing([row.key for row in rows]):
            self._names = tuple(row.name for row in rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a row, for display and editing."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._names[index.row()]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row's name can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Emit the typed name if it differs."""
        if role != Qt.ItemDataRole.EditRole or str(value) == self._names[index.row()]:
            return False
        self.name_typed.emit(self.key(index.row()), str(value))
        return True
