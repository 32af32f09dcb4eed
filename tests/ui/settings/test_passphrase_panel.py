"""The passphrase in the settings: what is asked, what is refused, and when the window closes."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from rlscompanion.bedtime.passphrase import PASSPHRASES_DIFFER, WRONG_PASSPHRASE, AfterClosing, EarlierBackups
from rlscompanion.bedtime.preferences import KEY_IN_KEYRING, LOCK_AFTER
from rlscompanion.ui.settings.passphrase_panel import LOST_IF_FORGOTTEN_TEXT, NO_KEYRING_TEXT
from tests.fakes import FakeProtection
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

WORDS, OTHERS = "four quiet sheep asleep", "another set of words"


@pytest.fixture
def plain(bedside: Bedside) -> Bedside:
    """An app with the settings open, and a log without a passphrase."""
    bedside.press("Settings")
    return bedside


@pytest.fixture
def protected(opened: OpenBedside) -> Bedside:
    """An app with the settings open, and a log with a passphrase."""
    bedside = opened(Bedside(protection=FakeProtection(WORDS)))
    bedside.press("Settings")
    return bedside


def fill(bedside: Bedside, *typed: tuple[str, str]) -> None:
    for identifier, text in typed:
        bedside.control(identifier, QLineEdit).setText(text)
    bedside.press("Confirm passphrase")


def result(bedside: Bedside) -> str:
    return bedside.control("Passphrase result", QLabel).text()


def is_closed_for(bedside: Bedside) -> tuple[AfterClosing, EarlierBackups]:
    assert not bedside.window.isVisible()
    after = bedside.flow.work_after_closing
    assert after is not None
    after.work()
    return after.then, after.earlier


def test_a_passphrase_is_set_once_both_are_alike_and_long_enough(plain: Bedside) -> None:
    plain.press("Set passphrase")
    assert LOST_IF_FORGOTTEN_TEXT in [
        each.text() for each in plain.window.findChildren(QLabel) if each.isVisible()
    ]
    assert plain.control("New passphrase", QLineEdit).hasFocus()
    assert plain.control("New passphrase", QLineEdit).echoMode() is QLineEdit.EchoMode.Password

    fill(plain, ("New passphrase", "short"), ("New passphrase again", "short"))
    assert result(plain) == "Use at least 8 characters."
    fill(plain, ("New passphrase", WORDS), ("New passphrase again", OTHERS))
    assert result(plain) == PASSPHRASES_DIFFER
    assert plain.protection.done == []
    plain.choose("Earlier backups", "Delete them")
    fill(plain, ("New passphrase", WORDS), ("New passphrase again", WORDS))

    assert is_closed_for(plain) == (AfterClosing.START_AGAIN, EarlierBackups.DELETE)
    assert plain.protection.done == [("change", WORDS, "False")]


def test_a_form_that_is_cancelled_leaves_nothing_typed(plain: Bedside) -> None:
    plain.press("Set passphrase")
    plain.control("New passphrase", QLineEdit).setText(WORDS)

    plain.press("Cancel passphrase")

    assert not plain.visible("New passphrase")
    assert plain.control("Set passphrase", QPushButton).hasFocus()
    plain.press("Set passphrase")
    assert plain.control("New passphrase", QLineEdit).text() == ""


def test_a_passphrase_is_changed_and_removed_by_who_knows_it(protected: Bedside) -> None:
    protected.preferences.set(KEY_IN_KEYRING.key, "yes")
    protected.press("Remove passphrase")
    fill(protected, ("Present passphrase", OTHERS))
    assert result(protected) == WRONG_PASSPHRASE
    protected.press("Cancel passphrase")

    protected.press("Change passphrase")
    fill(
        protected,
        ("Present passphrase", WORDS),
        ("New passphrase", OTHERS),
        ("New passphrase again", OTHERS),
    )

    assert is_closed_for(protected) == (AfterClosing.START_AGAIN, EarlierBackups.REENCRYPT)
    assert protected.protection.done == [("change", OTHERS, "True")]
    assert KEY_IN_KEYRING.of(protected.preferences)


def test_a_removed_passphrase_goes_from_backups_and_keyring(protected: Bedside) -> None:
    protected.preferences.set(KEY_IN_KEYRING.key, "yes")
    protected.press("Remove passphrase")
    fill(protected, ("Present passphrase", WORDS))

    assert is_closed_for(protected) == (AfterClosing.START_AGAIN, EarlierBackups.REENCRYPT)
    assert protected.protection.done == [("change", "", "True")]
    assert not KEY_IN_KEYRING.of(protected.preferences)


def test_the_log_is_locked_now_or_later(protected: Bedside) -> None:
    protected.choose("Lock again after", "15 minutes")
    assert LOCK_AFTER.of(protected.preferences) == 15

    protected.press("Lock now")

    assert is_closed_for(protected) == (AfterClosing.ASK_PASSPHRASE, EarlierBackups.STAY)
    assert protected.protection.done == [("lock",)]


def test_the_key_goes_into_the_keyring_and_out(protected: Bedside) -> None:
    protected.press("Keep in keyring")
    assert protected.protection.done == [("keyring", "True")]
    assert KEY_IN_KEYRING.of(protected.preferences)

    protected.protection.is_keyring_locked = True
    protected.press("Keep in keyring")

    assert result(protected) == "The system's keyring did not take the key."
    assert protected.control("Keep in keyring", QCheckBox).isChecked()
    assert KEY_IN_KEYRING.of(protected.preferences)


def test_that_there_is_no_keyring_is_said(opened: OpenBedside) -> None:
    bedside = opened(Bedside(protection=FakeProtection(WORDS, has_keyring=False)))
    bedside.press("Settings")

    assert not bedside.visible("Keep in keyring")
    assert NO_KEYRING_TEXT in [
        each.text() for each in bedside.window.findChildren(QLabel) if each.isVisible()
    ]


def test_earlier_backups_that_anybody_can_read_are_told_of(opened: OpenBedside) -> None:
    bedside = opened(Bedside(protection=FakeProtection(WORDS, unmatched_backup_count=7)))
    bedside.press("Settings")
    assert "7 earlier backups do not open" in bedside.control("Unmatched backups", QLabel).text()

    bedside.press("Change earlier backups")
    assert bedside.command_work.started == [["backup", "--earlier", "match"]]
    bedside.protection.unmatched_backup_count = 0
    bedside.command_work.ended(True, "")

    assert not bedside.visible("Unmatched backups")


def test_without_the_log_it_can_be_unlocked_and_nothing_else(opened: OpenBedside) -> None:
    bedside = opened(Bedside(protection=FakeProtection(WORDS, is_open=False)))
    assert "What you do now is not saved." in bedside.control("Notice", QLabel).text()
    bedside.press("Settings")
    for identifier in ("Set passphrase", "Change passphrase", "Remove passphrase", "Lock again after"):
        assert not bedside.visible(identifier)

    bedside.press("Unlock")

    assert is_closed_for(bedside) == (AfterClosing.ASK_PASSPHRASE, EarlierBackups.STAY)


def test_everything_is_erased_only_after_its_word(plain: Bedside) -> None:
    for typed in ("", "erase", "DELETE"):
        plain.control("Erase word", QLineEdit).setText(typed)
        plain.press("Erase everything")
        received = plain.control("Erase result", QLabel).text()
        assert received == "Nothing was erased. Type ERASE in capital letters first."
    assert plain.window.isVisible()
    plain.control("Erase word", QLineEdit).setText("ERASE")

    plain.press("Erase everything")

    assert is_closed_for(plain) == (AfterClosing.END, EarlierBackups.STAY)
    assert plain.protection.done == [("erase",)]
