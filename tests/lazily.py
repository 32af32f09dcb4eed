"""Large modules that a test imports only when it runs: every worker collects all tests, and runs some."""

from importlib import import_module
from typing import Any


class Lazily:
    """A module by its name, imported at the first use of anything in it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Give what the module has under this name; collecting tests asks for names with an underscore."""
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)


signal = Lazily("scipy.signal")
stats = Lazily("scipy.stats")
pyloudnorm = Lazily("pyloudnorm")
frictionless = Lazily("frictionless")
duckdb = Lazily("duckdb")
