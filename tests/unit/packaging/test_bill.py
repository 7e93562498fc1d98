"""The bill of materials: everything that is shipped has an owner, a licence and its words, or nothing is shipped."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import bill
import PySide6
import pytest
import requests


def test_a_files_owner_is_named_with_its_licence() -> None:
    parts = {part.name: part for part in bill.parts_of([Path(requests.__file__)], [])}
    assert set(parts) == {"Python", "pyinstaller", "requests"}
    assert (parts["requests"].version, parts["requests"].licence) == (version("requests"), "Apache-2.0")


def test_qts_package_brings_no_text_and_ours_is_shipped(tmp_path: Path) -> None:
    bill.write_texts(bill.parts_of([Path(PySide6.__file__)], []), tmp_path)
    assert {text.name for text in (tmp_path / "pyside6-essentials").iterdir()} >= {
        "LGPL-3.0.txt",
        "GPL-3.0.txt",
        "QT.txt",
    }


def test_what_belongs_to_nobody_is_not_shipped(tmp_path: Path) -> None:
    with pytest.raises(bill.Unlicensed, match="belongs to nobody"):
        bill.parts_of([tmp_path / "found-in-the-street.so"], [])


def test_the_same_parts_give_the_same_bill() -> None:
    parts = bill.parts_of([Path(requests.__file__)], [])
    assert bill.bill("1.0", parts) == bill.bill("1.0", list(parts))
    document = json.loads(bill.bill("1.0", parts))
    assert document["specVersion"] == "1.6"
    assert {component["name"] for component in document["components"]} == {"Python", "pyinstaller", "requests"}
    assert set(document["dependencies"][0]["dependsOn"]) == {part["bom-ref"] for part in document["components"]}
