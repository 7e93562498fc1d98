"""One language that sentences are made in, handed to whoever speaks. It owns gettext and keeps no state of its own.

Nothing is translated at import: a sentence is made when it is said.
"""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "stamp-kiosk"
LOCALE_FOLDER = Path(__file__).with_name("locale")


class Language:
    """Makes sentences in one language. What is not translated stays English."""

    def __init__(self, translations: gettext.NullTranslations) -> None:
        self._translations = translations

    def text(self, message: str) -> str:
        """The message in this language, its places still to be filled."""
        return self._translations.gettext(message)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of the message for so many, its places still to be filled."""
        return self._translations.ngettext(one, many, count)


def english() -> Language:
    """The language that the sentences are written in."""
    return Language(gettext.NullTranslations())


def chosen_language(folder: Path = LOCALE_FOLDER) -> Language:
    """The language that LANGUAGE, LC_ALL, LC_MESSAGES or LANG ask for, as far as it is there; else English."""
    if not folder.is_dir():
        return english()
    return Language(gettext.translation(DOMAIN, folder, fallback=True))
