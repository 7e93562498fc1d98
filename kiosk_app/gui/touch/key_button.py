"""One key of the keyboard on the screen: pressed by mouse or by any of several fingers, held for what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.palette import Palette
from kiosk_app.gui.theme.sizes import RADIUS_BUTTON, TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable

HELD_MS = 450
REPEAT_AFTER_MS, REPEAT_EVERY_MS = 450, 60
PADDING = 6


@dataclass(frozen=True, slots=True)
class Face:
    """What is printed on a key, and what it is called. ``is_word``: no letter.

    ``is_lit``: framed in ink; ``is_ink``: filled with it.
    """

    text: str
    name: str
    icon: Icon | None = None
    is_word: bool = False
    is_lit: bool = False
    is_ink: bool = False


class KeyButton(Pressable):
    """``clicked`` types it, ``held`` comes in its place where something is behind it and a finger stays.

    It never takes the focus, which is the field's.
    """

    held = Signal()

    def __init__(self, style: Style, face: Face, parent: QWidget, *, repeats: bool = False) -> None:
        super().__init__(style, face.name, parent)
        self._face = face
        self.has_more = False
        self._was_held = False
        self.setText(face.text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
        if repeats:
            self.setAutoRepeat(True)
            self.setAutoRepeatDelay(REPEAT_AFTER_MS)
            self.setAutoRepeatInterval(REPEAT_EVERY_MS)
        self._holding = QTimer(self, singleShot=True, interval=HELD_MS)
        self._holding.timeout.connect(self._hold)
        self.pressed.connect(self._begin)
        self.released.connect(self._holding.stop)

    def show_face(self, face: Face) -> None:
        if face != self._face:
            self._face = face
            self.setText(face.text)
            self.setAccessibleName(face.name)
            self.update()

    def sizeHint(self) -> QSize:
        font = self._style.font(self._role(), self.text())
        return QSize(max(TARGET, round(QFontMetricsF(font).horizontalAdvance(self.text())) + 2 * PADDING), TARGET)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """By touch itself: of the mouse that Qt makes of it there is one, and people type with two thumbs."""
        match event.type():
            case QEvent.Type.TouchBegin:
                self.setDown(True)
                self.pressed.emit()
            case QEvent.Type.TouchEnd | QEvent.Type.TouchCancel if self.isDown():
                self.setDown(False)
                self.released.emit()
                is_on_it = any(self.rect().contains(point.position().toPoint()) for point in event.points())
                if event.type() is QEvent.Type.TouchEnd and is_on_it:
                    self.clicked.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_held = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._was_held:
            super().mouseMoveEvent(event)

    def _begin(self) -> None:
        if self.has_more:
            self._holding.start()

    def _hold(self) -> None:
        self._was_held = True
        self.setDown(False)  # so that letting go is no press
        self.held.emit()

    def _role(self) -> Role:
        return Role.BUTTON if self._face.is_word else Role.ENTRY

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, face = self._style.palette, self._face
        fill, ink, line = _colors(palette, face, is_down=self.isDown())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        width = 2 if face.is_lit else 1
        painter.setPen(QPen(QColor(line), width) if line else Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        if self.isDown():
            painter.translate(0, 1)
        if face.icon is not None:
            middle = QPointF(self.width() / 2, self.height() / 2)
            self._style.icons.paint(painter, face.icon, middle, min(self._style.px(26), 34), ink)
            return
        painter.setFont(self._style.font(self._role(), face.text))
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, face.text)


def _colors(palette: Palette, face: Face, *, is_down: bool) -> tuple[str, str, str]:
    """Fill, ink and border."""
    if face.is_ink:
        return (palette.ink_2 if is_down else palette.ink), palette.paper, ""
    if is_down:
        return palette.line_strong, palette.ink, palette.line_strong
    if face.is_lit:
        return palette.surface, palette.ink, palette.ink
    if face.is_word or face.icon is not None:
        return palette.line, palette.ink, ""
    return palette.surface, palette.ink, palette.line_strong
