"""The directory: who is found by what, and stamps that keep the type of their id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Stamp
from kiosk_app.store.store import Store
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store

BROWN = Customer(
    "c1",
    Details("Brown Smith", "+1 123-4567-8900", "Brown@Mail.example", "att78z", "Gold", "", "likes window seats"),
    date(2026, 1, 2),
)
JOSE = Customer("c2", Details("José Ñandú", "020 7946 0447"))
MIN = Customer("c3", Details("김민서", "+82 10-1234-5678"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = make_store(tmp_path, FakeClock())
    with store.writing() as work:
        for customer in (BROWN, JOSE, MIN):
            work.directory.add(customer)
    return store


def stamp(stamp_idx: StampIdx, customer_id: str = "c1") -> Stamp:
    return Stamp(
        *(stamp_idx, 123, customer_id, None, "", "", 7, 10, START, date(2026, 1, 1), date(2027, 1, 1)),
        *(True, False, START),
    )


def test_a_customer_reads_back_exactly_as_typed(store: Store) -> None:
    with store.reading() as work:
        assert work.directory.customer("c1") == BROWN


@pytest.mark.parametrize(
    ("details", "meant"),
    [
        (Details(user_id="att78z", phone="020 7946 0447"), ["c1"]),
        (Details(user_id="nobody", phone="+44 20 7946 0447"), ["c2"]),
        (Details(email="brown@mail.EXAMPLE"), ["c1"]),
        (Details(name="Brown Smith"), []),
        (Details(phone="8900"), []),
    ],
)
def test_who_is_meant_is_decided_by_member_id_then_phone_then_mail(
    store: Store, details: Details, meant: list[str]
) -> None:
    with store.reading() as work:
        assert [customer.id for customer in work.directory.meant_by(details)] == meant


def test_nobody_is_meant_by_their_own_details(store: Store) -> None:
    with store.reading() as work:
        own = work.directory.customer("c1")
        other = work.directory.customer("c2")
        assert own
        assert other
        both = Details(user_id=own.details.user_id, phone=other.details.phone, email=own.details.email)
        assert [customer.id for customer in work.directory.meant_by(both, but="c1")] == ["c2"]
        assert work.directory.meant_by(own.details, but="c1") == ()


def test_what_each_key_asks_for_is_in_an_index(store: Store) -> None:
    asked: list[str] = []
    with store.reading() as work:
        connection = work.directory._db
        connection.set_trace_callback(asked.append)
        work.directory.known(work.directory.recent(12))
        work.directory.meant_by(Details(user_id="nobody", phone="+44 20 7946 0448", email="no@body.example"))
        for text in ("b", "brown smith", "4567-8900", "brwon"):
            work.look_up.find(text, 50)
        work.directory.namesakes(BROWN, 3)
        work.directory.same_last_digits(BROWN, 3)
        connection.set_trace_callback(None)
        plans = {one: [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")] for one in asked}
    assert len(plans) > 10
    reading_everybody = ("SCAN customer", "SCAN stamp", "SCAN look_up", "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY")
    assert [one for one, plan in plans.items() if any(step in reading_everybody for step in plan)] == []


def test_the_number_1347_and_the_text_1347_are_two_stamps(store: Store) -> None:
    with store.writing() as work:
        work.directory.put_stamp(stamp(1347))
        work.directory.put_stamp(stamp("1347", "c2"))
    with store.reading() as work:
        one, two = work.directory.stamp(1347), work.directory.stamp("1347")
    assert one
    assert two
    assert (one.customer_id, two.customer_id) == ("c1", "c2")
    assert (type(one.stamp_idx), type(two.stamp_idx)) == (int, str)


def test_stamps_that_answered_are_the_ones_to_probe_with(store: Store) -> None:
    with store.writing() as work:
        work.directory.put_stamp(stamp(1347))
        assert work.directory.that_answered(3) == (1347,)
