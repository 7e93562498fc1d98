"""Editing a customer: its captions. What it says of a field is the new customer's form's."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def edit(language: Language) -> str:
    """The button on the customer's page."""
    return language.text("Edit")


def title(language: Language) -> str:
    return language.text("Edit customer")


def save(language: Language) -> str:
    return language.text("Save")


def not_told(language: Language, cards: Sequence[str], count: int) -> Said:
    """Saved here; ``count`` stamps, of these cards, have not begun, and the service is told nothing of them."""
    why = language.plural(
        "A stamp that has not begun yet{which} keeps the details that the service has.",
        "{count} stamps that have not begun yet{which} keep the details that the service has.",
        count,
    )
    which = f" ({', '.join(dict.fromkeys(cards))})" if cards else ""
    return Said(language.text("The customer is saved."), why.format(count=count, which=which))


def gone(language: Language) -> Said:
    """Somebody erased the customer meanwhile."""
    return Said(language.text("This customer is not here any more."), language.text("Look the customer up by name."))


def to_counter(language: Language) -> str:
    return language.text("Back to the counter")
