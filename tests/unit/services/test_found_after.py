"""After imports, merges, erasures and edits in any order everybody is found by what they have, and nobody by what they
do not have; the index finds whom reading everybody finds.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details, traits_of
from kiosk_app.domain.finding import asked
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.sheet import defused
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.importing import ImportRequest
from kiosk_app.services.merging import Merging
from tests.shops import Shop

WORDS = (
    *("Anna", "Zoë", "Jones", "O'Brien", "김민서", "박", "佐藤", "ユキ", "Søren"),
    *("=1+1", "tea", "m7", "x@example.com"),
)
PHONES = ("", "020 7946 0018", "+44 20 7946 0018", "(020) 7946-0019", "010-1234-5678", "0171 5550", "12345")
QUERIES = (
    *WORDS,
    *("ann", "zoe", "obrien", "ㄱㅁㅅ", "민서", "ゆき", "soren", "example.com", "anna jones", "smith", "oat", "m"),
    *("7946", "79460018", "02079460019", "5550", "tea 7946"),
)
words = st.sampled_from(WORDS)
names = st.lists(words, max_size=3).map(" ".join)
rows = st.tuples(names, st.sampled_from(PHONES), words.filter(lambda word: "@" in word) | st.just(""), names)
acts = st.one_of(
    st.tuples(st.just("import"), st.lists(rows, max_size=5)),
    st.tuples(st.just("import of known ones"), st.lists(st.tuples(st.integers(0, 9), rows), max_size=3)),
    st.tuples(st.just("add"), rows),
    st.tuples(st.just("change"), st.integers(0, 9), rows),
    st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("erase"), st.integers(0, 9)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=1, max_size=7))
def test_everybody_is_found_by_what_they_have_and_nobody_by_what_they_do_not_have(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder)
    for act in done:
        perform(shop, folder / "customers.csv", act)
    there = everybody(shop)
    texts = {one.id: traits_of(one.details, "GB").found_by for one in there}
    for query in (*QUERIES, *(details_of(one) for one in there)):
        terms = asked(query)
        having = {who for who, text in texts.items() if terms and all(term.is_in(text) for term in terms)}
        with shop.store.reading() as work:
            found, read = work.look_up.find(query, 100), work.look_up.scan(query, 100)
        assert {one.id for one in read.customers} == having
        assert found.is_near or {one.id for one in found.customers} == having
        assert not (found.is_near and having)
        assert {one.id for one in found.customers} <= set(texts)


def perform(shop: Shop, path: Path, act: tuple[object, ...]) -> None:
    there = everybody(shop)
    match act:
        case "import", list(sheet):
            bring_in(shop, path, [("", *row) for row in sheet])
        case "import of known ones", list(sheet) if there:
            bring_in(shop, path, [(there[place % len(there)].id, *row) for place, row in sheet])
        case "add", tuple(row):
            with shop.store.writing() as work:
                work.directory.add(Customer(new_id(), of_row(row)))
        case "change", int(place), tuple(row) if there:
            with shop.store.writing() as work:
                work.directory.change(Customer(there[place % len(there)].id, of_row(row)))
        case "erase", int(place) if there:
            Erasing(shop.store, shop.clock).erase(there[place % len(there)].id)
        case "merge", int(place), int(other) if (place - other) % max(1, len(there)):
            kept, gone = there[place % len(there)].id, there[other % len(there)].id
            Merging(shop.store, lambda: shop.settings, shop.clock).merge(kept, gone)


def bring_in(shop: Shop, path: Path, sheet: Sequence[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "phone", "email", "note"))
        writer.writerows([[defused(cell) for cell in row] for row in sheet])
    assert shop.importing.run(ImportRequest(path, encoding="utf-8", separator=",", leaves_out=True)).is_done


def of_row(row: tuple[str, ...]) -> Details:
    name, phone, email, note = row
    return Details(name, phone, email, note=note)


def details_of(one: Customer) -> str:
    return one.details.name or one.details.phone


def everybody(shop: Shop) -> list[Customer]:
    with shop.store.reading() as work:
        return [customer for customer, _ in work.persons.everybody()]


@pytest.mark.parametrize("customers", [5, 2_100])
def test_who_was_imported_and_erased_is_found_by_nothing(shop: Shop, tmp_path: Path, customers: int) -> None:
    sheet = [("", f"Kim{number}", "", "", "sugar") for number in range(customers)]
    bring_in(shop, tmp_path / "customers.csv", sheet)
    (kim,) = shop.customers.find(f"kim{customers - 1}", 1).customers
    assert shop.customers.find("sugar", 5).total == min(customers, 1_000)
    Erasing(shop.store, shop.clock).erase(kim.id)
    found = shop.customers.find(kim.details.name, 5)
    assert found.is_near or not found.customers
    assert kim not in found.customers


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)
