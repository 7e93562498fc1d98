"""A CSV file from elsewhere, read line by line: its encoding and separator are found out, and nothing is guessed away.

What cannot be read is refused with its line. The file may be anything: at most a little of it is ever held.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kiosk_app.domain.sheet import Sheet, SheetRefused, Unusable, guessed, is_heading

MAX_BYTES = 256_000_000  # some three million customers
_MAX_LINE = 1_000_000  # characters; a name of 300 is long
_CHUNK = 1 << 16
_SAMPLES = 100
_SEPARATORS = (",", ";", "\t", "|")
_SURE = 0.2  # so much of what is not ASCII is in an old encoding's own letters, or it is none
_WESTERN_RUN = 4  # letters in a row without one of ASCII: no western word has them, Korean read wrongly has
_JUDGED = 8_000_000  # bytes by which old encodings are told apart

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = {"KR": ("cp949", "cp1252", "cp932"), "JP": ("cp932", "cp1252", "cp949")}
_OLD_ELSEWHERE = ("cp1252", "cp949", "cp932")


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the sheet: where it begins, counted from 1, and how many bytes of the file were read by then."""

    line: int
    cells: tuple[str, ...]
    read_bytes: int


class SheetFile:
    """One file. ``country``: the shop's, where old encodings cannot be told apart. All raise SheetRefused.

    ``encoding`` and ``separator``: as a person says; else they are found out.
    """

    def __init__(self, path: Path, country: str, encoding: str = "", separator: str = "") -> None:
        self._path = path
        self._refuse_no_file()
        self._encoding = encoding and _known(encoding)
        if not self._encoding:
            with self._opened() as file:
                self._encoding = _encoding_of(file, country)
        self._separator = separator or self._likely_separator()

    @property
    def size_bytes(self) -> int:
        return self._path.stat().st_size

    def look(self) -> Sheet:
        """What the file is, by its first lines."""
        first = [record.cells for record in islice(self._records(), _SAMPLES + 1)]
        if not first:
            raise SheetRefused(Unusable.EMPTY)
        has_heading = is_heading(first[0])
        heads = first[0] if has_heading else tuple(str(number + 1) for number in range(len(first[0])))
        samples = tuple(first[1:] if has_heading else first)
        return Sheet(self._encoding, self._separator, heads, guessed(heads, samples), has_heading, samples)

    def rows(self, sheet: Sheet) -> Iterator[Record]:
        """Every line below the heading; blank ones are passed over."""
        return islice(self._records(), int(sheet.has_heading), None)

    def _refuse_no_file(self) -> None:
        try:
            found = self._path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise SheetRefused(Unusable.NOT_A_FILE)
            if found.st_size > MAX_BYTES:
                raise SheetRefused(Unusable.TOO_BIG)
            if not found.st_size:
                raise SheetRefused(Unusable.EMPTY)
            if not os.access(self._path, os.R_OK):
                raise SheetRefused(Unusable.NOT_ALLOWED)
        except OSError as error:
            raise _refusal(error) from error

    def _opened(self) -> BinaryIO:
        try:
            return self._path.open("rb")
        except OSError as error:
            raise _refusal(error) from error

    def _likely_separator(self) -> str:
        """The one that parts the first lines into most columns, the same number in each."""
        best, most = _SEPARATORS[0], 1.0
        for separator in _SEPARATORS:
            with suppress(SheetRefused):  # a quotation mark that fits no other separator; the real one tells of it
                widths = [len(record.cells) for record in islice(self._records(separator), 20)]
                if widths and (share := widths.count(widths[0]) / len(widths)) * widths[0] > most:
                    best, most = separator, share * widths[0]
        return best

    def _records(self, separator: str = "") -> Iterator[Record]:
        with self._opened() as file:
            lines = _lines(file, self._encoding)
            reader = csv.reader(lines, delimiter=separator or self._separator, strict=True)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise SheetRefused(_broken(str(error)), line) from error
                if cells is None:
                    return
                if line == 1 and cells and cells[0].startswith("sep="):
                    continue  # a spreadsheet's word to itself
                if any(cell.strip() for cell in cells):
                    yield Record(line, tuple(cells), file.tell())


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file, whichever sign ends them. csv's limit is on cells, this one on what has no end at all."""
    file.seek(_mark_length(file.read(4), encoding))
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    rest, number = "", 1
    while True:
        chunk = file.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = bytes(error.object[: error.start]).decode(encoding, "ignore")
            number += (rest + good.replace("\r\n", "\n").replace("\r", "\n")).count("\n")
            raise SheetRefused(Unusable.BAD_LETTERS, number, encoding) from error
        *whole, rest = (rest + newlines.decode(text, final=not chunk)).split("\n")
        for line in whole:
            _refuse_odd(line, number)
            yield f"{line}\n"
            number += 1
        _refuse_odd(rest, number)
        if not chunk:
            if rest:
                yield rest
            return


def _refuse_odd(line: str, number: int) -> None:
    if "\0" in line:
        raise SheetRefused(Unusable.NOT_TEXT, number)
    if len(line) > _MAX_LINE:
        raise SheetRefused(Unusable.LONG_CELL, number)


def _broken(error: str) -> Unusable:
    """What csv says, as it says it."""
    if "limit" in error:
        return Unusable.LONG_CELL
    return Unusable.OPEN_QUOTE if "end of data" in error else Unusable.BAD_QUOTE


def _refusal(error: OSError) -> SheetRefused:
    if isinstance(error, FileNotFoundError):
        return SheetRefused(Unusable.MISSING)
    if isinstance(error, PermissionError):
        return SheetRefused(Unusable.NOT_ALLOWED)
    return SheetRefused(Unusable.NOT_A_FILE, detail=error.strerror or "")


# Which encoding


def _known(encoding: str) -> str:
    """An encoding that a person names; some that Python knows by name are none of text."""
    try:
        "é".encode(encoding, "ignore")
        codecs.getincrementaldecoder(encoding)("strict").decode(b"")
    except (LookupError, TypeError, ValueError) as error:
        raise SheetRefused(Unusable.NO_SUCH_ENCODING, detail=encoding) from error
    return encoding.lower()


def _mark_length(head: bytes, encoding: str) -> int:
    return next((len(mark) for mark, name in _MARKS if head.startswith(mark) and name == encoding), 0)


def _encoding_of(file: BinaryIO, country: str) -> str:
    """By its mark; by where its NULs stand; UTF-8 where nearly all of it is that; else the likeliest old one."""
    head = file.read(_CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if nuls := head.count(0):
        odd, even = head[1::2].count(0), head[::2].count(0)
        if nuls > len(head) // 8 and max(odd, even) > 0.9 * nuls:
            return "utf-16-le" if odd > even else "utf-16-be"
        return "utf-8"
    if _is_utf8(file):
        return "utf-8"
    scores = {encoding: _share(file, encoding) for encoding in _OLD.get(country, _OLD_ELSEWHERE)}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > _SURE else "utf-8"


def _is_utf8(file: BinaryIO) -> bool:
    """Whether all of it is, or nearly all: what is broken in it then has a line that can be told."""
    broken = right = 0
    for text in _decoded(file, "utf-8", "replace"):
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        wrong = text.count("\ufffd")
        broken, right = broken + wrong, right + foreign - wrong
    return broken * 10 <= right or not broken


def _share(file: BinaryIO, encoding: str) -> float:
    """How much of what is not ASCII is what people of that encoding write; 0 where it cannot be read so."""
    fits = foreign = 0
    try:
        for text in _decoded(file, encoding, "strict"):
            foreign += sum(char > "\x7f" for char in text)
            fits += _WRITTEN[encoding](text)
    except UnicodeDecodeError:
        return 0
    return fits / foreign if foreign else 0


def _decoded(file: BinaryIO, encoding: str, errors: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while (chunk := file.read(_CHUNK)) and file.tell() <= _JUDGED:
        yield decoder.decode(chunk)


def _korean(text: str) -> int:
    return sum(map(_is_korean, text))


def _japanese(text: str) -> int:
    return sum(map(_is_japanese, text))


def _western(text: str) -> int:
    return sum(char > "\x7f" and _is_western(char) for char in _FOREIGN_RUN.sub("", text))


def _is_korean(char: str) -> bool:
    """Syllables in use: what is none of KS X 1001 is Japanese read wrongly."""
    return "가" <= char <= "힣" and len(char.encode("euc_kr", "ignore")) == 2  # others are spelt out there, in eight


def _is_japanese(char: str) -> bool:
    return "\u3000" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff"


def _is_western(char: str) -> bool:
    return (char.isalpha() and char < "\u0250") or char in "’‘“”–—€ "


_FOREIGN_RUN = re.compile(rf"[^\x00-\x7f]{{{_WESTERN_RUN},}}")
_WRITTEN: dict[str, Callable[[str], int]] = {"cp949": _korean, "cp932": _japanese, "cp1252": _western}
