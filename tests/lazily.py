"""Large modules that are imported at first use, since each worker loads all tests but runs only some."""

from importlib import import_module
from typing import Any


class Lazily:
    """A module that is imported when one of its attributes is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Import the module, and return its attribute.

        Names with an underscore are missing, since pytest asks for such names when it collects tests.
        """
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)


signal = Lazily("scipy.signal")
stats = Lazily("scipy.stats")
pyloudnorm = Lazily("pyloudnorm")
frictionless = Lazily("frictionless")
duckdb = Lazily("duckdb")
