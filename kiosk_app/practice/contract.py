"""The contract, read strictly: which calls exist, how a request must look, which fields it may hold.

From the vendor's "Stamp Creation API" and its sister pages. A request that says anything undocumented is
refused, so that a client which drifts is caught here and not at a shop. It knows no stamps: vendor.py does.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from http import HTTPStatus
from urllib.parse import parse_qsl

from kiosk_app.practice.messages import Reason, Refused

BODY_LIMIT = 64 * 1024
_LARGEST_INTEGER = 2**63 - 1

Fields = dict[str, int | str]
"""Checked fields under their names on the wire: integers, texts, ISO dates, Y or N."""


class Call(Enum):
    """The six calls."""

    CREATE = "create"
    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"
    DELETE = "delete"
    VALIDATE = "validate"


METHODS: Mapping[Call, str] = {
    Call.CREATE: "POST",
    Call.ADD: "PUT",
    Call.REMOVE: "PUT",
    Call.UPDATE: "PUT",
    Call.DELETE: "DELETE",
    Call.VALIDATE: "GET",
}
_IN_QUERY = frozenset({Call.DELETE, Call.VALIDATE})
_BY_PATH: Mapping[str, Call] = {f"/api/stamp/v1/{call.value}": call for call in Call}

# First products of User-Agents that name a library instead of a product: the vendor answers them with 403.
# fmt: off
_GENERIC_AGENTS = frozenset({
    "aiohttp", "apache-httpclient", "axios", "curl", "go-http-client", "httpx", "insomnia", "java", "libwww-perl",
    "mozilla", "node", "node-fetch", "okhttp", "php", "postmanruntime", "python", "python-httpx", "python-requests",
    "python-urllib", "ruby", "undici", "wget",
})
# fmt: on
_PRODUCT = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)(/[!#$%&'*+.^_`|~0-9A-Za-z-]+)?( .*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOMAIN = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?")
_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in. Header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, empty where it is missing."""
        return self.headers.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class HttpFault:
    """A request that is turned away by its HTTP status alone, before any field is read."""

    status: HTTPStatus
    message: str


def call_of(path: str) -> Call | None:
    """The call that lives at this path, whatever the method."""
    return _BY_PATH.get(path)


def has_key(request: Request, key: str) -> bool:
    """Whether the request carries ``Authorization: APIKey <key>`` with this key."""
    return hmac.compare_digest(request.header("authorization").encode(), f"APIKey {key}".encode())


def http_fault(request: Request, call: Call | None, key: str) -> HttpFault | None:
    """What is wrong with a request's outside, in the order a gateway, a router and an account would notice it."""
    if not _names_a_product(request.header("user-agent")):
        return HttpFault(HTTPStatus.FORBIDDEN, "The User-Agent must name a product.")
    if call is None:
        return HttpFault(HTTPStatus.NOT_FOUND, "There is no such call.")
    if request.method != METHODS[call]:
        return HttpFault(HTTPStatus.METHOD_NOT_ALLOWED, f"This call is {METHODS[call]}.")
    if not has_key(request, key):
        return HttpFault(HTTPStatus.UNAUTHORIZED, Reason.KEY_REFUSED.value[1])
    if not re.fullmatch(r"application/json(; ?charset=utf-8)?", request.header("content-type").lower()):
        return HttpFault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json.")
    if call in _IN_QUERY and request.body:
        return HttpFault(HTTPStatus.BAD_REQUEST, "This call takes no body.")
    if call not in _IN_QUERY and request.query:
        return HttpFault(HTTPStatus.BAD_REQUEST, "This call takes no query.")
    return None


def read_fields(call: Call, request: Request) -> Fields | HttpFault:
    """The fields of a request, checked one by one; raises Refused. What cannot be read at all is a fault."""
    raw = _query_fields(request.query) if call in _IN_QUERY else json_object(request.body)
    if raw is None:
        return HttpFault(HTTPStatus.BAD_REQUEST, "The request could not be read.")
    known = _FIELDS[call]
    for name in raw:
        if name not in known:
            raise Refused(Reason.FIELD_UNKNOWN, name[:40].encode(errors="replace").decode())
    for name in _REQUIRED[call]:
        if name not in raw:
            raise Refused(Reason.FIELD_MISSING, name)
    return {name: known[name](name, value) for name, value in raw.items()}


def json_object(body: bytes) -> dict[str, object] | None:
    """The JSON object in a body; None where it is none, names a member twice, or holds NaN (RFC 8259)."""
    try:
        value = json.loads(body.decode(), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _query_fields(query: str) -> dict[str, object] | None:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict", max_num_fields=20)
        fields = _once_each([(name, _id_from_text(text)) for name, text in pairs])
    except ValueError:
        return None
    return fields


def _id_from_text(text: str) -> int | str:
    """Digits only are a number; anything else stays the text that it is."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,18}", text) else text


def _names_a_product(agent: str) -> bool:
    match = _PRODUCT.fullmatch(agent)
    return match is not None and match[1].lower() not in _GENERIC_AGENTS


def _integer(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(Reason.NOT_AN_INTEGER, name)
    if not 0 <= value <= _LARGEST_INTEGER:
        raise Refused(Reason.COUNT_OUT_OF_RANGE, name)
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or "\0" in value or _has_half_a_character(value):
        raise Refused(Reason.NOT_A_STRING, name)
    return value


def _has_half_a_character(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def _id(name: str, value: object) -> int | str:
    """A Stamp IDX: an integer or a string, and 1347 is not "1347"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer(name, value)
    return _text(name, value)


def _yes_no(name: str, value: object) -> str:
    if value not in ("Y", "N"):
        raise Refused(Reason.NOT_YES_OR_NO, name)
    return str(value)


def _date(name: str, value: object) -> str:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise Refused(Reason.NOT_A_DATE, name)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Refused(Reason.NOT_A_DATE, name) from None


def _domain(name: str, value: object) -> str:
    """An https origin; empty, as documented, for the default, and so is any origin of a practice service:
    its port is another one at the next start, so what is kept is "the default"."""
    text = _text(name, value)
    if not text or _LOOPBACK.fullmatch(text):
        return ""
    if not _DOMAIN.fullmatch(text):
        raise Refused(Reason.NOT_A_DOMAIN, name)
    return text


_Check = Callable[[str, object], int | str]
_ABOUT_BOTH: Mapping[str, _Check] = {
    "cardIdx": _integer,
    "domain": _domain,
    "strtYmd": _date,
    "endYmd": _date,
    "activeYn": _yes_no,
    "memo": _text,
    "userId": _text,
    "userNm": _text,
    "userPhnno": _text,
    "userEml": _text,
    "userEtc1": _text,
    "userEtc2": _text,
}
_ONLY_ID: Mapping[str, _Check] = {"stampIdx": _id}
_FIELDS: Mapping[Call, Mapping[str, _Check]] = {
    Call.CREATE: _ABOUT_BOTH,
    Call.ADD: _ONLY_ID,
    Call.REMOVE: _ONLY_ID,
    Call.UPDATE: {**_ONLY_ID, **_ABOUT_BOTH, "stamps": _integer, "resetPinYn": _yes_no, "useYn": _yes_no},
    Call.DELETE: _ONLY_ID,
    Call.VALIDATE: _ONLY_ID,
}
_REQUIRED: Mapping[Call, tuple[str, ...]] = {
    call: ("cardIdx", "strtYmd", "endYmd") if call is Call.CREATE else ("stampIdx",) for call in Call
}
