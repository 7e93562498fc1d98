"""Where the pages stand: one fills the room there is. While a keyboard takes most of it, the field stays in sight.

A page that needs more height than is left keeps it, and what matters less lies behind the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from kiosk_app.gui.widgets.field import Field, FieldBox

AIR = 10  # px round what is typed in


class Stage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.pages = QStackedWidget(self)
        self._line: QWidget | None = None
        self._hole: QWidget | None = None  # that the line is scrolled behind
        self._hole_size = QSize()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._place)

    def keep_in_sight(self, line: QWidget | None) -> None:
        if self._line is not None:
            self._line.destroyed.disconnect(self._forget)
        self._line = line
        area = None
        if line is not None:
            line.destroyed.connect(self._forget)
            area = _scrolled_around(line)
        self._hole = area.viewport() if area else None
        if self._hole is not None:
            self._hole.installEventFilter(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something on the page came or went, and left another room to what is typed in."""
        if watched is self._hole and isinstance(event, QResizeEvent) and event.size() != self._hole_size:
            self._later.start()
        return False

    @Slot()
    def _forget(self) -> None:
        """It goes with what it stood in, as when a tile is made anew; the page is told later."""
        self._line = self._hole = None

    @Slot()
    def _place(self) -> None:
        self._fit()
        self._later.stop()
        if self._hole is not None:
            self._hole_size = self._hole.size()

    def _fit(self) -> None:
        room = self.rect()
        page, line = self.pages.currentWidget(), self._line
        if page is None or line is None or not page.isAncestorOf(line):
            self.pages.setGeometry(room)
            return
        height = max(room.height(), page.minimumSizeHint().height())
        self._give(height)
        whole = _whole(line)
        area = _scrolled_around(line)
        if area is not None:
            missing = whole.height() + 2 * AIR - area.viewport().height()
            if missing > 0:
                height += missing
                self._give(height)
            _scroll_to(area, whole)
        seen = QRect(whole.mapTo(self.pages, QPoint(0, 0)), whole.size())
        lift = min(max(0, seen.bottom() + AIR - room.height()), seen.top(), height - room.height())
        self.pages.move(0, -lift)

    def _give(self, height: int) -> None:
        """So high; where it stands already it is not moved, so that nothing jumps."""
        self.pages.resize(self.width(), height)


def _whole(line: QWidget) -> QWidget:
    """The field with its label and what it says, or what else the line stands in."""
    box = line.parentWidget()
    if isinstance(box, FieldBox):
        field = box.parentWidget()
        return field if isinstance(field, Field) else box
    return line


def _scrolled_around(line: QWidget) -> QScrollArea | None:
    above = line.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _scroll_to(area: QScrollArea, whole: QWidget) -> None:
    """All of it, where there is room; else its top, with the label."""
    inner = area.widget()
    if inner is None:
        return
    top = whole.mapTo(inner, QPoint(0, 0)).y()
    bar = area.verticalScrollBar()
    lowest, highest = top + whole.height() + AIR - area.viewport().height(), max(0, top - AIR)
    bar.setValue(min(max(bar.value(), lowest), highest))
