"""What a customer is found by, and what a typed text asks for.

All that a customer is found by is one folded text; a term reads it and says who is meant. The keys are what an index
has to hold so that it finds the same people without reading everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kiosk_app.domain.text import digits, fold

MIN_DIGITS = 4  # fewer digits of a phone find half the town
MAX_KEY = 32  # characters of a word that an index holds; a term reads the rest
WHOLE_NAME, RUN = "\x01", "\x02"  # what such keys begin with: no text of a person holds these
FIELDS = ("name", "email", "user_id", "note", "phone", "otherwise")  # the lines of what a customer is found by

# Scripts that are written without spaces, or whose syllables are words: a search may begin at any of their letters.
_HANGUL, _INITIALS = "\uac00-\ud7a3", "\u1100-\u1112"
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_FIRST_UNSPACED = "\u0e01"
_BEGINS_WORD = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}]))"
_BEGINNINGS = re.compile(rf"(?<!\S)(?=\S)|{_BEGINS_WORD}(?=[^\W_])|(?=[{_UNSPACED}])")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_ALL_UNSPACED = re.compile(rf"[{_UNSPACED}]+")
_ALL_INITIALS = re.compile(rf"[{_INITIALS}]+")
_ALL_HANGUL = re.compile(rf"[{_HANGUL}]+")
_PUNCTUATION = re.compile(r"[\W_]+")
_LEADING_PUNCTUATION = re.compile(r"^[\W_]+")

# Keyboards join two consonants that may end a syllable: ㄱ and ㅅ come as ㄳ, which folds to the ending \u11aa.
_JOINED = {
    ord(ending): pair
    for ending, pair in {
        "\u11aa": "\u1100\u1109",
        "\u11ac": "\u1102\u110c",
        "\u11ad": "\u1102\u1112",
        "\u11b0": "\u1105\u1100",
        "\u11b1": "\u1105\u1106",
        "\u11b2": "\u1105\u1107",
        "\u11b3": "\u1105\u1109",
        "\u11b4": "\u1105\u1110",
        "\u11b5": "\u1105\u1111",
        "\u11b6": "\u1105\u1112",
        "\u11b9": "\u1107\u1109",
    }.items()
}


# What a customer is found by


def findable(name: str, email: str, user_id: str, note: str, phones: Iterable[str]) -> str:
    """One line for each of ``FIELDS``, folded. ``phones``: the digits of every form one may type of the phone."""
    folded = fold(name)
    return "\n".join((folded, fold(email), fold(user_id), fold(note), " ".join(phones), _spelt_otherwise(folded)))


def _spelt_otherwise(name: str) -> str:
    """O'Brien without the apostrophe, 김 민서 without the gap, and Korean by its initial consonants."""
    words = name.split()
    forms = [_PUNCTUATION.sub("", word) for word in words]
    if len(words) > 1 and _ALL_UNSPACED.fullmatch("".join(words)):
        forms.append("".join(words))
    joined = "".join(word for word in words if _ALL_HANGUL.fullmatch(word))
    forms.append(initials(joined))
    return " ".join(dict.fromkeys(form for form in forms if form and form not in words))


def initials(text: str) -> str:
    """The text with each Korean syllable's initial consonant in its place: 김민서 is ㄱㅁㅅ."""
    return "".join(chr(0x1100 + (ord(char) - 0xAC00) // 588) if "가" <= char <= "힣" else char for char in text)


def is_initials(word: str) -> bool:
    """Whether it is Korean initial consonants alone."""
    return _ALL_INITIALS.fullmatch(word) is not None


def whole_name(found_by: str) -> str:
    """The folded name in what somebody is found by."""
    return found_by.partition("\n")[0]


def index_keys(found_by: str) -> frozenset[str]:
    """Where a search for this customer may begin."""
    name = whole_name(found_by)
    keys = {WHOLE_NAME + name[:MAX_KEY]} if name else set[str]()
    for word in found_by.split():
        if _is_number(word):
            keys.update([RUN + word[at : at + MAX_KEY] for at in range(len(word) - MIN_DIGITS + 1)])
        if word.isascii() and word.isalnum():
            keys.add(word[:MAX_KEY])
        else:
            keys.update([word[found.start() : found.start() + MAX_KEY] for found in _BEGINNINGS.finditer(word)])
    return frozenset(keys)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


# What is asked for


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things that somebody who is found must all have.

    ``beginnings``: of the keys of whoever has it. ``part``: stands in what each of them is found by; may be empty.
    ``forms`` and ``runs``: it is had by who has any of these. ``words``: what is marked where they are shown: what was
    typed, or in its place what is there.
    """

    beginnings: tuple[str, ...]
    forms: tuple[str, ...]
    runs: tuple[str, ...]
    part: str
    words: tuple[str, ...]

    def is_in(self, found_by: str) -> bool:
        """Whether somebody who is found by this has it."""
        if any(next(places(found_by, form), None) is not None for form in self.forms):
            return True
        return any(run in word for run in self.runs if run in found_by for word in found_by.split() if _is_number(word))

    @property
    def is_cut(self) -> bool:
        """The keys hold less of it than was typed."""
        return any(len(beginning.lstrip(RUN)) >= MAX_KEY for beginning in self.beginnings)


def asked(text: str) -> tuple[Term, ...]:
    """The terms of what was typed: the digits of one phone, else every word by itself."""
    folded = fold(text)
    if _phone_like(folded):
        return (_number(folded),)
    return tuple(map(_word, dict.fromkeys(folded.split())))


def words_asked(text: str) -> tuple[str, ...]:
    """What is marked in whoever is found by the text."""
    return tuple(word for term in asked(text) for word in term.words)


def near_term(keys: Sequence[str]) -> Term:
    """Whoever has a key that begins with one of these, which are there and nearly what was typed."""
    runs = [key[1:] for key in keys if key[0] == RUN]
    return _term([key for key in keys if key[0] != RUN], runs, "", tuple(key.lstrip(RUN) for key in keys))


def fields_with(terms: Sequence[Term], found_by: str) -> tuple[str, ...]:
    """The fields in which any of the terms stands."""
    lines = zip(FIELDS, found_by.split("\n"), strict=False)
    found = [field for field, line in lines if any(term.is_in(line) for term in terms)]
    return tuple(dict.fromkeys("name" if field == "otherwise" else field for field in found))


def is_unspaced(word: str) -> bool:
    """Whether it begins in a script of which a few letters are a whole name."""
    return word[0] >= _FIRST_UNSPACED and _IS_UNSPACED.match(word) is not None


def places(folded: str, word: str) -> Iterator[int]:
    """Where in a folded text a search for this folded word finds it: at beginnings alone."""
    at = folded.find(word)
    while at >= 0:
        if _may_begin(folded, at):
            yield at
        at = folded.find(word, at + 1)


def _may_begin(folded: str, at: int) -> bool:
    """By hand: an expression that knows all these letters takes 3 ms to compile, for every word that is typed."""
    if at == 0 or is_unspaced(folded[at]):
        return True
    before = folded[at - 1]
    if folded[at].isalnum():
        return not before.isalnum() or is_unspaced(before)
    return before.isspace()


def _phone_like(folded: str) -> bool:
    return len(digits(folded)) >= MIN_DIGITS and not any(char.isalpha() for char in folded)


def _word(word: str) -> Term:
    if _phone_like(word):
        return _number(word)
    consonants = word.translate(_JOINED)
    if is_initials(consonants):
        word = consonants
    bare = _LEADING_PUNCTUATION.sub("", word) or word
    if not any(char.isalpha() for char in bare):
        bare = bare.rstrip("-./()") or bare  # a phone's first digits, with what comes before the others
    forms = tuple(dict.fromkeys((word, bare)))
    return _term(forms, (), bare, forms)


def _number(folded: str) -> Term:
    """A phone, with or without what is only typed at home or abroad; or a word that begins with these digits."""
    number = digits(folded)
    as_typed = () if " " in folded else (folded,)
    runs = (number, digits(folded.replace("(0)", "")), number.removeprefix("00"))
    words = (*as_typed, number.lstrip("0"))
    return _term(
        [word for word in dict.fromkeys(words) if len(digits(word)) >= MIN_DIGITS],
        [run for run in dict.fromkeys(runs) if len(run) >= MIN_DIGITS],
        number.lstrip("0") if folded == number else "",
        tuple(dict.fromkeys((number, *as_typed))),
    )


def _term(words: Sequence[str], runs: Sequence[str], part: str, shown: tuple[str, ...]) -> Term:
    return Term(
        beginnings=(*(word[:MAX_KEY] for word in words), *(RUN + run[:MAX_KEY] for run in runs)),
        forms=tuple(words),
        runs=tuple(runs),
        part=part,
        words=shown,
    )
