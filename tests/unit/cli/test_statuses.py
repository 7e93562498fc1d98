"""The exit statuses as a table."""

from __future__ import annotations

from itertools import combinations

import pytest

from kiosk_app.cli.statuses import Status, of_hold, of_sight, of_states, word, worst
from kiosk_app.domain.entry import State
from kiosk_app.domain.outcome import Reason
from kiosk_app.services.looking import Sight

ORDER = [5, 4, 6, 3, 0]
KEY = (Reason.KEY_REFUSED, Reason.FORBIDDEN)


@pytest.mark.parametrize("there", [some for size in range(1, 6) for some in combinations(ORDER, size)], ids=str)
def test_the_worst_of_several_comes_first_in_the_order(there: tuple[int, ...]) -> None:
    assert worst(Status(status) for status in reversed(there)) == min(there, key=ORDER.index)


def test_nothing_at_all_is_done() -> None:
    assert worst([]) is Status.DONE
    assert of_states([], None) is Status.DONE


@pytest.mark.parametrize(
    ("states", "stopped", "cut_short", "status"),
    [
        ([State.DONE], None, False, 0),
        ([State.DONE, State.DONE], Reason.KEY_REFUSED, False, 0),
        ([State.WAITING], None, False, 3),
        ([State.SENDING], None, False, 3),
        ([State.SENDING], None, True, 5),
        ([State.WAITING], None, True, 3),
        ([State.WAITING], Reason.KEY_REFUSED, False, 6),
        ([State.WAITING], Reason.FORBIDDEN, False, 6),
        ([State.WAITING], Reason.MOVED, False, 3),
        ([State.WAITING], Reason.CERTIFICATE, False, 3),
        ([State.SENDING], Reason.KEY_REFUSED, False, 3),
        ([State.REFUSED], None, False, 4),
        ([State.UNKNOWN], None, False, 5),
        ([State.ASIDE], None, False, 5),
        ([State.CANCELLED], None, False, 4),
        ([State.DONE, State.CANCELLED], None, False, 0),
        ([State.REFUSED, State.CANCELLED], None, False, 4),
        ([State.DONE, State.WAITING], None, False, 3),
        ([State.REFUSED, State.UNKNOWN, State.WAITING], Reason.KEY_REFUSED, False, 5),
        ([State.REFUSED, State.WAITING], Reason.KEY_REFUSED, False, 4),
    ],
)
def test_entries_end_a_command_so(states: list[State], stopped: Reason | None, cut_short: bool, status: int) -> None:
    assert of_states(states, stopped, cut_short=cut_short) == status


@pytest.mark.parametrize("reason", Reason)
def test_only_the_key_is_a_matter_of_set_up(reason: Reason) -> None:
    assert of_hold(reason) == (6 if reason in KEY else 3)


@pytest.mark.parametrize("sight", Sight)
def test_a_stamp_is_fresh_ours_or_refused(sight: Sight) -> None:
    assert of_sight(sight) == {"fresh": 0, "our own record": 3, "refused": 4}[sight.value]


@pytest.mark.parametrize("status", [Status(status) for status in ORDER])
def test_each_status_has_one_of_four_words(status: Status) -> None:
    assert word(status) in {"done", "waiting", "refused", "unknown"}
