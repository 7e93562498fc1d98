"""A correction: putting right what was done in error. Why one cannot be, and how a later edit joins an earlier one."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import Enum

from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.domain.text import MAX_FIELD, clean
from kiosk_app.domain.visiting import Barred


class Hindrance(Enum):
    """Why a correction cannot be opened, beyond what bars its stamp (``Bar``). Nothing was changed."""

    NO_SUCH_CUSTOMER = "no such customer"
    SAME_CUSTOMER = "it is this customer's already"
    NOT_ITS_VISIT = "not a visit of this stamp that counted"
    NOT_KNOWN_YET = "nobody knows yet whether it arrived"
    TAKEN_BACK_ALREADY = "taken back already"
    NO_CARD = "the stamp card is not in the settings"  # so that no stamp of it can be issued
    BEING_SENT = "something of this customer is being sent"  # so that nobody can take it back
    BOTH_ISSUED = "both have a stamp of one card on its way"
    CANNOT_COUNT = "a new stamp of this card cannot be used today"  # so that no visit counts on it


class CannotCorrect(Exception):
    """What was asked does not fit how things stand."""

    def __init__(self, why: Hindrance | Barred) -> None:
        super().__init__(why.bar.value if isinstance(why, Barred) else why.value)
        self.why = why


def checked_note(text: str) -> str:
    """Why it was put right, in the words of whoever did it, cleaned; raises BadInput."""
    note = clean(text)
    if len(note) > MAX_FIELD:
        raise BadInput(Problem("note", Fault.TOO_LONG, note[:20]))
    return note


def told_anew(before: UserFields, after: UserFields) -> Change | None:
    """What the service is told where the customer is described otherwise now: what differs, and no more."""
    names = [one.name for one in fields(UserFields) if getattr(before, one.name) != getattr(after, one.name)]
    if not names:
        return None
    user = UserFields(**{name: getattr(after, name) for name in names})
    return Change(user=user, cleared=tuple(name for name in names if not getattr(after, name)))


def joined(earlier: Change, later: Change) -> Change:
    """One edit that leaves what the two would, one after the other."""
    given = {one.name: getattr(later, one.name) for one in fields(Change) if getattr(later, one.name) is not None}
    user, cleared = _joined_user(earlier, later)
    given |= {"user": user, "cleared": cleared, "reset_pin": earlier.reset_pin or later.reset_pin}
    return replace(earlier, **given)


def _joined_user(earlier: Change, later: Change) -> tuple[UserFields | None, tuple[str, ...]]:
    user = {one.name: "" for one in fields(UserFields)}
    cleared: set[str] = set()
    for change in (earlier, later):
        told = {name: value for name in user if (value := getattr(change.user, name, ""))}
        user |= dict.fromkeys(change.cleared, "") | told
        cleared = (cleared | set(change.cleared)) - set(told)
    return (UserFields(**user) if any(user.values()) else None), tuple(sorted(cleared))
