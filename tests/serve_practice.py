"""A practice service in a process of its own, for tests. It stops when its standard input ends, so none outlives us.

Reads one line of JSON (database, key, port, moods, today, habits), prints one line (url, key), then serves.
Needs nothing but the standard library: it is started without site-packages, which takes half of the time.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk_app.practice import BornCard, BornStamp, Habits, IdStyle, PracticeService, parse_moods


def main() -> None:
    """Serve until standard input ends."""
    told = json.loads(sys.stdin.readline())
    day = date.fromisoformat(told["today"]) if told["today"] else None
    service = PracticeService(
        Path(told["database"]) if told["database"] else None,
        told["key"],
        [BornCard(**card) for card in told["cards"]],
        [_stamp(stamp) for stamp in told["stamps"]],
        port=told["port"],
        today=(lambda: day) if day else date.today,
        habits=Habits(**{**told["habits"], "id_style": IdStyle(told["habits"]["id_style"])}),
    )
    with service:
        service.mood(*parse_moods(told["moods"]))
        print(json.dumps({"url": service.address, "key": service.key}), flush=True)  # noqa: T201
        sys.stdin.read()


def _stamp(told: dict[str, object]) -> BornStamp:
    dates = {name: date.fromisoformat(str(told[name])) for name in ("start", "end")}
    return BornStamp(**{**told, **dates})  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
