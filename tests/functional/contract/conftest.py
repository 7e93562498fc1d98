"""The service that the contract is held against: the practice service, or the one that the environment names.

STAMP_KIOSK_CONTRACT_URL, _KEY and _CARD (a Card IDX with at least two places) name another one. The suite makes
its own stamps there, about thirty, and deletes them.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from kiosk_app.practice import Habits, IdStyle
from tests.services import practice_in_process

StampIdx = int | str

TODAY = datetime.now().astimezone().date()


class StampService(NamedTuple):
    """Where a stamp service is, the key it accepts, and a stamp card that it knows."""

    address: str
    key: str
    card_idx: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What came over the wire: the status, the headers in lower case, and the body as JSON."""

    status: int
    headers: Mapping[str, str]
    json: Any

    @property
    def is_done(self) -> bool:
        """The envelope of a success."""
        return 200 <= self.status < 400 and self.json["code"] == 0

    @property
    def is_refused(self) -> bool:
        """A refusal that says why: by its code, or by a status from 400 on."""
        by_code = self.status < 400 and self.json["code"] != 0
        return (by_code or 400 <= self.status < 500) and bool(self.json["message"])


class Raw:
    """Speaks the contract by the standard library alone, one connection per call."""

    def __init__(self, service: StampService) -> None:
        self.service = service

    def call(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str | None] | None = None
    ) -> Heard:
        """One request. ``headers`` replace the documented ones; None leaves one out."""
        sent: dict[str, str | None] = {
            "Authorization": f"APIKey {self.service.key}",
            "Content-Type": "application/json",
            "User-Agent": "StampKioskContract/1.0",
            "Accept-Language": "en",
            **(headers or {}),
        }
        url = urlsplit(self.service.address)
        connection = (
            http.client.HTTPSConnection(url.netloc, timeout=30, context=ssl.create_default_context())
            if url.scheme == "https"
            else http.client.HTTPConnection(url.netloc, timeout=30)
        )
        try:
            data = None if body is None else json.dumps(body).encode()
            given = {name: value for name, value in sent.items() if value is not None}
            connection.request(method, f"/api/stamp/v1/{path}", data, given)
            answer = connection.getresponse()
            text = answer.read()
            names = {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()
        return Heard(answer.status, names, json.loads(text) if text else None)

    def add(self, stamp_idx: StampIdx) -> Heard:
        return self.call("PUT", "add", {"stampIdx": stamp_idx})

    def remove(self, stamp_idx: StampIdx) -> Heard:
        return self.call("PUT", "remove", {"stampIdx": stamp_idx})

    def update(self, stamp_idx: StampIdx, **fields: object) -> Heard:
        return self.call("PUT", "update", {"stampIdx": stamp_idx, **fields})

    def delete(self, stamp_idx: StampIdx) -> Heard:
        return self.call("DELETE", f"delete?stampIdx={quote(str(stamp_idx))}")

    def validate(self, stamp_idx: StampIdx, language: str = "en") -> Heard:
        path = f"validate?stampIdx={quote(str(stamp_idx))}"
        return self.call("GET", path, headers={"Accept-Language": language})

    def visits(self, stamp_idx: StampIdx) -> int:
        """The count that validate shows."""
        return int(self.validate(stamp_idx).json["result"]["stamps"])


def _services() -> list[str]:
    if os.environ.get("STAMP_KIOSK_CONTRACT_URL"):
        return ["the service of the environment"]
    return list(_HABITS)


_HABITS = {
    "practice, integer ids": Habits(),
    "practice, text ids": Habits(id_style=IdStyle.TEXT),
    # Everything that the documents leave open, the other way round.
    "practice, the other habits": Habits(
        full_is_refused=False,
        left_out_keeps=False,
        dead_look_is_refused=True,
        refusal_status=400,
        default_domain="https://vvd.bz",
    ),
}


@pytest.fixture(params=_services(), scope="module")
def stamp_service(request: pytest.FixtureRequest) -> Iterator[StampService]:
    """The service under contract; the tests make their own stamps, so a module shares one."""
    if url := os.environ.get("STAMP_KIOSK_CONTRACT_URL"):
        key, card = os.environ["STAMP_KIOSK_CONTRACT_KEY"], os.environ["STAMP_KIOSK_CONTRACT_CARD"]
        yield StampService(url.rstrip("/"), key, int(card))
        return
    with practice_in_process(habits=_HABITS[request.param]) as service:
        yield StampService(service.address, service.key, 123)


@pytest.fixture
def raw(stamp_service: StampService) -> Raw:
    """Plain calls to the service."""
    return Raw(stamp_service)


Issue = Callable[..., StampIdx]


@pytest.fixture
def issue(raw: Raw) -> Iterator[Issue]:
    """Makes a stamp that is valid for a year from today, with other fields where they are given; deletes it later."""
    made: list[StampIdx] = []

    def make(**fields: object) -> StampIdx:
        heard = raw.call("POST", "create", new_stamp(raw.service, **fields))
        assert heard.is_done, heard
        made.append(heard.json["result"])
        return made[-1]

    yield make
    for stamp_idx in made:
        raw.delete(stamp_idx)


def new_stamp(service: StampService, **fields: object) -> dict[str, object]:
    """The body of a create; a field given as None is left out."""
    body = {
        "cardIdx": service.card_idx,
        "strtYmd": TODAY.isoformat(),
        "endYmd": (TODAY + timedelta(days=364)).isoformat(),
        **fields,
    }
    return {name: value for name, value in body.items() if value is not None}
