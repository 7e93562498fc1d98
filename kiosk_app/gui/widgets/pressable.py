"""What every thing that can be pressed shares: it follows the style, and shows focus to those who use keys.

A tap takes no focus, so that the next letter still lands in the search.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk_app.gui.theme.sizes import RADIUS_BUTTON
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.focus_ring import FocusRing

BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Pressable(QAbstractButton):
    """An abstract button. Enter presses it as Space does; `clicked` and `toggled` are Qt's own."""

    def __init__(self, style: Style, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        style.changed.connect(self._restyle)

    def shape(self) -> QRect:
        """What the focus ring goes round; a hit area larger than the drawing leaves some of itself out."""
        return self.rect()

    def radius(self) -> float:
        return RADIUS_BUTTON

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_KEY:
            FocusRing(self._style, self, self.shape, self.radius())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and event.key() in ENTER:
            event.accept()  # the page's own Enter must not press another button than the one with the ring
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
