"""Corrections and edits against the practice service over real sockets: its truth is what was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.services.corrections import Move, TakeBack
from kiosk_app.services.customer_edits import CustomerEdit
from kiosk_app.services.stamp_edits import StampEdit
from tests.functional.corrections.conftest import Desk


def visited(desk: Desk, count: int = 3) -> Entry:
    """The last of so many visits on the wrong stamp."""
    entries = [desk.counter.open(Kind.VISIT, desk.wrong) for _ in range(count)]
    desk.send_all()
    return entries[-1]


def edit(stamp_idx: StampIdx) -> StampEdit:
    return StampEdit(new_id(), stamp_idx)


def counts(desk: Desk) -> tuple[int, int]:
    return desk.there(desk.wrong).visits, desk.there(desk.right).visits


def test_a_visit_is_taken_back_and_the_note_never_leaves(desk: Desk) -> None:
    original = visited(desk)
    desk.corrections.take_back(TakeBack(new_id(), desk.wrong, original=original.id, note="canary-note-3c1"))
    desk.send_all()
    assert counts(desk) == (2, 0)
    assert "canary-note" not in repr(desk.service.truth())


def test_a_visit_moves_and_both_histories_tell(desk: Desk) -> None:
    original = visited(desk)
    ada, grace = desk.customer("Ada"), desk.customer("Grace")
    desk.corrections.move(Move(new_id(), desk.wrong, grace.id, original=original.id, note="Grace paid"))
    desk.send_all()
    assert counts(desk) == (2, 1)
    back, wrong, *_ = desk.history.page(ada.id).past
    came, *_ = desk.history.page(grace.id).past
    assert (back.moved, came.moved) == (grace, ada)
    assert {entry.id for entry in wrong.corrections} == {back.entry.id, came.entry.id}
    assert (came.entry.note, came.entry.state) == ("Grace paid", State.DONE)


@pytest.mark.parametrize(
    "mood", ["lost:rst:add:x1", "dropped:rst:add:x1", "lost:fin:remove:x1", "dropped:rst:remove:x1"]
)
def test_a_move_whose_answer_is_lost_moves_once(desk: Desk, mood: str) -> None:
    visited(desk)
    desk.service.mood(mood)
    desk.corrections.move(Move(new_id(), desk.wrong, desk.customer("Grace").id, count=2))
    desk.send_all()
    desk.let_time_pass()
    assert counts(desk) == (1, 2)


def test_a_move_that_is_refused_there_leaves_all_here(desk: Desk) -> None:
    visited(desk)
    desk.service.mood("refuses:add:x1")
    desk.corrections.move(Move(new_id(), desk.wrong, desk.customer("Grace").id))
    desk.send_all()
    desk.let_time_pass()
    assert counts(desk) == (3, 0)


def test_to_a_customer_without_a_stamp_one_is_issued_first(desk: Desk) -> None:
    visited(desk)
    desk.stamp_edits.delete(edit(desk.right))
    grace = desk.customer("Grace")
    desk.corrections.move(Move(new_id(), desk.wrong, grace.id, count=2))
    desk.send_all()
    assert sorted((one.name, one.visits) for one in desk.service.truth().stamps) == [("Ada", 1), ("Grace", 2)]


def test_dates_switch_and_pin_go_out_as_one_edit(desk: Desk) -> None:
    desk.stamp_edits.change_dates(edit(desk.wrong), end=date(2028, 2, 29))
    desk.stamp_edits.reset_pin(edit(desk.wrong))
    desk.stamp_edits.switch(edit(desk.wrong), on=False)
    desk.send_all()
    there = desk.there(desk.wrong)
    assert (there.end, there.reset_pin, there.active) == (date(2028, 2, 29), True, False)
    desk.stamp_edits.switch(edit(desk.wrong), on=True)
    desk.send_all()
    assert desk.there(desk.wrong).active


def test_an_edited_customer_is_described_anew_and_what_is_emptied_is_gone(desk: Desk) -> None:
    ada = desk.customer("Ada")
    for details in (
        replace(ada.details, phone="+44 20 7946 0018", email="ada@example.org"),
        replace(ada.details, name="Ada Lovelace", email="ada@example.org"),
    ):
        desk.customer_edits.edit(CustomerEdit(new_id(), ada.id, details))
        desk.send_all()
    there = desk.there(desk.wrong)
    assert (there.name, there.phone, there.email, there.user_id) == ("Ada Lovelace", "", "ada@example.org", "ada")


@pytest.mark.parametrize("mood", ["lost:rst:update:x1", "dropped:rst:update:x1", "status:500:update:x1"])
def test_an_edit_whose_answer_is_lost_holds_in_the_end(desk: Desk, mood: str) -> None:
    desk.service.mood(mood)
    desk.stamp_edits.switch(edit(desk.wrong), on=False)
    desk.send_all()
    desk.let_time_pass()
    assert not desk.there(desk.wrong).active


@pytest.mark.parametrize("mood", ["", "lost:rst:delete:x1", "dropped:rst:delete:x1"])
def test_a_deleted_stamp_is_gone_for_good_on_both_sides(desk: Desk, mood: str) -> None:
    if mood:
        desk.service.mood(mood)
    desk.stamp_edits.delete(edit(desk.wrong))
    desk.send_all()
    desk.let_time_pass()
    assert desk.truth(desk.wrong) is None
    assert desk.counter.looking.ours(desk.wrong) is None
    (deleted, *_) = desk.history.page(desk.customer("Ada").id).past
    assert (deleted.entry.kind, deleted.entry.state) == (Kind.DELETE, State.DONE)
