"""Trouble after the request went out: unknown, unless a whole answer or a telling status came."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import tracemalloc
import zlib
from http import HTTPStatus

import pytest

from kiosk_app.domain.outcome import Call, Fate, Reason
from kiosk_app.stamp_api.judge import Trouble
from tests.certificates import Authority
from tests.functional.wire.calls import CUT, PLAY, assert_in_doubt, client, exchange, time_for
from tests.servers import Server, Speak, Visit, answer, drips, envelope, says, silent

CREATED = envelope(0, 1347)


def chunks(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + end


def encoded(body: bytes, coding: str) -> bytes:
    return answer(200, body, {"Content-Encoding": coding})


def fin(visit: Visit) -> None:
    visit.hear()


def rst(visit: Visit) -> None:
    visit.hear()
    visit.reset()


def stalls(data: bytes) -> Speak:
    def speak(visit: Visit) -> None:
        visit.hear()
        visit.say(data)
        visit.hold()

    return speak


def says_then_resets(data: bytes) -> Speak:
    def speak(visit: Visit) -> None:
        visit.hear()
        visit.say(data)
        visit.reset()

    return speak


NO_STATUS: dict[str, Speak] = {
    "silence": silent,
    "FIN": fin,
    "RST": rst,
    "garbage": says(b"\x00\xff\x13garbage\r\n\r\n"),
    "garbage status line": says(b"HTTP/1.1 abc OK\r\n\r\n"),
    "status of four digits": says(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "cut status line": says(b"HTTP/1.1 2"),
    "another protocol": says(b"HTTP/7 200 OK\r\n\r\n" + CREATED),
    "header that never ends": says(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n"),
    "a thousand headers": says(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 1000 + b"\r\n"),
    "stalled header": stalls(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "two lengths that differ": says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
}

NO_ENVELOPE: dict[str, Speak] = {
    "cut header": says(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "header cut before its end": says(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n"),
    "short body": says(answer(200, CREATED, length=len(CREATED) + 1)),
    "short body, then RST": says_then_resets(answer(200, CREATED[:10], length=len(CREATED))),
    "stalled body": stalls(answer(200, CREATED[:10], length=len(CREATED))),
    "bad chunk size": says(chunks(CREATED[:9], end=b"zz\r\n" + CREATED[9:])),
    "negative chunk size": says(chunks(CREATED[:9], end=b"-5\r\n" + CREATED[9:])),
    "no last chunk": says(chunks(CREATED, end=b"")),
    "cut chunk": says(chunks(end=b"ff\r\n" + CREATED)),
    "bad gzip": says(encoded(b"this is not gzip", "gzip")),
    "gzip with a wrong checksum": says(encoded(gzip.compress(CREATED)[:-8] + b"\0" * 8, "gzip")),
    "cut gzip": says(encoded(gzip.compress(CREATED)[:-20], "gzip")),
    "bad deflate": says(encoded(b"neither is this", "deflate")),
    "zip bomb": says(encoded(gzip.compress(b'{"code":0,"result":1,"message":"' + b" " * 10_000_000), "gzip")),
    "bomb in a bomb": says(encoded(gzip.compress(gzip.compress(b" " * 10_000_000)), "gzip, gzip")),
    "many codings": says(encoded(CREATED, ", ".join(["gzip"] * 50))),
    "too long": says(answer(200, b'{"code":0,"result":1,"message":"' + b" " * 65_536 + b'"}')),
    "too long by blanks alone": says(answer(200, CREATED + b" " * 100_000)),
    "HTML": says(answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})),
    "empty body": says(answer(200)),
    "no content": says(answer(204)),
    "cut JSON": says(answer(200, CREATED[:-1])),
    "two objects": says(answer(200, CREATED + CREATED)),
    "an array": says(answer(200, b"[0]")),
    "no code": says(answer(200, b'{"message": "", "result": 1347}')),
    "code as text": says(answer(200, envelope("0", 1347))),
    "code as float": says(answer(200, envelope(0.0, 1347))),
    "code as truth": says(answer(200, envelope(False, 1347))),
    "code null": says(answer(200, envelope(None, 1347))),
    "code twice": says(answer(200, b'{"code": 1, "code": 0, "result": 1347}')),
    "NaN": says(answer(200, b'{"code": 0, "result": 1347, "message": NaN}')),
    "huge integer": says(answer(200, b'{"code": 0, "result": 1347, "x": ' + b"9" * 5000 + b"}")),
    "UTF-16": says(answer(200, CREATED.decode().encode("utf-16"))),
    "invalid UTF-8": says(answer(200, b'{"code": 0, "result": 1347, "message": "\xff"}')),
    "deep": says(answer(200, b'{"code": 0, "result": 1347, "x": ' + b"[" * 9000 + b"]" * 9000 + b"}")),
}

NO_ID: dict[str, object] = {
    "null": None,
    "truth": True,
    "zero": 0,
    "negative": -1,
    "beyond 64 bits": 2**63,
    "float": 1347.0,
    "empty": "",
    "path": "../1347",
    "space": "13 47",
    "too long": "a" * 65,
    "full width": "１３４７",
    "list": [1347],
    "object": {"stampIdx": 1347},
}


@pytest.mark.parametrize("call", Call)
@pytest.mark.parametrize("name", NO_STATUS)
def test_no_whole_status_leaves_doubt(name: str, call: Call) -> None:
    with Server(NO_STATUS[name]) as server:
        given = PLAY[call](client(server.address, time_for(name)))
        server.wait_until_heard()
    assert_in_doubt(call, given)
    assert given.reason is Reason.LOST
    assert len(server.heard) == server.visits == 1


@pytest.mark.parametrize("name", NO_STATUS)
def test_request_without_an_answer_was_sent(name: str) -> None:
    with Server(NO_STATUS[name]) as server:
        seen = exchange(server.address, time_for(name))
    assert (seen.sent, seen.status, seen.trouble) == (True, None, Trouble.LOST)


@pytest.mark.parametrize("call", [Call.CREATE, Call.ADD, Call.UPDATE, Call.VALIDATE])
@pytest.mark.parametrize("name", NO_ENVELOPE)
def test_success_without_a_whole_envelope_leaves_doubt(name: str, call: Call) -> None:
    with Server(NO_ENVELOPE[name]) as server:
        given = PLAY[call](client(server.address, time_for(name)))
        server.wait_until_heard()
    assert_in_doubt(call, given)
    assert (given.reason, given.signature) == (Reason.MALFORMED, "status 200") or name == "no content"
    assert len(server.heard) == server.visits == 1


def test_zip_bomb_is_not_unpacked() -> None:
    bomb = encoded(gzip.compress(b" " * 50_000_000), "gzip")
    with Server(says(bomb)) as server:
        tracemalloc.start()
        exchange(server.address)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("name", NO_ID)
def test_create_without_an_id_leaves_doubt(name: str) -> None:
    with Server(says(answer(200, envelope(0, NO_ID[name])))) as server:
        given = PLAY[Call.CREATE](client(server.address))
    assert_in_doubt(Call.CREATE, given)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(chunks(CREATED[:5], CREATED[5:]), id="chunked"),
        pytest.param(chunks(CREATED, end=b"0\r\nTrailer: 1\r\n\r\n"), id="chunked with a trailer"),
        pytest.param(
            chunks(CREATED).replace(b"OK\r\n", b"OK\r\nContent-Length: 3\r\n"), id="chunked and a wrong length"
        ),
        pytest.param(answer(200, CREATED).replace(b"X\r\n", b"X\r\nnot a header\r\n"), id="faulty header"),
        pytest.param(encoded(gzip.compress(CREATED), "gzip"), id="gzip"),
        pytest.param(encoded(zlib.compress(CREATED), "deflate"), id="deflate"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + CREATED, id="until the end"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + CREATED, id="HTTP/1.0"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(200, CREATED), id="after a 100"),
        pytest.param(answer(200, b"\xef\xbb\xbf" + CREATED), id="byte order mark"),
        pytest.param(answer(200, b'{"code":0,"result":1347}'), id="no message"),
        pytest.param(answer(201, CREATED, {"Content-Type": "text/plain"}), id="another type and status"),
    ],
)
def test_whole_envelope_is_done_however_it_is_carried(data: bytes) -> None:
    with Server(says(data)) as server:
        given = PLAY[Call.CREATE](client(server.address))
    assert (given.fate, given.result) == (Fate.DONE, 1347)


@pytest.mark.parametrize("call", Call)
@pytest.mark.parametrize("what", [answer(200, CREATED), b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 5000])
def test_answer_dripped_a_byte_at_a_time_is_cut_by_the_deadline(what: bytes, call: Call) -> None:
    with Server(drips(what)) as server:
        given = PLAY[call](client(server.address, CUT))
    assert_in_doubt(call, given)
    assert given.reason is Reason.LOST


def test_deadline_shuts_the_socket() -> None:
    gone = threading.Event()

    def speak(visit: Visit) -> None:
        visit.hear()
        if visit.sock.recv(1) == b"":
            gone.set()

    with Server(speak) as server:
        seen = exchange(server.address, CUT)
        assert gone.wait(10)
    assert (seen.sent, seen.deadline, seen.status) == (True, True, None)


def test_refusing_status_that_came_too_late_does_not_count() -> None:
    """The deadline fired while a 404 was still being dripped: unknown, whatever came."""
    with Server(drips(b"a" * 500, at_once=b"HTTP/1.1 404 No\r\n")) as server:
        given = PLAY[Call.ADD](client(server.address, CUT))
    assert_in_doubt(Call.ADD, given)


def test_status_counts_although_its_body_was_lost() -> None:
    with Server(says_then_resets(answer(HTTPStatus.NOT_FOUND, b"{", length=100))) as server:
        seen = exchange(server.address)
        given = PLAY[Call.ADD](client(server.address))
    assert (seen.sent, seen.status, seen.body, seen.trouble) == (True, 404, None, Trouble.LOST)
    assert given.fate is Fate.REFUSED


@pytest.mark.parametrize("call", [Call.CREATE, Call.ADD, Call.UPDATE])
def test_tls_that_breaks_after_sending_leaves_doubt(call: Call, authority: Authority) -> None:
    def speak(visit: Visit) -> None:
        visit.hear()
        with socket.socket(fileno=visit.sock.detach()) as below:
            below.sendall(b"garbage instead of a record" * 9)

    with Server(speak, authority.server()) as server:
        given = PLAY[call](client(server.address, new_context=authority.trusted))
        seen = exchange(server.address, new_context=authority.trusted)
    assert_in_doubt(call, given)
    assert (seen.sent, seen.trouble) == (True, Trouble.LOST)


def test_client_certificate_wanted_after_the_handshake_leaves_doubt(authority: Authority) -> None:
    """TLS 1.3 tells of it only after our first bytes: the exception is an SSLError, and yet it was sent."""
    tls = authority.server()
    tls.verify_mode = ssl.CERT_REQUIRED
    with Server(says(answer(200, CREATED)), tls) as server:
        seen = exchange(server.address, new_context=authority.trusted)
    assert (seen.sent, seen.status, seen.trouble) == (True, None, Trouble.LOST)


def test_service_that_hangs_up_while_we_speak_leaves_doubt_at_most() -> None:
    with Server(lambda visit: visit.reset()) as server:
        seen = exchange(server.address)
    assert seen.status is None
    assert seen.trouble is (Trouble.LOST if seen.sent else Trouble.UNREACHABLE)
