"""Set-up in four steps: its captions, and what stands on its last page."""

from __future__ import annotations

from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def product(language: Language) -> str:
    """The name over the rail."""
    return language.text("Stamp Kiosk")


def title(language: Language) -> str:
    """The page."""
    return language.text("Set-up")


def steps(language: Language) -> tuple[str, str, str, str]:
    """The steps by name, in their order."""
    say = language.text
    return (say("Your shop"), say("Connect your account"), say("Your first stamp card"), say("Ready to stamp"))


def step_of(language: Language, number: int, count: int) -> str:
    """Stands for the rail where there is no room for it."""
    return language.text("Step {number} of {count}").format(number=number, count=count)


def back(language: Language) -> str:
    """The button."""
    return language.text("Back")


def forward(language: Language) -> str:
    """The button."""
    return language.text("Next")


def start(language: Language) -> str:
    """The button of the last step."""
    return language.text("Go to the counter")


def skip(language: Language) -> str:
    """The button: no stamp card now."""
    return language.text("Skip for now")


def practise(language: Language) -> str:
    """The button, where there is room."""
    return language.text("Practise first, without an account")


def practise_short(language: Language) -> str:
    """The button, where there is none."""
    return language.text("Practise first")


# Your shop


def shop_intro(language: Language) -> str:
    """Below the title."""
    return language.text("How this counter introduces itself.")


def shop_name(language: Language) -> str:
    """A field."""
    return language.text("Shop name")


def counter_name(language: Language) -> str:
    """A field."""
    return language.text("Name of this counter")


def counter_example(language: Language) -> str:
    """How a counter is called."""
    return language.text("Counter 1")


def counter_hint(language: Language) -> str:
    """What it is for."""
    return language.text("It can stand in the note of every stamp.")


def country(language: Language) -> str:
    """A choice."""
    return language.text("Country")


def country_hint(language: Language) -> str:
    """What it is for."""
    return language.text("For phone numbers that are typed without their country.")


def system_country(language: Language) -> str:
    """The choice to have the operating system's."""
    return language.text("As this computer says")


# Connect your account


def account_lines(language: Language, host: str) -> tuple[str, str, str]:
    """What to do, in three lines."""
    say = language.text
    return (
        say("Sign in at {host} on any computer or phone.").format(host=host),
        say("Open the page with your API key and copy the key."),
        say("Paste or type it here. You only do this once."),
    )


# Your first stamp card


def card_intro(language: Language) -> str:
    """Below the title."""
    return language.text("You made the card in the dashboard. Tell this counter about it.")


# Ready to stamp


def ready_intro(language: Language, all_there: bool) -> str:
    """Below the title."""
    if all_there:
        return language.text("Everything is there. The first stamp is one customer away.")
    return language.text("You can start now. What is missing can follow in the settings.")


def ready_shop(language: Language, shop: str, counter: str) -> str:
    """What this counter is called."""
    return " · ".join(filter(None, (shop, counter))) or language.text("No name yet")


def ready_key(language: Language) -> Said:
    """The key is there."""
    return Said(language.text("The API key is there"))


def ready_session_key(language: Language) -> Said:
    """The key is in memory alone."""
    return Said(
        language.text("The API key is there until this program ends"),
        language.text("This computer has no keychain that keeps it."),
    )


def ready_no_key(language: Language) -> Said:
    """There is none."""
    return Said(language.text("No API key yet"), language.text("Stamps wait until you add it in Settings › Account."))


def ready_no_card(language: Language) -> Said:
    """There is no stamp card."""
    return Said(language.text("No stamp card yet"), language.text("Add one in Settings › Stamp cards."))


def is_there(language: Language) -> str:
    """A line of the last step, for screen readers."""
    return language.text("Done")


def is_missing(language: Language) -> str:
    """A line of the last step, for screen readers."""
    return language.text("Missing")
