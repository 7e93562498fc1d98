"""What is said when the program itself is at fault."""

from __future__ import annotations

from kiosk_app.words.language import Language


def crashed(language: Language, reference: str) -> str:
    """``reference`` is also in the log, beside where it happened."""
    return language.text(
        "Stamp Kiosk stopped because of a fault of its own. Nothing that was saved is lost. "
        "Tell its makers this word from the log: {reference}."
    ).format(reference=reference)
