"""The contract read strictly: whatever is undocumented, missing, or of another type is caught."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.practice.contract import Call, json_object
from kiosk_app.practice.messages import Language, Reason, language_of
from kiosk_app.practice.truth import Books
from tests.unit.practice.conftest import FULL, NEW, Account


@pytest.mark.parametrize(
    "agent",
    ["", "python-requests/2.34.0", "curl/8.5.0", "Python-urllib/3.11", "Mozilla/5.0 (X11)", "Go-http-client/2.0"],
)
def test_a_generic_user_agent_is_forbidden(account: Account, agent: str) -> None:
    assert account.ask(Call.ADD, {"stampIdx": 7}, headers={"user-agent": agent}).status == 403


@pytest.mark.parametrize("agent", ["StampKiosk/0.1.0", "StampKiosk/0.1.0 (Linux; x86_64)", "StampKiosk"])
def test_a_user_agent_that_names_a_product_is_let_in(account: Account, agent: str) -> None:
    assert account.ask(Call.REMOVE, {"stampIdx": 7}, headers={"user-agent": agent}).code == 0


@pytest.mark.parametrize("key", ["", "unit-test-key", "APIKey wrong", "Bearer unit-test-key", "APIKey  unit-test-key "])
def test_another_key_or_scheme_is_unauthorized(account: Account, key: str) -> None:
    answer = account.ask(Call.REMOVE, {"stampIdx": 7}, headers={"authorization": key})
    assert (answer.status, answer.envelope()) == (401, {"message": "The API key is not valid."})
    assert account.stamp(7).visits == 10


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=euc-kr"]
)
def test_another_content_type_is_not_supported(account: Account, kind: str) -> None:
    assert account.ask(Call.REMOVE, {"stampIdx": 7}, headers={"content-type": kind}).status == 415


@pytest.mark.parametrize("call", list(Call))
def test_another_method_is_not_allowed(account: Account, call: Call) -> None:
    assert account.ask(call, {"stampIdx": 7}, method="PATCH").status == 405


def test_a_body_where_none_belongs_and_a_query_where_none_belongs_are_bad_requests(account: Account) -> None:
    assert account.ask(Call.DELETE, {"stampIdx": 7}, query="stampIdx=7").status == 400
    assert account.ask(Call.ADD, {"stampIdx": 7}, query="stampIdx=7").status == 400
    assert account.stamp(7).visits == 10


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"stampIdx"',
        b"null",
        b'{"stampIdx": 7, "stampIdx": 7}',
        b'{"stampIdx": NaN}',
        b'{"stampIdx": 7} ',
        b'{"stampIdx": 7}x',
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"stampIdx": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_json_object_is_a_bad_request(account: Account, body: bytes) -> None:
    expected = 200 if body.endswith(b"} ") else 400
    assert account.ask(Call.REMOVE, body).status == expected


@pytest.mark.parametrize("query", ["", "stampIdx", "stampIdx=7&stampIdx=7", "stampIdx=%FF", "&&", "=7"])
def test_a_query_that_names_no_stamp_shows_none(account: Account, query: str) -> None:
    answer = account.ask(Call.VALIDATE, query=query)
    assert answer.code != 0 or answer.status == 400


@pytest.mark.parametrize(
    ("call", "body", "reason", "what"),
    [
        (Call.CREATE, {**NEW, "userEmail": "a@b.example"}, Reason.FIELD_UNKNOWN, "userEmail"),
        (Call.CREATE, {**NEW, "useYn": "N"}, Reason.FIELD_UNKNOWN, "useYn"),
        (Call.CREATE, {**NEW, "\ud800": 1}, Reason.FIELD_UNKNOWN, "?"),
        (Call.ADD, {"stampIdx": 7, "count": 2}, Reason.FIELD_UNKNOWN, "count"),
        (Call.ADD, {}, Reason.FIELD_MISSING, "stampIdx"),
        (Call.CREATE, {"cardIdx": 123, "strtYmd": "2026-11-21"}, Reason.FIELD_MISSING, "endYmd"),
        (Call.CREATE, {**NEW, "cardIdx": "123"}, Reason.NOT_AN_INTEGER, "cardIdx"),
        (Call.CREATE, {**NEW, "cardIdx": True}, Reason.NOT_AN_INTEGER, "cardIdx"),
        (Call.CREATE, {**NEW, "cardIdx": 123.0}, Reason.NOT_AN_INTEGER, "cardIdx"),
        (Call.CREATE, {**NEW, "cardIdx": 2**63}, Reason.COUNT_OUT_OF_RANGE, "cardIdx"),
        (Call.CREATE, {**NEW, "memo": None}, Reason.NOT_A_STRING, "memo"),
        (Call.CREATE, {**NEW, "memo": "a\0b"}, Reason.NOT_A_STRING, "memo"),
        (Call.CREATE, {**NEW, "memo": "\udc80"}, Reason.NOT_A_STRING, "memo"),
        (Call.CREATE, {**NEW, "userPhnno": 123}, Reason.NOT_A_STRING, "userPhnno"),
        (Call.CREATE, {**NEW, "activeYn": "y"}, Reason.NOT_YES_OR_NO, "activeYn"),
        (Call.CREATE, {**NEW, "activeYn": True}, Reason.NOT_YES_OR_NO, "activeYn"),
        (Call.CREATE, {**NEW, "activeYn": []}, Reason.NOT_YES_OR_NO, "activeYn"),
        (Call.CREATE, {**NEW, "strtYmd": "2026-02-29"}, Reason.NOT_A_DATE, "strtYmd"),
        (Call.CREATE, {**NEW, "strtYmd": "20261121"}, Reason.NOT_A_DATE, "strtYmd"),
        (Call.CREATE, {**NEW, "endYmd": "2027-11-21T00:00:00Z"}, Reason.NOT_A_DATE, "endYmd"),
        (Call.CREATE, {**NEW, "endYmd": 20271121}, Reason.NOT_A_DATE, "endYmd"),
        (Call.CREATE, {**NEW, "endYmd": "２０２７-11-21"}, Reason.NOT_A_DATE, "endYmd"),
        (Call.CREATE, {**NEW, "domain": "vvd.bz"}, Reason.NOT_A_DOMAIN, "domain"),
        (Call.CREATE, {**NEW, "domain": "https://vvd.bz/"}, Reason.NOT_A_DOMAIN, "domain"),
        (Call.CREATE, {**NEW, "domain": "https://a@vvd.bz"}, Reason.NOT_A_DOMAIN, "domain"),
        (Call.CREATE, {**NEW, "domain": "http://vvd.bz"}, Reason.NOT_A_DOMAIN, "domain"),
        (Call.UPDATE, {"stampIdx": 7, "stamps": -1}, Reason.COUNT_OUT_OF_RANGE, "stamps"),
        (Call.UPDATE, {"stampIdx": 7, "stamps": "3"}, Reason.NOT_AN_INTEGER, "stamps"),
        (Call.UPDATE, {"stampIdx": 7, "maxStamps": 3}, Reason.FIELD_UNKNOWN, "maxStamps"),
        (Call.ADD, {"stampIdx": [7]}, Reason.NOT_A_STRING, "stampIdx"),
        (Call.ADD, {"stampIdx": True}, Reason.NOT_A_STRING, "stampIdx"),
    ],
)
def test_a_field_that_breaks_the_contract_is_refused_by_name(
    account: Account, call: Call, body: dict[str, object], reason: Reason, what: str
) -> None:
    before = account.books.truth().stamps
    answer = account.ask(call, body)
    assert (answer.status, answer.code, answer.result) == (200, reason.code, None)
    assert answer.message == reason.say(Language.ENGLISH, what)
    assert account.books.truth().stamps == before


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.ENGLISH),
        ("en", Language.ENGLISH),
        ("ko", Language.KOREAN),
        ("ko-KR,ko;q=0.9,en;q=0.8", Language.KOREAN),
        ("en;q=0.8, ko;q=0.9", Language.KOREAN),
        ("en, ko;q=0.5", Language.ENGLISH),
        ("kok", Language.ENGLISH),
        ("ko;q=0", Language.ENGLISH),
        ("ko;q=nonsense", Language.ENGLISH),
    ],
)
def test_messages_follow_the_wanted_language(header: str, language: Language) -> None:
    assert language_of(header) is language


def test_every_reason_has_a_code_of_its_own_that_is_not_zero() -> None:
    codes = [reason.code for reason in Reason]
    assert 0 not in codes
    assert len(set(codes)) == len(codes)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_body(body: bytes) -> None:
    assert json_object(body) is None or isinstance(json_object(body), dict)


@given(
    st.dictionaries(
        st.sampled_from([*NEW, "domain", "activeYn", "memo", "userId", "stampIdx", "other"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2),
    )
)
def test_no_fields_break_a_create(fields: dict[str, object]) -> None:
    # Built by hand: a fixture would be shared by all of Hypothesis' examples.
    books = Books(None)
    try:
        books.bear([], [FULL], "")
        answer = Account(books).ask(Call.CREATE, fields)
        assert answer.code != 0
    finally:
        books.close()
