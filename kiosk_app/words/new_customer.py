"""The form for a new customer: its captions, what it says of a field, and who is there already."""

from __future__ import annotations

from datetime import date

from kiosk_app.domain.validity import Span
from kiosk_app.words.dates import day, day_and_month
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

# Captions


def title(language: Language) -> str:
    return language.text("New customer")


def name(language: Language) -> str:
    return language.text("Name")


def phone(language: Language) -> str:
    return language.text("Phone")


def email(language: Language) -> str:
    return language.text("E-mail")


def member_id(language: Language) -> str:
    return language.text("Member ID")


def note(language: Language) -> str:
    return language.text("Note")


def optional(language: Language) -> str:
    return language.text("optional")


def staff_only(language: Language) -> str:
    """Beside the note's label."""
    return language.text("only staff see it")


def email_example(language: Language) -> str:
    return language.text("name@example.com")


def member_id_made(language: Language) -> str:
    """In the empty field: our own id goes out in its place."""
    return language.text("Made if left empty")


def note_example(language: Language) -> str:
    return language.text("Oat milk, extra hot…")


def more(language: Language) -> str:
    """Opens the extra fields."""
    return language.text("More")


def extras(language: Language, first: str, second: str) -> tuple[str, str]:
    """The names of the two extra fields: the card's, where it names them."""
    return first or language.text("Extra 1"), second or language.text("Extra 2")


def first_card(language: Language) -> str:
    """Over the list of cards."""
    return language.text("First stamp card")


def enough(language: Language) -> str:
    """Beside the buttons; said louder to whoever saves an empty form."""
    return language.text("A name, a phone or an e-mail is enough.")


def cancel(language: Language) -> str:
    return language.text("Cancel")


def save(language: Language) -> str:
    return language.text("Save")


def save_and_issue(language: Language) -> str:
    return language.text("Save and issue stamp")


def phone_fits(language: Language) -> str:
    """The tick in the phone's field, for screen readers."""
    return language.text("This looks like a phone number")


# Cards to begin with


def no_card(language: Language) -> str:
    return language.text("No stamp card yet")


def only_save(language: Language) -> str:
    return language.text("Only save the customer")


def card_about(language: Language, places: int, span: Span, today: date) -> str:
    """10 visits, valid until 21 November 2027."""
    visits = language.plural("{count} visit", "{count} visits", places).format(count=places)
    if span.start == today:
        return language.text("{visits}, valid until {day}").format(visits=visits, day=day(language, span.end))
    start, end = day(language, span.start), day(language, span.end)
    return language.text("{visits}, valid from {start} to {end}").format(visits=visits, start=start, end=end)


# What it says


def phone_short(language: Language) -> str:
    return language.text("This number looks too short. You can save it anyway.")


def looks_like(language: Language, who: str) -> str:
    """Somebody in the directory has the same phone, e-mail or member id."""
    return language.text("Looks like {name}").format(name=who)


def last_visit(language: Language, then: date, today: date) -> str:
    """Stands behind a masked phone; both are the shop's local dates."""
    say = language.text
    days = (today - then).days
    if days <= 0:
        return say("last visit today")
    if days == 1:
        return say("last visit yesterday")
    if then.year == today.year:
        return say("last visit on {day}").format(day=day_and_month(language, then))
    return say("last visit on {day}").format(day=day(language, then))


def use_this_customer(language: Language) -> str:
    return language.text("Use this customer")


def card_gone(language: Language) -> Said:
    """Somebody took the chosen card out of the settings meanwhile."""
    return Said(language.text("This stamp card is not in the settings any more."), language.text("Choose another one."))


def saved_without_stamp(language: Language, why: Said) -> Said:
    """The customer is in the directory, and the stamp could not be opened."""
    return Said(language.text("The customer is saved, the stamp is not issued yet."), str(why))


def open_customer(language: Language) -> str:
    return language.text("Open customer")


def try_again(language: Language) -> str:
    return language.text("Try again")


def somebody_scanned(language: Language) -> Said:
    """A known customer's code was scanned over a form that is not saved."""
    return Said(language.text("A customer’s code was scanned."), language.text("What is typed here is not saved yet."))


def leave_form(language: Language) -> str:
    """The button: the form is left as it is."""
    return language.text("Leave it and open them")
