"""Hangul back to the keys that typed it, for a code that a scanner typed while a Korean input method was on.

The two-set layout of KS X 5002, which every system has by default. Of letters that Shift changes nothing about, it
does not tell whether it was held: capitals come back small.
"""

from __future__ import annotations

import unicodedata

# Compatibility jamo U+3131 to U+3163 in their order; those of two strokes took two keys.
_LETTERS = (
    *("r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q", "qt"),
    *("t", "T", "d", "w", "W", "c", "z", "x", "v", "g"),
    *("k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l"),
)
LETTERS = {chr(0x3131 + at): keys for at, keys in enumerate(_LETTERS)}
FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MIDDLE = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
LAST = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# A syllable falls apart into conjoining jamo (Unicode 3.12), each block in the order of these letters.
_KEYS = LETTERS | {
    chr(start + at): LETTERS[letter]
    for start, letters in ((0x1100, FIRST), (0x1161, MIDDLE), (0x11A8, LAST))
    for at, letter in enumerate(letters)
}


def keys_of(text: str) -> str:
    """The Latin letters on the keys that typed this Hangul; all other text as it is."""
    if text.isascii():
        return text
    return "".join(_keys_of_one(char) for char in text)


def _keys_of_one(char: str) -> str:
    keys = [_KEYS.get(part) for part in unicodedata.normalize("NFD", char)]
    return "".join(key for key in keys if key) if all(keys) else char
