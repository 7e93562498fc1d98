"""One person's typing: Shift, the language's letters, what is in the making. It says how the text changes."""

from __future__ import annotations

from enum import Enum, auto

from kiosk_app.domain.touch.layouts import ENGLISH, SIGNS, Layout
from kiosk_app.domain.touch.making import Edit, Making


class Shift(Enum):
    """``OFFERED``: nobody pressed it, but a word of a name begins here; a press declines."""

    OFF = auto()
    OFFERED = auto()
    ONCE = auto()
    LOCKED = auto()


_AFTER = {Shift.OFF: Shift.ONCE, Shift.OFFERED: Shift.OFF, Shift.ONCE: Shift.LOCKED, Shift.LOCKED: Shift.OFF}
_BEFORE_WORDS = frozenset(" -")


class Typist:
    """``letters``: of the language; ``has_signs``: signs are shown in their place.

    Latin letters are typed as English has them, where a field takes no others.
    """

    def __init__(self, letters: Layout) -> None:
        self._letters = letters
        self._other = ENGLISH  # where the key for the language leads to and back
        self._is_latin = self._is_name = False
        self.has_signs = False
        self.shift = Shift.OFF
        self._making = Making()

    @property
    def layout(self) -> Layout:
        if self.has_signs:
            return SIGNS
        return ENGLISH if self._is_latin and not self._letters.is_latin else self._letters

    @property
    def shown(self) -> str:
        """What is in the making, as it stands before the caret."""
        return self._making.shown

    def begin(self, *, is_latin: bool = False, is_name: bool = False) -> None:
        """Another field."""
        self._is_latin, self._is_name = is_latin, is_name
        self.show_signs(False)

    def see(self, before: str) -> None:
        """The text before the caret: where a word of a name begins, a capital is offered."""
        if self.shift in {Shift.OFF, Shift.OFFERED}:
            is_begin = not before or before[-1] in _BEFORE_WORDS
            is_offered = is_begin and self._is_name and self.layout.is_latin and not self.has_signs
            self.shift = Shift.OFFERED if is_offered else Shift.OFF

    def show_signs(self, has_signs: bool) -> None:
        """Signs in place of letters, or letters again."""
        self.end()
        self.has_signs = has_signs
        self.shift = Shift.OFF

    def speak(self, letters: Layout) -> None:
        """Another language; the one before is a press away."""
        if letters is not self._letters:
            self._other, self._letters = self._letters, letters
        self._is_latin = False
        self.show_signs(False)

    @property
    def other(self) -> Layout | None:
        """The language that a press leads to; None where it is not known yet which."""
        shown = self.layout
        if shown is not self._letters:
            return self._letters
        return self._other if self._other is not shown else None

    def press_shift(self) -> None:
        """Once for one letter, twice for all until it is pressed again."""
        self.shift = _AFTER[self.shift]

    def face(self, stroke: str) -> str:
        """What a key types now."""
        return stroke if self.shift is Shift.OFF else self.layout.with_shift(stroke)

    def type(self, face: str) -> Edit:
        """The key with this face was pressed."""
        layout = self.layout
        letters = {letter for row in layout.rows for stroke in row for letter in (stroke, layout.with_shift(stroke))}
        if self.shift is not Shift.LOCKED:
            self.shift = Shift.OFF
        if face in letters:
            return self._making.add(face, layout.compose)
        self.end()
        return Edit(0, face)

    def take_back(self) -> Edit | None:
        """Backspace; None: it takes a whole letter, or what is selected."""
        return self._making.take_back(self.layout.compose)

    def end(self) -> None:
        """The caret is elsewhere: what was in the making stays as it is."""
        self._making.end()
