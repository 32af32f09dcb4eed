"""Which module may import which: the layers of the app, checked on the imports of its modules."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import rlscompanion
from tests.cases import each_case

PACKAGE = "rlscompanion"
ROOT = Path(rlscompanion.__file__).parent

# A package's own module goes by "<package>.__init__", so that patterns tell ui.theme (a module) from
# ui.tonight (a page). Names inside the program leave "rlscompanion." out; "*" stands for anything.
ANY = ("*",)


@dataclass(frozen=True)
class Layer:
    """What modules with certain names may import: parts of the app, and third-party libraries."""

    name: str
    modules: tuple[str, ...]
    inside: tuple[str, ...]
    libraries: tuple[str, ...]


_FOR_PAGES = ("domain", "bedtime", "{page}", "ui.widgets", "ui.theme")

# The first layer that fits a module is its own; "{page}" is the page package that the module lies in.
LAYERS = (
    Layer("domain", ("domain.*",), ("domain",), ()),
    Layer("content", ("content.*",), ("domain", "bedtime.ports", "content", "assets", "paths", "disk"), ANY),
    Layer("storage", ("storage.*",), ("domain", "bedtime.ports", "storage", "assets", "paths", "disk"), ANY),
    Layer("report", ("exchange.report*",), ("domain", "bedtime.ports", "exchange", "charts"), ANY),
    Layer("exchange", ("exchange.*",), ("domain", "bedtime.ports", "exchange", "disk"), ANY),
    Layer(
        "sound in numpy alone",
        (
            *("audio.synthesis", "audio.sounds.*", "audio.mixer", "audio.gains", "audio.limiter"),
            "audio.channels",
        ),
        ("domain", "bedtime.ports", "audio"),
        ("numpy",),
    ),
    Layer("audio", ("audio.*",), ("domain", "bedtime.ports", "audio"), ANY),
    Layer("desktop", ("desktop.*",), ("domain", "bedtime.ports", "desktop", "disk"), ANY),
    Layer("bedtime", ("bedtime.*",), ("domain", "bedtime"), ("PySide6.QtCore",)),
    Layer("charts", ("charts.*", "charts"), ("domain", "charts", "disk"), ("PySide6", "pyqtgraph", "numpy")),
    Layer("theme", ("ui.theme", "ui.theme.*"), ("domain", "bedtime", "ui.theme"), ("PySide6",)),
    Layer(
        "widgets",
        ("ui.widgets.*",),
        ("domain", "bedtime", "ui.widgets", "ui.theme"),
        ("PySide6", "svgelements"),
    ),
    Layer(
        "insights",
        ("ui.insights.*",),
        (*_FOR_PAGES, "charts"),
        ("PySide6",),
    ),
    Layer("navigation", ("ui.flow.*",), ("domain", "bedtime", "ui"), ("PySide6",)),
    Layer("pages", ("ui.*.*",), _FOR_PAGES, ("PySide6",)),
    Layer("navigation", ("ui.*",), ("domain", "bedtime", "ui"), ("PySide6",)),
    Layer("disk", ("disk",), (), ()),
    Layer("lock", ("folder_lock",), ("disk", "domain.refusal", "paths"), ()),
    Layer("resources and folders", ("assets", "paths"), ("assets", "paths"), ("platformdirs",)),
    Layer(
        "composition",
        (
            *("app", "background", "cli", "cli_desktop", "cli_protection", "data_folder"),
            *("protection", "reports", "running", "way_in", "fonts", "demo"),
            *("tour", "tour_manners", "tour_steps", "tour_records"),
        ),
        ANY,
        ANY,
    ),
    Layer("Qt", ("qt", "system_libraries"), (), ("PySide6",)),
    Layer(
        "entry",
        ("__main__",),
        (
            "cli",
            "cli_desktop",
            "cli_protection",
            "data_folder",
            "running",
            "tour",
            "demo",
            "qt",
            "system_libraries",
            "domain",
        ),
        (),
    ),
    Layer("package", ("__init__",), (), ()),
)


@dataclass(frozen=True)
class Reserved:
    """A library or part that only certain modules may import, whatever their layers allow."""

    name: str
    imported: tuple[str, ...]
    only: tuple[str, ...]


_COMPOSITION = (
    *("app", "background", "cli", "cli_desktop", "cli_protection", "data_folder"),
    *("protection", "reports", "running", "way_in", "fonts"),
    *("tour", "tour_manners", "tour_records", "demo"),
)

RESERVED = (
    Reserved("sound output", ("miniaudio",), ("audio.cards",)),
    Reserved("decoding", ("av",), ("audio.library",)),
    Reserved("tags", ("mutagen",), ()),
    Reserved(
        "the session bus of Linux",
        ("dbus_fast",),
        ("desktop.mpris", "desktop.mpris_player", "desktop.session_bus", "desktop.portal_motion"),
    ),
    Reserved("notifications", ("desktop_notifier",), ("desktop.notifications",)),
    Reserved("media keys on Windows", ("winrt",), ("desktop.media_windows",)),
    Reserved("media keys on macOS", ("MediaPlayer", "objc"), ("desktop.media_macos",)),
    Reserved("the workspace of macOS", ("AppKit",), ("desktop.motion",)),
    Reserved("the system's keyring", ("keyring",), ("desktop.system_keyring",)),
    Reserved("no QtMultimedia", ("PySide6.QtMultimedia", "PySide6.QtMultimediaWidgets"), ()),
    Reserved("plots", ("pyqtgraph",), ("charts", "charts.*")),
    Reserved("figures", ("svgelements",), ("ui.widgets.figure*",)),
    Reserved("charts", (f"{PACKAGE}.charts",), ("charts", "charts.*", "ui.insights.*", "exchange.report*")),
    Reserved(
        "resources and folders",
        (f"{PACKAGE}.assets", f"{PACKAGE}.paths"),
        (
            *("assets", "paths", "folder_lock", "content.*", "storage.*"),
            *("app", "cli", "cli_desktop", "cli_protection", "data_folder", "fonts"),
            *("protection", "reports", "running", "tour", "way_in"),
        ),
    ),
    *(
        Reserved(f"concrete {part}", (f"{PACKAGE}.{part}",), (f"{part}.*", *_COMPOSITION))
        for part in ("content", "storage", "exchange", "audio", "desktop")
    ),
    Reserved("composition", tuple(f"{PACKAGE}.{each}" for each in _COMPOSITION), ("__main__", *_COMPOSITION)),
)


def imports_of(module: str, source: str) -> Iterator[str]:
    """Every name that a module imports anywhere, as a full dotted name.

    `from a import b` gives "a.b", since b may be a module.
    """
    parent = f"{PACKAGE}.{module}".split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=base, names=names, level=level):
                above = parent[: len(parent) - level + 1] if level else []
                whole = ".".join([*above, *([base] if base else [])])
                yield from (f"{whole}.{alias.name}" for alias in names)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether the name of a module matches one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def is_in(name: str, wholes: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of `wholes`, or is inside one of them."""
    return any(whole == "*" or name == whole or name.startswith(f"{whole}.") for whole in wholes)


def layer_of(module: str) -> Layer | None:
    """The layer of a module; None if no layer has the module."""
    return next((layer for layer in LAYERS if fits(module, layer.modules)), None)


def offences(module: str, source: str) -> list[tuple[str, str]]:
    """The forbidden imports of a module: for each, the name of the rule and the imported name."""
    found: list[tuple[str, str]] = []
    layer = layer_of(module)
    if layer is None:
        return [("every module has a layer", module)]
    page = ".".join(module.split(".")[:2])
    inside = tuple(part.format(page=page) for part in layer.inside)
    for name in imports_of(module, source):
        top, _, rest = name.partition(".")
        if top == PACKAGE:
            # The version is everybody's.
            is_allowed = is_in(rest, (*inside, "__version__"))
        else:
            is_allowed = top in sys.stdlib_module_names or is_in(name, layer.libraries)
        if not is_allowed:
            found.append((layer.name, name))
        found += [
            (reserved.name, name)
            for reserved in RESERVED
            if is_in(name, reserved.imported) and not fits(module, reserved.only)
        ]
    return found


def module_name(path: Path) -> str:
    """The dotted name of a source file in the app, such as "domain.session" or "domain.__init__"."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


MODULES = {module_name(path): path for path in sorted(ROOT.rglob("*.py")) if "resources" not in path.parts}


@each_case("module", MODULES)
def test_a_module_imports_only_what_it_may(module: str) -> None:
    assert offences(module, MODULES[module].read_text("utf-8")) == []


def test_the_modules_were_found() -> None:
    assert {"domain.session", "bedtime.ports.log", "content.routines", "__init__"} <= set(MODULES)


def order_of(sources: dict[str, str]) -> list[str]:
    """The modules, each after all modules that it imports. Raises CycleError if imports form a circle."""
    imported = {
        module: {
            other
            for name in imports_of(module, source)
            for other in sources
            if other != module and is_in(name, (f"{PACKAGE}.{other}",))
        }
        for module, source in sources.items()
    }
    return list(TopologicalSorter(imported).static_order())


def test_no_module_of_the_domain_imports_itself_by_way_of_another() -> None:
    order = order_of(
        {
            module: path.read_text("utf-8")
            for module, path in MODULES.items()
            if fits(module, ("domain.*",)) and path.name != "__init__.py"
        }
    )
    assert order.index("domain.moment") < order.index("domain.night") < order.index("domain.measures")


def test_a_circle_of_imports_is_found_though_one_is_local() -> None:
    circle = {
        "domain.night": "def late():\n    from rlscompanion.domain import measures",
        "domain.measures": "from rlscompanion.domain.night import Sleep",
    }
    with pytest.raises(CycleError):
        order_of(circle)


# --- each rule can fail -------------------------------------------------------------------------------------

# A made-up module, what it imports, and the rule that this breaks.
BREAKING = (
    ("domain.session", "import PySide6.QtCore", "domain"),
    ("domain.session", "import numpy as np", "domain"),
    ("domain.session", "from rlscompanion.bedtime.ports import Clock", "domain"),
    ("domain.session", "from rlscompanion import assets", "domain"),
    ("domain.session", "from ..bedtime import ports", "domain"),
    ("domain.__init__", "from ..ui import theme", "domain"),
    ("domain.deep.trial", "from ...storage import database", "domain"),
    ("domain.session", "def late():\n    import numpy", "domain"),
    (
        "domain.session",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from rlscompanion.ui import theme",
        "domain",
    ),
    ("domain.session", "import importlib\nimportlib.import_module('rlscompanion.app')", "domain"),
    ("content.routines", "from rlscompanion.bedtime.night_recorder import NightRecorder", "content"),
    ("content.routines", "from rlscompanion.storage.database import open_log", "content"),
    ("storage.sleep_log", "from rlscompanion.content.routines import load_routines", "storage"),
    ("storage.sleep_log", "import rlscompanion.ui.theme", "storage"),
    ("exchange.report", "from rlscompanion.storage import sleep_log", "report"),
    ("exchange.log_json", "from rlscompanion.charts import plots", "exchange"),
    ("exchange.log_json", "from rlscompanion.bedtime import night_recorder", "exchange"),
    ("audio.mixer", "from PySide6.QtCore import QObject", "sound in numpy alone"),
    ("audio.synthesis", "import scipy.signal", "sound in numpy alone"),
    ("audio.sounds.rain", "import soxr", "sound in numpy alone"),
    ("audio.gains", "import mutagen", "sound in numpy alone"),
    ("audio.engine", "from rlscompanion.bedtime.sound_control import SoundControl", "audio"),
    ("desktop.clock", "from rlscompanion.audio.engine import Engine", "desktop"),
    ("bedtime.sound_control", "from PySide6.QtWidgets import QWidget", "bedtime"),
    ("bedtime.sound_control", "from PySide6 import QtGui", "bedtime"),
    ("bedtime.sound_control", "from rlscompanion.audio.engine import Engine", "bedtime"),
    ("bedtime.sound_control", "import apsw", "bedtime"),
    ("bedtime.own_audio", "from rlscompanion.audio.library_player import LibraryPlayer", "bedtime"),
    ("bedtime.preset_shelf", "from rlscompanion.content.presets import shipped_presets", "bedtime"),
    ("bedtime.media_link", "from rlscompanion.desktop.media_keys import media_session", "bedtime"),
    ("ui.sounds.own_panel", "from rlscompanion.audio.library_files import FileScanner", "pages"),
    ("ui.tonight.page", "from rlscompanion.ui.sounds.tile import SoundTile", "pages"),
    ("charts.plots", "from rlscompanion.ui.theme import DAY", "charts"),
    ("charts.plots", "import apsw", "charts"),
    ("ui.theme", "from rlscompanion.ui.widgets import controls", "theme"),
    ("ui.widgets.ring", "from rlscompanion.ui.tonight import page", "widgets"),
    ("ui.widgets.ring", "import numpy", "widgets"),
    ("ui.insights.page", "from rlscompanion.ui.tonight.page import TonightPage", "insights"),
    ("ui.tonight.page", "from rlscompanion.ui.session.session_page import SessionPage", "pages"),
    ("ui.tonight.page", "from ..morning import page", "pages"),
    ("ui.tonight.__init__", "from ..main_window import MainWindow", "pages"),
    ("ui.tonight.page", "from rlscompanion.storage.sleep_log import SqliteSleepLog", "pages"),
    ("ui.main_window", "from rlscompanion.desktop import clock", "navigation"),
    ("ui.main_window", "from rlscompanion import app", "navigation"),
    ("disk", "from rlscompanion import paths", "disk"),
    ("folder_lock", "from rlscompanion.storage import database", "lock"),
    ("paths", "from rlscompanion.domain import night", "resources and folders"),
    ("qt", "from rlscompanion import app", "Qt"),
    ("__main__", "from rlscompanion.storage import database", "entry"),
    ("__main__", "import PySide6", "entry"),
    ("__init__", "from rlscompanion import app", "package"),
    ("audio.mixer", "import miniaudio", "sound output"),
    ("protection", "import keyring", "the system's keyring"),
    ("bedtime.evening_reminder", "import desktop_notifier", "notifications"),
    ("audio.engine", "import miniaudio", "sound output"),
    ("audio.library", "import miniaudio", "sound output"),
    ("app", "import miniaudio", "sound output"),
    ("audio.engine", "import av", "decoding"),
    ("audio.library_player", "import av", "decoding"),
    ("audio.library_files", "def late():\n    from av import open", "decoding"),
    ("audio.engine", "import mutagen", "tags"),
    ("bedtime.own_audio", "from mutagen import File", "tags"),
    ("desktop.keep_awake", "import dbus_fast", "the session bus of Linux"),
    ("desktop.media_keys", "from dbus_fast import Variant", "the session bus of Linux"),
    ("bedtime.media_link", "from dbus_fast.aio import MessageBus", "the session bus of Linux"),
    ("desktop.media_keys", "from winrt.windows import media", "media keys on Windows"),
    ("desktop.media_windows", "import MediaPlayer", "media keys on macOS"),
    ("desktop.display", "from AppKit import NSWorkspace", "the workspace of macOS"),
    ("exchange.log_json", "from av.audio import stream", "decoding"),
    ("audio.engine", "from PySide6.QtMultimedia import QAudioSink", "no QtMultimedia"),
    ("ui.sounds.page", "from PySide6 import QtMultimedia", "no QtMultimedia"),
    ("app", "import PySide6.QtMultimediaWidgets", "no QtMultimedia"),
    ("exchange.report", "import pyqtgraph as pg", "plots"),
    ("app", "import pyqtgraph", "plots"),
    ("ui.widgets.ring", "from svgelements import Path", "figures"),
    ("app", "import svgelements", "figures"),
    ("app", "from rlscompanion.charts import plots", "charts"),
    ("ui.sleep_log.page", "from rlscompanion import charts", "charts"),
    ("demo", "from rlscompanion import paths", "resources and folders"),
    ("demo", "from rlscompanion.assets import resources_folder", "resources and folders"),
    ("__main__", "from rlscompanion.paths import data_dir", "resources and folders"),
    ("ui.widgets.figure", "from rlscompanion.assets import figure_text", "resources and folders"),
    ("exchange.log_json", "from rlscompanion.paths import sleep_log_file", "resources and folders"),
    ("bedtime.night_recorder", "from rlscompanion.content import routines", "concrete content"),
    ("bedtime.night_recorder", "from rlscompanion.storage import sleep_log", "concrete storage"),
    ("ui.main_window", "from rlscompanion.exchange import log_json", "concrete exchange"),
    ("ui.main_window", "import rlscompanion.audio.engine", "concrete audio"),
    ("__main__", "from rlscompanion.desktop.clock import SystemClock", "concrete desktop"),
    ("ui.main_window", "from rlscompanion.cli import main", "composition"),
    ("storage.backups", "import rlscompanion.demo", "composition"),
    ("gadgets.lamp", "", "every module has a layer"),
    ("helpers", "import os", "every module has a layer"),
)


@each_case(("module", "source", "rule"), BREAKING)
def test_what_breaks_a_rule_is_found(module: str, source: str, rule: str) -> None:
    assert rule in {broken for broken, _ in offences(module, source)}


@each_case(
    "rule", sorted({layer.name for layer in LAYERS} - {"composition"} | {each.name for each in RESERVED})
)
def test_each_rule_is_shown_to_fail(rule: str) -> None:
    assert rule in {broken for _, _, broken in BREAKING}


@each_case(
    ("module", "source"),
    [
        ("domain.session", "import math\nfrom collections.abc import Callable\nfrom . import moment"),
        ("domain.__init__", "from .session import advance\nfrom __future__ import annotations"),
        ("content.routines", "import tomllib\nfrom rlscompanion import assets, paths"),
        ("storage.database", "import apsw\nfrom rlscompanion.bedtime.ports import SleepLog"),
        ("storage.__init__", "from rlscompanion.storage.database import open_log"),
        ("exchange.report", "import jinja2\nfrom rlscompanion.charts import plots"),
        ("audio.cards", "import miniaudio, numpy\nfrom rlscompanion.domain import soundscape"),
        ("audio.library", "import av"),
        ("audio.library_files", "import re\nfrom rlscompanion.domain.playlist import Track"),
        ("audio.sounds.rain", "import numpy as np\nfrom rlscompanion.audio.sounds.noise import HOP_FRAMES"),
        (
            "desktop.mpris_player",
            "from dbus_fast import Variant\nfrom rlscompanion.bedtime.ports import MediaState",
        ),
        (
            "content.presets",
            "from rlscompanion import assets\nfrom rlscompanion.domain.soundscape import Mix",
        ),
        ("ui.sounds.page", "from rlscompanion.ui.sounds.tile import SoundTile"),
        ("audio.mixer", "import numpy as np\nfrom rlscompanion.audio.gains import Ramp"),
        ("desktop.clock", "import tzlocal\nfrom PySide6.QtGui import QGuiApplication"),
        ("bedtime.ports", "from PySide6.QtCore import QObject\nfrom rlscompanion.domain import night"),
        ("charts.plots", "import pyqtgraph\nfrom PySide6.QtGui import QPen"),
        ("ui.widgets.figure", "import svgelements\nfrom rlscompanion.ui.theme import DUSK"),
        ("ui.insights.page", "from rlscompanion.charts import plots"),
        ("ui.tonight.page", "from . import parts\nfrom rlscompanion.ui.widgets import controls"),
        ("ui.tonight.page", "from rlscompanion.bedtime.sound_control import SoundControl"),
        ("ui.settings.page", "from rlscompanion.bedtime.preferences import TEXT_SCALES"),
        ("ui.main_window", "from rlscompanion.ui.tonight.page import TonightPage"),
        ("app", "from rlscompanion.storage import database\nfrom rlscompanion import paths, tour"),
        ("demo", "from rlscompanion.storage.sleep_log import SqliteSleepLog"),
        ("cli", "from rlscompanion import __version__, demo"),
        ("__main__", "from rlscompanion.cli import main\nfrom rlscompanion.domain.refusal import Refusal"),
        ("paths", "import platformdirs"),
    ],
)
def test_what_keeps_the_rules_is_let_through(module: str, source: str) -> None:
    assert offences(module, source) == []
