"""One of a few: parts side by side on a sunken track, the chosen one raised. Arrows go from part to part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable

HEIGHT = 68
INSET = 5


class Segment(QWidget):
    """`chosen` carries the index that the person chose. Labels may hold one line break."""

    chosen = Signal(int)

    def __init__(self, style: Style, name: str, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._parts = [_Part(style, label) for label in labels]
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, INSET, INSET, INSET)
        row.setSpacing(0)
        for at, part in enumerate(self._parts):
            row.addWidget(part, 1)
            part.clicked.connect(lambda _checked, at=at: self.chosen.emit(at))
        self._parts[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._restyle)
        self._restyle()

    def index(self) -> int:
        return next(at for at, part in enumerate(self._parts) if part.isChecked())

    def set_index(self, index: int) -> None:
        self._parts[index].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.palette.sunken))
        painter.drawRoundedRect(self.rect(), RADIUS_FIELD, RADIUS_FIELD)

    def _restyle(self) -> None:
        self.setFixedHeight(self._style.px(HEIGHT))
        self.update()


class _Part(Pressable):
    def __init__(self, style: Style, label: str) -> None:
        super().__init__(style, label.replace("\n", " "))
        self.setText(label)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def radius(self) -> float:
        return RADIUS_FIELD - 3

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._style.font(Role.LABEL, self.text()))
        width = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
        return QSize(round(width) + 24, self._style.px(HEIGHT) - 2 * INSET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0, 0, 0, -2)
        if self.isChecked():
            low = QColor(palette.shadow)
            low.setAlphaF(min(1.0, palette.shadow_strength * 1.6))
            painter.setBrush(low)
            painter.drawRoundedRect(box.translated(0, 1.5), self.radius(), self.radius())
            painter.setBrush(QColor(palette.surface))
            if palette.is_dark:  # there a surface lies darker than its track, and would look pressed in
                painter.setPen(QPen(QColor(palette.field), 1.5))
                box = box.adjusted(0.75, 0.75, -0.75, -0.75)
            painter.drawRoundedRect(box, self.radius(), self.radius())
        elif self.underMouse():
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(box, self.radius(), self.radius())
        painter.setPen(QColor(palette.ink if self.isChecked() else palette.ink_2))
        painter.setFont(self._style.font(Role.LABEL, self.text()))
        painter.drawText(box.translated(0, int(self.isDown())), Qt.AlignmentFlag.AlignCenter, self.text())
