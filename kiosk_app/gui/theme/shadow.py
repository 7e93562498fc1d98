"""The one shadow, as a small picture whose middle can be stretched under a box of any size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

REACH = 24  # how far it is painted: 6 px down and 18 of blur


def shadow_patch(color: str, strength: float, radius: int, ratio: float) -> QPixmap:
    """0 1 2 and 0 6 18 of one colour, for a box with these corners: a square that can be stretched in its middle."""
    side = 2 * (REACH + radius) + 1
    # 16 bits a part: each of the many layers is too faint for 8.
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_RGBA64_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    box = QRectF(REACH, REACH, side - 2 * REACH, side - 2 * REACH)
    for down, blur, step in ((1, 2, 1), (6, 18, 3)):
        steps = range(-blur, blur + 1, step)
        layer = QColor(color)
        layer.setAlphaF(strength / len(steps))
        painter.setBrush(layer)
        for grown in steps:
            corner = max(1, radius + grown)
            painter.drawRoundedRect(box.adjusted(-grown, -grown, grown, grown).translated(0, down), corner, corner)
    painter.end()
    return QPixmap.fromImage(image)
