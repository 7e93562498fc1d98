"""The QR page in words: the code, the card it belongs to, what became of the issue, and the way back."""

from __future__ import annotations

from kiosk_app.domain.entry import State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Stamp
from kiosk_app.words.customer import until
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

# Captions


def title(language: Language) -> str:
    """The page, where no customer is known yet."""
    return language.text("QR code")


def done(language: Language) -> str:
    return language.text("Done")


def copy(language: Language) -> str:
    return language.text("Copy")


def copied(language: Language) -> str:
    return language.text("Copied")


def copy_spoken(language: Language) -> str:
    """What the button's name is, which says more than its label."""
    return language.text("Copy the link")


def open_page(language: Language) -> str:
    return language.text("Open page")


def undo(language: Language) -> str:
    return language.text("Undo")


def stay(language: Language) -> str:
    return language.text("Stay here")


def back_in(language: Language, seconds: int) -> str:
    return language.text("Back to the counter in {seconds} s").format(seconds=seconds)


def code_spoken(language: Language, card_name: str) -> str:
    """What a screen reader says of the code."""
    return language.text("QR code of the stamp on {card}").format(card=card_name)


def band(language: Language) -> tuple[str, str]:
    """Under a code of practice."""
    return language.text("PRACTICE"), language.text("scans as a text, not a stamp")


# The code


def scan(language: Language) -> str:
    return language.text("Scan to keep your\u00a0card")


def how(language: Language) -> str:
    return language.text("Open the phone’s camera and point it here.")


def issued(language: Language, is_practice: bool) -> str:
    return language.text("Practice stamp issued") if is_practice else language.text("Stamp issued")


def practice_stamp(language: Language, stamp_idx: StampIdx) -> str:
    """What stands beside a code of practice in the link's place."""
    return language.text("Practice stamp {stamp_idx}").format(stamp_idx=stamp_idx)


def whose(name: str, stamp: Stamp, language: Language) -> str:
    """Brown Smith · until 21 November 2027."""
    end = until(language, stamp.end)
    return f"{name} · {end[:1].lower()}{end[1:]}"


def coming(language: Language) -> Said:
    """There is a stamp and no link that may be trusted yet."""
    return Said(language.text("The QR code comes in a moment"), language.text("The stamp itself is safe."))


def no_stamp(language: Language) -> Said:
    """There is nothing to show any more."""
    return Said(language.text("There is no stamp to show"), language.text("Go back and issue one."))


# The issue


def waiting(language: Language) -> Said:
    """The issue could not be sent yet."""
    return Said(language.text("New stamp waiting"), language.text("The QR code comes once the stamp is issued."))


def sending(language: Language) -> Said:
    return Said(language.text("The stamp is on its way"), language.text("The QR code comes in a moment."))


def set_aside(language: Language) -> Said:
    """Nobody waits any more for an answer that was lost."""
    return Said(language.text("This one was set aside"), language.text("Go back and issue a new one."))


# Undoing


def undoing(language: Language) -> Said:
    """It is decided, and the service does not know yet."""
    what = language.text("The new stamp is being switched off")
    return Said(what, language.text("That happens by itself as soon as it can be sent."))


def undone(language: Language) -> Said:
    return Said(language.text("The new stamp is switched off"), language.text("Its QR code does nothing any more."))


def cancelled(language: Language) -> Said:
    return Said(language.text("Taken back"), language.text("Nothing was sent, and nothing will be."))


def not_undone(language: Language, state: State, message: str) -> Said:
    """The service would not switch it off, or nobody knows."""
    if state is State.REFUSED:
        quote = language.text("Its message: “{message}”").format(message=message)
        what = language.text("The service said no to switching it off")
        return Said(what, quote if message else language.text("It gave no reason."))
    return Said(
        language.text("We don’t know yet if it is switched off"), language.text("We go on trying by ourselves.")
    )
