"""A section of an article as one text, which can be read, selected and scrolled with keys."""

import math
import re

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollBar, QSizePolicy, QTextEdit

from rlscompanion.domain.learning import Section, Statement, StatementKind
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.text_size import may_change_text_size, window_scale

SECTION_TEXT_INDENT = 16
"""Width in pixels of the space to the left of the text, where a line shows that the text has the focus."""

SAME_SOURCE = "Same source as above"
"""The words in place of a source that the statement before names, too."""

_STATEMENT_KIND_PROPERTY = int(QTextFormat.Property.UserProperty)
# Pixels at the designed text size. The spare height of a line lies below it.
_LINE_HEIGHT_PERCENT = 132
_STATEMENT_GAP, _ITEM_GAP, _GAP_AFTER_SOURCE = 10, 6, 16
_BULLET_INDENT = 20
_NOTE_PADDING, _NOTE_GAP = 16, 8
_SOURCE_SIZE_SHARE = 0.83
_DESIGNED_TEXT_PIXELS = 18
_UNBREAKABLE_SPACE = re.compile(r"(?<=\d) (?=%|ng/mL)|(?<=%) (?=CI)| (?==)|(?<==) |(?<=CI) ")
"""Spaces inside a quantity, such as "75 ng/mL" or "95% CI", where a line must not break."""
_LINE_BREAK = "\N{LINE SEPARATOR}"


class SectionText(QTextEdit):
    """The statements of one section of an article, as high as its text, so that only the page scrolls.

    Up, Down, Space, Page Up, Page Down, Home and End scroll the page. They also move the invisible text
    cursor to the line now at the top, so that a screen reader reads that line. If the page cannot scroll
    further, the screen reader reads the next line instead. `scrolled` is emitted whenever a key has scrolled
    the page.
    """

    scrolled = Signal()

    def __init__(self, section: Section, scroll: QScrollBar, name: str) -> None:
        super().__init__()
        self._section, self._scroll = section, scroll
        self._theme = DUSK
        self._built: tuple[Theme, int, int] | None = None
        self._measured: tuple[int, int] | None = None
        self.setAccessibleIdentifier(section.heading)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setCursorWidth(0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._build_document()

    def set_theme(self, theme: Theme) -> None:
        """Draw the text in the colours of this theme."""
        self._theme = theme
        self._build_document()

    def changeEvent(self, event: QEvent) -> None:
        """Adapt the layout when the text size has changed."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self._build_document()

    def sizeHint(self) -> QSize:
        """The present width of the text and the height that the text needs at this width, in pixels."""
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A narrow width, and the height of one line, in pixels."""
        return QSize(200, self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        """True, since the text needs more lines if it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the text needs at this width, in pixels."""
        if self._measured is None or self._measured[0] != width:
            copy: QTextDocument = self.document().clone()
            copy.setTextWidth(max(1, width))
            self._measured = width, math.ceil(copy.size().height())
            copy.deleteLater()  # a clone is nobody's, and would stay
        return self._measured[1]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave movements of the mouse wheel to the page, which scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the page, select text or copy it; pass every other key on to the page."""
        line, page = self.fontMetrics().lineSpacing() * 2, self._scroll.pageStep()
        moves = {
            Qt.Key.Key_Down: line,
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_PageDown: page - line,
            Qt.Key.Key_PageUp: line - page,
            Qt.Key.Key_Space: page - line,
            Qt.Key.Key_Home: -self._scroll.maximum(),
            Qt.Key.Key_End: self._scroll.maximum(),
        }
        move = moves.get(Qt.Key(event.key()))
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and move is not None:
            self._scroll_by(move)
        elif (
            event.matches(QKeySequence.StandardKey.Copy)
            or event.matches(QKeySequence.StandardKey.SelectAll)
            or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            or (not is_plain and move is not None)
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line that shows the focus, the bullets and the backgrounds of notes, then the text."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.fillRect(QRectF(0, 0, 2, self.viewport().height()), QColor(self._theme.accent))
        block = self.document().begin()
        while block.isValid():
            kind = block.blockFormat().property(_STATEMENT_KIND_PROPERTY)
            if kind == StatementKind.NOTE:
                self._paint_note_background(painter, block)
            elif kind == StatementKind.ITEM:
                self._paint_bullet(painter, block)
            block = block.next()
        painter.end()
        super().paintEvent(event)

    def _paint_note_background(self, painter: QPainter, block: QTextBlock) -> None:
        words = self.document().documentLayout().blockBoundingRect(block)
        spare = self.fontMetrics().height() * (_LINE_HEIGHT_PERCENT - 100) / 100
        top, bottom = words.top() - _NOTE_PADDING, words.bottom() + _NOTE_PADDING - spare * 0.6
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(self._theme.raised_background))
        indent = self._indent()
        ground = QRectF(indent, top, self.viewport().width() - indent, bottom - top)
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)

    def _paint_bullet(self, painter: QPainter, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        radius = self._scaled(5) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.soft_text))
        painter.drawEllipse(
            QPointF(self._indent() + self._scaled(4), top + self.fontMetrics().height() * 0.52),
            radius,
            radius,
        )

    def move_cursor_to_top(self) -> None:
        """Move the invisible text cursor to the first visible line of the text."""
        shown = self.visibleRegion().boundingRect()
        self.setTextCursor(self.cursorForPosition(QPoint(self._indent(), shown.top() + 1)))

    def _scroll_by(self, move: int) -> None:
        before = self._scroll.value()
        self._scroll.setValue(before + move)
        if self._scroll.value() == before:
            on, back = QTextCursor.MoveOperation.Down, QTextCursor.MoveOperation.Up
            self.moveCursor(on if move > 0 else back)
            return
        if not self.visibleRegion().isEmpty():
            self.move_cursor_to_top()
        self.scrolled.emit()

    def _build_document(self) -> None:
        """Lay out the text again if its size or its colours have changed."""
        pixels = self.fontInfo().pixelSize()
        look = (self._theme, pixels, self._indent())
        if self._built == look:
            return
        self._built, self._measured = look, None
        document = self.document()
        document.clear()
        cursor = QTextCursor(document)
        before: Statement | None = None
        for statement in self._section.statements:
            self._write_statement(cursor, statement, before)
            before = statement
        self._set_margins(document)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.updateGeometry()

    def _set_margins(self, document: QTextDocument) -> None:
        """Add space for the background of a note that is the first or last statement of the text."""
        frame = document.rootFrame().frameFormat()
        frame.setMargin(0)
        frame.setLeftMargin(self._indent())
        first, last = self._section.statements[0].kind, self._section.statements[-1].kind
        frame.setTopMargin(_NOTE_PADDING + 1 if first is StatementKind.NOTE else 0)
        frame.setBottomMargin(_NOTE_PADDING + 1 if last is StatementKind.NOTE else 0)
        document.rootFrame().setFrameFormat(frame)

    def _write_statement(self, cursor: QTextCursor, statement: Statement, before: Statement | None) -> None:
        is_item, is_note = statement.kind is StatementKind.ITEM, statement.kind is StatementKind.NOTE
        block = QTextBlockFormat()
        block.setProperty(_STATEMENT_KIND_PROPERTY, str(statement.kind))
        block.setLineHeight(
            _LINE_HEIGHT_PERCENT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        )
        block.setTopMargin(self._gap_above(statement, before))
        if is_item:
            block.setLeftMargin(self._scaled(_BULLET_INDENT))
        if is_note:
            block.setLeftMargin(_NOTE_PADDING)
            block.setRightMargin(_NOTE_PADDING)
            block.setBottomMargin(_NOTE_PADDING + _NOTE_GAP)
        words = QTextCharFormat()
        words.setForeground(QColor(self._theme.text))
        if before is None:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(words)
        else:
            cursor.insertBlock(block, words)
        cursor.insertText(_unbroken(statement.text), words)
        if statement.figures:
            self._write_small(cursor, _unbroken(f"Figures: {statement.figures}"), block.leftMargin())
        if statement.sources:
            is_known = before is not None and before.sources == statement.sources
            sources = SAME_SOURCE if is_known else _LINE_BREAK.join(statement.sources)
            self._write_small(cursor, sources, block.leftMargin())

    def _gap_above(self, statement: Statement, before: Statement | None) -> int:
        """The space above a statement, in pixels."""
        if before is None:
            return 0
        if before.sources:
            gap = _GAP_AFTER_SOURCE
        elif statement.kind is StatementKind.ITEM:
            gap = _ITEM_GAP
        else:
            gap = _STATEMENT_GAP
        return self._scaled(gap) + (_NOTE_PADDING + _NOTE_GAP if statement.kind is StatementKind.NOTE else 0)

    def _indent(self) -> int:
        return round(SECTION_TEXT_INDENT * window_scale(self))

    def _scaled(self, pixels: int) -> int:
        return round(pixels * self.fontInfo().pixelSize() / _DESIGNED_TEXT_PIXELS)

    def _write_small(self, cursor: QTextCursor, text: str, left: float) -> None:
        block = QTextBlockFormat()
        block.setLeftMargin(left)
        words = QTextCharFormat()
        words.setForeground(QColor(self._theme.soft_text))
        size = round(self.fontInfo().pixelSize() * _SOURCE_SIZE_SHARE)
        words.setProperty(int(QTextFormat.Property.FontPixelSize), size)
        cursor.insertBlock(block, words)
        cursor.insertText(text, words)


def _unbroken(text: str) -> str:
    """The text with spaces inside numbers at which lines do not break."""
    return _UNBREAKABLE_SPACE.sub("\N{NO-BREAK SPACE}", text)
