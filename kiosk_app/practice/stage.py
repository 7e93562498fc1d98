"""The stage: which mood is on, who waits to be released, and who waits to see that something happened.

One lock for all of it. It plays nothing itself and never sleeps: every wait ends by an event or a deadline.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from kiosk_app.practice.contract import Call
from kiosk_app.practice.moods import Mood, Play

_FINE = Mood()


class Stage:
    """Shared by the threads that answer and by whoever directs them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._moods: tuple[Mood, ...] = ()
        self._releases = 0
        self._received = 0
        self._held = 0
        self._playing = 0
        self._closing = False

    @property
    def moods(self) -> tuple[Mood, ...]:
        """The moods that are on, with the requests they still have to go."""
        with self._changed:
            return self._moods

    @property
    def held(self) -> int:
        """How many requests wait to be released."""
        with self._changed:
            return self._held

    def set(self, moods: tuple[Mood, ...]) -> None:
        """Put these moods in place of the others. What is held stays held."""
        with self._changed:
            self._moods = moods

    def hold(self, calls: frozenset[Call]) -> None:
        """Hold every answer to these calls from now on, whatever else is on."""
        with self._changed:
            self._moods = (Mood(Play.HELD, calls=calls), *self._moods)

    def release(self) -> int:
        """Let go of everything that is held and hold nothing more; the answer is how many were."""
        with self._changed:
            self._moods = tuple(mood for mood in self._moods if mood.play is not Play.HELD)
            self._releases += 1
            self._changed.notify_all()
            return self._held

    def take(self, call: Call | None) -> tuple[Mood, int]:
        """The mood for a request that has come in: the first that fits, whose count goes down by one.

        The number belongs into ``wait_for_release``: a release between the two is not missed.
        """
        with self._changed:
            for at, mood in enumerate(self._moods):
                if call in mood.calls:
                    self._moods = (*self._moods[:at], *_used_once(mood), *self._moods[at + 1 :])
                    return mood, self._releases
            return _FINE, self._releases

    @contextmanager
    def playing(self) -> Iterator[None]:
        """Around everything that happens to one request, for those who wait for an idle service."""
        with self._changed:
            self._received += 1
            self._playing += 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._playing -= 1
                self._changed.notify_all()

    def wait_for_release(self, releases_before: int) -> bool:
        """Wait until somebody releases; False where the service closes first."""
        with self._changed:
            self._held += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closing or self._releases != releases_before)
            self._held -= 1
            return not self._closing

    def wait(self, seconds: float) -> bool:
        """Wait so long; False, at once, where the service closes first."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing, seconds)
            return not self._closing

    def wait_until(self, within_s: float, received: int = 0, held: int = 0, idle: bool = False) -> bool:
        """Wait until so many requests came in since the start, so many are held, and none is played on.

        False where that was not so within the time.
        """
        with self._changed:
            return self._changed.wait_for(
                lambda: self._received >= received and self._held >= held and not (idle and self._playing), within_s
            )

    def open(self) -> None:
        """The door is open: waits are waits again."""
        with self._changed:
            self._closing = False

    def close(self) -> None:
        """The door closes: every wait of an answering thread ends now."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()


def _used_once(mood: Mood) -> tuple[Mood, ...]:
    if mood.times is None:
        return (mood,)
    return (replace(mood, times=mood.times - 1),) if mood.times > 1 else ()
