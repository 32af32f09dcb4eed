"""Answers questions about an application's accessibility tree; run by the system's Python.

Questions and answers are lines of JSON. A question names an operation and an element: {"op": "find", "pid":
7, "by": "id", "value": "Pause"}. The answer is {"result": ...} or {"error": "..."}. Only visible elements are
found. If a window does not answer, the process ends.
"""

from __future__ import annotations

import json
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = (
    *("ACTIVE", "CHECKED", "EDITABLE", "ENABLED", "EXPANDED", "FOCUSABLE", "FOCUSED", "MODAL", "SELECTED"),
    *("SENSITIVE", "SHOWING", "VISIBLE"),
)
CALL_TIMEOUT_MS = 20_000
# A window that hangs answers nothing, and there are many questions to a tree.
REQUEST_TIMEOUT_SECONDS = 100


def application(pid: int) -> Any | None:
    """The root element of a process's application; None if it is not on the accessibility bus."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for index in range(desktop.get_child_count()):
        try:
            found = desktop.get_child_at_index(index)
            if found is not None and found.get_process_id() == pid:
                # What is cached goes stale without a main loop.
                found.set_cache_mask(Atspi.Cache.NONE)
                return found
        except GLib.Error:
            continue
    return None


def children(node: Any) -> Iterator[Any]:
    """Yield the child elements of an element, without children that vanish meanwhile."""
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child is not None:
            yield child


def walk(node: Any) -> Iterator[Any]:
    """Yield all visible elements below an element, parents before children; skip all inside hidden ones."""
    for child in children(node):
        try:
            shows = child.get_state_set().contains(Atspi.StateType.SHOWING)
        except GLib.Error:
            continue
        if shows:
            yield child
            yield from walk(child)


def find_all(request: dict[str, Any]) -> Iterator[Any]:
    """Yield the visible elements that a request asks for."""
    root = application(request["pid"])
    if root is None:
        return
    for node in walk(root):
        try:
            word = node.get_accessible_id() if request["by"] == "id" else node.get_name()
        except GLib.Error:
            continue
        if word == request["value"]:
            yield node


def describe(node: Any) -> dict[str, Any]:
    """All facts about an element that tests use."""
    interfaces = node.get_interfaces()
    states = node.get_state_set()
    description: dict[str, Any] = {
        "identifier": node.get_accessible_id() or "",
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "role": node.get_role_name(),
        "states": [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))],
        "text": None,
        "value": None,
        "bounds": [0, 0, 0, 0],
        "actions": actions(node),
    }
    if "Component" in interfaces:
        box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
        description["bounds"] = [box.x, box.y, box.width, box.height]
    if "Text" in interfaces:
        description["text"] = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    elif "Value" in interfaces:
        # Of a time or date field Qt would complain, having no number to give.
        description["value"] = Atspi.Value.get_current_value(node)
    return description


def actions(node: Any) -> list[str]:
    """The names of an element's actions, without the spaces that Qt adds from version 6.12 on."""
    if "Action" not in node.get_interfaces():
        return []
    count = Atspi.Action.get_n_actions(node)
    return [Atspi.Action.get_action_name(node, i).replace(" ", "") for i in range(count)]


def do_action(node: Any, action: str) -> bool:
    """Do the action with this name; return False if the element does not have the action.

    An empty name stands for the action of pressing: Press or Toggle.
    """
    names = actions(node)
    if not action:
        action = next((name for name in ("Press", "Toggle") if name in names), "")
    return action in names and bool(Atspi.Action.do_action(node, names.index(action)))


def set_text(node: Any, text: str) -> bool:
    """Replace the text of an element; return False if the text cannot be edited."""
    return "EditableText" in node.get_interfaces() and bool(Atspi.EditableText.set_text_contents(node, text))


def set_value(node: Any, value: float) -> bool:
    """Set the number of an element; return False if the element has no number."""
    return "Value" in node.get_interfaces() and bool(Atspi.Value.set_current_value(node, value))


def has_focus(node: Any) -> bool:
    """Whether an element has the focus; False if the element has vanished."""
    try:
        return bool(node.get_state_set().contains(Atspi.StateType.FOCUSED))
    except GLib.Error:
        return False


def grab_focus(node: Any) -> bool:
    """Give the focus to an element; return whether that worked."""
    return bool(Atspi.Component.grab_focus(node))


def tree(node: Any, depth: int = 0) -> Iterator[str]:
    """Yield a line of text for each visible element below an element."""
    for child in children(node):
        try:
            said = describe(child)
        except GLib.Error:
            continue
        if "showing" not in said["states"]:
            continue
        parts = [said["role"], repr(said["identifier"]), repr(said["name"])]
        parts += [f"{key}={said[key]!r}" for key in ("text", "value") if said[key] is not None]
        parts += [state for state in ("focused", "checked", "modal") if state in said["states"]]
        parts += [] if "sensitive" in said["states"] else ["disabled"]
        yield "  " * depth + " ".join(parts)
        yield from tree(child, depth + 1)


def answer(request: dict[str, Any]) -> Any:
    """Carry out a request, and return the result."""
    operation = request["op"]
    if operation == "ready":
        return True
    if operation == "tree":
        root = application(request["pid"])
        return "" if root is None else "\n".join(tree(root))
    if operation == "find_all":
        return [describe(node) for node in find_all(request)]
    if operation == "focused":
        root = application(request["pid"])
        return None if root is None else next(map(describe, filter(has_focus, walk(root))), None)
    # A control and the word beside it may have the same name: what can be done is done to the first that can.
    if operation == "do":
        return any(do_action(node, request["action"]) for node in find_all(request))
    if operation == "set_text":
        return any(set_text(node, request["text"]) for node in find_all(request))
    if operation == "set_value":
        return any(set_value(node, request["number"]) for node in find_all(request))
    node = next(find_all(request), None)
    if operation == "find":
        return None if node is None else describe(node)
    if node is None:
        return False
    if operation == "value":
        return Atspi.Value.get_current_value(node) if "Value" in node.get_interfaces() else None
    if operation == "focus":
        return grab_focus(node)
    raise ValueError(f"no operation {operation!r}")


def main() -> None:
    """Answer the request on each line of standard input, until the input ends."""
    # The bindings call get_action_name deprecated, and offer nothing in its place.
    warnings.simplefilter("ignore", DeprecationWarning)
    Atspi.init()
    Atspi.set_timeout(CALL_TIMEOUT_MS, CALL_TIMEOUT_MS)
    for line in sys.stdin:
        signal.alarm(REQUEST_TIMEOUT_SECONDS)
        try:
            reply = {"result": answer(json.loads(line))}
        except (GLib.Error, ValueError, KeyError) as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        signal.alarm(0)
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
