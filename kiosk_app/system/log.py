"""The log: one line a record in `logs/stamp-kiosk.log`, 10 files of 1 MB, in UTC, from every process at once.

It never stops the program, writes nothing to standard error, and shows neither control characters nor the
messages of libraries' exceptions. Of libraries it keeps warnings and worse only, at any level.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.system.traces import OURS, describe, name_of

VARIABLE = "STAMP_KIOSK_LOG"
MAX_BYTES = 1_000_000
MAX_FILES = 10
MAX_LINE = 16_000  # characters; longer ones are cut


class OneLine(logging.Formatter):
    """A record as one line: time, level, process, logger, message, and the trace without values."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        text = _message(record)
        if record.exc_info and record.exc_info[1]:
            text += " | " + describe(record.exc_info[1])
        return f"{when} {record.levelname} {record.process} {record.name}: {_visible(text)}"


class LogFile(logging.Handler):
    """Appends to the file, opened anew for each line, so that any process may rotate it at any time.

    A line is one write to a file opened for appending, which systems keep whole between processes (Windows
    was not tried). Only rotating takes a lock, and whoever does not get it at once writes on: no process
    ever waits for another. Lines that the disk refuses are counted, and the next that succeeds says how many.
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES, max_files: int = MAX_FILES) -> None:
        super().__init__()
        self.setFormatter(OneLine())
        self._path = folder / "stamp-kiosk.log"
        self._max_bytes = max_bytes
        self._max_files = max_files
        self._lost = 0
        self._busy = False

    def emit(self, record: logging.LogRecord) -> None:
        if self._busy:  # what a library logs while we rotate
            return
        self._busy = True
        try:
            self._write(self.format(record))
        except OSError:
            self._lost += 1
        finally:
            self._busy = False

    def _write(self, line: str) -> None:
        data = line.encode() + b"\n"
        if self._lost:  # the line break ends what may have been written in part
            data = f"\n{self._lost} lines were lost\n".encode() + data
        if not self._fits(len(data)):
            self._rotate(len(data))
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.write(file, data) < len(data):
                raise OSError("written in part")
        finally:
            os.close(file)
        self._lost = 0

    def _rotate(self, room: int) -> None:
        from filelock import FileLock  # here, since it takes long to load and few starts rotate

        lock = FileLock(self._path.with_name("rotate.lock"), mode=0o600, fallback_to_soft=False)
        with (
            suppress(OSError),
            lock.acquire(blocking=False),
        ):  # filelock's Timeout is one: another process rotates
            if self._fits(room):  # another process was faster
                return
            for number in range(self._max_files - 1, 0, -1):
                older = self._numbered(number - 1)
                if older.exists():
                    older.replace(self._numbered(number))

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}") if number else self._path

    def _fits(self, room: int) -> bool:
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            return True
        return size == 0 or size + room <= self._max_bytes


@dataclass(frozen=True, slots=True)
class RunningLog:
    """The log as it was started; `stop` puts back what was before."""

    file: LogFile
    root_level: int
    our_level: int

    def stop(self) -> None:
        logging.captureWarnings(False)
        logging.getLogger(OURS).setLevel(self.our_level)
        logging.getLogger().setLevel(self.root_level)
        logging.getLogger().removeHandler(self.file)
        self.file.close()


def start_logging(folder: Path, environ: Mapping[str, str]) -> RunningLog:
    """Log to ``folder`` from here on: INFO, or the level that STAMP_KIOSK_LOG names. Never fails."""
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    running = RunningLog(LogFile(folder), root.level, ours.level)
    level = logging.getLevelNamesMapping().get(environ.get(VARIABLE, "").upper(), logging.INFO)
    root.addHandler(running.file)
    root.setLevel(logging.WARNING)
    ours.setLevel(level)
    logging.captureWarnings(True)
    return running


def _message(record: logging.LogRecord) -> str:
    """The message; exceptions among its arguments are named as in a trace, and a misfit is no crash."""
    arguments = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(name_of(each) if isinstance(each, BaseException) else each for each in arguments)
    try:
        return str(record.msg) % arguments if arguments else str(record.msg)
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (its arguments do not fit)"


def _visible(text: str) -> str:
    """Line breaks, escapes, bidi marks and whatever else cannot be seen, spelt out."""
    if len(text) > MAX_LINE:
        text = f"{text[:MAX_LINE]} … {len(text) - MAX_LINE} characters more"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
