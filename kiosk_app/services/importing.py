"""Importing customers from a CSV file: looked at, read and compared first, then taken over whole or not at all.

What the service was told of a customer who is changed so is told anew with their next edit: an import sends nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kiosk_app.domain.customer import Customer, Details, checked_details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.links import stamp_idx_from_scan
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.sheet import Column, FaultyLine, Sheet, SheetRefused, Unusable, restored, with_corrections
from kiosk_app.domain.text import clean, quoted
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.store.sheet_read import Record, SheetFile
from kiosk_app.store.staging import Compared, Staged, Staging
from kiosk_app.store.store import Store

_log = logging.getLogger(__name__)

T = TypeVar("T")

_AT_ONCE = 1000
_TRIES = 5  # each a comparison anew, because somebody was added or edited meanwhile
_READ, _COMPARED, _TAKEN_OVER = 0.5, 0.6, 0.85  # shares of the whole time at the end of each
_OUR_ID = re.compile(r"[0-9a-f]{20}")
_MASKED = "•"
_DAYS = (
    re.compile(r"(?P<y>\d{4})[-./ ]+(?P<m>\d{1,2})[-./ ]+(?P<d>\d{1,2})\.?"),  # 2026-11-21, 2026. 11. 21.
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),  # 21.11.2026
)
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+")  # names in them are written in one


class Cancelled(Exception):
    """A person stopped it; nothing was changed."""


@dataclass(slots=True)
class Headway:
    """How far an import has come, from 0 to 1: written by whoever does it, read and ended by whoever waits."""

    share: float = 0.0
    is_cancelled: bool = False
    is_taken_over: bool = False  # from here on there is nothing left to cancel

    def reach(self, share: float) -> None:
        """Raises Cancelled where somebody wants no more of it."""
        self.share = share
        if self.is_cancelled and not self.is_taken_over:
            raise Cancelled

    def within(self, start: float, end: float) -> Callable[[float], None]:
        """How to tell of a part of it, whose own share goes from 0 to 1."""
        return lambda share: self.reach(start + share * (end - start))


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """``columns``: what a person says that columns hold, by heading or number. ``encoding`` and ``separator``: the
    same, empty where they are to be found out. ``leaves_out``: what is faulty is passed over.
    """

    path: Path
    columns: Mapping[str, Column] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""
    is_dry: bool = False
    leaves_out: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it, or would. ``is_done``: the customers are in the directory; never where a faulty line was to
    be passed over and nobody said so.
    """

    sheet: Sheet
    new: int
    same: int
    changed: int
    stamps: int
    faulty: tuple[FaultyLine, ...]
    is_done: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """Stamps that imports named: how many wait to be looked at, and how many the service does not show."""

    waiting: int
    refused: int


@dataclass(frozen=True, slots=True)
class NotShown:
    """A stamp that an import named and the service does not show. ``message``: the service's own words."""

    stamp_idx: StampIdx
    customer: Customer
    message: str


class Importing:
    """Raises SheetRefused, Cancelled and StoreTrouble; then nothing was changed."""

    def __init__(self, store: Store, settings: Callable[[], Settings], reindexing: Reindexing) -> None:
        self._store = store
        self._settings = settings
        self._reindexing = reindexing

    def look(self, request: ImportRequest) -> Sheet:
        """What the file is and what its columns hold, by its first lines."""
        return self._looked_at(request)[1]

    def brought(self) -> Brought:
        """What has not become of the stamps that imports named."""
        with self._store.reading() as work:
            return Brought(*work.persons.brought_left())

    def not_shown(self) -> tuple[NotShown, ...]:
        """The stamps among them that the service does not show, with whose they were said to be."""
        with self._store.reading() as work:
            return tuple(NotShown(*one) for one in work.persons.brought_in_vain())

    def run(self, request: ImportRequest, headway: Headway | None = None) -> Imported:
        """Read all of it, compare, and take it over unless it is only to be tried."""
        headway = headway or Headway()
        file, sheet = self._looked_at(request)
        if not sheet.names_somebody:
            raise SheetRefused(Unusable.NOBODY)
        with self._store.staging() as staging:
            faulty = self._gather(file, sheet, staging, headway)
            for _ in range(_TRIES):
                compared = _compared(staging, faulty)
                headway.reach(_COMPARED)
                is_wanted = not request.is_dry and (request.leaves_out or not faulty)
                is_done = is_wanted and staging.publish(headway.within(_COMPARED, _TAKEN_OVER))
                if is_done == is_wanted:
                    break
            else:
                raise StoreTrouble(DiskReason.BUSY, "the directory changed all the while")
            if is_done:
                self._index(staging, headway)
        lines = tuple(sorted(faulty, key=lambda one: one.line))
        return Imported(sheet, compared.new, compared.same, compared.changed, compared.stamps, lines, is_done)

    def _index(self, staging: Staging, headway: Headway) -> None:
        """Until it is made, a search reads everybody; where it cannot be, it is at the next start of the window."""
        headway.is_taken_over = True
        try:
            staging.index(headway.within(_TAKEN_OVER, 1))
            self._reindexing.run_if_needed()
        except StoreTrouble as trouble:
            _log.info("the search index is not made yet: %s", trouble)

    def _looked_at(self, request: ImportRequest) -> tuple[SheetFile, Sheet]:
        country = self._settings().shop.country
        file = SheetFile(request.path, country, request.encoding, request.separator)
        sheet = file.look()
        columns = with_corrections(sheet, request.columns)
        return file, Sheet(sheet.encoding, sheet.separator, sheet.heads, columns, sheet.has_heading, sheet.samples)

    def _gather(self, file: SheetFile, sheet: Sheet, staging: Staging, headway: Headway) -> list[FaultyLine]:
        faulty: list[FaultyLine] = []
        for records in _some(file.rows(sheet), _AT_ONCE):
            headway.reach(_READ * records[-1].read_bytes / file.size_bytes)
            read = [_read(record, sheet.columns) for record in records]
            staging.add(one for one in read if isinstance(one, Staged))
            faulty += [one for one in read if isinstance(one, FaultyLine)]
        return faulty


def _some(many: Iterator[T], count: int) -> Iterator[Sequence[T]]:
    while some := tuple(islice(many, count)):
        yield some


def _compared(staging: Staging, faulty: list[FaultyLine]) -> Compared:
    """With the directory as it is now; lines that contradict are ``faulty``, too, and left out."""
    compared = staging.compare()
    if contradictions := _contradictions(compared):
        faulty += contradictions
        staging.leave_out(one.line for one in contradictions)
        compared = staging.compare()
    return compared


def _contradictions(compared: Compared) -> tuple[FaultyLine, ...]:
    odd = {line: FaultyLine(line, twin=twin) for line, twin in compared.twins}
    return (
        *odd.values(),
        *(FaultyLine(line, not_theirs=str(stamp)) for line, stamp in compared.strangers if line not in odd),
    )


# One line


def _read(record: Record, columns: Sequence[Column]) -> Staged | FaultyLine:
    """What a line says of a customer, or what is wrong with it."""
    cells = record.cells
    if len(cells) != len(columns):
        if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
            return FaultyLine(record.line, cells=len(cells))
        cells = cells[: len(columns)]
    told = {column: restored(cell) for column, cell in zip(columns, cells, strict=True)}
    own_id = told.get(Column.ID, "").strip()
    has_id = bool(_OUR_ID.fullmatch(own_id))
    try:
        details = checked_details(_details(told))
        if not (details.names_somebody or details.user_id or has_id):
            raise BadInput(Problem("customer", Fault.NOBODY))
        customer = Customer(own_id if has_id else new_id(), details, _consent(told.get(Column.CONSENT, "")))
        return Staged(record.line, customer, has_id, tuple(_stamps(told.get(Column.STAMPS, ""))))
    except BadInput as bad:
        return FaultyLine(record.line, bad.problems)


def _details(told: Mapping[Column, str]) -> Details:
    phone = told.get(Column.PHONE, "")
    return Details(
        name=told.get(Column.NAME, "") or _joined(told.get(Column.FAMILY_NAME, ""), told.get(Column.GIVEN_NAME, "")),
        phone="" if _MASKED in phone else phone,
        email=told.get(Column.EMAIL, ""),
        user_id=told.get(Column.USER_ID, ""),
        etc1=told.get(Column.ETC1, ""),
        etc2=told.get(Column.ETC2, ""),
        note=told.get(Column.NOTE, ""),
    )


def _joined(family: str, given: str) -> str:
    """Given name first, but where names are written without a space."""
    family, given = clean(family), clean(given)
    if _IDEOGRAPHS.fullmatch(family) and _IDEOGRAPHS.fullmatch(given):
        return family + given
    return f"{given} {family}".strip()


def _consent(cell: str) -> date | None:
    text = clean(cell)
    if not text:
        return None
    for shape in _DAYS:
        if found := shape.fullmatch(text):
            try:
                return date(*(int(found[part]) for part in "ymd"))
            except ValueError:
                break
    raise BadInput(Problem("consent", Fault.NOT_A_DATE, quoted(text)))


def _stamps(cell: str) -> Iterable[StampIdx]:
    for text in re.split(r"[\s,;]+", clean(cell)):
        if text:
            stamp_idx = stamp_idx_from_scan(text)
            if stamp_idx is None:
                raise BadInput(Problem("stamp", Fault.NOT_A_CHOICE, quoted(text)))
            yield stamp_idx
