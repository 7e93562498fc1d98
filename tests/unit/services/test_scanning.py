"""Whose a scanned code is: in the directory, at the service, or nobody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.scan import Miss, Missed
from kiosk_app.domain.stamp import NewStamp, Stamp, UserFields
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.scanning import Elsewhere, Here, Scanning
from tests.fakes.stamp_api import OFFLINE, TrueStamp, lost, refused
from tests.shops import ADDRESS, COFFEE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path, cards=(replace(COFFEE, domain="https://card.example"),))


def scanning(shop: Shop) -> Scanning:
    return Scanning(shop.store, lambda: shop.settings, shop.looking, shop.resolving, shop.clock, ADDRESS)


def scan(shop: Shop, text: str) -> Here | Missed:
    found = scanning(shop).here(text)
    return scanning(shop).elsewhere(found.scan, 5) if isinstance(found, Elsewhere) else found


def put_elsewhere(shop: Shop, user: UserFields, stamp_idx: StampIdx = 274, memo: str = "", card_idx: int = 123) -> None:
    """A stamp that another counter issued."""
    new = NewStamp(card_idx, date(2026, 3, 14), date(2027, 3, 14), memo=memo, user=user)
    shop.api.stamps[stamp_idx] = TrueStamp(new, 4)


def add(shop: Shop, customer_id: str, **details: str) -> None:
    with shop.store.writing() as work:
        work.directory.add(Customer(customer_id, Details(**details)))


def kept(shop: Shop, stamp_idx: StampIdx = 274) -> Stamp | None:
    with shop.store.reading() as work:
        return work.directory.stamp(stamp_idx)


def customers(shop: Shop) -> int:
    return len(shop.customers.rows("").rows)


@pytest.mark.parametrize(
    "text",
    ["1301", "https://vvd.bz/stamp/1301", "HTTP://WWW.CARD.EXAMPLE/STAMP/1301", "card.example/stamp/1301/x?y#z"],
)
def test_a_known_stamp_is_found_without_the_service(shop: Shop, text: str) -> None:
    shop.put_stamp()
    assert scan(shop, text) == Here("c1", 1301, (1301,))
    assert shop.api.asked == []


def test_a_text_id_is_found_though_its_case_was_lost(shop: Shop) -> None:
    shop.put_stamp("ZJLF0399WQBEQZJM")
    assert scan(shop, "zjlf0399WQbEQzjm") == Here("c1", "ZJLF0399WQBEQZJM", ("ZJLF0399WQBEQZJM",))
    assert scan(shop, "HTTPS://VVD.BZ/STAMP/zjlf0399wqbeqzjm") == Here("c1", "ZJLF0399WQBEQZJM", ("ZJLF0399WQBEQZJM",))


def test_a_member_id_is_found_before_a_bare_stamp_idx_and_never_in_a_link(shop: Shop) -> None:
    shop.put_stamp()
    add(shop, "member", name="Ada", user_id="1301")
    assert scan(shop, "1301") == Here("member")
    assert scan(shop, "https://vvd.bz/stamp/1301") == Here("c1", 1301, (1301,))


def test_a_member_id_is_found_in_any_case(shop: Shop) -> None:
    add(shop, "member", name="Ada", user_id="ADA-7")
    assert scan(shop, "ada-7") == Here("member")


def test_what_a_visit_could_be_meant_for_is_live_and_of_a_card_that_is_set_up(shop: Shop) -> None:
    add(shop, "member", name="Ada", user_id="ADA-7")
    for stamp_idx, more in ((1, {}), (2, {"redeemed": True}), (3, {"card_idx": 999}), (4, {"active": False})):
        shop.put_stamp(stamp_idx, customer_id="member", **more)
    assert scan(shop, "ada-7") == Here("member", live=(1,))
    assert scan(shop, "https://vvd.bz/stamp/2") == Here("member", 2)
    assert scan(shop, "https://vvd.bz/stamp/1") == Here("member", 1, (1,))


@pytest.mark.parametrize("text", ["https://evil.example/stamp/1301", "", "not one of ours", "https://vvd.bz/"])
def test_what_is_none_of_ours_is_not_asked_for(shop: Shop, text: str) -> None:
    shop.put_stamp()
    assert scan(shop, text) == Missed(Miss.NOT_OURS)
    assert shop.api.asked == []


def test_a_product_is_none_of_ours(shop: Shop) -> None:
    assert scan(shop, "8801234567893") == Missed(Miss.NOT_OURS)
    assert len(shop.api.asked) == 1


@pytest.mark.parametrize(
    "user",
    [
        UserFields(user_id="c1", name="Somebody Else"),
        UserFields(user_id="made-by-the-service", phone="(123) 456 7890"),
        UserFields(email="ADA@mail.example"),
        UserFields(user_id="A-7"),
    ],
)
def test_a_stamp_issued_elsewhere_joins_whom_it_means(shop: Shop, user: UserFields) -> None:
    add(shop, "ada", name="Ada", phone="1234567890", email="ada@mail.example", user_id="A-7")
    put_elsewhere(shop, user)
    owner = "c1" if user.user_id == "c1" else "ada"
    assert scan(shop, "https://vvd.bz/stamp/274") == Here(owner, 274, (274,))
    stamp = kept(shop)
    assert stamp
    assert (stamp.customer_id, stamp.visits, stamp.places, stamp.domain) == (owner, 4, 10, "")
    assert customers(shop) == 2
    shop.api.asked.clear()
    assert scan(shop, "https://vvd.bz/stamp/274") == Here(owner, 274, (274,))
    assert shop.api.asked == []


def test_somebody_nobody_knows_is_a_new_customer(shop: Shop) -> None:
    put_elsewhere(shop, UserFields("u-9", " Ada\n", "010-1", "no mail", "x" * 500, ""))
    found = scan(shop, "274")
    assert isinstance(found, Here)
    customer = shop.customers.customer(found.customer_id)
    assert customer
    assert customer.details == Details("Ada", "010-1", "", "u-9", "x" * 300)


def test_of_a_family_with_one_phone_it_is_who_has_the_name(shop: Shop) -> None:
    add(shop, "mother", name="Ann Kim", phone="010-1234-5678")
    add(shop, "son", name="Bo Kim", phone="01012345678")
    put_elsewhere(shop, UserFields(name="BO KIM", phone="010 1234 5678"))
    put_elsewhere(shop, UserFields(phone="010 1234 5678"), 275)
    assert scan(shop, "274") == Here("son", 274, (274,))
    found = scan(shop, "275")
    assert isinstance(found, Here)
    assert found.customer_id not in ("mother", "son")


def test_a_card_that_is_not_set_up_here_leads_to_nobody(shop: Shop) -> None:
    put_elsewhere(shop, UserFields(name="Ada"), card_idx=131)
    shop.api._cards = {131: 6}
    assert scan(shop, "274") == Missed(Miss.NO_CARD)
    assert customers(shop) == 1


def test_without_an_answer_nothing_is_known_and_nothing_kept(shop: Shop) -> None:
    put_elsewhere(shop, UserFields(name="Ada"))
    for text in ("274", "https://vvd.bz/stamp/274"):
        shop.api.script(Call.VALIDATE, OFFLINE)
        assert scan(shop, text) == Missed(Miss.NO_ANSWER, Reason.NO_INTERNET)
    assert kept(shop) is None


def test_a_refused_link_quotes_the_service(shop: Shop) -> None:
    shop.api.script(Call.VALIDATE, refused("The stamp has expired."))
    assert scan(shop, "https://vvd.bz/stamp/274") == Missed(Miss.REFUSED, Reason.REFUSED, "The stamp has expired.")


def test_a_stamp_made_in_advance_is_nobodys_yet(shop: Shop) -> None:
    shop.keep_ready()
    (ready,) = shop.ready()
    assert scan(shop, str(ready)) == Missed(Miss.NOT_HANDED_OUT)
    assert shop.ready() == (ready,)


def test_a_lost_stamp_that_is_scanned_is_there(shop: Shop) -> None:
    opened = shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert isinstance(opened, IssueOpened)
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    shop.send()
    (stamp_idx,) = shop.api.stamps
    assert scan(shop, f"https://vvd.bz/stamp/{stamp_idx}") == Here("c1", stamp_idx, (stamp_idx,))
    with shop.store.reading() as work:
        entry = work.journal.entry(opened.entries[0].id)
    assert entry
    assert (entry.state, entry.stamp_idx) == (State.DONE, stamp_idx)
    assert kept(shop, stamp_idx)


def test_a_stamp_with_our_reference_is_our_customers(shop: Shop) -> None:
    opened = shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert isinstance(opened, IssueOpened)
    shop.send()
    put_elsewhere(shop, UserFields(name="Renamed in the dashboard"), memo=f"note #{opened.entries[0].reference}")
    assert scan(shop, "274") == Here("c1", 274, (274,))


# Who could be taken for whom


def alike(shop: Shop, customer_id: str = "c1") -> list[str]:
    holdings = shop.customers.holdings(customer_id)
    assert holdings
    return [one.id for one in holdings.alike]


def test_one_name_and_one_end_of_a_phone_make_customers_alike(shop: Shop) -> None:
    add(shop, "namesake", name="BRÓWN  smith", phone="5551")
    add(shop, "digits", name="Ada", phone="555-8900")
    for number, name in enumerate(("Brown Smithson", "Brown", "Smith Brown", "Brown Smith Jr")):
        add(shop, f"other{number}", name=name, phone=f"700{number}")
    assert alike(shop) == ["namesake", "digits"]
    assert alike(shop, "other0") == []


def test_where_many_phones_end_alike_nobody_is_told_by_that(shop: Shop) -> None:
    for number in range(4):
        add(shop, f"d{number}", name=f"Ada {number}", phone=f"55{number}-8900")
    assert alike(shop) == []


def test_nameless_customers_are_not_alike_for_that(shop: Shop) -> None:
    add(shop, "one", email="a@b.c")
    add(shop, "two", email="d@e.f")
    assert alike(shop, "one") == []
