"""The books keep what they are given, and the page behind a link shows it without trusting a letter of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.practice.page import SAFETY_HEADERS, missing_page, stamp_page
from kiosk_app.practice.truth import Books, BornCard, BornStamp, Truth
from tests.unit.practice.conftest import CARDS, FULL, TODAY, Account


def test_a_fresh_file_is_born_with_its_stamps_and_a_used_one_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    for name in ("Coffee card", "Tea card"):
        books = Books(path)
        books.bear([BornCard(123, name, "", 10)], [FULL], "2026-11-21T00:00:00+00:00")
        if name == "Coffee card":
            books.delete(7)
        else:
            card = books.card(123)
            assert card is not None
            assert card.name == "Tea card"
            assert books.stamp(7) is None
        books.close()


def test_new_ids_begin_above_every_stamp_that_was_born() -> None:
    books = Books(None)
    books.bear(CARDS, [FULL, replace(FULL, stamp_idx=5000), replace(FULL, stamp_idx="ZJLF0399WQBEQZJM")], "")
    assert (books.next_number(), books.next_number()) == (5001, 5002)
    books.close()


def test_a_transaction_that_fails_leaves_nothing_behind(account: Account) -> None:
    def fail() -> None:
        with account.books.open():
            account.books.delete(7)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert account.stamp(7).visits == 10


def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    books = Books(path)
    books.bear(CARDS, [FULL], "")
    modes = {found.name: found.stat().st_mode & 0o077 for found in tmp_path.iterdir()}
    books.close()
    assert modes == {"practice.db": 0, "practice.db-wal": 0, "practice.db-shm": 0}


def test_the_truth_survives_its_way_through_json(account: Account) -> None:
    account.issue(memo="김민지")
    truth = account.books.truth()
    assert Truth.from_json(json.loads(json.dumps(truth.to_json()))) == truth
    assert truth.stamp(1347) is not None
    assert truth.stamp("1347") is None


def page(born: BornStamp = FULL, card: BornCard = CARDS[0], today: date = TODAY) -> str:
    books = Books(None)
    try:
        books.bear([card], [born], "")
        stamp = books.stamp(born.stamp_idx)
        assert stamp is not None
        return stamp_page(stamp, card, today).decode()
    finally:
        books.close()


def test_the_page_shows_the_card_the_marks_and_the_dates_and_says_that_it_is_practice() -> None:
    text = page(replace(FULL, stamp_idx=1347, visits=7))
    assert "<h1>Coffee card</h1>" in text
    assert text.count("<li class=on>") == 7
    assert text.count("<li") == 10
    assert "<b>7</b> of 10" in text
    assert "Valid from 1 January 2026 until 1 January 2027" in text
    assert "Practice stamp 1347. Not a real stamp." in text


def test_the_page_names_no_customer() -> None:
    assert "Brown" not in page()


@pytest.mark.parametrize(
    ("born", "today", "sentence"),
    [
        (FULL, TODAY, "Full. The reward is ready."),
        (replace(FULL, redeemed=True), TODAY, "The reward was handed over."),
        (replace(FULL, active=False), TODAY, "This stamp is switched off."),
        (FULL, date(2027, 1, 2), "This stamp has expired."),
    ],
)
def test_the_page_says_how_it_stands_with_the_stamp(born: BornStamp, today: date, sentence: str) -> None:
    assert sentence in page(born, today=today)


def test_whatever_a_card_is_called_it_stays_text() -> None:
    text = page(card=BornCard(123, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', 10))
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_card_of_a_thousand_places_draws_a_page_that_still_fits() -> None:
    text = page(card=BornCard(123, "Long", "", 1000))
    assert text.count("<li") == 60
    assert "<b>10</b> of 1000" in text


def test_the_page_may_load_nothing_but_its_own_style() -> None:
    policy = dict(SAFETY_HEADERS)["Content-Security-Policy"]
    for text in (page(), missing_page().decode()):
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in policy
        assert " style=" not in text
    assert policy.startswith("default-src 'none';")
