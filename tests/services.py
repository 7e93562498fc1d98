"""Practice services for tests of the whole way: in this process, or in one of their own that can be killed.

Both speak of moods and truth in the same words. They refuse to wait blindly: every wait is for something that
happened, and says whether it did.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk_app.practice import BornCard, BornStamp, Habits, Mood, PracticeService, Truth
from tests.forks import CAN_FORK, ForkedService

PRACTICE_KEY = "practice-key-canary-5b7e"
"""The key of every practice service in tests. Found anywhere but in an Authorization header, it is a leak."""

CARDS = (
    BornCard(123, "Coffee card", "Ten visits, then a free coffee", 10),
    BornCard(131, "Bakery card", "Six visits, then a free loaf", 6),
    BornCard(140, "Bean club", "Eight visits, then a free bag of beans", 8),
    BornCard(152, "Lunch card", "Five visits, then a free lunch", 5),
)

_SCRIPT = Path(__file__).with_name("serve_practice.py")
_PATIENCE_S = 30.0


@contextmanager
def practice_in_process(
    database: Path | None = None,
    *,
    cards: Sequence[BornCard] = CARDS,
    stamps: Sequence[BornStamp] = (),
    habits: Habits | None = None,
    today: date | None = None,
    port: int = 0,
) -> Iterator[PracticeService]:
    """A service on a free port, in threads of this process. ``today`` None is the computer's date."""
    service = PracticeService(
        database,
        PRACTICE_KEY,
        cards,
        stamps,
        port=port,
        today=(lambda: today) if today else date.today,
        habits=habits,
    )
    with service:
        yield service


def _begin_anew() -> subprocess.Popen[str]:
    """Without site-packages, which takes half of the time."""
    command = [sys.executable, "-I", "-S", str(_SCRIPT)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


class PracticeProcess:
    """A service in a process of its own, started when this is made. Close it with ``stop``, ``kill`` or ``with``."""

    def __init__(
        self,
        database: Path | None = None,
        *,
        cards: Sequence[BornCard] = CARDS,
        stamps: Sequence[BornStamp] = (),
        habits: Habits | None = None,
        today: date | None = None,
        port: int = 0,
        moods: str = "",
    ) -> None:
        kept = asdict(habits or Habits())
        told = {
            "database": str(database) if database else "",
            "key": PRACTICE_KEY,
            "cards": [asdict(card) for card in cards],
            "stamps": [
                asdict(stamp) | {"start": stamp.start.isoformat(), "end": stamp.end.isoformat()} for stamp in stamps
            ],
            "port": port,
            "moods": moods,
            "today": today.isoformat() if today else "",
            "habits": kept | {"id_style": kept["id_style"].value},
        }
        self._child = ForkedService() if CAN_FORK else _begin_anew()
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(told) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        if not line:
            self.kill()
            raise RuntimeError("the practice process did not start; its standard error says why")
        said = json.loads(line)
        self.address: str = said["url"]
        self.key: str = said["key"]

    def mood(self, *moods: Mood | str) -> None:
        """Behave like this from now on; nothing: be fine."""
        self._ask("PUT", "/practice/mood", {"moods": ";".join(map(str, moods))})

    @property
    def moods(self) -> str:
        """What is left of the moods, as text."""
        return str(self._ask("GET", "/practice/mood")["moods"])

    def release(self) -> int:
        """Send what is held, hold nothing more."""
        return int(self._ask("POST", "/practice/release", {})["released"])

    def truth(self) -> Truth:
        """Every stamp and every request, as they are now."""
        return Truth.from_json(self._ask("GET", "/practice/truth"))

    def wait_until(self, received: int = 0, held: int = 0, idle: bool = False, within_s: float = 5.0) -> bool:
        """Wait until so many requests came in, so many are held, none is being played; False: not in time."""
        query = f"received={received}&held={held}&idle={int(idle)}&within={within_s}"
        return bool(self._ask("GET", f"/practice/truth?{query}")["in_time"])

    def stop(self) -> None:
        """Have it end by itself."""
        self._close(kill=False)

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        self._close(kill=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _close(self, kill: bool) -> None:
        if kill:
            self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._child.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait(_PATIENCE_S)
            raise

    def _ask(self, method: str, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=2 * _PATIENCE_S)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(method, path, data, {"Authorization": f"APIKey {self.key}"})
            answer = connection.getresponse()
            told: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(told["message"])
        return told
