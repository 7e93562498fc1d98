"""Which letters of a customer a search was answered by, and how much of a phone or an e-mail a list may show.

A list is read over shoulders: of somebody else's number it shows the last digits, and what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk_app.domain.finding import initials, is_initials, places
from kiosk_app.domain.text import digits, fold

_SHOWN_DIGITS = 4
_HIDDEN_BELOW = 7  # digits; of a number as short as that nothing would stay hidden
_DOTS = "•••"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and from where to where (characters, the end left out) it is what was searched for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, words: Sequence[str]) -> Marked:
    """The text with every place where one of these folded words stands, as a search finds them."""
    return Marked(text, _places(text, words))


def marked_part(text: str, words: Sequence[str]) -> Marked:
    """Only so much of the text as the words with such places."""
    shown = " ".join(part for part in text.split() if _places(part, words))
    return marked(shown, words)


def marked_phone(phone: str, number: str) -> Marked:
    """•••• 8900, and before it the typed digits where they stand elsewhere: •••• 4567 •••• 8900."""
    all_digits = digits(phone)
    if len(all_digits) < _HIDDEN_BELOW:
        return Marked("••••" if all_digits else "")
    tail_at = len(all_digits) - _SHOWN_DIGITS
    at = all_digits.rfind(number) if number else -1
    if at < 0:
        return Marked(f"•••• {all_digits[tail_at:]}")
    end = at + len(number)
    if end < tail_at:
        return Marked(f"•••• {number} •••• {all_digits[tail_at:]}", ((5, 5 + len(number)),))
    shown_from = min(at, tail_at)
    first = 5 + at - shown_from
    return Marked(f"•••• {all_digits[shown_from:]}", ((first, first + len(number)),))


def marked_email(email: str, words: Sequence[str]) -> Marked:
    """bro•••@lindqvist.se: of what stands before the @, only the letters that were searched for."""
    before, _at, _host = email.rpartition("@")
    places = _places(email, words)
    if not places:
        return Marked(f"{_DOTS if before else ''}{email[len(before) :]}")
    shown, marks, hidden = "", [], False
    for index, char in enumerate(email):
        start = next((start for start, end in places if start <= index < end), None)
        if start is None and index < len(before):
            shown += "" if hidden else _DOTS
            hidden = True
            continue
        hidden = False
        if start == index:
            marks.append((len(shown), len(shown)))
        shown += char
        if start is not None:
            marks[-1] = (marks[-1][0], len(shown))
    return Marked(shown, tuple(marks))


def _places(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand, in characters of the text as it is; places that touch are one."""
    folded, origin = _folded(text)
    covered = set[int]()
    for word in (word for word in words if word and (word in folded or is_initials(word))):
        for start, end in _found(folded, word):
            covered.update(range(origin[start], origin[end - 1] + 1))
    spans: list[tuple[int, int]] = []
    for index in sorted(covered):
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return tuple(spans)


def _found(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Initial consonants are looked for in the syllables, across the gap that a name may have."""
    if is_initials(word):
        yield from (found.span() for found in re.finditer(r"\s*".join(word), initials(folded)))
    else:
        yield from ((at, at + len(word)) for at in places(folded, word))


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters which one of the text it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces = [*map(_folded_char, text)]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


@lru_cache(1_000)
def _folded_char(char: str) -> str:
    return " " if char.isspace() else fold(char)
