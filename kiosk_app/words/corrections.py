"""Corrections in words: why one cannot be made. It repeats nobody's note."""

from __future__ import annotations

from kiosk_app.domain.correction import Hindrance
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.visits import barred_by_stamp

_A_NEW_ONE = (Bar.BEING_DELETED, Bar.REDEEMED, Bar.EXPIRED)  # at the counter a new one is issued then


def cannot_correct(language: Language, why: Hindrance | Barred) -> Said:
    """What does not fit, then what to do."""
    return _hindered(language, why) if isinstance(why, Hindrance) else _barred(language, why)


def _barred(language: Language, why: Barred) -> Said:
    """What it is, as whoever adds a visit is told. What to do differs: a new stamp puts nothing right."""
    said = barred_by_stamp(language, why)
    if why.bar is Bar.SWITCHED_OFF:
        return Said(said.what, language.text("Switch it on first."))
    return Said(said.what) if why.bar in _A_NEW_ONE else said


def _hindered(language: Language, why: Hindrance) -> Said:
    say = language.text
    return {
        Hindrance.NO_SUCH_CUSTOMER: Said(
            say("This customer is not here any more."), say("Look the customer up by name.")
        ),
        Hindrance.SAME_CUSTOMER: Said(say("This stamp is this customer’s already.")),
        Hindrance.NOT_ITS_VISIT: Said(say("This is not a visit of this stamp that counted.")),
        Hindrance.NOT_KNOWN_YET: Said(say("Nobody knows yet whether this visit arrived."), say("Try again later.")),
        Hindrance.TAKEN_BACK_ALREADY: Said(say("This visit is taken back already.")),
        Hindrance.NO_CARD: Said(
            say("This stamp card is not set up any more."), say("The owner can see it in the settings.")
        ),
        Hindrance.BEING_SENT: Said(
            say("Something of this customer is being sent just now."), say("Try again in a minute.")
        ),
        Hindrance.BOTH_ISSUED: Said(
            say("Both have a new stamp of the same card on its way."), say("Try again once they are sent.")
        ),
        Hindrance.CANNOT_COUNT: Said(say("A visit does not count on a new stamp of this card today.")),
    }[why]
