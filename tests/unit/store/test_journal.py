"""The journal: one press makes one change, steps are legal, history is whole, and order is kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import LEGAL_STEPS, Draft, Entry, IllegalStep, Kind, State, Why
from kiosk_app.domain.ids import REFERENCE_LETTERS, StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Change, NewStamp, UserFields
from kiosk_app.store.database import Database
from kiosk_app.store.due import Due
from kiosk_app.store.journal import EntryMoved, Journal, Step
from kiosk_app.store.lists import Lists
from kiosk_app.store.store import Store, Work
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store

ADA = Customer("ada", Details(name="Ada"))
NEW = NewStamp(123, date(2026, 11, 21), date(2027, 11, 21), user=UserFields("ada", "Ada"))
DONE = Step(State.DONE, Why.ANSWERED, stamp_idx=1347)
REFUSED = Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "no", attention=True)
LOST = Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True)


@contextmanager
def fresh(folder: Path) -> Iterator[tuple[Store, FakeClock]]:
    clock = FakeClock()
    store = make_store(folder, clock)
    with store.writing() as work:
        work.directory.add(ADA)
    yield store, clock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Store:
    store = make_store(tmp_path, clock)
    with store.writing() as work:
        work.directory.add(ADA)
    return store


def issue(work: Work, customer_id: str | None = "ada", kind: Kind = Kind.ISSUE, card_idx: int = 123) -> Draft:
    return Draft(work.journal.fresh_reference(), kind, card_idx, customer_id, fields=NEW)


def on_stamp(work: Work, kind: Kind, stamp_idx: StampIdx = 1347) -> Draft:
    fields = Change(active=False) if kind is Kind.CHANGE else None
    return Draft(work.journal.fresh_reference(), kind, 123, "ada", stamp_idx, fields)


def opened(store: Store, intent: str = "press", *kinds: Kind) -> tuple[Entry, ...]:
    with store.writing() as work:
        drafts = [issue(work) if kind.makes_a_stamp else on_stamp(work, kind) for kind in kinds or (Kind.ISSUE,)]
        return work.journal.open(intent, drafts).entries


def claimed(store: Store, owner: str = "me") -> Entry | None:
    with store.writing() as work:
        return work.journal.claim(owner, only=None, ignore_due=False)


def took(store: Store, entry: Entry, step: Step) -> Entry:
    with store.writing() as work:
        return work.journal.take(entry, step)


def test_what_is_opened_reads_back_as_it_was(store: Store) -> None:
    (entry,) = opened(store)
    assert (entry.state, entry.kind, entry.fields, entry.customer_id) == (State.WAITING, Kind.ISSUE, NEW, "ada")
    assert set(entry.reference) <= set(REFERENCE_LETTERS)
    assert len(entry.reference) == 8


def test_the_same_press_again_adds_nothing(store: Store) -> None:
    first = opened(store)
    with store.writing() as work:
        again = work.journal.open("press", [issue(work)])
    assert again.existing
    assert again.entries == first


def test_a_second_issue_for_the_same_customer_and_card_is_refused_by_the_database(store: Store) -> None:
    opened(store)
    with pytest.raises(sqlite3.IntegrityError), store.writing() as work:
        work.journal.open("another press", [issue(work)])
    with store.reading() as work:
        assert [entry.intent for entry in work.journal.open_issue("ada", 123)] == ["press"]


def test_after_the_first_issue_is_done_another_may_be_opened(store: Store) -> None:
    opened(store)
    entry = claimed(store)
    assert entry
    took(store, entry, DONE)
    assert opened(store, "another press")[0].state is State.WAITING


def test_only_one_sender_gets_an_entry(store: Store) -> None:
    opened(store)
    assert claimed(store, "one") is not None
    assert claimed(store, "two") is None


def test_a_create_is_going_from_the_moment_it_is_claimed(store: Store, clock: FakeClock) -> None:
    opened(store)
    entry = claimed(store)
    assert entry
    assert entry.going_at == clock.now()


def test_a_write_is_going_only_once_that_is_committed(store: Store, clock: FakeClock) -> None:
    opened(store, "press", Kind.VISIT)
    entry = claimed(store)
    assert entry
    assert entry.going_at is None
    with store.writing() as work:
        going = work.journal.mark_going(entry, 7)
    assert (going.count_before, going.going_at) == (7, clock.now())


def test_nothing_is_going_that_is_no_longer_its_owners(store: Store, clock: FakeClock) -> None:
    opened(store, "press", Kind.VISIT)
    entry = claimed(store)
    assert entry
    took(store, entry, Step(State.WAITING, Why.NOT_STARTED, due_at=clock.now()))
    assert claimed(store, "another")
    with pytest.raises(EntryMoved), store.writing() as work:
        work.journal.mark_going(entry, 7)


def test_entries_of_one_stamp_go_in_order(store: Store) -> None:
    first, second = opened(store, "press", Kind.VISIT), opened(store, "press 2", Kind.TAKE_BACK)
    one = claimed(store)
    assert one
    assert one.id == first[0].id
    assert claimed(store) is None
    unknown = took(store, one, LOST)
    assert claimed(store) is None  # an unknown one holds back its own stamp
    took(store, unknown, Step(State.DONE, Why.PROVED, doubt=False))
    two = claimed(store)
    assert two
    assert two.id == second[0].id


def test_an_unknown_entry_holds_back_no_other_stamp(store: Store) -> None:
    with store.writing() as work:
        work.journal.open("a", [on_stamp(work, Kind.VISIT, 1)])
        work.journal.open("b", [on_stamp(work, Kind.VISIT, "1")])
    one = claimed(store)
    assert one
    took(store, one, LOST)
    other = claimed(store)
    assert other
    assert other.stamp_idx == "1"


def test_a_follower_waits_for_its_leader_and_gets_its_stamp(store: Store) -> None:
    leader, follower = opened(store, "press", Kind.ISSUE, Kind.VISIT)
    with store.writing() as work:
        assert work.journal.claim("me", only=[follower.id], ignore_due=True) is None
    entry = claimed(store)
    assert entry
    assert entry.id == leader.id
    took(store, entry, DONE)
    ready = claimed(store)
    assert ready
    assert (ready.id, ready.stamp_idx) == (follower.id, 1347)


def test_a_follower_is_cancelled_with_its_leader(store: Store) -> None:
    _, follower = opened(store, "press", Kind.ISSUE, Kind.VISIT)
    entry = claimed(store)
    assert entry
    took(store, entry, REFUSED)
    with store.reading() as work:
        left = work.journal.entry(follower.id)
        assert left
        assert (left.state, left.why) == (State.CANCELLED, Why.LEADER_FAILED)


def test_how_much_waits_and_needs_somebody_is_what_the_lists_hold(store: Store, clock: FakeClock) -> None:
    opened(store, "waiting", Kind.CHANGE)
    steps = {
        "done": DONE,
        "refused": REFUSED,
        "held": Step(State.WAITING, Why.ANSWERED),
        "in doubt": replace(LOST, due_at=clock.now()),
        "for a person": LOST,
        "for a person, told": replace(LOST, attention=True),
    }
    for number, (intent, step) in enumerate(steps.items()):
        with store.writing() as work:
            (entry,) = work.journal.open(intent, [on_stamp(work, Kind.VISIT, number + 1)]).entries
            sending = work.journal.claim("me", only=[entry.id], ignore_due=False)
            assert sending
            work.journal.take(sending, replace(step, stamp_idx=None))
    with store.reading() as work:
        counts, needs, way = work.lists.counts(), work.lists.needs(50), work.lists.on_the_way(50)
        assert [line.entry.intent for line in needs] == ["held", "for a person", "for a person, told", "refused"]
        assert [line.entry.intent for line in way] == ["waiting", "in doubt"]
        assert (counts.needs, counts.waiting) == (len(needs), len(way))
        assert len(work.lists.outbox()) == counts.needs + counts.waiting


def test_what_is_held_is_not_sent_even_when_the_back_off_is_passed_over(store: Store) -> None:
    (entry,) = opened(store)
    sending = claimed(store)
    assert sending
    took(store, sending, Step(State.WAITING, Why.ANSWERED))
    with store.writing() as work:
        assert work.journal.claim("me", only=[entry.id], ignore_due=True) is None


def test_the_back_off_is_kept_and_can_be_passed_over(store: Store, clock: FakeClock) -> None:
    opened(store)
    entry = claimed(store)
    assert entry
    took(store, entry, Step(State.WAITING, Why.ANSWERED, due_at=clock.now() + timedelta(seconds=5)))
    assert claimed(store) is None
    clock.advance(5)
    assert claimed(store) is not None


def test_a_lost_create_is_never_claimed_again(store: Store, clock: FakeClock) -> None:
    opened(store)
    entry = claimed(store)
    assert entry
    took(store, entry, LOST)
    clock.advance(10_000)
    with store.writing() as work:
        assert work.journal.claim("me", only=None, ignore_due=True) is None


def test_an_update_whose_answer_was_lost_is_claimed_again(store: Store, clock: FakeClock) -> None:
    opened(store, "press", Kind.CHANGE)
    entry = claimed(store)
    assert entry
    took(store, entry, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, due_at=clock.now(), doubt=True))
    again = claimed(store)
    assert again
    assert (again.id, again.doubted_at) == (entry.id, clock.now())


def test_settling_what_another_settled_is_refused(store: Store) -> None:
    opened(store)
    entry = claimed(store)
    assert entry
    took(store, entry, DONE)
    with pytest.raises(EntryMoved):
        took(store, entry, REFUSED)


@pytest.mark.parametrize("after", list(State))
def test_an_illegal_step_raises_and_leaves_the_entry(store: Store, after: State) -> None:
    (entry,) = opened(store)
    if after in LEGAL_STEPS[State.WAITING]:
        return
    with pytest.raises(IllegalStep):
        took(store, entry, Step(after, Why.ANSWERED))
    with store.reading() as work:
        assert work.journal.entry(entry.id) == entry


def test_the_outbox_holds_what_is_open_and_what_must_be_seen(store: Store) -> None:
    opened(store, "a", Kind.ISSUE)
    entry = claimed(store)
    assert entry
    took(store, entry, REFUSED)
    opened(store, "b", Kind.VISIT)
    with store.reading() as work:
        assert [line.entry.state for line in work.lists.outbox()] == [State.REFUSED, State.WAITING]


def test_what_is_sent_or_in_doubt_is_on_the_way_and_what_waits_is_not(store: Store) -> None:
    opened(store, "a", Kind.ISSUE)
    with store.reading() as work:
        assert not work.journal.has_on_the_way()
    entry = claimed(store)
    assert entry
    with store.reading() as work:
        assert work.journal.has_on_the_way()
    entry = took(store, entry, LOST)
    with store.reading() as work:
        assert work.journal.has_on_the_way()
    took(store, entry, Step(State.DONE, Why.PROVED))
    with store.reading() as work:
        assert not work.journal.has_on_the_way()


def test_history_is_by_time_and_customer(store: Store, clock: FakeClock) -> None:
    start = clock.now()
    opened(store, "a", Kind.VISIT)
    clock.advance(60)
    opened(store, "b", Kind.VISIT)
    with store.reading() as work:
        assert len(work.lists.history(None, None, None)) == 2
        told = work.lists.history(start, start + timedelta(seconds=60), "ada")
        assert [(line.entry.intent, line.customer) for line in told] == [("a", ADA)]
        assert work.lists.history(None, None, "nobody") == ()


def test_nothing_reads_the_whole_journal(tmp_path: Path, clock: FakeClock) -> None:
    store = make_store(tmp_path, clock)
    with store.writing() as work:
        work.directory.add(ADA)
    opened(store, "press", Kind.VISIT)
    asked: list[str] = []
    with Database(tmp_path / "kiosk.db", tmp_path).writing() as connection:
        journal, due = Journal(connection, clock.now(), "test"), Due(connection, clock.now())
        lists = Lists(connection)
        connection.set_trace_callback(asked.append)
        due.next_to_send(None, ignore_due=False, but=(), young_s=60)
        due.is_anything_to_send()
        due.next_unproved(only=None, ignore_due=False)
        due.next_to_look_again()
        journal.sending()
        journal.has_on_the_way()
        journal.quiet_mark(1347)
        lists.counts()
        lists.needs(50)
        lists.on_the_way(50)
        lists.done(START, START, 50)
        lists.unused(50, [123, 131])
        lists.history(START, START, None)
        lists.history(None, None, "ada")
        connection.set_trace_callback(None)
        plans = [row["detail"] for query in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert len(asked) >= 15
    assert [plan for plan in plans if re.match(r"SCAN (entry|mine|other|event)\b(?!.*INDEX)", plan)] == []


def test_what_goes_next_is_found_in_the_time_of_an_index(tmp_path: Path, clock: FakeClock) -> None:
    """However much waits: only the indexes of what is in doubt, and of late looks, are walked; they hold little."""
    make_store(tmp_path, clock)
    asked: list[str] = []
    with Database(tmp_path / "kiosk.db", tmp_path).reading() as connection:
        due = Due(connection, clock.now())
        connection.set_trace_callback(asked.append)
        due.next_to_send(None, ignore_due=False, but=(), young_s=60)
        due.next_to_send([1, 2], ignore_due=True, but=[3], young_s=60)
        due.next_unproved(only=None, ignore_due=False)
        due.next_to_look_again()
        connection.set_trace_callback(None)
        told = {query: connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall() for query in asked}
    plans = [row["detail"] for rows in told.values() for row in rows]
    walked = {plan.split("INDEX ")[-1] for plan in plans if plan.startswith("SCAN")}
    assert walked == {"entry_unknown"}
    searched = {plan.split("INDEX ")[-1] for plan in plans if plan.startswith("SEARCH mine")}
    assert {index.split()[0] for index in searched} >= {"entry_due", "entry_by_opening", "entry_look_again"}
    for query, rows in told.items():
        if "entry_due" in query or "entry_by_opening" in query:
            assert "USE TEMP B-TREE FOR ORDER BY" not in [row["detail"] for row in rows], "the first is the next"


STEPS = st.sampled_from(
    [
        DONE,
        REFUSED,
        LOST,
        Step(State.WAITING, Why.ANSWERED, Reason.NO_INTERNET),
        Step(State.ASIDE, Why.ANSWERED),
        Step(State.CANCELLED, Why.ANSWERED),
    ]
)
MOVES = st.lists(st.tuples(st.sampled_from(["open", "claim", "take"]), st.integers(0, 3), STEPS), max_size=25)


@given(MOVES)
@settings(max_examples=30)
def test_whatever_happens_steps_are_legal_and_history_tells_them_all(
    moves: list[tuple[str, int, Step]],
) -> None:
    with TemporaryDirectory() as folder, fresh(Path(folder)) as (store, clock):
        for number, (move, which, step) in enumerate(moves):
            clock.advance(1)
            with store.writing() as work:
                if move == "open":
                    kind = [Kind.VISIT, Kind.CHANGE, Kind.TAKE_BACK, Kind.READY][which]
                    draft = issue(work, None, kind) if kind.makes_a_stamp else on_stamp(work, kind)
                    work.journal.open(f"press {number % 5}", [draft])
                elif move == "claim":
                    work.journal.claim(f"owner {which}", only=None, ignore_due=True)
                elif entries := [line.entry for line in work.lists.outbox()]:
                    entry = entries[which % len(entries)]
                    if step.after in LEGAL_STEPS[entry.state]:
                        work.journal.take(entry, step)
        with store.reading() as work:
            for entry in (line.entry for line in work.lists.history(None, None, None)):
                events = work.journal.events(entry.id)
                assert events[0].before is None
                assert all(one.after is two.before for one, two in pairwise(events))
                assert all(two.after in LEGAL_STEPS[one.after] for one, two in pairwise(events))
                assert events[-1].after is entry.state
                assert (entry.owner is not None) == (entry.state is State.SENDING)
                assert (entry.settled_at is not None) == entry.state.is_final
