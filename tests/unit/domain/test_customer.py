"""Customers: what is taken as typed, what is refused, and the keys they are found by."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.customer import (
    Customer,
    Details,
    checked_details,
    email_key,
    found_by,
    phone_forms,
    phone_key,
)
from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.domain.settings import Told
from kiosk_app.domain.stamp import UserFields
from kiosk_app.domain.text import fold

VENDORS_EXAMPLE = "+1 123-4567-8900"
regions = st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS))
countries = st.one_of(st.just(""), regions)


@pytest.mark.parametrize("country", ["", "KR", "US", "DE", "XX", "kr"])
def test_the_vendors_example_has_one_key_in_every_country(country: str) -> None:
    key = phone_key(VENDORS_EXAMPLE, country)
    assert key == phone_key("+1(123)45678900", country) == phone_key("  ＋1 123 4567 8900", country)
    assert phone_key(key, country) == key


def test_the_phone_itself_is_kept_as_typed() -> None:
    assert checked_details(Details(phone=VENDORS_EXAMPLE)).phone == VENDORS_EXAMPLE


@given(regions)
def test_a_number_has_one_key_however_it_is_typed(region: str) -> None:
    number = phonenumbers.example_number(region)
    if number is None:
        return
    forms = {
        phonenumbers.format_number(number, style)
        for style in (
            phonenumbers.PhoneNumberFormat.E164,
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
            phonenumbers.PhoneNumberFormat.NATIONAL,
            phonenumbers.PhoneNumberFormat.RFC3966,
        )
    }
    assert {phone_key(form, region) for form in forms} == {
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    }


@given(st.text(), countries)
def test_any_text_has_a_phone_key_of_plus_and_digits(text: str, country: str) -> None:
    key = phone_key(text, country)
    assert key.removeprefix("+").isdecimal() or key == ""
    assert key.isascii()


@given(st.text(st.sampled_from("0123456789+-() .")), countries)
def test_the_forms_of_any_phone_are_runs_of_digits(phone: str, country: str) -> None:
    assert all(form.isdecimal() for form in phone_forms(phone, phone_key(phone, country)))


def forms_of(phone: str, country: str) -> tuple[str, ...]:
    return phone_forms(phone, phone_key(phone, country))


def test_a_phone_is_found_by_its_national_and_its_international_digits() -> None:
    assert forms_of("010-1234-5678", "KR") == ("01012345678", "821012345678")
    assert forms_of("+82 10 1234 5678", "US") == ("821012345678", "01012345678")


@given(st.builds(Details, *[st.text(max_size=320)] * 7))
def test_details_that_passed_once_pass_again_unchanged(details: Details) -> None:
    try:
        passed = checked_details(details)
    except BadInput as bad:
        faults = {problem.fault for problem in bad.problems}
    else:
        faults = set()
        assert checked_details(passed) == passed
    assert faults <= {Fault.TOO_LONG, Fault.NO_AT}


def test_every_field_over_300_characters_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        checked_details(Details(name="x" * 301, note="y" * 301, email="z" * 300))
    assert [(problem.field, problem.fault) for problem in caught.value.problems] == [
        ("name", Fault.TOO_LONG),
        ("note", Fault.TOO_LONG),
        ("email", Fault.NO_AT),
    ]
    assert checked_details(Details(name="🎉" * 300)).name == "🎉" * 300


@pytest.mark.parametrize("email", ["mina", "@", "a@", "@b"])
def test_an_email_without_both_sides_of_an_at_is_refused(email: str) -> None:
    with pytest.raises(BadInput):
        checked_details(Details(email=email))


def test_an_email_loses_its_gaps_and_is_compared_without_case() -> None:
    assert checked_details(Details(email=" Mina @Shop.kr ")).email == "Mina@Shop.kr"
    assert email_key("Mina@Shop.kr") == email_key("mina@SHOP.KR")


@pytest.mark.parametrize("name", ["محمد", "שרה", "김민지", "👩\u200d🍳", "Zoë", "नरेन्द्र"])
def test_names_of_every_script_are_good(name: str) -> None:
    assert checked_details(Details(name=name)).name == name


@pytest.mark.parametrize("details", [Details(name="M"), Details(phone="1"), Details(email="a@b")])
def test_a_name_a_phone_or_an_email_is_enough(details: Details) -> None:
    assert details.names_somebody


def test_a_member_id_alone_names_nobody_yet_is_not_empty() -> None:
    assert not Details(user_id="m1").names_somebody
    assert not Details(user_id="m1").is_empty
    assert Details().is_empty


def test_the_service_is_told_all_or_our_id_alone() -> None:
    customer = Customer("c1", Details("Mina", "010", "a@b", "m1", "x", "y", "secret note"))
    assert customer.told(Told.ID) == UserFields(user_id="c1")
    assert customer.told(Told.ALL) == UserFields("m1", "Mina", "010", "a@b", "x", "y")
    assert Customer("c1", Details("Mina")).told(Told.ALL).user_id == "c1"


def test_a_customer_is_found_by_name_mail_member_id_note_and_phone() -> None:
    text = found_by(Details("Zoë", "010-1234-5678", "Z@Shop.kr", "M-1", note="Likes Décaf"), "+821012345678")
    for typed in ("zoe", "z@shop.kr", "m-1", "decaf", "5678", "8210"):
        assert fold(typed) in text
