"""Functions that make a row or column of widgets in one call."""

from typing import Any, Final, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

STRETCH: Final = "stretch"
"""Stands for an empty space that stretches, as a part of a row or column."""

LayoutPart = QWidget | QLayout | int | str | tuple[Any, ...]
"""A part of a row or column.

It is a widget, a layout, a space in pixels, STRETCH, or a tuple (widget or layout, stretch, alignment).
"""

Margins = int | tuple[int, int, int, int] | None
"""The margins of a layout: pixels for all four sides, or a tuple (left, top, right, bottom).

None keeps the margins of Qt's style.
"""

_Box = TypeVar("_Box", bound=QBoxLayout)


def in_row(
    *parts: LayoutPart, into: QWidget | None = None, spacing: int | None = None, margins: Margins = 0
) -> QHBoxLayout:
    """Lay out these parts in a row and return the layout.

    If the widget `into` is given, the layout becomes that widget's layout.
    """
    return _fill_box(QHBoxLayout() if into is None else QHBoxLayout(into), parts, spacing, margins)


def in_column(
    *parts: LayoutPart, into: QWidget | None = None, spacing: int | None = None, margins: Margins = 0
) -> QVBoxLayout:
    """Lay out these parts in a column and return the layout.

    If the widget `into` is given, the layout becomes that widget's layout.
    """
    return _fill_box(QVBoxLayout() if into is None else QVBoxLayout(into), parts, spacing, margins)


def add_parts(box: _Box, *parts: LayoutPart) -> _Box:
    """Append these parts to the row or column layout `box`; return `box`."""
    for part in parts:
        if isinstance(part, int):
            box.addSpacing(part)
        elif part == STRETCH:
            box.addStretch(1)
        else:
            first, *how = part if isinstance(part, tuple) else (part,)
            (box.addWidget if isinstance(first, QWidget) else box.addLayout)(first, *how)
    return box


def _fill_box(box: _Box, parts: tuple[LayoutPart, ...], spacing: int | None, margins: Margins) -> _Box:
    if spacing is not None:
        box.setSpacing(spacing)
    if margins is not None:
        box.setContentsMargins(*(margins if isinstance(margins, tuple) else (margins,) * 4))
    return add_parts(box, *parts)
