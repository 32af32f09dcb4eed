"""Desktop notifications with buttons on Linux, macOS and Windows, through desktop-notifier."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from rlscompanion.desktop.session_bus import BusThread, disconnect_from

if TYPE_CHECKING:
    import asyncio

_log = logging.getLogger(__name__)

APP_NAME, APP_ICON_NAME = "RLS Companion", "rlscompanion"

NOTIFICATION_NOT_SHOWN = "Your desktop does not show notifications, or they are turned off."


@dataclass(frozen=True, eq=False)
class _Notification:
    """A notification to be shown, with the listeners to its events.

    The listeners are called in the thread of the notification.
    """

    title: str
    message: str
    answers: Sequence[tuple[str, str]]
    on_answer: Callable[[str], None]
    on_shown: Callable[[], None]
    on_trouble: Callable[[str], None]


class DesktopNotifications:
    """Shows one desktop notification at a time; implements `Notifier`.

    Each notification has a thread of its own.
    """

    def __init__(self, make: Callable[[], Any] | None = None) -> None:
        self._make = make or _make_notifier
        self._thread: BusThread | None = None

    def show(
        self,
        title: str,
        message: str,
        answers: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
        on_shown: Callable[[], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        """Show a notification, which replaces an earlier notification; returns at once.

        Each of `answers` is a button: a key, and the words on the button. `on_answer` is called with the key
        of the button that was pressed. `on_shown` is called when the notification is shown, `on_trouble` with
        a sentence if the notification cannot be shown. All listeners are called in the notification's thread.
        """
        self.withdraw()
        note = _Notification(title, message, answers, on_answer, on_shown, on_trouble)
        self._thread = BusThread("notification", _log)
        self._thread.start(partial(self._serve, note))

    def withdraw(self) -> None:
        """Remove the notification, if one is shown."""
        if self._thread is not None:
            self._thread.close()
            self._thread = None

    def close(self) -> None:
        """Remove the notification, if one is shown, before the program ends."""
        self.withdraw()

    async def _serve(self, note: _Notification, _news: asyncio.Event) -> None:
        """Show a notification until it is answered or this is cancelled."""
        import asyncio

        from desktop_notifier import Button

        notifier = self._make()
        dispatched, answered = asyncio.Event(), asyncio.Event()

        def answer(key: str) -> None:
            answered.set()
            note.on_answer(key)

        identifier = ""
        try:
            # It raises nothing where nothing can be shown; it only does not say that it was dispatched.
            identifier = await notifier.send(
                note.title,
                note.message,
                buttons=[Button(words, partial(answer, key)) for key, words in note.answers],
                on_clicked=partial(answer, note.answers[0][0]),
                on_dispatched=dispatched.set,
            )
            if not dispatched.is_set():
                note.on_trouble(NOTIFICATION_NOT_SHOWN)
                return
            note.on_shown()
            await answered.wait()
        finally:
            await _put_away(notifier, identifier if dispatched.is_set() else "")


async def _put_away(notifier: Any, identifier: str) -> None:
    """Clear a notification and leave the bus that it was shown by."""
    if identifier in await notifier.get_current_notifications():
        await notifier.clear(identifier)
    # It never leaves the bus by itself.
    bus = getattr(notifier._backend, "bus", None)
    if bus is not None:
        await disconnect_from(bus)


def _make_notifier() -> Any:
    from desktop_notifier import DesktopNotifier, Icon

    # The window says that nothing could be shown; no traceback is needed.
    logging.getLogger("desktop_notifier").setLevel(logging.ERROR)
    return DesktopNotifier(app_name=APP_NAME, app_icon=Icon(name=APP_ICON_NAME))
