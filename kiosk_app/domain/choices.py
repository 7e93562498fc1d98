"""What a person can say of an entry that nothing but a person can settle, and why their word cannot be taken."""

from __future__ import annotations

from enum import Enum

from kiosk_app.domain.entry import Entry, Kind, State


class Choice(Enum):
    """A person's word. ``DROP`` ends all waiting for it: cancelled, set aside, or dismissed where it is settled."""

    GIVE_NEW = "give a new one"
    IT_IS_THERE = "it is there"
    NOT_THERE = "not there"
    COUNTED = "counted"
    NOT_COUNTED = "not counted"
    SEND = "send"
    DROP = "drop"


class Cannot(Enum):
    """Why a person's choice cannot be taken. Nothing was changed."""

    NO_SUCH_ENTRY = "no such entry"
    BEING_SENT = "being sent"  # wait for its answer
    SETTLED = "settled"  # meanwhile, or long ago
    NOT_ITS_CHOICE = "not a choice for this entry"
    OTHER_OPEN = "another is open"  # the customer has another open issue of this card
    OTHER_STAMP = "another stamp"  # of another card, or one the directory knows already
    NO_ANSWER = "no answer"  # the service could not be asked


def choices_for(entry: Entry) -> tuple[Choice, ...]:
    """What somebody is asked to choose from, the likeliest first; empty where nobody is asked."""
    if entry.state.is_final:
        if not entry.attention:
            return ()
        is_unserved = entry.state is State.REFUSED and entry.kind is Kind.HAND_OUT
        return (Choice.GIVE_NEW, Choice.DROP) if is_unserved else (Choice.DROP,)
    if entry.state is State.SENDING or entry.due_at is not None:
        return ()
    return (Choice.SEND, Choice.DROP) if entry.state is State.WAITING else _of_a_doubt(entry.kind)


def _of_a_doubt(kind: Kind) -> tuple[Choice, ...]:
    if kind.is_counted:
        return Choice.COUNTED, Choice.NOT_COUNTED
    return {
        Kind.ISSUE: (Choice.IT_IS_THERE, Choice.GIVE_NEW, Choice.DROP),
        Kind.READY: (Choice.DROP,),
        Kind.HAND_OUT: (Choice.COUNTED, Choice.NOT_THERE, Choice.GIVE_NEW),
    }.get(kind, (Choice.COUNTED, Choice.NOT_THERE))
