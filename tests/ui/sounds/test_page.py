"""The mixer: a moved level is heard at once, and a change made elsewhere is shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QLabel, QPushButton

from rlscompanion.bedtime.sound_control import SOUND_RAMP_SECONDS
from rlscompanion.domain.soundscape import NO_SOUND, SOUND_GROUPS, SOUND_TITLES, Mix, Sound
from rlscompanion.ui.sounds.tile import SoundTile
from rlscompanion.ui.theme import DUSK, EMBER
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


def level_of(bedside: Bedside, word: str) -> int:
    return bedside.control(word, QAbstractSlider).value()


def shown_mix(bedside: Bedside) -> dict[str, int]:
    """The levels that the tiles of sounding sounds show, by title."""
    tiles = {title: level_of(bedside, title) for title in SOUND_TITLES.values()}
    return {title: level for title, level in tiles.items() if level}


@pytest.mark.usefixtures("styled")
def test_every_sound_has_a_tile_in_order(sounds: Bedside) -> None:
    tiles = sounds.page.findChildren(SoundTile)
    places = sorted(tiles, key=lambda tile: tile.mapTo(sounds.page, tile.rect().topLeft()).toTuple()[::-1])

    assert [tile.accessibleName() for tile in places] == [SOUND_TITLES[each] for each in Sound]
    headings = [each.text() for each in sounds.page.findChildren(QLabel) if each.text() in SOUND_GROUPS]
    assert headings == ["Noise", "Rain and water", "Nature", "Tones"]


def test_own_audio_is_a_tab_of_its_own(sounds: Bedside) -> None:
    mixer = (bool(sounds.visible("Fan")), bool(sounds.visible("Add files")))
    sounds.press("Own audio")
    own = (bool(sounds.visible("Fan")), bool(sounds.visible("Add files")))
    checked = [each.accessibleIdentifier() for each in sounds.buttons() if each.isChecked()]
    sounds.press("Built-in sounds")

    assert (mixer, own) == ((True, False), (False, True))
    assert checked == ["Sounds", "Own audio"]
    assert sounds.visible("Fan")


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize(("width", "a_row"), [(1280, 6), (900, 5)])
def test_short_groups_stand_side_by_side_where_there_is_room(sounds: Bedside, width: int, a_row: int) -> None:
    sounds.window.resize(width, 800)
    sounds.process_events()
    tops = [sounds.control(word).mapTo(sounds.page, QPoint()).y() for word in ("Wind", "Singing bowls")]
    noises = {sounds.control(word).mapTo(sounds.page, QPoint()).y() for word in ("White noise", "Fan")}

    assert (tops[0] == tops[1]) is (a_row == 6)
    assert len(noises) == 1


@pytest.mark.usefixtures("styled")
def test_drawings_grow_with_the_page(sounds: Bedside) -> None:
    before = sounds.control("Fan").height()
    sounds.window.resize(1920, 1080)
    sounds.process_events()

    assert sounds.control("Fan").height() > before + 30


def test_a_tile_is_heard_at_once(sounds: Bedside) -> None:
    sounds.press("Play")
    sounds.engine.calls.clear()

    sounds.control("Wind", SoundTile).setFocus()
    sounds.keys("Space", "Right")

    mixes = [Mix({Sound.RAIN: 1.0, Sound.WIND: level}) for level in (0.7, 0.75)]
    assert sounds.engine.named("play") == [("play", mix, SOUND_RAMP_SECONDS) for mix in mixes]


def test_the_whole_mix_is_made_by_keys(sounds: Bedside) -> None:
    sounds.control("White noise").setFocus()
    for _ in Sound:
        sounds.keys("End", "Down")

    assert sounds.sound.mix == Mix(dict.fromkeys(Sound, 1.0))


def test_up_goes_to_the_tile_before(sounds: Bedside) -> None:
    sounds.control("Pink noise").setFocus()

    sounds.keys("Up")

    assert sounds.window.focusWidget() is sounds.control("White noise")


def test_a_mix_chosen_elsewhere_is_shown_and_not_told_back(sounds: Bedside) -> None:
    sounds.engine.calls.clear()
    sounds.sound.choose_mix(Mix({Sound.SURF: 0.8, Sound.WIND: 0.333}))

    assert shown_mix(sounds) == {"Ocean surf": 80, "Wind": 33}
    assert sounds.sound.mix == Mix({Sound.SURF: 0.8, Sound.WIND: 0.333})
    assert sounds.sound.own_mix is None
    assert sounds.engine.calls == []


def test_mix_and_levels_are_there_after_a_restart(sounds: Bedside, opened: OpenBedside) -> None:
    sounds.control("Ocean surf", SoundTile).setValue(35)
    sounds.control("Volume", QAbstractSlider).setValue(72)

    again = opened(replace(sounds))
    again.press("Sounds")

    assert shown_mix(again) == {"Light rain": 100, "Ocean surf": 35}
    assert level_of(again, "Volume") == 72


def test_a_damaged_mix_is_the_default(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("mix", '{"rain": "loud"')
    opened(bedside)

    bedside.press("Sounds")

    assert shown_mix(bedside) == {"Light rain": 100}


def test_space_plays_at_once(sounds: Bedside) -> None:
    sounds.keys("Space")

    assert sounds.sound.is_playing


def test_play_becomes_pause_and_back(sounds: Bedside) -> None:
    sounds.press("Play")
    pause = sounds.control("Pause", QPushButton)
    words = (pause.text(), pause.accessibleName())
    sounds.press("Pause")

    assert words == ("Pause", "Pause")
    assert sounds.control("Play", QPushButton).text() == "Play"
    assert not sounds.sound.is_playing


def test_playing_started_elsewhere_is_shown(sounds: Bedside) -> None:
    sounds.sound.play()

    assert sounds.visible("Pause")


def test_with_nothing_in_the_mix_play_stays_play(sounds: Bedside) -> None:
    sounds.sound.choose_mix(NO_SOUND)

    sounds.press("Play")

    assert sounds.visible("Play")


def test_the_level_is_heard_at_once(sounds: Bedside) -> None:
    sounds.press("Play")

    sounds.control("Volume").setFocus()
    sounds.keys("End")

    assert sounds.engine.calls[-1] == ("set_level", 1.0)


def test_mute_is_shown_and_left_by_the_level(sounds: Bedside) -> None:
    sounds.press("Play")
    sounds.press("Mute")
    muted = (sounds.control("Mute", QPushButton).isChecked(), sounds.engine.calls[-1])

    sounds.sound.louder()

    assert muted == (True, ("set_level", 0.0))
    assert not sounds.control("Mute", QPushButton).isChecked()
    assert level_of(sounds, "Volume") == 55


def test_a_level_set_elsewhere_is_shown_without_unmuting(sounds: Bedside) -> None:
    sounds.sound.set_level(0.2)
    sounds.press("Mute")
    sounds.press("Tonight")
    sounds.press("Sounds")

    assert level_of(sounds, "Volume") == 20
    assert sounds.sound.is_muted


def test_tonight_leaves_a_muted_level(sounds: Bedside) -> None:
    sounds.control("Volume", QAbstractSlider).setValue(30)
    sounds.press("Mute")

    sounds.press("Tonight")

    assert level_of(sounds, "Volume") == 30
    assert sounds.sound.is_muted


def test_a_mix_made_here_is_offered_tonight(sounds: Bedside) -> None:
    sounds.control("Ocean surf", SoundTile).setValue(35)
    sounds.press("Tonight")
    first = sounds.control("Sound", QComboBox).currentText()
    sounds.choose("Sound", "No sound")
    silent = sounds.sound.mix
    sounds.choose("Sound", "Your mix")

    assert first == "Your mix"
    assert silent == NO_SOUND
    assert sounds.sound.mix == Mix({Sound.RAIN: 1.0, Sound.SURF: 0.35})


def test_a_level_is_not_lost_while_another_is_moved(sounds: Bedside) -> None:
    sounds.sound.choose_mix(Mix({Sound.SURF: 0.333}))

    sounds.control("Wind", SoundTile).setValue(50)

    assert sounds.sound.mix == Mix({Sound.SURF: 0.333, Sound.WIND: 0.5})


@pytest.mark.usefixtures("styled")
def test_tiles_wear_the_theme_of_the_night(sounds: Bedside) -> None:
    fan = sounds.control("Fan")
    sounds.press("Tonight")
    sounds.press("Lights out")
    dark = fan.grab().toImage().pixelColor(fan.width() - 20, 20)
    sounds.keys("x")
    sounds.press("Good morning")
    sounds.press("Sounds")

    assert dark == QColor(EMBER.raised_background)
    assert fan.grab().toImage().pixelColor(fan.width() - 20, 20) == QColor(DUSK.raised_background)
