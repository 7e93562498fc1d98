"""The table of what happened, swept: every row, every call, every status, sent and not sent, each trouble."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.stamp import StampView, UserFields
from kiosk_app.stamp_api.judge import Facts, Result, Trouble, http_date, judge, retry_after_s
from kiosk_app.stamp_api.wire import Envelope

STATUSES = [None, -1, 0, 1, 99, *range(100, 600), 600, 999, 1000]
VIEW = StampView(394, 123, "", 3, 10, "", "", None, None, True, "", UserFields())
NOW = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)

NOT_SENT = {
    None: (Next.AGAIN, Reason.NO_INTERNET),
    Trouble.BAD_REQUEST: (Next.STOP, Reason.BAD_REQUEST),
    Trouble.UNREACHABLE: (Next.AGAIN, Reason.NO_INTERNET),
    Trouble.PROXY: (Next.AGAIN, Reason.PROXY),
    Trouble.TLS: (Next.AGAIN, Reason.NO_INTERNET),
    Trouble.CERTIFICATE: (Next.STOP, Reason.CERTIFICATE),
    Trouble.CERTIFICATE_DATE: (Next.STOP, Reason.CERTIFICATE),
    Trouble.LOST: (Next.AGAIN, Reason.NO_INTERNET),
}
IN_DOUBT = {
    Call.CREATE: Next.PERSON,
    Call.ADD: Next.LOOK,
    Call.REMOVE: Next.LOOK,
    Call.UPDATE: Next.AGAIN,
    Call.DELETE: Next.AGAIN,
}


def no_envelopes(call: Call) -> list[Envelope | None]:
    """Nothing, an object without a code, and for a create a success without an id."""
    none: list[Envelope | None] = [None, Envelope(None, "words"), Envelope(None, "words", 1347)]
    return [*none, Envelope(0, "words")] if call is Call.CREATE else none


def row(status: int | None) -> str:
    """The row of the table, written down a second time and in another way than in the code."""
    if status is None:
        return "lost"
    named = {
        "moved": {301, 307, 308},
        "account": {401, 403},
        "offline": {407, 511},
        "slow": {421, 425, 429},
        "doubt": {408},
        "refused": {501, 505},
    }
    for name, statuses in named.items():
        if status in statuses:
            return name
    return {2: "malformed", 3: "malformed", 4: "refused", 5: "doubt"}.get(status // 100, "malformed")


def expected(call: Call, status: int | None) -> tuple[Fate, Next, Reason]:
    match row(status):
        case "moved":
            return Fate.NOT_DONE, Next.STOP, Reason.MOVED
        case "account":
            return Fate.NOT_DONE, Next.STOP, Reason.KEY_REFUSED if status == 401 else Reason.FORBIDDEN
        case "offline":
            return Fate.NOT_DONE, Next.AGAIN, Reason.PROXY
        case "slow":
            return Fate.NOT_DONE, Next.AGAIN, Reason.SLOW_DOWN
        case "refused":
            looks = status == 409 and call in (Call.ADD, Call.REMOVE)
            return Fate.REFUSED, Next.LOOK if looks else Next.NOTHING, Reason.REFUSED
        case name:
            why = {"lost": Reason.LOST, "doubt": Reason.SERVICE_DOWN, "malformed": Reason.MALFORMED}[name]
            if call is Call.VALIDATE:
                return Fate.NOT_DONE, Next.AGAIN, why
            return Fate.UNKNOWN, IN_DOUBT[call], why


def told(answer: Answer[Result]) -> tuple[Fate, Next, Reason]:
    return answer.fate, answer.next, answer.reason


@pytest.mark.parametrize("call", Call)
def test_nothing_sent_is_not_done_whatever_else_is_said(call: Call) -> None:
    for trouble, status, deadline in product(NOT_SENT, STATUSES, (True, False)):
        for envelope in (None, Envelope(0, "", 1347), Envelope(1, "")):
            answer = judge(call, Facts(False, status, envelope, trouble, deadline))
            assert told(answer) == (Fate.NOT_DONE, *NOT_SENT[trouble])
            assert answer.result is None


@pytest.mark.parametrize("call", Call)
def test_status_decides_where_no_whole_envelope_came(call: Call) -> None:
    for trouble, status in product(NOT_SENT, STATUSES):
        for envelope in no_envelopes(call):
            answer = judge(call, Facts(True, status, envelope, trouble))
            assert told(answer) == expected(call, status), (status, envelope)
            assert answer.result is None
            assert answer.message == (envelope.message if envelope else "")
            assert answer.signature == ("" if status is None else f"status {status}")


@pytest.mark.parametrize("call", Call)
def test_whole_envelope_decides_under_2xx_and_3xx_and_nowhere_else(call: Call) -> None:
    results: dict[Call, Result] = {Call.CREATE: 1347, Call.VALIDATE: VIEW}
    result = results.get(call)
    for status, code in product(STATUSES, (0, 1, -1, 1002)):
        envelope = Envelope(code, "words", result if code == 0 else None)
        answer = judge(call, Facts(True, status, envelope))
        if status is None or not 200 <= status <= 399:
            assert told(answer) == expected(call, status)
        elif code == 0:
            assert answer == Answer(Fate.DONE, Next.NOTHING, Reason.OK, result, "words")
        else:
            assert told(answer) == (Fate.REFUSED, Next.NOTHING, Reason.REFUSED)
            assert (answer.message, answer.signature, answer.result) == ("words", f"code {code}", None)


@pytest.mark.parametrize("call", Call)
def test_after_the_deadline_whatever_came_is_in_doubt(call: Call) -> None:
    for status, trouble in product(STATUSES, NOT_SENT):
        for envelope in (None, Envelope(0, "", 1347), Envelope(1, "")):
            answer = judge(call, Facts(True, status, envelope, trouble, deadline=True))
            assert told(answer) == expected(call, None)
            assert answer.result is None


def test_look_at_no_usable_stamp_is_done_without_a_result() -> None:
    answer = judge(Call.VALIDATE, Facts(True, 200, Envelope(0, "Not active.")))
    assert answer == Answer(Fate.DONE, Next.NOTHING, Reason.OK, None, "Not active.")


@pytest.mark.parametrize("call", Call)
def test_only_slow_down_tells_how_long_to_wait(call: Call) -> None:
    for status in STATUSES:
        answer = judge(call, Facts(True, status, retry_after_s=7.0))
        assert answer.retry_after_s == (7.0 if row(status) == "slow" else None)


FACTS = st.builds(
    Facts,
    st.booleans(),
    st.none() | st.integers(0, 1000),
    st.none() | st.builds(Envelope, st.none() | st.integers(-2, 2), st.text(max_size=3), st.none() | st.just(1347)),
    st.none() | st.sampled_from(Trouble),
    st.booleans(),
    st.none() | st.floats(0, 60),
)


@given(st.sampled_from(Call), FACTS)
def test_done_is_never_guessed_and_doubt_never_hidden(call: Call, facts: Facts) -> None:
    answer = judge(call, facts)
    assert judge(call, facts) == answer
    code = facts.envelope.code if facts.envelope else None
    proved = facts.sent and not facts.deadline and facts.status in range(200, 400) and code is not None
    if answer.done:
        assert proved
        assert code == 0
        assert call is not Call.CREATE or answer.result is not None
    if answer.fate is Fate.UNKNOWN:
        assert facts.sent
        assert call is not Call.VALIDATE
        assert answer.next in (Next.PERSON, Next.LOOK, Next.AGAIN)
    assert (answer.next is Next.PERSON) <= (call is Call.CREATE and answer.fate is Fate.UNKNOWN)
    assert (answer.next is Next.LOOK) <= (call in (Call.ADD, Call.REMOVE))
    assert answer.result is None or answer.done


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("1", 1.0),
        (" 60 ", 60.0),
        ("61", 60.0),
        ("86400", 60.0),
        ("9" * 9, 60.0),
        ("9" * 400, None),
        ("0", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("١", None),
        ("1, 2", None),
        ("soon", None),
        ("", None),
        (None, None),
        (format_datetime(NOW + timedelta(seconds=7), usegmt=True), 7.0),
        (format_datetime(NOW + timedelta(days=7), usegmt=True), 60.0),
        (format_datetime(NOW, usegmt=True), None),
        (format_datetime(NOW - timedelta(days=7), usegmt=True), None),
        ("Sun Nov  6 08:49:37 1994", None),
        ("Fri, 99 Nov 99999 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_read_as_the_rfc_says(header: str | None, wait_s: float | None) -> None:
    assert retry_after_s(header, NOW) == wait_s


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_retry_after(text: str) -> None:
    wait = retry_after_s(text, NOW)
    assert wait is None or 0 < wait <= 60


def test_date_without_a_zone_is_utc() -> None:
    assert http_date("Sun, 06 Nov 1994 08:49:37 -0000") == datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
    assert http_date("Sun, 06 Nov 1994 08:49:37 GMT") == datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
    assert http_date("nonsense") is None
    assert http_date("Fri, 31 Dec 9999 23:59:59 -2300") is None
