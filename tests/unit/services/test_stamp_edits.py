"""Editing a stamp: dates, on and off, PIN, deletion; quick edits go out as one, and nothing is brought back to life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.correction import CannotCorrect
from kiosk_app.domain.entry import Draft, Kind, State, Why
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.visiting import Bar
from kiosk_app.services.stamp_edits import StampEdit
from tests.fakes.stamp_api import lost, refused
from tests.shops import Shop, why_of

STAMP = 1301


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.put_stamp(STAMP, visits=7)
    return shop


def edit(note: str = "") -> StampEdit:
    return StampEdit(new_id(), STAMP, note)


def send_all(shop: Shop) -> None:
    while shop.send():
        pass


def told(shop: Shop) -> list[object]:
    """What the service was told, edit for edit."""
    return [asked.holds for asked in shop.api.told(Call.UPDATE)]


def ours(shop: Shop) -> tuple[date, date, bool]:
    stamp = shop.looking.ours(STAMP)
    assert stamp
    return stamp.start, stamp.end, stamp.active


def test_only_the_date_that_changes_is_sent_with_what_the_stamp_has_besides(shop: Shop) -> None:
    opened = shop.stamp_edits.change_dates(edit("was ill"), end=date(2028, 1, 31))
    send_all(shop)
    (change,) = told(shop)
    assert isinstance(change, Change)
    assert (change.start, change.end) == (None, date(2028, 1, 31))
    assert (change.active, change.redeemed, change.reset_pin) == (True, False, False)
    assert opened.entry
    assert opened.entry.note == "was ill"
    assert ours(shop) == (date(2026, 3, 14), date(2028, 1, 31), True)


def test_dates_that_are_as_asked_send_nothing(shop: Shop) -> None:
    assert shop.stamp_edits.change_dates(edit(), date(2026, 3, 14), date(2027, 3, 14)).entry is None
    assert shop.entries() == ()


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (None, date(2031, 11, 22), Fault.TOO_FAR),
        (None, date(2026, 11, 20), Fault.IN_THE_PAST),
        (date(2027, 3, 15), None, Fault.REVERSED),
        (date(2033, 1, 1), None, Fault.TOO_FAR),
    ],
)
def test_dates_that_cannot_be_are_refused(shop: Shop, start: date | None, end: date | None, fault: Fault) -> None:
    with pytest.raises(BadInput) as caught:
        shop.stamp_edits.change_dates(edit(), start, end)
    assert [problem.fault for problem in caught.value.problems] == [fault]
    assert shop.entries() == ()


def test_the_end_may_be_five_years_ahead(shop: Shop) -> None:
    assert shop.stamp_edits.change_dates(edit(), end=date(2031, 11, 21)).entry


def test_a_stamp_that_is_over_gets_a_new_end(shop: Shop) -> None:
    shop.put_stamp(STAMP, visits=7, end=date(2026, 11, 3))
    shop.stamp_edits.change_dates(edit(), end=date(2027, 11, 3))
    send_all(shop)
    assert shop.api.stamps[STAMP].new.end == date(2027, 11, 3)


def test_switched_off_and_on_again(shop: Shop) -> None:
    shop.stamp_edits.switch(edit(), on=False)
    send_all(shop)
    assert not shop.api.stamps[STAMP].new.active
    assert ours(shop)[2] is False
    shop.stamp_edits.switch(edit(), on=True)
    send_all(shop)
    assert shop.api.stamps[STAMP].new.active
    assert ours(shop)[2] is True


def test_one_that_was_switched_off_elsewhere_is_switched_on_too(shop: Shop) -> None:
    shop.api.update(STAMP, Change(active=False))
    shop.clock.advance(120)
    shop.stamp_edits.switch(edit(), on=True)
    send_all(shop)
    assert shop.api.stamps[STAMP].new.active


def test_the_pin_is_reset(shop: Shop) -> None:
    shop.stamp_edits.reset_pin(edit())
    send_all(shop)
    (change,) = told(shop)
    assert isinstance(change, Change)
    assert change.reset_pin


def test_a_pin_is_not_reset_on_a_stamp_that_cannot_be_used(shop: Shop) -> None:
    shop.stamp_edits.switch(edit(), on=False)
    with pytest.raises(CannotCorrect) as caught:
        shop.stamp_edits.reset_pin(edit())
    assert why_of(caught.value) is Bar.SWITCHED_OFF


def test_an_edit_never_switches_on_what_was_switched_off_elsewhere(shop: Shop) -> None:
    shop.stamp_edits.reset_pin(edit())
    shop.api.update(STAMP, Change(active=False))
    shop.api.asked.clear()
    shop.clock.advance(120)
    send_all(shop)
    assert [entry.state for entry in shop.entries()] == [State.REFUSED]
    assert not shop.api.stamps[STAMP].new.active


def test_quick_edits_go_out_as_one_and_the_last_word_holds(shop: Shop) -> None:
    shop.stamp_edits.change_dates(edit(), end=date(2028, 1, 1))
    shop.stamp_edits.reset_pin(edit())
    shop.stamp_edits.switch(edit(), on=False)
    opened = shop.stamp_edits.switch(edit(), on=True)
    assert opened.replaced
    send_all(shop)
    (change,) = told(shop)
    assert isinstance(change, Change)
    assert (change.end, change.reset_pin, change.active) == (date(2028, 1, 1), True, True)
    assert [(entry.state, entry.why) for entry in shop.entries()] == [
        *[(State.CANCELLED, Why.REPLACED)] * 3,
        (State.DONE, Why.ANSWERED),
    ]


def test_dates_set_back_before_they_were_sent_are_sent_as_they_were(shop: Shop) -> None:
    shop.stamp_edits.change_dates(edit(), end=date(2028, 1, 1))
    shop.stamp_edits.change_dates(edit(), end=date(2027, 3, 14))
    send_all(shop)
    assert shop.api.stamps[STAMP].new.end == date(2027, 3, 14)


def test_an_edit_that_may_have_arrived_is_not_replaced(shop: Shop) -> None:
    shop.api.script(Call.UPDATE, lost(Call.UPDATE))
    shop.stamp_edits.switch(edit(), on=False)
    shop.send()
    assert shop.stamp_edits.switch(edit(), on=True).replaced is None
    shop.clock.advance(60)
    send_all(shop)
    assert shop.api.stamps[STAMP].new.active


def test_what_a_visit_behind_it_may_need_is_not_replaced(shop: Shop) -> None:
    shop.put_stamp(STAMP, visits=7, end=date(2026, 11, 3))
    shop.stamp_edits.change_dates(edit(), end=date(2027, 11, 3))
    with shop.store.writing() as work:
        work.journal.open("visit", [Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", STAMP)])
    assert shop.stamp_edits.switch(edit(), on=False).replaced is None
    send_all(shop)
    assert (shop.api.stamps[STAMP].visits, shop.api.stamps[STAMP].new.active) == (8, False)


def test_a_held_edit_is_left_to_a_person(shop: Shop) -> None:
    shop.stamp_edits.switch(edit(), on=False)
    with shop.store.writing() as work:
        work.journal.hold_all()
    assert shop.stamp_edits.switch(edit(), on=True).replaced is None


def test_the_same_press_again_changes_nothing_more(shop: Shop) -> None:
    once = edit()
    for _ in range(2):
        shop.stamp_edits.switch(once, on=False)
    deletion = edit()
    first, second = (shop.stamp_edits.delete(deletion) for _ in range(2))
    assert (first.entry, second.existing) == (second.entry, True)
    assert [entry.kind for entry in shop.entries()] == [Kind.CHANGE, Kind.DELETE]


def test_a_stamp_made_in_error_is_deleted_for_good_behind_what_is_open_on_it(shop: Shop) -> None:
    shop.stamp_edits.switch(edit(), on=False)
    shop.stamp_edits.delete(edit("made twice"))
    send_all(shop)
    assert STAMP not in shop.api.stamps
    assert shop.looking.ours(STAMP) is None
    last = shop.entries()[-1]
    assert (last.kind, last.state, last.stamp_idx, last.note) == (Kind.DELETE, State.DONE, STAMP, "made twice")


def test_nothing_more_is_asked_of_a_stamp_that_is_being_deleted(shop: Shop) -> None:
    shop.stamp_edits.delete(edit())
    asks: tuple[Callable[[], object], ...] = (
        lambda: shop.stamp_edits.delete(edit()),
        lambda: shop.stamp_edits.switch(edit(), on=False),
        lambda: shop.stamp_edits.reset_pin(edit()),
        lambda: shop.stamp_edits.change_dates(edit(), end=date(2028, 1, 1)),
    )
    for ask in asks:
        with pytest.raises(CannotCorrect) as caught:
            ask()
        assert why_of(caught.value) is Bar.BEING_DELETED


def test_a_deletion_that_was_refused_leaves_the_stamp_where_it_is(shop: Shop) -> None:
    shop.api.script(Call.DELETE, refused("No."))
    shop.stamp_edits.delete(edit())
    send_all(shop)
    assert shop.looking.ours(STAMP)
    assert shop.stamp_edits.switch(edit(), on=False).entry


def test_a_redeemed_stamp_is_not_edited_but_can_be_deleted(shop: Shop) -> None:
    shop.put_stamp(STAMP, visits=10, redeemed=True)
    with pytest.raises(CannotCorrect) as caught:
        shop.stamp_edits.switch(edit(), on=True)
    assert why_of(caught.value) is Bar.REDEEMED
    shop.stamp_edits.delete(edit())
    send_all(shop)
    assert STAMP not in shop.api.stamps


def test_a_stamp_that_is_not_ours_is_told_of(shop: Shop) -> None:
    with pytest.raises(CannotCorrect) as caught:
        shop.stamp_edits.delete(StampEdit(new_id(), "1301"))
    assert why_of(caught.value) is Bar.NO_SUCH_STAMP
