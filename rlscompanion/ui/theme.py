"""The look of the app: the colours of each theme, the text sizes, and the Qt style sheet."""

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FONT_FAMILIES = ["Inter", "Cantarell", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
LEAST_PRESS_PIXELS = 44
"""Smallest height in pixels of anything that can be pressed, such as a button."""

LARGEST_TEXT_IN_RING = 28
"""Largest size in pixels of words inside the ring that shows the time left. Digits there can be larger."""

LARGEST_TEXT_IN_FIGURE = 24
"""Largest size in pixels of words beside the drawing of a leg, which needs the space."""

LARGEST_TEXT_IN_SESSION = {
    "step": 56,
    "side": 40,
    "signal": 40,
    "cue": 38,
    "fact": 34,
    "aside": 30,
    "button": 26,
}
"""Largest size in pixels of each kind of large text in a session, so that all texts stay visible."""

MAX_NIGHT_TEXT_PIXELS = 46
"""Largest size in pixels of words on night pages, so that all words are visible without scrolling."""


def mixed_colour(one: QColor, two: QColor, share: float) -> QColor:
    """A mixture of two colours: `one` at share 0, `two` at share 1."""
    return QColor.fromRgbF(
        one.redF() + share * (two.redF() - one.redF()),
        one.greenF() + share * (two.greenF() - one.greenF()),
        one.blueF() + share * (two.blueF() - one.blueF()),
    )


@dataclass(frozen=True)
class Theme:
    """The colours of a theme, as #rrggbb, and its smallest text size in pixels.

    `raised_background` is the background of controls and `line` the colour of edges. `soft_text` is a weaker
    colour, for less important text. `accent` marks what is most important. Selected things have
    `accent_background` and `text_on_accent`.
    """

    name: str
    background: str
    raised_background: str
    line: str
    text: str
    soft_text: str
    accent: str
    accent_background: str
    text_on_accent: str
    warning: str
    smallest_text_pixels: int

    @property
    def disabled_text(self) -> str:
        """The colour of words that cannot be pressed now: half as strong as `soft_text`."""
        return mixed_colour(QColor(self.soft_text), QColor(self.background), 0.5).name()

    def text_pixels(self, pixels: int) -> int:
        """A text size in pixels, or the smallest text size of this theme if that is larger."""
        return max(pixels, self.smallest_text_pixels)


DUSK = Theme(
    name="dusk",
    background="#0f0a07",
    raised_background="#19110b",
    line="#38281a",
    text="#e3b983",
    soft_text="#a78159",
    accent="#e6a150",
    accent_background="#3b2510",
    text_on_accent="#ffd9a3",
    warning="#e08a5b",
    smallest_text_pixels=15,
)
"""The usual dark theme."""

EMBER = Theme(
    name="ember",
    background="#000000",
    raised_background="#0a0100",
    line="#3d0900",
    text="#cf2408",
    soft_text="#bb1a02",
    accent="#d62a0c",
    accent_background="#160300",
    text_on_accent="#dc3010",
    warning="#cf2408",
    smallest_text_pixels=24,
)
"""The night theme: dim red on black, after lights out and in a session with closed eyes."""

DAY = Theme(
    name="day",
    background="#f3eee4",
    raised_background="#faf7f0",
    line="#d5cab8",
    text="#35281b",
    soft_text="#6d5b46",
    accent="#91591a",
    accent_background="#eddcc0",
    text_on_accent="#4a2d0a",
    warning="#96401d",
    smallest_text_pixels=15,
)
"""The light theme of daytime pages."""

THEMES = {theme.name: theme for theme in (DUSK, EMBER, DAY)}
"""All themes by name."""


def theme_palette(theme: Theme) -> QPalette:
    """A Qt palette with the colours of a theme, for everything that the style sheet does not style."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.background,
        roles.WindowText: theme.text,
        roles.Base: theme.raised_background,
        roles.AlternateBase: theme.background,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.soft_text,
        roles.Button: theme.raised_background,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.text_on_accent,
        roles.ToolTipBase: theme.raised_background,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent_background,
        roles.HighlightedText: theme.text_on_accent,
        roles.Link: theme.accent,
        roles.Light: theme.line,
        roles.Midlight: theme.line,
        roles.Mid: theme.line,
        roles.Dark: theme.background,
        roles.Shadow: theme.background,
        roles.Accent: theme.accent,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled_text))
    return made


QT_ARGUMENTS = ("-style", "Fusion")
"""Command line arguments for a QApplication that set its style. A later change of style takes 10 ms more."""


def style_application(app: QApplication, text_scale: float = 1.0) -> None:
    """Style the application before its first window is shown, so that no window flashes bright.

    `text_scale` is the text size that the person has set, as a factor from 1 to 2.
    """
    app.setPalette(theme_palette(DUSK))
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(round(17 * text_scale))
    app.setFont(font)


DESIGNED_WIDTH, DESIGNED_HEIGHT = 1280, 800
"""Size in pixels of the window for which the pages are designed."""

LARGEST_TITLE_BAR = 60
"""Largest height in pixels that the title bar of a window is expected to have."""

SCALE_GROWTH, LARGEST_WINDOW_SCALE, WINDOW_SCALE_STEP = 0.9, 2.5, 0.05


def scale_for_window(width: int, height: int) -> float:
    """The factor, from 1 to 2.5, by which a window of this size in pixels enlarges everything on it.

    The factor grows more slowly than the window, so that a large window also shows more. It grows in steps,
    since each change restyles the window. A window on a 4K screen reaches 2.5.
    """
    larger = min(width / DESIGNED_WIDTH, height / DESIGNED_HEIGHT) - 1
    steps = int(SCALE_GROWTH * larger / WINDOW_SCALE_STEP + 1e-9)
    return min(LARGEST_WINDOW_SCALE, max(1.0, 1 + WINDOW_SCALE_STEP * steps))


def apply_theme(window: QWidget, theme: Theme, text_scale: float = 1.0, window_scale: float = 1.0) -> None:
    """Give a window the colours and the style sheet of a theme.

    `text_scale` enlarges the text of the window, `window_scale` everything on it.
    """
    window.setProperty("window_scale", window_scale)
    window.setStyleSheet(style_sheet(theme, text_scale, window_scale))
    # After the sheet, which brings back the palette from before it.
    window.setPalette(theme_palette(theme))


def style_sheet(theme: Theme, text_scale: float = 1.0, window_scale: float = 1.0) -> str:
    """The Qt style sheet of a theme.

    `text_scale` (1 to 2) enlarges text. `window_scale` (1 to 2.5) enlarges everything, text included.
    """

    def px(pixels: int, largest: float = math.inf) -> str:
        return f"{round(window_scale * min(theme.text_pixels(pixels) * text_scale, largest))}px"

    def large(role: str, pixels: int) -> str:
        return px(pixels, LARGEST_TEXT_IN_SESSION[role])

    def gap(pixels: float) -> str:
        return f"{round(window_scale * pixels)}px"

    def inner(pixels: float) -> str:
        """The padding inside a focus outline, which is thicker than the usual one."""
        return f"{round(window_scale * pixels) - (focus - edge)}px"

    press, raised = LEAST_PRESS_PIXELS, theme.raised_background
    edge = round(window_scale)
    focus = 2 * edge

    # Qt draws no round corners of more than half a knob's height, which groove and overlap make up.
    groove, overlap = round(4 * window_scale), round(8 * window_scale)
    knob = groove + 2 * overlap
    box = round(window_scale * 20 * text_scale)
    chip = 2 * round((LEAST_PRESS_PIXELS - 14) / 2 * text_scale + 7)
    return f"""
QWidget {{ background: {theme.background}; color: {theme.text}; font-size: {px(17)}; }}
QLabel, QCheckBox, QWidget[role="clear"] {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {px(34)}; font-weight: 300; }}
QLabel[role="step"] {{ font-size: {large("step", 40)}; font-weight: 300; }}
QLabel[role="side"] {{ font-size: {large("side", 27)}; color: {theme.accent}; }}
QLabel[role="signal"] {{ font-size: {large("signal", 30)}; color: {theme.accent}; font-weight: 300; }}
QLabel[role="cue"] {{ font-size: {large("cue", 25)}; }}
QLabel[role="fact"] {{ font-size: {large("fact", 20)}; }}
QLabel[role="step"][density="spare"] {{ font-size: {px(24, 42)}; }}
QLabel[role="step"][density="tight"] {{ font-size: {px(30, 48)}; }}
QLabel[role="step"][density="ample"] {{ font-size: {large("step", 48)}; }}
QLabel[role="cue"][density="ample"] {{ font-size: {large("cue", 36)}; }}
QLabel[role="fact"][density="ample"] {{ font-size: {large("fact", 26)}; }}
QLabel[role="aside"] {{ font-size: {large("aside", 17)}; color: {theme.soft_text}; }}
QLabel[role="caution"] {{ font-size: {large("aside", 20)}; }}
QLabel[role="next"] {{ font-size: {large("aside", 18)}; color: {theme.soft_text}; }}
QLabel[role="next"][state="near"] {{ font-size: {large("fact", 22)}; color: {theme.accent}; }}
QLabel[role="night"] {{ font-size: {px(28, MAX_NIGHT_TEXT_PIXELS)}; }}
QLabel[role="heading-large"] {{ font-size: {px(24)}; font-weight: 300; }}
QLabel[role="sentence"] {{ font-size: {px(19)}; }}
QLabel[role="advice"] {{ font-size: {px(18)}; }}
QLabel[role="soft"] {{ font-size: {px(16)}; color: {theme.soft_text}; }}
QLabel[role="small"] {{ font-size: {px(15)}; color: {theme.soft_text}; }}
QLabel[role="heading"] {{ font-size: {px(16)}; color: {theme.soft_text}; font-weight: 600; }}
QLabel[role="problem"] {{ font-size: {px(15)}; color: {theme.warning}; }}
QLabel[role="recorded"] {{ font-size: {px(14)}; color: {theme.soft_text}; }}
QLabel[role="notice"] {{ font-size: {px(15)}; color: {theme.soft_text}; }}
QLabel[role="figure"] {{ font-size: {px(26)}; font-weight: 300; }}
LegFigure {{ font-size: {px(15, LARGEST_TEXT_IN_FIGURE)}; }}
ChartView {{ font-size: {px(14)}; }}
RingTimer {{ font-size: {px(17, LARGEST_TEXT_IN_RING)}; }}
QLabel[role="card-title"], QLabel[role="reading"] {{ font-size: {px(18)}; }}
QTextEdit {{ background: transparent; border: none; font-size: {px(18)};
  selection-background-color: {theme.accent_background}; selection-color: {theme.text_on_accent}; }}
QFrame[role="banner"] {{ background: {raised}; border: {edge}px solid {theme.line};
  border-radius: {gap(12)}; }}
QFrame[role="drop"] {{ background: transparent; border: {focus}px dashed {theme.line};
  border-radius: {gap(14)}; }}
QFrame[role="line"] {{ background: {theme.line}; max-height: {edge}px; border: none; }}

QPushButton {{ background: {raised}; color: {theme.text}; border: {edge}px solid {theme.line};
  border-radius: {gap(12)}; padding: {gap(6)} {gap(20)}; min-height: {gap((press - 14) * text_scale)}; }}
QPushButton:hover {{ border-color: {theme.soft_text}; }}
QPushButton:pressed {{ background: {theme.accent_background}; }}
QPushButton:focus {{ border: {focus}px solid {theme.accent}; padding: {inner(6)} {inner(20)};
  outline: none; }}
QPushButton:disabled {{ color: {theme.disabled_text}; }}
QPushButton[role="primary"] {{ background: {theme.accent_background}; color: {theme.text_on_accent};
  border-color: {theme.accent}; font-size: {px(19)}; }}
QPushButton[bulk="large"] {{ min-height: {gap(60)}; padding: 0 {gap(14)}; min-width: {gap(112)}; }}
QPushButton[bulk="session"] {{ font-size: {large("button", 17)}; min-height: {gap(60)};
  padding: 0 {gap(8)}; min-width: {gap(88)}; }}
QPushButton[bulk="below-figure"] {{ font-size: {large("button", 17)}; }}
QPushButton[bulk="arrow"] {{ padding: 0; min-width: {gap(42)}; min-height: {gap(press - 2)}; }}
QPushButton[bulk="wide"] {{ min-height: {gap(60)}; min-width: {gap(180)}; }}
QPushButton[bulk="start"] {{ min-height: {gap(150)}; border-radius: {gap(16)}; }}
QPushButton[bulk="second"] {{ min-height: {gap(90)}; border-radius: {gap(16)}; }}
QPushButton[role="chip"] {{ border-radius: {gap(18)}; padding: {gap(6)} {gap(16)}; }}
QPushButton[role="chip"]:checked {{ color: {theme.text_on_accent}; }}
QPushButton[role="chip"]:focus {{ padding: {inner(6)} {inner(16)}; }}
QLabel[role="start"] {{ font-size: {px(26)}; font-weight: 400; color: {theme.text_on_accent}; }}
QLabel[role="start-lengths"] {{ font-size: {px(16)}; color: {theme.text}; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; color: {theme.soft_text}; }}
QPushButton[role="flat"]:hover {{ color: {theme.text}; }}
QPushButton[role="flat"]:focus {{ border: {focus}px solid {theme.accent}; color: {theme.text}; }}
QPushButton[role="flat"]:disabled {{ color: {theme.disabled_text}; }}
QPushButton[role="primary"]:disabled {{ background: {raised}; color: {theme.disabled_text};
  border-color: {theme.line}; }}
QPushButton[role="card"], QPushButton[role="card"]:focus {{ padding: 0; text-align: left; }}
QPushButton[bulk="fold"], QPushButton[bulk="fold"]:checked {{ padding: {gap(6)} {gap(5)}; text-align: left;
  background: transparent; color: {theme.text}; border-color: transparent; }}
QPushButton[bulk="fold"]:focus {{ padding: {inner(6)} {inner(5)}; border: {focus}px solid {theme.accent}; }}
QPushButton[bulk="text"] {{ padding: {gap(6)} {gap(15)}; }}
QPushButton[bulk="text"]:focus {{ padding: {inner(6)} {inner(15)}; }}
QPushButton[role="choice"] {{ background: {theme.accent_background}; color: {theme.text};
  border-color: {theme.line}; border-radius: {gap(20)}; font-size: {px(32)}; min-height: {gap(104)}; }}
QPushButton[bulk="explained"] {{ font-size: {px(30, 46)}; padding: 0 {gap(12)} {gap(40)} {gap(12)};
  min-height: {gap(78)}; }}
QPushButton[digit="true"], QPushButton[digit="true"]:focus {{ text-align: left; padding-left: {gap(32)}; }}
QLabel[role="choice-line"] {{ font-size: {px(24, 30)}; color: {theme.soft_text}; padding-left: {gap(18)}; }}
QPushButton[role="choice"]:focus {{ border: {focus}px solid {theme.accent}; }}
QPushButton[role="dawn"] {{ background: #fff8ea; color: #4a2d0a; border: {focus}px solid #d9a566;
  border-radius: {gap(20)}; font-size: {px(26, MAX_NIGHT_TEXT_PIXELS)}; min-height: {gap(84)}; }}
QPushButton[role="dawn"]:focus {{ border: {edge + focus}px solid #8a4b16; }}
QPushButton[bulk="day"] {{ padding: {gap(6)} {gap(4)}; min-width: {gap(press)}; }}
QPushButton[bulk="day"]:focus {{ padding: {inner(6)} {inner(4)}; }}
QPushButton[role="period"] {{ min-width: {gap(84)}; padding: {gap(6)} {gap(10)}; }}
QPushButton[role="nav"] {{ background: transparent; border: none; border-radius: 0;
  border-bottom: {focus}px solid {theme.background}; color: {theme.soft_text};
  padding: {gap(6)} 0; margin-right: {gap(36 - 7 * text_scale)}; font-size: {px(16)}; }}
QPushButton[role="nav"][bulk="aside"] {{ margin-right: 0; margin-left: {gap(36 - 7 * text_scale)}; }}
QPushButton[role="nav"]:checked {{ background: transparent; color: {theme.text};
  border-bottom: {focus}px solid {theme.accent}; }}
QPushButton[role="nav"]:focus {{ border-bottom: {focus}px solid {theme.text}; color: {theme.text}; }}

QLineEdit, QPlainTextEdit, QComboBox {{ background: {raised}; border: {edge}px solid {theme.line};
  border-radius: {gap(10)}; padding: {gap(4)} {gap(12)}; min-height: {gap((press - 10) * text_scale)};
  selection-background-color: {theme.accent_background}; selection-color: {theme.text_on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: {focus}px solid {theme.accent};
  padding: {inner(4)} {inner(12)}; }}
QPlainTextEdit[bulk="note"] {{ font-size: {px(15)}; padding: 2px {gap(8)}; }}
QPlainTextEdit[bulk="note"]:focus {{ padding: {inner(2)} {inner(8)}; }}
QLineEdit[state="problem"] {{ border-color: {theme.warning}; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {theme.soft_text}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {theme.disabled_text}; }}
QComboBox::drop-down {{ border: none; width: {gap(34)}; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {raised}; border: {edge}px solid {theme.line}; outline: none;
  selection-background-color: {theme.accent_background}; selection-color: {theme.text_on_accent};
  padding: {gap(6)}; }}
QComboBox QAbstractItemView::item {{ min-height: {gap(press)}; }}

QCheckBox {{ spacing: {gap(12)}; min-height: {gap(press)}; }}
QCheckBox[bulk="beside"] {{ padding-right: {gap(12)}; }}
QCheckBox::indicator {{ width: {box}px; height: {box}px;
  border: {edge}px solid {theme.soft_text}; border-radius: {gap(6)}; background: {raised}; }}
QCheckBox::indicator:checked {{ border-color: {theme.accent}; }}
QCheckBox:focus {{ color: {theme.text_on_accent}; }}
QCheckBox::indicator:focus {{ width: {box - 2 * edge}px; height: {box - 2 * edge}px;
  border: {focus}px solid {theme.accent}; }}

QProgressBar {{ background: {theme.line}; border: none; border-radius: 4px;
  min-height: {gap(8)}; max-height: {gap(8)}; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
QMenu {{ background: {raised}; border: {edge}px solid {theme.line}; padding: {gap(6)}; }}
QMenu::item {{ padding: {gap(8)} {gap(26)} {gap(8)} {gap(16)}; min-height: {gap(press - 16)};
  border-radius: {gap(8)}; }}
QMenu::item:selected {{ background: {theme.accent_background}; color: {theme.text_on_accent}; }}
QMenu::item:disabled {{ color: {theme.disabled_text}; }}

QSlider {{ background: transparent; min-height: {gap(press)}; }}
QSlider::groove:horizontal {{ height: {groove}px; background: {theme.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.soft_text}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: {knob}px; height: {knob}px; margin: -{overlap}px 0;
  border-radius: {knob // 2}px; background: {theme.accent}; }}
QSlider:focus {{ border: {edge}px solid {theme.accent}; border-radius: {gap(10)}; }}

QListView {{ background: {theme.background}; border: {edge}px solid {theme.line}; outline: none;
  border-radius: {gap(12)}; padding: {gap(6)}; }}
QListView:focus {{ border: {focus}px solid {theme.accent}; padding: {inner(6)}; }}
QListView[bulk="chips"], QListView[bulk="chips"]:focus {{ border: none; padding: 0; }}
QListView[bulk="chips"]::item {{ background: {raised}; border: {edge}px solid {theme.line};
  border-radius: {gap(chip // 2)}; min-height: {gap(chip)}; padding: 0 {gap(16)}; }}
QListView[bulk="chips"]::item:selected {{
  background: {theme.accent_background}; color: {theme.text_on_accent};
  border: {edge}px solid {theme.accent}; }}
QListView[bulk="chips"]::item:focus {{ border: {focus}px solid {theme.accent}; padding: 0 {inner(16)}; }}
QListView::item {{ min-height: {gap(press)}; border-radius: {gap(8)}; padding: 0 {gap(10)}; }}
QListView::item:selected {{ background: {theme.accent_background}; color: {theme.text_on_accent}; }}
QListView QLineEdit {{ min-height: 0; padding: 2px {gap(8)}; }}
QPushButton:checked {{ background: {theme.accent_background}; border-color: {theme.accent}; }}
QFileDialog QTreeView {{ background: {theme.background}; border: {edge}px solid {theme.line}; outline: none;
  border-radius: {gap(12)}; selection-background-color: {theme.accent_background};
  selection-color: {theme.text_on_accent}; }}
QFileDialog QTreeView::item {{ min-height: {gap(press - 6)}; }}
QFileDialog QToolButton {{ background: transparent; border: {edge}px solid transparent;
  border-radius: {gap(10)}; min-width: {gap(press - 4)}; min-height: {gap(press - 4)}; }}
QFileDialog QToolButton:hover, QFileDialog QToolButton:focus {{ border-color: {theme.accent}; }}
QTableView {{ background: {theme.background}; border: none; outline: none; gridline-color: transparent;
  selection-background-color: {theme.accent_background}; selection-color: {theme.text_on_accent}; }}
QTableView::item {{ padding: 0 {gap(4)} 0 {gap(10)}; border-bottom: {edge}px solid {raised}; }}
QCalendarWidget QWidget {{ alternate-background-color: {theme.background}; }}
QCalendarWidget QAbstractItemView {{ background: {theme.background}; border: none; outline: none;
  selection-background-color: {theme.background}; selection-color: {theme.text}; font-size: {px(15)}; }}
QPushButton[role="answer"] {{ min-width: {gap(44)}; padding: {gap(6)} {gap(12)}; }}
QLabel[role="answer"] {{ font-size: {px(16)}; }}
QHeaderView {{ background: {theme.background}; border: none; }}
QHeaderView::section {{ background: {theme.background}; color: {theme.soft_text}; border: none;
  font-size: {px(15)}; padding: {gap(6)} {gap(6)} {gap(6)} {gap(13)}; min-height: {gap(26 * text_scale)}; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ background: transparent; width: {gap(10)}; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: {gap(5)}; min-height: {gap(40)}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0;
  background: none; }}
QScrollBar:horizontal {{ height: 0; }}
QToolTip {{ background: {raised}; color: {theme.text}; border: {edge}px solid {theme.line};
  padding: {gap(6)}; }}
"""
