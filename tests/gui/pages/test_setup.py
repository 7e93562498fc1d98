"""The set-up page: it tells what was typed on a step, and shows what it is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.pages.setup import SetupPage
from kiosk_app.gui.theme.palette import DARK, LIGHT
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.presenters.card_form import CardPreview, Holds, TypedCard
from kiosk_app.presenters.key_talk import Finding, FindingShown, KeyShown
from kiosk_app.presenters.setup import ReadyRow, Step, TypedShop
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    line,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

PREVIEW = CardPreview(
    *("Coffee card", Glyph.CUP, 10, False, "Until 21 November 2027", "Issued today: until 21 November 2027"),
    (("today", "is valid until 21 Nov 2027"), ("on 29 Feb 2028", "is valid until 28 Feb 2029")),
    "Coffee card, 10 visits.",
)


class Stage:
    def __init__(self, style: Style, size: tuple[int, int] = (1280, 800)) -> None:
        self.page = SetupPage(style, english())
        page = self.page
        self.told = Told(
            shop=page.shop_entered,
            key=page.key_entered,
            typed=page.card_typed,
            card=page.card_entered,
            test=page.test_requested,
            back=page.back_requested,
            skip=page.skip_requested,
            practise=page.practise_requested,
            start=page.start_requested,
            instant=page.instant_wanted,
        )
        page.show_shop(TypedShop("Mina’s", "", "GB"), ("DE", "GB", "KR"))
        page.show_account("vivoldi.com")
        page.show_preview(PREVIEW)
        page.resize(*size)
        self.at(Step.SHOP)

    def at(self, step: Step) -> None:
        self.page.show_step(step)
        settled(self.page)

    def in_sight(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def stage(style: Style) -> Stage:
    return Stage(style)


def test_what_was_typed_before_the_settings_were_read_stays(style: Style) -> None:
    stage = Stage(style)
    QTest.keyClicks(line(stage.page, "counterNameField"), "Counter 1")
    stage.page.show_shop(TypedShop("Mina’s", "", "GB"), ("DE", "GB", "KR"))
    assert line(stage.page, "counterNameField").text() == "Counter 1"


def test_next_tells_what_was_typed_on_the_step(stage: Stage) -> None:
    QTest.keyClicks(line(stage.page, "counterNameField"), "Counter 1")
    pressed(stage.page, "setupNextButton")
    assert stage.told.last() == ("shop", TypedShop("Mina’s", "Counter 1", "GB"))
    stage.at(Step.ACCOUNT)
    QTest.keyClicks(line(stage.page, "setupApiKeyField"), "key-1")
    pressed(stage.page, "setupNextButton")
    assert stage.told.last() == ("key", "key-1")
    stage.at(Step.CARD)
    QTest.keyClicks(line(stage.page, "cardIdxField"), "123")
    QTest.keyClicks(line(stage.page, "cardNameField"), "Coffee card")
    pressed(stage.page, "glyph-star")
    pressed(stage.page, "setupNextButton")
    assert stage.told.last() == ("card", TypedCard(card_idx="123", name="Coffee card", glyph=Glyph.STAR))
    stage.at(Step.READY)
    pressed(stage.page, "setupNextButton")
    assert stage.told.last() == ("start",)


def test_enter_is_next(stage: Stage) -> None:
    QTest.keyClick(line(stage.page, "shopNameField"), Qt.Key.Key_Return)
    assert stage.told.told == [("shop", TypedShop("Mina’s", "", "GB"))]


def test_each_step_begins_where_typing_begins(stage: Stage) -> None:
    QTest.qWaitForWindowActive(stage.page)
    for step, name in {
        Step.SHOP: "shopNameField",
        Step.ACCOUNT: "setupApiKeyField",
        Step.CARD: "cardIdxField",
    }.items():
        stage.at(step)
        assert stage.page.focusWidget() is line(stage.page, name)
    stage.at(Step.READY)
    focused = stage.page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "setupNextButton"


@pytest.mark.parametrize(
    ("step", "there"),
    [
        (Step.SHOP, {"practiseButton"}),
        (Step.ACCOUNT, {"practiseButton", "setupBackButton"}),
        (Step.CARD, {"skipSetupButton", "setupBackButton"}),
        (Step.READY, {"setupBackButton"}),
    ],
)
def test_a_step_has_its_ways_on_and_no_others(stage: Stage, step: Step, there: set[str]) -> None:
    stage.at(step)
    names = {"practiseButton", "skipSetupButton", "setupBackButton"}
    visible = {name for name in names if stage.page.findChild(type(stage.page._next), name).isVisible()}  # type: ignore[union-attr]
    assert visible == there
    for name in there:
        pressed(stage.page, name)
    assert {told[0] for told in stage.told.told} == {
        {"practiseButton": "practise", "skipSetupButton": "skip", "setupBackButton": "back"}[name] for name in there
    }


def test_the_key_stays_hidden_until_the_eye_is_pressed_and_goes_when_it_was_taken(stage: Stage) -> None:
    stage.at(Step.ACCOUNT)
    field = line(stage.page, "setupApiKeyField")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("key-canary")
    pressed(stage.page, "pasteKeyButton")
    clipboard.clear()
    assert field.text() == "key-canary"
    assert field.echoMode() is QLineEdit.EchoMode.Password
    pressed(stage.page, "testConnectionButton")
    assert stage.told.last() == ("test", "key-canary")
    stage.page.clear_key()
    assert field.text() == ""
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_where_the_key_is_and_what_a_test_found_is_read(stage: Stage) -> None:
    stage.at(Step.ACCOUNT)
    stage.page.show_key(KeyShown(True, True, Said("No keychain.", "Held until this program ends.")))
    stage.page.show_test(FindingShown(Finding.GOOD, Said("Connected", "It answered in 0.3 seconds.")))
    settled(stage.page)
    assert "Held until this program ends." in stage.in_sight()
    assert "It answered in 0.3 seconds." in stage.in_sight()


def test_while_a_test_runs_it_cannot_be_asked_twice(stage: Stage) -> None:
    stage.at(Step.ACCOUNT)
    stage.page.show_test(FindingShown(Finding.RUNNING, Said("Asking the service…")))
    pressed(stage.page, "testConnectionButton")
    assert stage.told.told == []


def test_a_complaint_waits_until_somebody_wants_to_go_on(stage: Stage) -> None:
    stage.at(Step.CARD)
    QTest.keyClicks(line(stage.page, "cardIdxField"), "x")
    stage.page.show_complaints({"card_idx": "It is a whole number.", "name": "Name is missing."})
    settled(stage.page)
    assert "It is a whole number." not in stage.in_sight()
    pressed(stage.page, "setupNextButton")
    stage.page.show_complaints({"card_idx": "It is a whole number.", "name": "Name is missing."})
    settled(stage.page)
    assert "It is a whole number." in stage.in_sight()
    assert "Name is missing." in stage.in_sight()
    assert stage.page.focusWidget() is line(stage.page, "cardIdxField")


def test_the_validity_shows_the_field_that_it_needs(stage: Stage) -> None:
    stage.at(Step.CARD)
    stage.page.show_card(TypedCard(holds=Holds.DAYS, days="30"))
    assert line(stage.page, "validDaysField").isVisible()
    assert not line(stage.page, "validUntilField").isVisible()
    stage.page.show_card(TypedCard(holds=Holds.DATE, until="2027-12-31"))
    assert line(stage.page, "validUntilField").isVisible()
    stage.page.show_card(TypedCard())
    assert not line(stage.page, "validUntilField").isVisible()


def test_the_preview_reads_its_dates(stage: Stage) -> None:
    stage.at(Step.CARD)
    assert "is valid until 28 Feb 2029" in stage.in_sight()
    assert "Until 21 November 2027" in stage.in_sight()


def test_a_second_press_while_it_saves_tells_nothing(stage: Stage) -> None:
    stage.page.show_busy(True)
    pressed(stage.page, "setupNextButton")
    QTest.keyClick(line(stage.page, "shopNameField"), Qt.Key.Key_Return)
    assert stage.told.told == []
    stage.page.show_busy(False)
    pressed(stage.page, "setupNextButton")
    assert len(stage.told.told) == 1


def test_what_is_missing_at_the_end_is_said(stage: Stage) -> None:
    stage.page.show_ready(Said("You can start now."), (ReadyRow(False, Said("No API key yet", "Stamps wait.")),))
    stage.at(Step.READY)
    assert "You can start now." in stage.in_sight()
    assert "Stamps wait." in stage.in_sight()


def test_the_switch_of_instant_stamps_is_there_where_it_can_be_chosen(stage: Stage) -> None:
    stage.page.show_ready(Said("Everything is there."), (ReadyRow(True, Said("Coffee card")),))
    stage.at(Step.READY)
    switch = stage.page.findChild(Switch, "instantSwitch")
    assert switch
    assert not switch.isVisible()
    stage.page.show_instant(False)
    settled(stage.page)
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert stage.told.last() == ("instant", True)
    stage.page.show_instant(False)
    assert not switch.isChecked()
    stage.page.show_instant(None)
    assert not switch.isVisible()


def test_a_notice_comes_and_goes(stage: Stage) -> None:
    stage.page.show_notice(Said("The disk is almost full.", "Free some space."))
    settled(stage.page)
    assert "The disk is almost full." in stage.in_sight()
    stage.page.show_notice(None)
    assert "The disk is almost full." not in stage.in_sight()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_fits_every_window_and_every_finger(style: Style, size: tuple[int, int], scale: float) -> None:
    style.change(text_scale=scale)
    stage = Stage(style, size)
    for step in Step:
        stage.at(step)
        assert stage.page.size().toTuple() == size
        assert_kind_to_fingers_and_ears(stage.page)
        assert_nothing_is_cut(stage.page)


def test_the_rail_gives_way_to_a_line(style: Style) -> None:
    assert "Step 1 of 4" in Stage(style, (1024, 600)).in_sight()
    assert "Step 1 of 4" not in Stage(style).in_sight()


def test_it_follows_the_dark(stage: Stage, style: Style) -> None:
    for step in Step:
        stage.at(step)
        light = stage.page.grab().toImage().pixelColor(700, 5).lightness()
        style.change(palette=DARK)
        settled(stage.page)
        assert stage.page.grab().toImage().pixelColor(700, 5).lightness() < 60 < light
        style.change(palette=LIGHT)


def test_being_made_behind_another_page_it_leaves_the_focus_where_somebody_types(style: Style, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    typed = QLineEdit(window)
    window.show()
    window.activateWindow()
    typed.setFocus()
    page = SetupPage(style, english())
    page.hide()
    page.setParent(window)
    assert window.focusWidget() is typed
