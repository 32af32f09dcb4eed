"""The number of examples for each property test: few in the daily run, many in the thorough run.

Both runs include every property test; `-m thorough` selects the thorough run.
"""

import re

import pytest
from hypothesis import settings

DEFAULT_EXAMPLES = 12
THOROUGH_EXAMPLES = 200


def pytest_configure(config: pytest.Config) -> None:
    """Set the number of examples before test modules are imported, without a time limit for examples."""
    is_thorough = _is_thorough(config)
    examples = THOROUGH_EXAMPLES if is_thorough else DEFAULT_EXAMPLES
    settings.register_profile("rlscompanion", deadline=None, max_examples=examples)
    settings.load_profile("rlscompanion")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the thorough run, mark every property test as thorough."""
    if not _is_thorough(config):
        return
    for item in items:
        is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if is_property and item.get_closest_marker("long") is None:
            item.add_marker("thorough")


def examples(wanted: int) -> int:
    """The number of examples in the present run for a property with `wanted` examples in the thorough run."""
    usual = settings.default
    assert usual is not None
    return max(1, round(wanted * usual.max_examples / THOROUGH_EXAMPLES))


def _is_thorough(config: pytest.Config) -> bool:
    """Whether the command line asks for the thorough run."""
    return re.search(r"(?<!not )\bthorough\b", config.option.markexpr) is not None
