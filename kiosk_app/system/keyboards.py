"""Which devices of this computer have all letters. A USB scanner is one of them, and the system knows no difference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

LINUX_DEVICES = Path("/proc/bus/input/devices")
# Esc, the digits, Q to D: the first 32 keys of a device, all of which a keyboard has (as udev's input_id judges).
_LETTERS = 0xFFFF_FFFE
_NAME, _KEYS = re.compile(r'^N: Name="(.*)"$', re.MULTILINE), re.compile(r"^B: KEY=([0-9a-f ]+)$", re.MULTILINE)
# Desktops that bring a keyboard of their own to a touched field, on Wayland.
_WITH_THEIR_OWN = frozenset({"GNOME", "PHOSH"})


def keyboards(devices: Path = LINUX_DEVICES) -> tuple[str, ...] | None:
    """Their names; None where this system does not tell."""
    try:
        text = devices.read_text("utf-8", "replace")
    except OSError:
        return None
    return tuple(_named(block) for block in text.split("\n\n") if _has_letters(block))


def brings_keyboard(environ: Mapping[str, str]) -> bool:
    """Whether the desktop has an on-screen keyboard of its own, which comes by itself."""
    desktops = set(environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":"))
    methods = environ.get("QT_IM_MODULES", "") + environ.get("QT_IM_MODULE", "")
    has_method = "virtualkeyboard" in methods or "maliit" in methods
    return has_method or bool(environ.get("WAYLAND_DISPLAY") and desktops & _WITH_THEIR_OWN)


def _has_letters(block: str) -> bool:
    """The kernel writes the bits of keys in words, the lowest at the end."""
    keys = _KEYS.search(block)
    return keys is not None and int(keys[1].split()[-1], 16) & _LETTERS == _LETTERS


def _named(block: str) -> str:
    name = _NAME.search(block)
    return name[1] if name else ""
