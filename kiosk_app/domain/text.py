"""Text from people, files and scanners: what is removed, what is refused, what finds what."""

from __future__ import annotations

import unicodedata

MAX_FIELD = 300  # characters; longer than any name, phone or address, short enough for any screen

# Invisible characters that change nothing but the words they stand in: the joiners that Persian, Hindi
# and emoji need, the Mongolian vowel separator, and the tags that flags of countries within countries are
# spelt with.
_JOINERS = frozenset({"\u180e", "\u200c", "\u200d", *map(chr, range(0xE0020, 0xE0080))})
# Unicode counts these as format characters too, though they are seen: signs that Arabic, Syriac and Kaithi
# write under or before a number (Prepended_Concatenation_Mark), and what joins Egyptian hieroglyphs.
_SEEN = frozenset(map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD])) | frozenset(
    map(chr, range(0x13430, 0x13440))
)
# Katakana stands for the Hiragana of the same sound; its marks are gone by then.
_KANA: dict[int, int | str] = {katakana: katakana - 0x60 for katakana in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
# Letters whose stroke or missing dot Unicode takes for no accent, while whoever types them elsewhere does.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"})
_ALIKE = _KANA | _PLAIN
_NO_DIGITS = dict.fromkeys(code for code in range(128) if not chr(code).isdecimal())
_DROPPED = frozenset({"Cc", "Cf", "Cs"})  # control, format (bidi marks among them), lone surrogates


def clean(text: str) -> str:
    """One line as a person meant it: control, bidi and other invisible marks dropped, white space made single.

    A tab or line break stands for a space. Every script, emoji and right-to-left text is kept, in NFC. Text
    of which nothing would be seen is empty.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if text.isprintable():  # nothing in it is dropped; ten times as fast, which a whole town's import feels
        return " ".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_kept(char))
    # Composed last: what was dropped may have stood between a letter and its accent.
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    return line if any(char != " " and char not in _JOINERS for char in line) else ""


def _is_kept(char: str) -> bool:
    return char in _JOINERS or char in _SEEN or unicodedata.category(char) not in _DROPPED


def quoted(value: object) -> str:
    """So much of a wrong input as a sentence about it can show."""
    return clean(str(value))[:40]


def fold(text: str) -> str:
    """Text as it is compared: case and accents ignored, either kana alike, Hangul kept whole, white space made one."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).upper().casefold())
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(unicodedata.normalize("NFC", bare).translate(_ALIKE).split())


def digits(text: str) -> str:
    """The decimal digits of a text, in ASCII, whatever script they were typed in."""
    if text.isascii():
        return text if text.isdecimal() else text.translate(_NO_DIGITS)
    return "".join(str(unicodedata.decimal(char)) for char in text if unicodedata.decimal(char, None) is not None)
