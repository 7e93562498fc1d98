"""Importing: what is new, the same and changed is told apart; a faulty line stops all of it; nobody is held up."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.problems import Fault
from kiosk_app.domain.sheet import Column, SheetRefused, Unusable
from kiosk_app.services.bringing import Bringing
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.importing import Cancelled, Headway, Imported, ImportRequest
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.timing import Timing
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


def test_once_it_is_taken_over_there_is_nothing_left_to_stop(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name\n" + "".join(f"Anna {number}\n" for number in range(2_100)))

    class StoppedLate(Headway):
        def reach(self, share: float) -> None:
            self.is_cancelled = self.is_taken_over
            super().reach(share)

    headway = StoppedLate()
    assert shop.importing.run(ImportRequest(path), headway).is_done
    assert headway.is_cancelled
    assert len(everybody(shop)) == 2_101


def test_stopped_while_the_keys_are_made_nothing_was_changed(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name\n" + "".join(f"Anna {number}\n" for number in range(2_100)))

    class StoppedThere(Headway):
        def reach(self, share: float) -> None:
            self.is_cancelled = share > 0.6
            super().reach(share)

    headway = StoppedThere()
    with pytest.raises(Cancelled):
        shop.importing.run(ImportRequest(path), headway)
    assert 0.6 < headway.share < 0.86
    assert everybody(shop) == [BROWN]


def test_who_was_added_in_the_place_of_somebody_erased_is_noticed(shop: Shop, tmp_path: Path) -> None:
    """SQLite gives the rowid of whoever was last to the next."""
    with shop.store.writing() as work:
        work.directory.add(Customer("first", Details("First")))
    Erasing(shop.store, shop.clock).erase("first")  # whoever stands for all who were erased is there from now on
    with shop.store.writing() as work:
        work.directory.add(Customer("last", Details("Last")))
    path = tmp_path / "more.csv"
    path.write_text("name,phone\nKim,020 7946 0099\n")
    file, sheet = shop.importing._looked_at(ImportRequest(path))
    with shop.store.staging() as staging:
        shop.importing._gather(file, sheet, staging, Headway())
        staging.compare()
        Erasing(shop.store, shop.clock).erase("last")
        with shop.store.writing() as work:
            work.directory.add(Customer("kim", Details("Kim", "020 7946 0099")))
        assert not staging.publish()
        staging.compare()
        assert staging.publish()
    assert [one.id for one in everybody(shop)] == ["c1", "kim"]


def test_the_indexes_are_after_many_what_they_were_before(shop: Shop, tmp_path: Path) -> None:
    before = schema(tmp_path)
    run(shop, tmp_path, "name,phone\n" + "".join(f"Anna,0207946{number:04}\n" for number in range(2_100)))
    assert schema(tmp_path) == before
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as there:
        assert there.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def schema(folder: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "kiosk.db")) as there:
        return {tuple(row) for row in there.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")}


@pytest.mark.parametrize(
    "data",
    [
        b"name,note\nAnna,\nBob," + b"x" * 10_000_000 + b"\n",
        b"name\nAnna\n" + b"B\0b\n",
        b'name,note\nAnna,tea\nBob,"cut in the middle of a ce',
        "name\nÄÖÜ\nJür".encode()[:-2],
        "name\n김민서\n박서준\n".encode("cp949")[:-2] + b"\xff\xff\n",
        b"name\nAnna\n" + b"\0" * 2_000_000,
    ],
    ids=["10 MB cell", "NUL", "open quote", "half a letter", "wrong letters", "sparse"],
)
@pytest.mark.parametrize("customers_before", [0, 2_500])
def test_a_hostile_file_is_refused_with_its_line_and_nothing_is_half_done(
    shop: Shop, tmp_path: Path, data: bytes, customers_before: int
) -> None:
    heading, rest = data.split(b"\n", 1)
    more = b"," * heading.count(b",")
    path = tmp_path / "customers.csv"
    path.write_bytes(heading + b"\n" + b"".join(b"Z%d%s\n" % (at, more) for at in range(customers_before)) + rest)
    with pytest.raises(SheetRefused) as refused:
        shop.importing.run(ImportRequest(path))
    assert refused.value.line in (customers_before + 2, customers_before + 3)
    assert everybody(shop) == [BROWN]


def test_a_formula_is_a_name_like_any_other(shop: Shop, tmp_path: Path) -> None:
    run(shop, tmp_path, "name,note\n=1+1,@SUM(A1)\n'=2+2,-3\n")
    told = [(one.details.name, one.details.note) for one in everybody(shop)][1:]
    assert told == [("=1+1", "@SUM(A1)"), ("=2+2", "-3")]  # an export of ours writes the second form


@given(st.integers(0, 60))
def test_a_file_cut_anywhere_is_taken_whole_or_not_at_all(tmp_path_factory: pytest.TempPathFactory, kept: int) -> None:
    whole = 'name,note\n"Anna, J",tea\n"Zoë","two ""lines"""\nKim,"x, y"\n'.encode()
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder)
    path = folder / "customers.csv"
    path.write_bytes(whole[:kept])
    try:
        done = shop.importing.run(ImportRequest(path, encoding="utf-8", separator=","))
    except SheetRefused:
        assert everybody(shop) == [BROWN]
        return
    assert len(everybody(shop)) == 1 + (done.new if done.is_done else 0)


class Meanwhile(Headway):
    """Something happens once all is compared, and before it is taken over."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__()
        self._happens = [happens]

    def reach(self, share: float) -> None:
        super().reach(share)
        if share >= 0.6 and self._happens:
            self._happens.pop()()


def test_the_shop_goes_on_while_customers_are_gathered(shop: Shop, tmp_path: Path) -> None:
    """Somebody is added and somebody edited between comparing and taking over: both stand, and nobody is doubled."""
    run(shop, tmp_path, "name,phone,note\nAnna,020 7946 0018,tea\n")

    def happens() -> None:
        anna = shop.customers.find("Anna", 5).customers[0]
        with shop.store.writing() as work:
            work.directory.change(Customer(anna.id, Details("Anna", "020 7946 0018", "a@example.com", note="cake")))
            work.directory.add(Customer("kim", Details("Kim", "020 7946 0099")))

    path = tmp_path / "more.csv"
    path.write_text("name,phone,note\nAnna,020 7946 0018,milk\nKim,020 7946 0099,\n")
    done = shop.importing.run(ImportRequest(path), Meanwhile(happens))
    told = {one.details.name: one.details for one in everybody(shop)}
    assert len(everybody(shop)) == 3
    assert told["Anna"] == Details("Anna", "020 7946 0018", "a@example.com", note="milk")
    assert (counts(done), done.is_done) == ((0, 1, 1, 0), True)  # as it was when they were taken over


def test_lines_that_contradict_each_other_only_since_the_shop_went_on_are_told(shop: Shop, tmp_path: Path) -> None:
    """Two lines that nobody could know to be one customer, until that customer came to the counter."""

    def happens() -> None:
        with shop.store.writing() as work:
            work.directory.add(Customer("anna", Details("Anna", "020 7946 0018", "a@example.com")))

    path = tmp_path / "more.csv"
    path.write_text("name,phone,email,note\nAnna,020 7946 0018,,tea\nAnna,,a@example.com,cake\n")
    done = shop.importing.run(ImportRequest(path), Meanwhile(happens))
    assert ([(one.line, one.twin) for one in done.faulty], done.is_done) == ([(3, 2)], False)
    assert [one.details.note for one in everybody(shop)] == ["Oat milk", ""]


def test_a_directory_that_changes_all_the_while_is_waited_for_no_longer(shop: Shop, tmp_path: Path) -> None:
    class Restless(Headway):
        def reach(self, share: float) -> None:
            if share >= 0.6:
                with shop.store.writing() as work:
                    work.directory.add(Customer(new_id(), Details("Kim")))

    path = tmp_path / "more.csv"
    path.write_text("name\nAnna\n")
    with pytest.raises(StoreTrouble):
        shop.importing.run(ImportRequest(path), Restless())
    assert not shop.customers.find("anna", 5).customers


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
@example([("¸", "", "")])  # nothing is left of it once it is folded
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
