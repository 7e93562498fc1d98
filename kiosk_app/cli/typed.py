"""What stands behind an option, read from text: numbers, days, choices.

Each raises BadInput, which argparse lets through. Nothing is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.links import stamp_idx_from_scan
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.sheet import Column
from kiosk_app.domain.text import quoted
from kiosk_app.domain.validity import ValidUntil, parse_date

QR_SUFFIXES = (".png", ".svg")

Choice = TypeVar("Choice", bound=Enum)


def words(field: str) -> Callable[[str], str]:
    """A text as it was typed. Bytes that were no letters of the terminal's are refused, not left out of a name."""

    def read(text: str) -> str:
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise BadInput(Problem(field, Fault.NOT_TEXT))
        return text

    return read


def folder(text: str) -> Path:
    """The data folder. No name at all is a variable of a script that was empty, not the folder one stands in."""
    if not text.strip():
        raise BadInput(Problem("data_dir", Fault.MISSING))
    return Path(text)


def file(field: str) -> Callable[[str], Path]:
    """A file. No name at all is a variable of a script that was empty."""

    def read(text: str) -> Path:
        if not text.strip():
            raise BadInput(Problem(field, Fault.MISSING))
        return Path(text).absolute()

    return read


def whole(field: str, least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """A whole number in ASCII digits, within bounds where there are any."""

    def read(text: str) -> int:
        bare = text.strip()
        if not bare.removeprefix("-").isdecimal() or not bare.isascii() or len(bare) > 20:
            raise BadInput(Problem(field, Fault.NOT_A_NUMBER, quoted(text)))
        number = int(bare)
        if least is not None and most is not None and not least <= number <= most:
            raise BadInput(Problem(field, Fault.OUT_OF_RANGE, quoted(text), (str(least), str(most))))
        return number

    return read


def day(field: str) -> Callable[[str], date]:
    """``YYYY-MM-DD``."""
    return lambda text: parse_date(text, field)


def until(text: str) -> ValidUntil:
    """A fixed end, as ``YYYY-MM-DD``."""
    return ValidUntil(parse_date(text, "valid_until"))


def stamp(text: str) -> StampIdx:
    """A Stamp IDX, or the link of a stamp's page, typed or scanned."""
    stamp_idx = stamp_idx_from_scan(text)
    if stamp_idx is None:
        raise BadInput(Problem("stamp", Fault.NOT_A_CHOICE, quoted(text)))
    return stamp_idx


def column(text: str) -> tuple[str, Column]:
    """``phone=Telefon``: a field of ours, and the heading or number of the column that holds it."""
    field, _, named = text.partition("=")
    if not named.strip():
        raise BadInput(Problem("column", Fault.NOT_A_CHOICE, quoted(text)))
    return named.strip(), one_of(Column, "column")(field)


def separator(text: str) -> str:
    """One sign, or the word "tab"."""
    sign = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(sign) != 1 or sign in '"\r\n\0 ' or sign.isalnum():
        raise BadInput(Problem("separator", Fault.NOT_A_CHOICE, quoted(text), (",", ";", "tab", "|")))
    return sign


def one_of(kind: type[Choice], field: str) -> Callable[[str], Choice]:
    """One of an enumeration's values."""

    def read(text: str) -> Choice:
        for one in kind:
            if one.value == text.strip().lower():
                return one
        raise BadInput(Problem(field, Fault.NOT_A_CHOICE, quoted(text), tuple(str(one.value) for one in kind)))

    return read


def qr_file(text: str) -> Path:
    """A file for a QR code; its kind is known before anything else is done."""
    path = Path(text)
    if path.suffix.lower() not in QR_SUFFIXES:
        raise BadInput(Problem("qr", Fault.BAD_SUFFIX, quoted(path.name)))
    return path
