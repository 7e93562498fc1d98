"""The choice of the stamps' colour: the six ready-made ones, each with its name for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk_app.gui.theme.accent import Accent, accented
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable

SIDE = 64


class AccentPicker(QWidget):
    """``chosen`` carries "#RRGGBB". An owner's own colour leaves all of them unchosen."""

    chosen = Signal(str)

    def __init__(self, style: Style, name: str, names: Mapping[str, str]) -> None:
        """``names``: by the names of ``Accent``, in small letters."""
        super().__init__()
        self._names = names
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._swatches = {accent: _Swatch(style, accent, names[accent.name.lower()]) for accent in Accent}
        for accent, swatch in self._swatches.items():
            swatch.setObjectName(f"accent-{accent.name.lower()}")
            swatch.clicked.connect(lambda _checked, accent=accent: self.chosen.emit(accent.value))
            row.addWidget(swatch)
        row.addStretch(1)

    def show_accent(self, accent: str) -> str:
        """Choose it; its name, or empty for an owner's own."""
        wanted = accent.upper() or Accent.VERMILION.value
        chosen = next((one for one in Accent if one.value == wanted), None)
        for one, swatch in self._swatches.items():
            swatch.set_chosen(one is chosen)
        return self._names[chosen.name.lower()] if chosen else ""


class _Swatch(Pressable):
    def __init__(self, style: Style, accent: Accent, name: str) -> None:
        super().__init__(style, name)
        self._accent = accent
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_chosen(self, is_chosen: bool) -> None:
        self._is_chosen = is_chosen
        self.setAccessibleDescription("✓" if is_chosen else "")
        self.update()

    def radius(self) -> float:
        return RADIUS_FIELD

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        width = 3.0 if self._is_chosen else 1.5
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.surface))
        painter.setPen(QPen(QColor(palette.ink if self._is_chosen else palette.line_strong), width))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS_FIELD - width / 2, RADIUS_FIELD - width / 2)
        painter.setPen(QPen(QColor(palette.field), 1))
        painter.setBrush(QColor(accented(palette, self._accent.value).action))
        painter.drawEllipse(box.center(), 18, 18)
