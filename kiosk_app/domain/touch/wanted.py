"""Whether the window's own keyboard is needed: where nothing else types letters and a finger can.

A scanner is a keyboard, too, and by what a system tells of it no other: it is known by its name, or by what it did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk_app.domain.settings import TouchKeyboard

_SCANNERS = re.compile(
    r"bar\s?code|scan|imager|honeywell|metrologic|zebra|symbol tech|datalogic|newland|opticon|netum|inateck|tera\b"
)


@dataclass(frozen=True, slots=True)
class Equipment:
    """``keyboards``: the names of the devices with all letters; None: this system does not tell.

    ``brings_its_own``: the system has an on-screen keyboard, which comes by itself.
    """

    has_touch_screen: bool
    keyboards: tuple[str, ...] | None
    brings_its_own: bool = False


def is_wanted(choice: TouchKeyboard, has: Equipment, *, has_scanned: bool, was_typed: bool) -> bool:
    """``has_scanned``: something was scanned since the start; ``was_typed``: a person pressed a key."""
    if choice is not TouchKeyboard.AUTO:
        return choice is TouchKeyboard.ALWAYS
    if not has.has_touch_screen or has.brings_its_own or has.keyboards is None:
        return False
    others = [name for name in has.keyboards if not _SCANNERS.search(name.lower())]
    is_one_the_scanner = has_scanned and not was_typed and len(others) == len(has.keyboards)
    return len(others) <= int(is_one_the_scanner)
