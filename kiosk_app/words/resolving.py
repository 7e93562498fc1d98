"""What is answered to a person who says what became of an entry: why their word cannot be taken, or what it needs."""

from __future__ import annotations

from kiosk_app.domain.choices import Cannot
from kiosk_app.domain.outcome import Reason
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import why


def cannot(language: Language, because: Cannot, reason: Reason) -> Said:
    """Nothing was changed. ``reason``: why the service could not be asked."""
    say = language.text
    return {
        Cannot.NO_SUCH_ENTRY: Said(say("There is no such entry.")),
        Cannot.BEING_SENT: Said(say("It is being sent."), say("Wait a moment for its answer.")),
        Cannot.SETTLED: Said(say("It is settled already.")),
        Cannot.NOT_ITS_CHOICE: Said(say("That does not fit how it stands.")),
        Cannot.OTHER_OPEN: Said(say("Another new stamp of this card is on its way to the customer already.")),
        Cannot.OTHER_STAMP: Said(say("That is another stamp."), say("Check the number.")),
        Cannot.NO_ANSWER: Said(why(language, reason), say("Try again in a moment.")),
    }[because]


def shown_without_us(language: Language) -> Said:
    """The service shows the stamp, and its memo does not name the issue that was lost."""
    return Said(
        language.text("There is such a stamp, but its memo does not show that it is this one."),
        language.text("Compare it in the service’s dashboard."),
    )


def not_shown(language: Language, message: str) -> Said:
    """The service shows no such stamp, as where it is switched off or has not begun; its words are quoted."""
    quote = language.text("Its message: “{message}”").format(message=message) if message else ""
    advice = language.text("If you see it in the service’s dashboard, it is there.")
    return Said(language.text("The service does not show this stamp."), " ".join(filter(None, (quote, advice))))


def add_confirmed(language: Language) -> str:
    """How a command is told that a person has seen the stamp."""
    return language.text("If it is, add --confirmed.")


def no_number(language: Language) -> Said:
    """What was typed or scanned is no stamp's."""
    return Said(
        language.text("This is not a stamp’s number."), language.text("Type it as the dashboard shows it, or scan it.")
    )
