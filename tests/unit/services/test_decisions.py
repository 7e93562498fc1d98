"""What follows from an answer, a look or a silence, entry by entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.entry import LEGAL_STEPS, Entry, Kind, State, Why
from kiosk_app.domain.outcome import Answer, Fate, Next, Reason
from kiosk_app.domain.stamp import Change, NewStamp, Stamp, StampView, UserFields
from kiosk_app.services.decisions import after_answer, after_look, after_owner_died, changed_stamp, filled_change
from kiosk_app.services.timing import Timing
from tests.fakes.clock import START

TIMING = Timing()
NEW = NewStamp(123, date(2026, 11, 21), date(2027, 11, 21))
SENDING = Entry(
    id=1,
    reference="ACDEFGHJ",
    intent="press",
    kind=Kind.ISSUE,
    state=State.SENDING,
    card_idx=123,
    customer_id="ada",
    stamp_idx=None,
    leader=None,
    fields=NEW,
    count_before=None,
    attempts=1,
    looks=0,
    resends=0,
    attention=False,
    due_at=None,
    opened_at=START,
    going_at=START,
    doubted_at=None,
    settled_at=None,
    owner="me",
    staff=None,
    why=Why.CLAIMED,
    reason=Reason.OK,
    message="",
)
STAMP = Stamp(
    *(1347, 123, "ada", None, "", "https://vvd.bz", 7, 10, START, date(2026, 1, 1), date(2027, 1, 1)),
    *(True, False, START),
)


def sending(kind: Kind, *, doubted: bool = False, going: bool = True, count: int | None = 7, **more: Any) -> Entry:
    entry = replace(
        SENDING,
        kind=kind,
        stamp_idx=None if kind.makes_a_stamp else 1347,
        fields=NEW if kind.makes_a_stamp else None,
        count_before=count,
        doubted_at=START if doubted else None,
        going_at=START if going else None,
    )
    return replace(entry, **more)


def doubted(kind: Kind, **more: Any) -> Entry:
    return sending(kind, doubted=True, state=State.UNKNOWN, owner=None, **more)


def view(visits: int) -> StampView:
    return StampView(1347, 123, "Coffee", visits, 10, "", "", None, None, True, "", UserFields())


def not_done(next_: Next = Next.AGAIN) -> Answer[None]:
    return Answer(Fate.NOT_DONE, next_, Reason.NO_INTERNET)


KINDS = list(Kind)
ANSWERS: list[Answer[int]] = [
    Answer(Fate.DONE, Next.NOTHING, Reason.OK, 1347),
    Answer(Fate.REFUSED, Next.NOTHING, Reason.REFUSED, message="no"),
    Answer(Fate.REFUSED, Next.LOOK, Reason.REFUSED),
    Answer(Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET),
    Answer(Fate.NOT_DONE, Next.STOP, Reason.KEY_REFUSED),
    Answer(Fate.UNKNOWN, Next.PERSON, Reason.LOST),
    Answer(Fate.UNKNOWN, Next.LOOK, Reason.LOST),
    Answer(Fate.UNKNOWN, Next.AGAIN, Reason.LOST),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("before", [False, True])
def test_every_answer_leads_to_a_legal_step_and_doubt_is_sticky(kind: Kind, answer: Answer[int], before: bool) -> None:
    entry = sending(kind, doubted=before)
    step = after_answer(entry, answer, START, 5, TIMING)
    assert step.after in LEGAL_STEPS[State.SENDING]
    if answer.fate is Fate.DONE:
        assert step.after is State.DONE
    else:
        assert step.after is not State.DONE
    if before and answer.fate is not Fate.DONE:
        assert step.after is State.UNKNOWN  # nothing but a proof, or success, ends a doubt
    if answer.fate is Fate.UNKNOWN:
        assert step.after is State.UNKNOWN


def test_a_lost_create_waits_for_a_person() -> None:
    step = after_answer(sending(Kind.ISSUE), ANSWERS[5], START, 5, TIMING)
    assert (step.after, step.due_at, step.doubt) == (State.UNKNOWN, None, True)


def test_a_lost_visit_is_looked_at_before_a_second_is_over() -> None:
    step = after_answer(sending(Kind.VISIT), ANSWERS[6], START, 5, TIMING)
    assert step.due_at == START + timedelta(seconds=0.9)


def test_no_internet_waits_for_its_back_off_and_a_stop_for_nothing() -> None:
    assert after_answer(sending(Kind.ISSUE), not_done(), START, 5, TIMING).due_at == START + timedelta(seconds=5)
    assert after_answer(sending(Kind.ISSUE), not_done(Next.STOP), START, 5, TIMING).due_at == START


@pytest.mark.parametrize(("kind", "wanted"), [(Kind.VISIT, 8), (Kind.TAKE_BACK, 6)])
def test_the_wanted_count_proves_it_done(kind: Kind, wanted: int) -> None:
    step = after_look(doubted(kind), view(wanted), 1, START + timedelta(seconds=1), TIMING)
    assert (step.after, step.why) == (State.DONE, Why.PROVED)


def test_the_old_count_proves_nothing_before_the_service_had_its_time() -> None:
    step = after_look(doubted(Kind.VISIT), view(7), 29, START + timedelta(seconds=29), TIMING)
    assert (step.after, step.due_at) == (State.UNKNOWN, START + timedelta(seconds=30))


def test_the_old_count_after_the_settle_time_sends_it_again_at_most_twice() -> None:
    later = START + timedelta(seconds=30)
    for resends, state in ((0, State.WAITING), (1, State.WAITING), (2, State.UNKNOWN)):
        step = after_look(doubted(Kind.VISIT, resends=resends), view(7), 30, later, TIMING)
        assert step.after is state
        assert (step.due_at is None) == (state is State.UNKNOWN)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 3600))
def test_a_look_never_calls_done_what_the_count_does_not_prove(before: int, seen: int, seconds: int) -> None:
    entry = doubted(Kind.VISIT, count=before)
    step = after_look(entry, view(seen), seconds, START + timedelta(seconds=seconds), TIMING)
    assert (step.after is State.DONE) == (seen == before + 1)
    assert step.after is not State.WAITING or (seen == before and seconds >= 30)


def test_without_a_count_from_before_only_a_person_can_tell() -> None:
    for entry, seen in ((doubted(Kind.VISIT, count=None), view(8)), (doubted(Kind.VISIT), None)):
        step = after_look(entry, seen, 60, START + timedelta(seconds=60), TIMING)
        assert (step.after, step.due_at, step.attention) == (State.UNKNOWN, None, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dead_sender_leaves_doubt_only_where_a_byte_could_have_gone(kind: Kind) -> None:
    assert after_owner_died(sending(kind, going=False), START, TIMING).after is State.WAITING
    assert after_owner_died(sending(kind, going=False, doubted=True), START, TIMING).after is State.UNKNOWN
    gone = after_owner_died(sending(kind), START, TIMING)
    assert gone.after is State.UNKNOWN
    assert (gone.due_at is None) == kind.makes_a_stamp


def test_an_update_never_brings_back_what_was_redeemed_elsewhere() -> None:
    redeemed = replace(STAMP, redeemed=True, active=False)
    change = filled_change(sending(Kind.CHANGE, fields=Change(memo="x")), redeemed)
    assert change == Change(memo="x", domain="https://vvd.bz", active=False, redeemed=True)


def test_redeeming_says_so_in_full() -> None:
    assert filled_change(sending(Kind.REDEEM), STAMP) == Change(domain="https://vvd.bz", active=True, redeemed=True)
    assert changed_stamp(STAMP, sending(Kind.REDEEM), START).redeemed


def test_a_visit_that_is_done_counts_from_what_was_seen_before() -> None:
    assert changed_stamp(STAMP, sending(Kind.VISIT, count=7), START).visits == 8
    assert changed_stamp(STAMP, sending(Kind.TAKE_BACK, count=7), START).visits == 6
