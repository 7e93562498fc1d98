"""The practice service as the rest of the house sees it: start it, direct it, ask it for the truth, stop it.

It joins the door, the books, the vendor's rules and the stage. It issues nothing real, and its key is whatever
it is given: no keyring is touched.
"""

from __future__ import annotations

import json
import logging
import socket
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs

from kiosk_app.practice.contract import Call, Request, call_of, has_key, json_object
from kiosk_app.practice.door import Door
from kiosk_app.practice.messages import Reason
from kiosk_app.practice.moods import BadMood, Mood, parse_mood, parse_moods
from kiosk_app.practice.page import SAFETY_HEADERS, missing_page, stamp_page
from kiosk_app.practice.stage import Stage
from kiosk_app.practice.truth import Books, BornCard, BornStamp, Truth, utc_text
from kiosk_app.practice.vendor import Answer, Habits, Vendor
from kiosk_app.practice.wire import Line, Reply, play, reply_of

_log = logging.getLogger(__name__)

_LONGEST_WAIT_S = 30.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class PracticeService:
    """A stamp service on 127.0.0.1.

    ``database`` None keeps everything in memory. ``port`` 0 takes a free one. ``cards`` are written at every start,
    ``stamps`` into a fresh database only. Moods belong to this object, not to the file: another process that serves
    the same file has its own. Raises OSError where the port is taken, sqlite3.Error where the file is no database.
    """

    def __init__(
        self,
        database: Path | None,
        key: str,
        cards: Sequence[BornCard],
        stamps: Sequence[BornStamp] = (),
        port: int = 0,
        today: Callable[[], date] = date.today,
        now: Callable[[], datetime] = _utc_now,
        habits: Habits | None = None,
    ) -> None:
        self._key = key
        self._port = port
        self._today = today
        self._now = now
        self._door: Door | None = None
        self._stopped = threading.Event()
        self._stage = Stage()
        self._books = Books(database)
        self._books.bear(cards, stamps, utc_text(now()))
        self._vendor = Vendor(self._books, key, habits or Habits(), lambda: self.address, today, now)

    def start(self) -> Self:
        """Listen and answer, in threads of its own. Where the port is taken the books are closed again."""
        try:
            self.come_back()
        except OSError:
            self._books.close()
            raise
        return self

    def stop(self) -> None:
        """Close the door and the books. Stopping twice is no fault."""
        self.go_away()
        self._books.close()
        self._stopped.set()

    def serve_forever(self) -> None:
        """Start, and stay until somebody calls ``stop`` or presses Ctrl-C."""
        self.start()
        try:
            # In slices, since on Windows Ctrl-C does not end a wait without a time.
            while not self._stopped.wait(0.5):
                pass
        except KeyboardInterrupt:
            _log.info("practice service: stopped by Ctrl-C")
        finally:
            self.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """Where it listens, ``http://127.0.0.1:PORT``; after the first start it keeps its port."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def key(self) -> str:
        """The API key it accepts."""
        return self._key

    def go_away(self) -> None:
        """As if the network were gone: the port refuses and open connections are cut. The truth stays."""
        if self._door is not None:
            self._stage.close()
            self._door.close()
            self._door = None

    def come_back(self) -> None:
        """Listen again, on the same port."""
        if self._door is None:
            self._door = Door(self._port, self._respond)
            self._port = self._door.port
            self._stage.open()
            self._door.start()

    def mood(self, *moods: Mood | str) -> None:
        """Behave like this from now on, first come first played; nothing: be fine. Raises BadMood."""
        self._stage.set(tuple(parse_mood(mood) if isinstance(mood, str) else mood for mood in moods))

    @property
    def moods(self) -> tuple[Mood, ...]:
        """What is left of the moods."""
        return self._stage.moods

    def hold(self, *calls: Call) -> None:
        """Apply what is asked and hold the answers, of these calls or of all, until ``release``."""
        self._stage.hold(frozenset(calls) or frozenset(Call))

    def release(self) -> int:
        """Send what is held, hold nothing more; the answer is how many were held."""
        return self._stage.release()

    def wait_until(self, received: int = 0, held: int = 0, idle: bool = False, within_s: float = 5.0) -> bool:
        """Wait until so many requests came in since it was made, so many are held, none is being played.

        False where that was not so in time.
        """
        return self._stage.wait_until(within_s, received, held, idle)

    def truth(self) -> Truth:
        """Every stamp and every request, as they are now."""
        return self._books.truth()

    def _respond(self, request: Request, connection: socket.socket, reset: Callable[[], None]) -> bool:
        try:
            if request.path.startswith("/practice/"):
                reply = self._control(request)
            elif request.path.startswith("/api/"):
                return self._play(request, connection, reset)
            else:
                reply = self._page(request)
        except sqlite3.Error as trouble:
            _log.warning("practice service: its database failed: %s", trouble)
            reply = reply_of(Answer(0, Reason.TRY_LATER.value[1], status=500))
        keep_alive = request.method != "HEAD"
        data = reply.to_bytes(keep_alive)
        connection.sendall(data if keep_alive else data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        return keep_alive

    def _play(self, request: Request, connection: socket.socket, reset: Callable[[], None]) -> bool:
        call = call_of(request.path)
        path = f"{request.path}?{request.query}" if request.query else request.path
        body = request.body.decode(errors="replace")
        number = self._books.note(utc_text(self._now()), call.value if call else "", request.method, path, body)
        with self._stage.playing():
            mood, releases = self._stage.take(call)
            line = Line(connection, reset, self._stage, releases)
            return play(mood, line, path, lambda: self._vendor.answer(request, number))

    def _page(self, request: Request) -> Reply:
        if request.method not in ("GET", "HEAD"):
            return reply_of(Answer(0, "Pages can only be looked at.", status=HTTPStatus.METHOD_NOT_ALLOWED))
        found = None
        text = request.path.removeprefix("/stamp/")
        if text != request.path:
            is_number = text.isascii() and text.isdigit() and len(text) < 19
            found = self._books.stamp(int(text) if is_number else text)
        card = self._books.card(found.card_idx) if found else None
        status, body = HTTPStatus.NOT_FOUND, missing_page()
        if found and card:
            status, body = HTTPStatus.OK, stamp_page(found, card, self._today())
        return Reply(status, body, SAFETY_HEADERS, "text/html; charset=utf-8")

    def _control(self, request: Request) -> Reply:
        """What directs the service from another process; it needs the key."""
        if not has_key(request, self._key):
            return reply_of(Answer(0, Reason.KEY_REFUSED.value[1], status=HTTPStatus.UNAUTHORIZED))
        match request.method, request.path:
            case "GET", "/practice/mood":
                return self._told(moods=";".join(map(str, self.moods)), held=self._stage.held)
            case "PUT", "/practice/mood":
                return self._set_mood(request)
            case "POST", "/practice/release":
                return self._told(released=self.release())
            case "GET", "/practice/truth":
                return self._tell_truth(request)
        return reply_of(Answer(0, "There is no such control.", status=HTTPStatus.NOT_FOUND))

    def _set_mood(self, request: Request) -> Reply:
        text = (json_object(request.body) or {}).get("moods")
        try:
            if not isinstance(text, str):
                raise BadMood('the body is {"moods": "…"}')
            self.mood(*parse_moods(text))
        except BadMood as trouble:
            return reply_of(Answer(0, str(trouble), status=HTTPStatus.BAD_REQUEST))
        return self._told(moods=";".join(map(str, self.moods)), held=self._stage.held)

    def _tell_truth(self, request: Request) -> Reply:
        """The truth, at once or when ``received``, ``held`` and ``idle`` are so, ``within`` seconds."""
        asked = {name: values[-1] for name, values in parse_qs(request.query).items()}
        try:
            within_s = min(float(asked.get("within", 0)), _LONGEST_WAIT_S)
            received, held = int(asked.get("received", 0)), int(asked.get("held", 0))
        except ValueError:
            return reply_of(Answer(0, "received, held and within are numbers.", status=HTTPStatus.BAD_REQUEST))
        in_time = self.wait_until(received, held, asked.get("idle") == "1", within_s)
        return self._told(in_time=in_time, **self.truth().to_json())

    @staticmethod
    def _told(**members: object) -> Reply:
        return Reply(HTTPStatus.OK, json.dumps(members).encode())
