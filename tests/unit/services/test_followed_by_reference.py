"""Whoever greps the log for an entry's reference reads its whole way, from the press to the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.outcome import Call
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.store.backups import Backups, read_backup
from kiosk_app.store.restore import restore
from kiosk_app.system.log import LogFile
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import Shop

FIRST_VISIT = StampCard(123, "Coffee card", "a free coffee", first_visit=True)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The file that a shop's log is written to."""
    ours, file = logging.getLogger("kiosk_app"), LogFile(tmp_path)
    level = ours.level
    ours.setLevel(logging.INFO)
    ours.addHandler(file)
    yield tmp_path / "stamp-kiosk.log"
    ours.removeHandler(file)
    ours.setLevel(level)


def press(shop: Shop) -> tuple[Entry, ...]:
    opened = shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
    assert isinstance(opened, IssueOpened)
    return opened.entries


def told(log: Path, entry: Entry) -> list[str]:
    """What ``grep REFERENCE`` shows, from the reference on."""
    lines = log.read_text("utf-8").splitlines()
    return [line[line.index(entry.reference) :].strip() for line in lines if entry.reference in line]


def test_a_lost_visit_is_followed_to_the_count_that_proved_it(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path, (FIRST_VISIT,))
    _issue, visit = press(shop)
    shop.send()
    shop.api.script(Call.ADD, OFFLINE)
    shop.send()
    shop.clock.advance(30)
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    shop.clock.advance(1)
    shop.sender.prove_next()
    shop.clock.advance(120)
    shop.sender.prove_next()
    name = f"{visit.reference} visit:"
    assert told(log, visit) == [
        f"{name} opened by a press as entry 2, after entry 1",
        f"{name} sending, attempt 1",
        f"{name} sending -> waiting (answered, no internet)",
        f"{name} sending, attempt 2",
        f"{name} sending -> unknown (answered, lost)",
        f"{name} unknown -> done (proved by the count, ok) 1 seen, 0 before",
        f"{name} looked at once more: 1 seen late, 0 at first",
    ]


def test_a_lost_stamp_is_followed_to_the_one_that_was_given_for_it(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path)
    (issue,) = press(shop)
    shop.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    shop.send()
    (new,) = shop.resolving.choose(issue.id, Choice.GIVE_NEW).opened
    shop.send()
    shop.outbox.cleared_up(issue.id)
    name = f"{issue.reference} issue:"
    assert told(log, issue) == [
        f"{name} opened by a press as entry 1",
        f"{name} sending, attempt 1",
        f"{name} sending -> unknown (answered, lost)",
        f"{name} unknown -> aside (a new one was given instead, ok)",
        f"{name} a person says “give a new one”",
        f"{issue.reference} as entry 2",  # where the new one tells what it stands for
        f"{name} cleared up in the dashboard",
    ]
    assert told(log, new)[0] == (
        f"{new.reference} issue: opened by “give a new one” instead of {issue.reference} as entry 2"
    )
    assert told(log, new)[-1].startswith(f"{new.reference} issue: sending -> done (answered, ok)")


def test_an_instant_stamp_is_followed_from_the_shelf_to_its_customer(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep_ready(1)
    (made,) = shop.entries()
    (handed,) = press(shop)
    shop.api.script(Call.UPDATE, lost(Call.UPDATE), applies=True)
    shop.send()
    shop.clock.advance(60)
    shop.send()
    assert told(log, made) == [
        f"{made.reference} ready: opened by refilling as entry 1",
        f"{made.reference} ready: sending, attempt 1",
        f"{made.reference} ready: sending -> done (answered, ok)",
    ]
    name = f"{handed.reference} hand out:"
    assert told(log, handed) == [
        f"{name} opened by a press as entry 2",
        f"{name} sending, attempt 1",
        f"{name} sending -> unknown (answered, lost)",
        f"{name} sending, attempt 2",
        f"{name} sending -> done (answered, ok)",
    ]
    assert shop.api.stamps[1347].new.memo == f"#{handed.reference}"  # and so to the dashboard


def test_what_a_backup_held_is_followed_to_the_word_of_a_person(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path)
    (issue,) = press(shop)
    shop.put_stamp(1301, 3)
    with shop.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", 1301)
        (visit,) = work.journal.open("visit", [draft]).entries
    shop.api.script(Call.CREATE, OFFLINE)
    shop.api.script(Call.ADD, lost(Call.ADD), applies=True)
    shop.send()
    shop.send()
    backup = Backups(tmp_path / "kiosk.db", tmp_path / "backups").make(shop.clock.now())
    restore(read_backup(backup), tmp_path / "kiosk.db", shop.clock.now(), "the owner")
    shop.resolving.choose(issue.id, Choice.SEND)
    shop.send()
    shop.resolving.choose(visit.id, Choice.COUNTED)
    name = f"{issue.reference} issue:"
    assert told(log, issue) == [
        f"{name} opened by a press as entry 1",
        f"{name} sending, attempt 1",
        f"{name} sending -> waiting (answered, no internet)",
        f"{name} waiting -> waiting, as a backup is restored",
        f"{name} a person says “send”",
        f"{name} sending, attempt 2",
        f"{name} sending -> done (answered, ok)",
    ]
    assert told(log, visit)[-4:] == [
        f"{visit.reference} visit: sending -> unknown (answered, lost)",
        f"{visit.reference} visit: unknown -> unknown, as a backup is restored",
        f"{visit.reference} visit: unknown -> done (a person said so, ok)",
        f"{visit.reference} visit: a person says “counted”",
    ]


def test_an_undone_press_is_followed_with_what_undid_it(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path, (FIRST_VISIT,))
    issue, visit = press(shop)
    shop.undoing.undo_issue("press")
    assert told(log, visit)[-1] == f"{visit.reference} visit: waiting -> cancelled (undone, ok)"
    assert told(log, issue)[-1] == f"{issue.reference} issue: waiting -> cancelled (undone, ok)"


def test_the_log_names_nobody(tmp_path: Path, log: Path) -> None:
    shop = Shop(tmp_path)
    press(shop)
    shop.send()
    said = log.read_text("utf-8")
    assert "Brown" not in said
    assert "8900" not in said
