"""The part of the settings for the log's passphrase: set, change or remove it, and when to ask for it."""

from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.passphrase import EarlierBackups, PassphraseKeeper
from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import KEY_IN_KEYRING, LOCK_AFTER, LOCK_MINUTES
from rlscompanion.ui.widgets.boxes import filled, in_column
from rlscompanion.ui.widgets.choice import Choice
from rlscompanion.ui.widgets.chooser import Chooser, Tick
from rlscompanion.ui.widgets.controls import button, display, label, notice, tell
from rlscompanion.ui.widgets.secret_line import SecretLine
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

NONE_SET = "Anyone who can open the files of this computer can read your log. A passphrase encrypts it."
IS_SET = "Your log and the backups made from now on are encrypted. Exports and reports are not."
IS_CLOSED = "Your log is locked. What you do now is not saved."
FORGOTTEN = (
    "If you forget the passphrase, your log and its backups are lost. Nobody can open them for you. "
    "Write it down and keep it in a safe place."
)
NO_KEYRING = "No system keyring was found here, so you need to type the passphrase at each start."
NEVER_AT_NIGHT = "Never in a session, in Lights out or while a sound plays."
CLOSES = "The window closes for a moment while this is done."


class Wish(Enum):
    """What the passphrase form is open for; the value is the text of the form's button."""

    SET = "Set passphrase"
    CHANGE = "Change passphrase"
    REMOVE = "Remove passphrase"


class PassphrasePanel(QWidget):
    """Buttons to set, change or remove the passphrase; each opens a form to type it in."""

    def __init__(self, keeper: PassphraseKeeper, log_files: LogFiles, preferences: Preferences) -> None:
        super().__init__()
        self._keeper = keeper
        self._wish: Wish | None = None
        self._meaning = label("", "small", wrap=True)
        self._set = button("Set a passphrase…", "Set passphrase", pressed=self._ask_set)
        self._change = button("Change…", "Change passphrase", pressed=self._ask_change)
        self._remove = button("Remove…", "Remove passphrase", "flat", pressed=self._ask_remove)
        self._lock = button("Lock now", "Lock now", "flat", pressed=keeper.lock)
        self._unlock = button("Unlock", "Unlock", pressed=keeper.lock)
        self._form = self._made_form()
        self._after = QWidget()
        after = Choice(
            preferences, LOCK_AFTER, [(each, f"{each} minutes" if each else "Off") for each in LOCK_MINUTES]
        )
        self._keyring = Tick(KEY_IN_KEYRING.label, "Keep in keyring")
        self._keyring.setChecked(keeper.is_in_keyring)
        self._keyring.toggled.connect(self._keep_in_keyring)
        self._no_keyring = label(NO_KEYRING, "small", wrap=True)
        in_column(
            WrappingRow((label(LOCK_AFTER.label, "body", buddy=after), after)),
            label(NEVER_AT_NIGHT, "small", wrap=True),
            self._keyring,
            self._no_keyring,
            into=self._after,
        )
        self._unmatched = QWidget()
        self._unmatched_words = display("Unmatched backups", "body", wrap=True)
        self._match = button("", "Change earlier backups", pressed=log_files.match_earlier_backups)
        delete = button(
            "Delete them", "Delete earlier backups", "flat", pressed=log_files.delete_earlier_backups
        )
        in_column(self._unmatched_words, WrappingRow((self._match, delete)), into=self._unmatched)
        log_files.changed.connect(self._look)
        self._result = notice("Passphrase result", "body")
        filled(
            in_column(label("Passphrase", "heading"), self._meaning, into=self, spacing=10),
            WrappingRow((self._set, self._change, self._remove, self._lock, self._unlock)),
            self._form,
            self._result,
            self._unmatched,
            self._after,
        )

    def _made_form(self) -> QWidget:
        self._present, self._new, self._again = (
            SecretLine("Present passphrase"),
            SecretLine("New passphrase"),
            SecretLine("New passphrase again"),
        )
        self._earlier = Chooser("Earlier backups")
        self._earlier.addItem("Encrypt them too", EarlierBackups.MATCH)
        self._earlier.addItem("Delete them", EarlierBackups.DELETE)
        self._warning = label(FORGOTTEN, "body", wrap=True)
        self._confirm = button("", "Confirm passphrase", "primary", pressed=self._carry_out)
        cancel = button("Cancel", "Cancel passphrase", "flat", pressed=self._fold)
        form = QWidget()
        self._rows: dict[QLineEdit, QWidget] = {}
        lines = in_column(into=form, spacing=10)
        lines.addWidget(self._warning)
        for each in (self._present, self._new, self._again):
            each.returnPressed.connect(self._carry_out)
            self._rows[each] = _named(each)
        self._earlier_row = _named(self._earlier)
        filled(
            lines,
            *self._rows.values(),
            self._earlier_row,
            label(CLOSES, "small", wrap=True),
            WrappingRow((self._confirm, cancel)),
        )
        form.hide()
        return form

    def showEvent(self, event: QShowEvent) -> None:
        """Show whether there is a passphrase, and the actions possible now."""
        super().showEvent(event)
        self._look()

    @Slot()
    def _look(self) -> None:
        if not self.isVisible():
            return
        is_set, is_open = self._keeper.is_set, self._keeper.is_open
        self._meaning.setText(IS_CLOSED if not is_open else IS_SET if is_set else NONE_SET)
        folded = self._wish is None
        self._set.setVisible(folded and is_open and not is_set)
        for each in (self._change, self._remove, self._lock):
            each.setVisible(folded and is_open and is_set)
        self._unlock.setVisible(not is_open)
        self._after.setVisible(is_open and is_set)
        if is_open and is_set:
            self._keyring.setVisible(self._keeper.has_keyring)
            self._no_keyring.setVisible(not self._keeper.has_keyring)
        unmatched = self._keeper.unmatched_backups
        self._unmatched.setVisible(unmatched > 0)
        self._match.setText("Use my passphrase for them" if is_set else "Take their passphrase off")
        tell(self._unmatched_words, _of_unmatched(unmatched, is_set))

    @Slot()
    def _ask_set(self) -> None:
        self._unfold(Wish.SET, self._new, self._again)

    @Slot()
    def _ask_change(self) -> None:
        self._unfold(Wish.CHANGE, self._present, self._new, self._again)

    @Slot()
    def _ask_remove(self) -> None:
        self._unfold(Wish.REMOVE, self._present)

    def _unfold(self, wish: Wish, *asked: QLineEdit) -> None:
        self._wish = wish
        self._confirm.setText(wish.value)
        self._warning.setVisible(wish is not Wish.REMOVE)
        self._earlier_row.setVisible(wish is Wish.SET and self._keeper.has_backups)
        for field, row in self._rows.items():
            field.clear()
            row.setVisible(field in asked)
        tell(self._result, "")
        self._form.show()
        self._look()
        asked[0].setFocus()

    @Slot()
    def _fold(self) -> None:
        """Close the form, and put the focus back on the button that opened it."""
        self._wish = None
        self._form.hide()
        for field in self._rows:
            field.clear()
        tell(self._result, "")
        self._look()
        (self._change if self._keeper.is_set else self._set).setFocus()

    @Slot()
    def _carry_out(self) -> None:
        present, new, again = self._present.text(), self._new.text(), self._again.text()
        match self._wish:
            case Wish.SET:
                refusal = self._keeper.set(new, again, self._earlier.currentData())
            case Wish.CHANGE:
                refusal = self._keeper.change(present, new, again)
            case Wish.REMOVE:
                refusal = self._keeper.remove(present)
            case _:
                return
        tell(self._result, refusal)

    @Slot(bool)
    def _keep_in_keyring(self, is_wanted: bool) -> None:
        refusal = self._keeper.keep_in_keyring(is_wanted)
        tell(self._result, refusal)
        if refusal:
            self._keyring.blockSignals(True)
            self._keyring.setChecked(not is_wanted)
            self._keyring.blockSignals(False)


def _named(field: QWidget) -> QWidget:
    """A field with its name above."""
    row = QWidget()
    in_column(label(field.accessibleName(), "small", buddy=field), field, into=row, spacing=2)
    return row


def _of_unmatched(number: int, is_set: bool) -> str:
    if not number:
        return ""
    if is_set:
        return (
            "1 earlier backup does not open with your passphrase. If it has none, anyone can read it."
            if number == 1
            else f"{number} earlier backups do not open with your passphrase. "
            "If they have none, anyone can read them."
        )
    return (
        "1 earlier backup still needs a passphrase."
        if number == 1
        else f"{number} earlier backups still need a passphrase."
    )
