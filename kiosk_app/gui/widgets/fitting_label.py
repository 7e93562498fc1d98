"""One line that says less where there is less room: the first of its forms that fits, instead of half a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.label import ElidedLabel, Ink


class FittingLabel(ElidedLabel):
    """``text()``, and so what is read aloud, is the longest form."""

    def __init__(
        self,
        style: Style,
        forms: Sequence[str] = ("",),
        role: Role = Role.BODY,
        ink: Ink = Ink.INK_2,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(style, forms[0], role, ink, parent=parent)
        self._forms = tuple(forms)

    def set_forms(self, *forms: str) -> None:
        """The longest first. An empty last one: nothing, rather than a part; else the last is ended with "…"."""
        self._forms = forms
        self.setText(forms[0])

    def shown_text(self) -> str:
        metrics = self.fontMetrics()
        fitting = (form for form in self._forms if metrics.horizontalAdvance(form) <= self.width())
        return next(fitting, self._elided(self._forms[-1]))

    def _elided(self, text: str) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
