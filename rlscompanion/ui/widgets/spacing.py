"""Enlarging the gaps between widgets when the window is large."""

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLayout, QSpacerItem, QWidget

_DESIGNED_GAPS = "designed gaps"


@dataclass(frozen=True)
class _Gaps:
    """The designed gaps of a layout in pixels; `spaces` maps the index of each fixed space to its size."""

    margins: tuple[int, int, int, int]
    spacing: tuple[int, int]
    spaces: dict[int, tuple[int, int]]


def grow_gaps(widget: QWidget, window_scale: float) -> None:
    """Set all gaps in a widget's layouts to `window_scale` times their designed size.

    Repeated calls do not add up: each call starts from the designed size.
    """
    for layout in widget.findChildren(QLayout):
        designed = layout.property(_DESIGNED_GAPS)
        if designed is None:
            if window_scale == 1.0:
                continue
            designed = _gaps_of(layout)
            layout.setProperty(_DESIGNED_GAPS, designed)
        _set_gaps(layout, designed, window_scale)


def _gaps_of(layout: QLayout) -> _Gaps:
    margins = layout.contentsMargins()
    across = layout.horizontalSpacing() if isinstance(layout, QGridLayout) else layout.spacing()
    down = layout.verticalSpacing() if isinstance(layout, QGridLayout) else layout.spacing()
    return _Gaps(
        (margins.left(), margins.top(), margins.right(), margins.bottom()),
        (across, down),
        {
            index: (space.sizeHint().width(), space.sizeHint().height())
            for index in range(layout.count())
            if (space := _space_at(layout, index)) is not None
        },
    )


def _set_gaps(layout: QLayout, designed: _Gaps, window_scale: float) -> None:
    layout.setContentsMargins(*(round(window_scale * each) for each in designed.margins))
    across, down = (round(window_scale * each) for each in designed.spacing)
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(across)
        layout.setVerticalSpacing(down)
    else:
        layout.setSpacing(across)
    for index, (width, height) in designed.spaces.items():
        space = _space_at(layout, index)
        if space is not None:
            policy = space.sizePolicy()
            size = (round(window_scale * width), round(window_scale * height))
            space.changeSize(*size, policy.horizontalPolicy(), policy.verticalPolicy())
    layout.invalidate()


def _space_at(layout: QLayout, index: int) -> QSpacerItem | None:
    """The fixed space at an index; None for a widget, a layout or a space that stretches."""
    item = layout.itemAt(index)
    space = item.spacerItem() if item is not None else None
    return space if space is not None and not space.expandingDirections() else None
