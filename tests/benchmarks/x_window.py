"""When a window comes onto an X server: heard at once, and from outside of whoever made it.

It speaks just as much of X's protocol as that takes: the first words, one wish, and events.
"""

from __future__ import annotations

import socket
import struct

_CHANGE_WINDOW_ATTRIBUTES, _EVENT_MASK, _SUBSTRUCTURE_NOTIFY = 2, 1 << 11, 1 << 19
_MAP_NOTIFY = 19


class WindowWatch:
    """Hears from the moment it is made. ``display``: as in DISPLAY, of an X server here that asks for no password."""

    def __init__(self, display: str) -> None:
        self._server = socket.socket(socket.AF_UNIX)
        self._server.settimeout(60)
        self._server.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")
        self._server.sendall(struct.pack("<cxHHHHxx", b"l", 11, 0, 0, 0))
        accepted, length = struct.unpack("<B5xH", self._read(8))
        told = self._read(4 * length)
        if accepted != 1:
            raise ConnectionError("the X server lets nobody in")
        vendor, formats = struct.unpack_from("<H3xB", told, 16)
        (root,) = struct.unpack_from("<I", told, 32 + vendor + -vendor % 4 + 8 * formats)
        wish = (_CHANGE_WINDOW_ATTRIBUTES, 4, root, _EVENT_MASK, _SUBSTRUCTURE_NOTIFY)
        self._server.sendall(struct.pack("<BxHIII", *wish))

    def wait_for_window(self) -> None:
        """Until one is on the screen."""
        while self._read(32)[0] & 0x7F != _MAP_NOTIFY:
            continue

    def close(self) -> None:
        self._server.close()

    def _read(self, size: int) -> bytes:
        parts = b""
        while len(parts) < size:
            part = self._server.recv(size - len(parts))
            if not part:
                raise ConnectionError("the X server has gone")
            parts += part
        return parts
