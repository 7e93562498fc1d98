"""The states of an entry: every legal step, and every other one raises."""

from itertools import product

import pytest

from kiosk_app.domain.entry import LEGAL_STEPS, IllegalStep, Kind, State, check_step
from kiosk_app.domain.outcome import Call

W, S, U, D, R, A, C = (
    State.WAITING,
    State.SENDING,
    State.UNKNOWN,
    State.DONE,
    State.REFUSED,
    State.ASIDE,
    State.CANCELLED,
)
# Told a second time on purpose: whoever changes the table says so here as well.
LEGAL = {(W, S), (W, C), (S, D), (S, R), (S, U), (S, W), (U, D), (U, W), (U, R), (U, S), (U, A)}


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL, key=str))
def test_a_legal_step_may_be_taken(before: State, after: State) -> None:
    check_step(7, before, after)


@pytest.mark.parametrize(("before", "after"), [step for step in product(State, State) if step not in LEGAL])
def test_an_illegal_step_raises_and_names_the_entry(before: State, after: State) -> None:
    with pytest.raises(IllegalStep, match=f"entry 7: {before.value} cannot become {after.value}"):
        check_step(7, before, after)


def test_every_state_has_its_row_and_the_last_four_are_final() -> None:
    assert set(LEGAL_STEPS) == set(State)
    assert [state for state in State if state.is_final] == [D, R, A, C]
    assert [state for state in State if state.is_open] == [W, S, U]


def test_no_state_steps_to_itself_and_every_state_is_reached() -> None:
    assert all(state not in after for state, after in LEGAL_STEPS.items())
    assert {after for steps in LEGAL_STEPS.values() for after in steps} == set(State)


def test_what_was_never_sent_alone_can_be_cancelled_and_what_may_have_happened_alone_set_aside() -> None:
    assert [state for state in State if C in LEGAL_STEPS[state]] == [W]
    assert [state for state in State if A in LEGAL_STEPS[state]] == [U]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_changes_something_by_one_call(kind: Kind) -> None:
    assert kind.call is not Call.VALIDATE
    assert kind.makes_a_stamp == (kind.call is Call.CREATE)
