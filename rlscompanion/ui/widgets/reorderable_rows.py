"""The Qt model of a list whose rows can be reordered; a key identifies each row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

ModelIndex = QModelIndex | QPersistentModelIndex


class KeyedRows(QAbstractListModel):
    """A list model in which a key identifies each row; subclasses define what a row shows."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[object, ...] = ()

    @contextmanager
    def replacing_rows(self, keys: Sequence[object]) -> Iterator[None]:
        """Context manager in which the subclass replaces its rows; `keys` are the keys of the new rows.

        If the keys are the same as before, the model is not reset, so that the current row stays current.
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

    def key_at(self, row: int) -> object | None:
        """The key of the row with this index; None if there is no such row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: object) -> int | None:
        """The index of the row with this key; None if there is no such row."""
        return self._keys.index(key) if key in self._keys else None

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of rows in the list."""
        return 0 if parent.isValid() else len(self._keys)


@dataclass(frozen=True)
class NamedRow:
    """A row of a list: the key that identifies the row, and the name that the list shows."""

    key: object
    name: str


class RenamableRows(KeyedRows):
    """A list model in which each row shows a name, and the person can edit the name.

    Editing does not change the row itself: `name_typed` is emitted with the row's key and the typed name.
    """

    name_typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[NamedRow]) -> None:
        """Replace all rows by the given rows, in the given order."""
        with self.replacing_rows([row.key for row in rows]):
            self._names = tuple(row.name for row in rows)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a row, for showing or editing; None for other roles."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._names[index.row()]
        return None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """What the person can do with a row: besides the usual, edit its name."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: ModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """If the typed name differs from the row's name, emit `name_typed` and return True."""
        if role != Qt.ItemDataRole.EditRole or str(value) == self._names[index.row()]:
            return False
        self.name_typed.emit(self.key_at(index.row()), str(value))
        return True
