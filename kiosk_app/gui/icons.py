"""Our icons: SVG files on a grid of 24 with one stroke width, painted in any colour at any size.

Each picture is rendered once and kept. A name without a file is a fault of ours and raises.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icon(Enum):
    """The name of a file in assets/icons."""

    AGAIN = "again"
    BACKSPACE = "backspace"
    BRUSH = "brush"
    CALENDAR = "calendar"
    CARD = "card"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CLOCK = "clock"
    COPY = "copy"
    COUNTER = "counter"
    CROSS = "cross"
    DATA = "data"
    DOTS = "dots"
    ENTER = "enter"
    EXTERNAL_LINK = "external-link"
    EYE = "eye"
    EYE_OFF = "eye-off"
    GIFT = "gift"
    GLOBE = "globe"
    INFO = "info"
    KEY = "key"
    KEYPAD = "keypad"
    LOCK = "lock"
    MENU = "menu"
    MINUS = "minus"
    PENCIL = "pencil"
    PERSON = "person"
    PERSON_ADD = "person-add"
    PLUS = "plus"
    QR = "qr"
    QUESTION = "question"
    SEARCH = "search"
    SEND = "send"
    SHIFT = "shift"
    STAMP = "stamp"
    TRASH = "trash"
    UNDO = "undo"
    WIFI_OFF = "wifi-off"


class Icons:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pixmaps: dict[tuple[Icon, int, str, float], QPixmap] = {}

    def pixmap(self, icon: Icon, size: int, color: str, ratio: float) -> QPixmap:
        """The icon, `size` device-independent pixels wide and high; `color` is "#RRGGBB"."""
        key = (icon, size, color, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(*key)
        return self._pixmaps[key]

    def paint(self, painter: QPainter, icon: Icon, center: QPointF, size: int, color: str) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(center - QPointF(size / 2, size / 2), self.pixmap(icon, size, color, ratio))

    def _render(self, icon: Icon, size: int, color: str, ratio: float) -> QPixmap:
        source = (self._folder / f"{icon.value}.svg").read_bytes()
        pixels = round(size * ratio)
        image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(source.replace(b"currentColor", color.encode())).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap = QPixmap.fromImage(image.copy())  # what was painted on keeps its painter's 40 kB of tools
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
