"""Corrections: taken back with a note, or moved to the right customer in one step that can be cut short anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Why
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.services.corrections import Move, MoveOpened, TakeBack
from kiosk_app.services.issuing import IssueRequest
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import COFFEE, Shop, why_of

WRONG, RIGHT = 1301, 1302
KIM = Customer("c2", Details(name="Kim Minji"))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Brown's stamp has the visit that was Kim's."""
    shop = Shop(tmp_path)
    shop.put_stamp(WRONG, visits=7)
    with shop.store.writing() as work:
        work.directory.add(KIM)
    return shop


def visited(shop: Shop, count: int = 1, *, sent: bool = True) -> Entry:
    """The first of so many visits that were added to the wrong stamp by one press."""
    with shop.store.writing() as work:
        drafts = [Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", WRONG) for _ in range(count)]
        entries = work.journal.open(new_id(), drafts).entries
    if sent:
        send_all(shop)
    return entries[0]


def send_all(shop: Shop) -> None:
    while shop.send():
        pass


def take_back(shop: Shop, **more: object) -> tuple[Entry, ...]:
    return shop.corrections.take_back(replace(TakeBack("correction", WRONG), **more)).entries  # type: ignore[arg-type]


def move(shop: Shop, **more: object) -> MoveOpened:
    return shop.corrections.move(replace(Move("move", WRONG, "c2"), **more))  # type: ignore[arg-type]


def why_not(shop: Shop, **more: object) -> Hindrance | Bar:
    """Why it cannot be moved; and then nothing was opened."""
    before = shop.entries()
    with pytest.raises(CannotCorrect) as caught:
        move(shop, **more)
    assert shop.entries() == before
    return why_of(caught.value)


def kinds(entries: tuple[Entry, ...]) -> list[tuple[Kind, object, State]]:
    return [(entry.kind, entry.stamp_idx, entry.state) for entry in entries]


def truth(shop: Shop) -> tuple[int, int]:
    return shop.api.stamps[WRONG].visits, shop.api.stamps[RIGHT].visits


# Taking back


def test_a_visit_is_taken_back_with_a_note_that_stays_here(shop: Shop) -> None:
    original = visited(shop)
    (entry,) = take_back(shop, original=original.id, note=" pressed  twice ")
    send_all(shop)
    assert (entry.kind, entry.corrects, entry.note) == (Kind.TAKE_BACK, original.id, "pressed twice")
    assert shop.api.stamps[WRONG].visits == 7
    assert [asked.holds for asked in shop.api.told(Call.REMOVE)] == [None]


def test_several_are_taken_back_by_one_press(shop: Shop) -> None:
    take_back(shop, count=3)
    send_all(shop)
    assert shop.api.stamps[WRONG].visits == 4


def test_the_same_press_again_takes_nothing_more_back(shop: Shop) -> None:
    assert take_back(shop) == take_back(shop)
    send_all(shop)
    assert shop.api.stamps[WRONG].visits == 6


def test_a_visit_is_taken_back_once(shop: Shop) -> None:
    original = visited(shop)
    take_back(shop, original=original.id)
    with pytest.raises(CannotCorrect) as caught:
        take_back(shop, intent="another press", original=original.id)
    assert why_of(caught.value) is Hindrance.TAKEN_BACK_ALREADY


def test_one_that_was_refused_can_be_asked_for_again(shop: Shop) -> None:
    original = visited(shop)
    shop.api.script(Call.REMOVE, refused("Not today."))
    take_back(shop, original=original.id)
    send_all(shop)
    take_back(shop, intent="another press", original=original.id)
    send_all(shop)
    assert shop.api.stamps[WRONG].visits == 7


def test_a_visit_that_was_not_sent_yet_is_cancelled_instead(shop: Shop) -> None:
    original = visited(shop, sent=False)
    came = shop.corrections.take_back(TakeBack("correction", WRONG, original=original.id))
    assert (came.entries, came.cancelled and came.cancelled.why) == ((), Why.UNDONE)
    send_all(shop)
    assert shop.api.asked == []


def test_of_three_that_wait_one_is_cancelled(shop: Shop) -> None:
    first = visited(shop, 3, sent=False)
    shop.corrections.take_back(TakeBack("correction", WRONG, original=first.id))
    send_all(shop)
    assert shop.api.stamps[WRONG].visits == 9


def test_a_visit_in_doubt_has_to_be_known_first(shop: Shop) -> None:
    shop.api.script(Call.ADD, lost(Call.ADD))
    original = visited(shop)
    with pytest.raises(CannotCorrect) as caught:
        take_back(shop, original=original.id)
    assert why_of(caught.value) is Hindrance.NOT_KNOWN_YET


def test_there_must_be_so_many(shop: Shop) -> None:
    with pytest.raises(CannotCorrect) as caught:
        take_back(shop, count=8)
    assert why_of(caught.value) is Bar.TOO_FEW_VISITS
    visited(shop, sent=False)
    assert len(take_back(shop, count=8)) == 8


def test_of_a_stamp_nobody_has_looked_at_the_service_is_asked_before_any_is_taken_back(shop: Shop) -> None:
    shop.put_stamp(WRONG, visits=None, as_of=None)
    shop.api.add(WRONG)
    take_back(shop, count=2)
    send_all(shop)
    assert [entry.state for entry in shop.entries()] == [State.DONE, State.REFUSED]
    assert shop.api.stamps[WRONG].visits == 0


def test_the_stamp_is_told_as_it_will_be(shop: Shop) -> None:
    with shop.store.writing() as work:
        later = Change(start=date(2026, 12, 1))
        work.journal.open("dates", [Draft(work.journal.fresh_reference(), Kind.CHANGE, 123, "c1", WRONG, later)])
    with pytest.raises(CannotCorrect) as caught:
        take_back(shop)
    assert isinstance(caught.value.why, Barred)
    assert (caught.value.why.bar, caught.value.why.stamp and caught.value.why.stamp.start) == (
        *(Bar.NOT_BEGUN, date(2026, 12, 1)),
    )


@pytest.mark.parametrize("more", [{"count": 0}, {"count": 1000}, {"count": 2, "original": 1}, {"note": "x" * 301}])
def test_what_cannot_be_meant_is_refused(shop: Shop, more: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        take_back(shop, **more)


# Moving


def test_a_visit_moves_to_the_right_customer_in_one_step(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    original = visited(shop)
    came = move(shop, original=original.id, note="Kim paid")
    assert kinds(came.opened.entries) == [
        (Kind.VISIT, RIGHT, State.WAITING),
        (Kind.TAKE_BACK, WRONG, State.WAITING),
    ]
    assert (came.customer.id, came.issues) == ("c2", False)
    assert {entry.note for entry in came.opened.entries} == {"Kim paid"}
    send_all(shop)
    assert truth(shop) == (7, 3)


def test_refused_there_nothing_has_happened_here(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    shop.api.script(Call.ADD, refused("Not today."))
    move(shop)
    send_all(shop)
    assert [(entry.state, entry.why) for entry in shop.entries()] == [
        (State.REFUSED, Why.ANSWERED),
        (State.CANCELLED, Why.LEADER_FAILED),
    ]
    assert truth(shop) == (7, 2)


def test_of_several_only_those_that_arrived_are_taken_back(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    move(shop, count=3)
    shop.send()
    shop.api.script(Call.ADD, refused("Not this one."))
    send_all(shop)
    assert truth(shop) == (5, 4)


def test_nothing_is_taken_back_while_nobody_knows_whether_it_was_added(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    move(shop)
    send_all(shop)
    assert truth(shop) == (7, 3)
    shop.clock.advance(1)
    shop.sender.prove_next()
    send_all(shop)
    assert truth(shop) == (6, 3)


def test_without_a_stamp_of_that_card_one_is_issued_first(shop: Shop) -> None:
    came = move(shop, count=2)
    assert came.issues
    send_all(shop)
    assert [asked.call for asked in shop.api.asked if asked.changes] == [
        *(Call.CREATE, Call.ADD, Call.REMOVE, Call.ADD, Call.REMOVE),
    ]
    (new,) = (one for idx, one in shop.api.stamps.items() if idx != WRONG)
    assert (new.visits, new.new.user.name, shop.api.stamps[WRONG].visits) == (2, "Kim Minji", 5)


def test_a_card_that_counts_the_first_visit_counts_the_one_that_is_moved(shop: Shop) -> None:
    shop.settings = replace(shop.settings, cards=(replace(COFFEE, first_visit=True),))
    move(shop)
    send_all(shop)
    assert [one.visits for one in shop.api.stamps.values()] == [6, 1]


def test_an_issue_that_fails_leaves_all_as_it_was(shop: Shop) -> None:
    shop.api.script(Call.CREATE, refused("No."))
    move(shop)
    send_all(shop)
    assert [entry.state for entry in shop.entries()] == [State.REFUSED, State.CANCELLED, State.CANCELLED]
    assert shop.api.stamps[WRONG].visits == 7


def test_what_is_given_for_a_lost_stamp_takes_the_rest_of_the_move_along(shop: Shop) -> None:
    shop.api.script(Call.CREATE, lost(Call.CREATE))
    opened = move(shop).opened
    send_all(shop)
    shop.resolving.give_new(opened.entries[0].id)
    send_all(shop)
    assert [one.visits for one in shop.api.stamps.values()] == [6, 1]


def test_a_stamp_that_is_on_its_way_is_the_one(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c2"))
    came = move(shop)
    assert (came.issues, kinds(came.opened.entries)[0][:2]) == (False, (Kind.VISIT, None))
    send_all(shop)
    assert [one.visits for one in shop.api.stamps.values()] == [6, 1]


def test_an_instant_stamp_is_handed_out_where_one_is_ready(shop: Shop) -> None:
    shop.keep_ready()
    came = move(shop)
    assert came.opened.entries[0].kind is Kind.HAND_OUT
    send_all(shop)
    (ready,) = (one for idx, one in shop.api.stamps.items() if idx != WRONG)
    assert (ready.visits, shop.api.stamps[WRONG].visits) == (1, 6)


def test_a_visit_that_was_not_sent_yet_goes_to_the_right_stamp_alone(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    original = visited(shop, sent=False)
    came = move(shop, original=original.id)
    assert kinds(came.opened.entries) == [(Kind.VISIT, RIGHT, State.WAITING)]
    assert came.opened.cancelled
    send_all(shop)
    assert truth(shop) == (7, 3)
    assert shop.api.told(Call.REMOVE) == []


def test_the_same_press_again_moves_nothing_more(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    first, second = move(shop), move(shop)
    assert (first.opened.entries, second.opened.existing) == (second.opened.entries, True)
    send_all(shop)
    assert truth(shop) == (6, 3)


def test_of_two_right_stamps_the_one_with_a_place_left_is_taken_or_the_one_that_is_meant(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=10, customer_id="c2", end=date(2026, 12, 1))
    shop.put_stamp(1303, visits=1, customer_id="c2")
    assert move(shop).opened.entries[0].stamp_idx == 1303
    assert why_not(shop, intent="another", to_stamp=RIGHT) is Bar.FULL
    assert why_not(shop, intent="another", to_stamp=999) is Bar.NO_SUCH_STAMP


def test_a_right_stamp_without_room_is_told_of(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=9, customer_id="c2")
    assert why_not(shop, count=2) is Bar.TOO_FEW_PLACES
    shop.put_stamp(RIGHT, visits=10, customer_id="c2")
    assert why_not(shop) is Bar.FULL


def test_a_right_stamp_nobody_has_looked_at_has_the_cards_places(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=None, places=None, as_of=None, customer_id="c2")
    shop.settings = replace(shop.settings, cards=(replace(COFFEE, places=4),))
    assert why_not(shop, count=5) is Bar.TOO_FEW_PLACES
    assert len(move(shop, count=4).opened.entries) == 8


def test_what_the_count_shows_already_is_not_counted_twice_while_nobody_knows(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=8, customer_id="c2")
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    move(shop)
    shop.send()
    shop.clock.advance(1)
    shop.looking.look(RIGHT, 5.0)
    assert shop.entries()[-2].state is State.UNKNOWN
    assert len(move(shop, intent="another").opened.entries) == 2
    assert why_not(shop, intent="a third") is Bar.FULL


def test_where_it_cannot_be_nothing_is_opened_and_it_says_why(shop: Shop) -> None:
    assert why_not(shop, to_customer_id="c1") is Hindrance.SAME_CUSTOMER
    assert why_not(shop, to_customer_id="nobody") is Hindrance.NO_SUCH_CUSTOMER
    assert why_not(shop, stamp_idx=999) is Bar.NO_SUCH_STAMP
    assert why_not(shop, original=999) is Hindrance.NOT_ITS_VISIT
    assert why_not(shop, count=8) is Bar.TOO_FEW_VISITS
    assert why_not(shop, count=11) is Bar.TOO_FEW_PLACES
    shop.settings = replace(shop.settings, cards=(replace(COFFEE, active=False),))
    assert why_not(shop) is Hindrance.CANNOT_COUNT
    shop.settings = replace(shop.settings, cards=())
    assert why_not(shop) is Hindrance.NO_CARD


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"redeemed": True}, Bar.REDEEMED),
        ({"active": False}, Bar.SWITCHED_OFF),
        ({"end": date(2026, 11, 3)}, Bar.EXPIRED),
        ({"start": date(2026, 12, 1)}, Bar.NOT_BEGUN),
    ],
)
def test_a_wrong_stamp_that_takes_nothing_is_told_of(shop: Shop, more: dict[str, object], why: Bar) -> None:
    shop.put_stamp(WRONG, visits=7, **more)
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    assert why_not(shop) is why


def test_what_waits_for_a_stamp_counts_as_done(shop: Shop) -> None:
    with shop.store.writing() as work:
        for stamp_idx, kind, fields in (
            (WRONG, Kind.CHANGE, Change(active=False)),
            (RIGHT, Kind.DELETE, None),
        ):
            work.journal.open(new_id(), [Draft(work.journal.fresh_reference(), kind, 123, "c1", stamp_idx, fields)])
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    assert why_not(shop) is Bar.SWITCHED_OFF
    assert why_not(shop, to_stamp=RIGHT) is Bar.BEING_DELETED


def test_without_the_internet_a_move_waits_whole(shop: Shop) -> None:
    shop.put_stamp(RIGHT, visits=2, customer_id="c2")
    shop.api.script(Call.ADD, OFFLINE, OFFLINE)
    move(shop)
    shop.send()
    assert [entry.state for entry in shop.entries()] == [State.WAITING, State.WAITING]
    shop.clock.advance(60)
    shop.send()
    shop.clock.advance(60)
    send_all(shop)
    assert truth(shop) == (6, 3)
