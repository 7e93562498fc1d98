"""What is typed of a customer, looked at: what is wrong with it, what of it tells two people apart. No state."""

from __future__ import annotations

from kiosk_app.domain.customer import Details, checked_details
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.text import clean, digits
from kiosk_app.words.inputs import problem
from kiosk_app.words.language import Language

_SHORT_PHONE = 7  # digits; shorter ones exist, so it is only told
_PHONE_LETTERS = set("0123456789+-()./ ")


def problems(language: Language, details: Details) -> dict[str, str]:
    """What keeps the form from being saved, by field."""
    try:
        checked_details(details)
    except BadInput as bad:
        return {found.field: str(problem(language, found)) for found in bad.problems}
    return {}


def is_phone_short(details: Details) -> bool:
    """Whether something is typed as a phone that looks too short for one."""
    return bool(details.phone.strip()) and len(digits(details.phone)) < _SHORT_PHONE


def keys(details: Details) -> Details:
    """What tells one customer from another, as far as it is typed in full."""
    is_number = len(digits(details.phone)) >= _SHORT_PHONE
    return Details(
        name=clean(details.name),
        phone=clean(details.phone) if is_number else "",
        email=_whole_email(details.email),
        user_id=clean(details.user_id),
    )


def _whole_email(typed: str) -> str:
    """The address, empty while it cannot be one."""
    try:
        return checked_details(Details(email=typed)).email
    except BadInput:
        return ""


def prefilled(typed: str) -> Details:
    """What was searched for, where it fits: an e-mail has an @, a phone no letter, all else is a name."""
    text = clean(typed)
    if "://" in text:
        return Details()
    if "@" in text:
        return Details(email=text)
    if digits(text) and set(text) <= _PHONE_LETTERS:
        return Details(phone=text)
    return Details(name=text)
