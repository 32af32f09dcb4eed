"""A page's content in a single column, which scrolls if it is higher than the window."""

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLayout,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QWidget,
)

from rlscompanion.ui.widgets.boxes import STRETCH, in_row
from rlscompanion.ui.widgets.text_size import TextSized, text_scale

READING_WIDTH, FULL_WIDTH = 720, 1200
"""The largest width of a page with text to read, and of a page with columns or tables.

The unit is a pixel at the designed text size.
"""

PAGE_MARGIN = 32
"""The least empty space in pixels to the left and to the right of a page with navigation above."""

SCROLL_MARGIN_AROUND_FOCUS = 24
"""The pixels that stay visible above and below the control with the keyboard focus."""


class CentredColumn(TextSized):
    """Scrolling content in the middle of the page, limited in width.

    `width` is the largest width in pixels at the designed text size. The scroll bar is a child of the column,
    not of the scroll area: Qt crashes if a screen reader asks for a scroll area's own bar after the bar has
    been hidden.
    """

    def __init__(
        self, filling: QWidget | QLayout, width: int, margin: int = 24, within: int | None = None
    ) -> None:
        """Create the column; `within` is the width of a wider column with the same left edge (in pixels)."""
        super().__init__()
        content = QWidget() if isinstance(filling, QLayout) else filling
        if isinstance(filling, QLayout):
            content.setLayout(filling)
        self._content, self._width = content, width
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        page = QWidget()
        self._within = within
        self._outer = content if within is None else QWidget()
        if within is not None:
            in_row((content, 1000), STRETCH, into=self._outer)
            self._outer.setSizePolicy(content.sizePolicy())
        self._page = page
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        # Only now: of a filled page all would be measured here, and again once it has its style.
        in_row(STRETCH, (self._outer, 1000), STRETCH, into=page, margins=(margin, 0, margin, 0))
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._bar.setParent(self)
        self._bar.setRange(0, 0)
        self._bar.hide()
        in_row(self._area, into=self, spacing=0)
        hidden = self._area.verticalScrollBar()
        hidden.rangeChanged.connect(self._copy_scroll_range)
        hidden.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(hidden.setValue)
        self._bar.valueChanged.connect(self._note_focus)
        self._is_focus_in_sight = False
        self._value_at_focus = 0
        self._after_layout = QTimer(self, singleShot=True, interval=0)
        self._after_layout.timeout.connect(self._show_focus_again)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focus)
        self.fit_to_text_size()

    def widget(self) -> QWidget:
        """The scrolling widget: the content together with the empty space left and right of the content."""
        return self._page

    def viewport(self) -> QWidget:
        """The widget through which the scrolling content is seen: its area is what is visible now."""
        return self._area.viewport()

    def verticalScrollBar(self) -> QScrollBar:  # noqa: N802 - as of every scrolled view of Qt
        """The scroll bar, which covers the right edge of the page."""
        return self._bar

    def go_to_top(self) -> None:
        """Scroll to the beginning of the content."""
        self._bar.setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll bar at the right edge of the page."""
        super().resizeEvent(event)
        width = self._bar.sizeHint().width()
        self._bar.setGeometry(self.width() - width, 0, width, self.height())

    def fit_to_text_size(self) -> None:
        """Adapt the largest width of the content to the text size."""
        scale = text_scale(self)
        self._content.setMaximumWidth(round(self._width * scale))
        if self._within is not None:
            self._outer.setMaximumWidth(round(self._within * scale))

    @Slot(QWidget, QWidget)
    def _show_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Scroll to the control that takes the focus."""
        if focused is None or not self._content.isAncestorOf(focused):
            return
        self._scroll_to(focused)
        self._note_focus()
        self._value_at_focus = self._bar.value()
        self._after_layout.start()

    @Slot()
    def _show_focus_again(self) -> None:
        """Scroll to the focused control, now that the layout has given it its position."""
        focused = self._focused_control()
        if focused is not None and self._bar.value() == self._value_at_focus:
            self._scroll_to(focused)
        self._note_focus()

    def _scroll_to(self, focused: QWidget) -> None:
        # Not the viewport's height: Qt made the viewport, so PySide would search all classes of widgets for
        # its type, which costs every start ten milliseconds.
        view_height = self._area.height()
        free_height = view_height - 2 * SCROLL_MARGIN_AROUND_FOCUS
        top = focused.mapTo(self._page, QPoint()).y()
        first, last = top + focused.height() - view_height, top
        if isinstance(focused, QLineEdit) and not first <= self._bar.value() <= last:
            # Not by ensureWidgetVisible, which is content once the cursor of a field is in sight.
            value = max(self._bar.value(), first + SCROLL_MARGIN_AROUND_FOCUS)
            self._bar.setValue(min(value, last - SCROLL_MARGIN_AROUND_FOCUS))
        elif focused.height() <= free_height:
            self._area.ensureWidgetVisible(focused, 0, SCROLL_MARGIN_AROUND_FOCUS)
        elif focused.visibleRegion().boundingRect().height() < free_height // 2:
            # Too high to be seen whole: from its beginning, and what stands over it.
            self._bar.setValue(top - 2 * SCROLL_MARGIN_AROUND_FOCUS)

    def _focused_control(self) -> QWidget | None:
        """The control in this column that has the focus; None if the focus is elsewhere."""
        focused = QApplication.focusWidget()
        return focused if focused is not None and self._content.isAncestorOf(focused) else None

    @Slot()
    def _note_focus(self) -> None:
        """Note whether the whole of the focused control is visible."""
        focused = self._focused_control()
        if focused is not None:
            above = focused.mapTo(self._page, QPoint()).y() - self._bar.value()
            self._is_focus_in_sight = 0 <= above <= self._area.height() - focused.height()

    @Slot()
    def _copy_scroll_range(self) -> None:
        """Follow the height of the content; a focused control that was in sight stays so."""
        # Noted before: what grew above the control has moved it already, and the bar notes the focus again.
        is_focus_in_sight = self._is_focus_in_sight
        hidden = self._area.verticalScrollBar()
        self._bar.setRange(hidden.minimum(), hidden.maximum())
        self._bar.setPageStep(hidden.pageStep())
        self._bar.setSingleStep(hidden.singleStep())
        self._bar.setVisible(hidden.maximum() > hidden.minimum())
        self._bar.raise_()
        if is_focus_in_sight:
            self._is_focus_in_sight = True
            self._value_at_focus = self._bar.value()
            self._after_layout.start()


class PageColumn(CentredColumn):
    """The scrolling content of a page below the navigation, aligned with the navigation's left edge."""

    def __init__(self, filling: QWidget | QLayout, width: int = FULL_WIDTH, outdent: int = 0) -> None:
        """Create the column; `outdent` is how many pixels it extends to the left of the navigation's edge."""
        super().__init__(filling, width, PAGE_MARGIN - outdent, within=FULL_WIDTH + 2 * outdent)


class PageBar(TextSized):
    """A bar that stays above or below a page's scrolling content, in the same width."""

    def __init__(self, filling: QWidget, above: int = 0, below: int = 0, width: int = FULL_WIDTH) -> None:
        super().__init__()
        self._width = width
        self._filling = filling
        self._outer = QWidget()
        in_row((filling, 1000), STRETCH, into=self._outer)
        in_row(
            STRETCH, (self._outer, 1000), STRETCH, into=self, margins=(PAGE_MARGIN, above, PAGE_MARGIN, below)
        )
        self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Adapt the largest width of the bar to the text size."""
        self._filling.setMaximumWidth(round(self._width * text_scale(self)))
        self._outer.setMaximumWidth(round(FULL_WIDTH * text_scale(self)))
