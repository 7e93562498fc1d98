"""Cards, banners, notices, pills, avatars and labels in a window, and the sheets of all widgets to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.avatar import initials
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import ElidedLabel, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.pill import Pill, PillButton, PillText
from tests.gui.widgets.sheet import Sheet, form_sheet, list_sheet


@pytest.fixture
def page(qtbot: QtBot, style: Style) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("make", [list_sheet, form_sheet])
def test_the_sheets_are_painted(
    make: Callable[[Style], Sheet], palette: Palette, style: Style, qtbot: QtBot, tmp_path: Path
) -> None:
    style.change(palette=palette, is_calm=True)
    sheet = make(style)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    picture = sheet.grab()
    assert picture.save(str(tmp_path / f"{make.__name__}.png"))
    assert picture.toImage().pixelColor(2, 798).name().upper() == palette.paper


def test_a_card_lies_on_its_shadow(page: QWidget, style: Style, qtbot: QtBot) -> None:
    before = page.grab().toImage()
    card = Card(style, parent=page)
    card.setGeometry(100, 100, 300, 200)
    card.show()
    after = page.grab().toImage()
    below, aside, far = (250, 305), (90, 200), (250, 340)
    assert after.pixelColor(*below).lightness() < before.pixelColor(*below).lightness()
    assert after.pixelColor(*aside) != before.pixelColor(*aside)
    assert after.pixelColor(*far) == before.pixelColor(*far)
    card.move(100, 300)
    assert page.grab().toImage().pixelColor(250, 130) == before.pixelColor(250, 130)
    card.hide()
    assert page.grab().toImage() == before


def test_a_card_brings_its_shadow_into_a_layout_and_takes_it_along(page: QWidget, style: Style, qtbot: QtBot) -> None:
    bare = page.grab().toImage()
    column = QVBoxLayout(page)
    column.setContentsMargins(40, 40, 40, 40)
    card = Card(style)
    column.addWidget(card)
    column.activate()
    card.show()
    assert page.grab().toImage().pixelColor(400, 563) != bare.pixelColor(400, 563)
    card.deleteLater()
    qtbot.waitUntil(lambda: page.grab().toImage() == bare)


def test_a_filled_card_lies_flat(page: QWidget, style: Style) -> None:
    before = page.grab().toImage()
    card = Card(style, Tone.OK, parent=page)
    card.setGeometry(100, 100, 300, 200)
    card.show()
    assert page.grab().toImage().pixelColor(250, 305) == before.pixelColor(250, 305)


@pytest.mark.parametrize("is_calm", [False, True])
def test_a_banner_pushes_the_page_down(page: QWidget, style: Style, qtbot: QtBot, is_calm: bool) -> None:
    style.change(is_calm=is_calm)
    banner, rest = Banner(style), QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(banner)
    column.addWidget(rest, 1)
    banner.tell(Icon.WIFI_OFF, "No internet", "Nothing is lost.", "See the 3")
    assert not banner.isVisible()
    banner.open_up()
    qtbot.waitUntil(lambda: banner.height() == 80 and rest.y() == 80)
    with qtbot.waitSignal(banner.pressed):
        qtbot.mouseClick(banner.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    banner.close_up()
    qtbot.waitUntil(lambda: not banner.isVisible() and rest.y() == 0)
    assert banner.accessibleName() == "No internet Nothing is lost."


def test_a_banner_is_as_high_as_its_words_need(page: QWidget, style: Style, qtbot: QtBot) -> None:
    banner = Banner(style)
    column = QVBoxLayout(page)
    column.addWidget(banner)
    column.addStretch(1)
    page.resize(420, 600)
    advice = "Keep working as usual. Nothing is lost, even if this computer is switched off."
    banner.tell(Icon.WIFI_OFF, "No internet — 3 changes will be sent as soon as it is back", advice, "See the 3")
    banner.open_up()
    labels = [label for label in banner.findChildren(Label) if label.text()]
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert banner.height() > 80
    page.resize(1400, 600)
    qtbot.waitUntil(lambda: banner.height() == 80)


def test_a_banner_without_a_way_on_shows_no_button(page: QWidget, style: Style) -> None:
    banner = Banner(style, parent=page)
    banner.tell(Icon.CHECK, "Everything is sent")
    banner.open_up()
    assert banner.findChildren(Button)[0].isHidden()


def test_a_notice_says_something_else_later(page: QWidget, style: Style, qtbot: QtBot) -> None:
    notice = Notice(style, Tone.WAIT, "Needs checking", parent=page)
    notice.show()
    again = notice.add_button("Test connection", icon=Icon.AGAIN)
    notice.tell(Tone.OK, "Connected", "The service answered.")
    assert notice.accessibleName() == "Connected The service answered."
    with qtbot.waitSignal(again.clicked):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("height", [44, 38, 32, 30])
def test_pills_are_as_high_as_drawn_and_named(style: Style, qtbot: QtBot, height: int) -> None:
    pill = Pill(style, PillText("Reward ready", Tone.OK, Icon.CHECK), height)
    qtbot.addWidget(pill)
    assert pill.sizeHint().height() == height
    pill.show_pill(PillText("1 waiting", Tone.WAIT, Icon.CLOCK))
    assert pill.accessibleName() == "1 waiting"


def test_the_connection_pill_is_larger_to_the_finger(page: QWidget, style: Style, qtbot: QtBot) -> None:
    pill = PillButton(style, PillText("Online", Tone.OK, has_dot=True), page)
    pill.resize(pill.sizeHint())
    assert pill.height() == 56
    assert pill.shape().height() == 38
    with qtbot.waitSignal(pill.clicked):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *(("Brown Smith", "BS"), ("Mei", "M"), ("Ana María de la Cruz", "AC"), ("  ", ""), ("", ""), ("ß", "SS")),
        *(
            ("김민서", "민서"),
            ("남궁 민수", "민수"),
            ("이준", "준"),
            ("김", "김"),
            ("山田 太郎", "山太"),
            ("+1 555", "5"),
        ),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_long_name_ends_in_dots(style: Style, qtbot: QtBot) -> None:
    label = ElidedLabel(style, "Maximiliana Featherstonehaugh")
    qtbot.addWidget(label)
    label.resize(120, 30)
    assert label.shown_text().endswith("…")
    assert label.text() == "Maximiliana Featherstonehaugh"
    label.resize(900, 30)
    assert label.shown_text() == label.text()


def tip_of(label: ElidedLabel) -> str:
    """What its tool tip comes to say, as plain text."""
    corner = label.rect().center()
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, corner, label.mapToGlobal(corner)))
    return QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText()


@pytest.mark.qt_log_ignore("does not support raise")  # offscreen
def test_what_was_cut_is_read_in_full_in_its_tool_tip(style: Style, qtbot: QtBot) -> None:
    label = ElidedLabel(style, "Maximiliana <b>Featherstonehaugh</b>")
    qtbot.addWidget(label)
    label.resize(100, 40)
    label.show()
    assert tip_of(label) == label.text()
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    assert tip.grab().toImage().pixelColor(1, 1).name() == LIGHT.ink.lower()
    spoken = QAccessible.queryAccessibleInterface(label)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name) == label.text()
    label.resize(label.sizeHint())
    tip_of(label)
    qtbot.waitUntil(lambda: not QToolTip.text())


def test_text_is_never_read_as_markup(style: Style, qtbot: QtBot) -> None:
    label = Label(style, "<b>Brown</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() > Label(style, "Brown").sizeHint().width()
