"""One request over one fresh connection: sent at most once, cut off at its deadline, never followed elsewhere.

It says what happened (was it sent, which status, did the body come whole) and nothing of what that means.
No session of requests is used: a session reads netrc, the environment's proxies and cookies, and takes a
redirect's body in whole before it tells of it. A connection is never used twice, for looks neither: one that
went stale would cost a look its answer, and a handshake now and then is cheap at a counter.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field

import requests

from kiosk_app.stamp_api.connections import WIRE_TROUBLE, NewContext, WatchedAdapter, system_context
from kiosk_app.stamp_api.judge import Trouble
from kiosk_app.stamp_api.watch import Watch

MAX_BODY = 64 * 1024  # decoded; the longest documented answer has 2 KiB


@dataclass(frozen=True, slots=True)
class Timeouts:
    """In seconds. ``connect_s`` is per address, ``read_s`` per receive, ``deadline_s`` for the whole exchange."""

    connect_s: float = 5.0
    read_s: float = 20.0
    deadline_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request. Its headers hold the key, so it shows none of them."""

    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of it. ``body`` only where it came whole and within the limit; ``headers`` in lower case."""

    sent: bool
    status: int | None = None
    body: bytes | None = field(default=None, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    trouble: Trouble | None = None
    deadline: bool = False


class Transport:
    """Runs exchanges. It holds settings only, so any number of threads may share it."""

    def __init__(self, timeouts: Timeouts, proxy: str | None = None, new_context: NewContext = system_context) -> None:
        self._timeouts = timeouts
        self._proxy = proxy
        self._new_context = new_context

    def exchange(self, outgoing: Outgoing, deadline_s: float | None = None) -> Exchange:
        """Send one request and wait for its answer; returns by the deadline whatever the line does.

        The exchange runs in a thread of its own, which is given up at the deadline: a hanging name server
        or the next of several dead addresses cannot be interrupted, but nothing is sent any more.
        """
        watch, answered = Watch(), threading.Event()
        results: list[Exchange] = []
        thread = threading.Thread(
            target=self._run, args=(outgoing, watch, results, answered), name="stamp-api", daemon=True
        )
        limit = self._timeouts.deadline_s
        try:
            thread.start()
            in_time = answered.wait(limit if deadline_s is None else min(limit, deadline_s))
        finally:
            sent = watch.give_up()
        if in_time and results:
            return results[0]
        return Exchange(sent, trouble=watch.trouble(), deadline=not in_time)

    def _run(self, outgoing: Outgoing, watch: Watch, results: list[Exchange], answered: threading.Event) -> None:
        try:
            results.append(self._speak(outgoing, watch))
        finally:
            answered.set()

    def _speak(self, outgoing: Outgoing, watch: Watch) -> Exchange:
        try:
            request = requests.Request(outgoing.method, outgoing.url, headers=outgoing.headers, data=outgoing.body)
            with contextlib.closing(WatchedAdapter(watch, self._new_context)) as adapter:
                response = adapter.send(
                    request.prepare(),
                    stream=True,
                    timeout=(self._timeouts.connect_s, self._timeouts.read_s),
                    proxies={"http": self._proxy, "https": self._proxy} if self._proxy else {},
                )
                with contextlib.closing(response):
                    return _received(response, watch)
        except WIRE_TROUBLE:
            return Exchange(watch.sent, trouble=watch.trouble())


def _received(response: requests.Response, watch: Watch) -> Exchange:
    """The status is known from here on, whatever becomes of the body."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    try:
        body = response.raw.read(MAX_BODY + 1, decode_content=True)
    except WIRE_TROUBLE:
        return Exchange(watch.sent, response.status_code, None, headers, Trouble.LOST)
    return Exchange(watch.sent, response.status_code, body if len(body) <= MAX_BODY else None, headers)
