"""Customers as lists show them: what tells one from another, when they were served, how far their cards are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.card import Glyph, StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.text import digits, fold
from kiosk_app.presenters.marking import Marked, marked, marked_email, marked_phone
from kiosk_app.services.customers import Row
from kiosk_app.words import counter as words
from kiosk_app.words.language import Language

_MIN_DIGITS = 4  # as in the directory: from here on digits alone are looked for in phones


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stamp card of a customer is. ``ready`` is what is said once the reward is, else empty."""

    glyph: Glyph
    visits: int
    places: int
    ready: str


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer of a list, every text ready. ``spoken``: the whole row, for screen readers."""

    customer_id: str
    name: Marked
    contact: Marked
    served: str
    progress: tuple[Progress, ...]
    spoken: str


def customer_row(language: Language, row: Row, cards: Sequence[StampCard], text: str, now: datetime) -> CustomerRow:
    """One row. ``text`` is what it was found by, or empty; ``now`` is aware."""
    details = row.customer.details
    name, contact = _known_by(language, details, text)
    served = words.last_served(language, row.used_at.astimezone(), now.astimezone())
    live = [(card, stamp) for card in cards if (stamp := _first_of(row.stamps, card)) is not None]
    spoken = [words.progress(language, card.name, stamp.visits, stamp.places or card.places) for card, stamp in live]
    return CustomerRow(
        customer_id=row.customer.id,
        name=name,
        contact=contact,
        served=served,
        progress=tuple(_progress(language, card, stamp) for card, stamp in live),
        spoken=words.row((name.text, contact.text, served, *spoken)),
    )


def _progress(language: Language, card: StampCard, stamp: Stamp) -> Progress:
    """A count that the service has not told yet stands at 0."""
    places = stamp.places or card.places
    visits = min(stamp.visits or 0, places)
    return Progress(card.glyph, visits, places, words.reward_ready(language) if visits == places else "")


def _known_by(language: Language, details: Details, text: str) -> tuple[Marked, Marked]:
    """The two lines of a row: the name and, of the rest, what the text was found in; else the phone."""
    found_words = fold(text).split()
    name = marked(details.name, found_words)
    phone = marked_phone(details.phone, _number(text, details.phone))
    email = marked_email(details.email, found_words)
    label = words.member_id(language, details.user_id) if details.user_id else ""
    member = marked(label, found_words)
    if not all(word in fold(details.user_id) for word in found_words):
        member = Marked(label)
    missing = [word for word in found_words if word not in fold(details.name)]
    lines = [line for line in (phone, email, member) if line.text]
    wanted = [line for line in lines if line.marks and (missing or line is phone)]
    ordered = [*wanted, *(line for line in lines if line not in wanted)]
    if not details.name:
        ordered.append(Marked(""))
        return ordered[0], ordered[1]
    return name, ordered[0] if ordered else Marked("")


def _first_of(stamps: Sequence[Stamp], card: StampCard) -> Stamp | None:
    """Of several live stamps of one card, the one that ends first; the directory gives them in that order."""
    return next((stamp for stamp in stamps if stamp.card_idx == card.card_idx), None)


def _number(text: str, phone: str) -> str:
    """The digits that a phone was found by; a zero before them may be one that is only typed at home."""
    number = digits(text)
    if len(number) < _MIN_DIGITS or any(word.isalpha() for word in text.split()):
        return ""
    return number if number in digits(phone) else number.lstrip("0")
