"""A sheet of customers from elsewhere: which of its columns hold what, and why a file or a line cannot be used.

Columns are guessed by what they are called in the languages that are shipped, else by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.problems import Problem
from kiosk_app.domain.text import digits, fold


class Column(Enum):
    """What a column holds. The value is how a command line and an export call it."""

    ID = "id"  # ours
    NAME = "name"
    GIVEN_NAME = "given-name"
    FAMILY_NAME = "family-name"
    PHONE = "phone"
    EMAIL = "email"
    USER_ID = "user-id"
    ETC1 = "etc1"
    ETC2 = "etc2"
    NOTE = "note"
    CONSENT = "consent"
    STAMPS = "stamp-idx"
    NOTHING = "none"


NAMING = (Column.NAME, Column.GIVEN_NAME, Column.FAMILY_NAME, Column.PHONE, Column.EMAIL)

_CALLED = {
    Column.ID: "id",
    Column.NAME: (
        "name, full name, customer, customer name, client, 이름, 성명, 고객명, 고객, 고객이름, 회원명, 氏名, "
        "名前, お名前, 顧客名, 会員名, kunde, kundenname, vollstandiger name, nom complet, client, nombre, "
        "nombre completo, cliente"
    ),
    Column.GIVEN_NAME: "first name, given name, forename, firstname, 名, vorname, prenom, nombre de pila",
    Column.FAMILY_NAME: (
        "last name, family name, surname, lastname, 성, 姓, 苗字, nachname, familienname, nom de famille, nom, "
        "apellido, apellidos"
    ),
    Column.PHONE: (
        "phone, phone number, mobile, mobile phone, mobile number, cell, cell phone, telephone, tel, contact, "
        "전화, 전화번호, 휴대폰, 휴대폰번호, 휴대전화, 핸드폰, 연락처, 電話, 電話番号, 携帯, 携帯電話, "
        "携帯番号, telefon, telefonnummer, handy, handynummer, mobil, mobilnummer, telephone portable, "
        "portable, numero de telephone, telefono, movil, celular"
    ),
    Column.EMAIL: (
        "e-mail, email, mail, e-mail address, email address, 이메일, 메일, 전자우편, メール, メールアドレス, "
        "eメール, e-mail-adresse, mailadresse, courriel, adresse e-mail, adresse email, correo, "
        "correo electronico"
    ),
    Column.USER_ID: (
        "user id, userid, member id, member number, member no, member, customer id, customer number, "
        "customer no, card number, 회원번호, 회원 번호, 회원아이디, 아이디, 고객번호, 会員番号, 会員id, "
        "顧客番号, mitgliedsnummer, kundennummer, kunden-nr, numero de membre, numero client, "
        "numero de cliente, numero de socio"
    ),
    Column.ETC1: "etc1, extra 1, userEtc1",
    Column.ETC2: "etc2, extra 2, userEtc2",
    Column.NOTE: (
        "note, notes, memo, remark, remarks, comment, comments, 메모, 비고, 참고, メモ, 備考, notiz, notizen, "
        "bemerkung, bemerkungen, remarque, remarques, commentaire, nota, notas, observaciones, comentario"
    ),
    Column.CONSENT: "consent, consent date, opt-in, 동의일, 동의일자, 同意日, einwilligung, consentement",
    Column.STAMPS: (
        "stamp idx, stampidx, stamp, stamps, stamp id, stamp link, 스탬프, 스탬프번호, スタンプ, スタンプ番号, "
        "stempel, tampon, sello"
    ),
}
_SIGNS = re.compile(r"[\s_.:*/()\[\]-]+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+(]?[\d\s().+/-]{6,}")
_MOST = 0.7  # so much of a column is alike, or it says nothing


def _bare(name: str) -> str:
    return _SIGNS.sub("", fold(name))


_BY_NAME = {_bare(name): column for column, names in _CALLED.items() for name in names.split(", ")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it is read. ``heads``: what its columns are called, or "1", "2" … where its first line is no heading.

    ``columns``: what each holds. ``samples``: the first lines below the heading.
    """

    encoding: str
    separator: str
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    has_heading: bool
    samples: tuple[tuple[str, ...], ...]

    @property
    def names_somebody(self) -> bool:
        """Whether any column can tell who a customer is."""
        return any(column in NAMING or column is Column.USER_ID for column in self.columns)


class Unusable(Enum):
    """Why a file cannot be read, from the line on that is told."""

    MISSING = "missing"
    NOT_A_FILE = "not a file"
    NOT_ALLOWED = "not allowed"
    TOO_BIG = "too big"
    EMPTY = "empty"
    NO_SUCH_ENCODING = "no such encoding"
    BAD_LETTERS = "bytes that are no letters of its encoding"
    NOT_TEXT = "NUL"
    OPEN_QUOTE = "a quoted cell that never ends"
    BAD_QUOTE = "a quotation mark where none can be"
    LONG_CELL = "a cell too long for any name"
    NOBODY = "no column names a customer"
    NO_SUCH_COLUMN = "no such column"
    A_DATABASE = "a database is there, perhaps the one in use"
    NOT_WRITTEN = "the disk that it was to be on refuses"


class SheetRefused(Exception):
    """Nothing was taken. ``line`` counts from 1; None: the file as a whole. ``detail``: what stood there."""

    def __init__(self, why: Unusable, line: int | None = None, detail: str = "") -> None:
        super().__init__(f"line {line}: {why.value} {detail}".strip())
        self.why, self.line, self.detail = why, line, detail


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """A line that says nothing usable of a customer, or contradicts an earlier one (``twin``: that line)."""

    line: int
    problems: tuple[Problem, ...] = ()
    cells: int | None = None  # there are more or fewer than columns
    twin: int | None = None
    not_theirs: str | None = None  # a stamp that is somebody else's


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a first line tells what the columns are called, and is no customer itself."""
    if any(_MAIL.fullmatch(cell.strip()) or len(digits(cell)) > 6 for cell in cells):
        return False
    return any(_bare(cell) in _BY_NAME for cell in cells) or not any(digits(cell) for cell in cells)


def guessed(heads: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What each column holds, each thing once: by its name, else by what stands in it."""
    columns: list[Column] = []
    for head in heads:
        column = _BY_NAME.get(_bare(head), Column.NOTHING)
        columns.append(Column.NOTHING if column in columns else column)
    for place, column in enumerate(columns):
        if column is Column.NOTHING and _BY_NAME.get(_bare(heads[place])) is None:
            like = _by_content([row[place] for row in samples if place < len(row) and row[place].strip()])
            taken = {*columns, *(NAMING[:3] if set(NAMING[:3]) & set(columns) else ())}
            columns[place] = Column.NOTHING if like in taken else like
    if Column.FAMILY_NAME in columns and Column.GIVEN_NAME not in columns and Column.NAME not in columns:
        columns[columns.index(Column.FAMILY_NAME)] = Column.NAME  # "nom" alone is the whole name
    return tuple(columns)


def with_corrections(sheet: Sheet, corrections: Mapping[str, Column]) -> tuple[Column, ...]:
    """The columns where a person named some, by heading or number; raises SheetRefused for one that is not there."""
    columns = list(sheet.columns)
    for named, column in corrections.items():
        places = [place for place, head in enumerate(sheet.heads) if _bare(head) == _bare(named)]
        if not places and named.isdecimal() and 0 < int(named) <= len(columns):
            places = [int(named) - 1]
        if not places:
            raise SheetRefused(Unusable.NO_SUCH_COLUMN, detail=named)
        if column is not Column.NOTHING:
            columns = [Column.NOTHING if one is column else one for one in columns]
        columns[places[0]] = column
    return tuple(columns)


def _by_content(cells: Sequence[str]) -> Column:
    """An e-mail and a phone can be told by their looks, and so can the first column of words."""
    if not cells:
        return Column.NOTHING
    for column, is_one in (
        (Column.EMAIL, _MAIL.fullmatch),
        (Column.PHONE, lambda cell: _PHONE.fullmatch(cell) and len(digits(cell)) > 6),
        (Column.NAME, lambda cell: not digits(cell) and any(char.isalpha() for char in cell)),
    ):
        if sum(bool(is_one(cell.strip())) for cell in cells) >= _MOST * len(cells):
            return column
    return Column.NOTHING


# What a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; ``restored`` is its very inverse."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """What was written as a defused cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
