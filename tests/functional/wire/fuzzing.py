"""Answers that no one would write by hand, said to the real client by a server that says whatever it is given.

Two readings of the same bytes must agree: the client's, and a second one that is independent and generous.
"""

from __future__ import annotations

import json
import random
from collections import Counter

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kiosk_app.domain.ids import stamp_idx_from_wire
from kiosk_app.domain.outcome import Call, Fate
from tests.functional.wire.calls import PLAY, client
from tests.servers import Server, Visit, answer

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
IDS = st.sampled_from([1347, "ZJLF0399WQBEQZJM", 394]) | SCALARS
STAMPS = st.fixed_dictionaries(
    {"stampIdx": st.just(394), "stamps": st.integers(-1, 1001)},
    optional=dict.fromkeys(
        ("cardIdx", "maxStamps", "cardNm", "stampUrl", "domain", "strtYmd", "activeYn", "memo", "userNm"), VALUES
    ),
)
ENVELOPES = st.fixed_dictionaries(
    {"code": st.sampled_from([0, 0, 0, 1, "0", None, True, 0.0]), "result": IDS | STAMPS | VALUES},
    optional={"message": VALUES},
).map(lambda value: json.dumps(value).encode())
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 301, 302, 304, 400, 401, 404, 429, 500, 501, 999]) | st.integers(
    0, 9999
)
HEADERS = st.dictionaries(
    st.sampled_from(["Content-Encoding", "Retry-After", "Location", "Date", "Transfer-Encoding", "Set-Cookie", "X"]),
    st.sampled_from(["gzip", "deflate", "chunked", "gzip, deflate", "x", "-1", "é", "Mon, 99 Foo 0000 99:99:99 GMT"])
    | st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=20),
    max_size=3,
)
SAID = (
    st.builds(answer, STATUSES, ENVELOPES | st.binary(max_size=100), HEADERS, length=st.none() | st.integers(0, 200))
    | st.builds(lambda data, cut: data[:cut], st.builds(answer, STATUSES, ENVELOPES), st.integers(0, 200))
    | st.builds(lambda head, tail: head + tail, st.just(b"HTTP/1.1 200 OK\r\n"), st.binary(max_size=200))
    | st.binary(max_size=200)
)


class Parrot:
    """Says whatever it was last given, to whoever comes."""

    def __init__(self) -> None:
        self.said = b""

    def __call__(self, visit: Visit) -> None:
        visit.hear()
        visit.say(self.said)


def proves_done(call: Call, said: bytes) -> bool:
    """A second, independent and generous reading: whether anything in the bytes can be a success."""
    status = said.split(b" ", 2)[1:2]
    if not said.startswith(b"HTTP/") or not status or status[0][:1] not in (b"2", b"3"):
        return False
    try:
        value = json.loads(said.partition(b"\r\n\r\n")[2].decode("utf-8-sig"))
    except ValueError:
        return b"Encoding" in said
    if not isinstance(value, dict) or type(value.get("code")) is not int or value["code"] != 0:
        return False
    if call is Call.CREATE:
        return stamp_idx_from_wire(value.get("result")) is not None
    if call is Call.VALIDATE and value.get("result") is not None:
        result = value["result"]
        return isinstance(result, dict) and result.get("stampIdx") == 394 and 0 <= result.get("stamps", -1) <= 999
    return True


def fuzz(examples: int, number: int | None = None) -> Counter[str]:
    """So many answers; how many were taken for what. Raises AssertionError for a crash or a false "done".

    ``number``: the seed, to repeat a run.
    """
    speaker, fates = Parrot(), Counter[str]()

    @seed(random.SystemRandom().randrange(10**9) if number is None else number)
    @settings(max_examples=examples, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(said=SAID, call=st.sampled_from([Call.CREATE, Call.CREATE, Call.ADD, Call.UPDATE, Call.VALIDATE]))
    def hear(said: bytes, call: Call) -> None:
        speaker.said = said
        server.heard.clear()
        answered = PLAY[call](client(server.address))
        fates[answered.fate.value] += 1
        assert len(server.heard) == 1
        if answered.fate is Fate.DONE:
            assert proves_done(call, said)
        if call is Call.CREATE and answered.fate is Fate.DONE:
            assert stamp_idx_from_wire(answered.result) is not None

    with Server(speaker) as server:
        hear()
    return fates
