"""Pseudo-translation: English made a third longer and accented, so that a text without room or gettext is seen."""

from __future__ import annotations

import gettext
import re

from kiosk_app.words.language import Language

ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñöüýÀÇÉÎÑÖÛÝ")
PLACE = re.compile(r"(\{[^}]*\})")
GROWTH = 0.35


class Pseudo(Language):
    """Says what English says, longer; a text that stays plain on the glass did not come through here."""

    def __init__(self) -> None:
        super().__init__(gettext.NullTranslations())

    def text(self, message: str) -> str:
        return lengthened(super().text(message))

    def plural(self, one: str, many: str, count: int) -> str:
        return lengthened(super().plural(one, many, count))


def lengthened(message: str) -> str:
    """The message accented, with vowels doubled from its end until it is long enough; its {places} are kept."""
    parts = PLACE.split(message)
    missing = round(sum(len(part) for part in parts[::2]) * GROWTH)
    for at in range(len(parts) - 1, -1, -1):
        if at % 2:
            continue
        letters: list[str] = []
        for letter in reversed(parts[at]):
            letters.append(letter)
            if missing > 0 and letter in "aeiou":
                letters.append(letter)
                missing -= 1
        parts[at] = "".join(reversed(letters)).translate(ACCENTS)
    return "".join(parts)
