"""An entry and an event as rows of the database, and back: the only place that knows both."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk_app.domain.entry import Entry, Event, Kind, State, Turn, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.store.columns import fields_out, time_out

# Said also where it is implied: only by these very words does SQLite know that an index of open entries will do.
OPEN = "state IN ('waiting', 'sending', 'unknown')"


def entry_of(row: sqlite3.Row) -> Entry:
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
        turn=Turn(row["turn"]),
        count_first=row["count_first"],
        count_seen=row["count_seen"],
        look_again_at=time_out(row["look_again_at"]),
        corrects=row["corrects"],
        note=row["note"],
    )


def event_of(row: sqlite3.Row) -> Event:
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
