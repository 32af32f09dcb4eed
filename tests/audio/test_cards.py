import threading
from collections.abc import Callable

import miniaudio
import numpy as np
import pytest

from rlscompanion.audio.cards import MiniaudioOutputs
from rlscompanion.audio.output import NoOutputError, Output, PullFrames
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from tests.waiting import wait_until


class _Devices:
    def __init__(self, backends: object) -> None:
        pass

    def get_playbacks(self) -> list[dict[str, object]]:
        return [{"name": name, "id": number} for number, name in enumerate(("Card", "Card"))]


def test_each_card_has_a_name_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miniaudio.Devices", _Devices)
    monkeypatch.setattr(MiniaudioOutputs, "_backends", lambda self: [1])
    assert MiniaudioOutputs().device_names() == ["Card", "Card (2)"]


def test_the_default_is_opened_where_the_chosen_device_is_missing_or_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = MiniaudioOutputs()
    started: list[str | None] = []

    def start(pull: PullFrames, period_ms: int, name: str | None, device_id: object) -> Output:
        started.append(name)
        if name is not None:
            raise NoOutputError("busy")
        raise NoOutputError("no default either")

    monkeypatch.setattr(cards, "_devices_by_name", lambda: {"Headphones": 1})
    monkeypatch.setattr(cards, "_start", start)
    lost: Callable[[], None] = lambda: None  # noqa: E731
    for device in ("Headphones", "Elsewhere", None):
        with pytest.raises(NoOutputError, match="no default either"):
            cards.open(lambda frames: np.zeros((frames, 2), np.float32), lost, 60, device)
    assert started == ["Headphones", None, None, None]


def test_a_device_asks_for_frames_until_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    # The backend that plays into nothing: what is asked of it is as it is of a real card.
    monkeypatch.setattr(MiniaudioOutputs, "_backends", lambda self: [miniaudio.Backend.NULL])
    asked = threading.Event()

    def pull(frames: int) -> Samples:
        assert frames > 0
        asked.set()
        return np.zeros((frames, 2), np.float32)

    cards = MiniaudioOutputs()
    for device in (*cards.device_names(), None):
        asked.clear()
        output = cards.open(pull, asked.set, 60, device)
        wait_until(asked.is_set, "frames asked for")
        assert (output.device, output.is_lost) == (device, False)
        assert output.buffer_frames == 2 * 60 * SAMPLE_RATE // 1000
        output.close()


def test_the_null_backend_is_never_used() -> None:
    assert "NULL" not in {backend.name for backend in MiniaudioOutputs()._backends()}
