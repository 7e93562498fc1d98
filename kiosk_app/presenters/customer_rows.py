"""Customers as lists show them: what tells one from another, when they were served, how far their cards are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.card import Glyph, StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.finding import MIN_DIGITS
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.text import digits
from kiosk_app.presenters.marking import Marked, marked, marked_email, marked_part, marked_phone
from kiosk_app.services.customers import Row
from kiosk_app.words import counter as words
from kiosk_app.words.language import Language


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


def customer_row(
    language: Language, row: Row, cards: Sequence[StampCard], found_by: Sequence[str], now: datetime
) -> CustomerRow:
    """One row. ``found_by``: the folded words that are marked in it; ``now`` is aware."""
    details = row.customer.details
    name, contact = _known_by(language, details, found_by)
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


def _known_by(language: Language, details: Details, found_by: Sequence[str]) -> tuple[Marked, Marked]:
    """The two lines of a row: the name and, of the rest, what it was found in; else the phone."""
    name = marked(details.name, found_by)
    phone = marked_phone(details.phone, _number(found_by, details.phone))
    email = marked_email(details.email, found_by)
    member = _member_id(language, details.user_id, found_by)
    missing = _not_in(name, found_by)
    lines = [line for line in (phone, email, member) if line.text]
    wanted = [line for line in lines if line.marks and (missing or line is phone)]
    if missing and not wanted and (note := marked_part(details.note, missing)).marks:
        wanted = [_labelled(words.in_note(language, note.text), note)]
    ordered = [*wanted, *(line for line in lines if line not in wanted)]
    if not details.name:
        ordered.append(Marked(""))
        return ordered[0], ordered[1]
    return name, ordered[0] if ordered else Marked("")


def _not_in(name: Marked, words: Sequence[str]) -> Sequence[str]:
    """The words that are not marked in it."""
    if not name.marks or len(words) == 1:
        return () if name.marks else words
    return [word for word in words if not marked(name.text, [word]).marks]


def _member_id(language: Language, user_id: str, found_by: Sequence[str]) -> Marked:
    member = marked(user_id, found_by)
    return _labelled(words.member_id(language, user_id), member) if user_id else Marked("")


def _labelled(text: str, inside: Marked) -> Marked:
    """The marks of what stands in a longer text."""
    at = text.rindex(inside.text)
    return Marked(text, tuple((at + start, at + end) for start, end in inside.marks))


def _first_of(stamps: Sequence[Stamp], card: StampCard) -> Stamp | None:
    """Of several live stamps of one card, the one that ends first; the directory gives them in that order."""
    return next((stamp for stamp in stamps if stamp.card_idx == card.card_idx), None)


def _number(found_by: Sequence[str], phone: str) -> str:
    """The digits that a phone was found by, or as many of their end as are in it: what stands before them is typed
    at home or abroad alone."""
    numbers = [word for word in found_by if word.isdecimal() and len(word) >= MIN_DIGITS]
    in_phone = digits(phone)
    ends = (number[at:] for number in numbers for at in range(len(number) - MIN_DIGITS + 1))
    return next((end for end in ends if end in in_phone), "")
