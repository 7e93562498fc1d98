"""The choice of a country: a list by name, the operating system's first. Letters jump to a name."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QLocale, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_FIELD, TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import paint_box

SHEET = Template("""
QComboBox { background: transparent; color: $ink; border: none; padding: 0 48px 0 21px; combobox-popup: 0; }
QComboBox::drop-down { width: 0; border: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line_strong; outline: 0; }
QComboBox QAbstractItemView::item { min-height: ${target}px; padding-left: 16px; }
QComboBox QAbstractItemView::item:selected { background: $hover; color: $ink; }
""")


class CountryBox(QComboBox):
    """``picked`` carries the two letters that the person chose, empty for the operating system's."""

    picked = Signal(str)

    def __init__(self, style: Style, name: str, as_system: str, height: int = 68) -> None:
        super().__init__()
        self._style = style
        self._as_system = as_system
        self._height = height
        self.setAccessibleName(name)
        self.setView(QListView())
        self.setMaxVisibleItems(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _index: self.picked.emit(self.country()))
        style.changed.connect(self._restyle)
        self._restyle()

    def show_countries(self, codes: tuple[str, ...], chosen: str) -> None:
        """All there are, and the one that is chosen."""
        if self.count() != len(codes) + 1:
            self.clear()
            self.addItem(self._as_system, "")
            for name, code in sorted((_name(code), code) for code in codes):
                self.addItem(name, code)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def country(self) -> str:
        return str(self.currentData() or "")

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
        self.setFont(self._style.font(Role.ENTRY))
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


def _name(code: str) -> str:
    """A country by its name in English, or by its letters where Qt has none."""
    territory = QLocale.codeToTerritory(code)
    return code if territory is QLocale.Country.AnyCountry else QLocale.territoryToString(territory)
