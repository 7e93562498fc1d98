"""``customer add`` and ``customer find``."""

from __future__ import annotations

import pytest

from kiosk_app.domain.customer import Customer, Details
from tests.unit.cli.shop import Shop


def test_a_customer_is_added(shop: Shop) -> None:
    ran = shop.run("customer", "add", "--name", " Brown  Smith", "--phone", "+1 123-4567-8900", "--json")
    assert ran.status == 0
    (customer,) = shop.customers().find("brown").customers
    assert ran.document == {
        "customer": {
            "id": customer.id,
            "name": "Brown Smith",
            "phone": "+1 123-4567-8900",
            "email": None,
            "user_id": None,
            "etc1": None,
            "etc2": None,
        }
    }


def test_without_json_the_id_alone_is_on_standard_output(shop: Shop) -> None:
    ran = shop.run("customer", "add", "--email", "b@example.com", "--note", "likes tea")
    (customer,) = shop.customers().find("tea").customers
    assert ran.out == f"{customer.id}\n"


@pytest.mark.parametrize("argv", [(), ("--etc1", "a"), ("--email", "b.example.com"), ("--name", "x" * 301)])
def test_a_wrong_customer_is_not_added(shop: Shop, argv: tuple[str, ...]) -> None:
    ran = shop.run("customer", "add", *argv, "--json")
    assert ran.status == 2
    assert set(ran.document["error"]) == {"what", "advice"}


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("smith", ["name"]),
        ("SMITH", ["name"]),
        ("brown", ["name", "email"]),
        ("example.com", ["email"]),
        ("m7", ["user_id"]),
        ("4567", ["phone"]),
        ("tea", ["note"]),
    ],
)
def test_a_customer_is_found_with_the_fields_that_match(shop: Shop, text: str, matched: list[str]) -> None:
    customer = shop.customer(
        name="Brown Smith", phone="+1 123-4567-8900", email="brown@example.com", user_id="m7", note="tea"
    )
    ran = shop.run("customer", "find", text, "--json")
    assert ran.status == 0
    assert [found["id"] for found in ran.document["customers"]] == [customer.id]
    assert ran.document["customers"][0]["matched"] == matched
    assert (ran.document["total"], ran.document["more"]) == (1, False)
    assert "note" not in ran.document["customers"][0]


def test_no_more_are_shown_than_were_asked_for(shop: Shop) -> None:
    for number in range(3):
        shop.customer(name=f"Smith {number}")
    ran = shop.run("customer", "find", "smith", "--limit", "2", "--json")
    assert len(ran.document["customers"]) == 2
    assert (ran.document["total"], ran.document["more"]) == (3, True)


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "9" * 30, "२"])
def test_a_limit_is_a_number_of_customers(shop: Shop, limit: str) -> None:
    assert shop.run("customer", "find", "smith", f"--limit={limit}", "--json").status == 2


def test_nobody_found_is_no_trouble(shop: Shop) -> None:
    ran = shop.run("customer", "find", "bro", "--json")
    assert (ran.status, ran.document) == (
        0,
        {"customers": [], "total": 0, "more": False, "at_least": False, "typo": False},
    )
    assert ran.err == "Nobody found for “bro”.\n"


def test_people_see_a_masked_phone(shop: Shop) -> None:
    customer = shop.customer(name="Brown Smith", phone="+1 123-4567-8900")
    ran = shop.run("customer", "find", "smith")
    assert ran.err == f"Brown Smith · •••• 8900 · {customer.id}\n"
    assert ran.out == f"{customer.id}\n"


def test_a_typo_finds_who_nearly_has_it_and_says_so(shop: Shop) -> None:
    customer = shop.customer(name="Brown Smith")
    ran = shop.run("customer", "find", "brwon", "--json")
    assert [(found["id"], found["matched"]) for found in ran.document["customers"]] == [(customer.id, ["name"])]
    assert (ran.document["total"], ran.document["typo"]) == (1, True)
    assert ran.err.startswith("Nobody found for “brwon”.\nAlmost the same:\nBrown Smith")


def test_more_than_are_counted_are_told_as_more(shop: Shop) -> None:
    with shop.store.writing() as work:
        work.directory.add_many(Customer(f"s{number}", Details(f"Smith {number}")) for number in range(1_002))
    ran = shop.run("customer", "find", "smith", "--limit", "2", "--json")
    assert (ran.document["total"], ran.document["more"], ran.document["at_least"]) == (1_000, True, True)
    assert "2 of more than 1,000 are shown." in ran.err


def test_the_index_is_made_anew(shop: Shop) -> None:
    shop.customer(name="Brown Smith")
    ran = shop.run("customer", "reindex", "--json")
    assert (ran.status, ran.document) == (0, {"customers": 1})
    assert ran.err == "The search is ready again: 1 customer is in it.\n"
    assert shop.customers().find("brown").total == 1
