"""What became of a scan that led to no customer's page yet, or to none at all."""

from __future__ import annotations

from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.scan import Miss, Missed
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import refused


def looking(language: Language) -> Said:
    """The service is asked for a stamp that was issued elsewhere."""
    return Said(language.text("Looking this code up."), language.text("It is not known at this counter yet."))


def missed(language: Language, missed: Missed) -> Said:
    """Why it leads to nobody."""
    match missed.miss:
        case Miss.NOT_OURS:
            return not_ours(language)
        case Miss.NO_ANSWER:
            return no_answer(language, missed.reason)
        case Miss.REFUSED:
            return refused(language, missed.message)
        case Miss.NO_CARD:
            return no_card(language)
        case Miss.NOT_HANDED_OUT:
            return not_handed_out(language)


def not_ours(language: Language) -> Said:
    """It is no stamp and no member of this shop."""
    return Said(language.text("This code is not one of ours."), language.text("Look the customer up by name."))


def no_answer(language: Language, reason: Reason) -> Said:
    """It is not known here, and the service could not be asked."""
    what = language.text("This code is not known at this counter, and the service cannot be asked just now.")
    if reason is Reason.NO_INTERNET:
        what = language.text("No internet — a code from elsewhere cannot be looked up.")
    return Said(what, language.text("Look the customer up by name, or scan it again later."))


def several_cards(language: Language) -> Said:
    """A member's code, where a scan adds the visit: it cannot tell which of their stamps is meant."""
    return Said(
        language.text("No visit was added: this customer has several cards."),
        language.text("Press Add visit on the right one."),
    )


def no_stamp(language: Language) -> Said:
    """A member's code, where a scan adds the visit, and they have no stamp."""
    return Said(language.text("No visit was added: there is no stamp yet."), language.text("Issue one first."))


def takes_none(language: Language) -> Said:
    """A stamp that is redeemed, switched off, expired or not sent yet, where a scan adds the visit."""
    return Said(
        language.text("No visit was added: the scanned stamp takes none now."),
        language.text("Look at what the customer has."),
    )


def same_again(language: Language) -> Said:
    """A scanner that repeats itself, or somebody who scanned twice within a moment."""
    return Said(
        language.text("The same code again — no second visit was added."),
        language.text("Press Add visit if one more is meant."),
    )


def no_card(language: Language) -> Said:
    """A stamp of a card that this counter does not have."""
    return Said(
        language.text("This stamp’s card is not set up at this counter."),
        language.text("Add it in Settings › Stamp cards, then scan again."),
    )


def not_handed_out(language: Language) -> Said:
    """A stamp made in advance."""
    return Said(
        language.text("This stamp was not handed out yet."),
        language.text("Look the customer up by name and issue one."),
    )
