"""The window that asks for the log's passphrase before anything else appears."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.passphrase import WRONG_PASSPHRASE
from rlscompanion.bedtime.preferences import neighbouring_text_scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.theme import DESIGNED_HEIGHT, DESIGNED_WIDTH, DUSK, TITLE_BAR, dress
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, label, notice, tell
from rlscompanion.ui.widgets.secret_line import SecretLine

WITHOUT = "Massage, sound and Lights out work without the log too. What you do then is not kept."
FORGOTTEN = "There is no way in without the passphrase."

TRIES = 3
"""After this many wrong tries the window repeats that nobody can help. Tries are not limited."""


class UnlockWindow(QWidget):
    """A field for the log's passphrase, and a button to go on without the log.

    `unlock` tries a typed passphrase and returns whether it is right, or raises Refusal.
    """

    def __init__(self, unlock: Callable[[str], bool], scale: float = 1.0) -> None:
        super().__init__()
        self._unlock, self._scale, self._tries = unlock, scale, 0
        self.is_unlocked = self.goes_without = False
        self.setWindowTitle("RLS Companion")
        dress(self, DUSK, scale)
        room = self.screen().availableSize() - QSize(0, TITLE_BAR)
        self.resize(QSize(DESIGNED_WIDTH, DESIGNED_HEIGHT).boundedTo(room))
        self._field = SecretLine("Passphrase")
        self._field.returnPressed.connect(self._try)
        self._problem = notice("Problem")
        lines = filled(
            in_column(STRETCH, label("Your log is locked", "title"), 10, margins=(0, 36, 0, 32)),
            label("Passphrase", "body", buddy=self._field),
            self._field,
            self._problem,
            10,
            (button("Unlock", "Unlock", "primary", pressed=self._try), 0, Qt.AlignmentFlag.AlignLeft),
            40,
            label(WITHOUT, "small", wrap=True),
            (
                button("Go on without the log", "Go on without the log", "flat", pressed=self._go_without),
                0,
                Qt.AlignmentFlag.AlignLeft,
            ),
            STRETCH,
        )
        in_column(CentredColumn(lines, 560), into=self)
        for keys, action in (
            (QKeySequence.StandardKey.ZoomIn, self._larger),
            (QKeySequence.StandardKey.ZoomOut, self._smaller),
        ):
            QShortcut(QKeySequence(keys), self, action)
        self._field.setFocus()

    @property
    def scale(self) -> float:
        """The person's text size as a factor of the designed size, from 1 to 2."""
        return self._scale

    @Slot()
    def let_in(self) -> None:
        """Close the window as unlocked, because the key was found in the system's keyring."""
        self.is_unlocked = True
        self.close()

    @Slot()
    def _try(self) -> None:
        try:
            self.is_unlocked = self._unlock(self._field.text())
        except Refusal as refusal:
            self._say(str(refusal))
            return
        if self.is_unlocked:
            self.close()
            return
        self._tries += 1
        self._say(WRONG_PASSPHRASE if self._tries < TRIES else f"{WRONG_PASSPHRASE} {FORGOTTEN}")

    def _say(self, sentence: str) -> None:
        self._field.selectAll()
        self._field.setFocus()
        tell(self._problem, sentence)
        announce(self, sentence)

    @Slot()
    def _go_without(self) -> None:
        self.goes_without = True
        self.close()

    @Slot()
    def _larger(self) -> None:
        self._scale_by(1)

    @Slot()
    def _smaller(self) -> None:
        self._scale_by(-1)

    def _scale_by(self, steps: int) -> None:
        self._scale = neighbouring_text_scale(self._scale, steps)
        dress(self, DUSK, self._scale)
