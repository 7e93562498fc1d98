"""``customer import``, ``export``, ``erase``, ``duplicates`` and ``merge``, and ``history --csv``."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.stamp import UserFields
from tests.unit.cli.shop import Shop


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text("Name;Telefon;x\nAnna;020 7946 0018;tea\nBob;;\n", "utf-8")
    return path


def test_an_import_tells_what_it_did(shop: Shop, sheet: Path) -> None:
    dry = shop.run("customer", "import", str(sheet), "--dry-run", "--json")
    assert (dry.status, dry.document["new"], dry.document["done"]) == (0, 2, False)
    ran = shop.run("customer", "import", str(sheet), "--column", "note=x", "--json")
    assert ran.status == 0
    assert ran.document == {
        "new": 2,
        "same": 0,
        "changed": 0,
        "faulty": [],
        "stamps": 0,
        "done": True,
        "encoding": "utf-8",
        "separator": ";",
        "columns": [
            {"heading": "Name", "holds": "name"},
            {"heading": "Telefon", "holds": "phone"},
            {"heading": "x", "holds": "note"},
        ],
        "stamps_waiting": 0,
        "stamps_not_shown": [],
    }
    assert "Imported: 2 new, 0 changed, 0 the same, 0 faulty." in ran.err
    assert shop.run("customer", "import", str(sheet), "--json").document["same"] == 2


def test_a_faulty_line_stops_all_of_it_unless_it_is_left_out(shop: Shop, sheet: Path) -> None:
    sheet.write_text("name,email\nAnna,a.example.com\nBob,\n")
    ran = shop.run("customer", "import", str(sheet), "--json")
    assert (ran.status, ran.document["done"]) == (2, False)
    assert ran.document["faulty"] == [{"line": 2, "why": "Check the e-mail: the @ is missing."}]
    assert "--leave-out-faulty" in ran.err
    assert shop.customers().find("bob").total == 0
    assert shop.run("customer", "import", str(sheet), "--leave-out-faulty").status == 0
    assert shop.customers().find("bob").total == 1


def test_stamps_that_wait_and_stamps_that_the_service_does_not_show_are_told(shop: Shop, sheet: Path) -> None:
    sheet.write_text("name,stamp idx\nAnna,1302\n,\nBob,1399\n")
    ran = shop.run("customer", "import", str(sheet), "--json")
    assert (ran.document["stamps_waiting"], ran.document["stamps_not_shown"]) == (2, [])
    assert "2 stamps are looked at in the background" in ran.err
    with shop.store.writing() as work:
        work.persons.brought_refused(1399, "No such stamp.")
    (bob,) = shop.customers().find("bob").customers
    ran = shop.run("customer", "import", str(sheet), "--dry-run", "--json")
    assert ran.document["stamps_waiting"] == 1
    assert ran.document["stamps_not_shown"] == [{"stamp_idx": 1399, "customer": bob.id, "message": "No such stamp."}]
    assert "Stamp 1399 of Bob was not brought in: the service does not show it. “No such stamp.”" in ran.err


@pytest.mark.parametrize(
    "argv",
    [
        ("--encoding", "klingon"),
        ("--separator", "ab"),
        ("--column", "phone"),
        ("--column", "shoe=Name"),
        ("--column", "phone=Where"),
    ],
)
def test_a_wrong_use_of_an_import_changes_nothing(shop: Shop, sheet: Path, argv: tuple[str, ...]) -> None:
    ran = shop.run("customer", "import", str(sheet), *argv, "--json")
    assert (ran.status, set(ran.document)) == (2, {"error"})


def test_a_file_that_is_none_gets_a_sentence_with_its_line(shop: Shop, sheet: Path) -> None:
    sheet.write_bytes(b'name\nAnna\n"Bob')
    ran = shop.run("customer", "import", str(sheet), "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "Line 3: a quotation mark opens a cell that never ends."


def test_an_export_is_imported_as_the_same(shop: Shop, tmp_path: Path) -> None:
    shop.customer(name="Anna", phone="+44 20 7946 0018")
    made = shop.run("customer", "export", str(tmp_path / "out.csv"), "--json")
    assert (made.status, made.document) == (0, {"file": str(tmp_path / "out.csv"), "rows": 1})
    assert "7946" not in (tmp_path / "out.csv").read_text("utf-8")
    assert shop.run("customer", "import", str(tmp_path / "out.csv"), "--json").document["same"] == 1
    shop.run("customer", "export", str(tmp_path / "out.csv"), "--phones")
    assert "7946" in (tmp_path / "out.csv").read_text("utf-8")


def test_one_customer_is_exported_alone(shop: Shop, tmp_path: Path) -> None:
    anna = shop.customer(name="Anna", phone="020 7946 0018")
    assert shop.run("customer", "export", str(tmp_path / "anna.json"), "--customer", anna.id).status == 0
    assert "020 7946 0018" in (tmp_path / "anna.json").read_text("utf-8")
    assert shop.run("customer", "export", str(tmp_path / "x.json"), "--customer", "nobody").status == 2


def test_an_erased_customer_is_forgotten_at_the_service_too(shop: Shop) -> None:
    shop.with_card()
    ran = shop.run("issue", "--card", "123", "--name", "Anna", "--json")
    (stamp_idx, customer) = ran.document["stamp"]["stamp_idx"], ran.document["customer"]
    erased = shop.run("customer", "erase", customer, "--json")
    assert (erased.status, erased.document) == (0, {"customer": customer, "not_cleared": []})
    user = shop.api.stamps[stamp_idx].new.user
    assert user == UserFields(user_id=user.user_id)
    assert shop.run("customer", "erase", customer, "--json").status == 2


def test_without_a_key_what_the_service_holds_is_told(shop: Shop) -> None:
    shop.with_card()
    ran = shop.run("issue", "--card", "123", "--name", "Anna", "--json")
    shop.the_vault = MemoryVault(None)
    erased = shop.run("customer", "erase", ran.document["customer"], "--json")
    assert (erased.status, erased.document["not_cleared"]) == (6, [ran.document["stamp"]["stamp_idx"]])
    assert shop.customers().find("anna").total == 0


def test_two_who_are_one_are_listed_and_merged(shop: Shop) -> None:
    anna = shop.customer(name="Anna Jones", phone="020 7946 0018")
    other = shop.customer(name="Ann Jones", phone="+44 20 7946 0018", email="a@example.com")
    listed = shop.run("customer", "duplicates", "--json").document
    assert [(one["by"], one["one"]["id"], one["other"]["id"]) for one in listed["duplicates"]] == [
        ("phone", anna.id, other.id)
    ]
    merged = shop.run("customer", "merge", anna.id, other.id, "--json")
    assert (merged.status, merged.document["customer"]["email"]) == (0, "a@example.com")
    assert shop.run("customer", "duplicates", "--json").document["duplicates"] == []
    shop.with_card()
    issued = shop.run("issue", "--card", "123", "--customer", other.id, "--json")
    assert issued.document["customer"] == anna.id
    assert len(shop.run("history", "--customer", other.id, "--json").document["entries"]) == 1


def test_two_who_are_two_are_told_apart(shop: Shop) -> None:
    one, other = shop.customer(name="Anna", phone="1234567"), shop.customer(name="Bob", phone="1234567")
    assert shop.run("customer", "merge", one.id, other.id, "--not-the-same").status == 0
    assert shop.run("customer", "duplicates", "--json").document["total"] == 0


def test_the_history_is_written_as_csv(shop: Shop, tmp_path: Path) -> None:
    shop.with_card()
    shop.run("issue", "--card", "123", "--name", "=Anna")
    ran = shop.run("history", "--csv", str(tmp_path / "out.csv"), "--json")
    assert (ran.status, ran.document["rows"]) == (0, 1)
    assert ",'=Anna," in (tmp_path / "out.csv").read_text("utf-8")
