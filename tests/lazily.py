"""Large modules imported at first use, since every worker collects all tests but runs only some."""

from importlib import import_module
from typing import Any


class Lazily:
    """A module that is imported at the first use of one of its attributes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return the module's attribute; collecting tests asks for names with an underscore."""
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)


signal = Lazily("scipy.signal")
stats = Lazily("scipy.stats")
pyloudnorm = Lazily("pyloudnorm")
frictionless = Lazily("frictionless")
duckdb = Lazily("duckdb")
