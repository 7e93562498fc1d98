"""A bar over the page's whole width. It pushes the page down as it appears, and has one button at most."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone, tone_colors
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import Ink, Label

HEIGHT = 80  # more where its words need more lines
LEAST_ABOVE = 8
OPENING_MS = 180


class Banner(QWidget):
    """`pressed` is its button. It begins closed; `open_up` and `close_up` take 180 ms, or none with reduced motion."""

    pressed = Signal()

    def __init__(self, style: Style, tone: Tone = Tone.WAIT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._tone = tone
        self._is_open = False
        ink = Ink.ON_OK_TINT if tone is Tone.OK else Ink.ON_WAIT
        self._icon = IconLabel(style, Icon.INFO, 32, ink)
        self._title = Label(style, "", Role.TILE_TITLE, ink, wraps=True)
        self._note = Label(style, "", Role.BODY, ink, wraps=True)
        self._button = Button(style, "", trailing=Icon.CHEVRON_RIGHT)
        self._button.setObjectName("barButton")
        self._button.clicked.connect(self.pressed)
        self._way = QVariantAnimation(self, duration=OPENING_MS, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic))
        self._way.valueChanged.connect(self._stretch)
        self._way.finished.connect(self._settle)
        self._lay_out()
        style.changed.connect(self._settle)
        self._settle()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def tell(self, icon: Icon, title: str, note: str = "", button: str = "") -> None:
        self._icon.set_icon(icon, Ink.ON_OK_TINT if self._tone is Tone.OK else Ink.ON_WAIT)
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title} {note}".strip())
        self._fit()

    def open_up(self) -> None:
        self._go(True)

    def close_up(self) -> None:
        self._go(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tone_colors(self._style.palette, self._tone)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.fill))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colors.line))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(31, 0, 16, 0)
        self._row.setSpacing(17)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._button)

    def _go(self, is_open: bool) -> None:
        if is_open is self._is_open:
            return
        self._is_open = is_open
        if self._style.is_calm:
            self._settle()
            return
        self.setVisible(True)
        self._way.setStartValue(float(not is_open))
        self._way.setEndValue(float(is_open))
        self._way.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as its words need in this width, once it stands open."""
        if self._is_open and self._way.state() is not QVariantAnimation.State.Running:
            self._stretch(1.0)

    def _stretch(self, share: float) -> None:
        needed = self._row.totalHeightForWidth(self.width()) + 2 * LEAST_ABOVE
        self.setFixedHeight(round(share * max(self._style.px(HEIGHT), needed)))

    def _settle(self) -> None:
        self._stretch(float(self._is_open))
        self.setVisible(self._is_open)
