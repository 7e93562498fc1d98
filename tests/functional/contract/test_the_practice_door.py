"""The practice service as a server: whatever comes in it stays up and quiet, and when it goes nothing is left.

Two processes on one file keep one truth.
"""

from __future__ import annotations

import http.client
import json
import socket
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk_app.practice import BornStamp, Habits, IdStyle, PracticeService
from tests.functional.contract.conftest import Raw, StampService, new_stamp
from tests.services import CARDS, PRACTICE_KEY, PracticeProcess, practice_in_process

PATIENCE_S = 10.0
SEVEN = BornStamp(1340, 123, date(2026, 1, 1), date(2030, 1, 1), visits=7)


@pytest.fixture
def service() -> Iterator[PracticeService]:
    with practice_in_process(stamps=[SEVEN], today=date(2026, 11, 21)) as service:
        yield service


def raw(service: PracticeService | PracticeProcess) -> Raw:
    return Raw(StampService(service.address, PRACTICE_KEY, 123))


def connect(service: PracticeService) -> socket.socket:
    url = urlsplit(service.address)
    return socket.create_connection((url.hostname, url.port), timeout=PATIENCE_S)


def say(service: PracticeService, data: bytes) -> bytes:
    """Send these bytes and hear everything until the service hangs up."""
    with connect(service) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        said = b""
        while piece := connection.recv(65536):
            said += piece
    return said


def get(service: PracticeService, path: str, key: str = "", method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection(urlsplit(service.address).netloc, timeout=PATIENCE_S)
    try:
        connection.request(method, path, headers={"Authorization": f"APIKey {key}"} if key else {})
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        connection.close()


HEAD = b"POST /api/stamp/v1/create HTTP/1.1\r\nHost: a\r\nAuthorization: APIKey " + PRACTICE_KEY.encode() + b"\r\n"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"hello\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET / HTTP/x\r\n\r\n", 400),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET //[ HTTP/1.1\r\n\r\n", 404),
        (b"GET http://[ HTTP/1.1\r\n\r\n", 400),
        (b"BREW /pot HTTP/1.1\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nno header\r\nContent-Length: 5\r\n\r\nhello", 400),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400),
        (HEAD + b"Content-Length: -1\r\n\r\n", 400),
        (HEAD + b"Content-Length: +5\r\n\r\nhello", 400),
        (HEAD + b"Content-Length: many\r\n\r\n", 400),
        (HEAD + b"Content-Length: 10\r\n\r\nhello", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 411),
        (HEAD + b"Content-Length: 65537\r\n\r\n" + b"x" * 65_537, 413),
        (HEAD + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n", 400),
    ],
)
def test_a_malformed_request_is_turned_away_and_the_service_stays_up(
    service: PracticeService, capfd: pytest.CaptureFixture[str], data: bytes, status: int
) -> None:
    said = say(service, data)
    assert said.startswith(f"HTTP/1.1 {status} ".encode()), said[:200]
    assert service.truth().stamps[0].visits == 7
    assert raw(service).visits(1340) == 7
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("data", [b"", b"\r\n", b"POST /api", HEAD])
def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(service: PracticeService, data: bytes) -> None:
    with connect(service) as connection:
        connection.sendall(data)
    assert raw(service).visits(1340) == 7
    assert [seen.call for seen in service.truth().requests] == ["validate"]


def test_one_connection_can_carry_many_requests(service: PracticeService) -> None:
    connection = http.client.HTTPConnection(urlsplit(service.address).netloc, timeout=PATIENCE_S)
    headers = {"Authorization": f"APIKey {PRACTICE_KEY}", "Content-Type": "application/json", "User-Agent": "Door/1"}
    try:
        for count in (8, 9, 10):
            connection.request("PUT", "/api/stamp/v1/add", json.dumps({"stampIdx": 1340}), headers)
            assert json.loads(connection.getresponse().read())["code"] == 0
            assert service.truth().stamps[0].visits == count
    finally:
        connection.close()


def test_only_this_computer_is_let_in(service: PracticeService) -> None:
    assert urlsplit(service.address).hostname == "127.0.0.1"
    with socket.socket(socket.AF_INET6 if socket.has_ipv6 else socket.AF_INET) as other:
        # Nobody listens on the same port of any other address: it can still be bound.
        other.bind(("::1" if socket.has_ipv6 else "127.0.0.2", urlsplit(service.address).port or 0))


def test_the_page_behind_a_link_is_there_and_may_do_nothing(service: PracticeService) -> None:
    status, body, headers = get(service, "/stamp/1340")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Practice stamp 1340. Not a real stamp." in body.decode()
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(service, "/stamp/1340", method="HEAD")[:2] == (200, b"")


@pytest.mark.parametrize(
    "path", ["/", "/stamp/", "/stamp/1", "/stamp/../stamp/1340", "/stamp/1340/", "/stamp/%3Cscript%3E"]
)
def test_behind_any_other_address_is_a_page_that_says_so(service: PracticeService, path: str) -> None:
    status, body, _ = get(service, path)
    assert status == 404
    assert b"There is no such practice stamp." in body
    assert b"script" not in body


def test_a_text_id_has_its_page_too() -> None:
    with practice_in_process(habits=Habits(id_style=IdStyle.TEXT)) as service:
        stamp_idx = raw(service).call("POST", "create", new_stamp(raw(service).service)).json["result"]
        assert get(service, f"/stamp/{stamp_idx}")[0] == 200


@pytest.mark.parametrize("path", ["/practice/mood", "/practice/truth", "/practice/release"])
def test_nobody_directs_the_service_without_the_key(service: PracticeService, path: str) -> None:
    assert get(service, path)[0] == 401
    assert get(service, path, "another")[0] == 401


def test_a_mood_that_makes_no_sense_is_refused_and_the_old_one_stays() -> None:
    with PracticeProcess(moods="status:503:create") as service:
        with pytest.raises(ValueError, match="'sleepy' is not a mood"):
            service.mood("sleepy")
        assert service.moods == "status:503:create"


def test_a_service_that_stops_frees_its_port_and_ends_its_threads() -> None:
    before = set(threading.enumerate())
    with practice_in_process() as service:
        service.mood("lost:silence:x1", "held:x1", "slow:9999")
        open_ones = [connect(service) for _ in range(4)]
        for number, connection in enumerate(open_ones[:3], 1):
            connection.sendall(HEAD + b"User-Agent: Door/1\r\nContent-Length: 2\r\n\r\n{}")
            assert service.wait_until(received=number)
        port = urlsplit(service.address).port
    assert set(threading.enumerate()) == before
    for connection in open_ones:
        connection.close()
    with practice_in_process(port=port or 0) as again:
        assert urlsplit(again.address).port == port


def test_a_taken_port_is_an_error_and_not_a_second_service(service: PracticeService) -> None:
    other = PracticeService(None, PRACTICE_KEY, CARDS, port=urlsplit(service.address).port or 0)
    with pytest.raises(OSError, match=r"[Aa]ddress"):
        other.start()


def test_a_service_that_went_away_refuses_and_comes_back_to_the_same_place(service: PracticeService) -> None:
    address = service.address
    service.go_away()
    with pytest.raises(ConnectionRefusedError):
        connect(service)
    service.come_back()
    assert service.address == address
    assert raw(service).visits(1340) == 7


def test_a_storm_of_taps_is_counted_to_the_last(service: PracticeService) -> None:
    raw(service).update(1340, stamps=0)
    body = new_stamp(raw(service).service, strtYmd="2026-11-21", endYmd="2027-11-21")
    with ThreadPoolExecutor(8) as taps:
        heard = list(taps.map(lambda _: raw(service).call("POST", "create", body).json["result"], range(100)))
        added = list(taps.map(lambda _: raw(service).add(1340).json["code"], range(20)))
    assert sorted(heard) == list(range(1347, 1447))
    assert added.count(0) == 10
    assert raw(service).visits(1340) == 10


def test_two_processes_on_one_file_keep_one_truth(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    with PracticeProcess(path, stamps=[SEVEN]) as one, PracticeProcess(path, stamps=[SEVEN]) as other:
        calls = [raw(one), raw(other)]
        with ThreadPoolExecutor(4) as taps:
            made = list(taps.map(lambda n: calls[n % 2].call("POST", "create", new_stamp(calls[0].service)), range(40)))
        assert len({heard.json["result"] for heard in made}) == 40
        assert one.truth() == other.truth()
        assert len(one.truth().applied("create")) == 40
        assert one.address != other.address
        # A stamp without a domain of its own has its page at whichever process is asked.
        for call in calls:
            assert call.validate(1340).json["result"]["stampUrl"] == f"{call.service.address}/stamp/1340"


def test_many_processes_can_be_born_on_one_file_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as births:
        services = list(births.map(lambda _: PracticeProcess(tmp_path / "practice.db", stamps=[SEVEN]), range(4)))
    try:
        assert {len(service.truth().stamps) for service in services} == {1}
    finally:
        for service in services:
            service.stop()


def test_what_was_applied_outlives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    killed = PracticeProcess(path, stamps=[SEVEN], moods="held")
    with ThreadPoolExecutor(1) as taps:
        tap = taps.submit(raw(killed).add, 1340)
        assert killed.wait_until(held=1)
        killed.kill()
        with pytest.raises((http.client.HTTPException, OSError)):
            tap.result(PATIENCE_S)
    with PracticeProcess(path) as service:
        (stamp,) = service.truth().stamps
        assert stamp.visits == 8
        assert [(seen.call, seen.applied) for seen in service.truth().requests] == [("add", True)]


def test_a_process_plays_moods_and_tells_when_things_happened() -> None:
    with PracticeProcess(stamps=[SEVEN], today=date(2026, 11, 21)) as service:
        service.mood("held:add")
        with ThreadPoolExecutor(1) as taps:
            tap = taps.submit(raw(service).add, 1340)
            assert service.wait_until(received=1, held=1)
            assert not service.wait_until(idle=True, within_s=0.01)
            assert service.release() == 1
            assert tap.result(PATIENCE_S).is_done
        assert service.wait_until(idle=True)
        assert service.moods == ""


def test_a_file_that_is_no_database_is_an_error_at_once(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    path.write_bytes(b"this is a text, and not a short one either. " * 100)
    with pytest.raises(sqlite3.DatabaseError):
        PracticeService(path, PRACTICE_KEY, CARDS)


def test_serving_for_ever_ends_when_somebody_stops_it() -> None:
    service = PracticeService(None, PRACTICE_KEY, CARDS).start()
    serving = threading.Thread(target=service.serve_forever)
    serving.start()
    assert get(service, "/stamp/1")[0] == 404
    service.stop()
    serving.join(PATIENCE_S)
    assert not serving.is_alive()
