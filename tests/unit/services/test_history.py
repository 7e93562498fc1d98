"""The history of a customer: newest first, page by page, with corrections beside what they put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Door, Draft, Kind, State, Turn
from kiosk_app.domain.ids import new_id
from kiosk_app.services.corrections import Move, TakeBack
from kiosk_app.services.history import History, HistoryPage
from tests.fakes.disk import make_store
from tests.shops import Shop

STAMP = 1301


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.put_stamp(STAMP, visits=7, places=99)
    with shop.store.writing() as work:
        work.directory.add(Customer("c2", Details(name="Kim Minji")))
    return shop


def visit(shop: Shop, **more: object) -> int:
    with shop.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", STAMP, **more)  # type: ignore[arg-type]
        return work.journal.open(new_id(), [draft]).entries[0].id


def send_all(shop: Shop) -> None:
    while shop.send():
        pass


def numbers(page: HistoryPage) -> list[int]:
    return [past.entry.id for past in page.past]


def test_it_is_read_page_by_page_from_the_newest_on(shop: Shop) -> None:
    ids = [visit(shop) for _ in range(7)]
    first = shop.history.page("c1", limit=3)
    second = shop.history.page("c1", first.before, limit=3)
    last = shop.history.page("c1", second.before, limit=3)
    assert numbers(first) + numbers(second) + numbers(last) == ids[::-1]
    assert last.before is None


def test_a_page_that_just_fits_has_none_behind_it(shop: Shop) -> None:
    visit(shop)
    assert shop.history.page("c1", limit=1).before is None
    assert shop.history.page("c2") == HistoryPage((), None)


def test_a_correction_stands_beside_the_original_which_stays(shop: Shop) -> None:
    original = visit(shop)
    send_all(shop)
    shop.corrections.take_back(TakeBack(new_id(), STAMP, original=original, note="pressed twice"))
    correction, wrong = shop.history.page("c1").past
    assert (wrong.entry.id, wrong.entry.state) == (original, State.DONE)
    assert wrong.corrections == (correction.entry,)
    assert (correction.entry.corrects, correction.entry.note) == (original, "pressed twice")


def test_an_undo_stands_beside_what_it_undoes(shop: Shop) -> None:
    original = visit(shop)
    with shop.store.writing() as work:
        undo = Draft(work.journal.fresh_reference(), Kind.TAKE_BACK, 123, "c1", STAMP, turn=Turn.UNDO)
        work.journal.open("undo", [undo], leader=original)
    undo_, wrong = shop.history.page("c1").past
    assert wrong.corrections == (undo_.entry,)


def test_both_ends_of_a_move_name_the_other(shop: Shop) -> None:
    original = visit(shop)
    send_all(shop)
    shop.corrections.move(Move(new_id(), STAMP, "c2", original=original))
    here, wrong = shop.history.page("c1").past
    there, issue = shop.history.page("c2").past
    assert [past.moved and past.moved.id for past in (here, there, issue, wrong)] == ["c2", "c1", "c1", None]
    assert {entry.kind for entry in wrong.corrections} == {Kind.VISIT, Kind.TAKE_BACK}


@pytest.mark.parametrize(
    ("signature", "door"),
    [(Door.WINDOW.sign("ab12"), Door.WINDOW), (Door.COMMAND.sign("ab12"), Door.COMMAND), ("ab12", None)],
)
def test_it_says_where_a_change_was_asked_for(tmp_path: Path, shop: Shop, signature: str, door: Door | None) -> None:
    shop.store = make_store(tmp_path, shop.clock, signature)
    visit(shop)
    (past,) = History(shop.store).page("c1").past
    assert past.door is door


def test_a_page_is_found_by_an_index_and_never_sorted(shop: Shop) -> None:
    plan: list[str] = []
    with shop.store.reading() as work:
        work.lists._db.set_trace_callback(plan.append)  # the very statement that is run
        work.lists.of_customer("c1", None, 30)
        work.lists._db.set_trace_callback(None)
        explained = work.lists._db.execute(f"EXPLAIN QUERY PLAN {plan[0]}").fetchall()
    steps = [row["detail"] for row in explained]
    assert any("entry_by_customer" in step for step in steps)
    assert not any("TEMP B-TREE" in step or "SCAN" in step for step in steps)
