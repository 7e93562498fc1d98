"""``card add``, ``list`` and ``remove``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.store.meta import Fact
from tests.conftest import LogWatch
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused
from tests.unit.cli.shop import ADDRESS, Shop

COFFEE = {
    "card_idx": 123,
    "name": "Coffee card",
    "reward": "a free coffee",
    "places": 10,
    "domain": None,
    "valid_for": "1y",
    "valid_until": None,
}


def test_a_card_is_added_and_listed(shop: Shop) -> None:
    added = shop.run("card", "add", "123", "--name", "Coffee card", "--reward", "a free coffee", "--json")
    assert (added.status, added.document) == (0, {"cards": [COFFEE]})
    assert shop.run("card", "list", "--json").document == {"cards": [COFFEE]}
    assert shop.run("card", "list").err == "123 · Coffee card · a free coffee · 10 places · 1y\n"


def test_every_option_of_a_card_is_kept(shop: Shop) -> None:
    ran = shop.run(
        *("card", "add", "140", "--name", "Bean club", "--reward", "beans", "--places", "8", "--glyph", "bean"),
        *("--valid-until", "2027-06-30", "--start-delay", "1", "--domain", "shop.example", "--inactive"),
        *("--memo", "{counter}", "--etc1-name", "Table", "--etc2-name", "Dog", "--has-card", "ask"),
        *("--pause", "90", "--per-day", "3", "--json"),
    )
    assert ran.status == 0
    assert ran.document["cards"][0]["valid_until"] == "2027-06-30"
    assert ran.document["cards"][0]["valid_for"] is None
    assert shop.the_settings.current().cards == (
        StampCard(
            card_idx=140,
            name="Bean club",
            reward="beans",
            places=8,
            glyph=Glyph.BEAN,
            domain="https://shop.example",
            valid=ValidUntil(date(2027, 6, 30)),
            start_delay_days=1,
            active=False,
            memo="{counter}",
            etc1_name="Table",
            etc2_name="Dog",
            has_card=HasCard.ASK,
            pause_s=90,
            per_day=3,
        ),
    )


def test_the_first_visit_is_a_choice_of_the_card(shop: Shop) -> None:
    assert shop.run("card", "add", "123", "--name", "Coffee", "--first-visit", "--valid-for", "12m").status == 0
    assert shop.the_settings.current().cards[0].first_visit


@pytest.mark.parametrize(
    "argv",
    [
        ("123",),
        ("0", "--name", "x"),
        ("abc", "--name", "x"),
        ("123", "--name", " "),
        ("123", "--name", "x", "--places", "0"),
        ("123", "--name", "x", "--places", "many"),
        ("123", "--name", "x", "--glyph", "dragon"),
        ("123", "--name", "x", "--valid-for", "soon"),
        ("123", "--name", "x", "--valid-until", "2020-01-01"),
        ("123", "--name", "x", "--valid-for", "1y", "--valid-until", "2027-01-01"),
        ("123", "--name", "x", "--domain", "http://shop.example"),
        ("123", "--name", "x", "--first-visit", "--inactive"),
        ("123", "--name", "x", "--has-card", "maybe"),
    ],
)
def test_a_wrong_card_is_not_added(shop: Shop, argv: tuple[str, ...]) -> None:
    ran = shop.run("card", "add", *argv, "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"]
    assert shop.the_settings.current().cards == ()


def test_a_card_that_is_there_is_not_added_again(coffee: Shop) -> None:
    ran = coffee.run("card", "add", "123", "--name", "Another", "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "Card IDX: “123” is there already."


def test_a_card_is_removed(coffee: Shop) -> None:
    ran = coffee.run("card", "remove", "123", "--json")
    assert (ran.status, ran.document) == (0, {"cards": []})


def test_a_card_that_is_not_there_cannot_be_removed(coffee: Shop) -> None:
    assert coffee.run("card", "remove", "999", "--json").status == 6
    assert len(coffee.the_settings.current().cards) == 1


def test_no_card_yet_says_how_to_add_one(shop: Shop) -> None:
    assert "card add" in shop.run("card", "list").err


READY = ("card", "add", "123", "--name", "Coffee card", "--ready", "2", "--ready-active", "--json")


def test_instant_stamps_are_tried_before_they_are_switched_on(shop: Shop) -> None:
    belong(shop)
    assert shop.run(*READY).status == 0
    assert (shop.the_settings.current().cards[0].ready, shop.the_settings.current().cards[0].ready_active) == (2, True)
    assert [asked.call for asked in shop.api.asked if asked.changes] == [
        Call.CREATE,
        Call.UPDATE,
        Call.DELETE,
    ]
    assert shop.api.stamps == {}


@pytest.mark.parametrize(
    ("call", "answer", "status", "says"),
    [
        (Call.CREATE, OFFLINE, 3, "No internet."),
        (Call.CREATE, refused("Not on your plan."), 4, "The service said no to instant stamps."),
        (Call.CREATE, lost(Call.CREATE), 5, "An answer was lost on the way, so nothing is proved."),
        (Call.CREATE, KEY_REFUSED, 6, "The service does not take it just now."),
    ],
)
def test_a_trial_that_fails_adds_no_card(
    shop: Shop, log_watch: LogWatch, call: Call, answer: Any, status: int, says: str
) -> None:
    belong(shop)
    if status == 6:
        log_watch.expect("sending stopped|refused")
    shop.api.script(call, answer)
    ran = shop.run(*READY)
    assert (ran.status, ran.document["error"]["what"]) == (status, says)
    assert "Instant stamps stay off." in ran.document["error"]["advice"]
    assert shop.the_settings.current().cards == ()
    assert shop.run("outbox", "--json").document == {"entries": []}


def test_a_trial_needs_the_key(shop: Shop) -> None:
    shop.the_vault = MemoryVault()
    assert shop.run(*READY).status == 6
    assert shop.the_settings.current().cards == ()


@pytest.mark.parametrize("wrong", [("--ready", "21"), ("--ready", "-1"), ("--ready", "2", "--inactive")])
def test_wrong_numbers_of_instant_stamps_try_nothing(shop: Shop, wrong: tuple[str, ...]) -> None:
    assert shop.run("card", "add", "123", "--name", "Coffee card", *wrong).status == 2
    assert shop.api.asked == []


def test_a_card_that_is_there_is_not_tried(coffee: Shop) -> None:
    assert coffee.run(*READY).status == 2
    assert coffee.api.asked == []


def belong(shop: Shop) -> None:
    with shop.store.writing() as work:
        work.meta.put(Fact.ADDRESS, ADDRESS)
