"""A QR code on its white panel, in whole device pixels, the same dark on white in every theme.

It paints the code that it is given. Which texts may be shown, and what stands in their place, the page decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.codes.look import DARK, LIGHT, QUIET_MODULES
from kiosk_app.gui.widgets.label import balanced_width

LEAST_MODULE_PX = 8  # device-independent
RADIUS = 28
DRAWN_SIDE = 664  # px of the panel on the QR page at 1280×800
SMALLEST_TEXT = 15
LINE_GAP = 8

BAND = "#F2B632"
ON_BAND = "#1F1B16"
BAND_LINE = 6
BAND_SHARE = 0.09  # of the panel's height, with its line; drawn higher, where the code has less white than its four
QUIET_TEXT = "#4D463D"

Modules = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A few words that stand out, and a line that explains them."""

    headline: str
    line: str = ""


class QrPanel(QWidget):
    """A rounded white panel with a code in the middle, or with a sentence while there is none.

    As large a module as fits, never under ``LEAST_MODULE_PX`` where a layout respects the minimum size.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: str | None = None
        self._modules: Modules = ()
        self._placeholder = Sentence("")
        self._band: Sentence | None = None
        self._border = ""
        self._quiet: tuple[str, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str | None:
        return self._text

    def set_code(self, text: str | None, modules: Modules = ()) -> None:
        """The text to paint and its code, drawn by `codes.matrix`, for which nothing here waits; None: no code."""
        if text == self._text:
            return
        self._modules = modules
        self._text = text
        self.updateGeometry()
        self.update()

    def set_placeholder(self, placeholder: Sentence) -> None:
        """What stands on the panel while there is no code."""
        if placeholder != self._placeholder:
            self._placeholder = placeholder
            self.update()

    def set_band(self, band: Sentence | None) -> None:
        """The band under a code of practice; None for a real one."""
        if band != self._band:
            self._band = band
            self.updateGeometry()
            self.update()

    def set_border(self, colour: str) -> None:
        """A line of 1 px round the panel, for a theme that needs one; empty for none."""
        if colour != self._border:
            self._border = colour
            self.update()

    def set_quiet(self, ground: str, ink: str) -> None:
        """The colours of the panel while there is no code, in a theme where white would glare."""
        self._quiet = (ground, ink)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(DRAWN_SIDE, DRAWN_SIDE).expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        if not self._modules:
            return QSize(0, 0)
        side = (len(self._modules) + 2 * QUIET_MODULES) * LEAST_MODULE_PX
        return QSize(side, ceil(side / (1 - BAND_SHARE)) + 1 if self._band else side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = QPainterPath()
        panel.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        ground, ink = self._quiet or (QColor(*LIGHT).name(), QUIET_TEXT)
        painter.fillPath(panel, QColor(*LIGHT) if self._modules else QColor(ground))
        if self._band:
            self._paint_band(painter, panel, self._band)
        if self._border:
            painter.setPen(QPen(QColor(self._border), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._modules:
            self._paint_code(painter)
        else:
            self._paint_placeholder(painter, ink)
        painter.end()

    def _white(self) -> QRectF:
        """The part of the panel that the band leaves."""
        return QRectF(0, 0, self.width(), self.height() - self._band_height())

    def _band_height(self) -> int:
        return floor(self.height() * BAND_SHARE) if self._band else 0

    def _module_px(self, dpr: float) -> int:
        """Device pixels of a module."""
        white = self._white()
        side = len(self._modules) + 2 * QUIET_MODULES
        return max(1, floor(min(white.width(), white.height()) * dpr / side))

    def _paint_code(self, painter: QPainter) -> None:
        """In device pixels: the painter is relieved of its scale, or a code at 125 % would have uneven modules."""
        to_device = painter.deviceTransform()
        white = to_device.mapRect(self._white())
        code = _picture(self._modules, self._module_px(to_device.m11()))
        corner = white.center() - QPointF(code.width(), code.height()) / 2
        painter.save()
        painter.setWorldTransform(to_device.inverted()[0], combine=True)
        painter.drawImage(QPoint(round(corner.x()), round(corner.y())), code)
        painter.restore()

    def _paint_placeholder(self, painter: QPainter, ink: str) -> None:
        room = self._white().adjusted(40, 40, -40, -40)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        words = (self._placeholder.headline, self._placeholder.line)
        fonts = (_font(self.font(), 30, 600), _font(self.font(), 18, 400))
        heights = [
            QFontMetricsF(font).boundingRect(room, flags, text).height() if text else 0.0
            for font, text in zip(fonts, words, strict=True)
        ]
        painter.setPen(QColor(ink))
        top = room.center().y() - (sum(heights) + LINE_GAP) / 2
        for font, text, height in zip(fonts, words, heights, strict=True):
            painter.setFont(font)
            width = balanced_width(QFontMetrics(font), flags, text, round(room.width()))
            painter.drawText(QRectF(room.center().x() - width / 2, top, width, height), flags, text)
            top += height + LINE_GAP

    def _paint_band(self, painter: QPainter, panel: QPainterPath, band: Sentence) -> None:
        area = QRectF(0, self.height() - self._band_height(), self.width(), self._band_height())
        painter.save()
        painter.setClipRect(area)
        painter.fillPath(panel, QColor(BAND))
        painter.restore()
        painter.fillRect(QRectF(area.x(), area.y(), area.width(), BAND_LINE), QColor(ON_BAND))
        painter.setPen(QColor(ON_BAND))
        _paint_in_one_line(painter, area.adjusted(24, BAND_LINE, -24, 0), band, self.font())


def _paint_in_one_line(painter: QPainter, room: QRectF, band: Sentence, base: QFont) -> None:
    """Both round the middle: in smaller letters where they do not fit, and the line is cut short only then."""
    fits = (px for px in range(30, SMALLEST_TEXT, -1) if sum(_widths(band, base, px)) <= room.width())
    px = next(fits, SMALLEST_TEXT)
    headline_width, gap, line_width = _widths(band, base, px)
    line_width = max(0.0, min(line_width, room.width() - headline_width - gap))
    left = room.center().x() - (headline_width + gap + line_width) / 2
    headline, line = _band_fonts(base, px)
    baseline = room.center().y() + QFontMetricsF(headline).capHeight() / 2
    painter.setFont(headline)
    painter.drawText(QPointF(left, baseline), band.headline)
    painter.setFont(line)
    text = QFontMetricsF(line).elidedText(band.line, Qt.TextElideMode.ElideRight, line_width + 1)
    baseline = room.center().y() + QFontMetricsF(line).capHeight() / 2
    painter.drawText(QPointF(left + headline_width + gap, baseline), text)


def _widths(band: Sentence, base: QFont, px: int) -> tuple[float, float, float]:
    """Headline, gap and line."""
    headline, line = _band_fonts(base, px)
    gap = 0.6 * px if band.line else 0.0
    return (
        QFontMetricsF(headline).horizontalAdvance(band.headline),
        gap,
        QFontMetricsF(line).horizontalAdvance(band.line),
    )


def _band_fonts(base: QFont, px: int) -> tuple[QFont, QFont]:
    headline = _font(base, px, 800)
    headline.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.12 * px)
    return headline, _font(base, max(SMALLEST_TEXT, round(0.6 * px)), 600)


def _font(base: QFont, px: int, weight: int) -> QFont:
    font = QFont(base)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)  # Bold would thicken the axis again
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setVariableAxis(QFont.Tag("opsz"), 14)
    return font


def _picture(modules: Modules, module_px: int) -> QImage:
    """Exactly so many pixels a module: Qt's own scaling makes the first one wider and the last one narrower."""
    side = len(modules) * module_px
    rows = (b"".join((b"\1" if is_dark else b"\0") * module_px for is_dark in row) * module_px for row in modules)
    image = QImage(b"".join(rows), side, side, side, QImage.Format.Format_Indexed8)
    image.setColorTable([QColor(*LIGHT).rgb(), QColor(*DARK).rgb()])
    return image.copy()  # Qt does not keep the bytes
