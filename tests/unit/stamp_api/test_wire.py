"""Reading and writing the vendor's JSON: strict in what decides, forgiving in what only describes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change, NewStamp, StampView, UserFields
from kiosk_app.stamp_api.wire import Envelope, create_body, read_envelope, stamp_body, update_body

STAMP: dict[str, Any] = {
    "stampIdx": 274,
    "domain": "https://vvd.bz",
    "cardIdx": 123,
    "cardNm": "Coffee",
    "cardTtl": "Ten visits",
    "stamps": 7,
    "maxStamps": 10,
    "stampUrl": "https://vvd.bz/stamp/274",
    "url": "https://shop.example",
    "strtYmd": "2025-01-01",
    "endYmd": "2025-12-31",
    "onsiteYn": "Y",
    "onsitePwd": "4417",
    "memo": "x #ACDEF347",
    "activeYn": "Y",
    "userId": "att78z",
    "userNm": None,
    "userPhnno": "+1 123",
    "userEml": "",
    "userEtc1": "Gold",
    "userEtc2": None,
    "stampImgUrl": "https://x.example/y.webp",
    "regYmdt": "2025-01-01 10:00:00",
    "payloadVersion": "v1",
}


def read(call: Call, value: object) -> Envelope | None:
    return read_envelope(call, json.dumps(value).encode(), "")


def look(**members: object) -> StampView | None:
    """The stamp in a look's answer with these members instead; None where the answer settles nothing."""
    envelope = read(Call.VALIDATE, {"code": 0, "message": "", "result": {**STAMP, **members}})
    if envelope is None:
        return None
    assert (envelope.code is None) is (envelope.result is None)
    return envelope.result if isinstance(envelope.result, StampView) else None


def test_stamp_is_read_without_the_on_site_password() -> None:
    view = look()
    assert view == StampView(
        274, 123, "Coffee", 7, 10, "https://vvd.bz/stamp/274", "https://vvd.bz",
        date(2025, 1, 1), date(2025, 12, 31), True, "x #ACDEF347",
        UserFields("att78z", "", "+1 123", "", "Gold", ""),
    )  # fmt: skip
    assert "4417" not in repr(view)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stampIdx", None),
        ("stampIdx", "../1"),
        ("stampIdx", True),
        ("stamps", None),
        ("stamps", -1),
        ("stamps", 1000),
        ("stamps", "7"),
        ("stamps", 7.0),
        ("stamps", True),
        ("maxStamps", 1000),
        ("maxStamps", "10"),
        ("cardIdx", 0),
        ("cardIdx", "123"),
        ("activeYn", "y"),
        ("activeYn", True),
        ("activeYn", ["Y"]),
    ],
)
def test_fault_in_what_decides_makes_a_look_prove_nothing(name: str, value: object) -> None:
    assert look(**{name: value}) is None


@pytest.mark.parametrize(
    ("name", "value", "field", "read_as"),
    [
        ("maxStamps", None, "places", None),
        ("cardIdx", None, "card_idx", None),
        ("activeYn", None, "active", True),
        ("activeYn", "N", "active", False),
        ("stamps", 0, "visits", 0),
        ("stamps", 999, "visits", 999),
        ("strtYmd", None, "start", None),
        ("strtYmd", "2025-02-30", "start", None),
        ("strtYmd", "20250101", "start", None),
        ("strtYmd", "2025-W01-1", "start", None),
        ("endYmd", 20251231, "end", None),
        ("cardNm", None, "card_name", "Ten visits"),
        ("cardNm", ["Coffee"], "card_name", "Ten visits"),
        ("cardNm", "a\u202eb\x00c\ud800d", "card_name", "abcd"),
        ("cardNm", "x" * 5000, "card_name", "x" * 300),
        ("memo", 5, "memo", ""),
        ("stampUrl", None, "url", ""),
        ("stampUrl", "https://vvd.bz/\ud800", "url", ""),
        ("stampUrl", "https://vvd.bz/ x", "url", ""),
        ("stampUrl", "x" * 3000, "url", ""),
        ("stampUrl", "javascript:x", "url", "javascript:x"),
    ],
)
def test_what_only_describes_falls_back(name: str, value: object, field: str, read_as: object) -> None:
    view = look(**{name: value})
    assert view is not None
    assert getattr(view, field) == read_as


def test_result_that_is_no_stamp_proves_nothing() -> None:
    results: tuple[object, ...] = ([], "x", 5, True, {})
    for result in results:
        assert read(Call.VALIDATE, {"code": 0, "result": result}) == Envelope(None, "")


def test_refused_look_needs_no_stamp() -> None:
    assert read(Call.VALIDATE, {"code": 5, "message": "no", "result": 7}) == Envelope(5, "no")


@pytest.mark.parametrize("call", [Call.ADD, Call.REMOVE, Call.UPDATE, Call.DELETE])
def test_undocumented_result_of_the_other_calls_decides_nothing(call: Call) -> None:
    assert read(call, {"code": 0, "result": {"anything": 1}}) == Envelope(0, "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"0",
        b"[]",
        b'"code"',
        b"{",
        b"{} {}",
        b"{}x",
        b"\x00{}",
        b'{"code":0,"code":0}',
        b'{"code":0,"x":{"a":1,"a":1}}',
        b'{"code":0,"x":NaN}',
        b'{"code":0,"x":-Infinity}',
        b'{"code":00}',
        b"{'code':0}",
        b'{"code":0,}',
        b'{"code":0,"x":"\n"}',
        b'{"code":0,"x":' + b"1" * 20 + b"}",
        b'{"code":0,"x":' + b"[" * 8 + b"]" * 8 + b"}",
        b'{"code":0,"x":' + b"[" * 30_000,
        b'{"a":' * 10_000,
        b'{"code":0,"x":"' + b"\\" * 30_001,
        '{"code":0}'.encode("utf-16"),
        '{"code":0}'.encode("utf-32"),
        b'{"code":0,"x":"\xff"}',
        b'{"code":0,"x":"\xed\xa0\x80"}',
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
    ],
)
def test_body_that_is_not_one_plain_object_is_none(body: bytes) -> None:
    assert read_envelope(Call.ADD, body, "") is None


@pytest.mark.parametrize("body", [b'{"code":0}', b' \r\n{"code":0}\n', b'\xef\xbb\xbf{"code":0}', b'{"code":-0}'])
def test_plain_object_is_read(body: bytes) -> None:
    assert read_envelope(Call.ADD, body, "") == Envelope(0, "")


def test_brackets_inside_texts_are_not_depth() -> None:
    assert read(Call.ADD, {"code": 0, "message": '[[[[[[[[[["\\[[[{{{{'}) == Envelope(0, '[[[[[[[[[["\\[[[{{{{')


@pytest.mark.parametrize("code", [None, "0", 0.0, True, False, [], {}, 1e400])
def test_code_must_be_an_integer(code: object) -> None:
    body = json.dumps({"code": code, "message": "w"}).replace("Infinity", "1e400").encode()
    assert read_envelope(Call.ADD, body, "") == Envelope(None, "w")


def test_message_is_one_clean_line_of_at_most_300() -> None:
    said = "No\u202e such\r\n\tcard\x1b[31m\ud83d. " + "x" * 500
    envelope = read(Call.ADD, {"code": 1, "message": said})
    assert envelope is not None
    assert envelope.message.startswith("No such card[31m. xxx")
    assert len(envelope.message) == 300
    assert read(Call.ADD, {"code": 1, "message": ["no"]}) == Envelope(1, "")
    assert read(Call.ADD, {"code": 1}) == Envelope(1, "")


def test_key_that_the_service_quotes_is_blotted_out() -> None:
    envelope = read_envelope(Call.ADD, b'{"code": 9, "message": "The key s3cr\\u0065t is bad"}', "s3cret")
    assert envelope == Envelope(9, "The key … is bad")


def test_empty_fields_are_left_out_and_required_ones_sent() -> None:
    new = NewStamp(5, date(2025, 1, 1), date(2025, 2, 1), active=False, user=UserFields(name="김하나"))
    assert json.loads(create_body(new)) == {
        "cardIdx": 5, "strtYmd": "2025-01-01", "endYmd": "2025-02-01", "activeYn": "N", "userNm": "김하나",
    }  # fmt: skip
    assert create_body(new).isascii()
    assert json.loads(stamp_body("A1")) == {"stampIdx": "A1"}
    assert json.loads(update_body(7, Change())) == {"stampIdx": 7, "resetPinYn": "N"}
    assert json.loads(update_body(7, Change(visits=0, redeemed=False, domain="", active=False))) == {
        "stampIdx": 7, "stamps": 0, "useYn": "N", "domain": "", "activeYn": "N", "resetPinYn": "N",
    }  # fmt: skip
    emptied = Change(user=UserFields(name="Ada"), cleared=("phone", "etc1"))
    assert json.loads(update_body(7, emptied)) == {
        "stampIdx": 7, "resetPinYn": "N", "userNm": "Ada", "userPhnno": "", "userEtc1": "",
    }  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "result", "message", "stamps", "stampIdx"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@given(st.sampled_from(Call), st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused_without_a_crash(call: Call, body: bytes) -> None:
    envelope = read_envelope(call, body, "key")
    assert envelope is None or envelope.code is None or isinstance(envelope.code, int)


@given(st.dictionaries(st.sampled_from([name for name in STAMP if name != "onsitePwd"]), JSON, max_size=4))
def test_any_stamp_is_read_whole_or_not_at_all(members: dict[str, object]) -> None:
    view = look(**members)
    if view is not None:
        assert 0 <= view.visits <= 999
        assert view.places is None or 0 <= view.places <= 999
        assert "4417" not in repr(view)
        repr(view).encode()
