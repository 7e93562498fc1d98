"""Editing a stamp in words: what its tile offers behind the three dots, what is asked, and what became of it."""

from __future__ import annotations

from kiosk_app.domain.visiting import Bar
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

# What is offered


def change_dates(language: Language) -> str:
    return language.text("Change dates")


def switch_off(language: Language) -> str:
    return language.text("Switch it off")


def switch_on(language: Language) -> str:
    return language.text("Switch it on")


def reset_pin(language: Language) -> str:
    """The customer chooses a new one."""
    return language.text("Reset PIN")


def delete(language: Language) -> str:
    return language.text("Delete stamp")


def issue(language: Language) -> str:
    """With fields to fill in first."""
    return language.text("Issue stamp…")


def not_offered(language: Language, bar: Bar) -> str:
    """Why some of it is not there, in one sentence."""
    say = language.text
    return {
        Bar.REDEEMED: say("This stamp is redeemed: it can only be deleted."),
        Bar.SWITCHED_OFF: say("Its PIN can be reset once it is switched on."),
        Bar.EXPIRED: say("It has expired: change its dates first."),
        Bar.NOT_BEGUN: say("Its PIN can be reset once it has begun."),
    }.get(bar, "")


# What is asked


def save_dates(language: Language) -> str:
    return language.text("Save the dates")


def yes_delete(language: Language) -> str:
    return language.text("Yes, delete it")


def not_now(language: Language) -> str:
    return language.text("Not now")


def ask_delete(language: Language, visits: int) -> Said:
    """Before a stamp is deleted, which nobody can take back."""
    what = language.text("Delete this stamp for good?")
    if not visits:
        return Said(what, language.text("Its link goes with it, and never comes back."))
    gone = language.plural(
        "Its {count} visit and its link go with it, and never come back.",
        "Its {count} visits and its link go with it, and never come back.",
        visits,
    )
    return Said(what, gone.format(count=visits))


# What becomes of it


def on_its_way(language: Language) -> str:
    """Under the count, until the service has it."""
    return language.text("A change is on its way")


def switching_on(language: Language) -> str:
    return language.text("The stamp is being switched on")


def switching_off(language: Language) -> str:
    return language.text("The stamp is being switched off")


def deleting(language: Language) -> str:
    return language.text("The stamp is being deleted")


def dates_changed(language: Language) -> str:
    return language.text("Dates changed")


def switched_on(language: Language) -> str:
    return language.text("Switched on")


def switched_off(language: Language) -> str:
    return language.text("Switched off")


def pin_reset(language: Language) -> str:
    return language.text("PIN reset")


def deleted(language: Language) -> str:
    return language.text("Deleted for good")


def same_dates(language: Language) -> str:
    """Nothing was sent."""
    return language.text("Dates as they were")


# What only a person can tell


def answer(language: Language) -> str:
    """The button that leads to the question in the outbox."""
    return language.text("Answer")


def did_it_count(language: Language) -> str:
    """Under a count that fits neither."""
    return language.text("Did the visit count? Only a person can tell.")
