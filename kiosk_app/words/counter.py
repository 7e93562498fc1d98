"""The counter page: its captions, when somebody was served last, and what a search came to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk_app.words.dates import short_day, short_day_and_month
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

_JUST_NOW_S = 60
_MINUTES_S = 30 * 60


# Captions


def title(language: Language) -> str:
    """The page."""
    return language.text("Counter")


def search_hint(language: Language) -> str:
    """What the search takes."""
    return language.text("Scan a card, or type a name, phone or e-mail")


def search_hint_short(language: Language) -> str:
    """The same where there is little room."""
    return language.text("Scan, or type a name")


def what_works(language: Language) -> str:
    """What else it takes, told while somebody types."""
    return language.text("Names, last digits of a phone, e-mail and member IDs all work")


def clear_search(language: Language) -> str:
    """The button that empties the search."""
    return language.text("Clear the search")


def new_customer(language: Language) -> str:
    """The button."""
    return language.text("New customer")


def new_customer_named(language: Language, text: str) -> str:
    """The last row of what was found."""
    return language.text("New customer “{text}”").format(text=text)


def no_match(language: Language) -> str:
    """Stands over the last row."""
    return language.text("No match?")


def recent(language: Language) -> str:
    """The list while nothing is typed."""
    return language.text("Recent customers")


def recent_hint(language: Language) -> str:
    """Stands beside it."""
    return language.text("Tap a customer, or just start typing")


def found(language: Language) -> str:
    """The list of what was found, for screen readers."""
    return language.text("Customers found")


def key_enter(language: Language) -> str:
    """What is written on the key."""
    return language.text("Enter")


def key_escape(language: Language) -> str:
    """What is written on the key."""
    return language.text("Esc")


def choose(language: Language) -> str:
    """What the arrow keys do."""
    return language.text("choose")


def open_it(language: Language) -> str:
    """What Enter does."""
    return language.text("open")


def clear(language: Language) -> str:
    """What Esc does."""
    return language.text("clear")


def try_again(language: Language) -> str:
    """The way on after trouble with the disk."""
    return language.text("Try again")


def to_settings(language: Language) -> str:
    """The way on while there is no stamp card."""
    return language.text("Open settings")


# What a search came to


def customers(language: Language, count: int) -> str:
    """How many were found."""
    return language.plural("{count} customer", "{count} customers", count).format(count=count)


def many_customers(language: Language, counted: int) -> str:
    """More were found than are counted."""
    return language.text("More than {count} customers").format(count=f"{counted:,}")


def and_more(language: Language, count: int) -> str:
    """Under a list that does not hold all of them: how many are left."""
    return language.text("and {count} more").format(count=f"{count:,}")


def more_than(language: Language, counted: int) -> str:
    """Under a list that does not hold all of them, where they are more than are counted."""
    return language.text("more than {count} in all").format(count=f"{counted:,}")


def nearly(language: Language, nobody: str) -> Said:
    """``nobody``: that nobody has the text. One letter of it was taken to be wrong."""
    return Said(nobody, language.text("Almost the same:"))


def in_note(language: Language, words: str) -> str:
    """What of the note a customer was found by; the rest of it is nobody's business in a list."""
    return language.text("Note: {words}").format(words=words)


def first_shown(language: Language, shown: int) -> str:
    """Under a list that does not hold all of them."""
    return language.text("The first {shown} are shown. Type more of the name or number.").format(shown=shown)


def unknown_code(language: Language) -> Said:
    """A code was scanned that is no stamp of this shop."""
    return Said(language.text("This code is not one of ours."), language.text("Look the customer up by name."))


def no_card(language: Language) -> Said:
    """Nothing can be issued yet."""
    return Said(language.text("No stamp card yet."), language.text("Add one in Settings › Stamp cards."))


def no_customers(language: Language) -> Said:
    """The directory is empty."""
    return Said(language.text("No customers yet."), language.text("Type a name or scan a card to add the first."))


def all_sent(language: Language) -> str:
    """The outbox is empty."""
    return language.text("Everything is sent")


def not_sent(language: Language, count: int) -> str:
    """So many changes are in the outbox."""
    return language.plural("{count} change is not sent yet", "{count} changes are not sent yet", count).format(
        count=count
    )


# One customer


def member_id(language: Language, user_id: str) -> str:
    """Where a customer was found by the member id, or has neither phone nor e-mail."""
    return language.text("Member ID {user_id}").format(user_id=user_id)


def last_served(language: Language, then: datetime, now: datetime) -> str:
    """2 min ago · Today, 09:58 · Yesterday, 17:12 · Last Tuesday · 3 Nov. Both times are the shop's local ones."""
    say = language.text
    ago_s = (now - then).total_seconds()
    days = (now.date() - then.date()).days
    time = f"{then:%H:%M}"
    if 0 <= ago_s < _JUST_NOW_S:
        return say("Just now")
    if 0 <= ago_s < _MINUTES_S:
        return say("{count} min ago").format(count=int(ago_s // 60))
    if days == 0:
        return say("Today, {time}").format(time=time)
    if days == 1:
        return say("Yesterday, {time}").format(time=time)
    if 1 < days < 7:
        return _last_weekdays(language)[then.weekday()]
    if then.year == now.year or 0 < days < 180:
        return short_day_and_month(language, then)
    return short_day(language, then)


def reward_ready(language: Language) -> str:
    """A card is full."""
    return language.text("Reward ready")


def progress(language: Language, card_name: str, visits: int | None, places: int) -> str:
    """One card of a row, for screen readers."""
    if visits is None:
        return language.text("{card}: new").format(card=card_name)
    if visits >= places:
        return language.text("{card}: reward ready").format(card=card_name)
    return language.text("{card}: {visits} of {places} visits").format(card=card_name, visits=visits, places=places)


def row(parts: Iterable[str]) -> str:
    """A whole row, for screen readers."""
    return ", ".join(filter(None, parts))


def _last_weekdays(language: Language) -> tuple[str, ...]:
    say = language.text
    return (
        say("Last Monday"),
        say("Last Tuesday"),
        say("Last Wednesday"),
        say("Last Thursday"),
        say("Last Friday"),
        say("Last Saturday"),
        say("Last Sunday"),
    )
