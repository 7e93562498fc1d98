"""The style that widgets are given in tests: our icons and Inter, as in the app."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import Style
from kiosk_app.system.assets import assets_folder, inter_file


@pytest.fixture(scope="session")
def inter(qapp: QApplication) -> None:
    load_fonts(inter_file())


@pytest.fixture
def style(qapp: QApplication, inter: None) -> Style:
    made = Style(Icons(assets_folder() / "icons"))
    made.dress(qapp)
    return made
