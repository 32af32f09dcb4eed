"""The window shown first if the log is locked; it asks for the passphrase of the log."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.passphrase import WRONG_PASSPHRASE
from rlscompanion.bedtime.preferences import neighbouring_text_scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.theme import DESIGNED_HEIGHT, DESIGNED_WIDTH, DUSK, LARGEST_TITLE_BAR, apply_theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.passphrase_field import PassphraseField

FORGOTTEN_PASSPHRASE_TEXT = "If you forgot the passphrase, nobody can open the log for you."
WITHOUT_LOG_TEXT = "Massage, sound and Lights out work without the log. What you do then is not saved."


class UnlockWindow(QWidget):
    """A window with a field for the passphrase of the log, and a button to continue without the log.

    `unlock` tries a typed passphrase. It returns whether the passphrase is right, or raises Refusal.
    """

    def __init__(self, unlock: Callable[[str], bool], text_scale: float = 1.0) -> None:
        super().__init__()
        self._unlock, self._text_scale = unlock, text_scale
        self.is_unlocked = self.is_without_log = False
        self.setWindowTitle("RLS Companion")
        apply_theme(self, DUSK, text_scale)
        free = self.screen().availableSize() - QSize(0, LARGEST_TITLE_BAR)
        self.resize(QSize(DESIGNED_WIDTH, DESIGNED_HEIGHT).boundedTo(free))
        self._field = PassphraseField("Passphrase")
        self._field.returnPressed.connect(self._try_passphrase)
        self._problem = notice_label("Problem")
        lines = add_parts(
            in_column(STRETCH, label("Your log is locked", "title"), 10, margins=(0, 36, 0, 32)),
            label("Passphrase", "body", buddy=self._field),
            self._field,
            self._problem,
            10,
            (
                button("Unlock", "Unlock", "primary", pressed=self._try_passphrase),
                0,
                Qt.AlignmentFlag.AlignLeft,
            ),
            40,
            label(FORGOTTEN_PASSPHRASE_TEXT, "small", wrap=True),
            label(WITHOUT_LOG_TEXT, "small", wrap=True),
            (
                button(
                    "Go on without the log",
                    "Go on without the log",
                    "flat",
                    pressed=self._continue_without_log,
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            ),
            STRETCH,
        )
        in_column(CentredColumn(lines, 560), into=self)
        for keys, action in (
            (QKeySequence.StandardKey.ZoomIn, self._enlarge_text),
            (QKeySequence.StandardKey.ZoomOut, self._reduce_text),
        ):
            QShortcut(QKeySequence(keys), self, action)
        self._field.setFocus()

    @property
    def text_scale(self) -> float:
        """The text size that the person has set, as a factor (1 to 2) of the designed size."""
        return self._text_scale

    @Slot()
    def close_unlocked(self) -> None:
        """Close the window, since the key in the system's keyring has unlocked the log."""
        self.is_unlocked = True
        self.close()

    @Slot()
    def _try_passphrase(self) -> None:
        try:
            self.is_unlocked = self._unlock(self._field.text())
        except Refusal as refusal:
            self._show_problem(str(refusal))
            return
        if self.is_unlocked:
            self.close()
            return
        self._show_problem(WRONG_PASSPHRASE)

    def _show_problem(self, sentence: str) -> None:
        self._field.selectAll()
        self._field.setFocus()
        show_or_hide(self._problem, sentence)
        announce(self, sentence)

    @Slot()
    def _continue_without_log(self) -> None:
        self.is_without_log = True
        self.close()

    @Slot()
    def _enlarge_text(self) -> None:
        self._change_text_scale_by(1)

    @Slot()
    def _reduce_text(self) -> None:
        self._change_text_scale_by(-1)

    def _change_text_scale_by(self, steps: int) -> None:
        self._text_scale = neighbouring_text_scale(self._text_scale, steps)
        apply_theme(self, DUSK, self._text_scale)
