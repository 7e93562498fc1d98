"""A button is pressed once, says why it cannot be, and shows its ring only to those who use keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.focus_ring import FocusRing
from kiosk_app.gui.widgets.icon_button import IconButton


class Page(QWidget):
    """Two buttons in a window, counting presses."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.first = Button(style, "Add visit", Kind.PRIMARY, height=72, icon=Icon.PLUS)
        self.second = Button(style, "Show QR", height=72, icon=Icon.QR)
        self.presses = 0
        self.first.clicked.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)

    def _count(self) -> None:
        self.presses += 1

    def rings(self) -> list[FocusRing]:
        return [ring for ring in self.findChildren(FocusRing) if ring.isVisible()]


@pytest.fixture
def page(style: Style, qtbot: QtBot) -> Page:
    made = Page(style)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.mark.parametrize("height", [56, 60, 72, 84, 96])
@pytest.mark.parametrize("kind", Kind)
def test_it_is_as_high_as_drawn_and_grows_with_the_text(style: Style, qtbot: QtBot, kind: Kind, height: int) -> None:
    button = Button(style, "Done", kind, height=height)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == height
    style.change(text_scale=1.5)
    assert button.sizeHint().height() == round(height * 1.5)


def test_a_tap_presses_once_and_takes_no_focus(page: Page, qtbot: QtBot) -> None:
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.mouseClick(page.first, Qt.MouseButton.LeftButton)
    assert page.presses == 1
    assert not page.first.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_it(page: Page, qtbot: QtBot, key: Qt.Key) -> None:
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.first, key)
    assert page.presses == 1


def test_while_busy_a_second_press_does_nothing_and_the_label_stays(page: Page, qtbot: QtBot) -> None:
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    page.first.set_busy(True)
    qtbot.mouseClick(page.first, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.first, Qt.Key.Key_Return)
    page.first.click()
    assert page.presses == 0
    assert page.first.text() == "Add visit"
    page.first.set_busy(False)
    assert page.presses == 0
    page.first.click()
    assert page.presses == 1


def test_the_busy_ring_turns(page: Page, qtbot: QtBot) -> None:
    page.first.set_busy(True)
    before = page.first.grab().toImage()
    qtbot.waitUntil(lambda: page.first.grab().toImage() != before)
    page.first.set_busy(False)


def test_disabled_it_is_not_pressed(page: Page, qtbot: QtBot) -> None:
    page.first.setEnabled(False)
    qtbot.mouseClick(page.first, Qt.MouseButton.LeftButton)
    assert page.presses == 0
    page.first.setEnabled(True)
    qtbot.mouseClick(page.first, Qt.MouseButton.LeftButton)
    assert page.presses == 1


def test_pressed_its_content_moves_down_at_once(page: Page, style: Style) -> None:
    def top_of_the_words() -> int:
        image = page.first.grab().toImage()
        rows, across = range(4, image.height() - 4), range(30, image.width() - 30)
        return next(y for y in rows if any(image.pixelColor(x, y).name() == "#ffffff" for x in across))

    up = top_of_the_words()
    page.first.setDown(True)
    assert top_of_the_words() == up + 1


def test_only_the_keyboard_shows_the_ring(page: Page, qtbot: QtBot) -> None:
    page.first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert page.rings() == []
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert page.second.hasFocus()
    assert len(page.rings()) == 1
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert page.first.hasFocus()
    assert len(page.rings()) == 1


def test_the_ring_becomes_as_large_as_what_it_is_round(page: Page) -> None:
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.rings()
    page.second.resize(page.second.width() - 40, page.second.height())
    assert ring.geometry() == page.second.geometry().adjusted(-5, -5, 5, 5)


def test_the_ring_is_two_pixels_away_and_follows(page: Page) -> None:
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.rings()
    assert ring.geometry() == page.second.geometry().adjusted(-5, -5, 5, 5)
    page.second.move(page.second.pos() + QPoint(7, 9))
    assert ring.geometry() == page.second.geometry().adjusted(-5, -5, 5, 5)


def test_the_ring_goes_where_the_focus_goes(page: Page) -> None:
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    page.second.hide()
    (ring,) = page.rings()
    assert ring.geometry() == page.first.geometry().adjusted(-5, -5, 5, 5)


def test_a_button_that_goes_takes_its_ring_along(page: Page, qtbot: QtBot) -> None:
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.rings()
    with qtbot.waitSignal(ring.destroyed):
        page.second.deleteLater()


def test_a_long_label_ends_in_dots_instead_of_being_cut(style: Style, qtbot: QtBot) -> None:
    button = Button(style, "Save and issue stamp", Kind.PRIMARY, height=72)
    qtbot.addWidget(button)
    whole = button.grab().toImage()
    assert whole.width() > button.minimumSizeHint().width() > 120
    button.resize(120, 72)
    cut = button.grab().toImage()
    assert all(cut.pixelColor(x, 36).name() == "#ab2410" for x in (2, 3, 4, 115, 116, 117))


def test_an_icon_alone_has_a_name_and_a_target(style: Style, qtbot: QtBot) -> None:
    menu = IconButton(style, Icon.MENU, "Menu")
    show = Button(style, "", height=72, icon=Icon.QR, name="Show QR")
    for button, name in ((menu, "Menu"), (show, "Show QR")):
        qtbot.addWidget(button)
        assert button.accessibleName() == name
        assert button.sizeHint().width() >= 56
        assert button.sizeHint().height() >= 56


def test_a_new_label_is_a_new_name(style: Style, qtbot: QtBot) -> None:
    button = Button(style, "Add visit", Kind.PRIMARY, height=72)
    qtbot.addWidget(button)
    button.set_label("Add 2 visits")
    assert (button.text(), button.accessibleName()) == ("Add 2 visits", "Add 2 visits")
