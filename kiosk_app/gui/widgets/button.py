"""The button: six kinds, one look. It moves down when pressed, stays itself while busy, and says why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.palette import Palette
from kiosk_app.gui.theme.sizes import RADIUS_BUTTON, RADIUS_PRIMARY, RADIUS_SEARCH, TARGET
from kiosk_app.gui.theme.style import Style, mixed
from kiosk_app.gui.widgets.countdown import (
    CALM_STEP_MS,
    RING,
    STEP_MS,
    Countdown,
    paint_arc,
    paint_countdown,
)
from kiosk_app.gui.widgets.pressable import Pressable

TURN_STEPS = 12  # of the busy ring, one each time it is painted


class Kind(Enum):
    PRIMARY = auto()
    OUTLINED = auto()
    SUCCESS = auto()
    SECONDARY = auto()
    QUIET = auto()
    INK = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """Fill (none: what lies under), pressed fill, text, border and its width."""

    fill: str | None
    pressed: str
    text: str
    border: str | None = None
    width: float = 1.5


def look_of(kind: Kind, palette: Palette) -> Look:
    p = palette
    match kind:
        case Kind.PRIMARY:
            return Look(p.action, p.action_pressed, p.on_action)
        case Kind.SUCCESS:
            return Look(p.ok, p.ok_pressed, p.on_ok)
        case Kind.INK:
            return Look(p.ink, p.ink_2, p.paper)
        case Kind.OUTLINED:
            return Look(p.surface, p.tint, p.action, p.action, 2)
        case Kind.SECONDARY:
            return Look(p.surface, p.sunken, p.ink, p.line_strong)
        case Kind.QUIET:
            return Look(None, p.sunken, p.ink)


class Button(Pressable):
    """`clicked` comes once per press and never while busy or disabled.

    Heights are those of the drawings: 56, 60 and 72 secondary, 72 primary, 84 for Done, 96 on the counter. A button
    without text shows its icon alone and takes its accessible name from `name`. `is_compact`: in a row, where a filled
    one has smaller words.
    """

    def __init__(
        self,
        style: Style,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        height: int = 56,
        icon: Icon | None = None,
        trailing: Icon | None = None,
        name: str = "",
        is_compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(style, name or text, parent)
        self.setText(text)
        self._kind = kind
        self._height = height
        self._icon = icon
        self._trailing = trailing
        self._is_compact = is_compact
        self._countdown: Countdown | None = None
        self._turn = 0
        self._busy = QTimer(self)
        self._busy.timeout.connect(self._turn_on)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_busy(self) -> bool:
        return self._busy.isActive()

    def set_label(self, text: str) -> None:
        self.setAccessibleName(text)
        if text != self.text():
            self.setText(text)
            self._restyle()

    def set_kind(self, kind: Kind) -> None:
        if kind is not self._kind:
            self._kind = kind
            self._restyle()

    def set_icon(self, icon: Icon | None) -> None:
        self._icon = icon
        self._restyle()

    def set_height(self, height: int) -> None:
        """Another height of the drawings, where the window is small or large."""
        self._height = height
        self._restyle()

    def set_busy(self, is_busy: bool) -> None:
        """A ring takes the icon's place; presses do nothing, and are not kept for later either."""
        if is_busy == self.is_busy:
            return
        if is_busy:
            self._busy.start(CALM_STEP_MS if self._style.is_calm else STEP_MS)
        else:
            self._busy.stop()
        self.blockSignals(is_busy)
        self._restyle()

    def set_countdown(self, countdown: Countdown | None) -> None:
        """Show the seconds that are left in the icon's place, as *Undo* does."""
        if self._countdown is not None:
            self._countdown.stepped.disconnect(self.update)
        self._countdown = countdown
        if countdown is not None:
            countdown.stepped.connect(self.update)
        self._restyle()

    def radius(self) -> float:
        if self._height >= 96:
            return RADIUS_SEARCH
        return RADIUS_PRIMARY if self._height >= 72 else RADIUS_BUTTON

    def sizeHint(self) -> QSize:
        padding = 28 if self._height >= 72 else 24
        if not self.text():
            return QSize(self._style.px(self._height), self._style.px(self._height))
        return QSize(round(self._content_width() + 2 * padding), self._style.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Room for all of its words; it ends in "…" only where a page forces it narrower."""
        width = ceil(self._content_width()) + 17 if self.text() else TARGET
        return QSize(max(TARGET, width), self._style.px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look_now()
        self._paint_box(painter, look)
        if self._is_pressed():
            painter.translate(0, 1)
        self._paint_content(painter, look.text)

    def _is_pressed(self) -> bool:
        return self.isDown() and not self.is_busy

    def _look_now(self) -> Look:
        palette = self._style.palette
        look = look_of(self._kind, palette)
        if not self.isEnabled():
            return Look(palette.sunken, palette.sunken, palette.ink_3)
        if self._is_pressed():
            return Look(look.pressed, look.pressed, look.text, look.border, look.width)
        if self.underMouse() and not self.is_busy:
            hovered = mixed(look.fill or palette.paper, palette.ink, 0.03).name()
            return Look(hovered, look.pressed, look.text, look.border, look.width)
        return look

    def _paint_box(self, painter: QPainter, look: Look) -> None:
        painter.setBrush(QColor(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.border), look.width) if look.border else Qt.PenStyle.NoPen)
        inset = look.width / 2 if look.border else 0.0
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, self.radius() - inset, self.radius() - inset)

    def _paint_content(self, painter: QPainter, color: str) -> None:
        font, metrics = self._font(), QFontMetricsF(self._font())
        sign, gap = self._sign_size(), self._gap()
        tail = gap + self._icon_size() if self._trailing else 0
        room = self.width() - 16 - (sign + gap if sign else 0) - tail
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        left = (self.width() - self._content_width(width)) / 2
        middle = self.height() / 2
        if sign:
            self._paint_sign(painter, QPointF(left + sign / 2, middle), color)
            left += sign + (gap if text else 0)
        painter.setPen(QColor(color))
        painter.setFont(font)
        painter.drawText(QPointF(left, middle - metrics.height() / 2 + metrics.ascent()), text)
        if self._trailing:
            center = QPointF(left + width + gap + self._icon_size() / 2, middle)
            self._style.icons.paint(painter, self._trailing, center, self._icon_size(), color)

    def _paint_sign(self, painter: QPainter, center: QPointF, color: str) -> None:
        if self.is_busy:
            track = mixed(look_of(self._kind, self._style.palette).fill or self._style.palette.paper, color, 0.3).name()
            paint_arc(painter, center, self._sign_size(), self._turn / TURN_STEPS, 0.3, color, track)
        elif self._countdown is not None:
            paint_countdown(painter, self._style, center, self._countdown, self._style.palette.ink)
        elif self._icon is not None:
            self._style.icons.paint(painter, self._icon, center, self._icon_size(), color)

    def _content_width(self, text_width: float | None = None) -> float:
        text = QFontMetricsF(self._font()).horizontalAdvance(self.text()) if text_width is None else text_width
        parts = [part for part in (self._sign_size(), text, self._icon_size() if self._trailing else 0) if part]
        return sum(parts) + self._gap() * (len(parts) - 1)

    def _sign_size(self) -> int:
        if self._countdown is not None and not self.is_busy:
            return RING
        return self._icon_size() if self._icon is not None or self.is_busy else 0

    def _icon_size(self) -> int:
        """It grows with the words beside it, where the button is high enough to have the room for both."""
        drawn = 32 if self._height >= 96 else 30 if self._height >= 84 else 26 if self._is_large() else 22
        return self._style.px(drawn) if self._height >= 72 else drawn

    def _gap(self) -> int:
        return 12 if self._is_large() else 11

    def _is_large(self) -> bool:
        return self._is_filled() and not self._is_compact

    def _is_filled(self) -> bool:
        return self._kind in {Kind.PRIMARY, Kind.SUCCESS, Kind.OUTLINED}

    def _font(self) -> QFont:
        if self._height >= 96:
            role = Role.BUTTON_COUNTER
        elif self._height >= 84:
            role = Role.BUTTON_TALL
        elif self._height >= 72 and self._is_filled():
            role = Role.BUTTON_ROW if self._is_compact else Role.BUTTON_PRIMARY
        else:
            role = Role.BUTTON
        return self._style.font(role, self.text())

    def _turn_on(self) -> None:
        self._turn += 1
        self.update()
