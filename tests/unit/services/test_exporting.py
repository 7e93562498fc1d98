"""Exporting: a file that runs nothing, that its user alone can read, and that an import knows again."""

from __future__ import annotations

import csv
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details, checked_details
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.sheet import SheetRefused, Unusable
from kiosk_app.services.exporting import Exporting
from kiosk_app.services.importing import ImportRequest
from kiosk_app.services.visits import VisitRequest
from kiosk_app.words.lists import masked_phone
from tests.shops import Shop

ID = "0123456789abcdef0123"
FORMULA = Customer(
    ID, Details('=HYPERLINK("x")', "+44 20 7946 0018", "@a@example.com", "-7", note="'=1"), date(2026, 1, 2)
)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path, customer=FORMULA)


def exporting(shop: Shop) -> Exporting:
    return Exporting(shop.store, masked_phone)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_no_cell_is_a_formula_and_phones_are_masked(shop: Shop, tmp_path: Path) -> None:
    shop.put_stamp(1301)
    made = exporting(shop).customers(tmp_path / "out.csv")
    (row,) = rows(made.path)
    assert row == {
        "id": ID,
        "name": '\'=HYPERLINK("x")',
        "phone": "•••• 0018",
        "email": "'@a@example.com",
        "user-id": "'-7",
        "etc1": "",
        "etc2": "",
        "note": "''=1",
        "consent": "2026-01-02",
        "stamp-idx": "1301",
    }
    assert made.rows == 1


def test_phones_are_in_full_where_somebody_asked(shop: Shop, tmp_path: Path) -> None:
    exporting(shop).customers(tmp_path / "out.csv", with_phones=True)
    assert rows(tmp_path / "out.csv")[0]["phone"] == "'+44 20 7946 0018"


def test_the_data_in_use_is_not_written_over(shop: Shop, tmp_path: Path) -> None:
    for export in (exporting(shop).customers, lambda path: exporting(shop).person(path, ID)):
        with pytest.raises(SheetRefused) as refused:
            export(tmp_path / "kiosk.db")
        assert refused.value.why is Unusable.A_DATABASE
    assert shop.customers.customer(ID)


def test_its_user_alone_can_read_it_and_what_was_there_stays_where_it_fails(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o644)
    exporting(shop).customers(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(SheetRefused) as refused:
        exporting(shop).customers(tmp_path / "no folder" / "out.csv")
    assert refused.value.why is Unusable.NOT_WRITTEN
    with pytest.raises(SheetRefused):
        exporting(shop).customers(tmp_path)
    assert list(tmp_path.glob("out.csv.*")) == []


def test_the_history_is_written_with_names(shop: Shop, tmp_path: Path) -> None:
    shop.put_stamp(1301)
    shop.visits.add(VisitRequest("press", 1301))
    exporting(shop).history(tmp_path / "out.csv", None, None, None)
    (row,) = rows(tmp_path / "out.csv")
    assert (row["kind"], row["state"], row["stamp_idx"], row["customer"]) == ("visit", "waiting", "1301", ID)
    assert row["name"].startswith("'=")


def test_one_person_gets_all_that_is_kept_of_them(shop: Shop, tmp_path: Path) -> None:
    shop.put_stamp(1301)
    shop.visits.add(VisitRequest("press", 1301))
    exporting(shop).person(tmp_path / "out.json", ID)
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert told["customer"]["phone"] == "+44 20 7946 0018"
    assert [stamp["stamp_idx"] for stamp in told["stamps"]] == [1301]
    assert [entry["kind"] for entry in told["history"]] == ["visit"]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=15)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=5), st.booleans())
def test_what_is_exported_is_imported_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, str, str]], with_phones: bool
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder, customer=FORMULA)
    count = 1
    with shop.store.writing() as work:
        for name, phone, user_id, note in people:
            try:
                details = checked_details(Details(name, phone, "", user_id, note=note))
            except BadInput:
                continue
            work.directory.add(Customer(new_id(), details))
            count += 1
    exporting(shop).customers(folder / "out.csv", with_phones=with_phones)
    done = shop.importing.run(ImportRequest(folder / "out.csv"))
    assert (done.new, done.same, done.changed, done.faulty) == (0, count, 0, ())
