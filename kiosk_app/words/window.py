"""The window itself: its menu, its titles, and the practice banner."""

from __future__ import annotations

from kiosk_app.words.language import Language


def program(language: Language) -> str:
    """The name in the window's title."""
    return language.text("Stamp Kiosk")


def counter(language: Language) -> str:
    """The way back to the counter."""
    return language.text("Counter")


def customer(language: Language) -> str:
    """The way back to the customer."""
    return language.text("Customer")


def menu(language: Language) -> str:
    """The menu button, for those who hear it."""
    return language.text("Menu")


def menu_items(language: Language, *, is_practice: bool) -> list[tuple[str, str]]:
    """The menu: a key and a text each."""
    say = language.text
    practice = ("leave-practice", say("Leave practice")) if is_practice else ("practise", say("Practise"))
    return [
        ("outbox", say("Outbox")),
        ("settings", say("Settings")),
        practice,
        ("full-screen", say("Full screen")),
        ("quit", quit_with(language, 0)),
    ]


def quit_with(language: Language, waiting: int) -> str:
    """The menu's last item where changes wait: they are kept, and nobody is asked."""
    if not waiting:
        return language.text("Quit")
    what = language.plural(
        "Quit — {count} change waits, nothing is lost", "Quit — {count} changes wait, nothing is lost", waiting
    )
    return what.format(count=waiting)


def practice(language: Language) -> str:
    """The practice banner."""
    return language.text("PRACTICE — no real stamps")


def leave_practice(language: Language) -> str:
    """The button on the practice banner."""
    return language.text("Leave practice")


def titles(language: Language) -> dict[str, str]:
    """The titles of the pages that have one, by the page."""
    say = language.text
    return {
        "outbox": say("Outbox"),
        "settings": say("Settings"),
        "new": say("New customer"),
        "edit": say("Edit customer"),
        "history": say("History"),
        "import": say("Import customers"),
        "duplicates": say("Duplicates"),
        "fault": say("What happened"),
    }


def try_again(language: Language) -> str:
    """The button where the program could not begin."""
    return language.text("Try again")


def back_to_work(language: Language) -> str:
    """The button that leads back to the counter."""
    return language.text("Back to the counter")


def leave(language: Language) -> str:
    """The button that closes the window."""
    return language.text("Quit")
