"""The person's sound presets (mixes of sounds with a title), stored in the sleep log."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from rlscompanion.domain.soundscape import Mix, Sound, SoundPreset
from rlscompanion.storage.database import fetch_rows, read_transaction, transaction, upsert_sql
from rlscompanion.storage.part import LogPart

_WRITE_PRESET = upsert_sql("presets", ("id", "ordinal", "title"), ("id",))
_WRITE_SOUND = "INSERT INTO preset_sounds (preset_id, ordinal, sound, level) VALUES (?, ?, ?, ?)"


class SqlitePresets(LogPart):
    """Reads and writes the sound presets in the sleep log."""

    def all_presets(self) -> Sequence[SoundPreset]:
        """Every sound preset in the person's order, with the levels of its sounds.

        A sound that this version does not know is left out. It stays in the log until the preset is written
        again.
        """
        with read_transaction(self._connection):
            presets = fetch_rows(self._connection, "SELECT id, title FROM presets ORDER BY ordinal, rowid")
            levels = self._levels()
            known = {sound.value: sound for sound in Sound}
            return [
                SoundPreset(
                    UUID(preset_id),
                    title,
                    Mix({known[sound]: level for sound, level in levels[preset_id] if sound in known}),
                )
                for preset_id, title in presets
            ]

    def save_all(self, presets: Sequence[SoundPreset]) -> None:
        """Write all sound presets in this order, and delete stored presets that are not among them."""
        kept = {str(preset.id) for preset in presets}
        with transaction(self._connection):
            found = fetch_rows(self._connection, "SELECT id FROM presets")
            gone = [(preset_id,) for (preset_id,) in found if preset_id not in kept]
            self._connection.executemany("DELETE FROM presets WHERE id = ?", gone)
            old_levels, now = self._levels(), self._now().utc
            for ordinal, preset in enumerate(presets):
                self._connection.execute(_WRITE_PRESET, (str(preset.id), ordinal, preset.title, now, now))
                self._write_levels(preset, old_levels[str(preset.id)], now)

    def _levels(self) -> defaultdict[str, list[tuple[str, float]]]:
        """For each preset, its sounds with their levels, in order."""
        levels: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        query = "SELECT preset_id, sound, level FROM preset_sounds ORDER BY preset_id, ordinal"
        for preset_id, sound, level in fetch_rows(self._connection, query):
            levels[preset_id].append((sound, level))
        return levels

    def _write_levels(self, preset: SoundPreset, old: list[tuple[str, float]], now: int) -> None:
        wanted = [(sound.value, float(level)) for sound, level in preset.mix.levels.items()]
        if wanted == old:
            return
        preset_id = str(preset.id)
        self._connection.execute("DELETE FROM preset_sounds WHERE preset_id = ?", (preset_id,))
        self._connection.executemany(
            _WRITE_SOUND,
            [(preset_id, ordinal, sound, level) for ordinal, (sound, level) in enumerate(wanted)],
        )
        self._connection.execute("UPDATE presets SET modified_utc = ? WHERE id = ?", (now, preset_id))
