"""What stands behind a tile's three dots: what is offered when, each press once, what is asked, what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import HasCard
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change
from kiosk_app.presenters.edit_talk import EditTalk
from kiosk_app.presenters.issue_fields import TypedFields
from kiosk_app.presenters.tile_view import Action, Offer, Sense
from kiosk_app.services.stamp_edits import StampEdit, StampEdits
from kiosk_app.services.visits import VisitRequest
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import COFFEE
from tests.unit.presenters.test_customer import Page, offered
from tests.unit.presenters.test_visit_talk import Tile

OF_A_STAMP = [Offer.DATES, Offer.SWITCH_OFF, Offer.RESET_PIN, Offer.DELETE]
WAS = TypedFields("2026-03-14", "2027-03-14")


@pytest.fixture
def tile(tmp_path: Path) -> Tile:
    return Tile(tmp_path)


def talk(tile: Tile) -> EditTalk:
    return tile.page.presenter.edits


def take(tile: Tile, offer: Offer) -> None:
    talk(tile).offer_taken(123, offer)
    tile.settle()


def labels(tile: Tile) -> list[str]:
    return [one.label for one in tile.page.tile.offers]


def asked(tile: Tile) -> tuple[str, str]:
    note = tile.page.tile.note
    return (note.what, note.advice) if note else ("", "")


# What is offered


@pytest.mark.parametrize(
    ("stamp", "offers", "missing"),
    [
        ({}, OF_A_STAMP, ""),
        ({"visits": 10}, OF_A_STAMP, ""),
        (
            {"start": date(2026, 12, 1)},
            [Offer.DATES, Offer.SWITCH_OFF, Offer.DELETE],
            "Its PIN can be reset once it has begun.",
        ),
        (
            {"end": date(2026, 11, 3)},
            [Offer.ISSUE, Offer.DATES, Offer.DELETE],
            "It has expired: change its dates first.",
        ),
        (
            {"active": False},
            [Offer.ISSUE, Offer.DATES, Offer.SWITCH_ON, Offer.DELETE],
            "Its PIN can be reset once it is switched on.",
        ),
        (
            {"active": False, "end": date(2026, 11, 3)},
            [Offer.ISSUE, Offer.DATES, Offer.SWITCH_ON, Offer.DELETE],
            "Its PIN can be reset once it is switched on.",
        ),
        ({"redeemed": True}, [Offer.ISSUE, Offer.DELETE], "This stamp is redeemed: it can only be deleted."),
    ],
)
def test_each_stamp_offers_what_can_be_done_to_it(
    tmp_path: Path, stamp: dict[str, Any], offers: list[Offer], missing: str
) -> None:
    tile = Tile(tmp_path, **stamp)
    assert (offered(tile.page.tile), tile.page.tile.not_offered) == (offers, missing)


@pytest.mark.parametrize(
    ("stamp", "barred"),
    [
        ({}, []),
        ({"start": date(2026, 12, 1)}, [Offer.RESET_PIN]),
        ({"end": date(2026, 11, 3)}, [Offer.RESET_PIN]),
        ({"active": False}, [Offer.RESET_PIN]),
        ({"redeemed": True}, [Offer.DATES, Offer.SWITCH_OFF, Offer.SWITCH_ON, Offer.RESET_PIN]),
    ],
)
def test_what_the_services_bar_is_not_offered(tmp_path: Path, stamp: dict[str, Any], barred: list[Offer]) -> None:
    tile = Tile(tmp_path, **stamp)
    assert not set(offered(tile.page.tile)) & set(barred)
    for offer in barred:
        take(tile, Offer.DATES) if offer is Offer.DATES else None
        talk(tile).dates_given(123, replace(WAS, end="2028-01-01"))
        take(tile, offer)
        assert tile.shop.entries() == ()
        assert asked(tile)[0], "the service says why"


def test_another_stamp_is_among_them_where_the_card_allows_it(tmp_path: Path) -> None:
    tile = Tile(tmp_path, replace(COFFEE, has_card=HasCard.ASK))
    assert labels(tile) == ["Issue another", "Change dates", "Switch it off", "Reset PIN", "Delete stamp"]


def test_without_a_stamp_there_is_only_another_way_to_issue_one(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.open()
    assert [one.label for one in page.tile.offers] == ["Issue stamp…"]


def test_what_waits_is_reckoned_with(tile: Tile) -> None:
    tile.shop.stamp_edits.switch(StampEdit("by command", 1301), on=False)
    tile.page.presenter.changed()
    tile.settle()
    assert offered(tile.page.tile) == [Offer.DATES, Offer.SWITCH_ON, Offer.DELETE]
    tile.shop.stamp_edits.delete(StampEdit("another", 1301))
    tile.page.presenter.changed()
    tile.settle()
    assert tile.page.tile.offers == ()


# Dates


def test_dates_begin_as_they_are_and_what_was_typed_is_sent(tile: Tile) -> None:
    take(tile, Offer.DATES)
    fields = tile.page.view.fields[123]
    assert (fields.typed, fields.of_stamp) == (WAS, True)
    talk(tile).dates_given(123, replace(WAS, end="2028-01-31"))
    assert tile.page.tile.is_busy
    talk(tile).dates_given(123, replace(WAS, end="2028-02-28"))
    tile.settle()
    assert (tile.page.view.fields, tile.page.tile.caption, tile.shop.pokes) == ({}, "A change is on its way", 1)
    tile.send()
    assert (tile.page.pill(), tile.page.tile.dates) == ("Dates changed", "Valid until 31 January 2028")
    (sent,) = tile.shop.api.told(Call.UPDATE)
    assert isinstance(sent.holds, Change)
    assert (sent.holds.start, sent.holds.end) == (None, date(2028, 1, 31))


def test_dates_that_nobody_saved_are_gone_with_the_page(tile: Tile) -> None:
    take(tile, Offer.DATES)
    tile.page.view.type(123, end="2028-01-31")
    tile.page.presenter.left()
    tile.page.presenter.opened("c1")
    tile.settle()
    assert (tile.page.view.fields, tile.shop.entries()) == ({}, ())


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (replace(WAS, end="soon"), "end", "End: “soon” is not a date. Write it like 2026-11-21."),
        (
            replace(WAS, end="2031-11-22"),
            "end",
            "End: “2031-11-22” is too far ahead. Five years from today is the most.",
        ),
        (replace(WAS, start="2027-03-15"), "end", "End: the end is before the start. Choose a later end."),
        (replace(WAS, end="2026-11-20"), "end", "End: “2026-11-20” is already over. Choose a later day."),
    ],
)
def test_dates_that_cannot_be_get_a_sentence_at_their_field(
    tile: Tile, typed: TypedFields, field: str, sentence: str
) -> None:
    take(tile, Offer.DATES)
    talk(tile).dates_given(123, typed)
    tile.settle()
    fields = tile.page.view.fields[123]
    assert (fields.problems, fields.typed) == ({field: sentence}, typed)
    assert (tile.shop.entries(), tile.page.tile.is_busy) == ((), False)
    talk(tile).dates_given(123, replace(WAS, end="2027-06-01"))
    tile.settle()
    assert len(tile.shop.entries()) == 1


def test_dates_as_they_were_send_nothing_and_say_so(tile: Tile) -> None:
    take(tile, Offer.DATES)
    talk(tile).dates_given(123, WAS)
    tile.settle()
    assert (tile.shop.entries(), tile.shop.pokes, tile.page.view.fields) == ((), 0, {})
    assert tile.page.pill() == "Dates as they were"


def test_a_stamp_that_has_ended_lives_again_with_a_later_end(tmp_path: Path) -> None:
    tile = Tile(tmp_path, end=date(2026, 11, 3))
    take(tile, Offer.DATES)
    talk(tile).dates_given(123, TypedFields("2026-03-14", "2027-11-03"))
    tile.settle()
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.ADD, "Dates changed")


def test_not_now_leaves_the_dates(tile: Tile) -> None:
    take(tile, Offer.DATES)
    talk(tile).offer_declined(123)
    talk(tile).dates_given(123, replace(WAS, end="2028-01-31"))
    tile.settle()
    assert (tile.page.view.fields, tile.shop.entries()) == ({}, ())


# Off and on


def test_switched_off_and_on_again(tile: Tile) -> None:
    take(tile, Offer.SWITCH_OFF)
    shown = tile.page.tile
    assert (shown.action, shown.status, shown.caption) == (
        Action.NOTHING,
        "The stamp is being switched off",
        shown.status,
    )
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.SWITCH, "Switched off")
    assert not tile.shop.api.stamps[1301].new.active
    talk(tile).switch_on_pressed(123)
    talk(tile).switch_on_pressed(123)
    assert tile.page.tile.is_busy
    tile.settle()
    assert (tile.page.tile.is_busy, tile.page.tile.caption) == (True, "The stamp is being switched on")
    assert len(tile.shop.entries()) == 2
    tile.send()
    assert (tile.page.tile.action, tile.marks, tile.page.pill()) == (Action.ADD, (7, 0), "Switched on")


def test_without_internet_it_waits_to_be_switched_off_and_can_be_kept(tile: Tile) -> None:
    tile.shop.clock.advance(120)
    tile.shop.api.script(Call.VALIDATE, OFFLINE)
    take(tile, Offer.SWITCH_OFF)
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.NOTHING, "1 waiting")
    assert tile.page.tile.status.startswith("No internet. It is saved")
    take(tile, Offer.SWITCH_ON)
    assert tile.page.tile.action is Action.ADD
    tile.shop.clock.advance(60)
    tile.send()
    assert tile.shop.api.stamps[1301].new.active


def test_what_is_being_deleted_is_not_switched_on(tmp_path: Path) -> None:
    tile = Tile(tmp_path, active=False)
    tile.shop.stamp_edits.delete(StampEdit("press", 1301))
    talk(tile).switch_on_pressed(123)
    tile.settle()
    assert tile.note == "This stamp is being deleted."
    assert tile.page.tile.note
    assert tile.page.tile.note.sense is Sense.REFUSED


# The PIN


def test_the_pin_is_reset_and_that_is_said_until_something_else_is_pressed(tile: Tile) -> None:
    take(tile, Offer.RESET_PIN)
    assert tile.page.tile.caption == "A change is on its way"
    tile.send()
    (sent,) = tile.shop.api.told(Call.UPDATE)
    assert isinstance(sent.holds, Change)
    assert (sent.holds.reset_pin, tile.page.pill()) == (True, "PIN reset")
    tile.add()
    assert tile.page.pill() == ""


# For good


def test_a_deletion_asks_first_and_says_that_it_is_for_good(tile: Tile) -> None:
    take(tile, Offer.DELETE)
    assert asked(tile) == (
        "Delete this stamp for good?",
        "Its 7 visits and its link go with it, and never come back.",
    )
    assert (tile.page.tile.action, tile.shop.entries()) == (Action.DELETE, ())
    talk(tile).offer_declined(123)
    talk(tile).delete_confirmed(123)
    tile.settle()
    assert (tile.page.tile.action, tile.note, tile.shop.entries()) == (Action.ADD, "", ())


def test_a_stamp_without_visits_is_asked_about_without_them(tmp_path: Path) -> None:
    tile = Tile(tmp_path, visits=0)
    take(tile, Offer.DELETE)
    assert asked(tile)[1] == "Its link goes with it, and never comes back."


def test_a_stamp_is_deleted_once_and_the_next_can_be_issued(tile: Tile) -> None:
    take(tile, Offer.DELETE)
    talk(tile).delete_confirmed(123)
    talk(tile).delete_confirmed(123)
    assert (tile.page.tile.is_busy, tile.page.tile.action) == (True, Action.DELETE)
    tile.settle()
    assert (tile.page.tile.is_busy, tile.page.tile.caption) == (True, "The stamp is being deleted")
    tile.send()
    assert [entry.kind for entry in tile.shop.entries()] == [Kind.DELETE]
    assert 1301 not in tile.shop.api.stamps
    assert (tile.page.tile.action, tile.page.pill()) == (Action.ISSUE, "Deleted for good")


def test_a_deletion_is_no_news_once_a_new_stamp_was_pressed(tile: Tile) -> None:
    take(tile, Offer.DELETE)
    talk(tile).delete_confirmed(123)
    tile.settle()
    tile.send()
    tile.shop.api.script(Call.CREATE, refused("Not enough credit."))
    tile.page.press()
    tile.send()
    assert tile.page.tile.note is not None
    assert tile.page.pill() != "Deleted for good"


def test_while_a_deletion_waits_a_new_stamp_can_be_issued(tile: Tile) -> None:
    tile.shop.clock.advance(120)
    tile.shop.api.script(Call.DELETE, OFFLINE)
    tile.shop.api.script(Call.VALIDATE, OFFLINE)
    take(tile, Offer.DELETE)
    talk(tile).delete_confirmed(123)
    tile.settle()
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.ISSUE, "1 waiting")
    tile.page.press()
    assert [entry.kind for entry in tile.shop.entries()] == [Kind.DELETE, Kind.ISSUE]


def test_a_question_is_about_the_stamp_that_was_shown(tile: Tile) -> None:
    tile.shop.put_stamp(1302, 2, end=date(2027, 1, 1))
    take(tile, Offer.DELETE)
    tile.page.presenter.changed()
    tile.settle()  # the other one ends first, and is shown now
    assert (tile.page.tile.count, tile.page.tile.action) == ("2", Action.ADD)


# Trouble


def test_a_refusal_is_quoted_on_the_tile(tile: Tile) -> None:
    tile.shop.api.script(Call.UPDATE, refused("This stamp is blocked."))
    take(tile, Offer.RESET_PIN)
    tile.send()
    assert tile.note == "The service said no Its message: “This stamp is blocked.”"
    take(tile, Offer.RESET_PIN)
    assert tile.note == ""


def test_a_full_disk_is_said_and_nothing_was_changed(tile: Tile) -> None:
    talk(tile)._edits = FullDisk(tile.shop.store, tile.shop.clock)
    take(tile, Offer.RESET_PIN)
    assert tile.note.startswith("This computer is almost full.")
    assert (tile.page.tile.is_busy, tile.shop.pokes) == (False, 0)


class FullDisk(StampEdits):
    """Edits on a disk that has no room."""

    def reset_pin(self, edit: StampEdit) -> Any:
        raise StoreTrouble(DiskReason.FULL, "no room")


def test_a_page_that_was_left_has_its_edit_sent_all_the_same(tile: Tile) -> None:
    talk(tile).offer_taken(123, Offer.RESET_PIN)
    tile.page.presenter.left()
    tile.settle()
    assert (len(tile.shop.entries()), tile.shop.pokes) == (1, 1)


# What only a person can tell


def lose_a_visit(tile: Tile) -> None:
    """While another counter adds one too."""
    tile.shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    tile.add()
    tile.send()
    tile.shop.api.add(1301)
    for _ in range(2):
        tile.shop.clock.advance(31)
        tile.shop.sender.prove_next()
    tile.page.presenter.changed()
    tile.settle()


def test_a_visit_that_only_a_person_can_tell_of_leads_to_its_question(tile: Tile) -> None:
    lose_a_visit(tile)
    shown = tile.page.tile
    assert (tile.page.pill(), shown.caption) == ("Needs checking", "Did the visit count? Only a person can tell.")
    assert (shown.action, shown.has_code) == (Action.ANSWER, True)
    tile.page.presenter.answer_pressed(123)
    assert tile.page.navigator.went == [("outbox", tile.shop.entries()[0].id)]


def test_once_it_is_answered_the_tile_goes_on(tile: Tile) -> None:
    lose_a_visit(tile)
    tile.shop.resolving.counted(tile.shop.entries()[0].id)
    tile.page.presenter.changed()
    tile.settle()
    assert tile.page.tile.action is Action.ADD
    tile.page.presenter.answer_pressed(123)
    assert tile.page.navigator.went == []


def test_what_is_held_is_a_question_too(tile: Tile) -> None:
    tile.shop.visits.add(VisitRequest("before the restore", 1301))
    with tile.shop.store.writing() as work:
        work.journal.hold(work.journal.open_on(1301)[0])
    tile.page.presenter.changed()
    tile.settle()
    shown = tile.page.tile
    assert (shown.action, shown.is_busy, tile.page.pill()) == (Action.ANSWER, False, "Needs checking")
    assert tile.shop.entries()[0].state is State.WAITING


# Looks


@pytest.mark.parametrize(
    ("stamp", "looks"),
    [
        ({}, 1),
        ({"end": date(2026, 11, 3)}, 0),
        ({"redeemed": True}, 0),
        ({"active": False}, 0),
        ({"start": date(2026, 12, 1)}, 0),
    ],
)
def test_only_what_can_be_used_is_looked_at(tmp_path: Path, stamp: dict[str, Any], looks: int) -> None:
    tile = Tile(tmp_path, **stamp)
    tile.page.look() if looks else None
    assert len(tile.shop.api.told(Call.VALIDATE)) == looks
    assert (len(tile.page.work.held), tile.note) == (0, "")
