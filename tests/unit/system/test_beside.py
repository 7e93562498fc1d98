"""Questions beside each other: each has its time, and what was given until then counts."""

import threading
from collections.abc import Iterator

from kiosk_app.system.beside import ask_beside


def test_answers_come_in_the_order_of_the_questions() -> None:
    assert ask_beside([(lambda: [1, 2], 5.0), (lambda: iter(()), 5.0), (lambda: [3], 5.0)]) == [[1, 2], [], [3]]


def test_they_are_asked_beside_each_other() -> None:
    met = threading.Barrier(2)

    def meet() -> list[int]:
        return [met.wait(30)]

    (first, second) = ask_beside([(meet, 30.0), (meet, 30.0)])
    assert {*first, *second} == {0, 1}


def test_what_hangs_is_left_alone_and_what_it_gave_before_counts() -> None:
    held = threading.Event()

    def hang() -> Iterator[str]:
        yield "first"
        held.wait(60)
        yield "too late"

    answers = ask_beside([(hang, 0.2), (lambda: ["other"], 5.0)])
    held.set()
    assert answers == [["first"], ["other"]]
