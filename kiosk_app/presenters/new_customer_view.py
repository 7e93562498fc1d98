"""What the form of a new customer can show: its cards, who looks alike, and what is wrong with a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk_app.domain.card import Glyph
from kiosk_app.domain.customer import Details
from kiosk_app.presenters.trouble import Notice


@dataclass(frozen=True, slots=True)
class CardChoice:
    """One line of *First stamp card*. None: no card, only the customer."""

    card_idx: int | None
    glyph: Glyph | None
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who has the same phone, e-mail or member id, or nearly the same name. Their numbers are masked.

    ``person``: the name for the avatar, or empty.
    """

    customer_id: str
    person: str
    title: str
    about: str


class NewCustomerView(Protocol):
    """The form. Fields go by their names in ``Details``. What it is told to show is no typing."""

    def show_form(self, details: Details) -> None:
        """The form anew, with what is known already; the first field worth filling has the focus."""
        ...

    def show_cards(self, choices: tuple[CardChoice, ...], chosen: int | None) -> None:
        """What the customer can begin with; no choices at all where the shop has no card to issue."""
        ...

    def show_extras(self, first: str, second: str) -> None:
        """The names of the two extra fields."""
        ...

    def show_primary(self, caption: str, is_issuing: bool) -> None: ...

    def show_problem(self, field: str, sentence: str) -> None:
        """What is wrong with a field, told as it is typed and said once it is left; empty for nothing."""
        ...

    def show_phone_fits(self, fits: bool) -> None: ...

    def show_duplicate(self, duplicate: Duplicate | None) -> None: ...

    def show_nobody_named(self, is_nobody: bool) -> None:
        """Say louder that a name, a phone or an e-mail is enough."""
        ...

    def point_to(self, field: str) -> None:
        """Go to this field, and say what is wrong with it."""
        ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_locked(self, is_locked: bool) -> None:
        """The customer is saved: their fields can no longer be changed here."""
        ...

    def show_notice(self, notice: Notice | None) -> None: ...
