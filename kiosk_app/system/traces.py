"""An exception as text without values: types and places, never source lines or locals.

Messages are told only of our own exceptions. Those of libraries quote what they were given: `requests` keeps
the headers of a request, and with them the API key.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator

OURS = "kiosk_app"
FIRST_FRAMES = 10
LAST_FRAMES = 30


def describe(error: BaseException) -> str:
    """The exception, where it came from, and what led to it: the newest first, a line for each frame."""
    return "\n".join(_lines(error, set()))


def name_of(error: BaseException) -> str:
    """Its full type; with its message where the type is ours."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error}" if kind.__module__.partition(".")[0] == OURS else name


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    yield name_of(error)
    yield from _frames(error)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield "together with"
            yield from _lines(part, seen)
    if error.__cause__ is not None:
        yield "caused by"
        yield from _lines(error.__cause__, seen)
    elif error.__context__ is not None and not error.__suppress_context__:
        yield "while handling"
        yield from _lines(error.__context__, seen)


def _frames(error: BaseException) -> list[str]:
    places = [
        f"  at {frame.f_globals.get('__name__')}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    left_out = len(places) - FIRST_FRAMES - LAST_FRAMES
    if left_out > 0:
        places[FIRST_FRAMES:-LAST_FRAMES] = [f"  … {left_out} more"]
    return places
