"""The choice of a country: a list by name, the operating system's first. Letters jump to a name."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.choice_box import ChoiceBox


class CountryBox(ChoiceBox):
    """``picked`` carries the two letters that the person chose, empty for the operating system's."""

    def __init__(self, style: Style, name: str, as_system: str, height: int = 68) -> None:
        super().__init__(style, name, height)
        self._as_system = as_system

    def show_countries(self, codes: tuple[str, ...], chosen: str) -> None:
        """All there are, and the one that is chosen."""
        named = sorted((_name(code), code) for code in codes)
        self.show_choices([("", self._as_system), *((code, name) for name, code in named)], chosen)

    def country(self) -> str:
        return self.chosen()


def _name(code: str) -> str:
    """A country by its name in English, or by its letters where Qt has none."""
    territory = QLocale.codeToTerritory(code)
    return code if territory is QLocale.Country.AnyCountry else QLocale.territoryToString(territory)
