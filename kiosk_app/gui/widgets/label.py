"""Text on a page: in a role and a colour of the style, never read as markup, ended with "…" or wrapped."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.palette import Palette
from kiosk_app.gui.theme.sheet import TIP, sheet
from kiosk_app.gui.theme.style import Style

FINE = 4  # px: each px more is another 70 µs of laying out


class Ink(Enum):
    """The colours that text may have on a page."""

    INK = "ink"
    INK_2 = "ink_2"
    INK_3 = "ink_3"
    ACTION = "action"
    ON_OK_TINT = "on_ok_tint"
    ON_WAIT = "on_wait"
    ON_PRACTICE = "on_practice"

    def of(self, palette: Palette) -> str:
        return str(getattr(palette, self.value))


def balanced_width(metrics: QFontMetrics, flags: int, text: str, width: int) -> int:
    """The narrowest in which a text has no more lines than in all of ``width``."""

    def lines(width: int) -> QSize:
        return metrics.boundingRect(QRect(0, 0, width, 1 << 20), flags, text).size()

    advance = metrics.horizontalAdvance(text)
    if advance <= width:
        return width
    most = lines(width).height()
    narrow, wide = advance * metrics.height() // most, width
    while wide - narrow > FINE:
        middle = (narrow + wide) // 2
        wrapped = lines(middle)
        if wrapped.height() > most or wrapped.width() > middle:
            narrow = middle
        else:
            wide = middle
    return wide


class Label(QLabel):
    """Where it wraps, its lines are about as long as each other: none has a last word to itself."""

    def __init__(
        self,
        style: Style,
        text: str = "",
        role: Role = Role.BODY,
        ink: Ink = Ink.INK,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._style = style
        self._role = role
        self._ink = ink
        self._asked = ("", "", 0)  # text, font and room that were balanced last, and the width that came of it
        self._wide = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        style.changed.connect(self._restyle)
        self._restyle()

    def setText(self, text: str) -> None:
        if text != self.text():  # else Qt lays out the page anew
            super().setText(text)
            self.setFont(self._style.font(self._role, text))

    def set_role(self, role: Role) -> None:
        """Another size, where the window has less room."""
        if role is not self._role:
            self._role = role
            self._restyle()

    def set_ink(self, ink: Ink) -> None:
        self._ink = ink
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.balanced(), self._flags(), self.text())

    def balanced(self) -> QRect:
        """Where its lines stand that are about as long as each other."""
        room = self.contentsRect()
        asked = (self.text(), self.font().key(), room.width())
        if asked != self._asked:
            self._asked = asked
            self._wide = balanced_width(self.fontMetrics(), self._flags(), self.text(), room.width())
        return QRect(room.left() + self._indent(room), room.top(), self._wide, room.height())

    def _indent(self, room: QRect) -> int:
        """As QStyle.alignedRect would have it, which would load QStyle's 600 enum members before the first paint."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return room.width() // 2 - self._wide // 2
        from_right = bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        is_at_right = from_right is not (self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        return room.width() - self._wide if is_at_right else 0

    def _flags(self) -> int:
        return int(self.alignment() | Qt.TextFlag.TextWordWrap)

    def _restyle(self) -> None:
        self.setFont(self._style.font(self._role, self.text()))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._ink.of(self._style.palette)))
        self.setPalette(palette)


class ElidedLabel(Label):
    """One line that gives way: it may become as narrow as three letters, and ends in "…" where it was cut.

    The whole text is its tool tip then, and is always what a screen reader hears.
    """

    def __init__(
        self,
        style: Style,
        text: str = "",
        role: Role = Role.BODY,
        ink: Ink = Ink.INK,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(style, text, role, ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() is not QEvent.Type.ToolTip:
            return super().event(event)
        if is_cut := self.shown_text() != self.text():
            self.setStyleSheet(sheet(TIP, self._style.palette))  # a tip takes the sheet of what it is for
        safe = self.text().replace("&", "&amp;").replace("<", "&lt;")  # as markup, since plain text is never wrapped
        QToolTip.showText(event.globalPos(), f"<p>{safe}</p>" if is_cut else "", self)
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        # Left is where reading begins: the painter takes the widget's direction.
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown_text())
