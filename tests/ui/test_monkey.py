"""Random presses at night: the log has only what was meant, and the night stays dark and quiet."""

import pytest

from rlscompanion.domain.ratings import Scale
from tests.ui.bedside import Bedside
from tests.ui.monkey import Monkey


# A box that opens its list asks for what the screenless platform cannot do.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(
    ("seed", "acts"),
    [
        (1, 120),
        *(pytest.param(seed, 5000, marks=pytest.mark.thorough) for seed in (2, 3, 4, 5)),
    ],
)
def test_the_log_says_only_what_was_meant(bedside: Bedside, seed: int, acts: int) -> None:
    monkey = Monkey(bedside, seed)

    for number in range(acts):
        try:
            monkey.act()
        except AssertionError as error:
            error.add_note(f"act {number} of seed {seed}: " + "; ".join(monkey.acts[-6:]))
            raise

    seen = monkey.witness.see()
    assert seen.nights, "no bedtime was ever begun"
    assert len(Scale) == 4
