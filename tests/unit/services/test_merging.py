"""Merging: two who are one are found, and become one without losing a stamp; two who are two are remembered so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.likeness import alike, slips
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.services.merging import Merging
from kiosk_app.services.visits import VisitRequest
from tests.shops import BROWN, Shop

OTHER = Customer("c2", Details("Brown Smyth", email="brown@example.com", user_id="m7", note="tea"), date(2026, 1, 2))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    add(shop, OTHER)
    return shop


def add(shop: Shop, *customers: Customer) -> None:
    with shop.store.writing() as work:
        for customer in customers:
            work.directory.add(customer)


def merging(shop: Shop) -> Merging:
    return Merging(shop.store, lambda: shop.settings, shop.clock)


def pairs(shop: Shop) -> list[tuple[str, str, str]]:
    return [(pair.by.value, pair.one.id, pair.other.id) for pair in merging(shop).alike().pairs]


def test_stamps_and_history_follow_and_the_other_id_still_finds_them(shop: Shop) -> None:
    shop.put_stamp(1301)
    shop.put_stamp(1302, customer_id="c2")
    shop.visits.add(VisitRequest("press", 1302))
    merged = merging(shop).merge("c1", "c2").customer
    assert merged.details == Details(
        "Brown Smith", "+1 123-4567-8900", "brown@example.com", "m7", note="Oat milk · tea"
    )
    assert merged.consent == date(2026, 1, 2)
    assert shop.customers.customer("c2") == merged
    holdings = shop.customers.holdings("c2")
    assert holdings
    assert [stamp.stamp_idx for stamp in holdings.cards[0].live] == [1301, 1302]
    assert {entry.customer_id for entry in holdings.cards[0].open} == {"c1"}
    assert len(shop.outbox.history(customer_id="c2")) == len(shop.outbox.history(customer_id="c1")) > 0
    assert len(shop.history.page("c2").past) > 0
    assert shop.customers.find("smyth").is_near  # nobody is called so any more


def test_what_is_open_is_sent_for_the_one_who_stays(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("press", 123, customer_id="c2"))
    merging(shop).merge("c1", "c2")
    while shop.send():
        pass
    owner = shop.customers.customer_of_stamp(next(iter(shop.api.stamps)))
    assert owner
    assert owner.id == "c1"
    assert next(iter(shop.api.stamps.values())).new.user.name == "Brown Smith"


def test_the_service_is_told_anew_whose_stamps_they_are(shop: Shop) -> None:
    shop.put_stamp(1302, customer_id="c2")
    shop.api.update(1302, Change(user=UserFields("m7", "Brown Smyth", "", "brown@example.com")))
    merging(shop).merge("c1", "c2")
    while shop.send():
        pass
    user = shop.api.stamps[1302].new.user
    assert user == UserFields("m7", "Brown Smith", "+1 123-4567-8900", "brown@example.com")


def test_a_member_id_that_went_still_finds_them(shop: Shop) -> None:
    add(shop, Customer("c3", Details("Brown Smith", user_id="m8")))
    merging(shop).merge("c2", "c3")
    merging(shop).merge("c1", "c2")
    with shop.store.reading() as work:
        for known_as in ("m7", "m8"):
            assert [one.id for one in work.directory.meant_by(Details(user_id=known_as))] == ["c1"]
        assert work.directory.customer("c3") == work.directory.customer("c1")


def test_two_stamps_of_one_card_on_their_way_are_waited_for(shop: Shop) -> None:
    shop.issuing.open(IssueRequest("one", 123, customer_id="c1"))
    shop.issuing.open(IssueRequest("other", 123, customer_id="c2"))
    with pytest.raises(CannotCorrect) as cannot:
        merging(shop).merge("c1", "c2")
    assert cannot.value.why is Hindrance.BOTH_ISSUED


def test_nobody_is_merged_with_themselves(shop: Shop) -> None:
    merging(shop).merge("c1", "c2")
    for one, other in (("c1", "c2"), ("c1", "c1"), ("c1", "nobody")):
        with pytest.raises(CannotCorrect):
            merging(shop).merge(one, other)


def test_who_looks_like_one_is_listed_by_what_tells_most(shop: Shop) -> None:
    add(
        shop,
        Customer("c3", Details("Anna", "+1 (123) 456 78900")),
        Customer("c4", Details("Carl", user_id="m7")),
        Customer("c5", Details("Dora", email="Brown@Example.com")),
        Customer("c6", Details("Smith Brown", "020 7946 0018")),
    )
    assert pairs(shop) == [
        ("user_id", "c2", "c4"),
        ("phone", "c1", "c3"),
        ("email", "c2", "c5"),
        ("name", "c1", "c2"),
        ("name", "c2", "c6"),
    ]


def test_two_who_are_not_the_same_are_not_listed_again(shop: Shop) -> None:
    assert pairs(shop) == [("name", "c1", "c2")]
    merging(shop).tell_apart("c2", "c1")
    assert pairs(shop) == []
    add(shop, replace(BROWN, id="c3"))
    merging(shop).merge("c3", "c1")
    assert pairs(shop) == []


def test_what_half_the_town_has_is_no_likeness(shop: Shop) -> None:
    add(shop, *(Customer(f"d{number}", Details(f"Person {number}", "000 0000 0000")) for number in range(25)))
    assert pairs(shop) == [("name", "c1", "c2")]


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Brown Smith", "smith BROWN", True),
        ("Zoë Weiß", "Zoe Weiss", True),
        ("BrownSmith", "Brown Smith", True),
        ("Jon Smith", "Jon Smyth", True),
        ("Jonathan", "Jonatahn", True),
        ("Maria Gomez", "Mari Gomez", True),
        ("김민서", "김민서", True),
        ("김민서", "김민지", False),
        ("Ann", "Anna", False),
        ("Anna Smith", "Anne Smyth", False),
        ("", "", False),
    ],
)
def test_a_slip_makes_no_other_name(one: str, other: str, is_alike: bool) -> None:
    assert alike(one, other) is is_alike
    assert alike(other, one) is is_alike


@given(st.text("abcdef ", max_size=12), st.data())
def test_names_that_are_alike_share_a_slip(one: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, max(len(one) - 1, 0)))
    other = one[:place] + data.draw(st.text("abcdef ", max_size=1)) + one[place + 1 :]
    if alike(one, other):
        assert slips(one) & slips(other)
