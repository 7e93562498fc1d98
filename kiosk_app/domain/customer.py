"""A customer: what people type of them, what the service is told, and the keys they are found by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from math import log2

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from kiosk_app.domain.finding import findable, index_keys
from kiosk_app.domain.plain_phone import plain_key
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Told
from kiosk_app.domain.stamp import UserFields
from kiosk_app.domain.text import MAX_FIELD, clean, digits

ERASED = "erased"
"""The id that stands in the history where a customer was erased. Nobody has it, and nothing leads there."""


@dataclass(frozen=True, slots=True)
class Details:
    """What people enter of a customer. ``phone`` is kept and sent as typed; ``note`` stays here.

    The phone goes out as typed because a parsed number can be another person's: phonenumbers turns the
    vendor's own example, +1 123-4567-8900, into a different valid number.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    user_id: str = ""
    etc1: str = ""
    etc2: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Details()

    @property
    def names_somebody(self) -> bool:
        """A name, a phone or an e-mail is enough."""
        return bool(self.name or self.phone or self.email)


def filled(known: Details, given: Details) -> Details:
    """What is known, with what it leaves empty taken from what was given now. Nothing known is replaced."""
    return Details(**{name: getattr(known, name) or getattr(given, name) for name in Details.__slots__})


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of the directory. ``id`` is ours, random, and says nothing about them."""

    id: str
    details: Details
    consent: date | None = None

    def told(self, told: Told) -> UserFields:
        """What a create tells the service: our id stands for a missing member id."""
        details = self.details
        user_id = details.user_id or self.id
        if told is Told.ID:
            return UserFields(user_id=self.id)
        return UserFields(user_id, details.name, details.phone, details.email, details.etc1, details.etc2)


def checked_details(details: Details) -> Details:
    """The details cleaned, or BadInput with every fault in them. Emptiness is not a fault here."""
    cleaned = {name: clean(getattr(details, name)) for name in Details.__slots__}  # one rule for every field
    problems = [Problem(name, Fault.TOO_LONG, text[:20]) for name, text in cleaned.items() if len(text) > MAX_FIELD]
    email = cleaned["email"]
    if email and not _looks_like_mail(email):
        problems.append(Problem("email", Fault.NO_AT, email))
    if problems:
        raise BadInput(*problems)
    return Details(**{**cleaned, "email": email.replace(" ", "")})


def _looks_like_mail(text: str) -> bool:
    before, at, after = text.rpartition("@")
    return bool(before and at and after)


def phone_key(phone: str, country: str) -> str:
    """The key two spellings of one phone number share: its E.164 form, else its digits. Empty: no digits.

    ``country``: ISO 3166 letters, for numbers typed without an international prefix.
    """
    if key := plain_key(phone, country):
        return key
    try:
        parsed = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        return digits(phone)
    if not phonenumbers.is_possible_number(parsed):
        return digits(phone)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def phone_forms(phone: str, key: str) -> tuple[str, ...]:
    """The digits of every form a person may type of a phone: as typed, international, and national.

    ``key``: its ``phone_key``.
    """
    forms = [digits(phone), digits(key)]
    if key.startswith("+"):
        forms.append(_national(key[1:]))
    return tuple(dict.fromkeys(form for form in forms if form))


def _national(number: str) -> str:
    """With what is dialled before it at home. Italy's zero is a part of the number; some have nothing."""
    code, prefix = _code_and_trunk_prefix(number[:3])
    return prefix + number[len(code) :]


@cache
def _code_and_trunk_prefix(beginning: str) -> tuple[str, str]:
    code = next((beginning[:size] for size in (1, 2, 3) if int(beginning[:size]) in COUNTRY_CODE_TO_REGION_CODE), "")
    metadata = PhoneMetadata.metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[int(code)][0]) if code else None
    return code, (metadata and metadata.national_prefix) or ""


def email_key(email: str) -> str:
    """How e-mail addresses are compared: exactly, but for case."""
    return email.casefold()


def found_by(details: Details, key: str) -> str:
    """Whatever a customer is found by, as ``domain.finding`` reads it. ``key``: the ``phone_key`` of their phone."""
    return findable(details.name, details.email, details.user_id, details.note, phone_forms(details.phone, key))


@dataclass(frozen=True, slots=True)
class Traits:
    """What a customer is compared by and found by. ``keys``: where a search for them may begin."""

    phone: str
    email: str
    found_by: str
    keys: frozenset[str]


def traits_of(details: Details, country: str) -> Traits:
    """All of them at once: to read a phone takes longer than all the rest. ``country``: the shop's."""
    key = phone_key(details.phone, country)
    text = found_by(details, key)
    return Traits(key, email_key(details.email), text, index_keys(text))


_HALF_LIFE_S = 30 * 24 * 3600


def warmed(warmth: int, now: datetime) -> int:
    """How recently and often somebody comes, as one number that need never be told anew: the time of a single visit
    that would count as much today as all of theirs. A visit of 30 days ago counts half as much as one of today."""
    now_s = int(now.timestamp())
    before = 2.0 ** min((warmth - now_s) / _HALF_LIFE_S, 100)
    return now_s + round(_HALF_LIFE_S * log2(1 + before))
