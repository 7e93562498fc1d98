"""A list of rows, painted rather than built: it scrolls by finger, a whole row is the target, arrows choose.

A page gives it a `RowDelegate` that paints its kind of row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QScroller,
    QScrollerProperties,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import BY_KEY, ENTER
from kiosk_app.gui.widgets.scroll_bar import ScrollBar

SLACK = 8  # px that a finger may slip before its press is a scroll
DRAG_START_M = 0.0021  # the same 8 px for Qt's scroller, which counts in metres at 96 dpi
SIDE = 8
RADIUS = 14

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole


class Row(Protocol):
    @property
    def spoken(self) -> str:
        """What a screen reader says for the whole row."""
        ...


class RowModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, at: int) -> Row:
        return self._rows[at]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._rows[index.row()].spoken
        return self._rows[index.row()] if role == ROW else None


class RowDelegate(QStyledItemDelegate):
    """Paints what all rows share: divider, hover, the frame of the chosen one. Subclasses paint the row itself."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.is_small = False

    def row_height(self, row: Row) -> int:
        raise NotImplementedError

    def paint_row(self, painter: QPainter, box: QRectF, row: Row, is_chosen: bool) -> None:
        raise NotImplementedError

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height(index.data(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        is_lit = isinstance(view, RowList) and view.is_lit(index)
        box = QRectF(option.rect)
        is_chosen = isinstance(view, RowList) and view.chosen() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            self._paint_ground(painter, box, has_frame=True)
        elif is_lit:
            self._paint_ground(painter, box, has_frame=False)
        if not is_chosen and index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(self._style.palette.line))
        self.paint_row(painter, box, index.data(ROW), is_chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, has_frame: bool) -> None:
        width = 3.0 if has_frame else 0.0
        painter.setBrush(QColor(self._style.palette.hover))
        painter.setPen(QPen(QColor(self._style.palette.ink), width) if has_frame else Qt.PenStyle.NoPen)
        inset = width / 2
        ground = box.adjusted(SIDE + inset, inset, -SIDE - inset, -inset - (0 if has_frame else 1))
        painter.drawRoundedRect(ground, RADIUS, RADIUS)


class RowList(QListView):
    """`opened` carries the index of the row that was pressed, or chosen and entered."""

    opened = Signal(int)

    def __init__(self, style: Style, name: str, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._delegate = delegate
        self._rows = RowModel()
        self._press: tuple[QPoint, int, int] | None = None  # where, which row, how far scrolled
        self._hovered = -1
        self.setModel(self._rows)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self._behave()
        style.changed.connect(self._restyle)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these, from the top, with none chosen."""
        self._press = None
        self._hovered = -1
        self._rows.set_rows(rows)
        self.scrollToTop()
        self.updateGeometry()

    def set_small(self, is_small: bool) -> None:
        """Rows of 68 for small windows instead of 84."""
        if is_small != self._delegate.is_small:
            self._delegate.is_small = is_small
            self._restyle()

    def chosen(self) -> int | None:
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def choose(self, at: int | None) -> None:
        self.setCurrentIndex(NOWHERE if at is None else self._rows.index(at))

    def step(self, by: int) -> None:
        """Choose the next or the one before; from none, the first."""
        count = self._rows.rowCount()
        if count:
            at = self.chosen()
            self.choose(0 if at is None else min(count - 1, max(0, at + by)))

    def is_lit(self, index: Index) -> bool:
        """Whether the row is pressed or the mouse is over it."""
        return index.row() == (self._hovered if self._press is None else self._press[1])

    def sizeHint(self) -> QSize:
        heights = (self._delegate.row_height(self._rows.row(at)) for at in range(self._rows.rowCount()))
        return QSize(super().sizeHint().width(), sum(heights))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self.sizeHint().height(), self._style.px(68)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            at = event.position().toPoint()
            index = self.indexAt(at)
            self._press = (at, index.row(), self.verticalScrollBar().value()) if index.isValid() else None
            self.update(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            start, _, scrolled = self._press
            if self._slipped(start, event.position().toPoint(), scrolled):
                self._press = None
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        self._hover(-1)  # a finger that is lifted hovers over nothing
        if press is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(press[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.chosen()
        if event.key() in ENTER and at is not None:
            self.opened.emit(at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        before = self.chosen()
        super().focusInEvent(event)
        if before is None:  # Qt would choose the first row even when only the window became active
            self.choose(0 if event.reason() in BY_KEY and self._rows.rowCount() else None)

    def _hover(self, row: int) -> None:
        self._hovered = row
        self.viewport().update()

    def _slipped(self, start: QPoint, to: QPoint, scrolled: int) -> bool:
        return (to - start).manhattanLength() > SLACK or self.verticalScrollBar().value() != scrolled

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Of our own making: PySide loads every kind of widget, some 20 ms, to find out what Qt made.
        self.setViewport(QWidget())
        self.setVerticalScrollBar(ScrollBar(self._style))
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        scroller = QScroller.scroller(self.viewport())
        metrics = scroller.scrollerProperties()
        metrics.setScrollMetric(QScrollerProperties.ScrollMetric.MousePressEventDelay, 0.0)
        metrics.setScrollMetric(QScrollerProperties.ScrollMetric.DragStartDistance, DRAG_START_M)
        scroller.setScrollerProperties(metrics)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()
