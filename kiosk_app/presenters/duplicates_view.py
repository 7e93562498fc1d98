"""What the page of duplicates shows: pairs in ready texts, and the question over one of them. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.text import digits, fold
from kiosk_app.presenters.marking import marked_email, marked_phone
from kiosk_app.words import duplicates_page as words
from kiosk_app.words import persons as person_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who look like one. ``by``: what they share, by its name in ``Details``."""

    by: str
    one: Customer
    other: Customer

    @property
    def key(self) -> str:
        return f"{self.one.id}-{self.other.id}"

    def with_now(self, customer: Customer) -> Pair:
        """The same pair, with this customer as they are now where they are one of it."""
        one, other = (customer if customer.id == each.id else each for each in (self.one, self.other))
        return Pair(self.by, one, other)


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One of the two; numbers are masked, as in every list."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    key: str
    alike: str
    differ: str
    one: PersonShown
    other: PersonShown


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """Over the pair of this key. ``keeps_other``: the second one stays."""

    key: str
    said: Said
    keeps_other: bool


class DuplicatesView(Protocol):
    """The page."""

    def show_looking(self, is_looking: bool) -> None: ...

    def show_pairs(self, pairs: tuple[PairShown, ...], count: str, *, has_more: bool) -> None:
        """``count``: that there are more of them, empty for none; ``has_more``: some can be shown at once."""
        ...

    def show_question(self, question: QuestionShown | None) -> None: ...

    def show_busy(self, key: str | None) -> None:
        """The pair that is being merged or told apart."""
        ...

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None: ...


def shown_pair(language: Language, pair: Pair) -> PairShown:
    """The pair in texts."""
    return PairShown(
        pair.key,
        person_words.alike_by(language, pair.by),
        words.differ(language, _differing(pair)),
        *(_shown(language, one.details) for one in (pair.one, pair.other)),
    )


def called(language: Language, customer: Customer) -> str:
    """A customer by name, else by what is seen of their number."""
    details = customer.details
    masked = marked_phone(details.phone, "").text or marked_email(details.email, ()).text
    return details.name or masked or words.nameless(language)


def _shown(language: Language, details: Details) -> PersonShown:
    lines = (
        marked_phone(details.phone, "").text,
        marked_email(details.email, ()).text if details.email else "",
        words.has(language, "user_id", details.user_id) if details.user_id else "",
        details.note,
    )
    return PersonShown(details.name or words.nameless(language), tuple(filter(None, lines)))


def _differing(pair: Pair) -> list[str]:
    """Fields that both have, with something else in them."""
    found = []
    for field in ("name", "phone", "email", "user_id", "etc1", "etc2", "note"):
        first, second = (_bare(field, getattr(one.details, field)) for one in (pair.one, pair.other))
        if first and second and first != second and field != pair.by:
            found.append(field)
    if pair.by == "name" and fold(pair.one.details.name) != fold(pair.other.details.name):
        found.insert(0, "name")
    return found


def _bare(field: str, value: str) -> str:
    return digits(value) if field == "phone" else fold(value)
