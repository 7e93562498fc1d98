"""The journal: every change, committed before the wire and settled after it, with each step it took.

An entry is one row that says what holds now; its events are never changed. Works on the connection of one
unit of work; whether a step is legal is the domain's table, whether a look proves it is ``services``'.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.domain.entry import Draft, Entry, State, Turn, Why, check_step
from kiosk_app.domain.ids import StampIdx, new_reference
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.columns import fields_in, time_in
from kiosk_app.store.due import Due
from kiosk_app.store.entries import Entries
from kiosk_app.store.entry_rows import OPEN, entry_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an entry, and what else changes with it. Fields left None keep their value.

    ``holds_until``: no newer edit of its stamp goes before. ``by_person``: their word ends all that the sender still
    wanted to know of a count.
    """

    after: State
    why: Why
    reason: Reason = Reason.OK
    message: str = ""
    due_at: datetime | None = None
    stamp_idx: StampIdx | None = None
    attention: bool = False
    doubt: bool | None = None  # True: it may have happened since now; False: a proof took the doubt away
    resent: bool = False
    looked: bool = False
    note: str = ""
    count_seen: int | None = None
    look_again_at: datetime | None = None
    holds_until: datetime | None = None
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening came to. ``existing``: the entries were there already and nothing was added."""

    entries: tuple[Entry, ...]
    existing: bool


class EntryMoved(Exception):
    """Somebody else settled or claimed an entry since it was read; their word stands."""


class Journal(Entries):
    """Entries and their events, on one connection, as of ``now``; ``by`` signs the events."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, by: str) -> None:
        super().__init__(connection, now)
        self._by = by
        self._due = Due(connection, now)

    # Opening

    def fresh_reference(self) -> str:
        """A reference that no entry has."""
        while True:
            reference = new_reference()
            if not self._db.execute("SELECT 1 FROM entry WHERE reference = ?", (reference,)).fetchone():
                return reference

    def open(self, intent: str, drafts: Sequence[Draft], leader: int | None = None) -> Opened:
        """Open the entries of one press. An intent that is there already adds nothing: one press, one change.

        Each follows what its draft says, else the first; with a ``leader``, all follow that entry.
        """
        if there := self.of_intent(intent):
            return Opened(there, existing=True)
        numbers: list[int] = []
        for position, draft in enumerate(drafts):
            of_press = numbers[draft.follows] if numbers and draft.follows is not None else None
            numbers.append(self._insert(intent, position, draft, leader or draft.leader or of_press))
        return Opened(self.of_intent(intent), existing=False)

    def _insert(self, intent: str, position: int, draft: Draft, leader: int | None) -> int:
        now = time_in(self._now)
        row = self._db.execute(
            "INSERT INTO entry (reference, intent, position, kind, state, card_idx, customer_id, stamp_idx, leader,"
            " fields, due_at, opened_at, staff, turn, why, reason, message, corrects, note)"
            " VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?) RETURNING id",
            (
                draft.reference,
                intent,
                position,
                draft.kind.value,
                draft.card_idx,
                draft.customer_id,
                draft.stamp_idx,
                leader,
                fields_in(draft.fields),
                now,
                now,
                draft.staff,
                draft.turn.value,
                Why.OPENED.value,
                Reason.OK.value,
                draft.corrects,
                draft.note,
            ),
        ).fetchone()
        number = int(row["id"])
        self._record(number, None, State.WAITING, Why.OPENED, Reason.OK, "")
        return number

    # Sending

    def claim(
        self,
        owner: str,
        *,
        only: Collection[int] | None,
        ignore_due: bool,
        but: Collection[int] = (),
        may_go: Callable[[Entry, bool], bool] = lambda _entry, _is_first: True,
        young_s: float = 60.0,
    ) -> Entry | None:
        """Take the next entry that may be sent now: from here on it is ``owner``'s, and sending.

        First an undo, then what was opened less than ``young_s`` seconds ago (both are told to ``may_go`` as first,
        and so are those of ``only``); then what waits, oldest first; refills last, behind overdue looks.
        ``may_go`` says whether the next one may go at all: if not, nothing behind it does.
        A create may leave at once, so it is marked as going in the same commit.
        """
        entry, is_first = self._due.next_to_send(only, ignore_due=ignore_due, but=but, young_s=young_s)
        if entry is None or not may_go(entry, is_first):
            return None
        check_step(entry.id, entry.state, State.SENDING)
        self._db.execute(
            "UPDATE entry SET state = 'sending', owner = ?, attempts = attempts + 1, why = ?, going_at = ?"
            " WHERE id = ?",
            (owner, Why.CLAIMED.value, time_in(self._now) if entry.kind.makes_a_stamp else None, entry.id),
        )
        self._record(entry.id, entry.state, State.SENDING, Why.CLAIMED, entry.reason, "")
        return self._again(entry.id)

    def dismiss(self, entry_id: int) -> None:
        """A person has seen it; a settled entry leaves the outbox, one that is unknown stays."""
        self._db.execute("UPDATE entry SET attention = 0 WHERE id = ? AND settled_at IS NOT NULL", (entry_id,))

    def clear_up(self, entry: Entry) -> None:
        """A person has seen to the stamp that may have lain unused: nobody is told of it any more."""
        cleared = self._db.execute(
            "UPDATE entry SET why = ? WHERE id = ? AND (state = 'aside' OR kind = 'ready' AND state = 'done')",
            (Why.CLEARED_UP.value, entry.id),
        )
        if cleared.rowcount:
            self._record(entry.id, entry.state, entry.state, Why.CLEARED_UP, entry.reason, "")

    def mark_going(self, entry: Entry, count_before: int | None) -> Entry:
        """Commit, before the first byte, that it is going, and the count that was seen of the stamp.

        Raises EntryMoved where it is no longer its owner's: then nothing may be sent.
        """
        marked = self._db.execute(
            "UPDATE entry SET going_at = ?, count_before = ?, count_first = coalesce(count_first, ?)"
            " WHERE id = ? AND state = 'sending' AND owner = ?",
            (time_in(self._now), count_before, count_before, entry.id, entry.owner),
        )
        if not marked.rowcount:
            raise EntryMoved(f"entry {entry.id} is no longer being sent by {entry.owner}")
        return self._again(entry.id)

    def take(self, entry: Entry, step: Step) -> Entry:
        """Take one step from where ``entry`` stood when it was read; what follows a failed one is cancelled.

        Raises IllegalStep for a step the table forbids, EntryMoved where somebody else took one meanwhile.
        """
        now_at = self._again(entry.id)
        if (now_at.state, now_at.owner) != (entry.state, entry.owner):
            raise EntryMoved(f"entry {entry.id} is {now_at.state.value}, not {entry.state.value} as when it was read")
        if not (step.looked and step.after is entry.state is State.UNKNOWN):  # a look that proved nothing is no step
            check_step(entry.id, entry.state, step.after)
        doubted_at = entry.doubted_at if step.doubt is None else None
        if step.doubt:
            doubted_at = entry.doubted_at or self._now
        first_kept = step.after is not State.WAITING or ((entry.resends or step.resent) and not step.by_person)
        self._db.execute(
            "UPDATE entry SET state = ?, why = ?, reason = ?, message = ?, due_at = ?, attention = ?, owner = NULL,"
            " stamp_idx = coalesce(?, stamp_idx), doubted_at = ?, resends = iif(?, 0, resends + ?), looks = looks + ?,"
            " count_seen = coalesce(?, count_seen), count_first = iif(?, count_first, NULL),"
            " look_again_at = iif(?, NULL, coalesce(?, look_again_at)), holds_until = coalesce(?, holds_until),"
            " going_at = iif(? = 'waiting', NULL, going_at), settled_at = ? WHERE id = ?",
            (
                step.after.value,
                step.why.value,
                step.reason.value,
                step.message,
                time_in(step.due_at),
                step.attention,
                step.stamp_idx,
                time_in(doubted_at),
                step.by_person,
                step.resent,
                step.looked,
                step.count_seen,
                first_kept,
                step.by_person and entry.kind.is_counted,
                time_in(step.look_again_at),
                time_in(step.holds_until),
                step.after.value,
                time_in(self._now) if step.after.is_final else None,
                entry.id,
            ),
        )
        self._record(entry.id, entry.state, step.after, step.why, step.reason, step.note)
        self._tell_followers(entry.id, step)
        return self._again(entry.id)

    def _tell_followers(self, leader: int, step: Step) -> None:
        """They go once it is done and with it when it failed; an undo takes along what is proved not done."""
        rows = self._db.execute("SELECT * FROM entry WHERE leader = ? AND state = 'waiting'", (leader,)).fetchall()
        if step.after is State.WAITING and any(row["turn"] == Turn.UNDO.value for row in rows):
            self.take(self._again(leader), Step(State.CANCELLED, Why.UNDONE))
            return
        for row in rows:
            if step.after is State.DONE and step.stamp_idx is not None:
                self._db.execute("UPDATE entry SET stamp_idx = ? WHERE id = ?", (step.stamp_idx, row["id"]))
            elif step.after in (State.REFUSED, State.ASIDE, State.CANCELLED):
                gone = self.take(entry_of(row), Step(State.CANCELLED, Why.LEADER_FAILED))
                _log.info("%s %s: cancelled (%s)", gone.reference, gone.kind.value, gone.why.value)

    def release(self, entry: Entry) -> Entry:
        """What is open and held, or has to wait, is due now: a person said so. Raises EntryMoved."""
        released = self._db.execute(
            "UPDATE entry SET due_at = ?, attention = 0 WHERE id = ? AND state = ?",
            (time_in(self._now), entry.id, entry.state.value),
        )
        if not released.rowcount:
            raise EntryMoved(f"entry {entry.id} is no longer {entry.state.value}")
        self._record(entry.id, entry.state, entry.state, Why.PERSON, entry.reason, "due now")
        return self._again(entry.id)

    def look_later(self, entry: Entry, at: datetime | None) -> Entry:
        """The late look has to wait until then; None: it is needed no more."""
        self._db.execute("UPDATE entry SET look_again_at = ? WHERE id = ?", (time_in(at), entry.id))
        return self._again(entry.id)

    def looked_again(self, entry: Entry, count_seen: int | None, note: str, found: Why | None) -> Entry:
        """The late look is over. What it ``found`` needs a person; how the entry ended stays as it was."""
        why = found or entry.why
        self._db.execute(
            "UPDATE entry SET look_again_at = NULL, looks = looks + 1, count_seen = coalesce(?, count_seen),"
            " attention = iif(?, 1, attention), why = ? WHERE id = ?",
            (count_seen, found is not None, why.value, entry.id),
        )
        self._record(entry.id, entry.state, entry.state, why, entry.reason, note)
        return self._again(entry.id)

    def hold_all(self) -> None:
        """Have everything that is open wait for a person: this journal is older than what was done since.

        What was being sent may have arrived, if its bytes could have left. No count from before is looked at again:
        what others did since would look like a double.
        """
        self._db.execute("UPDATE entry SET look_again_at = NULL WHERE look_again_at IS NOT NULL")
        rows = self._db.execute(f"SELECT * FROM entry WHERE {OPEN}").fetchall()  # noqa: S608
        for entry in map(entry_of, rows):
            self.hold(entry)
            if entry.turn is Turn.REFILL:
                self._end_unwanted(entry.id)
            steps = entry.state.value, self._again(entry.id).state.value
            _log.info("%s %s: %s -> %s, as a backup is restored", entry.reference, entry.kind.value, *steps)

    def _end_unwanted(self, entry_id: int) -> None:
        """What keeps instant stamps ready is nobody's: what it made may lie unused, the rest never begins."""
        entry = self._again(entry_id)
        after = State.CANCELLED if entry.state is State.WAITING else State.ASIDE
        self.take(entry, Step(after, Why.RESTORED, entry.reason, entry.message))

    def hold(self, entry: Entry) -> None:
        """Have one wait for a person."""
        after = entry.state
        if entry.state is State.SENDING:
            after = State.UNKNOWN if entry.going_at or entry.doubted_at else State.WAITING
        doubted_at = entry.doubted_at or (entry.going_at if after is State.UNKNOWN else None)
        self._db.execute(
            "UPDATE entry SET state = ?, why = ?, due_at = NULL, owner = NULL, doubted_at = ? WHERE id = ?",
            (after.value, Why.RESTORED.value, time_in(doubted_at), entry.id),
        )
        self._record(entry.id, entry.state, after, Why.RESTORED, entry.reason, "")

    def _again(self, entry_id: int) -> Entry:
        entry = self.entry(entry_id)
        if entry is None:
            raise EntryMoved(f"entry {entry_id} is gone")
        return entry

    def _record(self, entry_id: int, before: State | None, after: State, why: Why, reason: Reason, note: str) -> None:
        self._db.execute(
            "INSERT INTO event (entry_id, at, before, after, why, reason, by, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry_id,
                time_in(self._now),
                before.value if before else None,
                after.value,
                why.value,
                reason.value,
                self._by,
                note,
            ),
        )
