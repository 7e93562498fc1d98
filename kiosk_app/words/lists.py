"""Customers and stamp cards in lists, as one line each. Phones are masked: a list is read over shoulders."""

from __future__ import annotations

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer
from kiosk_app.domain.text import digits
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.words.dates import day
from kiosk_app.words.language import Language


def customer_line(customer: Customer) -> str:
    """Brown Smith · •••• 8900 · 42 · and our own id, which commands take."""
    details = customer.details
    parts = (details.name, masked_phone(details.phone), details.email, details.user_id, customer.id)
    return " · ".join(filter(None, parts))


def masked_phone(phone: str) -> str:
    """•••• 8900: the last four digits, and none of a number too short to be hidden."""
    number = digits(phone)
    if not number:
        return ""
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••"


def nobody_found(language: Language, text: str) -> str:
    """Nobody has that in the directory."""
    return language.text("Nobody found for “{text}”.").format(text=text)


def more_found(language: Language, shown: int, total: int) -> str:
    """There are more than were asked for."""
    return language.text("{shown} of {total} are shown. Type more of the name or number.").format(
        shown=shown, total=total
    )


def many_more_found(language: Language, shown: int, counted: int) -> str:
    """There are so many that they are not counted to the end."""
    return language.text("{shown} of more than {total} are shown. Type more of the name or number.").format(
        shown=shown, total=f"{counted:,}"
    )


def nearly(language: Language) -> str:
    """Nobody has what was typed, but for one letter."""
    return language.text("Almost the same:")


def reindexing(language: Language, done: int, customers: int) -> str:
    """How far the search index is."""
    return language.text("{done} of {customers} customers").format(done=f"{done:,}", customers=f"{customers:,}")


def reindexed(language: Language, customers: int) -> str:
    """The search index was made anew."""
    return language.plural(
        "The search is ready again: {count} customer is in it.",
        "The search is ready again: {count} customers are in it.",
        customers,
    ).format(count=f"{customers:,}")


def customer_saved(language: Language) -> str:
    """A new customer is in the directory."""
    return language.text("Customer saved.")


def card_line(language: Language, card: StampCard) -> str:
    """123 · Coffee card · a free coffee · 10 places · 1y."""
    places = language.plural("{count} place", "{count} places", card.places).format(count=card.places)
    if isinstance(card.valid, ValidUntil):
        valid = language.text("until {day}").format(day=day(language, card.valid.end))
    else:
        valid = str(card.valid)
    return " · ".join(filter(None, (str(card.card_idx), card.name, card.reward, places, valid)))


def no_cards(language: Language) -> str:
    """There is no stamp card to issue on."""
    return language.text("No stamp card yet. Add one with “stamp-kiosk card add”.")


def card_removed(language: Language) -> str:
    """A stamp card is out of the settings."""
    return language.text("Stamp card removed. Stamps issued on it stay with their customers.")


def nothing_open(language: Language) -> str:
    """The outbox is empty."""
    return language.text("Everything is sent.")


def nothing_done(language: Language) -> str:
    """The history has nothing in the days that were asked for."""
    return language.text("Nothing in these days.")
