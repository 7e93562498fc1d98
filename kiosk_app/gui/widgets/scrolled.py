"""One widget seen through a frameless hole: scrolled by finger, by wheel and by the focus.

Its scroll bar stands over the margin of what is shown and takes no room, so that nothing moves when it comes.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QScrollerProperties, QWidget

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.row_list import DRAG_START_M
from kiosk_app.gui.widgets.scroll_bar import ScrollBar


class Scrolled(QScrollArea):
    """What is shown takes the width there is; the page behind it shines through."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        # Of our own making: PySide loads every kind of widget, 2 MB and some 20 ms, to find out what Qt made.
        self.setViewport(QWidget())
        self._bar = ScrollBar(style)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar.setParent(self)
        self._bar.rangeChanged.connect(self._show_bar)
        self._bar.hide()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grab_by_finger()

    def show_through(self, inner: QWidget) -> None:
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._bar.sizeHint().width()
        self._bar.setGeometry(self.width() - wide if self.isLeftToRight() else 0, 0, wide, self.height())

    def _show_bar(self, _lowest: int, highest: int) -> None:
        self._bar.setVisible(highest > 0)
        self._bar.raise_()

    def _grab_by_finger(self) -> None:
        """With 8 px of slack before a press is dropped."""
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        scroller = QScroller.scroller(self.viewport())
        metrics = scroller.scrollerProperties()
        metrics.setScrollMetric(QScrollerProperties.ScrollMetric.DragStartDistance, DRAG_START_M)
        scroller.setScrollerProperties(metrics)
