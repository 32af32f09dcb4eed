import pytest

from rlscompanion.bedtime.ports import MediaCommand
from rlscompanion.desktop.media_listeners import MediaListeners
from tests.desktop.outside import OutsideRequests


def test_what_is_asked_for_is_handed_on() -> None:
    asked = OutsideRequests()
    listeners = MediaListeners(asked.commands.append, asked.levels.append)
    assert listeners.deliver_command(MediaCommand.STOP)
    assert listeners.deliver_level(0.25)
    assert (asked.commands, asked.levels) == ([MediaCommand.STOP], [0.25])


def test_a_listener_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail(value: object) -> None:
        raise RuntimeError("a bug")

    listeners = MediaListeners(fail, fail)
    assert not listeners.deliver_command(MediaCommand.STOP)
    assert not listeners.deliver_level(0.25)
    assert [record.exc_info is not None for record in caplog.records] == [True, True]


def test_after_the_close_nothing_is_handed_on() -> None:
    asked = OutsideRequests()
    listeners = MediaListeners(asked.commands.append, asked.levels.append)
    listeners.close()
    assert not listeners.deliver_command(MediaCommand.STOP)
    assert not listeners.deliver_level(0.25)
    assert (asked.commands, asked.levels) == ([], [])
