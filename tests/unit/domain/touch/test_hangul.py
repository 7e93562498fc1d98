"""Hangul typed letter by letter: whatever Unicode composes comes out, and Backspace takes back what was struck."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.touch.hangul import hangul
from kiosk_app.domain.touch.layouts import KOREAN
from kiosk_app.domain.touch.making import Making
from kiosk_app.domain.two_set import keys_of

ON_KEYS = dict(
    zip("qwertyuiopasdfghjklzxcvbnmQWERTOP", "".join(KOREAN.rows) + "ㅃㅉㄸㄲㅆㅒㅖ", strict=True)
)  # where the two-set layout has them
FIRSTS, MIDDLES, LASTS = (
    [chr(code) for code in range(start, end)] for start, end in ((0x1100, 0x1113), (0x1161, 0x1176), (0x11A8, 0x11C3))
)
SYLLABLES = st.builds(
    lambda *jamo: unicodedata.normalize("NFC", "".join(jamo)),
    *(st.sampled_from(FIRSTS), st.sampled_from(MIDDLES), st.sampled_from(["", *LASTS])),
)


def strokes_of(text: str) -> str:
    return "".join(ON_KEYS[key] for key in keys_of(text))


class Line:
    """The text before the caret."""

    def __init__(self) -> None:
        self.text = ""
        self.making = Making()

    def type(self, strokes: str) -> None:
        for stroke in strokes:
            edit = self.making.add(stroke, hangul)
            self.text = self.text[: len(self.text) - edit.goes] + edit.comes

    def back(self) -> None:
        edit = self.making.take_back(hangul)
        self.text = self.text[: len(self.text) - (edit.goes if edit else 1)] + (edit.comes if edit else "")


def typed(strokes: str) -> str:
    line = Line()
    line.type(strokes)
    return line.text


def steps(strokes: str, backs: int) -> Sequence[str]:
    line = Line()
    line.type(strokes)
    found = []
    for _ in range(backs):
        line.back()
        found.append(line.text)
    return found


@given(SYLLABLES)
def test_every_syllable_comes_out_of_its_letters(syllable: str) -> None:
    assert typed(strokes_of(syllable)) == syllable


@given(st.lists(SYLLABLES, max_size=6).map("".join))
def test_no_stroke_of_a_text_is_lost(text: str) -> None:
    """Where syllables part is not in the strokes: ㄱㅅ may close one or stand in two. The strokes are the same."""
    strokes = strokes_of(text)
    assert strokes_of(typed(strokes)) == strokes


@given(st.text(st.sampled_from(list(ON_KEYS.values())), max_size=12))
def test_each_backspace_in_the_making_is_one_stroke_back(strokes: str) -> None:
    line = Line()
    seen = [""]
    for stroke in strokes:
        line.type(stroke)
        seen.append(line.text)
    while line.making.shown:
        strokes = strokes[:-1]
        line.back()
        assert strokes_of(line.text) == strokes
    assert line.text in seen


@pytest.mark.parametrize(
    ("strokes", "text"),
    [
        ("ㄱㅣㅁㅁㅣㄴㅅㅓ", "김민서"),
        ("ㄴㅏㅁㄱㅜㅇㅎㅏㄴㅡㄹ", "남궁하늘"),
        ("ㄷㅏㄹㄱㅣ", "달기"),  # the pair is parted
        ("ㄷㅏㄹㄱㄷㅏ", "닭다"),
        ("ㄱㅗㅏㄴㄹㅣ", "관리"),
        ("ㅇㅡㅣㅅㅏ", "의사"),
        ("ㅇㅓㅂㅅㅇㅓ", "없어"),
        ("ㅇㅓㅂㅅㅓ", "업서"),
        ("ㄸㅏㅆㅇㅓ", "땄어"),
        ("ㄱㅏㄸㅏ", "가따"),  # no syllable ends in ㄸ
        ("ㄱㅁㅅ", "ㄱㅁㅅ"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("ㅏㅣㄱ", "ㅏㅣㄱ"),
    ],
)
def test_what_people_type(strokes: str, text: str) -> None:
    assert typed(strokes) == text


def test_backspace_takes_a_letter_of_the_syllable_in_the_making_and_then_whole_ones() -> None:
    assert steps("ㅎㅏㄴㄷㅏㄹㄱ", 5) == ["한달", "한다", "한ㄷ", "한", ""]
    assert steps("ㄷㅏㄹㄱㅣ", 3) == ["달ㄱ", "달", ""]
    assert steps("ㄱㅗㅏ", 3) == ["고", "ㄱ", ""]
