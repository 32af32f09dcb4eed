"""The presets beside the mixer."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.domain.soundscape import Mix
from rlscompanion.ui.widgets.controls import button, identified, label
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

_ID = Qt.ItemDataRole.UserRole


class PresetsPanel(QWidget):
    """A list to choose from with Enter or a click; F2 renames, Delete deletes, Alt and arrows reorder."""

    chosen = Signal(object)
    save_asked = Signal(str)

    def __init__(self, shelf: PresetShelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._shown: Mix | None = None
        self._list = QListWidget()
        identified(self._list, "Presets")
        self._list.installEventFilter(self)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.itemChanged.connect(self._rename)
        self._title = QLineEdit()
        identified(self._title, "Preset name")
        self._title.setPlaceholderText("Name of this mix")
        self._title.returnPressed.connect(self._ask_save)
        save = button("Save", "Save preset")
        save.clicked.connect(self._ask_save)
        rename = button("Rename", "Rename preset", "flat")
        rename.clicked.connect(self._edit_title)
        delete = button("Delete", "Delete preset", "flat")
        delete.clicked.connect(self._delete)
        up = button("↑", "Move preset up", "flat")
        up.setProperty("bulk", "arrow")
        up.clicked.connect(self._move_up)
        down = button("↓", "Move preset down", "flat")
        down.setProperty("bulk", "arrow")
        down.clicked.connect(self._move_down)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(label("Presets", "heading"))
        lines.addWidget(self._list, 1)
        lines.addLayout(WrappingRow((rename, delete, up, down)))
        saving = QHBoxLayout()
        saving.addWidget(self._title, 1)
        saving.addWidget(save)
        lines.addLayout(saving)
        shelf.changed.connect(self._fill)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys at the list: Delete, and Alt with an arrow."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not self._list.hasFocus():
                # What the editor of a name has no use for is not for the list either.
                return True
            with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_Delete:
                self._delete()
                return True
            if with_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def show_mix(self, mix: Mix) -> None:
        """Mark the preset that a newly chosen mix is; for the same mix the mark stays where it is."""
        if mix != self._shown:
            self.mark(mix)

    def mark(self, mix: Mix) -> None:
        """Mark the preset that the mix is, or none."""
        self._shown = mix
        preset = self._shelf.of_mix(mix)
        if preset is None:
            self._list.setCurrentRow(-1)
        else:
            self._select(preset.id)

    @Slot()
    def _fill(self) -> None:
        current = self._current()
        self._list.blockSignals(True)
        self._list.clear()
        for preset in self._shelf.presets:
            item = QListWidgetItem(preset.title)
            item.setData(_ID, str(preset.id))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addItem(item)
        self._list.blockSignals(False)
        if current is not None:
            self._select(current)

    def _current(self) -> UUID | None:
        item = self._list.currentItem()
        return UUID(item.data(_ID)) if item is not None else None

    def _select(self, preset_id: UUID) -> None:
        for row, preset in enumerate(self._shelf.presets):
            if preset.id == preset_id:
                self._list.setCurrentRow(row)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        wanted = UUID(item.data(_ID))
        self.chosen.emit(next(each for each in self._shelf.presets if each.id == wanted))

    @Slot(QListWidgetItem)
    def _rename(self, item: QListWidgetItem) -> None:
        if not self._shelf.rename(UUID(item.data(_ID)), item.text()):
            self._fill()

    @Slot()
    def _edit_title(self) -> None:
        if (item := self._list.currentItem()) is not None:
            self._list.editItem(item)

    @Slot()
    def _delete(self) -> None:
        if (current := self._current()) is not None:
            self._shelf.delete(current)

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if (current := self._current()) is not None:
            self._shelf.move(current, by)

    @Slot()
    def _ask_save(self) -> None:
        if self._title.text().strip():
            self.save_asked.emit(self._title.text())
            self._title.clear()
