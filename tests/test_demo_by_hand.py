"""Twelve invented nights worked out on paper, the clock change of 25 October 2026 among them.

Read a row so: tried at 23:23, asleep 30 min later at 23:53; to 06:47 that is 6 h 54 = 414 min (SPT), less
16 awake = 398 (TST). Given to sleep: 30 + 398 + 16 + 0 = 444 (DSE); 398 of 444 is 89.6 %. In bed from 23:01
to 07:05: 8 h 04 = 484; 398 of 484 is 82.2 %. Half of 414 is 207: the middle is 23:53 + 3 h 27 = 03:20.
In the night of the 24th the clocks went from 03:00 back to 02:00, so 22:37 to 04:38 is 7 h 01 and not 6 h 01.
"""

from dataclasses import dataclass, fields
from datetime import date

import pytest

from rlscompanion import demo
from rlscompanion.content.routines import load_routines
from rlscompanion.domain import measures
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night

TONIGHT = date(2026, 10, 30)


@dataclass(frozen=True)
class Worked:
    """A night worked out on paper: clock times without seconds, minutes, and percent to one decimal."""

    evening: str
    in_bed: str
    tried: str
    latency: int
    awake: int
    woke: str
    up: str
    again: int
    onset: str
    period: int
    asleep: int
    episode: int
    efficiency: float
    in_bed_efficiency: float
    middle: str


# evening      bed   tried   SOL   WASO   woke    up   again  onset   SPT   TST   DSE     SE  SE bed  middle
PAPER = """
2026-10-29  23:01  23:23     30     16  06:47  07:05      0  23:53    414    398    444   89.6   82.2  03:20
2026-10-28  22:27  22:40     19      5  06:21  06:33      0  22:59    442    437    461   94.8   89.9  02:40
2026-10-27  22:14  22:27     11     17  06:10  06:37      0  22:38    452    435    463   94.0   86.5  02:24
2026-10-26  23:21  23:30     29      0  05:41  06:04      0  23:59    342    342    371   92.2   84.9  02:50
2026-10-25  22:48  23:09     39     16  05:42  06:13      0  23:48    354    338    393   86.0   76.0  02:45
2026-10-24  21:46  22:00     37     39  04:38  04:58      0  22:37    421    382    458   83.4   77.6  02:07
2026-10-23  22:52  22:55     32      0  06:04  06:16     12  23:27    397    397    441   90.0   89.4  02:46
2026-10-22  23:07  23:24     28     46  06:10  06:17      7  23:52    378    332    413   80.4   77.2  03:01
2026-10-21  21:56  22:08     45     10  05:00  05:20     16  22:53    367    357    428   83.4   80.4  01:57
2026-10-20  21:55  21:58     51     59  06:01  06:05      0  22:49    432    373    483   77.2   76.1  02:25
2026-10-19  22:43  22:59     22     46  06:39  07:04     13  23:21    438    392    473   82.9   78.2  03:00
2026-10-18  21:59  22:25     52    121  06:51  07:05      0  23:17    454    333    506   65.8   61.0  03:04
"""


def worked(line: str) -> Worked:
    cells = line.split()
    kinds = [field.type for field in fields(Worked)]
    return Worked(*(kind(cell) for kind, cell in zip(kinds, cells, strict=True) if callable(kind)))


ON_PAPER = [worked(line) for line in PAPER.strip().splitlines()]


@pytest.fixture(scope="module")
def invented() -> dict[str, Night]:
    nights = demo.invent_nights(TONIGHT, "Europe/Berlin", load_routines().routines)
    return {each.night.evening.isoformat(): each.night for each in nights}


def clock(moment: Moment | None) -> str:
    assert moment is not None
    return f"{moment.local:%H:%M}"


@pytest.mark.parametrize("paper", ON_PAPER, ids=lambda paper: paper.evening)
def test_the_program_finds_what_was_worked_out_on_paper(invented: dict[str, Night], paper: Worked) -> None:
    sleep = invented[paper.evening].main_sleep
    assert sleep is not None

    assert (clock(sleep.went_to_bed), clock(sleep.tried_to_sleep)) == (paper.in_bed, paper.tried)
    assert (clock(sleep.woke_up), clock(sleep.got_up)) == (paper.woke, paper.up)
    assert (sleep.minutes_to_fall_asleep, sleep.minutes_awake) == (paper.latency, paper.awake)
    assert sleep.minutes_trying_again == paper.again
    assert clock(measures.sleep_onset(sleep)) == paper.onset
    assert measures.sleep_period(sleep) == paper.period
    assert measures.total_sleep(sleep) == paper.asleep
    assert measures.sleep_episode(sleep) == paper.episode
    assert measures.sleep_efficiency(sleep) == pytest.approx(paper.efficiency, abs=0.05)
    assert measures.efficiency_in_bed(sleep) == pytest.approx(paper.in_bed_efficiency, abs=0.05)
    assert clock(measures.sleep_midpoint(sleep)) == paper.middle


def test_the_clocks_went_back_in_one_of_them(invented: dict[str, Night]) -> None:
    sleep = invented["2026-10-24"].main_sleep
    assert sleep is not None
    assert sleep.tried_to_sleep is not None
    assert sleep.woke_up is not None
    assert (sleep.tried_to_sleep.offset, sleep.woke_up.offset) == (120, 60)
