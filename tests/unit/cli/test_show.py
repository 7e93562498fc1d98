"""``show``: fresh, from our own record, or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.outcome import Call
from tests.fakes.stamp_api import OFFLINE
from tests.unit.cli.shop import Shop


@pytest.fixture
def issued(coffee: Shop) -> Shop:
    """A shop that issued stamp 1347 to Brown Smith."""
    assert coffee.run("issue", "--card", "123", "--name", "Brown Smith").status == 0
    return coffee


@pytest.mark.parametrize(
    "stamp", ["1347", " 1347 ", "https://vvd.bz/stamp/1347", "vvd.bz/stamp/1347", "HTTPS://VVD.BZ/stamp/1347"]
)
def test_a_stamp_is_shown_as_the_service_has_it(issued: Shop, stamp: str) -> None:
    issued.api.add(1347)
    ran = issued.run("show", stamp, "--json")
    assert (ran.status, ran.document["state"], ran.document["existing"]) == (0, "done", True)
    assert ran.document["stamp"]["visits"] == 1
    assert ran.document["entries"] == []
    assert ran.document["customer"] == issued.customers().find("smith").customers[0].id
    assert ran.document["message"] == "Coffee card · 1 of 10 · 21 November 2026 to 21 November 2027"


def test_without_json_the_link_alone_is_on_standard_output(issued: Shop) -> None:
    assert issued.run("show", "1347").out == "https://vvd.bz/stamp/1347\n"


def test_offline_our_own_record_is_shown(issued: Shop, tmp_path: Path) -> None:
    issued.api.script(Call.VALIDATE, OFFLINE)
    ran = issued.run("show", "1347", "--qr", str(tmp_path / "code.svg"), "--json")
    assert (ran.status, ran.document["state"]) == (3, "waiting")
    assert ran.document["stamp"]["as_of"] == "2026-11-21T10:42:00Z"
    assert ran.document["message"].endswith("No internet. This is our own record of 21 November 2026.")
    assert issued.written == {tmp_path / "code.svg": "https://vvd.bz/stamp/1347"}


def test_offline_a_stamp_we_do_not_know_is_not_shown(coffee: Shop) -> None:
    coffee.api.script(Call.VALIDATE, OFFLINE)
    ran = coffee.run("show", "999", "--json")
    assert (ran.status, ran.document["stamp"]) == (3, None)


def test_without_a_key_our_own_record_is_shown(issued: Shop) -> None:
    issued.the_vault = MemoryVault()
    ran = issued.run("show", "1347", "--json")
    assert ran.status == 3
    assert ran.document["stamp"]["stamp_idx"] == 1347
    assert issued.run("show", "999", "--json").status == 6


def test_a_stamp_that_the_service_refuses_says_why(issued: Shop) -> None:
    issued.api.stamps[1347] = replace(issued.api.stamps[1347], redeemed=True)
    ran = issued.run("show", "1347", "--json")
    assert (ran.status, ran.document["state"]) == (4, "refused")
    assert "Its message: “The stamp's reward has already been used.”" in ran.document["message"]


def test_a_stamp_that_nobody_knows_is_refused(issued: Shop) -> None:
    ran = issued.run("show", "999", "--json")
    assert (ran.status, ran.document["stamp"], ran.document["existing"]) == (4, None, False)


def test_a_switched_off_stamp_says_so_by_our_own_record(coffee: Shop) -> None:
    coffee.run("issue", "--card", "123", "--name", "Brown", "--inactive")
    ran = coffee.run("show", "1347", "--json")
    assert ran.status == 4
    assert ran.document["message"].endswith("This stamp is switched off.")


@pytest.mark.parametrize("stamp", ["", "two words", "https://example.com/menu", "0", "9" * 40])
def test_a_code_of_somebody_else_is_wrong_input(coffee: Shop, stamp: str) -> None:
    ran = coffee.run("show", stamp, "--json")
    assert ran.status == 2
    assert ran.document["error"] == {
        "what": "This code is not one of ours.",
        "advice": "Look the customer up by name.",
    }
    assert not coffee.api.asked
