"""Finishing: how a command sees its entries through, beside whatever window is sending on the same folder.

One attempt where the line is down, the service asks for quiet, or sending is stopped: the entry waits then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ports import Clock
from kiosk_app.services.sender import Sender
from kiosk_app.services.timing import Timing
from kiosk_app.store.store import Store

_MOST_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Drained:
    """What ``outbox send`` tried, as each entry stands now. ``held_up``: nothing more may be sent just now."""

    tried: tuple[Entry, ...]
    held_up: bool


def _say_nothing(_calls_per_minute: int) -> None:
    """It was said already."""


class Finishing:
    """Runs the sender for a command.

    ``pause`` waits so many seconds, while another process has an entry. ``unbroken`` lets a call that is under way
    come to its end before Ctrl-C does: a create that is cut off is known to nobody.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        clock: Clock,
        timing: Timing,
        pause: Callable[[float], None],
        unbroken: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._store = store
        self._sender = sender
        self._clock = clock
        self._timing = timing
        self._pause = pause
        self._unbroken = unbroken
        self._say_pace: Callable[[int], object] = _say_nothing

    def finish(self, entry_ids: Collection[int]) -> tuple[Entry, ...]:
        """Send these entries and wait for them, whoever sends them, up to ``command_s``; as they stand then.

        What goes before them on their stamps is sent too, or they would wait behind it for whoever comes next.
        """
        self._sender.recover()
        wanted = self._with_those_before(entry_ids)
        give_up_at = self._clock.monotonic_s() + self._timing.command_s
        tried: list[int] = []
        while self._clock.monotonic_s() < give_up_at:
            with self._unbroken():
                sent = self._sender.send_next(wanted, ignore_due=True, but=tried)
            if sent is None:
                sent = self._sender.prove_next(wanted)
            if sent is not None:
                tried.append(sent.id)
                if sent.state is State.WAITING:
                    break
                continue
            wait_s = self._worth_waiting_s(wanted, tried)
            if wait_s is None:
                break
            self._pause(wait_s)
        return self._entries(entry_ids)

    def drain(self, paced: Callable[[int], object] = _say_nothing) -> Drained:
        """Send all that waits but what is held, and look once at every unknown.

        One entry that has to wait holds up no other: only the line, or several in a row. Where more waits than the
        budget allows at once it goes on at its pace, and ``paced`` is told once what that is.
        """
        self._say_pace = paced
        self._sender.recover()
        tried: list[int] = []
        still_open: list[int] = []
        in_a_row = 0
        while entry := self._send(still_open):
            tried.append(entry.id)
            if entry.state.is_open:
                still_open.append(entry.id)
            in_a_row = in_a_row + 1 if entry.state is State.WAITING else 0
            down = in_a_row == _MOST_IN_A_ROW or entry.reason.is_of_the_line
            if in_a_row and (down or self._sender.is_held_up()):
                return Drained(self._entries(tried), held_up=True)
        while entry := self._prove(still_open):
            tried.append(entry.id)
            still_open.append(entry.id)
        return Drained(self._entries(tried), held_up=self._sender.is_held_up())

    def _send(self, but: Collection[int]) -> Entry | None:
        """The next that may go; waits while it is only the budget that holds it up."""
        while True:
            with self._unbroken():
                entry = self._sender.send_next(ignore_due=True, but=but)
            if entry or not self._keeps_pace(self._sender.short_s(but=but)):
                return entry

    def _prove(self, but: Collection[int]) -> Entry | None:
        """The same for looks."""
        while True:
            entry = self._sender.prove_next(ignore_due=True, but=but)
            if entry or not self._keeps_pace(self._sender.short_of_a_look_s(but)):
                return entry

    def _keeps_pace(self, short_s: float) -> bool:
        """Wait for the budget; False where it is something else that nothing goes."""
        if not short_s or self._sender.is_held_up():
            return False
        self._say_pace(self._sender.per_minute())
        self._say_pace = _say_nothing
        self._pause(max(short_s, self._timing.poll_s))
        return True

    def _worth_waiting_s(self, entry_ids: Collection[int], tried: Collection[int]) -> float | None:
        """How long to wait before the next try, in seconds; None where nothing will come of waiting.

        Worth it: the budget lets one go soon, somebody else is sending one of these entries, or the first look at a
        lost visit is due.
        """
        if (short_s := self._sender.short_s(entry_ids, but=tried)) and not self._sender.is_held_up():
            return max(short_s, self._timing.poll_s)
        entries = self._entries(entry_ids)
        if any(entry.state is State.SENDING for entry in entries) or self._is_free_again(entry_ids, tried):
            return self._timing.poll_s
        soon = self._clock.now() + timedelta(seconds=self._timing.look_after_s)
        first_looks = [
            entry.due_at
            for entry in entries
            if entry.state is State.UNKNOWN and not entry.kind.call.safe_to_repeat
            if not entry.looks and entry.due_at and entry.due_at <= soon
        ]
        if not first_looks:
            return None
        return max((min(first_looks) - self._clock.now()).total_seconds(), self._timing.poll_s)

    def _is_free_again(self, entry_ids: Collection[int], tried: Collection[int]) -> bool:
        """Whether one may go now: who was sending what goes before it has done so since it was tried."""
        with self._store.reading() as work:
            entry, _ = work.due.next_to_send(entry_ids, ignore_due=True, but=tried, young_s=self._timing.young_s)
        return entry is not None and not self._sender.is_held_up()

    def _with_those_before(self, entry_ids: Collection[int]) -> tuple[int, ...]:
        """These entries after the open ones that are older on the same stamps."""
        with self._store.reading() as work:
            entries = [entry for entry in map(work.journal.entry, entry_ids) if entry]
            first = {entry.stamp_idx: entry.id for entry in reversed(entries) if entry.stamp_idx is not None}
            before = [
                older.id
                for stamp_idx, entry_id in first.items()
                for older in work.journal.open_on(stamp_idx)
                if older.id < entry_id
            ]
        return (*before, *entry_ids)

    def _entries(self, entry_ids: Collection[int]) -> tuple[Entry, ...]:
        with self._store.reading() as work:
            entries = (work.journal.entry(entry_id) for entry_id in entry_ids)
            return tuple(entry for entry in entries if entry)
