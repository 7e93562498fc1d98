"""Visits and rewards on a customer's page: the mark at once, what became of it, undo, the pause, and the next stamp."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.presenters.tile_view import Action
from kiosk_app.services.visits import VisitRequest
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import COFFEE
from tests.unit.presenters.test_customer import Page

NO_PAUSE = replace(COFFEE, pause_s=0)


class Tile:
    """The one tile of a page whose customer has a stamp of it, and the finger on it."""

    def __init__(self, folder: Path, card: StampCard = COFFEE, visits: int = 7, **stamp: Any) -> None:
        self.page = Page(folder, card)
        self.shop = self.page.shop
        self.talk = self.page.presenter.visits
        self.stamp = self.shop.put_stamp(visits=visits, **stamp)
        self.page.open()

    def add(self, count: int = 1) -> None:
        self.talk.add_pressed(123, count)
        self.page.settle()

    def send(self) -> None:
        self.page.send()

    def wait(self, seconds: float) -> None:
        self.shop.clock.advance(seconds)
        self.page.presenter.ticked()
        self.page.settle()

    def settle(self) -> None:
        self.page.settle()

    @property
    def marks(self) -> tuple[int, int]:
        """Confirmed, and told as unconfirmed."""
        return self.page.tile.marks.visits, self.page.tile.marks.waiting

    @property
    def note(self) -> str:
        note = self.page.tile.note
        return f"{note.what} {note.advice}".strip() if note else ""

    @property
    def truth(self) -> int:
        return self.shop.api.stamps[1301].visits


@pytest.fixture
def tile(tmp_path: Path) -> Tile:
    return Tile(tmp_path)


# A visit


def test_the_mark_is_there_at_once_and_told_as_unconfirmed(tile: Tile) -> None:
    tile.talk.add_pressed(123, 1)
    shown = tile.page.tile
    assert (tile.marks, shown.count, tile.shop.entries()) == ((7, 1), "8", ())
    assert shown.marks.spoken == "8 of 10 visits, 1 waiting, 2 more to a free coffee"
    assert shown.caption == "7 counted, 1 on its way"


def test_a_visit_that_arrived_is_said_and_can_be_undone_for_twelve_seconds(tile: Tile) -> None:
    tile.add()
    assert (tile.marks, tile.page.pill()) == ((7, 1), "")
    tile.send()
    assert (tile.marks, tile.page.pill(), tile.truth) == ((8, 0), "Visit added", 8)
    assert tile.page.tile.pill
    assert tile.page.tile.pill.spoken == "Visit added — 8 of 10"
    assert (tile.page.tile.marks.fresh, tile.page.tile.action, tile.page.view.is_timed) == (1, Action.ADD, True)
    tile.wait(11.9)
    assert tile.page.tile.undo
    tile.wait(0.1)
    over = tile.page.tile
    assert over.undo is None
    assert (over.marks.fresh, tile.page.pill()) == (0, "")


def test_the_mark_never_goes_while_the_journal_is_read(tile: Tile) -> None:
    seen = []
    tile.talk.add_pressed(123, 1)
    tile.page.presenter.changed()  # a read that is handed in before anything came back
    while Lane.DISK in tile.page.work.held:
        tile.page.work.release(Lane.DISK)
        seen.append(tile.marks)
    assert set(seen) == {(7, 1)}


def test_several_visits_are_one_press(tile: Tile) -> None:
    tile.add(3)
    entries = tile.shop.entries()
    assert (len(entries), len({entry.intent for entry in entries})) == (3, 1)
    assert tile.marks == (7, 3)


def test_a_double_tap_adds_once_even_where_the_card_has_no_pause(tmp_path: Path) -> None:
    tile = Tile(tmp_path, NO_PAUSE)
    tile.talk.add_pressed(123, 1)
    tile.talk.add_pressed(123, 1)
    tile.settle()
    tile.wait(0.5)
    tile.add()
    assert len(tile.shop.entries()) == 1
    tile.wait(0.2)
    tile.add()
    assert len(tile.shop.entries()) == 2


def test_no_more_can_be_added_than_fit(tile: Tile) -> None:
    assert tile.page.tile.most == 3
    tile.add(2)
    assert tile.page.tile.most == 1


def test_a_visit_is_added_to_the_stamp_that_is_shown(tmp_path: Path) -> None:
    tile = Tile(tmp_path)
    tile.shop.put_stamp(1302, 2, end=date(2027, 1, 1))
    tile.page.presenter.changed()
    tile.settle()
    tile.page.presenter.next_stamp_pressed(123)
    tile.add()
    assert [entry.stamp_idx for entry in tile.shop.entries()] == [1301]
    tile.page.presenter.next_stamp_pressed(123)
    assert (tile.marks, tile.page.tile.undo) == ((2, 0), None)


def test_a_page_that_was_left_has_its_visit_sent_all_the_same(tile: Tile) -> None:
    tile.talk.add_pressed(123, 1)
    tile.page.presenter.left()
    tile.settle()
    assert (len(tile.shop.entries()), tile.shop.pokes) == (1, 1)


# What became of it


def test_without_internet_the_visit_waits_and_is_told_apart(tile: Tile) -> None:
    tile.shop.api.script(Call.VALIDATE, OFFLINE)
    tile.shop.clock.advance(120)
    tile.add(2)
    tile.send()
    assert (tile.marks, tile.page.tile.count, tile.page.pill()) == ((7, 2), "9", "2 waiting")
    assert tile.page.tile.marks.spoken.startswith("9 of 10 visits, 2 waiting")
    assert tile.page.tile.action is Action.ADD


def test_a_refusal_is_quoted_on_the_tile_and_the_mark_goes(tile: Tile) -> None:
    tile.shop.api.script(Call.ADD, refused("This stamp is blocked."))
    tile.add()
    tile.send()
    assert (tile.marks, tile.page.tile.undo) == ((7, 0), None)
    assert tile.note == "The service said no Its message: “This stamp is blocked.”"
    tile.wait(61)
    tile.talk.add_pressed(123, 1)
    assert tile.page.tile.note is None


def test_a_stamp_that_was_filled_elsewhere_says_that_it_is_full(tile: Tile) -> None:
    for _ in range(3):
        tile.shop.api.add(1301)
    tile.shop.clock.advance(120)
    tile.add()
    tile.send()
    assert tile.note == "This card is full. Redeem the reward first."
    assert (tile.marks, tile.page.tile.action) == ((10, 0), Action.REDEEM)


def test_what_a_command_filled_meanwhile_is_not_overfilled(tile: Tile) -> None:
    tile.shop.visits.add(VisitRequest("by command", 1301, 3))
    tile.add()
    assert tile.note == "This card is full. Redeem the reward first."


def test_a_lost_answer_needs_checking_and_then_had_arrived(tile: Tile) -> None:
    tile.shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    tile.add()
    tile.send()
    assert (tile.page.pill(), tile.marks) == ("Needs checking", (7, 1))
    assert tile.page.tile.caption == "We will check by ourselves. Last known count: 7 of 10."
    tile.shop.clock.advance(1)
    tile.shop.sender.prove_next()
    tile.page.presenter.changed()
    tile.settle()
    assert (tile.page.pill(), tile.marks) == ("It had arrived — 8 of 10", (8, 0))


def test_a_lost_visit_that_had_not_arrived_is_sent_again(tile: Tile) -> None:
    tile.shop.api.script(Call.ADD, lost(Call.ADD))
    tile.add()
    tile.send()
    for _ in range(2):
        tile.shop.clock.advance(31)
        tile.shop.sender.prove_next()
    tile.send()
    assert (tile.page.pill(), tile.marks, tile.truth) == ("It had not arrived — sent again", (8, 0), 8)


def test_a_full_disk_is_said_and_the_mark_goes(tile: Tile) -> None:
    tile.talk._services = replace(tile.talk._services, visits=FullDisk())  # type: ignore[arg-type]
    tile.add()
    assert tile.note.startswith("This computer is almost full.")
    assert (tile.marks, tile.shop.pokes) == ((7, 0), 0)


class FullDisk:
    """Visits on a disk that has no room."""

    def add(self, request: object) -> None:
        raise StoreTrouble(DiskReason.FULL, "no room")


# Undo


def test_undo_takes_back_what_arrived(tile: Tile) -> None:
    tile.add(2)
    tile.send()
    tile.send()
    assert tile.page.pill() == "2 visits added"
    tile.talk.undo_pressed(123)
    assert (tile.marks, tile.page.tile.undo) == ((7, 0), None)
    tile.talk.undo_pressed(123)
    tile.settle()
    tile.send()
    tile.send()
    assert (tile.marks, tile.page.pill(), tile.truth) == ((7, 0), "2 visits taken back", 7)
    assert tile.page.tile.action is Action.ADD  # what was taken back holds nobody up


def test_undo_of_what_was_not_sent_cancels_it(tile: Tile) -> None:
    tile.add()
    tile.talk.undo_pressed(123)
    tile.settle()
    assert [entry.state for entry in tile.shop.entries()] == [State.CANCELLED]
    assert (tile.marks, tile.page.pill()) == ((7, 0), "Taken back")
    assert tile.page.tile.pill
    assert tile.page.tile.pill.spoken == "Taken back — 7 of 10 again"


def test_an_undo_that_is_not_sent_yet_says_so(tile: Tile) -> None:
    tile.add()
    tile.send()
    tile.shop.api.script(Call.REMOVE, OFFLINE)
    tile.talk.undo_pressed(123)
    tile.settle()
    assert (tile.page.pill(), tile.page.tile.caption) == ("", "1 is being taken back")
    tile.send()
    assert (tile.page.pill(), tile.page.tile.count) == ("1 waiting", "7")


def test_undo_that_comes_too_late_does_nothing(tile: Tile) -> None:
    tile.add()
    tile.wait(12)
    tile.talk.undo_pressed(123)
    tile.settle()
    assert [entry.kind for entry in tile.shop.entries()] == [Kind.VISIT]


# The pause, and the day


def test_a_second_press_within_the_pause_asks_first(tile: Tile) -> None:
    tile.add()
    tile.send()
    tile.wait(4)
    tile.talk.add_pressed(123, 1)
    meanwhile = tile.page.tile
    assert meanwhile.undo, "nothing moves"
    tile.settle()
    assert (tile.page.tile.action, tile.marks) == (Action.ANYWAY, (8, 0))
    assert tile.page.tile.caption == "Added a moment ago — again in 56 s"
    assert tile.page.tile.undo, "the press before can still be undone"
    tile.talk.anyway_pressed(123, 1)  # the same tap
    tile.wait(1)
    tile.talk.anyway_pressed(123, 1)
    tile.settle()
    tile.send()
    assert (tile.truth, tile.page.tile.action) == (9, Action.ADD)


def test_the_pause_counts_down_where_anybody_comes_back(tile: Tile) -> None:
    tile.add()
    tile.send()
    tile.page.open()
    assert (tile.page.tile.action, tile.page.view.is_timed) == (Action.ANYWAY, True)
    tile.wait(12)
    assert tile.page.tile.caption == "Added a moment ago — again in 48 s"
    tile.wait(48)
    assert (tile.page.tile.action, tile.page.view.is_timed) == (Action.ADD, False)


def test_on_a_day_that_is_over_there_is_nothing_to_press(tmp_path: Path) -> None:
    tile = Tile(tmp_path, replace(NO_PAUSE, per_day=1))
    assert tile.page.tile.most == 1
    tile.add()
    tile.send()
    tile.wait(12)
    shown = tile.page.tile
    assert (shown.action, shown.has_code) == (Action.NOTHING, True)
    assert (shown.caption, shown.status) == ("Today’s visit is counted already.", "The next one counts tomorrow.")


# The reward


def test_the_last_place_is_the_reward_once_it_arrived(tile: Tile) -> None:
    tile.add(3)
    assert (tile.page.tile.action, tile.page.tile.is_busy) == (Action.REDEEM, True)
    for _ in range(3):
        tile.send()
    shown = tile.page.tile
    assert (shown.action, shown.is_busy, tile.page.pill()) == (Action.REDEEM, False, "Full — reward ready")
    assert shown.caption == "Hand over the free coffee first"
    assert shown.undo


def test_a_reward_waits_for_visits_that_wait(tile: Tile) -> None:
    tile.shop.api.script(Call.ADD, OFFLINE)
    tile.add(3)
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.NOTHING, "3 waiting")
    assert tile.page.tile.status == "Redeem it once the visit has arrived."


def test_a_reward_is_asked_about_once_and_redeemed_once(tmp_path: Path) -> None:
    tile = Tile(tmp_path, visits=10)
    tile.talk.redeem_confirmed(123)  # nobody was asked
    tile.talk.redeem_pressed(123)
    assert (tile.page.tile.action, tile.page.tile.caption) == (Action.CONFIRM, "Is the free coffee handed over?")
    tile.talk.not_yet_pressed(123)
    assert tile.page.tile.action is Action.REDEEM
    tile.talk.redeem_pressed(123)
    tile.talk.redeem_confirmed(123)
    assert (tile.page.tile.action, tile.page.tile.is_busy) == (Action.CONFIRM, True)
    tile.talk.redeem_confirmed(123)
    tile.settle()
    assert [entry.kind for entry in tile.shop.entries()] == [Kind.REDEEM]
    tile.send()
    assert (tile.page.pill(), tile.page.tile.action) == ("Reward redeemed", Action.NEXT)
    assert tile.page.tile.caption == "Issue the next Coffee card?"


def test_the_next_stamp_is_issued_or_not_now(tmp_path: Path) -> None:
    tile = redeemed(tmp_path)
    tile.talk.not_now_pressed(123)
    assert (tile.page.tile.action, tile.page.pill()) == (Action.ISSUE, "No stamp yet")
    tile.page.press()
    tile.send()
    assert tile.page.navigator.went[0][:3] == ("qr", "c1", 123)


def redeemed(folder: Path) -> Tile:
    tile = Tile(folder, visits=10)
    tile.talk.redeem_pressed(123)
    tile.talk.redeem_confirmed(123)
    tile.settle()
    tile.send()
    return tile


def test_a_redeeming_that_waits_says_that_it_is_safe(tmp_path: Path) -> None:
    tile = Tile(tmp_path, visits=10)
    tile.shop.api.script(Call.UPDATE, OFFLINE)
    tile.talk.redeem_pressed(123)
    tile.talk.redeem_confirmed(123)
    tile.settle()
    tile.send()
    assert (tile.page.tile.action, tile.page.pill()) == (Action.NOTHING, "1 waiting")
    assert tile.page.tile.status.startswith("No internet. It is saved")


def test_a_redeeming_that_is_refused_is_quoted_and_can_be_tried_again(tmp_path: Path) -> None:
    tile = Tile(tmp_path, visits=10)
    tile.shop.api.script(Call.UPDATE, refused("Not today."))
    tile.talk.redeem_pressed(123)
    tile.talk.redeem_confirmed(123)
    tile.settle()
    tile.send()
    assert tile.note == "The service said no Its message: “Not today.”"
    tile.talk.redeem_pressed(123)
    assert (tile.note, tile.page.tile.action) == ("", Action.CONFIRM)


def test_a_reward_whose_count_changed_meanwhile_is_not_redeemed(tmp_path: Path) -> None:
    tile = Tile(tmp_path, visits=10)
    tile.talk.redeem_pressed(123)
    tile.shop.put_stamp(visits=9)
    tile.talk.redeem_confirmed(123)
    tile.settle()
    assert tile.note == "This card is not full yet: 9 of 10."
    assert tile.shop.entries() == ()


# A scan that adds the visit


def scan(tile: Tile, *, adds: bool = True) -> None:
    """The stamp's code, from another page or over this one."""
    presenter = tile.page.presenter
    if not presenter.points_to("c1", 1301, adds=adds):
        presenter.opened("c1", 1301, adds=adds)
    tile.settle()


def test_a_scan_adds_one_visit_as_a_press_does_and_can_be_undone(tile: Tile) -> None:
    scan(tile)
    assert (tile.marks, len(tile.shop.entries())) == ((7, 1), 1)
    assert tile.page.tile.undo
    tile.page.presenter.changed()  # what is read again is no other scan
    tile.send()
    assert (tile.truth, tile.page.pill()) == (8, "Visit added")
    tile.talk.undo_pressed(123)
    tile.settle()
    tile.send()
    assert tile.truth == 7


def test_a_scan_over_another_page_adds_once_that_is_read(tile: Tile) -> None:
    tile.page.presenter.left()
    tile.page.presenter.opened("c1", 1301, adds=True)
    assert tile.shop.entries() == ()
    tile.settle()
    tile.page.presenter.changed()
    tile.settle()
    assert len(tile.shop.entries()) == 1
    assert tile.page.view.focused == [123]


def test_a_scan_within_the_pause_asks_and_never_passes_it(tile: Tile) -> None:
    for _ in range(3):
        scan(tile)
        tile.wait(13)
    assert len(tile.shop.entries()) == 1
    assert tile.page.tile.action is Action.ANYWAY


@pytest.mark.parametrize(
    ("card", "visits", "stamp", "action"),
    [
        (NO_PAUSE, 10, {}, Action.REDEEM),
        (NO_PAUSE, 7, {"end": date(2026, 11, 3)}, Action.ISSUE),
        (NO_PAUSE, 7, {"active": False}, Action.SWITCH),
        (NO_PAUSE, 7, {"start": date(2026, 12, 24)}, Action.SHOW_QR),
    ],
)
def test_a_scan_presses_nothing_else_that_the_tile_offers(
    tmp_path: Path, card: StampCard, visits: int, stamp: dict[str, Any], action: Action
) -> None:
    tile = Tile(tmp_path, card, visits, **stamp)
    scan(tile)
    assert (tile.shop.entries(), tile.page.tile.action) == ((), action)


def test_a_scan_keeps_the_days_limit(tmp_path: Path) -> None:
    tile = Tile(tmp_path, replace(NO_PAUSE, per_day=1))
    for _ in range(2):
        scan(tile)
        tile.wait(13)
    assert len(tile.shop.entries()) == 1
    assert tile.page.tile.action is Action.NOTHING


def test_who_could_be_somebody_else_is_looked_at_before_a_scan_adds(tile: Tile) -> None:
    with tile.shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Brown Smith", "+1 123-4567-1111")))
    tile.page.presenter.left()
    scan(tile)
    assert tile.shop.entries() == ()
    assert tile.page.view.header
    assert tile.page.view.header.alike
    assert tile.note == "No visit was added yet. Look above who it is, then press Add visit."
    tile.add()
    assert (len(tile.shop.entries()), tile.note) == (1, "")
