"""What is marked of a customer, and what stays hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.text import digits, fold
from kiosk_app.presenters.marking import Marked, marked, marked_email, marked_phone


def cut(shown: Marked) -> list[str]:
    return [shown.text[start:end] for start, end in shown.marks]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Brown Smith", ["bro"], ["Bro"]),
        ("Brown Smith", ["bro", "smi"], ["Bro", "Smi"]),
        ("Sophie Brouwer", ["o"], []),
        ("Anne-Marie O'Brien", ["marie", "brien"], ["Marie", "Brien"]),
        ("Zoë Ångström", ["angstrom"], ["Ångström"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("김민서", ["민서"], ["민서"]),
        ("김민서", ["\u1106\u1109"], ["민서"]),
        ("김 민서", ["\u1100\u1106\u1109"], ["김 민서"]),
        ("サトウ 太郎", ["さと", "郎"], ["サト", "郎"]),
        ("ﬁne", ["f"], ["ﬁ"]),
        ("김민서", ["김민", "민서"], ["김민서"]),
        ("Anna", ["nn"], []),
        ("Anna", ["x"], []),
        ("", ["x"], []),
    ],
)
def test_letters_are_marked_as_they_were_compared(text: str, words: list[str], found: list[str]) -> None:
    assert cut(marked(text, words)) == found


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("", "•••• 8900", []),
        ("8900", "•••• 8900", ["8900"]),
        ("900", "•••• 8900", ["900"]),
        ("678900", "•••• 678900", ["678900"]),
        ("1234", "•••• 1234 •••• 8900", ["1234"]),
        ("5555", "•••• 8900", []),
    ],
)
def test_a_phone_shows_its_end_and_what_was_typed(number: str, text: str, found: list[str]) -> None:
    shown = marked_phone("+1 123-4567-8900", number)
    assert (shown.text, cut(shown)) == (text, found)


@pytest.mark.parametrize(("phone", "text"), [("", ""), ("12345", "••••"), ("none", "")])
def test_a_short_phone_shows_nothing_of_itself(phone: str, text: str) -> None:
    assert marked_phone(phone, "1234").text == text


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ([], "•••@lindqvist.se", []),
        (["bro"], "bro•••@lindqvist.se", ["bro"]),
        (["lin"], "•••@lindqvist.se", ["lin"]),
        (["lindqvist"], "•••@lindqvist.se", ["lindqvist"]),
        (["brolin@"], "brolin@lindqvist.se", ["brolin@"]),
    ],
)
def test_an_e_mail_shows_its_host_and_what_was_typed(words: list[str], text: str, found: list[str]) -> None:
    shown = marked_email("brolin@lindqvist.se", words)
    assert (shown.text, cut(shown)) == (text, found)


@given(st.text(max_size=20), st.text(max_size=4))
def test_marks_lie_in_the_text_and_apart(text: str, word: str) -> None:
    shown = marked(text, fold(word).split())
    edges = [edge for mark in shown.marks for edge in mark]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@given(st.from_regex(r"\A\+?[0-9 -]{7,16}\Z"), st.from_regex(r"\A[0-9]{0,6}\Z"))
def test_a_phone_never_shows_more_than_its_end_and_what_was_typed(phone: str, number: str) -> None:
    shown = digits(marked_phone(phone, number).text)
    assert len(shown) <= 4 + len(number)
