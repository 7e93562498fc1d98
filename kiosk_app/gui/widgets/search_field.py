"""The search: one large line for names, numbers and scans. Arrows choose in the list below, Esc clears."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_SEARCH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import FieldBox, Line
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import Ink, Label

THIN_SPACE = "\u2009"  # so that the caret does not stand on the first letter
CARET_ROOM = 12
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SearchField(QWidget):
    """`edited`: every change by the person, "" when cleared. `stepped`: -1 up, 1 down. `submitted`: Enter."""

    edited = Signal(str)
    stepped = Signal(int)
    submitted = Signal()

    def __init__(
        self, style: Style, name: str, hints: Sequence[str], clear_name: str, parent: QWidget | None = None
    ) -> None:
        """``hints``: what it takes, the longest first; the first that has room is shown."""
        super().__init__(parent)
        self._style = style
        self._is_small = False
        self._hints = tuple(hints)
        self.line = _SearchLine(style, name, self)
        self._box = FieldBox(style, self.line, RADIUS_SEARCH)
        self._note = Label(style, "", Role.BODY, Ink.INK_2)
        self._clear = IconButton(style, Icon.CROSS, clear_name, size=28, is_filled=True)
        self._lay_out()
        self.setFocusProxy(self.line)
        self.line.typed.connect(self._edit)
        self.line.returnPressed.connect(self.submitted)
        self._clear.clicked.connect(self.clear)
        style.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.put("")
        self._edit("")

    def set_note(self, note: str) -> None:
        """What stands at its end while something is typed: "4 customers"."""
        self._note.setText(note)

    def set_small(self, is_small: bool) -> None:
        """76 high for small windows instead of 96."""
        self._is_small = is_small
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(600, self._height())

    def show_hint(self) -> None:
        """The first that has room."""
        room, metrics = self.line.width() - CARET_ROOM, self.line.fontMetrics()
        fitting = (hint for hint in self._hints if metrics.horizontalAdvance(hint) <= room)
        self.line.setPlaceholderText(THIN_SPACE + next(fitting, self._hints[-1]))
        self.line.restyle()  # figures' spacing is of the text

    def _height(self) -> int:
        return self._style.px(76 if self._is_small else 96)

    def _lay_out(self) -> None:
        self._inside = QHBoxLayout(self._box)
        self._inside.addWidget(IconLabel(self._style, Icon.SEARCH, 34, Ink.INK))
        self._inside.addWidget(self.line, 1)
        self._inside.addWidget(self._note)
        self._inside.addWidget(self._clear)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._box)

    def _edit(self, text: str) -> None:
        self._restyle()
        self.edited.emit(text)

    def _restyle(self) -> None:
        is_typed = bool(self.line.text())
        self.line.set_role(self._role(is_typed))
        self._note.setVisible(is_typed)
        self._clear.setVisible(is_typed)
        self._inside.setContentsMargins(22 if self._is_small else 32, 3, 10 if self._is_small else 18, 3)
        self._inside.setSpacing(14 if self._is_small else 19)
        self.setFixedHeight(self._height())
        self.show_hint()

    def _role(self, is_typed: bool) -> Role:
        if self._is_small:
            return Role.TYPED_SMALL if is_typed else Role.ENTRY
        return Role.TYPED if is_typed else Role.SEARCH


class _SearchLine(Line):
    rests = True

    def __init__(self, style: Style, name: str, search: SearchField) -> None:
        super().__init__(style, name, Role.SEARCH)
        self._search = search

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._search.show_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self._search.stepped.emit(STEPS[key])
        elif key is Qt.Key.Key_Escape and self.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)
