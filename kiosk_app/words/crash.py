"""What is said when the program itself is at fault."""

from __future__ import annotations

from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def crashed(language: Language, reference: str) -> str:
    """``reference`` is also in the log, beside where it happened."""
    return language.text(
        "Stamp Kiosk stopped because of a fault of its own. Nothing that was saved is lost. "
        "Tell its makers this word from the log: {reference}."
    ).format(reference=reference)


def going_on(language: Language, reference: str) -> Said:
    """The window goes on."""
    advice = language.text("You can go on. Tell its makers this word from the log: {reference}.")
    return Said(
        language.text("Stamp Kiosk met a fault of its own. Nothing that was saved is lost."),
        advice.format(reference=reference),
    )
