"""The keyboard on the screen: what is printed on its keys, and what they are called for those who hear them."""

from __future__ import annotations

from kiosk_app.domain.touch.boards import Act
from kiosk_app.domain.touch.typist import Shift
from kiosk_app.words.language import Language


def keyboard(language: Language) -> str:
    """The whole of it."""
    return language.text("Keyboard")


def name_of(language: Language, act: Act) -> str:
    """A key that types no letter."""
    say = language.text
    return {
        Act.SHIFT: say("Shift"),
        Act.BACK: say("Backspace"),
        Act.OTHER: say("Numbers and signs"),
        Act.TONGUE: say("Another language"),
        Act.SPACE: say("Space"),
        Act.ON: say("Enter"),
        Act.AWAY: say("Hide the keyboard"),
    }[act]


def shift(language: Language, state: Shift) -> str:
    """Shift, and how it stands."""
    say = language.text
    return {
        Shift.OFF: say("Shift"),
        Shift.OFFERED: say("Shift: the next letter"),
        Shift.ONCE: say("Shift: the next letter"),
        Shift.LOCKED: say("Shift: all letters"),
    }[state]


def letters(language: Language) -> str:
    """Back from numbers and signs."""
    return language.text("Letters")


def letters_face(language: Language) -> str:
    """What is printed on that key."""
    return language.text("ABC")


def signs_face(language: Language) -> str:
    """What is printed on the key to numbers and signs."""
    return language.text("123")


def following(language: Language) -> str:
    """The key to the next field."""
    return language.text("Next")


def gap(language: Language) -> str:
    """The space bar, where there is no name of a language."""
    return language.text("Space")
