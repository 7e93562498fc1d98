"""``card add``, ``list`` and ``remove``."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.validity import ValidUntil
from tests.unit.cli.shop import Shop

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
