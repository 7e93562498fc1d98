"""``practice``: the practice service alone."""

from __future__ import annotations

import pytest

from tests.unit.cli.shop import Shop


@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_address_and_key_are_printed_and_then_it_serves(shop: Shop, json_too: tuple[str, ...]) -> None:
    ran = shop.run("practice", "--mood", "slow:3", *json_too)
    assert ran.status == 0
    assert ran.document == {"url": "http://127.0.0.1:8080", "key": "practice-key"}
    assert shop.the_desk.served


def test_an_unknown_mood_is_wrong_use(shop: Shop) -> None:
    ran = shop.run("practice", "--mood", "grumpy", "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "Mood: “grumpy” is not understood."


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_is_a_number(shop: Shop, port: str) -> None:
    assert shop.run("practice", f"--port={port}", "--json").status == 2


def test_a_port_that_cannot_be_used_says_so(shop: Shop) -> None:
    ran = shop.run("practice", "--port", "1", "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "Port 1 cannot be used."


def test_it_does_not_care_for_faulty_settings(shop: Shop) -> None:
    (shop.folder / "settings.toml").write_text("nonsense")
    assert shop.run("practice").status == 0
