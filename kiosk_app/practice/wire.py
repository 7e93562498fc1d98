"""The wire: turns a mood and an answer into bytes, and into everything that is not bytes: silence, FIN, RST.

It works on a connected socket, so that a fault here is the fault that a network would make. It decides nothing:
whether a change is applied is the mood's word, and what the change is, the vendor's.
"""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from kiosk_app.practice.messages import Reason
from kiosk_app.practice.moods import Ending, Mood, Play
from kiosk_app.practice.stage import Stage
from kiosk_app.practice.vendor import Answer

_PACKET = 64
_LOGIN_PAGE = b"<!doctype html><title>Guest network</title><h1>Please sign in to use the internet</h1>"
_WITHOUT_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in HTTP's terms. ``framing``: the header that says where the body ends; None makes it fit."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json; charset=utf-8"
    framing: str | None = None

    def to_bytes(self, keep_alive: bool = False) -> bytes:
        """The whole answer as it goes over the wire."""
        framing = f"Content-Length: {len(self.body)}" if self.framing is None else self.framing
        lines = [f"HTTP/1.1 {self.status:03d} {_phrase(self.status)}"]
        if self.status in _WITHOUT_BODY or HTTPStatus.CONTINUE <= self.status < HTTPStatus.OK:
            return _head(lines + [f"{name}: {value}" for name, value in self.headers])
        lines += [f"Content-Type: {self.content_type}", framing, "Cache-Control: no-store"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines.append(f"Connection: {'keep-alive' if keep_alive else 'close'}")
        return _head(lines) + self.body


def reply_of(answer: Answer) -> Reply:
    """An answer of the vendor's as it should go out."""
    return Reply(answer.status, _json(answer.envelope()))


class Line:
    """The connection that a request came by, with all the ways to treat it badly."""

    def __init__(self, connection: socket.socket, reset: Callable[[], None], stage: Stage, releases: int) -> None:
        self._connection = connection
        self._reset = reset
        self._stage = stage
        self._releases = releases

    def send(self, data: bytes) -> None:
        """Send it all."""
        self._connection.sendall(data)

    def send_slowly(self, data: bytes, packet: int, pause_s: float) -> None:
        """Send it in packets with a pause after each, until it is sent or the service closes."""
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(data), packet):
            self._connection.sendall(data[start : start + packet])
            if not self._stage.wait(pause_s):
                return

    def drip_for_ever(self, first: bytes, pause_s: float) -> None:
        """Send a byte at a time that leads nowhere, until the client leaves or the service closes."""
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.sendall(first)
        while self._stage.wait(pause_s):
            self._connection.sendall(b"a")

    def wait(self, seconds: float) -> bool:
        """Wait; False where the service closes first."""
        return self._stage.wait(seconds)

    def wait_for_release(self) -> bool:
        """Wait until released; False where the service closes first."""
        return self._stage.wait_for_release(self._releases)

    def wait_until_given_up(self) -> None:
        """Say nothing until the client leaves, or the service closes the connection from its side."""
        self._connection.settimeout(None)
        try:
            while self._connection.recv(4096):
                pass
        except OSError:
            return

    def end(self, ending: Ending) -> None:
        """Leave the request without an answer."""
        if ending is Ending.SILENCE:
            self.wait_until_given_up()
        elif ending is Ending.RST:
            self._reset()


def play(mood: Mood, line: Line, path: str, do: Callable[[], Answer]) -> bool:
    """Answer a request in this mood. ``do`` does what was asked. True: the connection is good for another one."""
    if mood.play is Play.FINE:
        line.send(reply_of(do()).to_bytes(keep_alive=True))
        return True
    if mood.play is Play.LATE:
        _late(mood, line, do)
        return False
    answer = do() if mood.applies else Answer(0, "")
    if not _timed(mood, line, answer) and not _torn(mood, line, answer):
        line.send(_spoilt(mood, answer, path).to_bytes())
    return False


def _late(mood: Mood, line: Line, do: Callable[[], Answer]) -> None:
    line.wait_until_given_up()
    if line.wait(mood.number) if mood.value else line.wait_for_release():
        do()


def _timed(mood: Mood, line: Line, answer: Answer) -> bool:
    """The moods that send the true answer in their own time; False where it is none of them."""
    whole = reply_of(answer).to_bytes()
    match mood.play:
        case Play.SLOW:
            if line.wait(mood.number):
                line.send(whole)
        case Play.HELD:
            if line.wait_for_release():
                line.send(whole)
        case Play.THIN:
            packet = min(_PACKET, int(mood.number))
            line.send_slowly(whole, packet, packet / mood.number)
        case _:
            return False
    return True


def _torn(mood: Mood, line: Line, answer: Answer) -> bool:
    """The moods in which no whole answer comes; False where it is none of them."""
    reply = reply_of(answer)
    match mood.play:
        case Play.LOST | Play.DROPPED:
            line.end(mood.ending)
        case Play.GARBAGE:
            line.send(b"\x16\x03 one stamp, please \xff\xfe\r\n\r\n")
        case Play.CUT_HEADER:
            line.send(reply.to_bytes().partition(b"json; charset")[0])
        case Play.DRIPPED:
            line.drip_for_ever(b"HTTP/1.1 200 OK\r\nX-Drip: ", mood.number)
        case Play.SHORT | Play.STALLED:
            line.send(reply.to_bytes()[: -len(reply.body) // 2])
            line.end(Ending.FIN if mood.play is Play.SHORT else Ending.SILENCE)
        case _:
            return False
    return True


def _spoilt(mood: Mood, answer: Answer, path: str) -> Reply:
    """The moods in which a whole answer comes, and it is the wrong one."""
    reply = _other_status(mood, answer, path)
    return reply if reply is not None else _other_body(mood, answer)


def _other_status(mood: Mood, answer: Answer, path: str) -> Reply | None:
    match mood.play:
        case Play.REFUSES:
            code, message = mood.coded(Reason.REFUSED.code)
            return reply_of(Answer(code, message or Reason.REFUSED.value[1]))
        case Play.KEY:
            status = 200 if mood.text_value == "code" else int(mood.text_value)
            return reply_of(Answer(Reason.KEY_REFUSED.code, Reason.KEY_REFUSED.value[1], status=status))
        case Play.STATUS:
            return _plain_status(mood, answer)
        case Play.BUSY:
            retry = (("Retry-After", mood.text_value),) if mood.text_value else ()
            return replace(reply_of(Answer(0, "Too many requests.", status=429)), headers=retry)
        case Play.MOVED:
            status, origin = mood.coded(HTTPStatus.MOVED_PERMANENTLY)
            location = (origin or "https://elsewhere.example").rstrip("/") + path
            return Reply(status, headers=(("Location", location),))
    return None


def _plain_status(mood: Mood, answer: Answer) -> Reply:
    status = int(mood.text_value)
    if status >= HTTPStatus.BAD_REQUEST or status < HTTPStatus.CONTINUE:
        return Reply(status, _json({"message": Reason.TRY_LATER.value[1]}))
    return replace(reply_of(answer), status=status) if mood.applies else Reply(status)


def _other_body(mood: Mood, answer: Answer) -> Reply:
    envelope = answer.envelope()
    reply = Reply(answer.status, _json(envelope))
    match mood.play:
        case Play.BAD_CHUNK:
            chunk = b"%x\r\n%b\r\nnot-a-size\r\n" % (len(reply.body) // 2, reply.body[: len(reply.body) // 2])
            return replace(reply, body=chunk, framing="Transfer-Encoding: chunked")
        case Play.BAD_GZIP:
            half = gzip.compress(reply.body)[:-12] + b"\xff" * 12
            return replace(reply, body=half, headers=(("Content-Encoding", "gzip"),))
        case Play.HTML:
            return replace(reply, body=_LOGIN_PAGE, content_type="text/html; charset=utf-8")
        case Play.EMPTY:
            return replace(reply, body=b"")
        case Play.CUT_JSON:
            return replace(reply, body=reply.body[: len(reply.body) // 2])
        case Play.BOMB:
            packed = gzip.compress(_padded(envelope, int(mood.number)))
            return replace(reply, body=packed, headers=(("Content-Encoding", "gzip"),))
        case Play.OVERSIZED:
            return replace(reply, body=_padded(envelope, int(mood.number)))
    return replace(reply, body=_json(_other_envelope(mood, envelope)))


def _other_envelope(mood: Mood, envelope: Mapping[str, object]) -> dict[str, object]:
    match mood.play:
        case Play.NO_CODE:
            return {name: value for name, value in envelope.items() if name != "code"}
        case Play.NO_ID:
            return {name: value for name, value in envelope.items() if name != "result"}
        case Play.HOSTILE_ID:
            return {**envelope, "result": _as_json(mood.text_value)}
    raise AssertionError(f"{mood.play} is not played")


def _as_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _padded(envelope: Mapping[str, object], size: int) -> bytes:
    """The envelope, true in everything but its length."""
    bare = len(_json({**envelope, "message": ""}))
    return _json({**envelope, "message": " " * max(0, size - bare)})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _head(lines: list[str]) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Practice"
