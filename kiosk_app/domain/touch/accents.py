"""An accent that is struck before its letter, as Spanish keyboards have it."""

from __future__ import annotations

import unicodedata

from kiosk_app.domain.touch.making import Made

ACUTE = "´"
_COMBINING = {ACUTE: "\u0301"}


def accents(strokes: str) -> Made:
    """The accent waits for its letter; one that takes none is left as it was struck."""
    if strokes in _COMBINING:
        return Made("", strokes, strokes)
    mark = _COMBINING.get(strokes[:1])
    if mark is None:
        return Made(strokes)
    joined = unicodedata.normalize("NFC", strokes[1:] + mark)
    return Made(joined if len(joined) == 1 else strokes)
