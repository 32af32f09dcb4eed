"""The presets that a new log starts with."""

from rlscompanion.bedtime.preferences import SOUND_MIX
from rlscompanion.content.presets import shipped_presets


def test_six_are_shipped_each_under_a_name_of_its_own() -> None:
    presets = shipped_presets()

    assert len(presets) == 6
    assert len({each.title.casefold() for each in presets}) == 6
    assert len({each.id for each in presets}) == 6
    assert all(each.title == each.title.strip() for each in presets)


def test_each_is_another_mix_that_is_heard() -> None:
    mixes = [each.mix for each in shipped_presets()]

    assert not any(mix.is_silent for mix in mixes)
    assert all(mixes.count(mix) == 1 for mix in mixes)
    assert all(level > 0 for mix in mixes for level in mix.levels.values())


def test_some_mix_several_sounds() -> None:
    assert sum(len(each.mix.levels) > 1 for each in shipped_presets()) >= 3


def test_their_ids_are_the_same_on_every_machine() -> None:
    assert str(shipped_presets()[0].id) == "0bb58bb5-9ede-56c9-b194-ad0154a82fca"


def test_what_sounds_by_default_is_one_of_them() -> None:
    assert SOUND_MIX.default in [each.mix for each in shipped_presets()]
