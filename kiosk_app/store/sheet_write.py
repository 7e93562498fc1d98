"""CSV and JSON files for people, of their user's own: written aside and whole before they have their name.

No cell is one that a spreadsheet would run. Excel needs the mark to read UTF-8.
"""

from __future__ import annotations

import csv
import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from kiosk_app.domain.sheet import SheetRefused, Unusable, defused

_DATABASE = b"SQLite format 3\0"


def write_sheet(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """RFC 4180; how many rows. Raises SheetRefused; what was there is then as it was."""
    count = 0

    def fill(file: TextIO) -> None:
        nonlocal count
        writer = csv.writer(file)
        writer.writerow(heads)
        for row in rows:
            writer.writerow([defused(cell) for cell in row])
            count += 1

    _write(path, "utf-8-sig", fill)
    return count


def write_text(path: Path, text: str) -> None:
    """Raises SheetRefused; what was there is then as it was."""
    _write(path, "utf-8", lambda file: file.write(text))


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _write(path: Path, encoding: str, fill: Callable[[TextIO], object]) -> None:
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EISDIR, "not a file")
        if path.is_file() and _is_database(path):
            raise SheetRefused(Unusable.A_DATABASE)
        descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # 0600
    except OSError as error:
        raise SheetRefused(Unusable.NOT_WRITTEN, detail=error.strerror or "") from error
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding=encoding, newline="") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise SheetRefused(Unusable.NOT_WRITTEN, detail=error.strerror or "") from error
    finally:
        aside.unlink(missing_ok=True)
