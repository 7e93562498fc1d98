"""One board of keys: where each stands, and the strip of what is behind one, in a row's place while it is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.domain.touch.boards import Act, Board
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.key_button import Face, KeyButton

GAP, MARGIN = 8, 8


class BoardView(QWidget):
    """Rows of keys over all of its size. While a strip is open, it stands in a row's place."""

    def __init__(self, style: Style, keys: Board, parent: QWidget) -> None:
        super().__init__(parent)
        blank = Face("", "")
        self.buttons: list[tuple[str | Act, KeyButton]] = []
        self._rows: list[list[tuple[KeyButton | None, float]]] = []
        for row in keys:
            placed: list[tuple[KeyButton | None, float]] = []
            for key in row:
                button = None
                if key.does is not None:
                    button = KeyButton(style, blank, self, repeats=key.does is Act.BACK)
                    button.setObjectName(f"key-{key.does.name.lower() if isinstance(key.does, Act) else key.does}")
                    self.buttons.append((key.does, button))
                placed.append((button, key.units))
            self._rows.append(placed)
        self._strip: list[KeyButton] = []
        self._strip_at = -1

    def button(self, act: Act) -> KeyButton | None:
        return next((button for does, button in self.buttons if does is act), None)

    def open_strip(self, beside: KeyButton, strip: list[KeyButton]) -> None:
        """Over the row of this key; under it where that is the first."""
        self.close_strip()
        at = next(at for at, row in enumerate(self._rows) if any(button is beside for button, _ in row))
        self._strip, self._strip_at = strip, at - 1 if at else 1
        for button, _ in self._rows[self._strip_at]:
            if button is not None:
                button.hide()
        for one in strip:
            one.show()
        self._place()

    def close_strip(self) -> None:
        if not self._strip:
            return
        for one in self._strip:
            one.hide()
            one.deleteLater()
        for button, _ in self._rows[self._strip_at]:
            if button is not None:
                button.show()
        self._strip, self._strip_at = [], -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        inside = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        high = (inside.height() - (len(self._rows) - 1) * GAP) // len(self._rows)
        for at, row in enumerate(self._rows):
            line = QRect(inside.left(), inside.top() + at * (high + GAP), inside.width(), high)
            _place_row(row, line)
            if at == self._strip_at:
                _place_row([(one, 1.0) for one in self._strip], line)


def _place_row(row: Sequence[tuple[KeyButton | None, float]], line: QRect) -> None:
    pitch = (line.width() + GAP) / sum(units for _, units in row)
    left = float(line.left())
    for button, units in row:
        right = left + units * pitch
        if button is not None:
            button.setGeometry(round(left), line.top(), round(right) - GAP - round(left), line.height())
        left = right
