"""The form of a stamp card: what is typed becomes a card, its faults sentences, its dates a preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil
from kiosk_app.presenters.card_form import (
    Holds,
    TypedCard,
    card_of,
    complaints,
    next_leap_day,
    preview,
    typed_card,
)
from kiosk_app.words.language import english

EN = english()
TODAY = date(2026, 11, 21)
TYPED = TypedCard(card_idx="123", name="Coffee card", reward="a free coffee")


def said(typed: TypedCard, base: StampCard | None = None) -> dict[str, str]:
    with pytest.raises(BadInput) as caught:
        card_of(typed, base, TODAY)
    return complaints(EN, caught.value.problems)


def test_what_is_typed_becomes_a_card() -> None:
    assert card_of(TYPED, None, TODAY) == StampCard(123, "Coffee card", "a free coffee")


@pytest.mark.parametrize(
    ("valid", "holds"),
    [
        (ValidFor(1, Unit.YEARS), Holds.TIME),
        (ValidFor(6, Unit.MONTHS), Holds.TIME),
        (ValidFor(30, Unit.DAYS), Holds.DAYS),
        (ValidUntil(date(2027, 6, 30)), Holds.DATE),
        (ValidUntil(date(2020, 6, 30)), Holds.DATE),  # over long ago, and not touched
    ],
)
def test_a_card_goes_through_the_form_unchanged(valid: ValidFor | ValidUntil, holds: Holds) -> None:
    card = StampCard(
        *(7, "Bean club", "beans", 8, Glyph.BEAN, "https://vvd.bz", valid),
        active=False,
        memo="{counter}",
        etc1_name="Size",
        etc2_name="Milk",
        has_card=HasCard.ASK,
        pause_s=5,
        per_day=3,
        start_delay_days=0,
        ready_active=True,
    )
    typed = typed_card(card)
    assert typed.holds is holds
    assert card_of(typed, card, TODAY) == card


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"card_idx": ""}, "card_idx", "Card IDX is missing. Please fill it in."),
        ({"card_idx": "12a"}, "card_idx", "Card IDX: “12a” does not fit. It is a whole number from 1 up."),
        ({"card_idx": "0"}, "card_idx", "Card IDX: “0” does not fit. It is a whole number from 1 up."),
        ({"card_idx": "9" * 20}, "card_idx", f"Card IDX: “{'9' * 20}” does not fit. It is a whole number from 1 up."),
        ({"name": " "}, "name", "Name is missing. Please fill it in."),
        ({"holds": Holds.DAYS, "days": "x"}, "valid", "Valid for: “xd” is not a time a stamp can hold."),
        ({"holds": Holds.DAYS, "days": ""}, "valid", "Valid for: “0d” is not a time a stamp can hold."),
        ({"holds": Holds.DATE, "until": "2026-11-20"}, "valid", "Valid until: “2026-11-20” is already over."),
        ({"holds": Holds.DATE, "until": "2033-01-01"}, "valid", "Valid until: “2033-01-01” is too far ahead."),
        ({"holds": Holds.DATE, "until": "1.2."}, "valid", "Valid until: “1.2.” is not a date."),
        ({"domain": "http://x"}, "domain", "Link domain: “http://x” is not a link domain."),
        ({"pause_s": "a bit"}, "pause_s", "Pause between visits: “a bit” is not a number."),
        ({"pause_s": "86401"}, "pause_s", "Pause between visits: “86401” does not fit. It goes from 0 to 86400."),
        ({"first_visit": True, "active": False}, "first_visit", "First visit: the first visit counts only on a stamp"),
    ],
)
def test_a_fault_is_a_sentence_at_its_field(change: dict[str, object], field: str, sentence: str) -> None:
    found = said(replace(TYPED, **change))  # type: ignore[arg-type]
    assert list(found) == [field]
    assert found[field].startswith(sentence)


def test_no_number_is_no_pause() -> None:
    assert card_of(replace(TYPED, pause_s=" "), None, TODAY).pause_s == 0


def test_every_fault_is_told_at_once() -> None:
    assert set(said(TypedCard(holds=Holds.DAYS, days=""))) == {"card_idx", "name", "valid"}


def test_the_preview_shows_the_dates_of_a_year() -> None:
    shown = preview(EN, TYPED, None, TODAY)
    assert shown.title == "Coffee card"
    assert shown.until == "Until 21 November 2027"
    assert shown.issued_today == "Issued today: until 21 November 2027"
    assert shown.rows == (
        ("today", "is valid until 21 Nov 2027"),
        ("on 29 Feb 2028", "is valid until 28 Feb 2029"),
    )
    assert shown.said.startswith("Coffee card, 10 visits. today is valid until")


def test_the_preview_of_days_and_of_a_date_has_one_line() -> None:
    assert preview(EN, replace(TYPED, holds=Holds.DAYS, days="30"), None, TODAY).rows == (
        ("today", "is valid until 21 Dec 2026"),
    )
    assert preview(EN, replace(TYPED, holds=Holds.DATE, until="2027-03-31"), None, TODAY).rows == (
        ("today", "is valid until 31 Mar 2027"),
    )


@pytest.mark.parametrize("until", ["", "2027-13-01", "2020-01-01", "2040-01-01"])
def test_a_date_that_cannot_be_previews_nothing(until: str) -> None:
    shown = preview(EN, replace(TYPED, name="", holds=Holds.DATE, until=until), None, TODAY)
    assert (shown.title, shown.until, shown.rows) == ("Stamp card", "", ())


@given(st.dates(date(2000, 1, 1), date(2110, 1, 1)))
def test_the_next_leap_day_lies_ahead(today: date) -> None:
    leap = next_leap_day(today)
    assert (leap.month, leap.day) == (2, 29)
    assert today < leap
    assert leap.year - today.year <= 8
