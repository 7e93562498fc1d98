"""A number with minus and plus. At its ends the button that leads on is quiet and does nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_PRIMARY
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.icon_button import IconButton


class Stepper(QWidget):
    """`changed` carries the number that the person chose. 56+30+56 in tiles (72 high), wider as a field."""

    changed = Signal(int)

    def __init__(
        self,
        style: Style,
        name: str,
        less_name: str,
        more_name: str,
        least: int,
        most: int,
        *,
        is_field: bool = False,
        height: int = 72,
        parent: QWidget | None = None,
    ) -> None:
        """`is_field`: a border that carries meaning, as in forms; in tiles it is a quiet one."""
        super().__init__(parent)
        self._style = style
        self._range = (least, most)
        self._value = least
        self._is_field = is_field
        self._height = height
        self.setAccessibleName(name)
        self.less = IconButton(style, Icon.MINUS, less_name)
        self.more = IconButton(style, Icon.PLUS, more_name)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 1, 0)
        row.addWidget(self.less)
        row.addStretch(1)
        row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._restyle)
        self._restyle()

    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        """By us, not by the person; kept inside the range."""
        least, most = self._range
        self._value = min(most, max(least, value))
        self._restyle()

    def set_most(self, most: int) -> None:
        self._range = (self._range[0], most)
        self.set_value(self._value)

    def sizeHint(self) -> QSize:
        return QSize(56 + 30 + 56 + 2, self._style.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.surface))
        painter.setPen(QPen(QColor(palette.field if self._is_field else palette.line_strong), 1.5))
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(box, RADIUS_PRIMARY, RADIUS_PRIMARY)
        painter.setPen(QColor(palette.ink))
        painter.setFont(self._style.font(Role.BUTTON_COUNTER))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._value))

    def _step(self, step: int) -> None:
        before = self._value
        self.set_value(before + step)
        if self._value != before:
            self.changed.emit(self._value)

    def _restyle(self) -> None:
        least, most = self._range
        self.less.setEnabled(self._value > least)
        self.more.setEnabled(self._value < most)
        self.setFixedHeight(self._style.px(self._height))
        self.setAccessibleDescription(str(self._value))
        self.update()
