"""What is typed in stays in sight, however little room the keyboard leaves: its page is scrolled to it, or lifted.

A page that needs more height than is left keeps it, and what matters less lies behind the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk_app.gui.stage import Stage
from kiosk_app.gui.widgets.field import Field, FieldBox

AIR = 10  # px round what is typed in


class InSight(QObject):
    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._line: QWidget | None = None
        self._hole: QWidget | None = None  # that the line is scrolled behind
        self._hole_size = QSize()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._place)
        stage.resized.connect(self._place)

    def keep(self, line: QWidget | None) -> None:
        """This one, until it goes or another takes its place; None: the page has all the room again."""
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
        self._stage.is_held = line is not None
        if line is None:
            self._later.stop()
            self._stage.fill()
        else:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something on the page came or went, and left another room to what is typed in."""
        if watched is self._hole and isinstance(event, QResizeEvent) and event.size() != self._hole_size:
            self._later.start()
        return False

    @Slot()
    def _forget(self) -> None:
        """It goes with what it stood in, as when a tile is made anew; we are told later what has the focus now."""
        self._line = self._hole = None
        self._stage.is_held = False

    @Slot()
    def _place(self) -> None:
        if self._line is None:
            return
        self._fit(self._line)
        self._later.stop()
        if self._hole is not None:
            self._hole_size = self._hole.size()

    def _fit(self, line: QWidget) -> None:
        room, pages = self._stage.rect(), self._stage.pages
        page = pages.currentWidget()
        if page is None or not page.isAncestorOf(line):
            self._stage.fill()
            return
        height = max(room.height(), page.minimumSizeHint().height())
        pages.resize(room.width(), height)
        whole, area = _whole(line), _scrolled_around(line)
        if area is not None:
            missing = whole.height() + 2 * AIR - area.viewport().height()
            if missing > 0:
                height += missing
                pages.resize(room.width(), height)
            _scroll_to(area, whole)
        seen = QRect(whole.mapTo(pages, QPoint(0, 0)), whole.size())
        lift = min(max(0, seen.bottom() + AIR - room.height()), seen.top(), height - room.height())
        pages.move(0, -lift)


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
