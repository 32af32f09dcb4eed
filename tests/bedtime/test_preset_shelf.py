"""Tests of the sound presets: shipped ones first, then as the person changes them."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, SoundPreset, mix_of_one
from tests.fakes import FakeClock
from tests.stores import NO_ROOM, Stores

from .signal_recorder import SignalRecorder

SHIPPED = tuple(
    SoundPreset(UUID(int=number), title, mix_of_one(sound))
    for number, (title, sound) in enumerate(
        (("Rain", Sound.RAIN), ("Sea", Sound.SURF), ("Fire", Sound.FIRE)), start=1
    )
)
MINE = Mix({Sound.SURF: 0.4, Sound.WIND: 0.2})


class Shelf:
    """A shelf with its collaborators; `again` is the shelf after a restart."""

    def __init__(self) -> None:
        self.stores = Stores(FakeClock())
        self.kept, self.preferences = self.stores.presets, self.stores.preferences
        self.again()

    def again(self) -> PresetShelf:
        self.shelf = PresetShelf(self.kept, self.preferences, lambda: SHIPPED, lambda: UUID(int=99))
        self.heard = SignalRecorder(self.shelf, "changed", "trouble_met")
        return self.shelf

    @property
    def titles(self) -> list[str]:
        return titles(self.shelf.presets)


def titles(presets: Sequence[SoundPreset]) -> list[str]:
    return [each.title for each in presets]


@pytest.fixture
def made() -> Shelf:
    return Shelf()


def test_a_new_log_starts_with_the_shipped_ones(made: Shelf) -> None:
    assert made.shelf.presets == SHIPPED
    assert made.kept.all_presets() == list(SHIPPED)


def test_shipped_ones_that_were_deleted_stay_away(made: Shelf) -> None:
    for preset in SHIPPED:
        made.shelf.delete(preset.id)

    assert made.again().presets == ()


def test_shipped_ones_that_could_not_be_written_come_at_the_next_start() -> None:
    stores = Stores(FakeClock())
    stores.disk.fill_up()
    first = PresetShelf(stores.presets, stores.preferences, lambda: SHIPPED)
    stores.disk.mend()

    second = PresetShelf(stores.presets, stores.preferences, lambda: SHIPPED)

    assert first.presets == ()
    assert second.presets == SHIPPED


def test_a_saved_mix_comes_last_and_is_there_after_a_restart(made: Shelf) -> None:
    made.shelf.save("  My evening ", MINE)

    assert made.shelf.presets[-1] == SoundPreset(UUID(int=99), "My evening", MINE)
    assert made.heard.take() == ["changed"]
    assert made.again().presets == (*SHIPPED, SoundPreset(UUID(int=99), "My evening", MINE))


@pytest.mark.parametrize("title", ["Sea", "sea", " SEA "])
def test_saving_under_a_name_that_is_taken_overwrites_that_preset(made: Shelf, title: str) -> None:
    made.shelf.save(title, MINE)

    assert made.titles == ["Rain", "Sea", "Fire"]
    assert made.shelf.presets[1] == SoundPreset(SHIPPED[1].id, "Sea", MINE)


@pytest.mark.parametrize("title", ["", "   ", "\t\n"])
def test_without_a_name_nothing_is_saved(made: Shelf, title: str) -> None:
    made.shelf.save(title, MINE)

    assert made.shelf.presets == SHIPPED
    assert made.heard.take() == []


def test_renaming(made: Shelf) -> None:
    done = made.shelf.rename(SHIPPED[1].id, " Waves ")

    assert done
    assert made.titles == ["Rain", "Waves", "Fire"]
    assert titles(made.again().presets) == ["Rain", "Waves", "Fire"]


@pytest.mark.parametrize("title", ["", "  ", "Rain", "rain", " FIRE "])
def test_a_name_that_is_blank_or_taken_is_refused(made: Shelf, title: str) -> None:
    done = made.shelf.rename(SHIPPED[1].id, title)

    assert not done
    assert made.shelf.presets == SHIPPED
    assert made.kept.all_presets() == list(SHIPPED)


def test_a_name_may_be_written_otherwise(made: Shelf) -> None:
    assert made.shelf.rename(SHIPPED[1].id, "SEA")
    assert made.titles == ["Rain", "SEA", "Fire"]


def test_deleting(made: Shelf) -> None:
    made.shelf.delete(SHIPPED[0].id)

    assert made.titles == ["Sea", "Fire"]
    assert titles(made.kept.all_presets()) == ["Sea", "Fire"]
    assert made.heard.take() == ["changed"]


@pytest.mark.parametrize(
    ("index", "by", "order"),
    [
        (0, 1, ["Sea", "Rain", "Fire"]),
        (2, -1, ["Rain", "Fire", "Sea"]),
        (0, -1, ["Rain", "Sea", "Fire"]),
        (2, 1, ["Rain", "Sea", "Fire"]),
        (0, 9, ["Sea", "Fire", "Rain"]),
        (2, -9, ["Fire", "Rain", "Sea"]),
    ],
)
def test_moving_goes_as_far_as_the_list_does(made: Shelf, index: int, by: int, order: list[str]) -> None:
    made.shelf.move(SHIPPED[index].id, by)

    assert made.titles == order
    assert titles(made.kept.all_presets()) == order


def test_a_deleted_preset_is_put_back_unless_its_name_is_taken(made: Shelf) -> None:
    made.shelf.delete(SHIPPED[1].id)
    made.shelf.put_back(SHIPPED[1], 1)
    back = made.shelf.presets
    made.shelf.delete(SHIPPED[1].id)
    made.shelf.save(SHIPPED[1].title, MINE)

    with pytest.raises(Refusal, match="another preset called “Sea” now"):
        made.shelf.put_back(SHIPPED[1], 1)

    assert back == SHIPPED
    assert made.titles == [SHIPPED[0].title, SHIPPED[2].title, SHIPPED[1].title]


def test_what_is_not_there_is_left_alone(made: Shelf) -> None:
    made.shelf.move(UUID(int=7), 1)
    made.shelf.delete(UUID(int=7))

    assert made.shelf.presets == SHIPPED


@pytest.mark.parametrize("change", ["save", "overwrite", "rename", "delete", "move"])
def test_a_change_that_cannot_be_written_is_undone_and_told(made: Shelf, change: str) -> None:
    made.stores.disk.fill_up()
    match change:
        case "save":
            made.shelf.save("My evening", MINE)
        case "overwrite":
            made.shelf.save("Sea", MINE)
        case "rename":
            made.shelf.rename(SHIPPED[0].id, "Drizzle")
        case "delete":
            made.shelf.delete(SHIPPED[0].id)
        case "move":
            made.shelf.move(SHIPPED[0].id, 1)

    assert made.shelf.presets == SHIPPED
    assert made.heard.take() == [("trouble_met", NO_ROOM), "changed"]


def test_a_preset_is_found_by_its_mix_and_its_name(made: Shelf) -> None:
    made.shelf.save("Also rain", mix_of_one(Sound.RAIN))

    assert made.shelf.preset_of_mix(mix_of_one(Sound.RAIN)) == SHIPPED[0]
    assert made.shelf.preset_of_mix(MINE) is None
    assert made.shelf.preset_of_mix(NO_SOUND) is None
    assert made.shelf.by_title("fire") == SHIPPED[2]
    assert made.shelf.by_title("Storm") is None
