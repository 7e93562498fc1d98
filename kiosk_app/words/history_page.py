"""The history of a customer in words: what was done, how it ended, where it was asked for, and what put it right."""

from __future__ import annotations

from datetime import datetime

from kiosk_app.domain.entry import Door, Entry, Kind, State, Why
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.words.dates import day, day_and_month
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import entry_line, how_it_stands

# Captions


def history(language: Language) -> str:
    """The button on the customer's page, and the title."""
    return language.text("History")


def nothing(language: Language) -> str:
    return language.text("Nothing was done yet.")


def older(language: Language) -> str:
    """Reads on."""
    return language.text("Show older")


def take_back(language: Language) -> str:
    return language.text("Take back")


def move(language: Language) -> str:
    """To the customer whose visit it was."""
    return language.text("Move")


def reason(language: Language) -> str:
    """The field for why."""
    return language.text("Why")


def only_here(language: Language) -> str:
    """Beside its label."""
    return language.text("only staff see it")


def right_customer(language: Language) -> str:
    """The field that looks for whose visit it was."""
    return language.text("Whose visit was it?")


def who_hint(language: Language) -> str:
    return language.text("A name, phone or e-mail")


def yes_take_back(language: Language) -> str:
    return language.text("Yes, take it back")


def not_now(language: Language) -> str:
    return language.text("Not now")


def try_again(language: Language) -> str:
    return language.text("Try again")


def move_to(language: Language, name: str) -> str:
    """For those who hear it: the button carries the name."""
    return language.text("Move the visit to {name}").format(name=name)


def gone(language: Language) -> Said:
    return Said(language.text("This customer is not here any more."), language.text("Look the customer up by name."))


# One line


def when(language: Language, at: datetime, now: datetime) -> str:
    """Today 10:42, 3 November 10:42, 3 November 2025 10:42; both in the shop's own time."""
    clock = at.strftime("%H:%M")
    if at.date() == now.date():
        return language.text("Today {time}").format(time=clock)
    date = day_and_month(language, at.date()) if at.year == now.year else day(language, at.date())
    return f"{date} {clock}"


def what(language: Language, entry: Entry, card: str) -> str:
    """Stamp issued · Coffee card."""
    say = language.text
    done = {
        Kind.ISSUE: say("New stamp"),
        Kind.HAND_OUT: say("New stamp"),
        Kind.READY: say("A stamp in advance"),
        Kind.VISIT: say("Visit"),
        Kind.TAKE_BACK: say("Visit taken back"),
        Kind.REDEEM: say("Reward redeemed"),
        Kind.DELETE: say("Stamp deleted for good"),
    }
    doing = _edit(language, entry.fields) if isinstance(entry.fields, Change) and entry.kind is Kind.CHANGE else ""
    return " · ".join(filter(None, (doing or done.get(entry.kind, say("Stamp changed")), card)))


def _edit(language: Language, change: Change) -> str:
    """What an edit set, in as few words."""
    say = language.text
    is_told = change.cleared or (change.user or UserFields()) != UserFields()
    parts = (
        say("Dates changed") if change.start or change.end else "",
        say("Switched on") if change.active else say("Switched off") if change.active is False else "",
        say("PIN reset") if change.reset_pin else "",
        say("Customer edited") if is_told else "",
    )
    return ", ".join(filter(None, parts))


def result(language: Language, entry: Entry) -> str:
    """How it ended, or stands; the service's own words are quoted. A change that was done needs no word."""
    if entry.state is State.DONE:
        return language.text("possibly double") if entry.why is Why.POSSIBLY_DOUBLE else ""
    if entry.why is Why.LEADER_FAILED:
        return language.text("did not happen")
    message = f"“{entry.message}”" if entry.message and entry.state is State.REFUSED else ""
    return " ".join(filter(None, (how_it_stands(language, entry), message)))


def moved_to(language: Language, name: str) -> str:
    return language.text("moved to {name}").format(name=name)


def moved_from(language: Language, name: str) -> str:
    return language.text("moved here from {name}").format(name=name)


def put_right(language: Language, correction: Entry, at: datetime) -> str:
    """Beside the original, which stays."""
    clock = at.strftime("%H:%M")
    if correction.kind is Kind.VISIT:
        return language.text("moved to its customer at {time}").format(time=clock)
    if correction.kind is Kind.TAKE_BACK:
        return language.text("taken back at {time}").format(time=clock)
    return language.text("undone at {time}").format(time=clock)


def from_where(language: Language, door: Door | None) -> str:
    """Where it was asked for; nothing is said of what is older than that was kept."""
    say = language.text
    return {Door.WINDOW: say("at the window"), Door.COMMAND: say("by a command"), None: ""}[door]


def past_line(language: Language, entry: Entry, name: str, door: Door | None) -> str:
    """One line where the history is a text: how it stands, why it was put right, and where it was asked for."""
    note = f"“{entry.note}”" if entry.note else ""
    return " · ".join(filter(None, (entry_line(language, entry, name), note, from_where(language, door))))


def spoken(language: Language, button: str, line: str, at: str) -> str:
    """Which visit a button is about, for those who hear it."""
    return language.text("{button}: {line}, {at}").format(button=button, line=line, at=at)
