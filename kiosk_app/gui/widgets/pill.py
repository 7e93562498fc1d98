"""A pill: a state in a few words with its icon or dot. As a button it keeps a hit area of 56."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors
from kiosk_app.gui.widgets.pressable import Pressable

DOT = 10
ROLES = {44: Role.BUTTON, 38: Role.PILL, 32: Role.SMALLEST_BOLD, 30: Role.SMALLEST_BOLD}


@dataclass(frozen=True, slots=True)
class PillText:
    """What a pill says. Without an icon it has the dot of *Online*, or with `has_dot` off nothing."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: Icon | None = None
    has_dot: bool = False


def pill_size(style: Style, pill: PillText, height: int) -> QSize:
    width = QFontMetricsF(style.font(ROLES[height])).horizontalAdvance(pill.text)
    return QSize(round(width + _sign_room(pill, height) + 2 * _padding(height)), style.px(height))


def paint_pill(painter: QPainter, style: Style, pill: PillText, height: int, corner: QPointF) -> None:
    """At its natural size, its top left at `corner`; heights 44, 38, 32, 30."""
    colors = tone_colors(style.palette, pill.tone)
    box = QRectF(corner, pill_size(style, pill, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.fill))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left, middle = box.left() + _padding(height), box.center().y()
    if pill.icon is not None:
        size = _icon_size(height)
        style.icons.paint(painter, pill.icon, QPointF(left + size / 2, middle), size, colors.text)
    elif pill.has_dot:
        painter.setBrush(QColor(style.palette.ok_dot if pill.tone is Tone.OK else colors.text))
        painter.drawEllipse(QPointF(left + DOT / 2, middle), DOT / 2, DOT / 2)
    painter.setPen(QColor(colors.text))
    painter.setFont(style.font(ROLES[height]))
    room = box.adjusted(_padding(height) + _sign_room(pill, height), 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, pill.text)


def _padding(height: int) -> int:
    return 12 if height <= 32 else 15


def _icon_size(height: int) -> int:
    return 18 if height <= 32 else 20 if height < 44 else 22


def _sign_room(pill: PillText, height: int) -> int:
    if pill.icon is not None:
        return _icon_size(height) + (6 if height <= 32 else 9)
    return DOT + 8 if pill.has_dot else 0


class Pill(QWidget):
    def __init__(self, style: Style, pill: PillText, height: int = 38, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._pill = pill
        self._height = height
        self.setAccessibleName(pill.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._restyle)

    def show_pill(self, pill: PillText) -> None:
        self._pill = pill
        self.setAccessibleName(pill.text)
        self._restyle()

    def sizeHint(self) -> QSize:
        return pill_size(self._style, self._pill, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self._style, self._pill, self._height, QPointF(0, 0))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class PillButton(Pressable):
    """The connection pill: 38 high to the eye, 56 to the finger."""

    def __init__(self, style: Style, pill: PillText, parent: QWidget | None = None) -> None:
        super().__init__(style, pill.text, parent)
        self._pill = pill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pill(self, pill: PillText) -> None:
        self._pill = pill
        self.setAccessibleName(pill.text)
        self._restyle()

    def shape(self) -> QRect:
        drawn = pill_size(self._style, self._pill, 38)
        return QRect(0, (self.height() - drawn.height()) // 2, self.width(), drawn.height())

    def radius(self) -> float:
        return self.shape().height() / 2

    def sizeHint(self) -> QSize:
        return pill_size(self._style, self._pill, 38).expandedTo(QSize(TARGET, TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        corner = QPointF(0, self.shape().top() + int(self.isDown()))
        paint_pill(QPainter(self), self._style, self._pill, 38, corner)
