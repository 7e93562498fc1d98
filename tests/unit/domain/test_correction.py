"""What the service is told of an edited customer, and two edits as one: the same is left as by one after the other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.correction import checked_note, joined, told_anew
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.stamp import Change, UserFields

WORDS = st.sampled_from(["", "a", "b"])
USERS = st.builds(UserFields, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)
DAYS = st.sampled_from([None, date(2026, 11, 21), date(2027, 11, 21)])
FLAGS = st.sampled_from([None, True, False])


@st.composite
def edits(draw: st.DrawFn) -> Change:
    user = draw(st.none() | USERS)
    empty = [name for name in UserFields.__slots__ if not getattr(user, name, "")]
    cleared = tuple(name for name in empty if draw(st.booleans()))
    visits = draw(st.sampled_from([None, 3, 4]))
    return Change(
        visits=visits,
        reset_pin=draw(st.booleans()),
        active=draw(FLAGS),
        start=draw(DAYS),
        end=draw(DAYS),
        memo=draw(st.none() | WORDS),
        user=user,
        cleared=cleared,
    )


def after(stamp: dict[str, object], change: Change) -> dict[str, object]:
    """A stamp at the service, as an update leaves it."""
    told = {name: getattr(change, name) for name in ("visits", "active", "start", "end", "memo")}
    user = {name: getattr(change.user, name, "") for name in UserFields.__slots__}
    return {
        **stamp,
        **{name: value for name, value in told.items() if value is not None},
        **{name: value for name, value in user.items() if value},
        **dict.fromkeys(change.cleared, ""),
        "reset_pin": stamp.get("reset_pin") or change.reset_pin,
    }


@given(edits(), edits(), USERS)
def test_two_edits_as_one_leave_what_they_would_one_after_the_other(
    earlier: Change, later: Change, user: UserFields
) -> None:
    stamp: dict[str, object] = {name: getattr(user, name) for name in UserFields.__slots__}
    assert after(stamp, joined(earlier, later)) == after(after(stamp, earlier), later)


@given(USERS, USERS)
def test_what_is_told_makes_the_old_description_the_new_one(before: UserFields, now: UserFields) -> None:
    change = told_anew(before, now)
    if change is None:
        assert before == now
        return
    stamp: dict[str, object] = {name: getattr(before, name) for name in UserFields.__slots__}
    made = after(stamp, change)
    assert all(made[name] == getattr(now, name) for name in UserFields.__slots__)


def test_what_stays_is_not_told() -> None:
    before = UserFields("42", "Brown Smith", "+1 123-4567-8900", "b@example.org")
    now = UserFields("42", "Brown Smith", "", "brown@example.org")
    assert told_anew(before, now) == Change(user=UserFields(email="brown@example.org"), cleared=("phone",))


def test_a_note_is_one_clean_line() -> None:
    assert checked_note(" pressed\ttwice\n") == "pressed twice"
    with pytest.raises(BadInput):
        checked_note("x" * 301)
