"""What the late look at a stamp shows of an entry that was in doubt: pure decisions, no wire and no disk.

By then the service had time enough. What happened twice, or came last where it was not the last, needs a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.stamp import StampView
from kiosk_app.services.decisions import asked_of, moves

_SHOWN = ("card_idx", "domain", "start", "end", "active", "redeemed", "memo")
_ALWAYS_SENT = ("active", "redeemed")  # every edit sends them, as the stamp had them then


def is_possibly_double(entry: Entry, seen: int, later: Sequence[Entry]) -> bool:
    """Whether a late look shows more than our record explains: it, or what came after it, happened twice.

    Explained is the count from before the first attempt, with what this entry and those done ``later`` did to it.
    """
    if entry.count_first is None or entry.state.is_open:
        return False
    happened = entry.state is not State.REFUSED and entry.state is not State.CANCELLED
    explained = _explained(entry.count_first + (moves(entry) if happened else 0), later)
    return (seen - explained) * moves(entry) > 0


def _explained(count: int, later: Sequence[Entry]) -> int:
    for other in later:
        set_to = asked_of(other).visits
        count = count + moves(other) if set_to is None else set_to
    return count


def that_it_may_undo(edit: Entry, later: Sequence[Entry]) -> tuple[Entry, ...]:
    """Of what was done to the stamp ``later``: what is undone where the service applies this edit after it."""
    sets_count = asked_of(edit).visits is not None
    return tuple(other for other in later if other.kind.is_edit or (sets_count and other.kind.is_counted))


def has_overwritten(edit: Entry, view: StampView | None, later: Sequence[Entry], *, is_usable: bool) -> bool:
    """Whether a late look misses something that was set ``later``, where this edit says otherwise.

    ``view`` None: the service does not show the stamp, which is as it should be unless our record says that it
    ``is_usable``; what the newer edits set cannot be seen then.
    """
    if view is None:
        return is_usable
    said = _said(edit)
    shown = {**asdict(view), **asdict(view.user), "redeemed": False}
    wanted = {name: value for other in later for name, value in _said(other).items()}
    count = asked_of(edit).visits
    return (count is not None and view.visits != _explained(count, later)) or any(
        shown[name] != value for name, value in wanted.items() if name in _ALWAYS_SENT or said.get(name, value) != value
    )


def _said(edit: Entry) -> Mapping[str, object]:
    """What an edit sets of what a look shows, by the names of ``StampView`` and ``UserFields``; counts are apart."""
    change = asked_of(edit)
    told = {name: getattr(change, name) for name in _SHOWN}
    user = asdict(change.user) if change.user else {}
    return {
        **{name: value for name, value in told.items() if value is not None},
        **{name: value for name, value in user.items() if value},
        **dict.fromkeys(change.cleared, ""),
    }
