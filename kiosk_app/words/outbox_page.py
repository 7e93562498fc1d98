"""The outbox page: what needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import not_known, refused, why


def title(language: Language) -> str:
    """The page's title."""
    return language.text("Outbox")


def needs_you(language: Language) -> str:
    """The section of what a person must see or settle."""
    return language.text("Needs you")


def on_its_way(language: Language) -> str:
    """The section of what sends itself."""
    return language.text("On its way")


def on_its_way_hint(language: Language) -> str:
    """Beside the section's title."""
    return language.text("sent by themselves, oldest first")


def done_today(language: Language) -> str:
    """The section of what arrived since midnight."""
    return language.text("Done today")


def nothing(language: Language) -> str:
    """The page where nothing is open."""
    return language.text("Everything is sent")


def dismiss(language: Language) -> str:
    """The button that takes a settled entry out of the outbox."""
    return language.text("Dismiss")


def open_customer(language: Language) -> str:
    """The button that leads to the customer an entry is about."""
    return language.text("Open customer")


def what(language: Language, kind: Kind, card_name: str) -> str:
    """What an entry does, on which card."""
    say = language.text
    doing = {
        Kind.ISSUE: say("New stamp"),
        Kind.VISIT: say("Add 1 visit"),
        Kind.TAKE_BACK: say("Take back 1 visit"),
        Kind.REDEEM: say("Redeem the reward"),
        Kind.CHANGE: say("Change the stamp"),
        Kind.DELETE: say("Delete the stamp"),
        Kind.READY: say("A stamp in advance"),
        Kind.HAND_OUT: say("New stamp"),
    }[kind]
    return " · ".join(filter(None, (doing, card_name)))


def state(language: Language, entry: Entry) -> str:
    """How an entry on its way, or arrived, stands."""
    say = language.text
    if entry.state is State.SENDING:
        return say("Sending…")
    if entry.state is State.DONE:
        return say("Arrived")
    if entry.state is State.UNKNOWN:
        return str(not_known(language, entry.kind, ""))
    return say("Waiting its turn") if entry.attempts == 0 else why(language, entry.reason)


def trouble(language: Language, entry: Entry, name: str) -> Said:
    """Why an entry needs a person."""
    if entry.why is Why.POSSIBLY_DOUBLE:
        return possibly_double(language, entry)
    if entry.state is State.UNKNOWN:
        return not_known(language, entry.kind, name)
    return refused(language, entry.message)


def possibly_double(language: Language, entry: Entry) -> Said:
    """A late look showed more than our record explains."""
    numbers = language.text("The stamp showed {before} before, and {seen} two minutes later. Please check it.")
    return Said(
        language.text("This may have been counted twice."),
        numbers.format(before=entry.count_first, seen=entry.count_seen),
    )
