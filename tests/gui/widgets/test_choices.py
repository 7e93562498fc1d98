"""Segments, switches, radio rows and steppers: one press, one answer, by finger or by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.pressable import Pressable
from kiosk_app.gui.widgets.radio_rows import Choice, RadioRow, RadioRows
from kiosk_app.gui.widgets.segment import Segment
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.gui.widgets.switch import Switch


class Page(QWidget):
    def __init__(self, style: Style) -> None:
        super().__init__()
        self.segment = Segment(style, "Valid for", ["1 year\nfrom issue", "Some days", "A date"])
        self.switch = Switch(style, "Count the first visit\nwhen issuing")
        self.rows = RadioRows(style, "First stamp card")
        self.rows.set_choices([Choice("Coffee card", "10 visits", Glyph.CUP), Choice("None", "Only save")])
        self.stepper = Stepper(style, "Visits", "Fewer", "More", 1, 3)
        column = QVBoxLayout(self)
        for widget in (self.segment, self.switch, self.rows, self.stepper):
            column.addWidget(widget)


@pytest.fixture
def page(style: Style, qtbot: QtBot) -> Page:
    made = Page(style)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_segment_tells_what_the_person_chose(page: Page, qtbot: QtBot) -> None:
    parts = page.segment.findChildren(Pressable)
    with qtbot.waitSignal(page.segment.chosen) as told:
        press(qtbot, parts[2])
    assert told.args == [2]
    assert page.segment.index() == 2
    with qtbot.assertNotEmitted(page.segment.chosen):
        page.segment.set_index(1)
    assert page.segment.index() == 1
    assert parts[0].accessibleName() == "1 year from issue"


def test_arrows_go_through_a_segment(page: Page, qtbot: QtBot) -> None:
    parts = page.segment.findChildren(Pressable)
    parts[0].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.segment.chosen) as told:
        qtbot.keyClick(parts[0], Qt.Key.Key_Right)
    assert told.args == [1]


def test_a_switch_is_switched_anywhere_on_its_row(page: Page, qtbot: QtBot) -> None:
    press(qtbot, page.switch)
    assert page.switch.isChecked()
    page.switch.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.switch, Qt.Key.Key_Space)
    assert not page.switch.isChecked()
    assert page.switch.accessibleName() == "Count the first visit when issuing"


def test_radio_rows_exclude_each_other(page: Page, qtbot: QtBot) -> None:
    first, second = page.rows.findChildren(RadioRow)
    assert page.rows.index() == 0
    with qtbot.waitSignal(page.rows.chosen) as told:
        press(qtbot, second)
    assert told.args == [1]
    assert (first.isChecked(), second.isChecked(), page.rows.index()) == (False, True, 1)
    assert (second.accessibleName(), second.accessibleDescription()) == ("None", "Only save")


def test_a_stepper_stays_within_its_range(page: Page, qtbot: QtBot) -> None:
    less, more = page.stepper.findChildren(IconButton)
    told: list[int] = []
    page.stepper.changed.connect(told.append)
    for button in (less, more, more, more, less):
        press(qtbot, button)
    assert told == [2, 3, 2]
    assert (less.isEnabled(), more.isEnabled()) == (True, True)
    page.stepper.set_value(1)
    assert not less.isEnabled()
    page.stepper.set_value(3)
    page.stepper.set_most(2)
    assert page.stepper.value() == 2
    assert told == [2, 3, 2]


def test_other_cards_can_be_offered(page: Page, qtbot: QtBot) -> None:
    page.rows.set_choices([Choice(name, "") for name in ("Tea", "Soup", "None")], index=2)
    assert page.rows.index() == 2
    assert [row.text() for row in page.rows.findChildren(RadioRow)] == ["Tea", "Soup", "None"]


def test_everything_is_large_enough_for_a_finger(page: Page) -> None:
    targets = page.findChildren(Pressable)
    assert len(targets) == 8
    assert all(target.height() >= 56 and target.width() >= 56 for target in targets)
