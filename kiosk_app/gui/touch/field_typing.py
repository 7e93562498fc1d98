"""What is struck on the screen's keyboard comes into the field with the focus, as text: never as keys of a scanner."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kiosk_app.domain.touch.making import Edit
from kiosk_app.domain.touch.typist import Typist


class FieldTyping:
    """``is_typing``: the key that a line gets just now is ours."""

    def __init__(self, typist: Typist) -> None:
        self._typist = typist
        self._line: QLineEdit | None = None
        self._caret = -1  # where we left it
        self.is_typing = False

    def serve(self, line: QLineEdit) -> None:
        self._line = line
        self._caret = -1
        self._typist.see(_before_caret(line))

    def strike(self, face: str) -> None:
        if self._line is not None:
            self._see_caret(self._line)
            self._change(self._line, self._typist.type(face))

    def take_back(self) -> None:
        """A letter of the syllable in the making, else what Backspace takes."""
        line = self._line
        if line is None:
            return
        self._see_caret(line)
        edit = self._typist.take_back()
        if edit is not None:
            self._change(line, edit)
        else:
            line.backspace()
            self._leave(line)

    def enter(self) -> None:
        """Enter, in this field: brought to it and not to the window, where a scanner's would be looked for."""
        if self._line is None:
            return
        self._typist.end()
        self.is_typing = True
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QCoreApplication.sendEvent(self._line, event)
        self.is_typing = False

    def _see_caret(self, line: QLineEdit) -> None:
        """Somebody else moved it, selected or changed the text: a new syllable begins."""
        is_ours = line.cursorPosition() == self._caret and not line.hasSelectedText()
        if not (is_ours and _before_caret(line).endswith(self._typist.shown)):
            self._typist.end()

    def _change(self, line: QLineEdit, edit: Edit) -> None:
        """As one change: whoever looks for what is typed hears of no letter that was only on its way."""
        if edit.goes:
            line.setSelection(line.cursorPosition() - edit.goes, edit.goes)
        line.insert(edit.comes)
        self._leave(line)

    def _leave(self, line: QLineEdit) -> None:
        self._caret = line.cursorPosition()
        self._typist.see(_before_caret(line))


def _before_caret(line: QLineEdit) -> str:
    """What is selected goes with the next letter."""
    return line.text()[: line.selectionStart() if line.hasSelectedText() else line.cursorPosition()]
