"""How the app looks: colours by theme, sizes, and the one style sheet made of them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FONT_FAMILIES = ["Inter", "Cantarell", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
TARGET = 44
"""The least height of anything to press, in pixels."""

LARGEST_IN_RING = 28
"""Words inside the ring grow no further, in pixels; the time there is large already."""

LARGEST_IN_FIGURE = 24
"""Nor do the few words beside a drawn leg: the leg needs the room, and the page says them too."""

LARGEST_IN_SESSION = {"step": 56, "side": 40, "signal": 40, "cue": 38, "fact": 34, "aside": 30, "button": 26}
"""Nor do the large words of a session, which are to be seen all at once while the hands are busy."""

LARGEST_AT_NIGHT = 46
"""Nor do the few words of the night, which are to be seen without scrolling."""


@dataclass(frozen=True)
class Theme:
    """One set of colours, as #rrggbb, and the least text size in pixels."""

    name: str
    ground: str
    raised: str
    line: str
    text: str
    soft: str
    accent: str
    accent_ground: str
    on_accent: str
    warning: str
    smallest: int

    def size(self, pixels: int) -> int:
        """A text size in this theme."""
        return max(pixels, self.smallest)


DUSK = Theme(
    name="dusk",
    ground="#0f0a07",
    raised="#19110b",
    line="#38281a",
    text="#e3b983",
    soft="#a78159",
    accent="#e6a150",
    accent_ground="#3b2510",
    on_accent="#ffd9a3",
    warning="#e08a5b",
    smallest=15,
)
EMBER = Theme(
    name="ember",
    ground="#000000",
    raised="#0a0100",
    line="#3d0900",
    text="#cf2408",
    soft="#bb1a02",
    accent="#d62a0c",
    accent_ground="#160300",
    on_accent="#dc3010",
    warning="#cf2408",
    smallest=24,
)
DAY = Theme(
    name="day",
    ground="#f3eee4",
    raised="#faf7f0",
    line="#d5cab8",
    text="#35281b",
    soft="#6d5b46",
    accent="#91591a",
    accent_ground="#eddcc0",
    on_accent="#4a2d0a",
    warning="#96401d",
    smallest=15,
)
THEMES = {theme.name: theme for theme in (DUSK, EMBER, DAY)}


def palette(theme: Theme) -> QPalette:
    """The palette that everything without a style of its own takes."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.ground,
        roles.WindowText: theme.text,
        roles.Base: theme.raised,
        roles.AlternateBase: theme.ground,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.soft,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.on_accent,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent_ground,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent,
        roles.Light: theme.line,
        roles.Midlight: theme.line,
        roles.Mid: theme.line,
        roles.Dark: theme.ground,
        roles.Shadow: theme.ground,
        roles.Accent: theme.accent,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.line))
    return made


def start(app: QApplication, scale: float = 1.0) -> None:
    """Style the application before its first window is shown, so that no bright frame is."""
    app.setStyle("Fusion")
    app.setPalette(palette(DUSK))
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(round(17 * scale))
    app.setFont(font)


def dress(window: QWidget, theme: Theme, scale: float = 1.0) -> None:
    """Put a window and all in it into a theme."""
    window.setStyleSheet(style_sheet(theme, scale))
    # After the sheet, which brings back the palette from before it.
    window.setPalette(palette(theme))


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """The style sheet of a theme, its texts `scale` times as large as designed (1 to 2)."""

    def px(pixels: int) -> str:
        return f"{round(theme.size(pixels) * scale)}px"

    def large(role: str, pixels: int) -> str:
        return f"{min(round(theme.size(pixels) * scale), LARGEST_IN_SESSION[role])}px"

    return f"""
QWidget {{ background: {theme.ground}; color: {theme.text}; font-size: {px(17)}; }}
QLabel, QCheckBox {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {px(34)}; font-weight: 300; }}
QLabel[role="step"] {{ font-size: {large("step", 40)}; font-weight: 300; }}
QLabel[role="side"] {{ font-size: {large("side", 27)}; color: {theme.accent}; }}
QLabel[role="signal"] {{ font-size: {large("signal", 30)}; color: {theme.accent}; font-weight: 300; }}
QLabel[role="cue"] {{ font-size: {large("cue", 25)}; }}
QLabel[role="fact"] {{ font-size: {large("fact", 20)}; }}
QLabel[role="step"][room="spare"] {{ font-size: {min(round(theme.size(24) * scale), 42)}px; }}
QLabel[role="step"][room="tight"] {{ font-size: {min(round(theme.size(30) * scale), 48)}px; }}
QLabel[role="step"][room="ample"] {{ font-size: {large("step", 48)}; }}
QLabel[role="cue"][room="ample"] {{ font-size: {large("cue", 36)}; }}
QLabel[role="fact"][room="ample"] {{ font-size: {large("fact", 26)}; }}
QLabel[role="aside"] {{ font-size: {large("aside", 17)}; color: {theme.soft}; }}
QLabel[role="next"] {{ font-size: {large("aside", 18)}; color: {theme.soft}; }}
QLabel[role="next"][state="near"] {{ font-size: {large("fact", 22)}; color: {theme.accent}; }}
QLabel[role="night"] {{ font-size: {min(round(theme.size(28) * scale), LARGEST_AT_NIGHT)}px; }}
QLabel[role="heading-large"] {{ font-size: {px(24)}; font-weight: 300; }}
QLabel[role="sentence"] {{ font-size: {px(19)}; }}
QLabel[role="advice"] {{ font-size: {px(18)}; }}
QLabel[role="soft"] {{ font-size: {px(16)}; color: {theme.soft}; }}
QLabel[role="small"] {{ font-size: {px(15)}; color: {theme.soft}; }}
QLabel[role="heading"] {{ font-size: {px(16)}; color: {theme.soft}; font-weight: 600; }}
QLabel[role="problem"] {{ font-size: {px(15)}; color: {theme.warning}; }}
QLabel[role="recorded"] {{ font-size: {px(14)}; color: {theme.soft}; }}
QLabel[role="notice"] {{ font-size: {px(15)}; color: {theme.soft}; padding: 10px 40px 14px 40px; }}
QLabel[role="figure"] {{ font-size: {px(26)}; font-weight: 300; }}
LegFigure {{ font-size: {min(round(theme.size(15) * scale), LARGEST_IN_FIGURE)}px; }}
ChartView {{ font-size: {px(14)}; }}
RingTimer {{ font-size: {min(round(theme.size(17) * scale), LARGEST_IN_RING)}px; }}
QLabel[role="card-title"], QLabel[role="reading"] {{ font-size: {px(18)}; }}
QTextEdit {{ background: transparent; border: none; font-size: {px(18)};
  selection-background-color: {theme.accent_ground}; selection-color: {theme.on_accent}; }}
QFrame[role="banner"] {{ background: {theme.raised}; border: 1px solid {theme.line}; border-radius: 12px; }}
QFrame[role="line"] {{ background: {theme.line}; max-height: 1px; border: none; }}

QPushButton {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line};
  border-radius: 12px; padding: 6px 20px; min-height: {round((TARGET - 14) * scale)}px; }}
QPushButton:hover {{ border-color: {theme.soft}; }}
QPushButton:pressed {{ background: {theme.accent_ground}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 19px; outline: none; }}
QPushButton:disabled {{ color: {theme.line}; }}
QPushButton[role="primary"] {{ background: {theme.accent_ground}; color: {theme.on_accent};
  border-color: {theme.accent}; font-size: {px(19)}; }}
QPushButton[bulk="large"] {{ min-height: 60px; padding: 0 14px; min-width: 112px; }}
QPushButton[bulk="session"] {{ font-size: {large("button", 17)}; min-height: 60px; padding: 0 8px;
  min-width: 88px; }}
QPushButton[bulk="arrow"] {{ padding: 0; min-width: 42px; min-height: {TARGET - 2}px; }}
QPushButton[bulk="wide"] {{ min-height: 60px; min-width: 180px; }}
QPushButton[bulk="start"] {{ min-height: 118px; border-radius: 16px; }}
QLabel[role="start"] {{ font-size: {px(26)}; font-weight: 400; color: {theme.on_accent}; }}
QLabel[role="start-lengths"] {{ font-size: {px(16)}; color: {theme.text}; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; color: {theme.soft}; }}
QPushButton[role="flat"]:hover {{ color: {theme.text}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {theme.accent}; color: {theme.text}; }}
QPushButton[role="flat"]:disabled {{ color: {theme.line}; }}
QPushButton[role="primary"]:disabled {{ background: {theme.raised}; color: {theme.line};
  border-color: {theme.line}; }}
QPushButton[role="card"], QPushButton[role="card"]:focus {{ padding: 0; text-align: left; }}
QPushButton[bulk="fold"], QPushButton[bulk="fold"]:checked {{ padding: 6px 5px; text-align: left;
  background: transparent; color: {theme.text}; border-color: transparent; }}
QPushButton[bulk="fold"]:focus {{ padding: 5px 4px; border: 2px solid {theme.accent}; }}
QPushButton[bulk="text"] {{ padding: 6px 15px; }}
QPushButton[bulk="text"]:focus {{ padding: 5px 14px; }}
QPushButton[role="choice"] {{ background: {theme.accent_ground}; color: {theme.text};
  border-color: {theme.line}; border-radius: 20px; font-size: {px(32)}; min-height: 104px; }}
QPushButton[role="choice"]:focus {{ border: 2px solid {theme.accent}; }}
QPushButton[role="dawn"] {{ background: #fff8ea; color: #4a2d0a; border: 2px solid #d9a566;
  border-radius: 20px; font-size: {min(round(26 * scale), LARGEST_AT_NIGHT)}px; min-height: 84px; }}
QPushButton[role="dawn"]:focus {{ border: 3px solid #8a4b16; }}
QPushButton[bulk="day"] {{ padding: 6px 4px; min-width: {TARGET}px; }}
QPushButton[bulk="day"]:focus {{ padding: 5px 3px; }}
QPushButton[role="period"] {{ min-width: 84px; padding: 6px 10px; }}
QPushButton[role="nav"] {{ background: transparent; border: none; border-radius: 0;
  border-bottom: 2px solid {theme.ground}; color: {theme.soft};
  padding: 6px 4px; margin-right: {round(22 / scale)}px; font-size: {px(16)}; }}
QPushButton[role="nav"]:checked {{ background: transparent; color: {theme.text};
  border-bottom: 2px solid {theme.accent}; }}
QPushButton[role="nav"]:focus {{ border-bottom: 2px solid {theme.text}; color: {theme.text}; }}

QLineEdit, QPlainTextEdit, QComboBox {{ background: {theme.raised}; border: 1px solid {theme.line};
  border-radius: 10px; padding: 4px 12px; min-height: {round((TARGET - 10) * scale)}px;
  selection-background-color: {theme.accent_ground}; selection-color: {theme.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {theme.accent};
  padding: 3px 11px; }}
QPlainTextEdit[bulk="note"] {{ font-size: {px(15)}; padding: 2px 8px; }}
QPlainTextEdit[bulk="note"]:focus {{ padding: 1px 7px; }}
QLineEdit[state="problem"] {{ border-color: {theme.warning}; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {theme.soft}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {theme.line}; }}
QComboBox::drop-down {{ border: none; width: 34px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {theme.raised}; border: 1px solid {theme.line}; outline: none;
  selection-background-color: {theme.accent_ground}; selection-color: {theme.on_accent}; padding: 6px; }}
QComboBox QAbstractItemView::item {{ min-height: {TARGET}px; }}

QCheckBox {{ spacing: 12px; min-height: {TARGET}px; }}
QCheckBox::indicator {{ width: 20px; height: 20px; border: 1px solid {theme.soft}; border-radius: 6px;
  background: {theme.raised}; }}
QCheckBox::indicator:checked {{ border-color: {theme.accent}; }}
QCheckBox:focus {{ color: {theme.on_accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {theme.accent}; }}

QProgressBar {{ background: {theme.line}; border: none; border-radius: 4px;
  min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
QMenu {{ background: {theme.raised}; border: 1px solid {theme.line}; padding: 6px; }}
QMenu::item {{ padding: 8px 26px 8px 16px; min-height: {TARGET - 16}px; border-radius: 8px; }}
QMenu::item:selected {{ background: {theme.accent_ground}; color: {theme.on_accent}; }}
QMenu::item:disabled {{ color: {theme.line}; }}

QSlider::groove:horizontal {{ height: 4px; background: {theme.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.soft}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 20px; height: 20px; margin: -8px 0; border-radius: 10px;
  background: {theme.accent}; }}
QSlider:focus {{ border: 1px solid {theme.accent}; border-radius: 10px; }}

QListView {{ background: {theme.ground}; border: 1px solid {theme.line}; border-radius: 12px; outline: none;
  padding: 6px; }}
QListView:focus {{ border: 2px solid {theme.accent}; padding: 5px; }}
QListView::item {{ min-height: {TARGET}px; border-radius: 8px; padding: 0 10px; }}
QListView::item:selected {{ background: {theme.accent_ground}; color: {theme.on_accent}; }}
QListView QLineEdit {{ min-height: 0; padding: 2px 8px; }}
QPushButton:checked {{ background: {theme.accent_ground}; border-color: {theme.accent}; }}
QTableView {{ background: {theme.ground}; border: none; outline: none; gridline-color: transparent;
  selection-background-color: {theme.accent_ground}; selection-color: {theme.on_accent}; }}
QTableView::item {{ padding: 0 4px 0 10px; border-bottom: 1px solid {theme.raised}; }}
QCalendarWidget QWidget {{ alternate-background-color: {theme.ground}; }}
QCalendarWidget QAbstractItemView {{ background: {theme.ground}; border: none; outline: none;
  selection-background-color: {theme.ground}; selection-color: {theme.text}; font-size: {px(15)}; }}
QPushButton[role="answer"] {{ min-width: 44px; padding: 6px 12px; }}
QLabel[role="answer"] {{ font-size: {px(16)}; }}
QHeaderView {{ background: {theme.ground}; border: none; }}
QHeaderView::section {{ background: {theme.ground}; color: {theme.soft}; border: none;
  font-size: {px(15)}; padding: 6px 6px 6px 13px; min-height: {round(26 * scale)}px; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 5px; min-height: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0;
  background: none; }}
QScrollBar:horizontal {{ height: 0; }}
QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line}; padding: 6px; }}
"""
