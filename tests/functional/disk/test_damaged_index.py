"""A search index that the disk spoilt costs nothing but a slower search until it is made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.settings import Settings
from kiosk_app.services.customers import Customers
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.look_up_mending import cut_out_index
from kiosk_app.store.store import Store
from tests.conftest import LogWatch
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.functional.disk.damage import used

PAGE = 4096
READ_BY_EVERY_SEARCH = ["look_up", "sqlite_autoindex_look_up_crowd_1"]


def spoilt(folder: Path, table: str) -> Store:
    """Random bytes over the first page of a table."""
    path = used(folder)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x99" * 64)
    return make_store(folder, FakeClock())


def customers_of(store: Store) -> Customers:
    return Customers(store, Settings, FakeClock())


@pytest.mark.parametrize("table", READ_BY_EVERY_SEARCH)
def test_a_search_in_a_spoilt_index_is_answered_without_it(tmp_path: Path, log_watch: LogWatch, table: str) -> None:
    log_watch.expect("the search index is damaged")
    customers = customers_of(spoilt(tmp_path, table))
    assert {one.id for one in customers.find("customer 17").customers} == {"c17", *(f"c{170 + n}" for n in range(10))}


@pytest.mark.parametrize("table", READ_BY_EVERY_SEARCH)
def test_a_spoilt_index_is_cut_out_and_made_anew(tmp_path: Path, log_watch: LogWatch, table: str) -> None:
    log_watch.expect("the search index is damaged")
    log_watch.expect("the search index was damaged")
    store = spoilt(tmp_path, table)
    customers_of(store).find("customer")
    build = IndexBuild(store._database)
    assert build.is_needed()
    assert build.run() == 300
    assert customers_of(store).find("customer 250").total == 1
    store._database.check()


@pytest.mark.parametrize("table", [*READ_BY_EVERY_SEARCH, "look_up_crowd"])
def test_looking_through_the_file_mends_it_too(tmp_path: Path, log_watch: LogWatch, table: str) -> None:
    log_watch.expect("the search index was damaged")
    store = spoilt(tmp_path, table)
    store._database.check(cut_out_index)
    assert IndexBuild(store._database).is_needed()
    store._database.check()


def test_any_other_damage_is_left_as_it_is(tmp_path: Path) -> None:
    store = spoilt(tmp_path, "customer_by_warmth")
    before = (tmp_path / "kiosk.db").read_bytes()
    with pytest.raises(StoreTrouble) as caught:
        store._database.check(cut_out_index)
    assert caught.value.reason is DiskReason.DAMAGED
    assert (tmp_path / "kiosk.db").read_bytes() == before
