"""The write-ahead log beside the database: whether commits lie in it that SQLite would pass over in silence.

SQLite reads a log up to the first frame that does not fit, which is right after a power cut: what was not yet on
the disk was no commit. Two commits after that frame were on the disk, so the frame was damaged later.
The layout is https://www.sqlite.org/fileformat2.html#walformat and walformat.html of the same place.
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}  # what byte order its sums are of


def header_is_damaged(wal: Path) -> bool:
    """Whether a log has been begun whose first bytes are not those of a log: then all of it would be passed over."""
    header = _start_of(wal)
    if len(header) < _HEADER_BYTES:
        return False  # none, or none yet
    magic, *_rest = struct.unpack(">8I", header)
    order = _MAGICS.get(magic)
    return order is None or _sums(header[:24], order) != struct.unpack(">2I", header[24:])


def commits_passed_over(wal: Path, frames_read: int) -> int:
    """How many commits of this log lie after the frames that SQLite read of it."""
    header = _start_of(wal)
    if len(header) < _HEADER_BYTES:
        return 0
    page_bytes, salts = struct.unpack(">8xI12x", header[:24])[0], header[16:24]
    count = 0
    with wal.open("rb") as log:
        log.seek(_HEADER_BYTES + frames_read * (_FRAME_HEADER_BYTES + page_bytes))
        while len(frame := log.read(_FRAME_HEADER_BYTES + page_bytes)) == _FRAME_HEADER_BYTES + page_bytes:
            is_commit = frame[4:8] != b"\0\0\0\0"
            count += is_commit and frame[8:16] == salts
    return count


def has_frames(wal: Path) -> bool:
    """Whether there is more of it than its beginning."""
    try:
        return wal.stat().st_size > _HEADER_BYTES
    except FileNotFoundError:
        return False


def _start_of(wal: Path) -> bytes:
    try:
        with wal.open("rb") as log:
            return log.read(_HEADER_BYTES)
    except FileNotFoundError:
        return b""


def _sums(data: bytes, order: str) -> tuple[int, int]:
    first = second = 0
    for one, two in struct.iter_unpack(f"{order}2I", data):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
