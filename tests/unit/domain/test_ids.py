"""Stamp IDXs keep their type, references are read aloud without doubt, and the key shows itself to nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.ids import (
    MAX_KEY_UTF16_UNITS,
    MAX_STAMP_IDX,
    REFERENCE_LETTERS,
    ApiKey,
    new_id,
    new_reference,
    stamp_idx_from_text,
    stamp_idx_from_wire,
)

text_ids = st.from_regex(re.compile(r"[A-Za-z0-9_-]{1,64}"), fullmatch=True)


@given(st.integers(1, MAX_STAMP_IDX) | text_ids)
def test_an_id_of_the_service_keeps_its_type(value: int | str) -> None:
    assert stamp_idx_from_wire(value) == value
    assert type(stamp_idx_from_wire(value)) is type(value)


@pytest.mark.parametrize(
    "value",
    [None, True, False, 0, -1, MAX_STAMP_IDX + 1, 1.0, "", "a" * 65, "a b", "../x", "a/b", "a?b", "é", "a\n", [], {}],
)
def test_what_we_would_not_put_into_a_link_is_no_id(value: object) -> None:
    assert stamp_idx_from_wire(value) is None


@given(st.integers(1, MAX_STAMP_IDX))
def test_digits_that_are_typed_mean_a_number(number: int) -> None:
    assert stamp_idx_from_text(f" {number} ") == number


@pytest.mark.parametrize("typed", ["", "0", "9" * 20, "١٢", "1 2", "https://vvd.bz/stamp/1", str(MAX_STAMP_IDX + 1)])
def test_what_is_typed_and_no_id_is_none(typed: str) -> None:
    assert stamp_idx_from_text(typed) is None


def test_an_id_of_letters_stays_as_it_is_typed() -> None:
    assert stamp_idx_from_text("ZJLF0399WQBEQZJM\r\n") == "ZJLF0399WQBEQZJM"


@given(st.text())
def test_any_text_is_an_id_or_none(text: str) -> None:
    found = stamp_idx_from_text(text)
    assert found is None or stamp_idx_from_wire(found) == found


def test_a_reference_has_eight_letters_that_are_not_mistaken_for_each_other() -> None:
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(f"[{REFERENCE_LETTERS}]{{8}}", reference) for reference in made)
    assert not set(REFERENCE_LETTERS) & set("0O1IL2Z5S8BU")


def test_our_ids_do_not_repeat() -> None:
    made = {new_id() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch("[0-9a-f]{20}", one) for one in made)


@given(st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=8, max_size=80))
def test_a_key_shows_itself_only_when_asked_by_name(text: str) -> None:
    key = ApiKey.from_text(f"  {text}\r\n")
    assert key is not None
    assert key.reveal() == text
    for shown in (repr(key), str(key), f"{key}", f"{key:>30}", f"{key!r}", f"{[key]}", "%s" % key):  # noqa: UP031
        assert "ApiKey(…)" in shown
        assert text not in shown


@pytest.mark.parametrize("text", ["", "  ", "a b", "a\nb", "schlüssel", "x" * (MAX_KEY_UTF16_UNITS + 1), "a\x00"])
def test_what_no_header_could_carry_is_no_key(text: str) -> None:
    assert ApiKey.from_text(text) is None


def test_the_longest_key_that_windows_keeps_is_one() -> None:
    assert ApiKey.from_text("x" * MAX_KEY_UTF16_UNITS) is not None
