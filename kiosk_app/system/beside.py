"""Questions asked beside each other, each for so long: one that hangs costs nobody else their answer.

Each is asked in a thread of its own, which is left alone at its limit: what hangs in a disk, a resolver or a keyring
cannot be interrupted. What a question gave until then counts.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

Question = tuple[Callable[[], Iterable[T]], float]
"""What is asked, and for how many seconds."""


def ask_beside(questions: Sequence[Question[T]]) -> list[list[T]]:
    """What each of them gave in its time, in their order; nothing of one that came to nothing."""
    begun_s = time.monotonic()
    asked = [_Asked(ask) for ask, _ in questions]
    for one in asked:
        one.thread.start()
    for one, (_, limit_s) in zip(asked, questions, strict=True):
        one.thread.join(max(0.0, begun_s + limit_s - time.monotonic()))
    return [list(one.given) for one in asked]


class _Asked(Generic[T]):
    def __init__(self, ask: Callable[[], Iterable[T]]) -> None:
        self.given: list[T] = []
        self.thread = threading.Thread(target=self._run, args=(ask,), name="doctor", daemon=True)

    def _run(self, ask: Callable[[], Iterable[T]]) -> None:
        for answer in ask():  # one by one: what was given before the limit is there
            self.given.append(answer)
