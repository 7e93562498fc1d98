"""A field for the API key: dots until the eye is pressed. What is in it is never copied elsewhere by the widget."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.sheet import DOTS
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Field


class SecretField(Field):
    def __init__(
        self,
        style: Style,
        label: str,
        show_name: str,
        hide_name: str,
        *,
        hint: str = "",
        hint_icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(style, label, hint=hint, hint_icon=hint_icon, height=76, parent=parent)
        self.line.takes_scan = lambda _code: True  # a secret is looked up nowhere
        self._show_name = show_name
        self._hide_name = hide_name
        self.line.setStyleSheet(DOTS)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = self.add_button(Icon.EYE, show_name)
        self._eye.clicked.connect(lambda: self.reveal(not self.is_revealed))
        self.reveal(False)

    @property
    def is_revealed(self) -> bool:
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def reveal(self, is_revealed: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_revealed else QLineEdit.EchoMode.Password)
        if is_revealed:
            self._eye.set_icon(Icon.EYE_OFF, self._hide_name)
        else:
            self._eye.set_icon(Icon.EYE, self._show_name)
