"""The power fails at any moment while a stamp and its first visit are sent; then a start on what the disk holds.

A commit is on the disk when it returns, since every one is synced; of what is being written just then any part may be.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from kiosk_app.domain.entry import State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.services.sender import Owner
from tests.accounts import all_entries, check_counts, check_issues
from tests.counters import COFFEE, make_counter
from tests.fakes.clock import START
from tests.functional.faults.rehearsal import live_on
from tests.functional.faults.ways import PATIENT, Switched, client
from tests.services import PRACTICE_KEY, practice_in_process

_CARD = replace(COFFEE, first_visit=True)
_DATA, _LOG, _TRUTH = "kiosk.db", "kiosk.db-wal", "truth.db"
A_QUARTER, FIVE_QUARTERS = 1030, 5150  # bytes, of what the log takes for one page
_SETTLED_S = 400.0


@dataclass(frozen=True, slots=True)
class Moment:
    """Copies of the data folder and of the service's truth. ``log_bytes``: how much of the log is written."""

    folder: Path
    log_bytes: int


def cut_everywhere(folder: Path, part_bytes: int) -> Counter[str]:
    """Cut the power at each moment and after every so many bytes that are written, and start again.

    Gives how the entries then stood, added up. Raises AssertionError where a press that was taken is lost, or the
    books do not agree.
    """
    moments = _live(folder / "life")
    pressed = moments[0]
    stood = Counter[str]()
    for number, (moment, log_bytes) in enumerate(_cuts(moments, part_bytes)):
        left = folder / f"cut {number}"
        shutil.copytree(moment.folder, left)
        with (left / _LOG).open("r+b") as log:
            log.truncate(log_bytes)
        after = _start_again(left)
        assert after.total() == (2 if log_bytes >= pressed.log_bytes else 0), f"{log_bytes} bytes of {moment}"
        stood += after
    return stood


def _cuts(moments: list[Moment], part_bytes: int) -> Iterator[tuple[Moment, int]]:
    """Each moment as it was, and what was written between it and the one before in parts.

    Between two moments either the disk changes or the truth, so that the later one's truth holds for all its parts.
    """
    for part in range(0, moments[0].log_bytes, part_bytes):
        yield moments[0], part
    yield moments[0], moments[0].log_bytes
    for before, after in pairwise(moments):
        for part in range(before.log_bytes, after.log_bytes, part_bytes):
            yield after, part
        yield after, after.log_bytes


def _live(folder: Path) -> list[Moment]:
    """One press, sent to the end; the moments after the press, and before and after each call."""
    data, moments = folder / "data", list[Moment]()
    data.mkdir(parents=True)
    with practice_in_process(folder / _TRUTH, today=START.date()) as service:
        fine = client(service.address, PATIENT)

        def take() -> None:
            moments.append(_taken(folder, folder / f"moment {len(moments)}"))

        @contextmanager
        def way(_call: Call) -> Iterator[StampApi]:
            take()
            yield fine
            take()

        counter = make_counter(data, service.address, PRACTICE_KEY, card=_CARD, api=Switched(way))
        with closing(sqlite3.connect(data / _DATA)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        counter.issue("Ada")
        take()
        while counter.sender.send_next():
            pass
        take()
    return moments


def _taken(life: Path, moment: Path) -> Moment:
    moment.mkdir()
    for name in (_DATA, _LOG, "kiosk.db-emergency"):
        shutil.copy(life / "data" / name, moment / name)
    with closing(sqlite3.connect(life / _TRUTH)) as truth, closing(sqlite3.connect(moment / _TRUTH)) as copy:
        truth.backup(copy)
    return Moment(moment, (moment / _LOG).stat().st_size)


def _start_again(left: Path) -> Counter[str]:
    with practice_in_process(left / _TRUTH, today=START.date()) as service:
        owner = Owner("second", lambda who: who == "second")
        counter = make_counter(left, service.address, PRACTICE_KEY, card=_CARD, owner=owner)
        counter.sender.recover()
        live_on([counter], _SETTLED_S)
        entries, truth = all_entries(left), service.truth()
        assert not any(entry.state is State.SENDING for entry in entries)
        return check_issues(entries, truth) + check_counts(entries, truth)
