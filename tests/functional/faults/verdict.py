"""What became of a change: the journal's word held against the service's truth, and whether the journal explains it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from kiosk_app.domain.entry import LEGAL_STEPS, Entry, Event, State
from kiosk_app.services.outbox import needs_a_person
from kiosk_app.words.language import english
from kiosk_app.words.outbox_page import trouble


class Verdict(Enum):
    """The columns of the campaign's table."""

    ONCE = "exactly once"
    REFUSED = "refused"  # not done, for good, and listed until somebody has seen it
    LISTED = "listed"  # nobody but a person can tell, and a person is told
    WRONG = "wrong"  # lost or doubled in silence, or told falsely


def verdict(entry: Entry, times: int) -> Verdict:
    """``times``: how often the service did what the entry asked for, in the end."""
    if entry.state is State.REFUSED and entry.attention:
        return Verdict.REFUSED if times == 0 else Verdict.WRONG
    if entry.state is State.ASIDE or needs_a_person(entry):
        return Verdict.LISTED
    if entry.state is State.DONE and times == 1:
        return Verdict.ONCE
    return Verdict.WRONG


def unexplained(entry: Entry, events: Sequence[Event]) -> list[str]:
    """Where the events do not lead, step by legal step, to where the entry stands; empty where they do."""
    faults = [] if events and events[0].before is None else ["it does not begin with its opening"]
    for one, other in pairwise(events):
        if other.before is not one.after:
            faults.append(f"{one.after.value} is followed by a step from {other.before}")
    for event in events[1:]:
        looked = event.before is event.after is State.UNKNOWN
        settled = event.before is event.after and event.after.is_final  # looked at once more, or seen by a person
        if event.before and not looked and not settled and event.after not in LEGAL_STEPS[event.before]:
            faults.append(f"{event.before.value} became {event.after.value}")
    if events and events[-1].after is not entry.state:
        faults.append(f"it ends {events[-1].after.value} and stands {entry.state.value}")
    if needs_a_person(entry) and not str(trouble(english(), entry, "Ada")).strip():
        faults.append("nobody is told in words")
    return faults
