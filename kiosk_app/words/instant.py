"""Instant stamps in words: what they are, their trial on the account, and what came of it."""

from __future__ import annotations

from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.ready import Came, Tried
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import why


def ready(language: Language) -> str:
    """The field of how many are kept."""
    return language.text("Instant stamps kept ready")


def ready_hint(language: Language, count: int) -> str:
    """What that number means."""
    if not count:
        return language.text("At 0, a new stamp waits while there is no internet.")
    return language.text("Customers get one at once, also without internet. The account may count them.")


def fewer(language: Language) -> str:
    """The stepper's minus."""
    return language.text("One less kept ready")


def more(language: Language) -> str:
    """The stepper's plus."""
    return language.text("One more kept ready")


def ready_active(language: Language) -> str:
    """The switch, in two lines."""
    return language.text("Instant stamps work\nbefore they are sent")


def keep_ready(language: Language) -> str:
    """The switch of set-up, in two lines."""
    return language.text("Keep 3 stamps ready: customers get theirs\nat once, also while there is no internet")


def trying(language: Language) -> Said:
    """The trial runs."""
    return Said(language.text("Trying instant stamps on your account…"))


def not_passed(language: Language, tried: Tried) -> Said:
    """They stay off, and why."""
    say = language.text
    off = say("Instant stamps stay off.")
    later = say("{off} Try again once this counter is online.").format(off=off)
    match tried.came:
        case Came.NO_KEY:
            return Said(say("Trying instant stamps needs the API key."), off)
        case Came.NOT_SENT if tried.reason is Reason.OK:
            return Said(say("The trial of instant stamps could not be sent just now."), later)
        case Came.NOT_SENT:
            return Said(why(language, tried.reason), later)
        case Came.REFUSED if tried.message:
            quote = say("Its message: “{message}”").format(message=tried.message)
            return Said(say("The service said no to instant stamps."), f"{quote} {off}")
        case Came.REFUSED:
            return Said(say("The service said no to instant stamps."), f"{say('It gave no reason.')} {off}")
        case Came.UNSEEN:
            return Said(say("The service did not show the stamp that was made for the trial."), off)
        case Came.NO_LINK:
            return Said(say("The links of this account’s stamps are not known in advance."), off)
        case Came.OVER:
            return Said(say("This card’s stamps would be over already."), say("Choose a later end."))
        case _:
            return Said(say("An answer was lost on the way, so nothing is proved."), later)
