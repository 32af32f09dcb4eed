"""No test may depend on the machine's clock, since a busy machine is slow, not wrong.

The sources of the tests are checked. Only `tests/waiting.py` may wait, and only the benchmarks may measure
times.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.cases import each_case

TESTS = Path(__file__).parent
HARNESS = {"waiting.py", "processes.py", "e2e/sink.py"}
CLOCKS = {
    *("perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time", "process_time_ns"),
    *("thread_time", "thread_time_ns", "time_ns", "elapsed", "nsecsElapsed", "hasExpired"),
}
ARITHMETIC = {"abs", "float", "int", "max", "min", "round", "sum"}
SLEEPS = {"sleep", "qWait", "qSleep", "usleep", "msleep"}
QT_WAITS = {"waitUntil", "waitSignal", "waitSignals", "waitCallback", "waitActive", "waitExposed"}
OF_TIME = re.compile(rf"\b({'|'.join(CLOCKS | SLEEPS | QT_WAITS | {'time', 'wait', 'timeout'})})\b")


def checked() -> list[Path]:
    """The source files of the tests, except those for waiting and benchmarks."""
    return sorted(
        path
        for path in TESTS.rglob("*.py")
        if (name := path.relative_to(TESTS).as_posix()) not in HARNESS and not name.startswith("benchmarks/")
    )


class Clocked:
    """Finds the names in a module whose values come from the machine's clock."""

    def __init__(self, module: ast.Module) -> None:
        self._nodes = list(ast.walk(module))
        self._names: set[str] = set()
        while self._spread():
            pass

    def faults(self) -> Iterator[str]:
        """Comparisons and assertions about the clock, sleeps, and waits with their own time limits."""
        for node in self._nodes:
            if isinstance(node, ast.Assert) and self.tells_time(node.test):
                yield f"line {node.lineno}: an assertion about elapsed time"
            elif isinstance(node, ast.Compare) and self.tells_time(node):
                yield f"line {node.lineno}: a comparison of elapsed time"
            elif isinstance(node, ast.Call):
                yield from _calls(node)

    def tells_time(self, node: ast.expr) -> bool:
        """Whether the value of an expression comes from the clock, directly or through names."""
        match node:
            case ast.Call(func=func, args=args):
                name = _name(func)
                if name in CLOCKS or ast.unparse(func) == "time.time":
                    return True
                is_reckoned = name in ARITHMETIC and any(map(self.tells_time, args))
                return is_reckoned or name in self._names
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in self._names
            case ast.BinOp(left=left, right=right):
                return self.tells_time(left) or self.tells_time(right)
            case ast.UnaryOp(operand=operand):
                return self.tells_time(operand)
            case ast.Compare(left=left, comparators=others):
                return any(map(self.tells_time, [left, *others]))
            case ast.BoolOp(values=values) | ast.Tuple(elts=values):
                return any(map(self.tells_time, values))
        return False

    def _spread(self) -> bool:
        """Add names and functions whose value comes from the clock; return whether any were added."""
        before = len(self._names)
        for node in self._nodes:
            match node:
                case ast.Assign(targets=targets, value=value):
                    self._take(targets, value)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    self._take([target], value)
                case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                    self._take([target], value)
                case ast.FunctionDef(name=name):
                    if any(self.tells_time(value) for value in _returned(node)):
                        self._names.add(name)
        return len(self._names) > before

    def _take(self, targets: list[ast.expr], value: ast.expr) -> None:
        for target in targets:
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                for one, its in zip(target.elts, value.elts, strict=False):
                    self._take([one], its)
            elif self.tells_time(value) and (name := _name(target)):
                self._names.add(name)


def _returned(function: ast.FunctionDef) -> list[ast.expr]:
    return [each.value for each in ast.walk(function) if isinstance(each, ast.Return) and each.value]


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _calls(node: ast.Call) -> Iterator[str]:
    name = _name(node.func)
    if name in SLEEPS:
        yield f"line {node.lineno}: a sleep"
    if name == "wait" and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "qtbot":
        yield f"line {node.lineno}: a sleep"
    given = [keyword.value for keyword in node.keywords if keyword.arg == "timeout"]
    if name in QT_WAITS and [_name(value) for value in given] != ["PATIENCE_MS"]:
        yield f"line {node.lineno}: {name} without timeout=PATIENCE_MS"
    if any(isinstance(value, ast.Constant) and value.value is not None for value in given):
        yield f"line {node.lineno}: a limit of its own, timeout="


def faults_of(source: str) -> list[str]:
    """The faults in the source of a module; a module without any word about time has none."""
    return list(Clocked(ast.parse(source)).faults()) if OF_TIME.search(source) else []


def test_no_test_judges_by_the_clock_or_sleeps() -> None:
    found = {path.relative_to(TESTS).as_posix(): faults_of(path.read_text("utf-8")) for path in checked()}

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_most_tests_are_checked() -> None:
    names = {path.relative_to(TESTS).as_posix() for path in checked()}

    assert len(names) > 200
    assert {"test_tour.py", "e2e/test_bedtime.py", "audio/test_synthesis.py"} <= names
    assert {name for name in HARNESS if not (TESTS / name).is_file()} == set()


@each_case(
    "source",
    [
        "began = time.monotonic()\nassert time.monotonic() - began < 15.0",
        "began = perf_counter()\nspent = perf_counter() - began\nassert spent < 0.2",
        "start, end = time.process_time(), time.process_time()\nassert round(end - start) == 0",
        "def spent(start):\n    return time.monotonic() - start\nassert spent(0) < 1",
        "self.seconds = time.time() - began\nassert toured.seconds < 45",
        "is_quick = time.thread_time() - began < 1\nassert is_quick",
        "timer = QElapsedTimer()\nassert timer.elapsed() < 200",
        "while not done():\n    if time.monotonic() > deadline:\n        raise TimeoutError",
        "assert before <= now <= time.time()",
        "assert (spent := time.monotonic() - began) and spent < 3",
        "time.sleep(0.1)",
        "QTest.qWait(50)",
        "qtbot.wait(50)",
        "qtbot.waitUntil(is_done)",
        "qtbot.waitSignal(timer.timeout, timeout=1000)",
        "subprocess.run(command, timeout=60)",
    ],
)
def test_what_is_forbidden_is_found(source: str) -> None:
    assert faults_of(source) != []


@each_case(
    "source",
    [
        "wait_until(is_done, 'the end')\nassert found == 3",
        "engine = Engine(clock=time.monotonic)\nassert engine.devices() == []",
        "fade = Fade(time.monotonic(), 30.0)\nassert fade.is_over",
        "clock = FakeClock()\nassert clock.seconds() == 10",
        "assert night.time() == time(22, 30)",
        "with qtbot.waitSignal(timer.timeout, timeout=PATIENCE_MS):\n    timer.start()",
    ],
)
def test_what_is_allowed_is_left_alone(source: str) -> None:
    assert faults_of(source) == []
