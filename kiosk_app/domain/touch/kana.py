"""Kana from Latin letters, as Japanese keyboards take them; capitals make Katakana. Kanji it does not know.

A customer's name is found by its kana either way, so that a counter does without a dictionary.
"""

from __future__ import annotations

import re

from kiosk_app.domain.touch.making import Made

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "x": "ぁぃぅぇぉ",
    "l": "ぁぃぅぇぉ",
}
_VOWELS = "aiueo"
_SOUNDS = {start + vowel: kana for start, row in _ROWS.items() for vowel, kana in zip(_VOWELS, row, strict=True)}
_SOUNDS |= {"ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "we": "うぇ", "wi": "うぃ", "nn": "ん"}
_SOUNDS |= {"shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "vu": "ゔ", "xtu": "っ", "ltu": "っ"}
_SOUNDS |= {small + sound: kana for small in "xl" for sound, kana in (("ya", "ゃ"), ("yu", "ゅ"), ("yo", "ょ"))}
_SOUNDS |= {
    start + vowel: of_i + small
    for start, of_i in (
        *(
            ("ky", "き"),
            ("sy", "し"),
            ("sh", "し"),
            ("ty", "ち"),
            ("ch", "ち"),
            ("cy", "ち"),
            ("ny", "に"),
            ("hy", "ひ"),
        ),
        *(
            ("my", "み"),
            ("ry", "り"),
            ("gy", "ぎ"),
            ("zy", "じ"),
            ("j", "じ"),
            ("jy", "じ"),
            ("by", "び"),
            ("py", "ぴ"),
        ),
    )
    for vowel, small in (("a", "ゃ"), ("u", "ゅ"), ("o", "ょ"), *((("e", "ぇ"),) if start != "ny" else ()))
}
_SOUNDS |= {
    f"{start}{vowel}": kana + small
    for start, kana in (("f", "ふ"), ("v", "ゔ"), ("ts", "つ"))
    for vowel, small in (("a", "ぁ"), ("i", "ぃ"), ("e", "ぇ"), ("o", "ぉ"))
}
_SOUNDS |= {"thi": "てぃ", "dhi": "でぃ", "twu": "とぅ", "dwu": "どぅ"}
_LONGEST_FIRST = "|".join(sorted(_SOUNDS, key=len, reverse=True))
# A consonant twice holds the breath, as the t of tch does; n before another consonant is a sound of its own.
_PART = re.compile(rf"({_LONGEST_FIRST})|([bcdfghjklmpqrstvwxyz])(?=\2|(?<=t)c)|(n)(?=[^aiueoyn])|(.)", re.IGNORECASE)
_BEGINS = frozenset(sound[:length] for sound in _SOUNDS for length in range(1, len(sound)))
_TO_KATAKANA = {hiragana: hiragana + 0x60 for hiragana in range(0x3041, 0x3097)}


def kana(strokes: str) -> Made:
    """What no sound is yet stays Latin and in the making; n is shown as the kana that it is at a word's end."""
    finished, at = "", 0
    while at < len(strokes):
        rest = strokes[at:]
        if len(rest) < 3 and rest.lower() in _BEGINS:
            return Made(finished, rest, _cased("ん", rest) if rest.lower() == "n" else rest)
        part = _PART.match(rest)
        if part is None:
            break
        finished += _cased(_sound(part), part[0])
        at = at + part.end()
    return Made(finished + strokes[at:])


def _sound(part: re.Match[str]) -> str:
    whole, doubled, single_n, other = part.groups()
    if whole:
        return _SOUNDS[whole.lower()]
    return "っ" if doubled else "ん" if single_n else str(other)


def _cased(kana_or_other: str, strokes: str) -> str:
    return kana_or_other.translate(_TO_KATAKANA) if strokes[0].isupper() else kana_or_other
