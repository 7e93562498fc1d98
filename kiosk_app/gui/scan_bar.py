"""What became of a scan, said over whatever page is shown, until it is read."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.words.said import Said

READ_MS = 8000  # a sentence of two lines, and looking up at it


class ScanBar(Banner):
    def __init__(self, style: Style) -> None:
        super().__init__(style, Tone.HINT)
        self.setObjectName("scanBar")
        self._read = QTimer(self, singleShot=True, interval=READ_MS)
        self._read.timeout.connect(self.close_up)

    def say(self, said: Said | None, *, stays: bool = False) -> None:
        """``stays``: until something else is said."""
        self._read.stop()
        if said is None:
            self.close_up()
            return
        self.tell(Icon.QR, said.what, said.advice)
        self.open_up()
        if not stays:
            self._read.start()
