"""How a command sees its entries through: sent and waited for, or told as they stand where it was cut short."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kiosk_app.cli import statuses
from kiosk_app.cli.house import Line
from kiosk_app.cli.session import CannotGoOn, Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Stamp
from kiosk_app.words import folder as folder_words
from kiosk_app.words import sending as words
from kiosk_app.words.said import Said

Work = TypeVar("Work")


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing may be sent just now, if so. ``quiet_s``: whole seconds that the service asked for."""

    stopped: Reason | None = None
    quiet_s: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Entries as they stand. ``cut``: why nobody waited for them any longer."""

    entries: tuple[Entry, ...]
    hold: Hold
    cut: Said | None = None

    @property
    def status(self) -> Status:
        states = [entry.state for entry in self.entries]
        return statuses.of_states(states, self.hold.stopped, cut_short=self.cut is not None)


def as_one_press(session: Session, perform: Callable[[str], Result]) -> Result:
    """Perform under an intent of its own; where a person ends it half way, tell how far what it opened has come."""
    intent = new_id()
    try:
        return perform(intent)
    except KeyboardInterrupt:
        there = session.house.outbox().of_intent(intent)
        if not there:
            raise
        status = statuses.of_states([one.entry.state for one in there], None, cut_short=True)
        raise CannotGoOn(words.cut_short(session.language), status) from None


def see_through(session: Session, line: Line, entry_ids: Collection[int]) -> Seen:
    """Send these entries and wait for them; once they are in the journal, no trouble takes them back."""
    finished = or_cut_short(session, lambda: line.finishing.finish(entry_ids))
    if isinstance(finished, Said):
        there = or_cut_short(session, lambda: session.house.outbox().of(entry_ids))
        if isinstance(there, Said):
            raise CannotGoOn(there, Status.UNKNOWN)
        return Seen(tuple(one.entry for one in there), Hold(), finished)
    return Seen(finished, hold_of(session, line))


def or_cut_short(session: Session, work: Callable[[], Work]) -> Work | Said:
    """What the work came to, or the words for why it was left: a person, or the disk."""
    try:
        return work()
    except KeyboardInterrupt:
        return words.cut_short(session.language)
    except StoreTrouble as trouble:
        return folder_words.disk_trouble(session.language, trouble.reason)


def our_record(session: Session, line: Line, stamp_idx: StampIdx) -> Stamp | None:
    """What our own record says of a stamp, as far as that can be read after what was done."""
    ours = or_cut_short(session, lambda: line.looking.ours(stamp_idx))
    return None if isinstance(ours, Said) else ours


def hold_of(session: Session, line: Line) -> Hold:
    """How the gate stands, as far as that can be read after what was done."""
    state = or_cut_short(session, line.account.state)
    if isinstance(state, Said):
        return Hold()
    quiet_s = None
    if state.quiet_until is not None:
        left_s = (state.quiet_until - session.house.clock().now()).total_seconds()
        quiet_s = math.ceil(left_s) if left_s > 0 else None
    return Hold(state.stopped, quiet_s)


def what_happened(session: Session, seen: Seen, name: str) -> Said:
    """The sentence for entries that are not all done: for the one that is worst."""
    language = session.language
    if seen.cut:
        return seen.cut
    worst = _worst(seen.entries, seen.hold)
    match worst.state:
        case State.REFUSED:
            return words.refused(language, worst.message)
        case State.UNKNOWN | State.ASIDE:
            return words.not_known(language, worst.kind, name)
        case State.SENDING:
            return words.being_sent(language)
        case State.CANCELLED:
            return words.withdrawn(language)
        case _:
            count = sum(entry.state is State.WAITING for entry in seen.entries)
            return words.waits(language, worst.reason, seen.hold.stopped, seen.hold.quiet_s, count)


def _worst(entries: Sequence[Entry], hold: Hold) -> Entry:
    """The first entry that has the status of all of them together."""
    status = statuses.of_states([entry.state for entry in entries], hold.stopped)
    return next(entry for entry in entries if statuses.of_states([entry.state], hold.stopped) is status)
