"""The page of duplicates: pairs are seen, each is asked about in its own place, and answers are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kiosk_app.gui.pages.duplicates import DuplicatesPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.pill import Pill
from kiosk_app.presenters.duplicates_view import PairShown, PersonShown, QuestionShown
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

BROWN = PersonShown("Brown Smith", ("•••• 8900", "Oat milk"))
PAIRS = (
    PairShown("a-b", "The same phone", "Not the same: Name.", BROWN, PersonShown("B. Smith", ("•••• 8900",))),
    PairShown("a-c", "Nearly the same name", "Not the same: Name.", BROWN, PersonShown("Brown Smyth", ())),
)
QUESTION = QuestionShown("a-b", Said("Make them one? Brown Smith stays.", "Nobody can part them again."), False)


@pytest.fixture
def page(style: Style) -> Iterator[DuplicatesPage]:
    page = DuplicatesPage(style, english())
    page.resize(1280, 800)
    page.show_pairs(PAIRS, "2 of 7 pairs are shown.", has_more=True)
    settled(page)
    yield page
    page.close()


def in_sight(page: QWidget) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def buttons(page: QWidget) -> set[str]:
    return {button.objectName() for button in page.findChildren(Button) if button.isVisible()}


def fates(page: QWidget) -> list[str]:
    return [pill.accessibleName() for pill in page.findChildren(Pill) if pill.isVisible()]


def test_pairs_are_seen_and_pressed(page: DuplicatesPage) -> None:
    told = Told(merge=page.merge_pressed, apart=page.apart_pressed, more=page.more_pressed, look=page.look_pressed)
    assert {"The same phone", "Brown Smith", "B. Smith", "•••• 8900\nOat milk", "2 of 7 pairs are shown."} <= in_sight(
        page
    )
    pressed(page, "mergeButton-a-b")
    pressed(page, "notTheSameButton-a-c")
    pressed(page, "morePairsButton")
    pressed(page, "lookForDuplicatesButton")
    assert told.told == [("merge", "a-b"), ("apart", "a-c"), ("more",), ("look",)]


def test_it_is_asked_in_place_and_by_keys_the_safe_answer_comes_first(page: DuplicatesPage) -> None:
    told = Told(yes=page.confirmed, no=page.declined, swap=page.swapped)
    page.activateWindow()
    page.show_question(QUESTION)
    settled(page)
    assert "Make them one? Brown Smith stays." in in_sight(page)
    assert fates(page) == ["Stays", "Goes in"]
    assert "mergeButton-a-b" not in buttons(page)
    assert "mergeButton-a-c" in buttons(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "declineMergeButton-a-b"
    QTest.keyClick(focused, Qt.Key.Key_Space)
    pressed(page, "keepOtherButton-a-b")
    pressed(page, "confirmMergeButton-a-b")
    assert told.told == [("no",), ("swap",), ("yes",)]


def test_who_stays_is_seen_to_change(page: DuplicatesPage) -> None:
    page.show_question(replace(QUESTION, keeps_other=True))
    settled(page)
    assert fates(page) == ["Goes in", "Stays"]
    page.show_question(None)
    settled(page)
    assert fates(page) == []
    assert "mergeButton-a-b" in buttons(page)


def test_while_a_pair_is_merged_nothing_of_it_can_be_pressed_again(page: DuplicatesPage) -> None:
    told = Told(yes=page.confirmed)
    page.show_question(QUESTION)
    page.show_busy("a-b")
    pressed(page, "confirmMergeButton-a-b")
    assert told.told == []


def test_a_pair_that_stays_keeps_its_place_and_one_that_goes_is_gone(page: DuplicatesPage) -> None:
    page.show_pairs(PAIRS[1:], "", has_more=False)
    page.show_said(Said("Merged."))
    settled(page)
    assert "B. Smith" not in in_sight(page)
    assert {"Brown Smyth", "Merged."} <= in_sight(page)
    assert "morePairsButton" not in buttons(page)


def test_while_everybody_is_compared_it_is_said(page: DuplicatesPage) -> None:
    told = Told(look=page.look_pressed)
    page.show_looking(True)
    settled(page)
    assert "Comparing all customers…" in in_sight(page)
    pressed(page, "lookForDuplicatesButton")
    assert told.told == []


@pytest.mark.parametrize("size", SIZES)
def test_it_is_kind_in_every_size(page: DuplicatesPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.show_question(QUESTION)
    settled(page)
    assert_kind_to_fingers_and_ears(page)
    assert_nothing_is_cut(page)
