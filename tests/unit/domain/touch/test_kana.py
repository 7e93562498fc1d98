"""Kana from Latin letters, and accents before theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.touch.accents import accents
from kiosk_app.domain.touch.kana import kana
from kiosk_app.domain.touch.making import Compose, Making


def typed(strokes: str, compose: Compose = kana) -> str:
    text, making = "", Making()
    for stroke in strokes:
        edit = making.add(stroke, compose)
        text = text[: len(text) - edit.goes] + edit.comes
    return text


@pytest.mark.parametrize(
    ("strokes", "text"),
    [
        ("tanaka", "たなか"),
        ("yamada", "やまだ"),
        ("shouta", "しょうた"),
        ("syouta", "しょうた"),
        ("hattori", "はっとり"),
        ("matchi", "まっち"),
        ("jun", "じゅん"),
        ("ken", "けん"),
        ("kenichi", "けにち"),
        ("kennichi", "けんいち"),
        ("shinpei", "しんぺい"),
        ("kannna", "かんな"),
        ("tsutsumi", "つつみ"),
        ("fumi", "ふみ"),
        ("KEN", "ケン"),
        ("KEn", "ケん"),
        ("SUMIsu", "スミす"),
        ("roーra", "ろーら"),
        ("nyuu", "にゅう"),
        ("k", "k"),
        ("kyq", "kyq"),
    ],
)
def test_names_as_they_are_typed(strokes: str, text: str) -> None:
    assert typed(strokes) == text


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzー"), max_size=12))
def test_nothing_that_was_struck_is_lost(strokes: str) -> None:
    """Every way of typing ends, and taking all of it back leaves nothing in the making."""
    text, making = "", Making()
    for stroke in strokes:
        edit = making.add(stroke, kana)
        text = text[: len(text) - edit.goes] + edit.comes
        assert text.endswith(making.shown)
    assert bool(text) == bool(strokes)
    while (edit_back := making.take_back(kana)) is not None:
        text = text[: len(text) - edit_back.goes] + edit_back.comes
    assert making.shown == ""


@pytest.mark.parametrize(
    ("strokes", "text"), [("´a", "á"), ("´E", "É"), ("´z", "ź"), ("´q", "´q"), ("a", "a"), ("´", "´")]
)
def test_an_accent_waits_for_its_letter(strokes: str, text: str) -> None:
    assert typed(strokes, accents) == text
