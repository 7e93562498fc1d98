"""Every status, every redirect and every Retry-After, over a real socket; and what a request looks like."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.stamp import Change, NewStamp, StampView, UserFields
from kiosk_app.stamp_api.client import StampClient
from tests.functional.wire.calls import AGENT, CANARY, PLAY, assert_in_doubt, client
from tests.servers import Server, answer, envelope, says

STOPS = {401: Reason.KEY_REFUSED, 403: Reason.FORBIDDEN}
SOON = {407: Reason.PROXY, 511: Reason.PROXY, 421: Reason.SLOW_DOWN, 425: Reason.SLOW_DOWN, 429: Reason.SLOW_DOWN}
DOUBTED = {408, *range(500, 600)} - {501, 505, 511}
REFUSED = {501, 505, *range(400, 500)} - {401, 403, 407, 408, 421, 425, 429}
MOVED = (301, 307, 308)
ELSEWHERE = (300, 302, 303, 304, 305, 306)


def given_by(status: int, call: Call, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer[Any]:
    with Server(says(answer(status, body, headers))) as server:
        return PLAY[call](client(server.address))


@pytest.mark.parametrize("status", range(400, 600))
def test_every_failing_status_means_what_the_table_says(status: int) -> None:
    given = given_by(status, Call.ADD, b'{"message": "why"}')
    assert (given.signature, given.message) == (f"status {status}", "why")
    if status in STOPS:
        assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.STOP, STOPS[status])
    elif status in SOON:
        assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, SOON[status])
    elif status in REFUSED:
        step = Next.LOOK if status == 409 else Next.NOTHING
        assert (given.fate, given.next, given.reason) == (Fate.REFUSED, step, Reason.REFUSED)
    else:
        assert status in DOUBTED
        assert_in_doubt(Call.ADD, given)


@pytest.mark.parametrize("status", [400, 401, 404, 408, 409, 429, 500, 501, 503])
def test_envelope_under_a_failing_status_decides_nothing(status: int) -> None:
    given = given_by(status, Call.CREATE, envelope(0, 1347))
    assert given.fate is not Fate.DONE
    assert given.result is None


@pytest.mark.parametrize("call", [Call.CREATE, Call.ADD, Call.UPDATE, Call.VALIDATE])
@pytest.mark.parametrize("status", MOVED + ELSEWHERE)
def test_redirect_is_never_followed(status: int, call: Call) -> None:
    with (
        Server(says(answer(200, envelope(0, 1347)))) as elsewhere,
        Server(says(answer(status, headers={"Location": f"{elsewhere.address}/x"}))) as server,
    ):
        given = PLAY[call](client(server.address))
    assert (elsewhere.visits, server.visits, len(server.heard)) == (0, 1, 1)
    if status in MOVED:
        assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.STOP, Reason.MOVED)
    else:
        assert_in_doubt(call, given)


@pytest.mark.parametrize("location", ["http://[", "//", "\\\\x", "ftp://x", "http://127.0.0.1:99999/", "a" * 9000, ""])
def test_redirect_to_nonsense_is_a_redirect_all_the_same(location: str) -> None:
    assert given_by(307, Call.ADD, headers={"Location": location}).reason is Reason.MOVED


def test_body_of_a_redirect_is_not_read_beyond_the_limit() -> None:
    given = given_by(302, Call.ADD, b"x" * 5_000_000, {"Location": "/elsewhere"})
    assert_in_doubt(Call.ADD, given)


@pytest.mark.parametrize("status", [200, 201, 226, 299, *MOVED, 300, 302])
def test_whole_envelope_decides_under_any_2xx_and_3xx(status: int) -> None:
    assert given_by(status, Call.CREATE, envelope(0, "ZJLF0399WQBEQZJM")).result == "ZJLF0399WQBEQZJM"
    given = given_by(status, Call.CREATE, envelope(1002, None, "No such \u202ecard.\x07\n"))
    assert (given.fate, given.next, given.reason) == (Fate.REFUSED, Next.NOTHING, Reason.REFUSED)
    assert (given.message, given.signature) == ("No such card.", "code 1002")


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("1", 1.0),
        ("60", 60.0),
        ("86400", 60.0),
        ("soon", None),
        ("-5", None),
        ("0", None),
        ("", None),
        ("1.5", None),
        pytest.param(format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), 60.0, id="tomorrow"),
        pytest.param(format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True), None, id="yesterday"),
    ],
)
def test_retry_after_is_at_most_a_minute_and_nonsense_is_left_to_the_sender(header: str, wait_s: float | None) -> None:
    given = given_by(429, Call.ADD, headers={"Retry-After": header})
    assert (given.fate, given.reason, given.retry_after_s) == (Fate.NOT_DONE, Reason.SLOW_DOWN, wait_s)


def test_look_shows_the_stamp_and_drops_the_on_site_password() -> None:
    result = {
        "stampIdx": 394,
        "cardIdx": 123,
        "cardNm": "Coffee",
        "stamps": 7,
        "maxStamps": 10,
        "stampUrl": "https://vvd.bz/stamp/394",
        "domain": "https://vvd.bz",
        "strtYmd": "2025-01-01",
        "endYmd": "2025-12-31",
        "onsitePwd": "secret-4417",
        "activeYn": "Y",
        "userNm": None,
    }
    given = given_by(200, Call.VALIDATE, envelope(0, result))
    assert given.result == StampView(
        394, 123, "Coffee", 7, 10, "https://vvd.bz/stamp/394", "https://vvd.bz",
        date(2025, 1, 1), date(2025, 12, 31), True, "", UserFields(),
    )  # fmt: skip
    assert "4417" not in repr(given)


def test_look_without_a_stamp_is_done_and_says_why() -> None:
    given = given_by(200, Call.VALIDATE, envelope(0, None, "Not active."))
    assert (given.fate, given.next, given.result, given.message) == (Fate.DONE, Next.NOTHING, None, "Not active.")


def test_look_answered_with_another_stamp_proves_nothing() -> None:
    given = given_by(200, Call.VALIDATE, envelope(0, {"stampIdx": 395, "stamps": 1}))
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.MALFORMED)
    assert given_by(200, Call.VALIDATE, envelope(0, {"stampIdx": "394", "stamps": 1})).done


def request_of(play: Callable[[StampClient], object]) -> tuple[str, dict[str, str], bytes]:
    """The request line, the headers in lower case, and the body of one call."""
    with Server(says(answer(200, envelope(0, 1347)))) as server:
        play(client(server.address))
    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    return line, {name.lower(): value for name, _, value in (text.partition(": ") for text in lines)}, body


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (Call.CREATE, "POST /api/stamp/v1/create"),
        (Call.ADD, "PUT /api/stamp/v1/add"),
        (Call.REMOVE, "PUT /api/stamp/v1/remove"),
        (Call.UPDATE, "PUT /api/stamp/v1/update"),
        (Call.DELETE, "DELETE /api/stamp/v1/delete?stampIdx=394"),
        (Call.VALIDATE, "GET /api/stamp/v1/validate?stampIdx=394"),
    ],
)
def test_request_is_the_documented_one(call: Call, line: str) -> None:
    first, headers, body = request_of(PLAY[call])
    assert first == f"{line} HTTP/1.1"
    assert headers["authorization"] == f"APIKey {CANARY}"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == AGENT
    assert headers["accept-language"] == "en"
    assert headers["connection"] == "close"
    assert "cookie" not in headers
    assert bool(body) is (call not in (Call.DELETE, Call.VALIDATE))


def test_create_leaves_out_what_is_empty() -> None:
    _, _, body = request_of(lambda api: api.create(NewStamp(123, date(2025, 1, 1), date(2025, 12, 31))))
    assert json.loads(body) == {"cardIdx": 123, "strtYmd": "2025-01-01", "endYmd": "2025-12-31", "activeYn": "Y"}


def test_create_sends_every_field_under_its_documented_name() -> None:
    new = NewStamp(
        123, date(2025, 1, 1), date(2025, 12, 31), "https://vvd.bz", False, "memo",
        UserFields("att78z", "Brown Smith", "+1 123-4567-8900", "test@gmail.com", "Gold rating", "x"),
    )  # fmt: skip
    _, _, body = request_of(lambda api: api.create(new))
    assert json.loads(body) == {
        "cardIdx": 123,
        "domain": "https://vvd.bz",
        "strtYmd": "2025-01-01",
        "endYmd": "2025-12-31",
        "activeYn": "N",
        "memo": "memo",
        "userId": "att78z",
        "userNm": "Brown Smith",
        "userPhnno": "+1 123-4567-8900",
        "userEml": "test@gmail.com",
        "userEtc1": "Gold rating",
        "userEtc2": "x",
    }


def test_update_always_says_the_four_fields_that_have_defaults() -> None:
    change = Change(redeemed=True, domain="https://vvd.bz", active=True)
    _, _, body = request_of(lambda api: api.update("ZJLF0399WQBEQZJM", change))
    assert json.loads(body) == {
        "stampIdx": "ZJLF0399WQBEQZJM",
        "domain": "https://vvd.bz",
        "activeYn": "Y",
        "useYn": "Y",
        "resetPinYn": "N",
    }
    change = Change(card_idx=5, visits=3, reset_pin=True, start=date(2025, 1, 1), end=date(2025, 2, 1), memo="")
    _, _, body = request_of(lambda api: api.update(394, change))
    assert json.loads(body) == {
        "stampIdx": 394,
        "cardIdx": 5,
        "stamps": 3,
        "resetPinYn": "Y",
        "strtYmd": "2025-01-01",
        "endYmd": "2025-02-01",
        "memo": "",
    }
