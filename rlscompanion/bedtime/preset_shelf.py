"""The person's sound presets: saved, renamed, deleted and sorted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from rlscompanion.bedtime.ports import Preferences, Presets
from rlscompanion.bedtime.preferences import SHIPPED_PRESETS_ADDED
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.soundscape import Mix, SoundPreset


class PresetShelf(QObject):
    """The list of the person's sound presets, each a mix of sounds with a title.

    A new log starts with the shipped presets, which can be changed like any other preset. A change that
    cannot be written is undone, and reported by `trouble_met`.
    """

    changed = Signal()
    trouble_met = Signal(str)

    def __init__(
        self,
        kept: Presets,
        preferences: Preferences,
        shipped: Callable[[], Sequence[SoundPreset]],
        new_id: Callable[[], UUID] = uuid4,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._new_id = new_id
        self._presets = tuple(kept.all_presets())
        is_new = not SHIPPED_PRESETS_ADDED.of(preferences)
        if is_new and self._change((*self._presets, *shipped())):
            SHIPPED_PRESETS_ADDED.keep(preferences, True)

    @property
    def presets(self) -> tuple[SoundPreset, ...]:
        """All sound presets, in the person's order."""
        return self._presets

    def by_title(self, title: str) -> SoundPreset | None:
        """The sound preset with this name, ignoring case; None if there is none."""
        return next((each for each in self._presets if each.title.casefold() == title.casefold()), None)

    def preset_of_mix(self, mix: Mix) -> SoundPreset | None:
        """The first preset that has exactly this mix of sounds; None if there is none."""
        return next((each for each in self._presets if each.mix == mix), None)

    def save(self, title: str, mix: Mix) -> None:
        """Save a mix of sounds under a name; if a preset has this name already, that preset gets the mix."""
        title = title.strip()
        if not title:
            return
        if (same := self.by_title(title)) is not None:
            self._change(tuple(replace(p, mix=mix) if p.id == same.id else p for p in self._presets))
        else:
            self._change((*self._presets, SoundPreset(self._new_id(), title, mix)))

    def rename(self, preset_id: UUID, title: str) -> bool:
        """Rename a preset; return False if the name is blank or taken."""
        title = title.strip()
        same = self.by_title(title)
        if not title or (same is not None and same.id != preset_id):
            return False
        self._change(tuple(replace(p, title=title) if p.id == preset_id else p for p in self._presets))
        return True

    def delete(self, preset_id: UUID) -> None:
        """Delete a preset."""
        self._change(tuple(p for p in self._presets if p.id != preset_id))

    def put_back(self, preset: SoundPreset, index: int) -> None:
        """Put a deleted preset back at its index. Raises Refusal if its name is taken or saving fails."""
        if self.by_title(preset.title) is not None:
            raise Refusal(f"There is another preset called “{preset.title}” now. Give it another name first.")
        order = list(self._presets)
        order.insert(index, preset)
        self._save(tuple(order))
        self.changed.emit()

    def move(self, preset_id: UUID, by: int) -> None:
        """Move a preset `by` positions down the list (up, if negative), but not past its ends."""
        order = list(self._presets)
        index = next((i for i, each in enumerate(order) if each.id == preset_id), None)
        if index is None:
            return
        preset = order.pop(index)
        order.insert(min(max(index + by, 0), len(order)), preset)
        self._change(tuple(order))

    def _change(self, presets: tuple[SoundPreset, ...]) -> bool:
        try:
            self._save(presets)
        except Refusal as refusal:
            self.trouble_met.emit(str(refusal))
        self.changed.emit()
        return self._presets == presets

    def _save(self, presets: tuple[SoundPreset, ...]) -> None:
        self._kept.save_all(presets)
        self._presets = presets
