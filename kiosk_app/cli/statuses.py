"""The exit status of a command, as pure decisions: 0 done, 2 wrong use, 3 waits, 4 refused, 5 not known, 6 not set up.

1 is a fault of ours and comes from the crash hook alone. It says nothing to anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum

from kiosk_app.domain.entry import State
from kiosk_app.domain.outcome import Reach, Reason
from kiosk_app.domain.scan import Miss, Missed
from kiosk_app.services.looking import Sight


class Status(IntEnum):
    """What the process ends with."""

    DONE = 0
    WRONG = 2  # nothing saved or sent
    WAITING = 3
    REFUSED = 4
    UNKNOWN = 5
    NOT_SET_UP = 6


_WORST_FIRST = (Status.UNKNOWN, Status.REFUSED, Status.NOT_SET_UP, Status.WAITING, Status.DONE)
_OF_THE_KEY = (Reason.KEY_REFUSED, Reason.FORBIDDEN)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of several, in the order 5 4 6 3 0; done where there is none."""
    there = set(statuses)
    return next((status for status in _WORST_FIRST if status in there), Status.DONE)


def of_states(states: Collection[State], stopped: Reason | None, *, cut_short: bool = False) -> Status:
    """Of entries of one run. ``stopped``: why nothing may be sent. ``cut_short``: nobody waited for what is sending.

    What was cancelled counts for nothing beside others; alone it is as good as refused: there is no stamp.
    """
    counting = [state for state in states if state is not State.CANCELLED]
    if states and not counting:
        return Status.REFUSED
    return worst(_of_state(state, stopped, cut_short) for state in counting)


def of_hold(stopped: Reason | None) -> Status:
    """Of what waits: for the key, or for anything else."""
    return Status.NOT_SET_UP if stopped in _OF_THE_KEY else Status.WAITING


def word(status: Status) -> str:
    """A status as the ``state`` of a document."""
    return {
        Status.DONE: "done",
        Status.REFUSED: "refused",
        Status.UNKNOWN: "unknown",
        Status.WAITING: "waiting",
        Status.NOT_SET_UP: "waiting",
    }[status]


def of_reach(reach: Reach) -> Status:
    """Of *test connection*. Reached without a proof is done: on a new account nothing could prove the key yet."""
    if reach in (Reach.ACCEPTED, Reach.REACHED):
        return Status.DONE
    return Status.NOT_SET_UP if reach is Reach.KEY_REFUSED else Status.WAITING


def key_word(reach: Reach) -> str:
    """What *test connection* tells of the key: accepted only where an answer proves it."""
    return {Reach.ACCEPTED: "accepted", Reach.KEY_REFUSED: "refused"}.get(reach, "unchecked")


def of_sight(sight: Sight) -> Status:
    """Of a stamp that was looked at."""
    return {Sight.FRESH: Status.DONE, Sight.OURS: Status.WAITING, Sight.REFUSED: Status.REFUSED}[sight]


def of_missed(missed: Missed) -> Status:
    """Of a stamp that is nobody's here; nothing was saved."""
    if missed.miss is Miss.REFUSED:
        return Status.REFUSED
    is_unset = missed.miss is Miss.NO_CARD or missed.reason in _OF_THE_KEY
    return Status.NOT_SET_UP if is_unset else Status.WRONG


def _of_state(state: State, stopped: Reason | None, cut_short: bool) -> Status:
    match state:
        case State.WAITING:
            return of_hold(stopped)
        case State.SENDING:
            return Status.UNKNOWN if cut_short else Status.WAITING
        case State.UNKNOWN | State.ASIDE:
            return Status.UNKNOWN
        case State.REFUSED:
            return Status.REFUSED
        case State.DONE | State.CANCELLED:
            return Status.DONE
