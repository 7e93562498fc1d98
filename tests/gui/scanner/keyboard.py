"""Keys as a platform brings them to a window: with a shortcut asked for first, each with the time it was pressed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent

NONE = Qt.KeyboardModifier.NoModifier
NAMED = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab, "\x1b": Qt.Key.Key_Escape}


@dataclass
class Keyboard:
    """``at_ms``: the time on it, which only its keys move on."""

    app: QGuiApplication
    at_ms: int = 1_000_000
    down: set[int] = field(default_factory=set)

    def scan(self, code: str, end: str = "", per_key_ms: int = 5) -> None:
        """As a scanner types: each key is let go before the next. What it ends with is in ``end``."""
        for char in code + end:
            self.press(char)
            self.at_ms += min(per_key_ms - 1, 8)
            self.release(char)
            self.at_ms += per_key_ms - min(per_key_ms - 1, 8)

    def type(self, text: str, per_key_ms: int = 90) -> None:
        """As hands type: slowly."""
        self.at_ms += per_key_ms
        self.scan(text, per_key_ms=per_key_ms)

    def press(self, char: str, modifiers: Qt.KeyboardModifier = NONE, *, is_repeat: bool = False) -> None:
        key = key_of(char)
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            self._send(kind, key, char, modifiers, is_repeat)

    def release(self, char: str, *, is_repeat: bool = False) -> None:
        self._send(QEvent.Type.KeyRelease, key_of(char), char, NONE, is_repeat)

    def compose(self, commit: str, preedit: str) -> None:
        """What an input method makes of a key."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        focus = self.app.focusObject()
        assert focus is not None
        QCoreApplication.sendEvent(focus, event)

    def _send(self, kind: QEvent.Type, key: int, char: str, modifiers: Qt.KeyboardModifier, is_repeat: bool) -> None:
        if char.isupper() and char.isascii():
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        event = QKeyEvent(kind, key, modifiers, "\r" if char == "\n" else char, is_repeat)
        event.setTimestamp(self.at_ms)
        window = self.app.focusWindow()
        assert window is not None
        QCoreApplication.sendEvent(window, event)


def key_of(char: str) -> int:
    return NAMED[char].value if char in NAMED else ord(char.upper())


class TwoSet:
    """A Korean input method on a keyboard: letters become syllables, and all else ends the one in the making.

    It knows as much of Hangul as links and ids need: consonant, vowel, and a consonant that closes the syllable.
    """

    FIRST: ClassVar = dict(zip("rRseEfaqQtTdwWczxvg", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", strict=True))
    MIDDLE: ClassVar = dict(zip("koiOjpuPhynbml", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True))
    FIRSTS, MIDDLES = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    LASTS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

    def __init__(self, keyboard: Keyboard, per_key_ms: int = 5) -> None:
        self._keyboard = keyboard
        self._per_key_ms = per_key_ms
        self._making = ""

    def type(self, text: str) -> None:
        for char in text:
            letter = self._letter(char)
            if letter is not None:
                self._keyboard.compose(*self._step(letter))
            else:
                if self._making:
                    self._keyboard.compose(self._making, "")
                    self._making = ""
                self._keyboard.press(char)
                self._keyboard.release(char)
            self._keyboard.at_ms += self._per_key_ms

    def _letter(self, char: str) -> str | None:
        if not (char.isascii() and char.isalpha()):
            return None
        letters = self.FIRST | self.MIDDLE
        return letters.get(char, letters.get(char.lower()))

    def _step(self, letter: str) -> tuple[str, str]:
        """What is finished by this letter, and what is in the making then."""
        making = "".join(self._grown(letter))
        done, self._making = (self._making, letter) if making == "" else ("", making)
        return done, self._making

    def _grown(self, letter: str) -> Iterator[str]:
        making = self._making
        if making in self.FIRSTS and making and letter in self.MIDDLES:
            yield chr(0xAC00 + (self.FIRSTS.index(making) * 21 + self.MIDDLES.index(letter)) * 28)
        elif making >= "가" and (ord(making) - 0xAC00) % 28 == 0 and letter in self.LASTS:
            yield chr(ord(making) + self.LASTS.index(letter) + 1)
        elif not making:
            yield letter
