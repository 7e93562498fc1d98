"""Fields say what was typed, complain only when left, and do not jump; the search clears, steps and submits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.gui.theme.palette import LIGHT
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.search_field import SearchField
from kiosk_app.gui.widgets.secret_field import SecretField

PROBLEM = "Check the e-mail: the @ is missing."


class Form(QWidget):
    def __init__(self, style: Style) -> None:
        super().__init__()
        self.email = Field(style, "E-mail", aside="optional", placeholder="name@example.com")
        self.email.edited.connect(lambda text: self.email.set_problem("" if "@" in text else PROBLEM))
        self.key = SecretField(style, "API key", "Show the key", "Hide the key", hint="Kept in the keychain.")
        self.search = SearchField(style, "Search", ("Scan a card, or type a name", "Scan"), "Clear")
        column = QVBoxLayout(self)
        for widget in (self.email, self.key, self.search):
            column.addWidget(widget)
        column.addStretch(1)


@pytest.fixture
def form(style: Style, qtbot: QtBot) -> Form:
    made = Form(style)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def button(of: QWidget, name: str) -> IconButton:
    return next(each for each in of.findChildren(IconButton) if each.accessibleName() == name)


def test_it_complains_only_on_leaving(form: Form, qtbot: QtBot) -> None:
    form.email.line.setFocus()
    qtbot.keyClicks(form.email.line, "brown")
    assert form.email.shown_problem() == ""
    with qtbot.waitSignal(form.email.left):
        form.key.line.setFocus()
    assert form.email.shown_problem() == PROBLEM
    assert form.email.line.accessibleDescription() == PROBLEM


def test_it_is_calm_again_while_it_is_mended(form: Form, qtbot: QtBot) -> None:
    form.email.line.setFocus()
    qtbot.keyClicks(form.email.line, "brown")
    form.key.line.setFocus()
    form.email.line.setFocus()
    qtbot.keyClicks(form.email.line, "@example.com")
    assert form.email.shown_problem() == ""
    form.key.line.setFocus()
    assert form.email.shown_problem() == ""


def through_accessibility(line: QLineEdit) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(line)
    assert found is not None
    return found


def test_what_assistive_technology_sets_is_told_as_typed(form: Form, qtbot: QtBot) -> None:
    spoken = through_accessibility(form.email.line)
    with qtbot.waitSignal(form.email.edited, check_params_cb=lambda text: text == "brown"):
        spoken.setText(QAccessible.Text.Value, "brown")
    editable = spoken.editableTextInterface()
    with qtbot.waitSignal(form.email.edited, check_params_cb=lambda text: text == "brown@home"):
        editable.insertText(5, "@home")
    with qtbot.waitSignal(form.email.edited, check_params_cb=lambda text: text == "brown"):
        editable.deleteText(5, 10)
    with qtbot.waitSignal(form.search.edited, check_params_cb=lambda text: text == "bro"):
        through_accessibility(form.search.line).setText(QAccessible.Text.Value, "bro")


def test_what_we_put_there_is_not_told_as_typed(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.email.edited):
        form.email.set_text("brown@example.com")
    assert form.email.text() == "brown@example.com"


def test_focus_moves_nothing(form: Form) -> None:
    form.key.line.setFocus()
    before = form.email.line.mapTo(form, QPoint(0, 0)), form.email.line.size()
    form.email.line.setFocus()
    assert (form.email.line.mapTo(form, QPoint(0, 0)), form.email.line.size()) == before


def test_what_we_put_in_is_not_told_as_typed(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.email.edited):
        form.email.set_text("brown@example.com")
    assert form.email.text() == "brown@example.com"


def test_enter_submits(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.email.submitted):
        qtbot.keyClick(form.email.line, Qt.Key.Key_Return)


def test_fields_are_as_high_as_drawn(form: Form, style: Style) -> None:
    assert form.email._box.height() == 68
    assert form.key._box.height() == 76
    assert form.search.height() == 96
    form.search.set_small(True)
    assert form.search.height() == 76
    style.change(text_scale=1.5)
    assert form.email._box.height() == 102


def test_the_eye_shows_the_key_and_hides_it_again(form: Form, qtbot: QtBot) -> None:
    form.key.set_text("secret")
    assert form.key.line.echoMode() is QLineEdit.EchoMode.Password
    qtbot.mouseClick(button(form.key, "Show the key"), Qt.MouseButton.LeftButton)
    assert form.key.is_revealed
    qtbot.mouseClick(button(form.key, "Hide the key"), Qt.MouseButton.LeftButton)
    assert not form.key.is_revealed


def test_labels_belong_to_their_lines(form: Form) -> None:
    assert form.email.line.accessibleName() == "E-mail"
    assert form.key.line.accessibleName() == "API key"
    assert form.search.line.accessibleName() == "Search"


def test_the_search_clears_by_button_and_by_escape(form: Form, qtbot: QtBot) -> None:
    clear = button(form.search, "Clear")
    assert not clear.isVisible()
    qtbot.keyClicks(form.search.line, "bro")
    assert clear.isVisible()
    with qtbot.waitSignal(form.search.edited) as told:
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert told.args == [""]
    qtbot.keyClicks(form.search.line, "bro")
    qtbot.keyClick(form.search.line, Qt.Key.Key_Escape)
    assert form.search.text() == ""


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, -1)])
def test_arrows_step_and_enter_submits(form: Form, qtbot: QtBot, key: Qt.Key, step: int) -> None:
    with qtbot.waitSignal(form.search.stepped) as told:
        qtbot.keyClick(form.search.line, key)
    assert told.args == [step]
    with qtbot.waitSignal(form.search.submitted):
        qtbot.keyClick(form.search.line, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: of a menu that opens
def test_the_menu_of_a_line_is_high_enough_for_a_finger(form: Form, qtbot: QtBot) -> None:
    line = form.email.line
    at, keys = line.rect().center(), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, line.mapToGlobal(at), keys))
    menu = line.findChild(QMenu)
    assert menu is not None
    heights = {menu.actionGeometry(action).height() for action in menu.actions() if not action.isSeparator()}
    assert min(heights) >= 56
    assert menu.palette().color(menu.backgroundRole()).name() == LIGHT.surface.lower()
    menu.close()
