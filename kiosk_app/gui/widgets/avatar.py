"""A customer at a glance: initials on a round, sunken ground. Korean names show the given name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.theme.fonts import make_font
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors

INITIALS_SHARE = 0.36


def initials(name: str) -> str:
    """Two letters at most of a name in letters; the given name of a Korean one; "" of no name."""
    words = name.split()
    if not words:
        return ""
    if all("가" <= letter <= "힣" for letter in "".join(words)):
        return _korean_given_name(words)
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in ends if word[0].isalnum())


def _korean_given_name(words: list[str]) -> str:
    """The surname comes first, mostly one syllable: 김민서 and 남궁 민수 show 민서 and 민수."""
    *surname, last = words
    given = last if surname else last[1:]
    return given[-2:] or last


class Avatar(QWidget):
    """64 on the customer's page, 52 and 44 in rows, 40 in the top bar. The name stands beside it."""

    def __init__(
        self, style: Style, name: str, size: int = 64, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._name = name
        self._tone = tone
        self.setFixedSize(size, size)
        style.changed.connect(self.update)

    def set_name(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tone_colors(self._style.palette, self._tone)
        ground = colors.disc if self._tone is Tone.HINT else colors.fill
        paint_avatar(QPainter(self), self._name, QRectF(self.rect()), ground, colors.text)


def paint_avatar(painter: QPainter, name: str, box: QRectF, ground: str, ink: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(box)
    painter.setPen(QColor(ink))
    painter.setFont(make_font(round(box.height() * INITIALS_SHARE), 650))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))
