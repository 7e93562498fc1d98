"""The QR page's own bar: whose page *back* leads to, and the seconds until it goes back to the counter by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.countdown import Countdown, Ring
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import qr as words
from kiosk_app.words.language import Language

HEIGHT, LOW_HEIGHT = 72, 60


class QrBar(QWidget):
    """``back_pressed`` · ``stay_pressed`` · ``ran_out``: the seconds are over."""

    back_pressed = Signal()
    stay_pressed = Signal()
    ran_out = Signal()

    def __init__(self, style: Style, language: Language, now_s: Callable[[], float]) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._now_s = now_s
        self._countdown: Countdown | None = None
        self._ring: Ring | None = None
        self._seconds = 0
        self._is_running = False
        self._back = Button(style, words.title(language), Kind.QUIET, icon=Icon.CHEVRON_LEFT)
        self._back.setObjectName("backButton")
        self._back.clicked.connect(self.back_pressed)
        self._text = Label(style, "", Role.BODY, Ink.INK_2)
        self._text.setObjectName("backIn")
        self._stay = Button(style, words.stay(language))
        self._stay.setObjectName("stayButton")
        self._stay.clicked.connect(self.stay_pressed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 0, 40, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self._back)
        self._row.addStretch(1)
        self._ring_place = QHBoxLayout()
        self._row.addLayout(self._ring_place)
        self._row.addWidget(self._text)
        self._row.addSpacing(8)
        self._row.addWidget(self._stay)
        self.set_low(False)
        style.changed.connect(self.update)
        self.stop()

    def show_back(self, text: str) -> None:
        self._back.set_label(text)

    def start(self, seconds: float) -> None:
        """From the full time, also where it runs already."""
        if self._countdown is None or seconds != self._seconds:
            self._replace(seconds)
        if self._countdown is not None:
            self._countdown.start()
        self._show(True)

    def stop(self) -> None:
        if self._countdown is not None:
            self._countdown.stop()
        self._show(False)

    def set_low(self, is_low: bool) -> None:
        self.setFixedHeight(self._style.px(LOW_HEIGHT if is_low else HEIGHT))
        self._row.setContentsMargins(3, 0, 24 if is_low else 40, 0)

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.palette.surface))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(self._style.palette.line))

    def _replace(self, seconds: float) -> None:
        self._forget()
        self._seconds = round(seconds)
        self._countdown = Countdown(self._style, seconds, self._now_s, self)
        self._countdown.stepped.connect(self._tell)
        self._countdown.finished.connect(self.ran_out)
        self._ring = Ring(self._style, self._countdown)
        self._ring_place.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)

    def _forget(self) -> None:
        if self._countdown is not None and self._ring is not None:
            self._countdown.stop()
            self._ring_place.removeWidget(self._ring)
            self._ring.hide()
            self._ring.deleteLater()
            self._countdown.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _show(self, is_running: bool) -> None:
        self._is_running = is_running
        self._stay.setVisible(is_running)
        if self._ring is not None:
            self._ring.setVisible(is_running)
        self._tell()
        self._make_room()

    def _make_room(self) -> None:
        """Where it gets narrow the words go: the ring says the seconds too."""
        needed = self._back.sizeHint().width() + self._text.sizeHint().width() + self._stay.sizeHint().width()
        self._text.setVisible(self._is_running and self.width() > needed + 160)

    def _tell(self) -> None:
        if self._countdown is not None and self._countdown.is_running:
            text = words.back_in(self._language, self._countdown.seconds)
            if text != self._text.text():
                self._text.setText(text)
