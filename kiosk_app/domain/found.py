"""What a search comes to: who is found, how sure that is, and what of them is marked."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.finding import Term


@dataclass(frozen=True, slots=True)
class Found:
    """Customers that a text finds, best first: those asked for, and how many there are in all.

    ``is_least``: there are more than were counted. ``is_near``: nobody has what was typed; these have what differs in
    one letter. ``terms``: what all of them have.
    """

    customers: tuple[Customer, ...]
    total: int
    is_least: bool = False
    is_near: bool = False
    terms: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is marked in them, folded."""
        return tuple(word for term in self.terms for word in term.words)
