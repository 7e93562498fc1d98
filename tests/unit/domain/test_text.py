"""What people, files and scanners type: what is dropped, what stays, what finds what."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk_app.domain.text import clean, digits, fold, quoted

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NAMES = [
    "Ørsted Åse",
    "김민지",
    "山田 太郎",
    "王小明",
    "محمد علی",
    "می\u200cخواهم",  # the joiner is how Persian is spelt
    "שרה כהן",
    "नरेन्द्र",
    "ක්\u200dරිස්තු",
    "สมชาย ใจดี",
    "Иван Ёлкин",
    "Ελένη",
    "ᠮᠣᠩ\u180eᠭᠣᠯ",
    "Zoë O’Brien-Nuñez",
    "𒀭𒈹",
    "\u0600١٢",
]
EMOJI = ["☕", "👩\u200d🍳", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "🇰🇷", "❤️", "👍🏽", "1️⃣"]


@pytest.mark.parametrize("name", [*NAMES, *EMOJI])
def test_every_script_and_emoji_stays_as_it_was_typed(name: str) -> None:
    assert clean(name) == unicodedata.normalize("NFC", name)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_no_control_no_bidi_and_no_surrogate_survives(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & set(BIDI)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned)
    cleaned.encode()


@given(st.text())
def test_cleaned_text_is_one_line_with_single_spaces(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert len(cleaned.splitlines()) <= 1


@given(st.characters(categories=["L", "M", "N", "P", "S"]))
def test_no_letter_mark_digit_or_sign_is_ever_lost(char: str) -> None:
    assert clean(f"a{char}b") == unicodedata.normalize("NFC", f"a{char}b")


@pytest.mark.parametrize("mark", [*BIDI, "\x00", "\x1b", "\x7f", "\x9b", "\ufeff", "\u200b", "\ud800"])
def test_an_invisible_mark_is_dropped_from_within_a_word(mark: str) -> None:
    assert clean(f"Mi{mark}na") == "Mina"


@pytest.mark.parametrize("gap", ["\t", "\r\n", "\n", "\u2028", "\u3000", "\xa0", "  "])
def test_a_gap_of_any_kind_is_one_space(gap: str) -> None:
    assert clean(f"{gap}Kim{gap}Mina{gap}") == "Kim Mina"


def test_an_accent_meets_its_letter_when_the_mark_between_them_goes() -> None:
    assert clean("e\u202a\u0301") == "é"


@pytest.mark.parametrize("nothing", ["", " ", "\u200d", "\u200c \u200d", "\x00\x01", "\u3164\u202e"[1:]])
def test_text_of_which_nothing_is_seen_is_empty(nothing: str) -> None:
    assert clean(nothing) == ""


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L", "Nd", "Zs"])))
@example("Işıl")  # its small dotless i is a capital I like any other
def test_a_text_is_found_by_its_capitals_and_by_its_small_letters(text: str) -> None:
    assert fold(text.casefold()) == fold(text)
    assert fold(text.upper()) == fold(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ZOE", "Zoë"),
        ("munoz", "Muñoz"),
        ("STRASSE", "Straße"),
        ("soren", "Søren"),
        ("lukasz", "Łukasz"),
        ("isik", "Işık"),
        ("aelfred", "Ælfred"),
        ("さとう", "サトウ"),
        ("김민지", "김민지"),
        ("ｋｉｍ", "Kim"),
        ("иван", "ИВАН"),
    ],
)
def test_case_accents_and_width_do_not_matter_for_finding(typed: str, kept: str) -> None:
    assert fold(typed) == fold(kept)


def test_hangul_is_not_taken_apart() -> None:
    assert fold("김민지") == "김민지"


@pytest.mark.parametrize(
    ("typed", "expected"), [("+1 (23) 4-5", "12345"), ("٠١٢", "012"), ("０１０", "010"), ("½²", "")]
)
def test_digits_of_any_script_become_ascii(typed: str, expected: str) -> None:
    assert digits(typed) == expected


@given(st.text())
def test_digits_are_ascii_digits_only(text: str) -> None:
    assert all(char in "0123456789" for char in digits(text))


@given(st.one_of(st.text(), st.integers(), st.dates(), st.lists(st.floats())))
def test_a_quoted_value_is_short_and_clean(value: object) -> None:
    assert len(quoted(value)) <= 40
    assert clean(quoted(value)) == quoted(value).strip()
