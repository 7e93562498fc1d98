"""Shift, languages and signs, and what a press does to the text before the caret."""

from __future__ import annotations

from kiosk_app.domain.touch.layouts import ENGLISH, GERMAN, KOREAN, SIGNS, SPANISH, layout_of
from kiosk_app.domain.touch.making import Edit
from kiosk_app.domain.touch.typist import Shift, Typist


class Hands:
    """Somebody who presses keys by what is printed on them without Shift."""

    def __init__(self, typist: Typist) -> None:
        self.typist = typist
        self.text = ""

    def press(self, strokes: str) -> None:
        for stroke in strokes:
            edit = self.typist.type(self.typist.face(stroke))
            self.text = self.text[: len(self.text) - edit.goes] + edit.comes


def test_shift_is_for_one_letter_and_pressed_twice_for_all() -> None:
    hands = Hands(Typist(ENGLISH))
    hands.typist.press_shift()
    hands.press("ada")
    hands.typist.press_shift()
    hands.typist.press_shift()
    hands.press("bob")
    hands.typist.press_shift()
    hands.press("c")
    assert (hands.text, hands.typist.shift) == ("AdaBOBc", Shift.OFF)


def test_what_stands_between_syllables_ends_the_one_in_the_making() -> None:
    hands = Hands(Typist(KOREAN))
    hands.press("ㄱㅣㅁ 1ㅏ")
    assert hands.text == "김 1ㅏ"
    assert hands.typist.take_back() == Edit(1, "")
    assert hands.typist.take_back() is None  # the rest goes letter by letter


def test_shift_doubles_a_korean_consonant() -> None:
    hands = Hands(Typist(KOREAN))
    hands.typist.press_shift()
    hands.press("ㅂㅏ")
    assert hands.text == "빠"


def test_after_the_caret_was_moved_a_new_syllable_begins() -> None:
    hands = Hands(Typist(KOREAN))
    hands.press("ㄱㅏ")
    hands.typist.end()
    hands.press("ㄱ")
    assert hands.text == "가ㄱ"


def test_a_field_for_latin_letters_has_them_whatever_the_language() -> None:
    typist = Typist(KOREAN)
    typist.begin(is_latin=True)
    assert (typist.layout, typist.other) == (ENGLISH, KOREAN)
    typist.begin(is_latin=False)
    assert (typist.layout, typist.other) == (KOREAN, ENGLISH)
    german = Typist(GERMAN)
    german.begin(is_latin=True)
    assert german.layout is GERMAN


def test_a_press_goes_to_the_language_before_and_back() -> None:
    typist = Typist(ENGLISH)
    assert typist.other is None  # all are offered
    for language, other in ((KOREAN, ENGLISH), (ENGLISH, KOREAN), (GERMAN, ENGLISH)):
        typist.speak(language)
        assert [typist.layout, typist.other] == [language, other]


def test_signs_stand_in_place_of_letters_and_go_with_the_next_field() -> None:
    hands = Hands(Typist(KOREAN))
    hands.press("ㄱ")
    hands.typist.show_signs(True)
    hands.press("1-")
    assert (hands.text, hands.typist.layout, hands.typist.take_back()) == ("ㄱ1-", SIGNS, None)
    hands.typist.begin(is_latin=False)
    assert hands.typist.layout is KOREAN


def test_an_accent_behind_a_key_is_as_large_as_the_key() -> None:
    assert ENGLISH.behind("e")[0] == "é"
    assert ENGLISH.behind("E")[0] == "É"
    assert GERMAN.behind("a").find("ä") < 0  # it has a key of its own
    assert SPANISH.behind("u")[0] == "ü"
    assert KOREAN.behind("ㅂ") == ""


def test_each_word_of_a_name_is_offered_a_capital_that_a_press_declines() -> None:
    hands = Hands(Typist(ENGLISH))
    hands.typist.begin(is_name=True)
    for strokes in ("ada", "-", "l", "x", " ", "o"):
        hands.typist.see(hands.text)
        hands.press(strokes)
    hands.typist.see(hands.text + " ")
    assert hands.typist.shift is Shift.OFFERED
    hands.typist.press_shift()
    assert (hands.text, hands.typist.shift) == ("Ada-Lx O", Shift.OFF)


def test_a_locked_shift_a_search_and_hangul_are_offered_none() -> None:
    search, locked, korean = Typist(ENGLISH), Typist(ENGLISH), Typist(KOREAN)
    for typist in (locked, korean):
        typist.begin(is_name=True)
    for _ in range(2):
        locked.press_shift()
    for typist in (search, locked, korean):
        typist.see("")
    assert [typist.shift for typist in (search, locked, korean)] == [Shift.OFF, Shift.LOCKED, Shift.OFF]


def test_languages_are_known_as_settings_and_systems_name_them() -> None:
    names = ("ko", "ko_KR.UTF-8", "de-AT", "C", "", "nl")
    assert [layout_of(name).code for name in names] == ["ko", "ko", "de", "en", "en", "en"]
