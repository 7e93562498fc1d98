"""Answers that no one would write by hand: no crash, and never a "done" that a strict reading does not bear out.

The full form hears ten thousand: ``python -m tests.functional.faults fuzz``.
"""

from __future__ import annotations

from kiosk_app.domain.outcome import Call
from tests.functional.wire.fuzzing import fuzz, proves_done
from tests.servers import answer, envelope

ANSWERS = 400


def test_no_answer_crashes_and_none_is_falsely_done() -> None:
    heard = fuzz(ANSWERS)
    assert sum(heard.values()) >= ANSWERS
    assert heard["done"]


def test_generous_reading_knows_a_success() -> None:
    assert proves_done(Call.CREATE, answer(200, envelope(0, 1347)))
    assert not proves_done(Call.CREATE, answer(200, envelope(0)))
