"""The outbox page: every choice says what was pressed, and nothing is made anew under somebody's hands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from kiosk_app.domain.choices import Choice
from kiosk_app.gui.pages.outbox import AT_ONCE, OutboxPage
from kiosk_app.gui.pages.outbox_card import NeedCard
from kiosk_app.gui.theme.palette import LIGHT
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.turning_ring import TurningRing
from kiosk_app.presenters.outbox_view import ChoiceShown, NeedsLine, NumberAsked, OutboxLists, Talked, WayLine
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
from tests.gui.painted_texts import painted_texts

LOST = NeedsLine(
    *(7, "c1", "Jonas Weber", "New stamp · Coffee card", "10:31"),
    said=Said("We don’t know if it arrived.", "Jonas Weber has received nothing."),
    choices=(
        ChoiceShown(Choice.IT_IS_THERE, "It is there — type its number"),
        ChoiceShown(Choice.GIVE_NEW, "Give a new one"),
        ChoiceShown(Choice.DROP, "Set aside"),
    ),
    is_known=False,
    opens=False,
)
REFUSED = NeedsLine(
    *(8, "c2", "Amira Haddad", "Add 1 visit · Bakery card", "10:36"),
    said=Said("The service said no.", "Its message: “The stamp has expired.”"),
    choices=(ChoiceShown(Choice.DROP, "Dismiss"),),
    is_known=True,
    opens=True,
)
WAITS = WayLine(9, "Priya Nair", "New stamp · Bakery card", "No internet. Next try in 12 s", "10:42")
UNUSED = WayLine(3, "Jonas Weber", "New stamp · Coffee card", "Its memo ends in #ACDEFGHJ", "2026-11-21 10:31")
LISTS = OutboxLists((LOST, REFUSED), (WAITS,), (), 0, 2, 1, (UNUSED,))


@pytest.fixture
def page(style: Style) -> OutboxPage:
    made = OutboxPage(style, english())
    made.resize(1280, 728)
    made.show_lists(LISTS)
    settled(made)
    return made


def told_by(page: OutboxPage) -> Told:
    names = ("chosen", "number_typed", "number_given", "number_left", "cleared_up", "customer_pressed", "ticked")
    return Told(**{name: getattr(page, name) for name in names})


def texts(page: OutboxPage) -> list[str]:
    return [one.text for one in painted_texts(page)]


def has_card(page: OutboxPage, entry_id: int) -> bool:
    return page.findChild(QWidget, f"note-{entry_id}") is not None


def changed(need: NeedsLine, **talked: Any) -> OutboxLists:
    return replace(LISTS, needs=(replace(need, talked=Talked(**talked)), REFUSED))


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_room_for_it(page: OutboxPage, size: tuple[int, int]) -> None:
    page.show_lists(changed(LOST, number=NumberAsked()))
    page.resize(*size)
    settled(page)
    assert_nothing_is_cut(page)
    assert_kind_to_fingers_and_ears(page)


def test_every_choice_says_what_was_pressed(page: OutboxPage) -> None:
    heard = told_by(page)
    for button in ("it-is-thereButton-7", "give-a-new-oneButton-7", "dropButton-7", "dropButton-8"):
        pressed(page, button)
    pressed(page, "clearedUpButton-3")
    assert heard.told == [
        ("chosen", 7, Choice.IT_IS_THERE),
        ("chosen", 7, Choice.GIVE_NEW),
        ("chosen", 7, Choice.DROP),
        ("chosen", 8, Choice.DROP),
        ("cleared_up", 3),
    ]


def test_the_number_is_typed_in_the_card_and_stays_while_the_lists_move(page: OutboxPage) -> None:
    heard = told_by(page)
    page.show_lists(changed(LOST, number=NumberAsked()))
    page.ask_number(7)
    field = line(page, "numberField-7")
    QTest.keyClicks(field, "1347")
    arrived = replace(WAITS, entry_id=10)
    page.show_lists(replace(changed(LOST, number=NumberAsked()), way=(WAITS, arrived), way_count=2))
    assert page.findChild(QWidget, "numberField-7") is field
    assert field.text() == "1347"
    QTest.keyClicks(field, "\r")
    pressed(page, "notNowButton-7")
    assert heard.told[-2:] == [("number_given", 7, "1347"), ("number_left", 7)]


def test_what_could_not_be_taken_is_said_in_the_card(page: OutboxPage) -> None:
    note = Said("The service does not show this stamp.", "If you see it in the service’s dashboard, it is there.")
    page.show_lists(changed(LOST, note=note, number=NumberAsked(confirms=True)))
    said = page.findChild(QLabel, "note-7")
    take = page.findChild(QWidget, "takeButton-7")
    assert isinstance(said, QLabel)
    assert take
    assert (said.text(), said.isHidden(), take.accessibleName()) == (str(note), False, "Yes, it is this one")


def test_a_word_that_is_being_taken_is_not_given_twice(page: OutboxPage) -> None:
    heard = told_by(page)
    page.show_lists(changed(LOST, is_busy=True))
    pressed(page, "give-a-new-oneButton-7")
    assert heard.told == []


def test_seconds_run_down_in_their_row(page: OutboxPage) -> None:
    page.show_lists(replace(LISTS, way=(replace(WAITS, state="No internet. Next try in 11 s"),)))
    settled(page)
    assert [text for text in texts(page) if "Next try" in text] == ["No internet. Next try in 11 s"]


def test_a_row_is_read_aloud_as_one(page: OutboxPage) -> None:
    spoken = {widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible()}
    assert "Priya Nair · New stamp · Bakery card · No internet. Next try in 12 s · 10:42" in spoken


def test_what_arrived_leaves_its_row_to_the_next(page: OutboxPage) -> None:
    sending = replace(WAITS, entry_id=10, name="Mei Tanaka", state="Sending …", is_sending=True)
    page.show_lists(replace(LISTS, way=(WAITS, sending), way_count=2))
    arrived = replace(WAITS, state="Arrived", is_done=True)
    page.show_lists(replace(LISTS, way=(sending,), done=(arrived,), done_count=1))
    settled(page)
    shown = [text for text in texts(page) if text in (WAITS.name, sending.name, WAITS.state, "Sending …", "Arrived")]
    assert shown == ["Mei Tanaka", "Sending …", "Priya Nair", "Arrived"]
    assert sum(ring.isVisible() for ring in page.findChildren(TurningRing)) == 1


def test_a_dozen_that_need_somebody_come_a_few_at_a_time(page: OutboxPage) -> None:
    dozen = tuple(replace(LOST, entry_id=100 + number) for number in range(12))
    page.show_lists(replace(LISTS, needs=dozen, needs_count=12))
    assert [number for number in range(12) if has_card(page, 100 + number)] == [*range(AT_ONCE)]
    settled(page)
    assert all(has_card(page, 100 + number) for number in range(12))


def test_whose_number_is_asked_for_is_there_at_once(page: OutboxPage) -> None:
    dozen = tuple(replace(LOST, entry_id=100 + number) for number in range(11))
    asked = replace(LOST, entry_id=111, talked=Talked(number=NumberAsked()))
    page.show_lists(replace(LISTS, needs=(*dozen, asked), needs_count=12))
    page.ask_number(111)
    assert line(page, "numberField-111").hasFocus() or not page.isActiveWindow()


def test_what_was_not_known_and_is_now_looks_like_it(page: OutboxPage) -> None:
    page.show_lists(replace(LISTS, needs=(replace(REFUSED, entry_id=7),), needs_count=1))
    settled(page)
    card = next(one for one in page.findChildren(NeedCard) if one.isVisible())
    assert card.grab().toImage().pixelColor(0, card.height() // 2).name().upper() == LIGHT.line


def test_what_was_settled_leaves_and_the_rest_stays(page: OutboxPage) -> None:
    card = page.findChild(QWidget, "dropButton-8")
    page.show_lists(replace(LISTS, needs=(REFUSED,), needs_count=1))
    assert page.findChild(QWidget, "dropButton-8") is card
    page.show_lists(OutboxLists((), (), (), 0))
    settled(page)
    assert texts(page) == ["Everything is sent"]


def test_an_opened_customer_is_the_cards_own(page: OutboxPage) -> None:
    heard = told_by(page)
    pressed(page, "openCustomerButton-8")
    assert heard.told == [("customer_pressed", "c2")]


def test_what_somebody_came_for_is_in_sight_and_no_enter_answers_it(page: OutboxPage) -> None:
    heard = Told(chosen=page.chosen)
    many = tuple(replace(LOST, entry_id=number) for number in range(20, 20 + 3 * AT_ONCE))
    page.show_lists(replace(LISTS, needs=many))
    page.activateWindow()
    settled(page)
    page._list.verticalScrollBar().setValue(10_000)
    first = replace(LOST, entry_id=50)
    page.show_lists(replace(LISTS, needs=(first, *many)))
    page.point_to(50)
    settled(page)
    card = page._cards[50]
    assert card.hasFocus()
    assert not card.visibleRegion().isEmpty()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(card, key)
    assert heard.told == []
    QTest.keyClick(card, Qt.Key.Key_Tab)
    assert card.isAncestorOf(page.focusWidget())
