"""The emergency file: room on the disk, set aside while there was some, for answers that the database would not take.

It is only ever written over in its place, a slot for each answer, so that a full disk has nothing to give for it.
That it is there also tells that the folder had a database.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Fate, Next, Reason

_log = logging.getLogger(__name__)

_SLOT_BYTES = 1024
_SLOTS = 32  # a sender has one entry in hand, and takes no other while an answer is unsaved
_MESSAGE_CHARS = 100
_LOCK_S = 5.0


@dataclass(frozen=True, slots=True)
class Answered:
    """What the service answered to one attempt of one entry."""

    entry_id: int
    reference: str
    attempts: int
    answer: Answer[StampIdx] | Answer[None]

    def is_of(self, other: Answered) -> bool:
        """Whether both tell of the same attempt."""
        return (self.reference, self.attempts) == (other.reference, other.attempts)


class EmergencyFile:
    """Shared by every process on the folder. Raises OSError where the disk refuses even this."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600, thread_local=False)
        self._turn = threading.Lock()  # the other lets in every thread of the process that has it

    def exists(self) -> bool:
        return self._path.exists()

    def reserve(self) -> None:
        """Set the room aside, if that is not done. A disk that has none does not stop the counter."""
        if self._path.exists() and self._path.stat().st_size >= _SLOTS * _SLOT_BYTES:
            return
        try:
            with self._turn, self._lock.acquire(timeout=_LOCK_S):
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
                with os.fdopen(descriptor, "r+b") as file:
                    file.seek(0, os.SEEK_END)
                    file.write(bytes(_SLOTS * _SLOT_BYTES - file.tell()))
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            _log.warning("no room could be set aside for emergencies: %s", error.strerror)

    def read(self) -> tuple[Answered, ...]:
        """What is kept; a slot that was not written whole is none."""
        if not self._path.exists():
            return ()
        with self._open() as file:
            return tuple(answered for _, answered in _slots(file) if answered)

    def write(self, answered: Answered) -> None:
        """Keep one answer; on the disk when it returns."""
        with self._open() as file:
            free = next((number for number, there in _slots(file) if there is None), None)
            if free is None:
                raise OSError("every slot is taken")
            _put(file, free, _packed(answered))

    def clear(self, saved: Collection[Answered]) -> None:
        """The database has these now."""
        with self._open() as file:
            for number, there in list(_slots(file)):
                if there and any(there.is_of(one) for one in saved):
                    _put(file, number, b"")

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        with self._turn, self._lock.acquire(timeout=_LOCK_S), self._path.open("r+b") as file:
            yield file


def _slots(file: BinaryIO) -> Iterator[tuple[int, Answered | None]]:
    for number in range(_SLOTS):
        file.seek(number * _SLOT_BYTES)
        yield number, _unpacked(file.read(_SLOT_BYTES))


def _put(file: BinaryIO, number: int, data: bytes) -> None:
    file.seek(number * _SLOT_BYTES)
    file.write(data.ljust(_SLOT_BYTES, b"\0"))
    file.flush()
    os.fsync(file.fileno())


def _packed(answered: Answered) -> bytes:
    answer = answered.answer
    told = {
        "entry": answered.entry_id,
        "reference": answered.reference,
        "attempts": answered.attempts,
        "fate": answer.fate.value,
        "next": answer.next.value,
        "reason": answer.reason.value,
        "result": answer.result,
        "message": answer.message[:_MESSAGE_CHARS],
    }
    document = json.dumps(told, ensure_ascii=False).encode()
    return b"%08x %s" % (zlib.crc32(document), document)


def _unpacked(slot: bytes) -> Answered | None:
    sum_, _, document = slot.rstrip(b"\0").partition(b" ")
    if not document or sum_ != b"%08x" % zlib.crc32(document):
        return None
    told = json.loads(document)
    answer: Answer[StampIdx] = Answer(
        Fate(told["fate"]), Next(told["next"]), Reason(told["reason"]), told["result"], told["message"]
    )
    return Answered(told["entry"], told["reference"], told["attempts"], answer)
