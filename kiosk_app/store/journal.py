"""The journal: every change, committed before the wire and settled after it, with each step it took.

An entry is one row that says what holds now; its events are never changed. Works on the connection of one
unit of work; whether a step is legal is the domain's table, whether a look proves it is ``services``'.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk_app.domain.entry import Draft, Entry, Event, Kind, State, Why, check_step
from kiosk_app.domain.ids import StampIdx, new_reference
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.columns import fields_in, fields_out, time_in, time_out

_REPEATABLE = tuple(kind.value for kind in Kind if kind.call.safe_to_repeat)
_PROVABLE = (Kind.VISIT.value, Kind.TAKE_BACK.value)

# Said also where it is implied: only by these very words does SQLite know that the index of open entries will do.
_OPEN = "state IN ('waiting', 'sending', 'unknown')"
_LONGEST_BACK_OFF = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an entry, and what else changes with it. Fields left None keep their value."""

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


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening came to. ``existing``: the entries were there already and nothing was added."""

    entries: tuple[Entry, ...]
    existing: bool


class EntryMoved(Exception):
    """Somebody else settled or claimed an entry since it was read; their word stands."""


class Journal:
    """Entries and their events, on one connection, as of ``now``; ``by`` signs the events."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, by: str) -> None:
        self._db = connection
        self._now = now
        self._by = by

    # Opening

    def fresh_reference(self) -> str:
        """A reference that no entry has."""
        while True:
            reference = new_reference()
            if not self._db.execute("SELECT 1 FROM entry WHERE reference = ?", (reference,)).fetchone():
                return reference

    def open_issue(self, customer_id: str, card_idx: int) -> tuple[Entry, ...]:
        """The entries of the issue that is open for this customer and card; empty where there is none."""
        row = self._db.execute(
            "SELECT intent FROM entry WHERE customer_id = ? AND card_idx = ? AND kind IN ('issue', 'hand out')"
            " AND state IN ('waiting', 'sending', 'unknown')",
            (customer_id, card_idx),
        ).fetchone()
        return self.of_intent(row["intent"]) if row else ()

    def open(self, intent: str, drafts: Sequence[Draft], leader: int | None = None) -> Opened:
        """Open the entries of one press. An intent that is there already adds nothing: one press, one change.

        All but the first follow the first; with a ``leader``, all follow that entry.
        """
        if there := self.of_intent(intent):
            return Opened(there, existing=True)
        for position, draft in enumerate(drafts):
            number = self._insert(intent, position, draft, leader)
            leader = leader or number
        return Opened(self.of_intent(intent), existing=False)

    def _insert(self, intent: str, position: int, draft: Draft, leader: int | None) -> int:
        now = time_in(self._now)
        row = self._db.execute(
            "INSERT INTO entry (reference, intent, position, kind, state, card_idx, customer_id, stamp_idx, leader,"
            " fields, due_at, opened_at, staff, why, reason, message)"
            " VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING id",
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
                Why.OPENED.value,
                Reason.OK.value,
            ),
        ).fetchone()
        number = int(row["id"])
        self._record(number, None, State.WAITING, Why.OPENED, Reason.OK, "")
        return number

    # Reading

    def entry(self, entry_id: int) -> Entry | None:
        """One entry by its number."""
        row = self._db.execute("SELECT * FROM entry WHERE id = ?", (entry_id,)).fetchone()
        return _entry(row) if row else None

    def of_intent(self, intent: str) -> tuple[Entry, ...]:
        """The entries of one press, in their order."""
        rows = self._db.execute("SELECT * FROM entry WHERE intent = ? ORDER BY position", (intent,))
        return tuple(_entry(row) for row in rows)

    def open_of(self, customer_id: str) -> tuple[Entry, ...]:
        """A customer's entries that are not settled, oldest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE customer_id = ? AND state IN ('waiting', 'sending', 'unknown') ORDER BY id",
            (customer_id,),
        )
        return tuple(_entry(row) for row in rows)

    def outbox(self) -> tuple[Entry, ...]:
        """All that is not settled, and what a person must see; oldest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE state IN ('waiting', 'sending', 'unknown')"
            " UNION SELECT * FROM entry WHERE attention = 1 ORDER BY id"
        )
        return tuple(_entry(row) for row in rows)

    def history(self, start: datetime | None, end: datetime | None, customer_id: str | None) -> tuple[Entry, ...]:
        """What was opened from ``start`` up to but not at ``end``, oldest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE (:start IS NULL OR opened_at >= :start) AND (:end IS NULL OR opened_at < :end)"
            " AND (:customer IS NULL OR customer_id = :customer) ORDER BY id",
            {"start": time_in(start), "end": time_in(end), "customer": customer_id},
        )
        return tuple(_entry(row) for row in rows)

    def events(self, entry_id: int) -> tuple[Event, ...]:
        """The steps of one entry, oldest first."""
        rows = self._db.execute("SELECT * FROM event WHERE entry_id = ? ORDER BY id", (entry_id,))
        return tuple(_event(row) for row in rows)

    def has_on_the_way(self) -> bool:
        """Whether anything is being sent, or was and nobody knows whether it arrived."""
        query = f"SELECT 1 FROM entry WHERE {_OPEN} AND state IN ('sending', 'unknown') LIMIT 1"  # noqa: S608
        return self._db.execute(query).fetchone() is not None

    def is_stocking(self) -> bool:
        """Whether anything is open that no customer waits for."""
        query = f"SELECT 1 FROM entry WHERE {_OPEN} AND customer_id IS NULL LIMIT 1"  # noqa: S608
        return self._db.execute(query).fetchone() is not None

    def last_ready(self, card_idx: int, limit: int) -> tuple[Entry, ...]:
        """The last stamps of a card that were to be made in advance, the newest first."""
        rows = self._db.execute(
            "SELECT * FROM entry WHERE kind = 'ready' AND card_idx = ? ORDER BY id DESC LIMIT ?", (card_idx, limit)
        )
        return tuple(_entry(row) for row in rows)

    # Sending

    def claim(
        self, owner: str, *, only: Collection[int] | None, ignore_due: bool, but: Collection[int] = ()
    ) -> Entry | None:
        """Take the oldest entry that may be sent now: from here on it is ``owner``'s, and sending.

        What no customer waits for comes last. Skipped are: what is held (no due time), what follows an entry that
        is not done, and what has an older open entry on the same stamp. ``ignore_due`` passes over the back-off,
        never over a hold; so does a clock that was set back since, or nothing would be sent until it is that time
        again.
        A create may leave at once, so it is marked as going in the same commit.
        """
        row = self._db.execute(
            f"""
            SELECT * FROM entry AS mine
            WHERE {_OPEN} AND (state = 'waiting' OR state = 'unknown' AND kind IN ({_marks(_REPEATABLE)}))
              AND due_at IS NOT NULL AND (? OR due_at <= ? OR due_at > ?)
              AND (leader IS NULL OR (SELECT state FROM entry WHERE id = mine.leader) = 'done')
              AND (stamp_idx IS NULL OR NOT EXISTS (
                SELECT 1 FROM entry AS other
                WHERE other.stamp_idx = mine.stamp_idx AND other.id < mine.id
                  AND other.state IN ('waiting', 'sending', 'unknown')))
              {_among("AND id", only)} {_among("AND id NOT", but)}
            ORDER BY customer_id IS NULL, id LIMIT 1
            """,  # noqa: S608 - only question marks are put in
            (
                *(*_REPEATABLE, ignore_due, time_in(self._now), time_in(self._now + _LONGEST_BACK_OFF)),
                *(*(only or ()), *but),
            ),
        ).fetchone()
        if row is None:
            return None
        entry = _entry(row)
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

    def mark_going(self, entry: Entry, count_before: int | None) -> Entry:
        """Commit, before the first byte, that it is going, and the count that was seen of the stamp.

        Raises EntryMoved where it is no longer its owner's: then nothing may be sent.
        """
        marked = self._db.execute(
            "UPDATE entry SET going_at = ?, count_before = ? WHERE id = ? AND state = 'sending' AND owner = ?",
            (time_in(self._now), count_before, entry.id, entry.owner),
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
        self._db.execute(
            "UPDATE entry SET state = ?, why = ?, reason = ?, message = ?, due_at = ?, attention = ?, owner = NULL,"
            " stamp_idx = coalesce(?, stamp_idx), doubted_at = ?, resends = resends + ?, looks = looks + ?,"
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
                step.resent,
                step.looked,
                step.after.value,
                time_in(self._now) if step.after.is_final else None,
                entry.id,
            ),
        )
        self._record(entry.id, entry.state, step.after, step.why, step.reason, step.note)
        self._tell_followers(entry.id, step)
        return self._again(entry.id)

    def _tell_followers(self, leader: int, step: Step) -> None:
        rows = self._db.execute("SELECT * FROM entry WHERE leader = ? AND state = 'waiting'", (leader,)).fetchall()
        for row in rows:
            if step.after is State.DONE and step.stamp_idx is not None:
                self._db.execute("UPDATE entry SET stamp_idx = ? WHERE id = ?", (step.stamp_idx, row["id"]))
            elif step.after in (State.REFUSED, State.ASIDE, State.CANCELLED):
                self.take(_entry(row), Step(State.CANCELLED, Why.LEADER_FAILED))

    # What is due besides sending

    def next_unproved(
        self, *, only: Collection[int] | None, ignore_due: bool, but: Collection[int] = ()
    ) -> Entry | None:
        """The oldest entry whose doubt a look at the stamp's count can end."""
        row = self._db.execute(
            f"SELECT * FROM entry WHERE {_OPEN} AND state = 'unknown' AND kind IN ({_marks(_PROVABLE)})"  # noqa: S608
            f" AND due_at IS NOT NULL AND (? OR due_at <= ?) {_among('AND id', only)} {_among('AND id NOT', but)}"
            " ORDER BY id LIMIT 1",
            (*_PROVABLE, ignore_due, time_in(self._now), *(only or ()), *but),
        ).fetchone()
        return _entry(row) if row else None

    def sending(self) -> tuple[Entry, ...]:
        """What somebody is sending, or was when they ended."""
        rows = self._db.execute(f"SELECT * FROM entry WHERE {_OPEN} AND state = 'sending' ORDER BY id")  # noqa: S608
        return tuple(_entry(row) for row in rows)

    def quiet_mark(self, stamp_idx: StampIdx) -> int | None:
        """The last event of a stamp's entries, 0 for none; None while one of them is being sent.

        A look proves nothing unless the mark was a number when it was asked and is the same when it is kept.
        Times would not do: a computer's clock can stand still, or be set back, between two commits.
        """
        row = self._db.execute(
            "SELECT coalesce(max(event.id), 0) AS last, total(entry.state = 'sending') AS busy"
            " FROM entry JOIN event ON event.entry_id = entry.id WHERE entry.stamp_idx = ?",
            (stamp_idx,),
        ).fetchone()
        return None if row["busy"] else int(row["last"])

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


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _among(what: str, numbers: Collection[int] | None) -> str:
    """``AND id IN (?, ?)`` for these numbers; nothing for None or, where they are left out, for no numbers."""
    if numbers is None or (not numbers and what.endswith("NOT")):
        return ""
    return f"{what} IN ({_marks(numbers)})"


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        reference=row["reference"],
        intent=row["intent"],
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        card_idx=row["card_idx"],
        customer_id=row["customer_id"],
        stamp_idx=row["stamp_idx"],
        leader=row["leader"],
        fields=fields_out(row["fields"]),
        count_before=row["count_before"],
        attempts=row["attempts"],
        looks=row["looks"],
        resends=row["resends"],
        attention=bool(row["attention"]),
        due_at=time_out(row["due_at"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        going_at=time_out(row["going_at"]),
        doubted_at=time_out(row["doubted_at"]),
        settled_at=time_out(row["settled_at"]),
        owner=row["owner"],
        staff=row["staff"],
        why=Why(row["why"]),
        reason=Reason(row["reason"]),
        message=row["message"],
    )


def _event(row: sqlite3.Row) -> Event:
    return Event(
        entry_id=row["entry_id"],
        at=datetime.fromisoformat(row["at"]),
        before=State(row["before"]) if row["before"] else None,
        after=State(row["after"]),
        why=Why(row["why"]),
        reason=Reason(row["reason"]),
        by=row["by"],
        note=row["note"],
    )
