"""The look of this run, given to every widget when it is made; it says when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPen, QPixmap, QStyleHints
from PySide6.QtWidgets import QApplication

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import Role, font_of, has_hyphened_word
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette
from kiosk_app.gui.theme.shadow import shadow_patch
from kiosk_app.gui.theme.sheet import qt_palette

# For QApplication's arguments. Asking for it later would load QStyle's 600 enum members, some 12 ms.
FUSION = ("-style", "fusion")


def system_palette(hints: QStyleHints) -> Palette:
    """The palette that the computer asks for; `hints.colorSchemeChanged` tells when it asks for the other."""
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


class Style(QObject):
    """Palette, text scale (1.0 to 1.5), reduced motion, and the icons. `changed` follows every change of these."""

    changed = Signal()

    def __init__(self, icons: Icons, palette: Palette = LIGHT, text_scale: float = 1.0, is_calm: bool = False) -> None:
        super().__init__()
        self.icons = icons
        self._palette = palette
        self._text_scale = _legal(text_scale)
        self._is_calm = is_calm
        self._fonts: dict[tuple[Role, bool], QFont] = {}
        self._shadows: dict[tuple[int, float], QPixmap] = {}

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def text_scale(self) -> float:
        return self._text_scale

    @property
    def is_calm(self) -> bool:
        """Whether the person asked for reduced motion."""
        return self._is_calm

    def change(
        self, palette: Palette | None = None, text_scale: float | None = None, is_calm: bool | None = None
    ) -> None:
        """Change what is given, leave what is None, and tell everybody once."""
        self._palette = self._palette if palette is None else palette
        self._text_scale = self._text_scale if text_scale is None else _legal(text_scale)
        self._is_calm = self._is_calm if is_calm is None else is_calm
        self._fonts.clear()
        self._shadows.clear()
        self.changed.emit()

    def font(self, role: Role, text: str = "") -> QFont:
        """The font of a role for this text. Figures are tabular, except beside a word like "e-mail"."""
        key = (role, not has_hyphened_word(text))
        if key not in self._fonts:
            self._fonts[key] = font_of(role, self._text_scale, is_tabular=key[1])
        return self._fonts[key]

    def shadow(self, radius: int, ratio: float) -> QPixmap:
        """The shadow's picture for boxes with these corners; it takes some milliseconds, once."""
        key = (radius, ratio)
        if key not in self._shadows:
            self._shadows[key] = shadow_patch(self._palette.shadow, self._palette.shadow_strength, radius, ratio)
        return self._shadows[key]

    def px(self, length: float) -> int:
        """A length that grows with the text: heights of rows, buttons and fields."""
        return round(length * self._text_scale)

    def dress(self, app: QApplication) -> None:
        """Give Qt's own parts this look, now and after every change. The app is made with FUSION."""
        app.styleHints().setCursorFlashTime(0)
        self.changed.connect(lambda: self._paint_over(app))
        self._paint_over(app)

    def _paint_over(self, app: QApplication) -> None:
        app.setFont(self.font(Role.BODY))
        app.setPalette(qt_palette(self._palette))


def dashed(color: str, width: float) -> QPen:
    """Dashes of 4 px and gaps of 3, whatever the width: round a corner Qt's own look torn."""
    pen = QPen(QColor(color), width)
    pen.setDashPattern([4 / width, 3 / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def mixed(under: str, over: str, share: float) -> QColor:
    """`share` of one colour over the other: hovered fills are 3 % ink over the fill."""
    low, high = QColor(under), QColor(over)
    parts = zip((low.redF(), low.greenF(), low.blueF()), (high.redF(), high.greenF(), high.blueF()), strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in parts))


def _legal(text_scale: float) -> float:
    return min(1.5, max(1.0, text_scale))
