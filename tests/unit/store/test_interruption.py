"""A search that nobody waits for ends in the middle of its query, and takes no other with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.settings import Settings
from kiosk_app.services.customers import Customers
from kiosk_app.store.interruption import GivenUp
from kiosk_app.store.store import Store, Work
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store

FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT newer_key() FROM n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = make_store(tmp_path, FakeClock())
    with store.writing() as work:
        work.directory.add(Customer("c", Details("Brown")))
    return store


def search_for_ever(store: Store, work: Work) -> None:
    """The newer key comes while the query runs."""

    def newer_key() -> int:
        store.give_up_searching()
        return 1

    connection = work.look_up._db
    connection.create_function("newer_key", 0, newer_key)
    connection.execute(FOR_EVER).fetchall()


def test_a_query_ends_where_a_newer_key_comes(store: Store) -> None:
    with pytest.raises(GivenUp), store.searching() as work:
        search_for_ever(store, work)


def test_the_next_search_has_its_answer(store: Store) -> None:
    with pytest.raises(GivenUp), store.searching() as work:
        search_for_ever(store, work)
    store.give_up_searching()
    customers = Customers(store, Settings, FakeClock())
    assert customers.rows("brown").total == 1
    customers.give_up_searching()
    assert customers.rows("brown").total == 1


def test_what_was_given_up_is_nobody_and_no_fault(store: Store) -> None:
    def settings() -> Settings:
        """They are read for what was found: the newer key comes just then."""
        with store.searching() as work:
            search_for_ever(store, work)
        return Settings()

    customers = Customers(store, settings, FakeClock())
    assert customers.rows("brown").rows == ()
