"""Whoever is brought in, merged or erased: the search index says of everybody what the directory says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.domain.customer import ERASED, Customer, Details, traits_of
from kiosk_app.domain.finding import index_keys
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.importing import Headway, ImportRequest
from kiosk_app.services.merging import Merging
from kiosk_app.store.columns import customer_of
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.look_up_index import key_rows
from tests.fakes.disk import database_of
from tests.shops import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_of_few_who_are_brought_in_the_keys_are_there_with_them(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop, tmp_path, "name,phone,email\nAnna Jones,020 7946 0018,\nBob,,bob@example.com\n")
    assert is_in_step(tmp_path)
    bring_in(shop, tmp_path, "name,phone,email\nAnna Jones,020 7946 0018,anna@example.com\nZoë,,\n")
    assert is_in_step(tmp_path)
    assert shop.customers.find("anna@example", 5).total == 1


def test_after_many_the_index_is_made_anew(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop, tmp_path, "name,member id\n" + "".join(f"Anna,M{number}\n" for number in range(2_001)))
    assert is_in_step(tmp_path)
    assert shop.customers.find("m2000", 5).total == 1


def test_who_is_brought_in_while_the_index_is_made_is_in_it(shop: Shop, tmp_path: Path) -> None:
    def bring_them_in(_done: int, _all: int) -> None:
        Path(tmp_path / "more.csv").write_text("name,phone,note\nBrown Smith,+1 123-4567-8900,knits\nKim,,\n", "utf-8")
        with shop.store.staging() as staging:
            _file, sheet = shop.importing._looked_at(ImportRequest(tmp_path / "more.csv"))
            shop.importing._gather(_file, sheet, staging, Headway())
            staging.compare()
            staging.publish()

    shop.reindexing.run(bring_them_in)
    assert is_in_step(tmp_path)
    assert [shop.customers.find(word, 5).total for word in ("knits", "kim")] == [1, 1]


def test_who_was_merged_is_in_it_once(shop: Shop, tmp_path: Path) -> None:
    with shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Brwon Smith", "020 7946 0018", note="tea")))
    shop.clock.advance(3600)
    with shop.store.writing() as work:
        work.directory.mark_used("c2")
    (before,) = column(tmp_path, "warmth", "c2")
    Merging(shop.store, lambda: shop.settings, shop.clock).merge("c1", "c2")
    assert is_in_step(tmp_path)
    assert column(tmp_path, "warmth", "c1") == (before,)  # they come as often as either did


def test_who_was_erased_is_in_it_no_more_and_nobody_stands_for_them(shop: Shop, tmp_path: Path) -> None:
    with shop.store.writing() as work:
        work.directory.add(Customer("c2", Details("Kim")))
    Erasing(shop.store, shop.clock).erase("c1")
    assert is_in_step(tmp_path)
    shop.reindexing.run()
    assert is_in_step(tmp_path)
    assert column(tmp_path, "found_by", ERASED) == ("",)


def bring_in(shop: Shop, folder: Path, text: str) -> None:
    path = folder / "customers.csv"
    path.write_text(text, "utf-8")
    assert shop.importing.run(ImportRequest(path)).is_done


def is_in_step(folder: Path) -> bool:
    assert not IndexBuild(database_of(folder)).is_needed()
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        there.row_factory = sqlite3.Row
        people = there.execute("SELECT rowid AS number, * FROM customer WHERE id <> ?", (ERASED,)).fetchall()
        found = {tuple(row) for row in there.execute("SELECT * FROM look_up")}
    for row in people:
        traits = traits_of(customer_of(row).details, "GB")
        assert (row["found_by"], row["sketch"], row["warmth"] > 0) == (traits.found_by, traits.sketch, True)
    assert found == {key for row in people for key in key_rows(row["number"], index_keys(row["found_by"]))}
    return bool(people)


def column(folder: Path, name: str, customer_id: str) -> tuple[object, ...]:
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        return tuple(there.execute(f"SELECT {name} FROM customer WHERE id = ?", (customer_id,)).fetchone())
