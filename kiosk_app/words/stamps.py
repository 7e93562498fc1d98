"""A stamp on its way to a customer: issued, there already, shown, or why not. It quotes the service, never guesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Stamp
from kiosk_app.words.dates import day, day_and_month, span
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def issued(language: Language, stamp: Stamp | None, name: str, card_name: str) -> str:
    """A new stamp is there: for whom, on which card, and how long it holds."""
    dates = span(language, stamp.start, stamp.end) if stamp else ""
    return " · ".join(filter(None, (language.text("Stamp issued"), name, card_name, dates)))


def works_later(language: Language) -> str:
    """An instant stamp that is switched off until the service has heard of the customer."""
    return language.text("The stamp works as soon as this counter is online again.")


def already(language: Language, name: str, stamp: Stamp) -> str:
    """The customer has the card."""
    say = language.text
    who = name or say("The customer")
    if stamp.visits is None or stamp.places is None:
        return say("{name} already has this card.").format(name=who)
    filled = {"name": who, "visits": stamp.visits, "places": stamp.places}
    return say("{name} already has this card, {visits} of {places}.").format(**filled)


def choice(language: Language, name: str, stamps: Sequence[Stamp]) -> Said:
    """The customer has the card, and a person must say whether to open it or to issue another."""
    ids = ", ".join(str(stamp.stamp_idx) for stamp in stamps)
    advice = language.text("Open it with “stamp-kiosk show”: {ids}. Issue another with --again.").format(ids=ids)
    return Said(already(language, name, stamps[0]), advice)


def several_meant(language: Language, customer_ids: Sequence[str]) -> Said:
    """More than one customer fits. Their ids alone are told: nobody's data shows to somebody else."""
    what = language.plural("{count} customer fits.", "{count} customers fit.", len(customer_ids))
    advice = language.text("Say which with --customer: {ids}.")
    return Said(what, advice).filled(count=len(customer_ids), ids=", ".join(customer_ids))


def first_visit_left_out(language: Language, *, is_usable: bool) -> str:
    """The card counts the first visit, and this stamp cannot take it, or its customer had their visit."""
    if is_usable:
        return language.text("The first visit is left out: today’s visit is counted already.")
    return language.text("The first visit is left out: the stamp is not active today.")


def no_such_card(language: Language, card_idx: int) -> Said:
    """The settings know no such stamp card."""
    return Said(
        language.text("There is no stamp card {card_idx}.").format(card_idx=card_idx),
        language.text("“stamp-kiosk card list” shows those there are; “stamp-kiosk card add” adds one."),
    )


def shown(language: Language, stamp: Stamp, card_name: str) -> str:
    """A stamp as it stands: its card, its count, its dates."""
    count = ""
    if stamp.visits is not None and stamp.places is not None:
        count = language.text("{visits} of {places}").format(visits=stamp.visits, places=stamp.places)
    return " · ".join(filter(None, (card_name, count, span(language, stamp.start, stamp.end))))


def own_record(language: Language, why: str, stamp: Stamp | None) -> Said:
    """The service could not be asked."""
    if stamp is None:
        return Said(why, language.text("We have no record of this stamp. Try again later."))
    if stamp.as_of is None:
        return Said(why, language.text("This is our own record. The service has not confirmed a count yet."))
    as_of = day(language, stamp.as_of.astimezone().date())
    return Said(why, language.text("This is our own record of {day}.").format(day=as_of))


def not_usable(language: Language, stamp: Stamp | None, message: str, today: date) -> Said:
    """The service shows no such usable stamp: our own record says why, else its message is quoted."""
    say = language.text
    if stamp is not None:
        if stamp.redeemed:
            return redeemed_before(language)
        if not stamp.active:
            return switched_off(language)
        if stamp.end < today:
            return expired(language, stamp)
        if stamp.start > today:
            return begins(language, stamp)
    if message:
        return Said(say("The service said no."), say("Its message: “{message}”").format(message=message))
    return Said(say("The service said no."), say("It gave no reason."))


def redeemed_before(language: Language) -> Said:
    """Its reward was handed over."""
    return Said(language.text("This stamp is redeemed."), language.text("Issue a new one."))


def switched_off(language: Language) -> Said:
    return Said(language.text("This stamp is switched off."))


def expired(language: Language, stamp: Stamp) -> Said:
    when = language.text("Expired on {day}.").format(day=day_and_month(language, stamp.end))
    return Said(when, language.text("Issue a new one."))


def begins(language: Language, stamp: Stamp) -> Said:
    return Said(language.text("This stamp begins on {day}.").format(day=day_and_month(language, stamp.start)))


def code_later(language: Language) -> str:
    """There is a stamp and no link that may be trusted yet."""
    return language.text("The QR code comes in a moment.")


def code_later_with(language: Language, reason: Reason) -> str:
    """There is no stamp yet, for this reason."""
    if reason is Reason.NO_INTERNET:
        return language.text("The QR code comes with the internet.")
    return language.text("The QR code comes once the stamp is issued.")


def code_not_written(language: Language, path: str) -> str:
    """The stamp is safe, and its picture could not be saved."""
    return language.text(
        "{path} could not be written. The stamp is safe: “stamp-kiosk show” writes its code elsewhere."
    ).format(path=path)


def practice_code(language: Language, stamp_idx: StampIdx) -> str:
    """What a code of practice holds in place of a link."""
    return language.text("Practice stamp {stamp_idx}. Not a real stamp.").format(stamp_idx=stamp_idx)
