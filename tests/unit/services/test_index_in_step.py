"""Whoever is brought in, merged or erased: the search index says of everybody what the directory says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kiosk_app.domain.customer import ERASED, Customer, Details, traits_of
from kiosk_app.domain.finding import index_keys
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.importing import Headway, ImportRequest
from kiosk_app.services.merging import Merging
from kiosk_app.store.columns import customer_of
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.look_up_crowds import Crowds
from kiosk_app.store.look_up_index import key_rows
from kiosk_app.store.staging import Staging
from tests.fakes.disk import database_of
from tests.shops import Shop


@pytest.fixture(params=[5_000, 100], ids=["no crowds", "crowds"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    made = Shop(tmp_path)
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as there:
        there.execute("UPDATE look_up_state SET common_from = ?", (request.param,))
        there.commit()
    return made


def test_of_few_who_are_brought_in_the_keys_are_there_with_them(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop, tmp_path, "name,phone,email\nAnna Jones,020 7946 0018,\nBob,,bob@example.com\n")
    assert is_in_step(tmp_path)
    bring_in(shop, tmp_path, "name,phone,email\nAnna Jones,020 7946 0018,anna@example.com\nZoë,,\n")
    assert is_in_step(tmp_path)
    assert shop.customers.find("anna@example", 5).total == 1


MANY = "".join(f"Anna,M{number}," + "tea\n" for number in range(2_001))


def test_of_many_the_keys_follow_and_nobody_elses_are_made_again(shop: Shop, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as there:
        there.execute("INSERT INTO look_up VALUES ('mark', 1)")
        there.commit()
    bring_in(shop, tmp_path, "name,member id,note\n" + MANY)
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as there:
        assert there.execute("DELETE FROM look_up WHERE key = 'mark'").rowcount == 1
        there.commit()
    assert is_in_step(tmp_path)
    assert shop.customers.find("m2000", 5).total == 1


def test_many_who_are_changed_are_found_by_what_they_are_now(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop, tmp_path, "name,member id,note\n" + MANY)
    bring_in(shop, tmp_path, "name,member id,note\n" + MANY.replace("tea", "coffee") + "Kim,K,tea\n")
    assert is_in_step(tmp_path)
    assert shop.customers.find("tea", 5).total == 1


def test_before_the_keys_of_many_are_there_everybody_is_read(shop: Shop, tmp_path: Path) -> None:
    """Somebody is changed, somebody erased and somebody added before the keys follow."""
    with staged(shop, tmp_path, "name,member id,note\n" + MANY) as staging:
        assert staging.publish()
        (first,) = shop.customers.find("m0", 1).customers
        (last,) = shop.customers.find("m2000", 1).customers
        Erasing(shop.store, shop.clock).erase(last.id)
        with shop.store.writing() as work:
            work.directory.change(Customer(first.id, Details("Zoë", user_id="Z0")))
            work.directory.add(Customer("kim", Details("Kim")))
        staging.index()
    assert is_in_step(tmp_path)
    assert [shop.customers.find(word, 5).total for word in ("z0", "kim", "m1")] == [1, 1, 1_000]


def test_what_ends_before_the_keys_of_many_are_there_leaves_the_index_to_be_made(shop: Shop, tmp_path: Path) -> None:
    with staged(shop, tmp_path, "name,member id,note\n" + MANY) as staging:
        assert staging.publish()
    assert shop.customers.find("m2000", 5).total == 1
    assert IndexBuild(database_of(tmp_path)).is_needed()
    shop.reindexing.run_if_needed()
    assert is_in_step(tmp_path)


def test_where_the_index_is_made_anew_meanwhile_the_keys_of_many_are_left_to_that(shop: Shop, tmp_path: Path) -> None:
    with staged(shop, tmp_path, "name,member id,note\n" + MANY) as staging:
        assert staging.publish()
        shop.reindexing.run()
        staging.index()
    assert is_in_step(tmp_path)


def test_who_is_brought_in_while_the_index_is_made_is_in_it(shop: Shop, tmp_path: Path) -> None:
    def bring_them_in(_done: int, _all: int) -> None:
        with staged(shop, tmp_path, "name,phone,note\nBrown Smith,+1 123-4567-8900,knits\nKim,,\n") as staging:
            assert staging.publish()

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


@contextmanager
def staged(shop: Shop, folder: Path, text: str) -> Iterator[Staging]:
    """What an import holds once it has compared all of it."""
    path = folder / "more.csv"
    path.write_text(text, "utf-8")
    file, sheet = shop.importing._looked_at(ImportRequest(path))
    with shop.store.staging() as staging:
        shop.importing._gather(file, sheet, staging, Headway())
        staging.compare()
        yield staging


def is_in_step(folder: Path) -> bool:
    assert not IndexBuild(database_of(folder)).is_needed()
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        there.row_factory = sqlite3.Row
        people = there.execute("SELECT rowid AS number, * FROM customer WHERE id <> ?", (ERASED,)).fetchall()
        found = {tuple(row) for row in there.execute("SELECT * FROM look_up")}
    for row in people:
        traits = traits_of(customer_of(row).details, "GB")
        assert (row["found_by"], row["warmth"] > 0) == (traits.found_by, True)
    assert found == {key for row in people for key in key_rows(row["number"], index_keys(row["found_by"]))}
    return bool(people) and are_crowds_in_step(folder, found)


def are_crowds_in_step(folder: Path, found: set[tuple[str, int]]) -> bool:
    """Each knows whoever has a key of its beginning, and nobody else."""
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        crowds = Crowds(there)
        told = {beginning: set(crowds.crowd(beginning)) for beginning in crowds.beginnings()}
        assert crowds.next_to_gather("") is None
    assert told == {beginning: {number for key, number in found if key.startswith(beginning)} for beginning in told}
    return True


def column(folder: Path, name: str, customer_id: str) -> tuple[object, ...]:
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        return tuple(there.execute(f"SELECT {name} FROM customer WHERE id = ?", (customer_id,)).fetchone())
