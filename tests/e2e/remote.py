"""Operates an application through its accessibility tree, as the users of a screen reader do."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.processes import death_signal_prefix
from tests.waiting import PATIENCE_SECONDS, wait_until

SYSTEM_PYTHON = "/usr/bin/python3"

ASK_SECONDS = 0.1
"""The seconds between two questions to the window while a test waits for something.

Each question keeps three processes busy.
"""


@dataclass(frozen=True)
class Element:
    """A visible element of a window, as it was when it was found.

    `bounds` are its x, y, width and height on the screen. Fields have a `text`, sliders a `value`;
    `Remote.value` reads the number of a spin box.
    """

    identifier: str
    name: str
    description: str
    role: str
    states: frozenset[str]
    text: str | None
    value: float | None
    bounds: tuple[int, int, int, int]
    actions: tuple[str, ...]

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Create an element from the answer of the accessibility server."""
        return cls(
            **{
                **said,
                "states": frozenset(said["states"]),
                "bounds": tuple(said["bounds"]),
                "actions": tuple(said["actions"]),
            }
        )

    @property
    def centre(self) -> tuple[int, int]:
        """The centre of the element on the screen, as x and y."""
        x, y, width, height = self.bounds
        return x + width // 2, y + height // 2


class AccessibilityServer:
    """A process that reads the accessibility tree for tests.

    It is run by the system's Python, which alone has the bindings for the accessibility bus.
    """

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = dict(environment)
        self._log = log
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        with self._log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*death_signal_prefix(), SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_server.py"))],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        try:
            self.ask({"op": "ready"})
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process of the server."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        process.communicate()

    def ask(self, request: Mapping[str, Any]) -> Any:
        """Send a request to the server and return the result. Raises RuntimeError if the request fails."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("the accessibility server is not running")
        try:
            process.stdin.write(json.dumps(dict(request)) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            said = self._log.read_text(errors="replace")
            raise RuntimeError(f"the accessibility server has ended, or the window does not answer:\n{said}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{request['op']}: {answer['error']}")
        return answer["result"]


class Remote:
    """The visible elements of an application, found by accessible identifier or by accessible name.

    The first argument of a method is an identifier; `name=` is a name.
    """

    def __init__(
        self,
        server: AccessibilityServer,
        pid: int,
        *,
        check: Callable[[], None],
        activate: Callable[[], None],
        click: Callable[[int, int], None],
    ) -> None:
        """Store three functions: fail if the application has ended, focus its window, click at a point."""
        self._server = server
        self._pid = pid
        self.patience = PATIENCE_SECONDS
        self._check = check
        self._activate = activate
        self._click = click

    def find(self, identifier: str = "", *, name: str = "") -> Element | None:
        """The first visible element with this identifier or name; None if there is none."""
        said = self._ask("find", identifier, name)
        return None if said is None else Element.of(said)

    def find_all(self, identifier: str = "", *, name: str = "") -> list[Element]:
        """All visible elements with this identifier or name."""
        return [Element.of(said) for said in self._ask("find_all", identifier, name)]

    def exists(self, identifier: str = "", *, name: str = "") -> bool:
        """Whether an element with this identifier or name is visible."""
        return self.find(identifier, name=name) is not None

    def wait_for(self, identifier: str = "", *, name: str = "", enabled: bool = False) -> Element:
        """Wait until an element with this identifier or name is visible; return the element.

        With `enabled`, wait until the element can be used, too.
        """
        found = self._wait(
            identifier,
            name,
            lambda element: element is not None and (not enabled or "sensitive" in element.states),
        )
        assert found is not None
        return found

    def wait_gone(self, identifier: str = "", *, name: str = "") -> None:
        """Wait until no element with this identifier or name is visible."""
        self._wait(identifier, name, lambda element: element is None)

    def wait_name(self, identifier: str, condition: Callable[[str], bool]) -> str:
        """Wait until the accessible name of an element meets a condition; return the name."""
        found = self._wait(identifier, "", lambda one: one is not None and condition(one.name))
        assert found is not None
        return found.name

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds; fail if the application ends first."""

        def holds() -> bool:
            self._check()
            return condition()

        wait_until(holds, what, self.patience, ASK_SECONDS)

    def press(self, identifier: str = "", *, name: str = "") -> None:
        """Wait for a control that can be used, then press or toggle the control."""
        self._act("do", identifier, name, action="")

    def do(self, identifier: str, action: str) -> None:
        """Do an action of a control, given by the action's name, such as Increase or ShowMenu."""
        self._act("do", identifier, "", action=action)

    def set_text(self, identifier: str = "", text: str = "", *, name: str = "") -> None:
        """Replace the text of a field."""
        self._act("set_text", identifier, name, text=text)

    def choose(self, identifier: str, item: str) -> None:
        """Open a combo box, and click the item with this text."""
        self._activate()
        self._act("do", identifier, "", action="ShowMenu")
        items: list[Element] = []

        def offered() -> bool:
            items[:] = [one for one in self.find_all(name=item) if one.role == "list item"]
            return bool(items)

        self.wait_until(offered, f"the item {item!r} of {identifier}")
        self._click(*items[0].centre)
        self.wait_name(identifier, lambda name: item in name)

    def set_value(self, identifier: str = "", value: float = 0.0, *, name: str = "") -> None:
        """Set the number of a spin box or slider."""
        self._act("set_value", identifier, name, number=value)

    def focus(self, identifier: str) -> None:
        """Give the focus to an element, and wait until the element has the focus."""
        self._activate()
        self._act("focus", identifier, "")
        self._wait(identifier, "", lambda one: one is not None and "focused" in one.states)

    def name(self, identifier: str) -> str:
        """The accessible name of an element."""
        return self.wait_for(identifier).name

    def text(self, identifier: str) -> str:
        """The text of a field, or the accessible name of an element without text."""
        element = self.wait_for(identifier)
        return element.name if element.text is None else element.text

    def value(self, identifier: str) -> float:
        """The number of a spin box or slider."""
        element = self.wait_for(identifier)
        value = self._ask("value", identifier, "")
        if not isinstance(value, float):
            raise LookupError(f"{element} has no value")
        return value

    def focused(self) -> Element | None:
        """The visible element that has the focus; None if no element has the focus."""
        said = self._server.ask({"op": "focused", "pid": self._pid})
        return None if said is None else Element.of(said)

    def tree(self) -> str:
        """All visible elements of the application as text, one a line."""
        return str(self._server.ask({"op": "tree", "pid": self._pid}))

    def _wait(
        self, identifier: str, name: str, condition: Callable[[Element | None], bool]
    ) -> Element | None:
        found: Element | None = None

        def holds() -> bool:
            nonlocal found
            found = self.find(identifier, name=name)
            if condition(found):
                return True
            self._check()
            return False

        try:
            wait_until(holds, identifier or repr(name), self.patience, ASK_SECONDS)
        except TimeoutError as error:
            error.add_note(f"The window shows {found or 'nothing so called'}.")
            raise
        return found

    def _act(self, operation: str, identifier: str, name: str, **details: object) -> None:
        element = self.wait_for(identifier, name=name, enabled=True)
        if not self._ask(operation, identifier, name, **details):
            raise LookupError(f"{operation} {details or ''}: not possible with {element}")

    def _ask(self, operation: str, identifier: str, name: str, **details: object) -> Any:
        if bool(identifier) == bool(name):
            raise ValueError("an identifier or a name is needed, not both")
        by, value = ("id", identifier) if identifier else ("name", name)
        return self._server.ask({"op": operation, "pid": self._pid, "by": by, "value": value, **details})
