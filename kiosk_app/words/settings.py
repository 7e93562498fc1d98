"""The settings page: its sections, what is not saved yet, and the sections without a module of their own."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_app.domain.problems import Problem
from kiosk_app.domain.settings import Motion, TextSize, Theme, TouchKeyboard
from kiosk_app.words.account import new_address, proxy
from kiosk_app.words.inputs import problems
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.setup import counter_name, country


def title(language: Language) -> str:
    """The page."""
    return language.text("Settings")


def sections(language: Language) -> dict[str, str]:
    """The sections by name, in their order."""
    say = language.text
    return {
        "cards": say("Stamp cards"),
        "account": say("Account"),
        "counter": say("Counter"),
        "data": say("Data"),
        "about": say("About"),
    }


# Saving


def save(language: Language) -> str:
    """The button."""
    return language.text("Save")


def cancel(language: Language) -> str:
    """The button: back to what is saved."""
    return language.text("Cancel")


def unsaved(language: Language) -> str:
    """Beside the buttons, as long as it is so."""
    return language.text("Not saved")


def saved(language: Language) -> str:
    """Beside the buttons, after it was done."""
    return language.text("Saved")


def leaving(language: Language, what: str) -> Said:
    """Somebody is about to leave what is not saved. ``what``: the card or section."""
    return Said(language.text("{what} has changes that are not saved.").format(what=what))


def save_first(language: Language) -> str:
    """One way on."""
    return language.text("Save them")


def drop(language: Language) -> str:
    """The other way on."""
    return language.text("Leave them out")


def stay(language: Language) -> str:
    """No way on."""
    return language.text("Stay here")


def file_is_faulty(language: Language, found: Iterable[Problem]) -> Said:
    """The settings file cannot be changed here; names the key."""
    what = language.text("The settings file has a fault, so nothing can be changed here.")
    return Said(what, str(problems(language, found)))


def not_usable(language: Language, found: Iterable[Problem]) -> Said:
    """There never were good settings."""
    return problems(language, found)


def try_again(language: Language) -> str:
    """Read the file again."""
    return language.text("Look again")


# Stamp cards


def add_card(language: Language) -> str:
    """The button under the list."""
    return language.text("Add a stamp card")


def card_list(language: Language) -> str:
    """The list, for screen readers."""
    return language.text("Stamp cards")


def card_row(language: Language, card_idx: int, places: int) -> str:
    """IDX 123 · 10 visits."""
    visits = language.plural("{count} visit", "{count} visits", places).format(count=places)
    return language.text("IDX {card_idx} · {visits}").format(card_idx=card_idx, visits=visits)


def new_card(language: Language) -> str:
    """The row of a card that is not saved yet."""
    return language.text("New stamp card")


def new_card_row(language: Language) -> str:
    """Below it."""
    return language.text("Not saved yet")


def remove(language: Language) -> str:
    """The button."""
    return language.text("Remove from this counter")


def remove_question(language: Language, name: str) -> str:
    """It asks once, in its place."""
    return language.text("Remove {name}? Stamps issued on it stay with their customers.").format(name=name)


def yes_remove(language: Language) -> str:
    """The answer."""
    return language.text("Yes, remove")


def not_yet(language: Language) -> str:
    """The other answer."""
    return language.text("Not yet")


def card_gone(language: Language) -> Said:
    """Somebody else removed the card meanwhile."""
    return Said(
        language.text("This stamp card was removed elsewhere."), language.text("Save it as a new one if it is needed.")
    )


def field_names(language: Language) -> dict[str, str]:
    """The fields of this page by their keys, where they have no name in people's words elsewhere."""
    return {
        "counter": counter_name(language),
        "country": country(language),
        "counters": counters(language),
        "idle_s": idle(language),
        "undo_s": undo(language),
        "scanner_prefix": scanner_prefix(language),
        "scanner_ms": scanner_pace(language),
        "scan_adds_visit": scan_adds_visit(language),
        "proxy": proxy(language),
        "url": new_address(language),
    }


# Counter


def counters(language: Language) -> str:
    """A stepper."""
    return language.text("Number of counters")


def counters_hint(language: Language) -> str:
    """What it is for."""
    return language.text("They share what the service allows in a minute.")


def idle(language: Language) -> str:
    """A stepper."""
    return language.text("Back to the counter after")


def idle_hint(language: Language) -> str:
    """What happens then."""
    return language.text("When nobody touches the page with a customer.")


def undo(language: Language) -> str:
    """A stepper."""
    return language.text("Undo is offered for")


def seconds(language: Language, least: int, most: int) -> str:
    """Beside a field of so many seconds."""
    return language.text("seconds, {least} to {most}").format(least=least, most=most)


def scanner_prefix(language: Language) -> str:
    """A field."""
    return language.text("The scanner sends first")


def scanner_prefix_hint(language: Language) -> str:
    """Who needs it."""
    return language.text("Leave it empty unless the scanner was set up to send something before each code.")


def scanner_pace(language: Language) -> str:
    """A field."""
    return language.text("The scanner takes for each key")


def scanner_pace_hint(language: Language) -> str:
    """When to change it."""
    return language.text("Raise it if scanned codes arrive as if they were typed.")


def scan_adds_visit(language: Language) -> str:
    """A switch."""
    return language.text("Scanning a stamp adds one visit at once")


def touch_keyboard(language: Language) -> str:
    """A choice."""
    return language.text("Keyboard on the screen")


def touch_keyboard_choice(language: Language, which: TouchKeyboard) -> str:
    """One of its choices."""
    say = language.text
    return {
        TouchKeyboard.AUTO: say("If there is no other"),
        TouchKeyboard.ALWAYS: say("Always"),
        TouchKeyboard.NEVER: say("Never"),
    }[which]


def touch_keyboard_hint(language: Language) -> str:
    """When it comes."""
    return language.text("It comes up when a field is touched.")


def milliseconds(language: Language, least: int, most: int) -> str:
    """Beside a field of so many."""
    return language.text("milliseconds at most, {least} to {most}").format(least=least, most=most)


def less(language: Language, what: str) -> str:
    """A stepper's minus, for screen readers."""
    return language.text("{what}: less").format(what=what)


def more(language: Language, what: str) -> str:
    """A stepper's plus, for screen readers."""
    return language.text("{what}: more").format(what=what)


def theme(language: Language) -> str:
    """A choice."""
    return language.text("Light or dark")


def theme_choice(language: Language, which: Theme) -> str:
    """One of its choices."""
    say = language.text
    return {
        Theme.LIGHT: say("Light"),
        Theme.DARK: say("Dark"),
        Theme.SYSTEM: say("As the computer"),
    }[which]


def text_size(language: Language) -> str:
    """A choice."""
    return language.text("Size of the text")


def text_size_choice(language: Language, which: TextSize) -> str:
    """One of its choices."""
    if which is TextSize.SYSTEM:
        return language.text("As the\ncomputer")
    return language.text("{percent} %").format(percent=which.value)


def motion(language: Language) -> str:
    """A choice."""
    return language.text("Motion")


def motion_choice(language: Language, which: Motion) -> str:
    """One of its choices."""
    say = language.text
    return {Motion.SYSTEM: say("As the computer"), Motion.REDUCED: say("As little as can be")}[which]


def accent(language: Language) -> str:
    """A choice."""
    return language.text("Colour of the stamps")


def accents(language: Language) -> dict[str, str]:
    """The ready-made colours by name."""
    say = language.text
    return {
        "vermilion": say("Vermilion"),
        "indigo": say("Indigo"),
        "forest": say("Forest"),
        "plum": say("Plum"),
        "cobalt": say("Cobalt"),
        "ink": say("Ink"),
    }


def own_accent(language: Language, colour: str) -> str:
    """A colour that the owner wrote into the file."""
    return language.text("Your own: {colour}").format(colour=colour)


# Data


def data_intro(language: Language) -> str:
    """Over the places."""
    return language.text("Everything stays on this computer, in a folder that only this user can read.")


def places(language: Language) -> dict[str, tuple[str, str]]:
    """What lies where: its name, and what it is."""
    say = language.text
    return {
        "database": (say("Customers and stamps"), say("And every change, with each step it took")),
        "settings": (say("Settings file"), say("The shop and its stamp cards")),
        "backups": (say("Backups"), say("One a day, and one before each upgrade")),
        "logs": (say("Logs"), say("What happened, without names or keys")),
    }


def open_folder(language: Language) -> str:
    """The button."""
    return language.text("Open folder")


def copy(language: Language) -> str:
    """The button."""
    return language.text("Copy")


def copied(language: Language) -> str:
    """The button, just after."""
    return language.text("Copied")


def of_place(language: Language, what: str, place: str) -> str:
    """A button of a place, for screen readers."""
    return language.text("{what}: {place}").format(what=what, place=place)


# About


def about_rows(language: Language, version: str, licence: str, python: str, qt: str) -> tuple[tuple[str, str], ...]:
    """What this program is made of."""
    say = language.text
    return (
        (say("Version"), version),
        (say("Licence"), licence),
        (say("Python"), python),
        (say("Qt"), qt),
    )


def news(language: Language) -> str:
    """Over the changes of each version."""
    return language.text("What is new")


def about_intro(language: Language) -> str:
    """Below the name."""
    return language.text("Issues loyalty stamps at the shop’s counter, and never twice.")
