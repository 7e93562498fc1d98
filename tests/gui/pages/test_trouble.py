"""Where the program cannot begin, a sentence stands in the counter's place, with a way on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.pages.trouble import TroublePage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.label import Label
from kiosk_app.system.assets import assets_folder
from kiosk_app.words.language import english
from kiosk_app.words.said import Said

SAID = Said("The database is damaged.", "Nothing is sent until it is mended.")


def page(qtbot: QtBot) -> TroublePage:
    made = TroublePage(Style(Icons(assets_folder() / "icons")), english(), SAID)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def test_it_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    shown = page(qtbot)
    texts = [label.text() for label in shown.findChildren(Label)]
    assert texts == [SAID.what, SAID.advice]
    assert shown.accessibleName() == str(SAID)


def test_both_ways_on_work(qtbot: QtBot) -> None:
    shown = page(qtbot)
    buttons = {button.objectName(): button for button in shown.findChildren(Button)}
    with qtbot.waitSignal(shown.again):
        qtbot.mouseClick(buttons["tryAgainButton"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shown.closing):
        qtbot.mouseClick(buttons["quitButton"], Qt.MouseButton.LeftButton)
