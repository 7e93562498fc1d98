"""Hangul from the letters of the two-set layout: how Korean syllables close, grow, and hand a consonant on."""

from __future__ import annotations

import re

from kiosk_app.domain.touch.making import Made
from kiosk_app.domain.two_set import FIRST, LAST, LETTERS, MIDDLE

_BY_KEY = {keys: letter for letter, keys in LETTERS.items() if len(keys) == 1}
# Letters of two strokes: ㅗ and ㅏ are ㅘ, ㄹ and ㄱ are ㄺ.
_JOINED = {_BY_KEY[keys[0]] + _BY_KEY[keys[1]]: letter for letter, keys in LETTERS.items() if len(keys) == 2}
_VOWEL = "|".join([*(pair for pair in _JOINED if pair[0] in MIDDLE), f"[{MIDDLE}]"])
_CLOSING = "|".join([*(pair for pair in _JOINED if pair[0] in LAST), f"[{LAST}]"])
# A consonant that a vowel follows begins the next syllable, and closes none; of a pair, its second one.
_SYLLABLE = re.compile(f"([{FIRST}])({_VOWEL})((?:{_CLOSING})(?![{MIDDLE}]))?|{_VOWEL}|.")
_SYLLABLES, _MIDDLES, _CLOSINGS = 0xAC00, 21, 28  # Unicode 3.12; one of the closings is none


def hangul(strokes: str) -> Made:
    """The last syllable is in the making: a vowel may still take its last consonant away.

    Consonants alone are not joined: "ㄱㅅ" looks for a name by its initials.
    """
    found = list(_SYLLABLE.finditer(strokes))
    if not found:
        return Made(strokes)
    finished = "".join(map(_text, found[:-1]))
    return Made(finished, found[-1][0], _text(found[-1]))


def _text(syllable: re.Match[str]) -> str:
    first, middle, last = syllable.groups()
    if first is None:
        return _letter(syllable[0])
    closing = LAST.index(_letter(last)) + 1 if last else 0
    return chr(_SYLLABLES + (FIRST.index(first) * _MIDDLES + MIDDLE.index(_letter(middle))) * _CLOSINGS + closing)


def _letter(strokes: str) -> str:
    return _JOINED.get(strokes, strokes)
