"""The way to the session bus of a Linux desktop."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

LEAVE_SECONDS = 1.0


async def connect() -> MessageBus:
    """Connect to the session bus. Raises one of many errors if there is none."""
    from dbus_fast.aio import MessageBus

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    usual = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not address and os.path.isabs(usual) and os.path.exists(usual):
        address = f"unix:path={usual}"
    return await MessageBus(bus_address=address).connect()


async def gone(bus: MessageBus) -> None:
    """Wait until the bus has gone away. Raises OSError or EOFError if it did so by itself."""
    import asyncio

    # Shielded: to be cancelled here must not end what `leave` waits for.
    await asyncio.shield(bus.wait_for_disconnect())  # type: ignore[no-untyped-call]


async def leave(bus: MessageBus) -> None:
    """Leave the bus, and wait until its socket is closed."""
    import asyncio

    bus.disconnect()
    with contextlib.suppress(OSError, EOFError, TimeoutError):
        await asyncio.wait_for(bus.wait_for_disconnect(), LEAVE_SECONDS)  # type: ignore[no-untyped-call]
