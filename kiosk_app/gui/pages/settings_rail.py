"""The sections of the settings: a rail at the left, or a strip above the page where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.form_parts import Ground
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.pressable import Pressable
from kiosk_app.presenters.settings import Section

WIDTH = 250
ICONS = {
    Section.CARDS: Icon.CARD,
    Section.ACCOUNT: Icon.KEY,
    Section.COUNTER: Icon.COUNTER,
    Section.DATA: Icon.DATA,
    Section.ABOUT: Icon.INFO,
}


class SettingsRail(Ground):
    """``chosen`` carries the section that was pressed; `show_section` tells which one is shown."""

    chosen = Signal(Section)

    def __init__(self, style: Style, names: Mapping[str, str]) -> None:
        """``names``: by the values of ``Section``."""
        super().__init__(style, "sunken", Qt.Edge.RightEdge)
        self._style = style
        self._items = {section: _Item(style, ICONS[section], names[section.value]) for section in Section}
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setSpacing(0)
        for section, item in self._items.items():
            item.setObjectName(f"section-{section.value}")
            item.clicked.connect(lambda _checked, section=section: self._press(section))
            self._row.addWidget(item)
        self._row.addStretch(1)
        self._shown = Section.CARDS
        self.set_strip(False)
        self.show_section(Section.CARDS)

    def show_section(self, section: Section) -> None:
        self._shown = section
        for one, item in self._items.items():
            item.set_chosen(one is section)

    def set_strip(self, is_strip: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if is_strip else down)
        self._row.setContentsMargins(*((12, 8, 12, 4) if is_strip else (16, 20, 17, 20)))
        self.set_edge(Qt.Edge.BottomEdge if is_strip else Qt.Edge.RightEdge)
        for item in self._items.values():
            item.set_tight(is_strip)
        self.setMinimumWidth(0 if is_strip else self._style.px(WIDTH))
        self.setMaximumWidth(16777215 if is_strip else self._style.px(WIDTH))
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed if is_strip else QSizePolicy.Policy.Preferred
        )

    def _press(self, section: Section) -> None:
        self.chosen.emit(section)


class _Item(Pressable):
    def __init__(self, style: Style, icon: Icon, name: str) -> None:
        super().__init__(style, name)
        self.setText(name)
        self._icon = icon
        self._is_chosen = False
        self._is_tight = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_chosen(self, is_chosen: bool) -> None:
        self._is_chosen = is_chosen
        self.update()

    def set_tight(self, is_tight: bool) -> None:
        self._is_tight = is_tight
        self.updateGeometry()

    def radius(self) -> float:
        return 12

    def sizeHint(self) -> QSize:
        return QSize(self._words() + (68 if self._is_tight else 75), self._style.px(56 if self._is_tight else 60))

    def minimumSizeHint(self) -> QSize:
        """Room for its words as they stand when it is chosen."""
        return QSize(self._words() + 46, self.sizeHint().height())

    def _words(self) -> int:
        return ceil(QFontMetricsF(self._style.font(Role.BUTTON)).horizontalAdvance(self.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        if self._is_chosen:
            painter.setBrush(QColor(palette.surface))
            painter.setPen(QPen(QColor(palette.field if palette.is_dark else palette.line), 1))
            painter.drawRoundedRect(box, self.radius(), self.radius())
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(box, self.radius(), self.radius())
        left = 22 if self._is_tight else 28
        middle = box.center().y()
        color = palette.mark if self._is_chosen else palette.ink_2
        self._style.icons.paint(painter, self._icon, QPointF(left, middle), 24, color)
        painter.setFont(self._style.font(Role.BUTTON if self._is_chosen else Role.BODY_LARGE))
        painter.setPen(QColor(palette.ink if self._is_chosen else palette.ink_2))
        room = box.adjusted(left + (18 if self._is_tight else 26), 0, -5, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
