"""Corrections in words: why one cannot be made. It repeats nobody's note."""

from __future__ import annotations

from kiosk_app.domain.correction import Hindrance
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def cannot_correct(language: Language, why: Hindrance) -> Said:
    """What does not fit, then what to do."""
    say = language.text
    look = say("Look the customer up by name.")
    return {
        Hindrance.NO_SUCH_STAMP: Said(say("This code is not one of ours."), look),
        Hindrance.NO_SUCH_CUSTOMER: Said(say("This customer is not here any more."), look),
        Hindrance.SAME_CUSTOMER: Said(say("This stamp is this customer’s already.")),
        Hindrance.NOT_ITS_VISIT: Said(say("This is not a visit of this stamp that counted.")),
        Hindrance.NOT_KNOWN_YET: Said(say("Nobody knows yet whether this visit arrived."), say("Try again later.")),
        Hindrance.TAKEN_BACK_ALREADY: Said(say("This visit is taken back already.")),
        Hindrance.TOO_FEW: Said(say("There are fewer visits on this card than that."), say("Take fewer back.")),
        Hindrance.FULL: Said(say("This card is full."), say("Redeem the reward first.")),
        Hindrance.REDEEMED: Said(say("This stamp is redeemed.")),
        Hindrance.SWITCHED_OFF: Said(say("This stamp is switched off."), say("Switch it on first.")),
        Hindrance.OVER: Said(say("This stamp has expired."), say("Change its dates first.")),
        Hindrance.NOT_BEGUN: Said(say("This stamp has not begun yet."), say("Change its dates first.")),
        Hindrance.BEING_DELETED: Said(say("This stamp is being deleted.")),
        Hindrance.NO_CARD: Said(
            say("This stamp card is not set up any more."), say("The owner can see it in the settings.")
        ),
        Hindrance.CANNOT_COUNT: Said(say("A visit does not count on a new stamp of this card today.")),
    }[why]
