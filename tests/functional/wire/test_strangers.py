"""What lies around on a computer (netrc, proxies, bundles, key logs) changes nothing, and the key gets nowhere."""

from __future__ import annotations

import contextlib
import gc
import logging
import threading
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk_app.domain.outcome import Call, Fate
from kiosk_app.stamp_api.connections import WatchedAdapter, system_context
from kiosk_app.stamp_api.transport import Outgoing
from kiosk_app.stamp_api.watch import Watch
from tests.certificates import Authority
from tests.functional.wire.calls import BRIEF, CANARY, CUT, PLAY, client, exchange, time_for
from tests.servers import Server, Speak, Visit, answer, drips, envelope, says, silent

DONE = says(answer(200, envelope(0, 1347)))


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A hostile environment, whose proxy is this server."""
    (tmp_path / ".netrc").write_text("default login mallory password hunter2\n")
    (tmp_path / ".netrc").chmod(0o600)
    (tmp_path / "bundle.pem").write_text("no certificates here")
    with Server(DONE) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, server.address)
            monkeypatch.setenv(name.lower(), server.address)
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            monkeypatch.setenv(name, str(tmp_path / "bundle.pem"))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        monkeypatch.setenv("HOME", str(tmp_path))
        yield server


@pytest.mark.parametrize("call", Call)
def test_netrc_and_proxies_of_the_environment_change_nothing(call: Call, trap: Server) -> None:
    with Server(DONE) as server:
        PLAY[call](client(server.address))
    assert f"Authorization: APIKey {CANARY}".encode() in server.heard[0]
    assert trap.visits == 0


def test_bundles_and_key_logs_of_the_environment_change_nothing(
    trap: Server, authority: Authority, tmp_path: Path
) -> None:
    with Server(DONE, authority.server()) as server:
        given = PLAY[Call.CREATE](client(server.address, new_context=authority.trusted))
        distrusted = exchange(server.address)
    assert given.fate is Fate.DONE
    assert not distrusted.sent
    assert not (tmp_path / "keys.log").exists()
    assert trap.visits == 0


def test_no_authority_is_added_to_the_computers_own() -> None:
    """requests would have certifi's bundle loaded into the context."""
    with contextlib.closing(WatchedAdapter(Watch(), system_context)) as adapter:
        request = requests.Request("GET", "https://vivoldi.com/").prepare()
        pool = adapter.get_connection_with_tls_context(request, True)
        adapter.cert_verify(pool, request.url, True, None)
    assert (pool.ca_certs, pool.ca_cert_dir, pool.cert_reqs) == (None, None, "CERT_REQUIRED")
    assert "ca_cert_data" not in pool.conn_kw


def test_cookie_of_an_answer_is_not_sent_back() -> None:
    with Server(says(answer(200, envelope(0, 1347), {"Set-Cookie": "a=b; Path=/"}))) as server:
        api = client(server.address)
        PLAY[Call.CREATE](api)
        PLAY[Call.ADD](api)
    assert b"a=b" not in b"".join(server.heard)


def test_each_call_has_a_connection_of_its_own() -> None:
    with Server(DONE) as server:
        api = client(server.address)
        for call in Call:
            PLAY[call](api)
    assert server.visits == len(server.heard) == len(Call)


FAULTS: dict[str, Speak] = {
    "silence": silent,
    "reset": Visit.reset,
    "garbage": says(b"\xff\xfe\r\n\r\n"),
    "drip": drips(b"HTTP/1.1 200 OK\r\n" + b"a" * 400),
    "echo": lambda visit: visit.say(answer(200, envelope(1, None, visit.hear().decode("latin-1")))),
    "echo in a header": lambda visit: visit.say(answer(200, envelope(), {"X": visit.hear().decode("latin-1")})),
    "echo under 400": lambda visit: visit.say(answer(400, envelope(1, None, visit.hear().decode("latin-1")))),
    "echo as garbage": lambda visit: visit.say(visit.hear()),
    "bad gzip": says(answer(200, b"nope", {"Content-Encoding": "gzip"})),
    "done": DONE,
}


@pytest.mark.parametrize("call", [Call.CREATE, Call.VALIDATE])
@pytest.mark.parametrize("name", FAULTS)
def test_key_is_in_no_answer_log_or_exception(
    name: str, call: Call, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    hooked: list[threading.ExceptHookArgs] = []
    before, threading.excepthook = threading.excepthook, hooked.append
    try:
        with Server(FAULTS[name]) as server:
            api = client(server.address, CUT if name == "drip" else time_for(name))
            given = PLAY[call](api)
    finally:
        threading.excepthook = before
    assert hooked == []
    written = repr(given) + repr(api) + caplog.text + "".join(capfd.readouterr())
    assert CANARY not in written
    assert not [record for record in caplog.records if record.exc_info]


def test_refused_connection_leaves_no_exception_behind() -> None:
    """Not even one on its way to the collector is reachable from what the call gave back."""
    given = PLAY[Call.CREATE](client("http://127.0.0.1:9", BRIEF))
    seen: set[int] = set()
    todo: list[object] = [given]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, type | types.ModuleType):
            continue
        seen.add(id(thing))
        assert not isinstance(thing, BaseException | types.TracebackType | types.FrameType)
        assert CANARY not in str(thing)
        todo.extend(gc.get_referents(thing))


def test_request_shows_neither_headers_nor_body() -> None:
    outgoing = Outgoing("PUT", "http://127.0.0.1/x", {"Authorization": CANARY}, CANARY.encode())
    assert CANARY not in repr(outgoing)
