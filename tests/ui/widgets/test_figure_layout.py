"""How the parts of a step's picture are laid out in a widget."""

from PySide6.QtCore import QSize, QSizeF

from rlscompanion.ui.widgets.figure_layout import picture_layout

LETTERS = 15.0
CLOSE_UP, POSTURE = QSizeF(240, 320), QSizeF(240, 300)


def test_beside_the_close_up_the_posture_lies_below_all_words_also_in_a_small_widget() -> None:
    for height in (230, 300, 600, 1200):
        parts = picture_layout(QSize(340, height), CLOSE_UP, POSTURE, LETTERS)
        if parts.posture.left() < parts.close_up.left():  # beside it
            assert parts.posture.top() >= 7 * LETTERS
            assert parts.posture.top() == parts.words.bottom() - 2
            assert parts.posture.bottom() <= height


def test_in_the_smallest_widget_the_posture_keeps_half_of_the_height() -> None:
    parts = picture_layout(QSize(340, 30), CLOSE_UP, POSTURE, LETTERS)

    assert parts.posture.height() >= 15
