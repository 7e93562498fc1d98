"""Importing: what is new, the same and changed is told apart; a faulty line stops all of it; nobody is held up."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.problems import Fault
from kiosk_app.domain.sheet import Column, SheetRefused, Unusable
from kiosk_app.services.bringing import Bringing
from kiosk_app.services.importing import Cancelled, Headway, Imported, ImportRequest
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.timing import Timing
from kiosk_app.store.staging import Staging
from tests.shops import BROWN, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def run(shop: Shop, tmp_path: Path, text: str, **how: object) -> Imported:
    path = tmp_path / "customers.csv"
    path.write_text(text, "utf-8")
    return shop.importing.run(ImportRequest(path, **how))  # type: ignore[arg-type]


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.new, done.same, done.changed, len(done.faulty)


def everybody(shop: Shop) -> list[Customer]:
    with shop.store.reading() as work:
        return [customer for customer, _ in work.persons.everybody()]


def test_customers_are_brought_in_and_found(shop: Shop, tmp_path: Path) -> None:
    done = run(shop, tmp_path, "name;phone;consent\nAnna Jones;020 7946 0018;21.11.2026\nBob;;\n")
    assert (counts(done), done.is_done) == ((2, 0, 0, 0), True)
    (anna,) = shop.customers.find("79460018", 5).customers
    assert (anna.details.name, anna.details.phone, anna.consent) == ("Anna Jones", "020 7946 0018", date(2026, 11, 21))


def test_the_same_file_again_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    text = "name,phone,email,member id\nAnna,020 7946 0018,,\nBob,,b@example.com,\nKim,,,m7\nZoë,,,\n"
    assert counts(run(shop, tmp_path, text)) == (4, 0, 0, 0)
    before = everybody(shop)
    assert counts(run(shop, tmp_path, text.replace("020 7946 0018", "+44 20 7946 0018"))) == (0, 4, 0, 0)
    assert everybody(shop) == before


def test_what_differs_is_changed_and_an_empty_cell_says_nothing(shop: Shop, tmp_path: Path) -> None:
    run(shop, tmp_path, "name,phone,email,note\nAnna Jones,020 7946 0018,a@example.com,tea\n")
    done = run(shop, tmp_path, "name,phone,email,note\nAnna Jonse,020 7946 0018,,coffee\n")
    assert counts(done) == (0, 0, 1, 0)
    (anna,) = shop.customers.find("coffee", 5).customers
    assert anna.details == Details("Anna Jonse", "020 7946 0018", "a@example.com", note="coffee")


def test_a_dry_run_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    done = run(shop, tmp_path, "name\nAnna\n", is_dry=True)
    assert (counts(done), done.is_done, everybody(shop)) == ((1, 0, 0, 0), False, [BROWN])


def test_two_of_a_family_with_one_phone_stay_two(shop: Shop, tmp_path: Path) -> None:
    text = "name,phone\nAnna Jones,020 7946 0018\nBob Jones,020 7946 0018\n"
    assert counts(run(shop, tmp_path, text)) == (2, 0, 0, 0)
    assert counts(run(shop, tmp_path, text)) == (0, 2, 0, 0)


def test_a_line_that_contradicts_an_earlier_one_is_told(shop: Shop, tmp_path: Path) -> None:
    text = "name,phone,note\nAnna,020 7946 0018,tea\nAnna,020 7946 0018,tea\nAnna,020 7946 0018,coffee\n"
    done = run(shop, tmp_path, text)
    assert [(one.line, one.twin) for one in done.faulty] == [(4, 2)]
    assert everybody(shop) == [BROWN]


def test_faulty_lines_are_told_with_their_numbers_and_nothing_is_taken(shop: Shop, tmp_path: Path) -> None:
    text = (
        "name,email,consent,stamp\nAnna,a.example.com,,\n,,,\nBob,,31.31.2026,\nKim,,,§\nZoë,b@example.com,,,\n"
        "Ann\nx,y@example.com,,,z\nAnna," + "x" * 300 + "@b.c,,\n"
    )
    done = run(shop, tmp_path, text)
    assert [one.line for one in done.faulty] == [2, 4, 5, 7, 8, 9]
    faults = [problem.fault for one in done.faulty for problem in one.problems]
    assert faults == [Fault.NO_AT, Fault.NOT_A_DATE, Fault.NOT_A_CHOICE, Fault.TOO_LONG]
    assert [one.cells for one in done.faulty if one.cells is not None] == [1, 5]
    assert (done.is_done, everybody(shop)) == (False, [BROWN])
    assert counts(run(shop, tmp_path, text, leaves_out=True)) == (1, 0, 0, 6)
    assert [one.details.name for one in everybody(shop)] == ["Brown Smith", "Zoë"]


def test_columns_are_what_a_person_says(shop: Shop, tmp_path: Path) -> None:
    text = "who,what\nAnna,020 7946 0018\n"
    done = run(shop, tmp_path, text, columns={"who": Column.NOTE, "2": Column.PHONE})
    assert done.sheet.columns == (Column.NOTE, Column.PHONE)
    with pytest.raises(SheetRefused) as refused:
        run(shop, tmp_path, text, columns={"where": Column.NOTE})
    assert refused.value.why is Unusable.NO_SUCH_COLUMN
    with pytest.raises(SheetRefused) as refused:
        run(shop, tmp_path, "note\ntea\n")
    assert refused.value.why is Unusable.NOBODY


def test_it_can_be_stopped_and_then_nothing_was_changed(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name\n" + "".join(f"Anna {number}\n" for number in range(3000)))
    headway = Headway(is_cancelled=True)
    with pytest.raises(Cancelled):
        shop.importing.run(ImportRequest(path), headway)
    assert 0 < headway.share < 1
    assert everybody(shop) == [BROWN]


def test_the_shop_goes_on_while_customers_are_gathered(shop: Shop, tmp_path: Path) -> None:
    """Somebody is added and somebody edited between comparing and taking over: both stand, and nobody is doubled."""
    run(shop, tmp_path, "name,phone,note\nAnna,020 7946 0018,tea\n")

    class Interrupting(Staging):
        def publish(self) -> None:
            anna = shop.customers.find("Anna", 5).customers[0]
            with shop.store.writing() as work:
                work.directory.change(Customer(anna.id, Details("Anna", "020 7946 0018", "a@example.com", note="cake")))
                work.directory.add(Customer("kim", Details("Kim", "020 7946 0099")))
            super().publish()

    with shop.store.staging() as staging:
        staging.__class__ = Interrupting
        importing = shop.importing
        path = tmp_path / "more.csv"
        path.write_text("name,phone,note\nAnna,020 7946 0018,milk\nKim,020 7946 0099,\n")
        file, sheet = importing._looked_at(ImportRequest(path))
        importing._gather(file, sheet, staging, Headway())
        staging.compare()
        staging.publish()
    told = {one.details.name: one.details for one in everybody(shop)}
    assert len(everybody(shop)) == 3
    assert told["Anna"] == Details("Anna", "020 7946 0018", "a@example.com", note="milk")


def test_stamps_are_looked_at_later_and_join_their_customers(shop: Shop, tmp_path: Path) -> None:
    shop.put_stamp(1301)
    shop.put_stamp(1302)
    with shop.store.writing() as work:
        work.directory.drop_stamp(1302)
    done = run(shop, tmp_path, "name,stamp idx\nAnna,1302\nBob,https://vvd.bz/stamp/1399\nKim,1301\n")
    assert [(one.line, one.not_theirs) for one in done.faulty] == [(4, "1301")]
    run(shop, tmp_path, "name,stamp idx\nAnna,1302\nBob,https://vvd.bz/stamp/1399\n")
    line = PacedLine(shop.store, shop.api, shop.account, shop.looking, Timing(), chance=lambda: 0.5)
    bringing = Bringing(line, Reconciling(line, shop.clock.today))
    assert [bringing.look_at_next() for _ in range(3)] == [Reconciled.LOOKED, Reconciled.LOOKED, Reconciled.NOTHING]
    owner = shop.customers.customer_of_stamp(1302)
    assert owner
    assert owner.details.name == "Anna"
    with shop.store.reading() as work:
        assert work.persons.brought_left() == (0, 1)


NAMES = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "020 7946 0018", "020 7946 0019"]), NAMES), max_size=8))
def test_whatever_is_imported_is_the_same_when_it_is_imported_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder)
    path = folder / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "phone", "note"), *rows])
    importing = shop.importing
    try:
        first = importing.run(ImportRequest(path, encoding="utf-8", separator=",", leaves_out=True))
        again = importing.run(ImportRequest(path, encoding="utf-8", separator=",", leaves_out=True))
    except SheetRefused:
        return
    assert len(everybody(shop)) == 1 + first.new
    assert (again.new, again.changed) == (0, 0)
