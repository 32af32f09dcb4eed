"""The presets above the mixer: saved mixes, shown as small buttons ("chips")."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.domain.soundscape import Mix
from rlscompanion.ui.sounds.removals import RemovalNotice
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.chip_list import CHIP_SPACING, ChipList
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.reorderable_rows import NamedRow, RenamableRows
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


class PresetsPanel(QWidget):
    """A list of small buttons ("chips"), one for each preset; `chosen` is emitted with the pressed preset.

    Enter or a click chooses a preset. F2 renames, Delete deletes, and Alt with an arrow key moves the
    selected preset. The button *Edit presets* shows buttons for these actions, and a field to save the
    present mix as a preset.
    """

    chosen = Signal(object)
    save_asked = Signal(str)

    def __init__(self, shelf: PresetShelf, removals: RemovalNotice) -> None:
        super().__init__()
        self._shelf, self._removals = shelf, removals
        self._shown: Mix | None = None
        self._rows = RenamableRows()
        self._rows.name_typed.connect(self._rename)
        self._list = ChipList("Presets", self._rows)
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        self._list.removal_asked.connect(self._delete)
        self._list.move_asked.connect(self._move)
        self._title = QLineEdit()
        set_identifier(self._title, "Preset name")
        self._title.setPlaceholderText("Name of this mix")
        self._title.returnPressed.connect(self._ask_save)
        save = button("Save", "Save preset", pressed=self._ask_save)
        rename = button("Rename", "Rename preset", "flat", pressed=self._list.edit_name)
        delete = button("Delete", "Delete preset", "flat", pressed=self._list.ask_removal)
        left, right = self._list.make_arrow_buttons("preset")
        self._edit = button("Edit presets", "Edit presets", "flat")
        self._edit.setCheckable(True)
        self._edit.toggled.connect(self._show_tools)
        self._tools = QWidget()
        named = QWidget()
        in_row((self._title, 1), save, into=named, spacing=8)
        self._tools.setLayout(WrappingRow((named, rename, delete, left, right)))
        self._tools.hide()
        beside = in_column(CHIP_SPACING, self._edit, STRETCH)
        chips = in_row((self._list, 1), beside, spacing=8)
        in_column(chips, self._tools, into=self, spacing=8)
        shelf.changed.connect(self._list_presets)
        self._list_presets()

    def show_mix(self, mix: Mix) -> None:
        """Select the preset that equals this mix, or none; if the mix has not changed, keep the selection."""
        if mix != self._shown:
            self.select_preset_of(mix)

    def select_preset_of(self, mix: Mix) -> None:
        """Select the preset that equals this mix; select none if no preset equals it."""
        self._shown = mix
        preset = self._shelf.preset_of_mix(mix)
        self._list.make_current(preset.id if preset else None)

    @Slot()
    def _list_presets(self) -> None:
        self._rows.show_rows([NamedRow(preset.id, preset.title) for preset in self._shelf.presets])
        if self._shown is not None and self._list.current_key() is None:
            self.select_preset_of(self._shown)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        wanted = self._rows.key_at(index.row())
        self.chosen.emit(next(each for each in self._shelf.presets if each.id == wanted))

    @Slot(bool)
    def _show_tools(self, is_open: bool) -> None:
        self._tools.setVisible(is_open)

    @Slot(object, str)
    def _rename(self, preset_id: UUID, title: str) -> None:
        self._shelf.rename(preset_id, title)

    @Slot(object)
    def _delete(self, preset_id: UUID) -> None:
        before = self._shelf.presets
        self._shelf.delete(preset_id)
        for index, preset in enumerate(before):
            if preset not in self._shelf.presets:
                self._removals.offer_undo(preset.title, partial(self._shelf.put_back, preset, index))

    @Slot(object, int)
    def _move(self, preset_id: UUID, by: int) -> None:
        self._shelf.move(preset_id, by)

    @Slot()
    def _ask_save(self) -> None:
        if self._title.text().strip():
            self.save_asked.emit(self._title.text())
            self._title.clear()
