"""What is said when the program itself is at fault, and what its makers are told: no values, nobody's data."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.domain.redaction import without_people, without_secrets
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def crashed(language: Language, reference: str) -> str:
    """``reference`` is also in the log, beside where it happened."""
    return language.text(
        "Stamp Kiosk stopped because of a fault of its own. Nothing that was saved is lost. "
        "Tell its makers this word from the log: {reference}."
    ).format(reference=reference)


def stopped(language: Language) -> Said:
    """The window could not begin."""
    return Said(
        language.text("Stamp Kiosk stopped because of a fault of its own."),
        language.text(
            "Nothing that was saved is lost. Copy what stands below and send it to its makers, then start it again."
        ),
    )


def going_on(language: Language, reference: str) -> Said:
    """The window goes on."""
    advice = language.text("You can go on. Tell its makers this word from the log: {reference}.")
    return Said(_met(language), advice.format(reference=reference))


def met(language: Language) -> Said:
    """Over what its makers are told, in the window that goes on."""
    return Said(_met(language), language.text("You can go on. Copy what stands below and send it to its makers."))


def see(language: Language) -> str:
    """The bar's button."""
    return language.text("What happened")


def for_its_makers(language: Language) -> str:
    """The text that is copied, for screen readers."""
    return language.text("For its makers")


def told(facts: Sequence[str], reference: str, trace: str, home: str) -> str:
    """What is copied, in the makers' own language. ``facts``: lines on the program and the system.

    ``home``: the user's own folder, whose name may be a person's.
    """
    text = "\n".join([*facts, f"Reference {reference}", "", without_people(trace), ""])
    return without_secrets(text, home=home)


def _met(language: Language) -> str:
    return language.text("Stamp Kiosk met a fault of its own. Nothing that was saved is lost.")
