"""Counts lost and repeated samples in Lights out, while the GUI thread stalls and every core is busy."""

import time

from tests.e2e.listening import RATE

from .counting import Tally
from .logs import ALL_NIGHT, prepared_folder
from .machine import Child, busy_cores, print_status, quiet_desktop
from .measures import Row
from .options import Options

DEFAULT_MINUTES = 10.0
RAMP_SECONDS = 5.0
"""How many seconds after Lights out the sound has faded in and the long sound buffer is in use."""

_MIX = '{"rain": 1.0, "surf": 1.0, "wind": 1.0}'
_KINDS = {"released": "GIL released", "held": "GIL held"}
_PIECE = 30 * RATE


def run(options: Options) -> list[Row]:
    """Count lost and repeated samples, for the number of minutes in the options."""
    minutes = options.minutes or DEFAULT_MINUTES
    folder = prepared_folder(options.directory / "data", {**ALL_NIGHT, "mix": _MIX, "level": "1.0"})
    tally = Tally()
    with quiet_desktop(options.directory) as desktop:
        with Child(desktop, "counted", folder) as child, busy_cores() as cores:
            child.wait_for("painted")
            child.press("Lights out")
            desktop.recording.wait_for_sound()
            time.sleep(RAMP_SECONDS)
            print_status(f"lights out: counting for {minutes:g} min")
            start = desktop.recording.mark()
            desktop.recording.wait_for_samples(60 * minutes)
            stop = desktop.recording.mark()
            heard = list(child.heard)
        for begin in range(start, stop, _PIECE):
            tally.add(desktop.recording.samples(begin, min(begin + _PIECE, stop)))
    stalls = {kind: [float(each.split()[1]) for each in heard if each.startswith(kind)] for kind in _KINDS}
    title = f"lights out, {minutes:g} min, {cores} cores loaded: samples lost or repeated"
    return [
        Row(title, str(tally), "0", tally.wrong == 0),
        *(
            Row(f"  stalls of the GUI thread, {words}", _account(stalls[kind]))
            for kind, words in _KINDS.items()
        ),
    ]


def _account(stalls: list[float]) -> str:
    return f"{len(stalls)}, longest {max(stalls):.2f} s" if stalls else "none"
