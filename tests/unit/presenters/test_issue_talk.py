"""New stamps on a customer's page: what a press comes to, that two are never two stamps, and the fields before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.card import HasCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.presenters.issue_fields import TypedFields
from kiosk_app.presenters.tile_view import Action, Sense
from tests.conftest import LogWatch
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused, slow_down
from tests.shops import COFFEE
from tests.unit.presenters.test_customer import Page


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


# The press


def test_a_press_is_busy_at_once_and_ends_on_the_qr_page(page: Page) -> None:
    page.open()
    page.presenter.issues.issue_pressed(123)
    assert page.tile.is_busy
    page.settle()
    assert page.tile.is_busy
    assert page.shop.pokes == 1
    page.send()
    (entry,) = page.shop.entries()
    assert page.navigator.went == [("qr", "c1", 123, entry.intent, 1347)]


def test_a_stamp_that_is_done_leads_to_its_code_without_another_read(page: Page) -> None:
    page.open()
    page.presenter.issues.issue_pressed(123)
    page.settle()
    assert list(page.work.held) == []
    sent = page.shop.send()
    assert sent
    page.presenter.moved(sent)
    assert page.navigator.went == [("qr", "c1", 123, sent.intent, 1347)]
    page.presenter.moved(sent)
    page.presenter.changed()
    page.settle()
    assert len(page.navigator.went) == 1


def test_an_entry_that_moved_elsewhere_leads_nowhere(page: Page) -> None:
    page.open()
    page.presenter.issues.issue_pressed(123)
    page.settle()
    sent = page.shop.send()
    assert sent
    page.presenter.moved(replace(sent, id=sent.id + 1))
    page.presenter.moved(replace(sent, state=State.REFUSED))
    page.presenter.left()
    page.presenter.moved(sent)
    assert page.navigator.went == []


def test_what_became_of_a_press_is_read_when_a_little_time_went_by(page: Page) -> None:
    page.has_key = False
    page.open()
    page.presenter.issues.issue_pressed(123)
    page.settle()
    looks = [page.tile.is_busy]
    page.presenter.ticked()
    page.settle()
    looks.append(page.tile.is_busy)
    assert looks == [True, False]
    page.presenter.ticked()
    assert list(page.work.held) == []


def test_a_second_tap_sends_nothing(page: Page) -> None:
    page.open()
    page.presenter.issues.issue_pressed(123)
    page.presenter.issues.issue_pressed(123)
    page.settle()
    page.presenter.issues.issue_pressed(123)
    page.settle()
    assert len(page.shop.entries()) == 1
    assert page.shop.send()
    assert page.shop.send() is None


def test_a_page_that_was_left_pokes_all_the_same_and_leads_nowhere(page: Page) -> None:
    page.open()
    page.presenter.issues.issue_pressed(123)
    page.presenter.left()
    page.settle()
    page.send()
    assert (len(page.shop.entries()), page.shop.pokes) == (1, 1)
    assert page.navigator.went == []


def test_another_page_does_not_follow_a_press_it_did_not_make(page: Page) -> None:
    page.open()
    page.press()
    page.open()
    assert page.tile.is_busy
    page.send()
    assert page.navigator.went == []
    assert page.tile.action is Action.ADD


def test_after_two_seconds_it_says_that_one_can_go_on(page: Page) -> None:
    page.open()
    page.press()
    assert page.view.is_timed
    page.shop.clock.advance(1.9)
    page.presenter.ticked()
    assert page.tile.caption == "The stamp is on its way"
    page.shop.clock.advance(0.1)
    page.presenter.ticked()
    assert page.tile.caption == "Taking longer than usual. You can go on."
    assert page.tile.is_busy


def test_without_internet_the_new_stamp_waits(page: Page) -> None:
    page.shop.api.script(Call.CREATE, OFFLINE)
    page.open()
    page.press()
    page.send()
    tile = page.tile
    assert (page.pill(), tile.caption) == ("New stamp waiting", "The QR code comes with the internet")
    assert (tile.action, tile.is_busy) == (Action.NOTHING, False)
    assert tile.status.startswith("No internet. It is saved")
    page.shop.clock.advance(60)
    page.send()
    assert page.navigator.went[0][:3] == ("qr", "c1", 123)


def test_a_refusal_is_quoted_where_the_finger_was(page: Page) -> None:
    page.shop.api.script(Call.CREATE, refused("Not enough credit."))
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert (page.tile.note.sense, page.tile.note.what) == (Sense.REFUSED, "The service said no")
    assert page.tile.note.advice == "Its message: “Not enough credit.”"
    assert page.tile.action is Action.ISSUE
    page.presenter.issues.issue_pressed(123)
    assert page.tile.note is None


def test_a_refusal_without_a_reason_says_so(page: Page) -> None:
    page.shop.api.script(Call.CREATE, refused(""))
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert page.tile.note.advice == "It gave no reason."


def test_a_lost_answer_is_said_honestly(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    assert page.tile.note
    assert (page.pill(), page.tile.note.what) == ("Needs checking", "We don’t know if it arrived.")
    assert page.tile.note.advice == "Brown Smith has received nothing."
    assert page.tile.action is Action.LOST
    page.presenter.it_is_there_pressed(123)
    assert page.navigator.went == [("outbox", 1)], "where its number is typed"


def test_a_new_one_is_given_at_once_and_its_code_comes_by_itself(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    pokes = page.shop.pokes
    page.presenter.issues.give_new_pressed(123)
    page.presenter.issues.give_new_pressed(123)
    page.settle()
    assert (page.tile.is_busy, page.shop.pokes) == (True, pokes + 1)
    page.send()
    assert [entry.state for entry in page.shop.entries()] == [State.ASIDE, State.DONE]
    assert page.navigator.went == [("qr", "c1", 123, page.shop.entries()[1].intent, 1348)]


def test_what_was_found_meanwhile_is_not_given_anew(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    page.open()
    page.press()
    page.send()
    page.presenter.issues.give_new_pressed(123)
    page.shop.resolving.it_is_there(1, 1347, confirmed=True)
    page.settle()
    assert [entry.state for entry in page.shop.entries()] == [State.DONE]
    assert page.tile.note
    assert page.tile.note.what == "It is settled already."


def test_a_refused_key_is_the_owners_to_mend(page: Page, log_watch: LogWatch) -> None:
    log_watch.expect("key refused")
    page.shop.api.script(Call.CREATE, KEY_REFUSED)
    page.open()
    page.press()
    page.send()
    assert page.tile.status == (
        "The service does not accept the API key. The owner can change it in Settings › Account."
        " Stamps wait until then."
    )
    assert page.tile.caption == "The QR code comes once the stamp is issued"


def test_without_a_key_the_stamp_waits_and_that_is_said(page: Page) -> None:
    page.has_key = False
    page.open()
    page.press()
    assert not page.tile.is_busy
    assert page.tile.status.startswith("There is no API key yet.")


def test_when_the_service_asks_for_quiet_the_seconds_are_told(page: Page) -> None:
    page.shop.api.script(Call.CREATE, slow_down(12))
    page.open()
    page.press()
    page.send()
    assert "next try in 12 s" in page.tile.status
    page.shop.clock.advance(5)
    page.presenter.ticked()
    assert "next try in 7 s" in page.tile.status


# Who has the card already


def test_where_the_policy_is_to_open_it_its_code_is_shown(page: Page) -> None:
    page.open()
    page.shop.put_stamp()
    page.press()
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]
    assert page.shop.entries() == ()


def test_where_the_policy_is_to_ask_a_person_chooses(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, has_card=HasCard.ASK))
    page.shop.put_stamp()
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "Brown Smith already has this card, 7 of 10."
    assert page.tile.action is Action.CHOOSE
    page.presenter.issues.another_pressed(123)
    page.settle()
    (entry,) = page.shop.entries()
    assert entry.state is State.WAITING
    assert page.tile.is_busy


def test_opening_the_one_there_is_issues_nothing(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, has_card=HasCard.ASK))
    page.shop.put_stamp()
    page.open()
    page.press()
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1301)]
    assert page.shop.entries() == ()


# The fields behind the three dots


def test_the_fields_begin_with_what_the_card_says(page: Page) -> None:
    page.open()
    page.presenter.issues.more_pressed(123)
    fields = page.view.fields[123]
    assert fields.typed == TypedFields("2026-11-21", "2027-11-21")
    assert (fields.etc1_name, fields.etc2_name) == ("First extra field", "Second extra field")
    page.presenter.issues.more_pressed(123)
    assert page.view.fields == {}


def test_what_was_typed_is_what_is_issued(page: Page) -> None:
    page.open()
    page.presenter.issues.more_pressed(123)
    typed = TypedFields("2026-12-01", "2027-11-21", active=False, memo="Window seat", etc1="Gold")
    page.presenter.issues.issue_with_pressed(123, typed)
    page.settle()
    (entry,) = page.shop.entries()
    new = entry.fields
    assert isinstance(new, NewStamp)
    assert (new.start, new.end) == (date(2026, 12, 1), date(2027, 12, 1))  # the end follows the start
    assert (new.active, new.user.etc1) == (False, "Gold")
    assert new.memo == f"Window seat #{entry.reference}"
    assert page.view.fields == {}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (TypedFields("1.12.2026", ""), "start", "Start: “1.12.2026” is not a date. Write it like 2026-11-21."),
        (TypedFields("", "2026-11-01"), "end", "End: “2026-11-01” is already over. Choose a later day."),
        (TypedFields("2027-02-02", "2027-02-01"), "end", "End: the end is before the start. Choose a later end."),
        (TypedFields(memo="x" * 301), "memo", "Memo is too long. Keep it within 300 characters."),
        (TypedFields(etc2="x" * 301), "etc2", "Second extra field is too long. Keep it within 300 characters."),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(page: Page, typed: TypedFields, field: str, sentence: str) -> None:
    page.open()
    page.presenter.issues.more_pressed(123)
    page.presenter.issues.issue_with_pressed(123, typed)
    page.settle()
    assert page.view.fields[123].problems == {field: sentence}
    assert page.view.fields[123].typed == typed
    assert page.shop.entries() == ()
    assert not page.tile.is_busy


def test_a_card_whose_fixed_end_is_over_says_so(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, valid=ValidUntil(date(2026, 1, 1))))
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "End: “2026-01-01” is already over."


# What was typed and not pressed


def come_and_go(page: Page, customer_id: str) -> None:
    """Somebody else's card is scanned, or theirs again."""
    page.presenter.opened(customer_id)
    page.settle()


def test_what_was_typed_for_one_customer_is_there_when_they_come_back_and_never_for_another(page: Page) -> None:
    with page.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Ada")))
    page.open()
    page.presenter.issues.more_pressed(123)
    page.view.type(123, memo="Window seat", end="2027-01-31")
    come_and_go(page, "c2")
    assert page.view.fields == {}
    come_and_go(page, "c1")
    assert page.view.fields[123].typed.memo == "Window seat"
    page.presenter.issues.issue_with_pressed(123, page.view.fields[123].typed)
    page.settle()
    page.presenter.ticked()
    page.settle()
    page.send()
    (entry,) = page.shop.entries()
    assert (entry.customer_id, page.shop.api.stamps[1347].new.end) == ("c1", date(2027, 1, 31))
    assert page.shop.api.stamps[1347].new.memo.startswith("Window seat")
    for customer_id in ("c2", "c1"):
        come_and_go(page, customer_id)
        assert page.view.fields == {}  # it was pressed


def test_what_was_pressed_is_not_there_again_though_the_page_was_left_at_once(page: Page) -> None:
    page.open()
    page.presenter.issues.more_pressed(123)
    page.view.type(123, memo="Window seat")
    page.presenter.issues.issue_with_pressed(123, page.view.typed[123])
    come_and_go(page, "c1")
    assert page.view.fields == {}
    assert len(page.shop.entries()) == 1


@pytest.mark.parametrize("why", ["untouched", "put away", "another day"])
def test_fields_do_not_come_back(page: Page, why: str) -> None:
    page.open()
    page.presenter.issues.more_pressed(123)
    if why != "untouched":
        page.view.type(123, memo="Window seat")
    if why == "put away":
        page.presenter.issues.more_pressed(123)
    page.presenter.left()
    if why == "another day":
        page.shop.clock.advance(24 * 3600)
    come_and_go(page, "c1")
    assert page.view.fields == {}


# An instant stamp


def test_an_instant_stamp_leads_to_its_code_at_once(page: Page) -> None:
    page.shop.keep_ready(1)
    page.open()
    page.press()
    (entry,) = [one for one in page.shop.entries() if one.kind is Kind.HAND_OUT]
    assert page.navigator.went == [("qr", "c1", 123, entry.intent, 1347)]
    assert page.shop.api.asked == []
    assert page.shop.pokes == 0  # its code's page has it sent, once the code is on the glass


def test_until_it_is_sent_the_tile_shows_its_code_and_issues_no_other(page: Page) -> None:
    page.shop.keep_ready(2)
    page.shop.api.script(Call.VALIDATE, OFFLINE)
    page.open()
    page.press()
    page.send()
    page.open()
    tile = page.tile
    assert (tile.action, tile.is_busy, tile.offers) == (Action.SHOW_QR, False, ())
    assert tile.pill
    assert (tile.pill.text, tile.pill.sense) == ("New stamp waiting", Sense.WAITS)
    assert tile.caption == "The stamp works as soon as this counter is online again."
    assert Lane.LOOK not in page.work.held  # the service would say that it is switched off
    page.press()
    assert len(page.shop.ready()) == 1
    page.navigator.went.clear()
    page.presenter.show_qr_pressed(123)
    assert page.navigator.went == [("qr", "c1", 123, None, 1347)]


def test_a_refused_instant_stamp_leaves_the_way_to_a_new_one(page: Page) -> None:
    page.shop.keep_ready(1)
    page.open()
    page.press()
    page.shop.api.script(Call.UPDATE, refused("This stamp is blocked."))
    page.send()
    page.open()
    assert page.tile.action is Action.SWITCH  # a new one, or this one after all


# Trouble


def test_a_card_that_was_taken_out_meanwhile_is_said(page: Page) -> None:
    page.open()
    page.shop.settings = replace(page.shop.settings, cards=())
    page.presenter.issues.issue_pressed(123)
    page.work.release(Lane.DISK)
    assert page.tile.note
    assert page.tile.note.what == "This stamp card is not set up any more."


def test_trouble_with_the_disk_is_said_and_can_be_tried_again(page: Page) -> None:
    page.presenter.issues._issuing = FullDisk()  # type: ignore[assignment]
    page.open()
    page.press()
    assert page.tile.note
    assert page.tile.note.what == "This computer is almost full."
    assert page.tile.action is Action.ISSUE
    assert page.shop.pokes == 0


class FullDisk:
    """Issuing on a disk that has no room."""

    def open(self, request: object) -> None:
        raise StoreTrouble(DiskReason.FULL, "no room")
