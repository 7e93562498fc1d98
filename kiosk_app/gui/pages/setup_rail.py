"""The steps of set-up at the left: what is done, where one is, what comes. It is no navigation."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.marks.mark import OVERHANG, Mark, State
from kiosk_app.gui.pages.form_parts import Ground, inks_of
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import setup as words
from kiosk_app.words.language import Language

WIDTH = 324
DISC = 40
LOGO = 52


class SetupRail(Ground):
    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, "sunken", Qt.Edge.RightEdge)
        self._style = style
        self._language = language
        self._names = words.steps(language)
        self._steps = [_Step(style, number, name) for number, name in enumerate(self._names, start=1)]
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Logo(style))
        head.addWidget(Label(style, words.product(language), Role.BAR_TITLE))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 34, 20, 34)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(61)
        for number, step in enumerate(self._steps):
            if number:
                column.addWidget(step.line)
            column.addWidget(step)
        column.addStretch(1)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_step(self, current: int) -> None:
        """Counted from 0."""
        for number, step in enumerate(self._steps):
            step.show_place(number - current)
        name = self._names[current]
        self.setAccessibleName(f"{words.step_of(self._language, current + 1, len(self._steps))}: {name}")

    def _restyle(self) -> None:
        self.setFixedWidth(round(WIDTH * (0.5 + self._style.text_scale / 2)))
        self.update()


class Logo(QWidget):
    """Our sign: a stamp mark with a star."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.setFixedSize(LOGO + 2, LOGO)
        style.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        mark = Mark(
            state=State.VISIT,
            stamp_id="stamp kiosk",
            place=1,
            glyph=Glyph.STAR,
            inks=inks_of(self._style.palette),
            size=LOGO,
            dpr=self.devicePixelRatioF(),
        )
        QPainter(self).drawImage(QPointF(1 - OVERHANG, -OVERHANG), mark.image())


class _Step(QWidget):
    def __init__(self, style: Style, number: int, name: str) -> None:
        super().__init__()
        self._style = style
        self._name = name
        self.line = _Line(style)
        self._disc = _Disc(style, number)
        self._now = Label(style, name, Role.BUTTON, wraps=True)
        self._then = Label(style, name, Role.BODY_LARGE, wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._disc)
        row.addWidget(self._now, 1)
        row.addWidget(self._then, 1)
        self.show_place(1)

    def show_place(self, away: int) -> None:
        """Before 0 it is done, at 0 it is the current one, after it comes."""
        self._now.setVisible(away == 0)
        self._then.setVisible(away != 0)
        self._then.set_ink(Ink.INK if away < 0 else Ink.INK_2)
        self._disc.show_place(away)
        self.line.show_place(away)


class _Disc(QWidget):
    def __init__(self, style: Style, number: int) -> None:
        super().__init__()
        self._style = style
        self._number = number
        self._away = 1
        self.setFixedSize(DISC, DISC)
        style.changed.connect(self.update)

    def show_place(self, away: int) -> None:
        self._away = away
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        if self._away > 0:
            painter.setPen(QPen(QColor(palette.field), 1.5))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        else:
            painter.setBrush(QColor(palette.ok_tint if self._away < 0 else palette.action))
            painter.drawEllipse(box)
        if self._away < 0:
            self._style.icons.paint(painter, Icon.CHECK, box.center(), 22, palette.on_ok_tint)
            return
        painter.setPen(QColor(palette.on_action if self._away == 0 else palette.ink_2))
        painter.setFont(self._style.font(Role.BUTTON if self._away == 0 else Role.BODY_LARGE))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Line(QWidget):
    """Leads from the step above to this one."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._away = 1
        self.setFixedHeight(32)
        style.changed.connect(self.update)

    def show_place(self, away: int) -> None:
        self._away = away
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        color = palette.ok_dot if self._away <= 0 else palette.line_strong
        painter = QPainter(self)
        line = QColor(color)
        line.setAlphaF(0.5 if self._away <= 0 else 1)
        left = DISC / 2 - 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - DISC / 2 - 1
        painter.fillRect(QRectF(left, 4, 2, 24), line)
