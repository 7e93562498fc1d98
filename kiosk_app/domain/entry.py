"""An entry: one change on its way to the service. Its states, the legal steps between them, its kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.stamp import Change, NewStamp


class State(Enum):
    """Where an entry stands. The last four are final."""

    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"  # it may have happened
    DONE = "done"
    REFUSED = "refused"
    ASIDE = "aside"  # it may have happened, and nobody waits for it any more
    CANCELLED = "cancelled"  # it was never sent and will not be

    @property
    def is_final(self) -> bool:
        return not LEGAL_STEPS[self]

    @property
    def is_open(self) -> bool:
        return not self.is_final


LEGAL_STEPS: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset({State.DONE, State.REFUSED, State.UNKNOWN, State.WAITING}),
    State.UNKNOWN: frozenset({State.DONE, State.WAITING, State.REFUSED, State.SENDING, State.ASIDE}),
    State.DONE: frozenset(),
    State.REFUSED: frozenset(),
    State.ASIDE: frozenset(),
    State.CANCELLED: frozenset(),
}


class Kind(Enum):
    """What an entry does to a stamp."""

    ISSUE = "issue"
    VISIT = "visit"
    TAKE_BACK = "take back"
    REDEEM = "redeem"
    CHANGE = "change"
    DELETE = "delete"
    READY = "ready"  # an instant stamp made in advance
    HAND_OUT = "hand out"  # an instant stamp given to a customer

    @property
    def call(self) -> Call:
        return _CALLS[self]

    @property
    def makes_a_stamp(self) -> bool:
        return self.call is Call.CREATE

    @property
    def is_counted(self) -> bool:
        """Whether the stamp's count shows that it happened."""
        return self.call in (Call.ADD, Call.REMOVE)

    @property
    def is_edit(self) -> bool:
        """Whether it sets what a stamp holds: of two, the one that the service applies last stays."""
        return self.call is Call.UPDATE


_CALLS = {
    Kind.ISSUE: Call.CREATE,
    Kind.VISIT: Call.ADD,
    Kind.TAKE_BACK: Call.REMOVE,
    Kind.REDEEM: Call.UPDATE,
    Kind.CHANGE: Call.UPDATE,
    Kind.DELETE: Call.DELETE,
    Kind.READY: Call.CREATE,
    Kind.HAND_OUT: Call.UPDATE,
}


class Turn(Enum):
    """Whose turn it is: the lower goes first, except on one stamp, where the older always does."""

    UNDO = 0
    COUNTER = 1
    REFILL = 2


class Why(Enum):
    """Why an entry is in the state it is in, beyond what the wire said (``Reason``)."""

    OPENED = "opened"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    OWNER_DIED = "owner died"  # the process that was sending ended without a word
    NOT_STARTED = "not started"  # its owner ended before the first byte could have left
    PROVED = "proved by the count"
    NOT_THERE = "the count says it did not arrive"
    COUNT_ODD = "the count fits neither"
    LEADER_FAILED = "what it follows did not happen"
    NOTHING_TO_DO = "the stamp does not allow it"  # full, empty, or not usable when looked at before writing
    NOBODY_WAITS = "nobody waits for it"  # made in advance and lost: set aside by itself
    REPLACED = "replaced by a later edit"
    UNDONE = "undone"  # taken back before it was sent, or proved not done and nobody wants it any more
    RESTORED = "restored from a backup"  # nobody knows what became of it since; held until a person says so
    MISSING = "gone after it may have been deleted"
    POSSIBLY_DOUBLE = "the count shows more than our record explains"
    OVERWROTE = "applied late, over a newer change"
    PERSON = "a person said so"
    DROPPED = "dropped by a person"
    GIVEN_NEW = "a new one was given instead"
    ERASED = "its customer was erased"
    CLEARED_UP = "cleared up in the dashboard"


class Door(Enum):
    """Where a change was asked for."""

    WINDOW = "window"
    COMMAND = "command"

    def sign(self, owner_id: str) -> str:
        """How a process that came in here signs its events."""
        return f"{self.value} {owner_id}"

    @classmethod
    def of(cls, signature: str) -> Door | None:
        """The door in a signature; None in one from before doors were kept."""
        return next((door for door in cls if signature.startswith(f"{door.value} ")), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be opened: an entry before it has a number.

    ``follows``: its leader's place in the same press, usually the first; None: it follows none. ``leader``: an
    entry that is there already and comes before that. ``corrects``: the entry that was wrong. ``note``: why.
    """

    reference: str
    kind: Kind
    card_idx: int
    customer_id: str | None
    stamp_idx: StampIdx | None = None
    fields: NewStamp | Change | None = None
    staff: str | None = None
    turn: Turn = Turn.COUNTER
    follows: int | None = 0
    leader: int | None = None
    corrects: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as the journal holds it now; its past is in its events.

    ``going_at`` is when its bytes could first have left; an entry that is sending without one is proved not
    sent. ``due_at`` None on a waiting or unknown entry: held until a person says so. ``doubted_at``: since when
    it may have happened, so that no later attempt of its own proves it did not; a proof clears it. ``resends``:
    how often it was sent again after such a proof. ``count_before`` is the stamp's count before the last attempt,
    ``count_first`` before the first that may have happened, ``count_seen`` what the last look showed.
    ``look_again_at``: when the stamp is looked at once more, however the doubt ended. ``corrects``: the entry that was
    wrong, and ``note`` why; neither is ever sent. Times are UTC.
    """

    id: int
    reference: str
    intent: str
    kind: Kind
    state: State
    card_idx: int
    customer_id: str | None
    stamp_idx: StampIdx | None
    leader: int | None
    fields: NewStamp | Change | None
    count_before: int | None
    attempts: int
    looks: int
    resends: int
    attention: bool
    due_at: datetime | None
    opened_at: datetime
    going_at: datetime | None
    doubted_at: datetime | None
    settled_at: datetime | None
    owner: str | None
    staff: str | None
    why: Why
    reason: Reason
    message: str
    turn: Turn = Turn.COUNTER
    count_first: int | None = None
    count_seen: int | None = None
    look_again_at: datetime | None = None
    corrects: int | None = None
    note: str = ""

    @property
    def at(self) -> datetime:
        """When it reached its end, else when it was opened."""
        return self.settled_at or self.opened_at


@dataclass(frozen=True, slots=True)
class Event:
    """One step an entry took; never changed. ``before`` is None for its opening. ``by`` is an owner id or a person."""

    entry_id: int
    at: datetime
    before: State | None
    after: State
    why: Why
    reason: Reason
    by: str
    note: str


class IllegalStep(Exception):
    """A step that the table above does not allow: our fault, never the shop's."""

    def __init__(self, entry_id: int, before: State, after: State) -> None:
        super().__init__(f"entry {entry_id}: {before.value} cannot become {after.value}")
        self.entry_id, self.before, self.after = entry_id, before, after


def check_step(entry_id: int, before: State, after: State) -> None:
    """Raise ``IllegalStep`` unless an entry may go from ``before`` to ``after``."""
    if after not in LEGAL_STEPS[before]:
        raise IllegalStep(entry_id, before, after)
