"""A whole bedtime by ear: each recorded phrase is found in the sound server's recording, in order."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from rlscompanion import paths
from rlscompanion.audio.library import decode_whole
from rlscompanion.content.own_routines import OwnRoutineFiles
from rlscompanion.content.routines import load_routines
from rlscompanion.content.voice import load_recordings
from rlscompanion.domain import ladder
from rlscompanion.domain.routine import Routine
from tests.transcripts import LAST_LINE, spoken_lines

from .desktop import Desktop
from .listening import RATE, Samples
from .test_bedtime import exported
from .test_voice import opened

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

BREATH = '{ step = "breath", seconds = 30 }'
ANKLE = '{ step = "ankle", seconds = 30, only = "left" }'
PUMPS = '{ step = "ankle_pumps", seconds = 30, only = "left" }'

DECIMATION = 6
PIECE = RATE // DECIMATION // 3
"""A third of a second of a phrase."""

LONGEST_PAUSE = 40 * RATE // DECIMATION
"""No phrase that is looked for comes later than this after the one before it."""

ALIKE = 0.7
"""Normalised correlation from which a piece counts as heard: 1 where it is played as it was recorded."""

Mono = npt.NDArray[np.float64]


def own_routine(data: Path, key: str, kind: str, *steps: str) -> Routine:
    """Write the file of a routine that the person made, and read it as the app will."""
    folder = paths.routines_dir(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = f'title = "{key}"\nkind = "{kind}"\nsteps = [{", ".join(steps)}]\n'
    (folder / f"{key}.toml").write_text(text)
    book = OwnRoutineFiles(folder, load_routines()).load()
    return next(routine for routine in book.routines if routine.key == key)


def slowly_sampled(samples: Samples) -> Mono:
    """The samples as one channel at 8 kHz, which is enough to recognise speech."""
    used = len(samples) // DECIMATION * DECIMATION
    mono = samples[:used].astype(np.float64).mean(axis=1)
    return np.asarray(mono.reshape(-1, DECIMATION).mean(axis=1))


def likeness(heard: Mono, clip: Mono) -> Mono:
    """The normalised correlation of a clip with a recording, for each start of the clip in it."""
    size = 1 << int(np.ceil(np.log2(len(heard) + len(clip))))
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(clip, size)), size)
    power = np.cumsum(np.concatenate(([0.0], heard**2)))
    count = len(heard) - len(clip) + 1
    level = np.sqrt(np.maximum(power[len(clip) :] - power[: -len(clip)], 1e-9) * (clip**2).sum())
    return np.asarray(product[:count] / level[:count])


def clip_of(phrase: str) -> Mono:
    return slowly_sampled(decode_whole(str(load_recordings()[phrase].path)).T)


def place_of(heard: Mono, clip: Mono) -> int | None:
    """Where a clip starts in a recording, if half of the clip's pieces are found; else None.

    The search is by pieces, since a delayed server inserts silence into a phrase.
    """
    begins = []
    pieces = [(at, clip[at : at + PIECE]) for at in range(0, len(clip) - PIECE // 2, PIECE)]
    loud = [(at, piece) for at, piece in pieces if np.std(piece) > 0.3 * np.std(clip)]
    for at, piece in loud:
        alike = likeness(heard, piece)
        if alike.max() > ALIKE:
            # The first that is as good as any: a phrase may come again.
            begins.append(int(np.argmax(alike > 0.9 * alike.max())) - at)
    return max(0, int(np.median(begins))) if 2 * len(begins) >= len(loud) else None


def assert_heard(samples: Samples, phrases: Sequence[str]) -> None:
    """Assert that the samples contain all phrases, one after another."""
    heard, begins = slowly_sampled(samples), 0
    for phrase in phrases:
        clip = clip_of(phrase)
        place = place_of(heard[begins : begins + LONGEST_PAUSE + len(clip)], clip)
        assert place is not None, f"“{phrase}” was not heard after {begins * DECIMATION / RATE:.1f} s"
        begins += place + len(clip) // 2


def test_a_whole_bedtime_by_voice_alone(desktop: Desktop, tmp_path: Path) -> None:
    data, heard = tmp_path / "data", desktop.recording
    wind_down = own_routine(data, "short", "wind_down", BREATH, ANKLE)
    rescue = own_routine(data, "short_rescue", "rescue", PUMPS)
    chosen = {"routine": "short", "rescue": "short_rescue", "mix": "{}"}
    with opened(desktop, data, **chosen) as app:
        remote = app.remote
        remote.patience = 300.0  # in real time, two minutes of which nobody stirs
        app.wait_ready()
        desktop.fill_screen()
        remote.press("Start wind-down")
        remote.wait_for("Urge to move")
        evening = heard.mark()
        desktop.key("Escape", "e")
        remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")
        remote.wait_for("Urge to move")
        remote.wait_gone("Urge to move")
        remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")

        night = heard.mark()
        desktop.key("space")
        remote.wait_for("Step")
        desktop.key("e")
        remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")
        remote.wait_for("Something for the mind")
        heard.wait_for_silence(lasting=1.0)
        desktop.key("3")
        remote.wait_for("Instruction")
        remote.wait_gone("Instruction")
        prompted = heard.wait_for_sound()
        heard.wait_for_silence(lasting=1.0)
        assert desktop.luminance() == 0.0
        desktop.key("x")
        remote.wait_for("Did it help")
        heard.wait_for_sound()
        heard.wait_for_silence(lasting=1.0)
        desktop.key("2")
        remote.wait_gone("Did it help")
        remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")
        over = heard.mark()
        assert app.stop() == 0
        assert "Traceback" not in app.output()

    said_in_the_evening = [phrase for line in spoken_lines(wind_down) for phrase in line]
    assert_heard(heard.samples(evening, night), [*said_in_the_evening, LAST_LINE])
    assert place_of(slowly_sampled(heard.samples(evening, night)), clip_of(ladder.MIND_PHRASE)) is None
    said_at_night = [phrase for line in spoken_lines(rescue) for phrase in line]
    before = [*said_at_night, LAST_LINE, *ladder.menu_phrases(tuple(ladder.LadderChoice)), ladder.MIND_PHRASE]
    assert_heard(heard.samples(night, prompted), before)
    after = ["Did it take your mind off your legs?", ladder.DID_IT_HELP_ANSWERS_PHRASE]
    assert_heard(heard.samples(prompted, over), after)
    (kept,) = exported(desktop, data, tmp_path / "log.json")["nights"]
    assert kept["tried_distraction"] == "a_little"
