"""A phone that is read by its country's rules alone has the very key that phonenumbers gives it."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from kiosk_app.domain.plain_phone import plain_key

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
AT_THE_COUNTER = ("KR", "US", "GB", "JP", "DE", "FR", "ES", "IT", "CN", "BR", "MX", "AR", "RU", "IN", "AU", "CA")
countries = st.one_of(st.sampled_from(AT_THE_COUNTER), st.sampled_from(REGIONS))
signs = st.sampled_from(["", "", " ", "-", ".", " (", ") "])


def told_by_phonenumbers(phone: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return ""
    is_possible = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if is_possible else ""


@st.composite
def typed(draw: st.DrawFn) -> tuple[str, str]:
    """A real number of the country with some digits changed, more of them or fewer; or any digits at all."""
    country = draw(countries)
    kind = draw(st.sampled_from([PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE]))
    number = phonenumbers.example_number_for_type(country, kind)
    form = draw(st.sampled_from([PhoneNumberFormat.NATIONAL, PhoneNumberFormat.E164]))
    digits = [char for char in phonenumbers.format_number(number, form) if char.isdecimal()] if number else []
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(digits)))
        digits[at : at + draw(st.integers(0, 1))] = draw(st.text("0123456789", max_size=2))
    digits = draw(st.one_of(st.just(digits), st.lists(st.sampled_from("0123456789"), min_size=4, max_size=16)))
    return country, "".join(draw(signs) + digit for digit in digits)


@settings(max_examples=400)
@given(typed())
@example(("KR", "082 2345 678"))
@example(("JP", "0002123456"))
@example(("BR", "0 15 11 96123-4567"))
@example(("US", "1 650 253 0000"))
@example(("RU", "8 (912) 345-67-89"))
@example(("AG", "268 4641234"))
@example(("JP", "0012355688"))  # these are numbers before anything is left out, and none afterwards
@example(("BY", "8017254261"))
@example(("BR", "90041244567"))
def test_what_is_plain_has_the_key_that_phonenumbers_gives_it(said: tuple[str, str]) -> None:
    country, phone = said
    key = plain_key(phone, country)
    assert key in ("", told_by_phonenumbers(phone, country))


@given(st.text(st.sampled_from("0123456789 ()-.+/x#*,;~\u00a0\uff11٣"), max_size=24), countries)
def test_no_text_whatever_has_another_key(text: str, country: str) -> None:
    assert plain_key(text, country) in ("", told_by_phonenumbers(text, country))


@pytest.mark.parametrize(
    ("phone", "country", "key"),
    [
        ("010-1234-5678", "KR", "+821012345678"),
        ("(020) 7946 0018", "GB", "+442079460018"),
        ("090-1234-5678", "JP", "+819012345678"),
        ("0151 23456789", "DE", "+4915123456789"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("612 345 678", "ES", "+34612345678"),
        ("(650) 253-0000", "US", "+16502530000"),
    ],
)
def test_what_people_type_at_home_is_plain(phone: str, country: str, key: str) -> None:
    assert plain_key(phone, country) == key == told_by_phonenumbers(phone, country)


@pytest.mark.parametrize("phone", ["+82 10-1234-5678", "00 82 10 1234 5678", "010-1234-5678 ext 5", "0101", "", "abc"])
def test_what_is_not_plain_is_left_to_phonenumbers(phone: str) -> None:
    assert plain_key(phone, "KR") == ""
    assert plain_key("010-1234-5678", "") == plain_key("010-1234-5678", "XX") == ""
