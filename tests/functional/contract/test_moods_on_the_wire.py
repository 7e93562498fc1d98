"""Every mood, over a real socket: the very bytes that come, how the connection ends, and what the truth says then."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk_app.practice import Call, Mood, Play, PracticeService
from tests.services import PRACTICE_KEY, practice_in_process

CREATE = {"cardIdx": 123, "strtYmd": "2026-11-21", "endYmd": "2027-11-21"}
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Came:
    """What came until the end, and whether that was a reset."""

    data: bytes
    was_reset: bool = False

    @property
    def status(self) -> int:
        return int(self.data.split(b" ", 2)[1])

    @property
    def headers(self) -> dict[str, str]:
        lines = self.data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]


@pytest.fixture
def service() -> Iterator[PracticeService]:
    with practice_in_process() as service:
        yield service


def sent(service: PracticeService, call: str = "create", body: object = None) -> socket.socket:
    """A connection on which a request was just sent."""
    host, _, port = service.address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=PATIENCE_S)
    data = json.dumps(body or CREATE).encode()
    method = {"create": "POST", "validate": "GET"}.get(call, "PUT")
    path = f"/api/stamp/v1/{call}" + ("?stampIdx=1347" if call == "validate" else "")
    data = b"" if call == "validate" else data
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: APIKey {PRACTICE_KEY}\r\n"
        f"Content-Type: application/json\r\nUser-Agent: Wire/1\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    connection.sendall(head.encode() + data)
    return connection


def heard(connection: socket.socket) -> Came:
    """Everything until the service ends the connection."""
    data = b""
    with connection:
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionResetError:
                return Came(data, was_reset=True)
            if not piece:
                return Came(data)
            data += piece


def ask(service: PracticeService, call: str = "create", body: object = None) -> Came:
    return heard(sent(service, call, body))


def issued(service: PracticeService) -> int:
    """How many stamps there truly are."""
    return len(service.truth().stamps)


@pytest.mark.parametrize(("mood", "applied"), [("lost", 1), ("dropped", 0)])
def test_an_answer_that_never_comes_can_end_in_fin(service: PracticeService, mood: str, applied: int) -> None:
    service.mood(f"{mood}:fin")
    assert ask(service) == Came(b"", was_reset=False)
    assert issued(service) == applied


@pytest.mark.parametrize(("mood", "applied"), [("lost", 1), ("dropped", 0)])
def test_an_answer_that_never_comes_can_end_in_rst(service: PracticeService, mood: str, applied: int) -> None:
    service.mood(f"{mood}:rst")
    assert ask(service) == Came(b"", was_reset=True)
    assert issued(service) == applied


@pytest.mark.parametrize(("mood", "applied"), [("lost", 1), ("dropped", 0)])
def test_an_answer_that_never_comes_can_be_silence(service: PracticeService, mood: str, applied: int) -> None:
    service.mood(f"{mood}:silence")
    with sent(service) as connection:
        assert service.wait_until(received=1)
        connection.settimeout(0.05)
        with pytest.raises(TimeoutError):
            connection.recv(1)
    assert service.wait_until(idle=True)
    assert issued(service) == applied


def test_a_held_answer_is_applied_at_once_and_comes_when_released(service: PracticeService) -> None:
    service.hold(Call.CREATE)
    connection = sent(service)
    assert service.wait_until(held=1)
    assert issued(service) == 1
    assert service.release() == 1
    assert json.loads(heard(connection).body)["result"] == 1347
    assert service.moods == ()


def test_only_the_named_calls_are_held(service: PracticeService) -> None:
    service.hold(Call.ADD)
    service.mood(*service.moods, "lost:create")
    assert ask(service).data == b""
    assert issued(service) == 1


def test_a_slow_answer_comes_after_its_time(service: PracticeService) -> None:
    service.mood("slow:0.01")
    assert json.loads(ask(service).body)["code"] == 0
    assert issued(service) == 1


def test_a_service_that_stops_lets_no_slow_answer_hold_it_up(service: PracticeService) -> None:
    service.mood("slow:9999")
    connection = sent(service)
    assert service.wait_until(received=1)
    service.go_away()
    assert heard(connection).data == b""


def test_a_late_change_is_made_after_the_client_gave_up(service: PracticeService) -> None:
    service.mood("late")
    connection = sent(service)
    assert service.wait_until(received=1)
    assert not service.wait_until(held=1, within_s=0.05)
    connection.close()
    assert service.wait_until(held=1)
    assert issued(service) == 0
    service.release()
    assert service.wait_until(idle=True)
    assert issued(service) == 1


def test_a_late_change_can_have_its_own_delay(service: PracticeService) -> None:
    service.mood("late:0.01")
    sent(service).close()
    assert service.wait_until(received=1, idle=True)
    assert issued(service) == 1


def test_a_late_change_is_never_made_by_a_service_that_stopped(service: PracticeService) -> None:
    service.mood("late:9999")
    connection = sent(service)
    assert service.wait_until(received=1)
    service.go_away()
    assert heard(connection).data == b""
    assert issued(service) == 0


def test_a_thin_line_brings_the_true_answer_in_small_packets(service: PracticeService) -> None:
    service.mood("thin:100000")
    came = ask(service)
    assert len(came.body) == int(came.headers["content-length"])
    assert json.loads(came.body)["result"] == 1347


def test_a_refusal_has_a_code_and_the_chosen_message(service: PracticeService) -> None:
    service.mood("refuses:4001:요금제: Personal 이상")
    came = ask(service)
    assert (came.status, json.loads(came.body)) == (
        200,
        {"code": 4001, "message": "요금제: Personal 이상", "result": None},
    )
    assert issued(service) == 0


def test_a_refusal_can_be_a_lie(service: PracticeService) -> None:
    service.mood("refuses:applied")
    assert json.loads(ask(service).body)["code"] != 0
    assert issued(service) == 1


@pytest.mark.parametrize(("value", "status"), [("401", 401), ("403", 403), ("code", 200)])
def test_a_key_is_refused_in_each_of_three_ways(service: PracticeService, value: str, status: int) -> None:
    service.mood(f"key:{value}")
    came = ask(service)
    assert came.status == status
    assert json.loads(came.body).get("code") == (9001 if status == 200 else None)
    assert issued(service) == 0


@pytest.mark.parametrize("value", ["1", "60", "86400", "nonsense", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
def test_a_busy_service_sends_any_retry_after(service: PracticeService, value: str) -> None:
    service.mood(Mood(Play.BUSY, value))
    came = ask(service)
    assert (came.status, came.headers.get("retry-after", "")) == (429, value)
    assert issued(service) == 0


@pytest.mark.parametrize("status", [*range(400, 600), 0, 99, 600, 999])
def test_every_status_can_be_sent(service: PracticeService, status: int) -> None:
    service.mood(f"status:{status:03d}")
    came = ask(service)
    assert came.data.startswith(f"HTTP/1.1 {status:03d} ".encode())
    assert "code" not in json.loads(came.body)
    assert issued(service) == 0


@pytest.mark.parametrize("status", [201, 202, 299, 300, 304])
def test_a_strange_success_has_its_envelope_only_where_it_was_applied(service: PracticeService, status: int) -> None:
    service.mood(f"status:{status}:applied:x1", f"status:{status}")
    first, second = ask(service), ask(service)
    assert first.status == second.status == status
    assert first.body == (b"" if status == 304 else b'{"code":0,"message":"","result":1347}')
    assert second.body == b""
    assert issued(service) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_service_that_moved_names_the_same_path_elsewhere(service: PracticeService, status: int) -> None:
    service.mood(f"moved:{status}:http://127.0.0.1:9")
    came = ask(service)
    assert (came.status, came.headers["location"]) == (status, "http://127.0.0.1:9/api/stamp/v1/create")
    assert ask(service, "validate").headers["location"] == "http://127.0.0.1:9/api/stamp/v1/validate?stampIdx=1347"
    assert issued(service) == 0


def test_a_garbage_status_line_is_no_http(service: PracticeService) -> None:
    service.mood("garbage")
    assert not ask(service).data.startswith(b"HTTP/")
    assert issued(service) == 1


def test_a_cut_header_has_no_end(service: PracticeService) -> None:
    service.mood("cut-header")
    came = ask(service)
    assert came.data.startswith(b"HTTP/1.1 200 OK\r\nContent-Type: appl")
    assert b"\r\n\r\n" not in came.data
    assert issued(service) == 1


def test_a_dripped_header_goes_on_until_the_client_leaves(service: PracticeService) -> None:
    service.mood("dripped:0.001")
    with sent(service) as connection:
        data = b""
        while not data.endswith(b"aaaaa"):
            data += connection.recv(1)
    assert data.startswith(b"HTTP/1.1 200 OK\r\nX-Drip: aaaaa")
    assert service.wait_until(idle=True)
    assert issued(service) == 1


def test_a_short_body_ends_before_its_length(service: PracticeService) -> None:
    service.mood("short")
    came = ask(service)
    assert 0 < len(came.body) < int(came.headers["content-length"])
    assert issued(service) == 1


def test_a_stalled_body_stops_in_the_middle_and_says_nothing_more(service: PracticeService) -> None:
    service.mood("stalled")
    with sent(service) as connection:
        came = Came(b"")
        while not came.body:
            came = Came(came.data + connection.recv(65536))
        connection.settimeout(0.05)
        with pytest.raises(TimeoutError):
            connection.recv(1)
    assert 0 < len(came.body) < int(came.headers["content-length"])
    assert issued(service) == 1


def test_a_bad_chunk_has_a_size_that_is_none(service: PracticeService) -> None:
    service.mood("bad-chunk")
    came = ask(service)
    assert came.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in came.headers
    assert came.body.endswith(b"\r\nnot-a-size\r\n")
    assert issued(service) == 1


def test_bad_gzip_cannot_be_unpacked(service: PracticeService) -> None:
    service.mood("bad-gzip")
    came = ask(service)
    assert came.headers["content-encoding"] == "gzip"
    with pytest.raises((zlib.error, EOFError, OSError)):
        gzip.decompress(came.body)
    assert issued(service) == 1


def test_a_web_page_can_come_instead(service: PracticeService) -> None:
    service.mood("html")
    came = ask(service)
    assert (came.status, came.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"sign in" in came.body
    assert issued(service) == 1


def test_nothing_can_come_instead(service: PracticeService) -> None:
    service.mood("empty:not-applied")
    came = ask(service)
    assert (came.status, came.headers["content-length"], came.body) == (200, "0", b"")
    assert issued(service) == 0


def test_cut_json_is_whole_in_length_and_half_in_sense(service: PracticeService) -> None:
    service.mood("cut-json")
    came = ask(service)
    assert len(came.body) == int(came.headers["content-length"])
    assert came.body.startswith(b'{"code":0')
    with pytest.raises(ValueError, match=r"delimiter|string|value"):
        json.loads(came.body)
    assert issued(service) == 1


def test_an_envelope_can_lack_its_code_or_its_result(service: PracticeService) -> None:
    service.mood("no-code:x1", "no-id:x1")
    assert json.loads(ask(service).body) == {"message": "", "result": 1347}
    assert json.loads(ask(service).body) == {"code": 0, "message": ""}
    assert issued(service) == 2


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("", "../../login?next=<script>"),
        ("null", None),
        ("true", True),
        ("-1", -1),
        ("13.47", 13.47),
        ('{"a": [1]}', {"a": [1]}),
        ("https://evil.example/1", "https://evil.example/1"),
        ('"1347"', "1347"),
    ],
)
def test_a_hostile_id_stands_in_place_of_the_true_one(service: PracticeService, value: str, result: object) -> None:
    service.mood(Mood(Play.HOSTILE_ID, value))
    assert json.loads(ask(service).body) == {"code": 0, "message": "", "result": result}
    assert issued(service) == 1


def test_an_oversized_body_is_a_true_envelope_of_that_many_bytes(service: PracticeService) -> None:
    service.mood("oversized:100000")
    came = ask(service)
    assert len(came.body) == 100_000
    assert json.loads(came.body)["result"] == 1347


def test_a_bomb_is_small_until_it_is_unpacked(service: PracticeService) -> None:
    service.mood("bomb:1000000")
    came = ask(service)
    assert len(came.body) < 5_000
    assert len(gzip.decompress(came.body)) == 1_000_000


def test_a_mood_is_for_its_calls_and_for_so_many_requests(service: PracticeService) -> None:
    service.mood("status:503:create:x2", "refuses:validate:Look later")
    assert [ask(service).status for _ in range(2)] == [503, 503]
    assert [str(mood) for mood in service.moods] == ["refuses:validate:Look later"]
    service.mood("status:503:create:x1", "cut-json:add")

    assert ask(service).status == 503
    assert service.moods == (Mood(Play.CUT_JSON, calls=frozenset({Call.ADD})),)


@pytest.mark.parametrize("play", [play for play in Play if play is not Play.FINE])
def test_after_any_mood_the_service_is_fine_again(service: PracticeService, play: Play) -> None:
    value = {Play.STATUS: "500", Play.SLOW: "0", Play.DRIPPED: "0.001", Play.LATE: "0", Play.THIN: "1000000"}
    service.mood(Mood(play, value.get(play, ""), times=1))
    with sent(service):
        assert service.wait_until(received=1)
        service.release()
    assert service.wait_until(idle=True)
    before = issued(service)
    assert before == len(service.truth().applied("create")) <= 1
    with sent(service) as connection:
        came = connection.recv(65536)
    assert came.startswith(b"HTTP/1.1 200 OK")
    assert issued(service) == before + 1
