"""The settings page: it tells what was typed and pressed, and shows what it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from kiosk_app.domain.card import Glyph, HasCard
from kiosk_app.domain.changelog import Release
from kiosk_app.domain.settings import Motion, TextSize, Theme
from kiosk_app.domain.settings import Told as ToldOf
from kiosk_app.gui.pages.settings import SettingsPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.presenters.card_form import CardPreview, TypedCard
from kiosk_app.presenters.key_talk import KeyShown
from kiosk_app.presenters.settings import PlaceRow, Section
from kiosk_app.presenters.settings_account import AccountShown, TypedAccount
from kiosk_app.presenters.settings_cards import CardRow
from kiosk_app.presenters.settings_counter import TypedCounter
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

COFFEE = TypedCard(
    *("123", "Coffee card", "a free coffee"),
    has_card=HasCard.ASK,
    domain="https://vvd.bz",
    memo="{counter}",
    etc1_name="Size",
    pause_s="90",
    per_day=2,
    first_visit=True,
)
ROWS = (
    CardRow(123, "Coffee card", "IDX 123 · 10 visits", Glyph.CUP, True),
    CardRow(131, "Bakery card", "IDX 131 · 6 visits", Glyph.LOAF, False),
    CardRow(140, "Bean club of the corner shop", "IDX 140 · 8 visits", Glyph.BEAN, False),
)
COUNTER = TypedCounter(
    "Mina’s", "Counter 1", "KR", 2, "30", "12", Theme.DARK, "#3443A8", TextSize.LARGE, Motion.REDUCED
)
ACCOUNT = AccountShown(TypedAccount(ToldOf.ID, "http://proxy:3128"), "https://vivoldi.com", "Only our id.")
PLACES = (PlaceRow("logs", "Logs", "What happened", "/home/mina/.local/share/stamp-kiosk/logs", "/home/mina"),)


class Stage:
    def __init__(self, style: Style, size: tuple[int, int] = (1280, 728)) -> None:
        self.page = SettingsPage(style, english())
        page = self.page
        self.told = Told(
            section=page.section_chosen,
            card=page.card_chosen,
            add=page.add_requested,
            card_typed=page.card_typed,
            save=page.save_requested,
            cancel=page.cancel_requested,
            remove=page.remove_requested,
            yes_remove=page.remove_confirmed,
            no_remove=page.remove_declined,
            account_typed=page.account_typed,
            key_typed=page.key_typed,
            test=page.test_requested,
            moved=page.moved_requested,
            move=page.move_confirmed,
            no_move=page.move_declined,
            counter_typed=page.counter_typed,
            save_first=page.save_and_leave,
            drop=page.drop_and_leave,
            stay=page.stay,
            again=page.reload_requested,
            folder=page.folder_wanted,
            backup=page.backup_wanted,
            restore=page.restore_wanted,
            yes_restore=page.restore_confirmed,
            no_restore=page.restore_declined,
            look=page.look_wanted,
            support=page.support_wanted,
            support_saved=page.support_saved,
            no_support=page.support_declined,
        )
        page.show_cards(ROWS)
        page.show_card(COFFEE, can_remove=True)
        page.show_preview(CardPreview("Coffee card", Glyph.CUP, 10, True, "", "Issued today: until …", (), ""))
        page.show_account(ACCOUNT)
        page.show_counter(COUNTER, ("DE", "GB", "KR"))
        page.show_places(PLACES)
        page.show_about((("Version", "0.1.0"), ("Qt", "6.11")), (Release("0.1.0", ("Everything.",)),))
        page.resize(*size)
        self.at(Section.CARDS)

    def at(self, section: Section) -> None:
        self.page.show_section(section)
        settled(self.page)

    def in_sight(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def is_there(self, name: str) -> bool:
        button = self.page.findChild(QAbstractButton, name)
        assert button is not None, name
        return button.isVisible()


@pytest.fixture
def stage(style: Style) -> Stage:
    return Stage(style)


def test_a_card_that_is_shown_is_the_card_that_is_told(stage: Stage) -> None:
    QTest.keyClicks(line(stage.page, "rewardField"), "!")
    assert stage.told.last() == ("card_typed", replace(COFFEE, reward="a free coffee!"))
    pressed(stage.page, "glyph-bean")
    pressed(stage.page, "firstVisitSwitch")
    assert stage.told.last() == (
        "card_typed",
        replace(COFFEE, reward="a free coffee!", glyph=Glyph.BEAN, first_visit=False),
    )


def test_how_many_instant_stamps_are_kept_ready_is_told(stage: Stage) -> None:
    stepper = stage.page.findChild(Stepper, "readyStepper")
    assert stepper
    assert "At 0, a new stamp waits while there is no internet." in stage.in_sight()
    stepper.findChildren(QAbstractButton)[1].click()
    pressed(stage.page, "readyActiveSwitch")
    assert stage.told.last() == ("card_typed", replace(COFFEE, ready=1, ready_active=True))
    settled(stage.page)
    assert "Customers get one at once, also without internet." in stage.in_sight()


def test_what_is_pressed_is_told(stage: Stage) -> None:
    for name, told in {
        "cardRow-131": ("card", 131),
        "addCardButton": ("add",),
        "saveButton": ("save",),
        "cancelButton": ("cancel",),
        "removeCardButton": ("remove",),
        "section-about": ("section", Section.ABOUT),
    }.items():
        pressed(stage.page, name)
        assert stage.told.last() == told


def test_enter_saves(stage: Stage) -> None:
    QTest.keyClick(line(stage.page, "cardNameField"), Qt.Key.Key_Return)
    assert stage.told.told == [("save",)]


def test_removing_asks_once_where_save_was(stage: Stage) -> None:
    stage.page.show_remove_question("Remove Coffee card?")
    settled(stage.page)
    assert "Remove Coffee card?" in stage.in_sight()
    assert not stage.is_there("saveButton")
    pressed(stage.page, "declineRemoveButton")
    pressed(stage.page, "confirmRemoveButton")
    assert stage.told.told == [("no_remove",), ("yes_remove",)]
    stage.page.show_remove_question("")
    settled(stage.page)
    assert stage.is_there("saveButton")


def test_leaving_asks_even_where_nothing_else_can_be_saved(stage: Stage) -> None:
    stage.page.show_leaving(Said("Coffee card has changes that are not saved."))
    settled(stage.page)
    assert "Coffee card has changes that are not saved." in stage.in_sight()
    for name in ("stayButton", "dropButton", "saveFirstButton"):
        pressed(stage.page, name)
    assert stage.told.told == [("stay",), ("drop",), ("save_first",)]


def test_what_is_not_saved_is_said(stage: Stage) -> None:
    stage.page.show_unsaved(True)
    assert "Not saved" in stage.in_sight()
    stage.page.show_saved()
    assert "Saved" in stage.in_sight()


def test_only_a_card_that_is_there_can_be_removed(stage: Stage) -> None:
    assert stage.is_there("removeCardButton")
    stage.page.show_card(TypedCard(), can_remove=False)
    assert not stage.is_there("removeCardButton")
    stage.page.show_card(COFFEE, can_remove=True)
    stage.at(Section.COUNTER)
    assert not stage.is_there("removeCardButton")
    assert stage.is_there("saveButton")
    stage.at(Section.DATA)
    assert not stage.is_there("saveButton")


def test_a_complaint_of_a_save_shows_at_its_field_and_takes_the_keyboard_there(stage: Stage) -> None:
    pressed(stage.page, "saveButton")
    stage.page.show_complaints({"name": "Name is missing.", "first_visit": "Only on an active stamp."})
    settled(stage.page)
    assert "Name is missing." in stage.in_sight()
    assert "Only on an active stamp." in stage.in_sight()
    assert stage.page.focusWidget() is line(stage.page, "cardNameField")


def test_the_account_is_shown_and_told(stage: Stage) -> None:
    stage.at(Section.ACCOUNT)
    assert "https://vivoldi.com" in stage.in_sight()
    stage.page.show_key(KeyShown(True, False, Said("A key is kept.", "A new one takes its place.")))
    assert "A new one takes its place." in stage.in_sight()
    QTest.keyClicks(line(stage.page, "proxyField"), "8")
    assert stage.told.last() == ("account_typed", TypedAccount(ToldOf.ID, "http://proxy:31288"))
    QTest.keyClicks(line(stage.page, "apiKeyField"), "k")
    assert stage.told.last() == ("key_typed", "k")
    pressed(stage.page, "testConnectionButton")
    assert stage.told.last() == ("test", "k")


def test_the_move_opens_in_place(stage: Stage) -> None:
    stage.at(Section.ACCOUNT)
    pressed(stage.page, "serviceMovedButton")
    assert stage.told.last() == ("moved",)
    assert not line(stage.page, "newAddressField").isVisible()
    stage.page.show_moving(True)
    settled(stage.page)
    QTest.keyClicks(line(stage.page, "newAddressField"), "https://x.example")
    pressed(stage.page, "moveButton")
    assert stage.told.last() == ("move", "https://x.example")
    stage.page.show_complaints({"url": "That is no address."})
    settled(stage.page)
    assert "That is no address." in stage.in_sight()
    stage.page.show_moving(False)
    assert stage.is_there("serviceMovedButton")


def test_practice_has_no_account(stage: Stage) -> None:
    stage.at(Section.ACCOUNT)
    stage.page.show_no_account(Said("Practice has a key of its own."))
    settled(stage.page)
    assert "Practice has a key of its own." in stage.in_sight()
    assert not line(stage.page, "apiKeyField").isVisible()


def test_the_counter_is_shown_and_told(stage: Stage) -> None:
    stage.at(Section.COUNTER)
    pressed(stage.page, "accent-forest")
    assert stage.told.last() == ("counter_typed", replace(COUNTER, accent="#1C6134"))
    assert "Forest" in stage.in_sight()
    QTest.keyClicks(line(stage.page, "idleField"), "0")
    assert stage.told.last() == ("counter_typed", replace(COUNTER, accent="#1C6134", idle_s="300"))


def test_an_owners_own_colour_is_kept(stage: Stage) -> None:
    stage.page.show_counter(replace(COUNTER, accent="#123456"), ("KR",))
    stage.at(Section.COUNTER)
    assert "Your own: #123456" in stage.in_sight()
    QTest.keyClicks(line(stage.page, "undoField"), "0")
    assert stage.told.last() == ("counter_typed", replace(COUNTER, accent="#123456", undo_s="120"))


def test_a_path_is_copied_and_its_folder_asked_for(stage: Stage) -> None:
    stage.at(Section.DATA)
    pressed(stage.page, "copyPath-logs")
    assert QGuiApplication.clipboard().text() == PLACES[0].path
    pressed(stage.page, "openFolder-logs")
    assert stage.told.last() == ("folder", "/home/mina")


def test_a_faulty_file_stays_said(stage: Stage) -> None:
    stage.page.show_fault(Said("The settings file has a fault.", "shop.nmae is not a setting."))
    settled(stage.page)
    stage.page.show_notice(Said("The disk is full."))
    stage.page.show_notice(None)
    assert "shop.nmae is not a setting." in stage.in_sight()
    stage.page.show_fault(None)
    settled(stage.page)
    assert "shop.nmae" not in stage.in_sight()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_fits_every_window_and_every_finger(style: Style, size: tuple[int, int], scale: float) -> None:
    style.change(text_scale=scale)
    stage = Stage(style, size)
    for section in Section:
        stage.at(section)
        assert stage.page.size().toTuple() == size
        assert_kind_to_fingers_and_ears(stage.page)
        assert_nothing_is_cut(stage.page)


def test_a_backup_is_asked_for_by_file_and_restoring_is_asked_twice(stage: Stage) -> None:
    stage.at(Section.DATA)
    stage.page.show_backup_name("stamp-kiosk-2026-11-21.db")
    for button, tells in (("backUpButton", "backup"), ("restoreButton", "restore")):
        pressed(stage.page, button)
        dialog = stage.page.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit("/media/copy.db")
        dialog.close()
        settled(stage.page)
        assert stage.told.last() == (tells, "/media/copy.db")
    assert not stage.is_there("confirmRestoreButton")
    stage.page.show_restore_question(Said("Use the backup of today?", "2 changes would be missing."))
    assert "Use the backup of today?" in stage.in_sight()
    assert not stage.is_there("backUpButton")
    pressed(stage.page, "declineRestoreButton")
    assert stage.told.last() == ("no_restore",)
    pressed(stage.page, "confirmRestoreButton")
    assert stage.told.last() == ("yes_restore",)
    stage.page.show_restore_question(None)
    stage.page.show_data_said(Said("Backed up.", "Keep it."), is_refusal=False)
    assert "Backed up." in stage.in_sight()
    assert_kind_to_fingers_and_ears(stage.page)
    assert_nothing_is_cut(stage.page)
