"""The part of the settings about the log's passphrase: set, change or remove it, and when the log locks."""

from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.passphrase import EarlierBackups, PassphraseKeeper
from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import KEY_IN_KEYRING, LOCK_AFTER, LOCK_CHOICE_MINUTES
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.combo_box import CheckBox, ComboBox
from rlscompanion.ui.widgets.controls import button, display_label, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.passphrase_field import PassphraseField
from rlscompanion.ui.widgets.remembered_choice import RememberedComboBox
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ABOUT_NO_PASSPHRASE = (
    "Anyone who can open the files of this computer can read your log. A passphrase encrypts it."
)
ABOUT_SET_PASSPHRASE = "Your log and the backups made from now on are encrypted. Exports and reports are not."
ABOUT_LOCKED_LOG = "Your log is locked. What you do now is not saved."
LOST_IF_FORGOTTEN_TEXT = (
    "If you forget the passphrase, nobody can open your log or its backups, not even you. So write it down "
    "and keep it in a safe place."
)
NO_KEYRING_TEXT = "No system keyring was found here, so you need to type the passphrase at each start."
NEVER_LOCKED_AT_NIGHT_TEXT = "Never in a session, in Lights out or while a sound plays."
WINDOW_CLOSES_BRIEFLY_TEXT = "The window closes for a moment while this is done."


class PassphraseAction(Enum):
    """The action of the passphrase form; each value is the text on the button that confirms the form."""

    SET = "Set passphrase"
    CHANGE = "Change passphrase"
    REMOVE = "Remove passphrase"


class PassphrasePanel(QWidget):
    """Buttons to set, change or remove the passphrase; each opens a form to type the passphrase in."""

    def __init__(self, keeper: PassphraseKeeper, log_files: LogFiles, preferences: Preferences) -> None:
        super().__init__()
        self._keeper = keeper
        self._action: PassphraseAction | None = None
        self._meaning = label("", "small", wrap=True)
        self._set = button("Set a passphrase…", "Set passphrase", pressed=self._ask_set)
        self._change = button("Change…", "Change passphrase", pressed=self._ask_change)
        self._remove = button("Remove…", "Remove passphrase", "flat", pressed=self._ask_remove)
        self._lock = button("Lock now", "Lock now", "flat", pressed=keeper.lock)
        self._unlock = button("Unlock", "Unlock", pressed=keeper.lock)
        self._form = self._make_form()
        self._settings_if_set = QWidget()
        after = RememberedComboBox(
            preferences,
            LOCK_AFTER,
            [(each, f"{each} minutes" if each else "Off") for each in LOCK_CHOICE_MINUTES],
        )
        self._keyring = CheckBox(KEY_IN_KEYRING.label, "Keep in keyring")
        self._keyring.setChecked(keeper.is_in_keyring)
        self._keyring.toggled.connect(self._keep_in_keyring)
        self._no_keyring = label(NO_KEYRING_TEXT, "small", wrap=True)
        in_column(
            WrappingRow((label(LOCK_AFTER.label, "body", buddy=after), after)),
            label(NEVER_LOCKED_AT_NIGHT_TEXT, "small", wrap=True),
            self._keyring,
            self._no_keyring,
            into=self._settings_if_set,
        )
        self._unmatched = QWidget()
        self._unmatched_words = display_label("Unmatched backups", "body", wrap=True)
        self._match = button("", "Change earlier backups", pressed=log_files.reencrypt_earlier_backups)
        delete = button(
            "Delete them", "Delete earlier backups", "flat", pressed=log_files.delete_earlier_backups
        )
        in_column(self._unmatched_words, WrappingRow((self._match, delete)), into=self._unmatched)
        log_files.changed.connect(self._show_state)
        self._result = notice_label("Passphrase result", "body")
        add_parts(
            in_column(label("Passphrase", "heading"), self._meaning, into=self, spacing=10),
            label(LOST_IF_FORGOTTEN_TEXT, "small", wrap=True),
            WrappingRow((self._set, self._change, self._remove, self._lock, self._unlock)),
            self._form,
            self._result,
            self._unmatched,
            self._settings_if_set,
        )

    def _make_form(self) -> QWidget:
        self._present, self._new, self._again = (
            PassphraseField("Present passphrase"),
            PassphraseField("New passphrase"),
            PassphraseField("New passphrase again"),
        )
        self._earlier = ComboBox("Earlier backups")
        self._earlier.addItem("Encrypt them too", EarlierBackups.REENCRYPT)
        self._earlier.addItem("Delete them", EarlierBackups.DELETE)
        self._confirm = button("", "Confirm passphrase", "primary", pressed=self._do_action)
        cancel = button("Cancel", "Cancel passphrase", "flat", pressed=self._close_form)
        form = QWidget()
        self._rows: dict[QLineEdit, QWidget] = {}
        lines = in_column(into=form, spacing=10)
        for each in (self._present, self._new, self._again):
            each.returnPressed.connect(self._do_action)
            self._rows[each] = _with_name_above(each)
        self._earlier_row = _with_name_above(self._earlier)
        add_parts(
            lines,
            *self._rows.values(),
            self._earlier_row,
            label(WINDOW_CLOSES_BRIEFLY_TEXT, "small", wrap=True),
            WrappingRow((self._confirm, cancel)),
        )
        form.hide()
        return form

    def showEvent(self, event: QShowEvent) -> None:
        """Show whether the log has a passphrase, and which actions are possible now."""
        super().showEvent(event)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        if not self.isVisible():
            return
        is_set, is_open = self._keeper.is_set, self._keeper.is_open
        self._meaning.setText(
            ABOUT_LOCKED_LOG if not is_open else ABOUT_SET_PASSPHRASE if is_set else ABOUT_NO_PASSPHRASE
        )
        folded = self._action is None
        self._set.setVisible(folded and is_open and not is_set)
        for each in (self._change, self._remove, self._lock):
            each.setVisible(folded and is_open and is_set)
        self._unlock.setVisible(not is_open)
        self._settings_if_set.setVisible(is_open and is_set)
        if is_open and is_set:
            self._keyring.setVisible(self._keeper.has_keyring)
            self._no_keyring.setVisible(not self._keeper.has_keyring)
        unmatched = self._keeper.unmatched_backup_count
        self._unmatched.setVisible(unmatched > 0)
        self._match.setText("Use my passphrase for them" if is_set else "Take their passphrase off")
        show_or_hide(self._unmatched_words, _unmatched_sentence(unmatched, is_set))

    @Slot()
    def _ask_set(self) -> None:
        self._open_form(PassphraseAction.SET, self._new, self._again)

    @Slot()
    def _ask_change(self) -> None:
        self._open_form(PassphraseAction.CHANGE, self._present, self._new, self._again)

    @Slot()
    def _ask_remove(self) -> None:
        self._open_form(PassphraseAction.REMOVE, self._present)

    def _open_form(self, action: PassphraseAction, *asked: QLineEdit) -> None:
        self._action = action
        self._confirm.setText(action.value)
        self._earlier_row.setVisible(action is PassphraseAction.SET and self._keeper.has_backups)
        for field, row in self._rows.items():
            field.clear()
            row.setVisible(field in asked)
        show_or_hide(self._result, "")
        self._form.show()
        self._show_state()
        asked[0].setFocus()

    @Slot()
    def _close_form(self) -> None:
        """Close the form, and put the focus back on the button that opened it."""
        self._action = None
        self._form.hide()
        for field in self._rows:
            field.clear()
        show_or_hide(self._result, "")
        self._show_state()
        (self._change if self._keeper.is_set else self._set).setFocus()

    @Slot()
    def _do_action(self) -> None:
        present, new, again = self._present.text(), self._new.text(), self._again.text()
        match self._action:
            case PassphraseAction.SET:
                refusal = self._keeper.set_passphrase(new, again, self._earlier.currentData())
            case PassphraseAction.CHANGE:
                refusal = self._keeper.change_passphrase(present, new, again)
            case PassphraseAction.REMOVE:
                refusal = self._keeper.remove_passphrase(present)
            case _:
                return
        show_or_hide(self._result, refusal)

    @Slot(bool)
    def _keep_in_keyring(self, is_wanted: bool) -> None:
        refusal = self._keeper.keep_in_keyring(is_wanted)
        show_or_hide(self._result, refusal)
        if refusal:
            self._keyring.blockSignals(True)
            self._keyring.setChecked(not is_wanted)
            self._keyring.blockSignals(False)


def _with_name_above(field: QWidget) -> QWidget:
    """A widget with a text field, and the name of the field above."""
    row = QWidget()
    in_column(label(field.accessibleName(), "small", buddy=field), field, into=row, spacing=2)
    return row


def _unmatched_sentence(number: int, is_set: bool) -> str:
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
