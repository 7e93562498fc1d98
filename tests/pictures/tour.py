"""The ways a page is looked at, and the walk through every state in one of them: one window, dressed once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.gui.theme.accent import accented
from kiosk_app.gui.theme.palette import DARK, LIGHT
from kiosk_app.gui.theme.style import Style
from kiosk_app.words.language import Language, english
from tests.pictures.desk import PRACTICE_ACCENT, Desk
from tests.pictures.pseudo import Pseudo
from tests.pictures.states import STATES, State, open_desk

SIZES = ((1280, 800), (1024, 600), (1920, 1080), (800, 1280))
SMALL = SIZES[:2]


@dataclass(frozen=True, slots=True)
class Look:
    """``name`` stands in the name of a picture."""

    name: str
    sizes: tuple[tuple[int, int], ...] = SIZES
    is_dark: bool = False
    text_scale: float = 1.0
    is_korean: bool = False
    language: Callable[[], Language] = english


LOOKS = (
    Look("light"),
    Look("dark", is_dark=True),
    Look("150", (*SMALL, (800, 1280)), text_scale=1.5),
    Look("korean", SMALL, is_korean=True),
    Look("pseudo", SMALL, language=Pseudo),
)


def walk(look: Look, style: Style, states: tuple[State, ...] = STATES) -> Iterator[tuple[Desk, State]]:
    """The desk in each of these states, reached as a person would; the window is shown, its size is the caller's."""
    for is_practice in (False, True):
        if not any(state.is_practice == is_practice for state in states):
            continue
        palette = DARK if look.is_dark else LIGHT
        style.change(accented(palette, PRACTICE_ACCENT) if is_practice else palette, look.text_scale)
        with (
            tempfile.TemporaryDirectory() as data,
            open_desk(
                *(Path(data) / "sample", style, look.language()), is_practice=is_practice, is_korean=look.is_korean
            ) as desk,
        ):
            for state in STATES:
                if state.is_practice == is_practice:
                    state.reach(desk)
                    if state in states:
                        yield desk, state
