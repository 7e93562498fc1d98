"""One of several, each by its name, in a box that opens. The wheel scrolls the page under it."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_FIELD, TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import paint_box

MOVES = {*(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)}
NO_LETTER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
SHEET = Template("""
QComboBox { background: transparent; color: $ink; border: none; padding: 0 48px 0 21px; combobox-popup: 0; }
QComboBox::drop-down { width: 0; border: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line_strong; outline: 0; }
QComboBox QAbstractItemView::item { min-height: ${target}px; padding-left: 16px; }
QComboBox QAbstractItemView::item:selected { background: $hover; color: $ink; }
""")


class ChoiceBox(QComboBox):
    """``picked`` carries the key of what the person chose; what is shown to them is no choice of theirs."""

    picked = Signal(str)

    def __init__(self, style: Style, name: str, height: int = 68, role: Role = Role.ENTRY) -> None:
        super().__init__()
        self._style = style
        self._height = height
        self._role = role
        self.setAccessibleName(name)
        self.setView(QListView())
        self.setMaxVisibleItems(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _index: self.picked.emit(self.chosen()))
        style.changed.connect(self._restyle)
        self._restyle()

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """All there are, a key and a name each, and the key of the one that is chosen."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != list(choices):
            self.clear()
            for key, name in choices:
                self.addItem(name, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def chosen(self) -> str:
        return str(self.currentData() or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys move within the open list, so that nothing is chosen that is only passed; Enter takes it."""
        if event.key() in MOVES or (event.text().isalnum() and not event.modifiers() & NO_LETTER):
            self.showPopup()
            if event.key() not in MOVES:
                QApplication.sendEvent(self.view(), event)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        paint_box(painter, self, self._style.palette, RADIUS_FIELD, has_focus=self.hasFocus())
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        center = QRectF(self.width() - 42, 0, 24, self.height()).center()
        self._style.icons.paint(QPainter(self), Icon.CHEVRON_DOWN, center, 24, self._style.palette.ink_2)

    def _restyle(self) -> None:
        palette = self._style.palette
        self.setFont(self._style.font(self._role))
        self.setFixedHeight(self._style.px(self._height))
        self.setStyleSheet(
            SHEET.substitute(
                surface=palette.surface,
                ink=palette.ink,
                line_strong=palette.line_strong,
                hover=palette.hover,
                target=self._style.px(TARGET),
            )
        )
