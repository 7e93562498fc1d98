"""The letters of six languages and the signs, row by row, and what is behind a key that is held: data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk_app.domain.touch.accents import ACUTE, accents
from kiosk_app.domain.touch.hangul import hangul
from kiosk_app.domain.touch.kana import kana
from kiosk_app.domain.touch.making import Compose, as_typed

# Accents of the languages around; the nearest first, and never more than a row of a narrow window has room for.
_ACCENTED = {
    "a": "àáâäãåæ",
    "c": "çčć",
    "d": "ďđ",
    "e": "éèêëęě",
    "g": "ğ",
    "i": "íìîïı",
    "l": "ł",
    "n": "ñńň",
    "o": "óòôöõøœ",
    "r": "ř",
    "s": "ßśšş",
    "t": "ť",
    "u": "úùûüů",
    "y": "ýÿ",
    "z": "źžż",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """``code``: of the language. ``name``: in its own words, on the space bar; ``sign``: on the key that changes it.

    ``is_latin``: it serves where a field takes Latin letters alone.

    ``shifted``: what Shift makes of a stroke, where that is not its capital. ``more``: what is behind a held key.
    """

    code: str
    name: str
    sign: str
    rows: tuple[str, str, str]
    compose: Compose = as_typed
    shifted: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    is_latin: bool = True

    def with_shift(self, stroke: str) -> str:
        return self.shifted.get(stroke, stroke.upper())

    def behind(self, stroke: str) -> str:
        """What else the key types while it is held; capitals behind a capital."""
        small = self.more.get(stroke)
        if small is not None:
            return small
        return "".join(map(self.with_shift, self.more.get(stroke.lower(), "")))


ENGLISH = Layout("en", "English", "EN", ("qwertyuiop", "asdfghjkl", "zxcvbnm"), shifted={"ß": "ẞ"}, more=_ACCENTED)
KOREAN = Layout(
    *("ko", "한국어", "한", ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"), hangul),
    shifted=dict(zip("ㅂㅈㄷㄱㅅㅐㅔ", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True)),
    is_latin=False,
)
JAPANESE = Layout("ja", "日本語", "あ", ("qwertyuiop", "asdfghjklー", "zxcvbnm"), kana, is_latin=False)
GERMAN = Layout(
    *("de", "Deutsch", "DE", ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß"), as_typed, {"ß": "ẞ"}),
    more={letter: more.translate({ord(own): None for own in "äöüß"}) for letter, more in _ACCENTED.items()},
)
FRENCH = Layout(
    *("fr", "Français", "FR", ("azertyuiop", "qsdfghjklm", "wxcvbnéèç"), as_typed, {"ß": "ẞ"}),
    more=_ACCENTED | {"e": "êëéèęě", "a": "àâáäãåæ", "i": "îïíì", "o": "ôœöóòõø", "u": "ùûüú"},
)
SPANISH = Layout(
    *("es", "Español", "ES", ("qwertyuiop", "asdfghjklñ", f"{ACUTE}zxcvbnm"), accents, {"ß": "ẞ"}),
    more=_ACCENTED | {"u": "üúùûů"},
)
LAYOUTS = (ENGLISH, KOREAN, JAPANESE, GERMAN, FRENCH, SPANISH)

_SIGNS = ("1234567890", '-/:;()€&@"', ".,?!'+_=")
SIGNS = Layout(
    *("", "", "", _SIGNS, as_typed),
    shifted=dict(zip("".join(_SIGNS), "[]{}#%^*°§|\\~<>$£¥•¿…¡«»`·–÷", strict=True)),
)


def layout_of(language: str) -> Layout:
    """That of a language as settings and systems name it, "ko" or "ko_KR.UTF-8"; English where there is none."""
    code = language[:2].lower()
    return next((layout for layout in LAYOUTS if layout.code == code), ENGLISH)
