"""Bytes of the vendor's API from and to our values: documented names out, nothing unproven in.

An answer is untrusted. What decides (code, Stamp IDX, count, active) is read strictly, and one fault there
makes the whole answer prove nothing; what only describes (names, dates, texts) falls back to empty.
The shop's on-site password, which validate sends in clear, is not read, so that nobody can store it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk_app.domain.card import MAX_VISITS
from kiosk_app.domain.ids import StampIdx, stamp_idx_from_wire
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change, NewStamp, StampView, UserFields
from kiosk_app.domain.text import MAX_FIELD, clean

MAX_DEPTH = 8  # the documented answers have two levels
MAX_DIGITS = 19  # of a 64 bit integer; Python would read thousands
MAX_MEMO = 4000  # longer than any field, so that the reference at a memo's end is not cut off
MAX_URL = 2048

_USER_NAMES: Mapping[str, str] = {
    "user_id": "userId",
    "name": "userNm",
    "phone": "userPhnno",
    "email": "userEml",
    "etc1": "userEtc1",
    "etc2": "userEtc2",
}

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_URL = re.compile(rf"[^\s\x00-\x1f\x7f\ud800-\udfff]{{1,{MAX_URL}}}")

Members = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Envelope:
    """A JSON object that came as an answer.

    ``code`` None: it has no integer code or its result breaks the contract, so it settles nothing; its words
    may still be shown. ``result`` is a Stamp IDX for create, a stamp or None for validate, else None.
    """

    code: int | None
    message: str
    result: StampIdx | StampView | None = None


class _Broken(ValueError):
    """A part of an answer that breaks the contract."""


def read_envelope(call: Call, body: bytes, secret: str) -> Envelope | None:
    """The answer in a whole body, or None where it is not one JSON object.

    ``secret`` is blotted out of the service's words, should it ever quote the key.
    """
    members = _json_object(body)
    if members is None:
        return None
    message = _message(members.get("message"), secret)
    code = members.get("code")
    if isinstance(code, bool) or not isinstance(code, int):
        return Envelope(None, message)
    if code != 0:
        return Envelope(code, message)
    try:
        return Envelope(code, message, _result(call, members.get("result")))
    except _Broken:
        return Envelope(None, message)


def create_body(new: NewStamp) -> bytes:
    """The body of a create: required fields and ``activeYn`` always, empty optional ones never."""
    return _body(
        {
            "cardIdx": new.card_idx,
            "domain": new.domain or None,
            "strtYmd": new.start.isoformat(),
            "endYmd": new.end.isoformat(),
            "activeYn": _yes_no(new.active),
            "memo": new.memo or None,
            **_user(new.user),
        }
    )


def update_body(stamp_idx: StampIdx, change: Change) -> bytes:
    """The body of an update. A field that is None is left out; ``resetPinYn`` always says what is meant.

    ``domain`` may be empty: that is the service's own default, said explicitly. So is a user field that is cleared,
    since one left out may keep its value; the vendor's page does not say what an empty text does.
    """
    return _body(
        {
            "stampIdx": stamp_idx,
            "cardIdx": change.card_idx,
            "stamps": change.visits,
            "domain": change.domain,
            "strtYmd": change.start and change.start.isoformat(),
            "endYmd": change.end and change.end.isoformat(),
            "activeYn": _yes_no(change.active),
            "useYn": _yes_no(change.redeemed),
            "resetPinYn": _yes_no(change.reset_pin),
            "memo": change.memo,
            **_user(change.user or UserFields()),
            **{_USER_NAMES[name]: "" for name in change.cleared},
        }
    )


def stamp_body(stamp_idx: StampIdx) -> bytes:
    """The body of an add or a remove."""
    return _body({"stampIdx": stamp_idx})


def _body(fields: Members) -> bytes:
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode("ascii")


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "Y" if value else "N"


def _user(user: UserFields) -> dict[str, str | None]:
    return {wire_name: getattr(user, name) or None for name, wire_name in _USER_NAMES.items()}


def _message(value: object, secret: str) -> str:
    if not isinstance(value, str):
        return ""
    return clean(value.replace(secret, "…") if secret else value)[:MAX_FIELD]


def _json_object(body: bytes) -> Members | None:
    """The one JSON object in a body. A byte order mark may be ignored (RFC 8259, 8.1); nothing else is forgiven."""
    try:
        text = body.decode("utf-8-sig")
        if _too_deep(text):
            return None
        value = json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse, parse_int=_small_int)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _too_deep(text: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Broken("a member is named twice")
    return members


def _refuse(constant: str) -> object:
    raise _Broken(constant)


def _small_int(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise _Broken("an integer beyond 64 bits")
    return int(digits)


def _result(call: Call, value: object) -> StampIdx | StampView | None:
    """The result beside code 0. The other calls document null; whatever they say there decides nothing."""
    if call is Call.CREATE:
        return _stamp_idx(value)
    if call is Call.VALIDATE and value is not None:
        return _view(value)
    return None


def _view(value: object) -> StampView:
    if not isinstance(value, dict):
        raise _Broken("a stamp is an object")
    visits = _count(value.get("stamps"))
    if visits is None:
        raise _Broken("a stamp has a count")
    return StampView(
        stamp_idx=_stamp_idx(value.get("stampIdx")),
        card_idx=_card_idx(value.get("cardIdx")),
        card_name=_text(value, "cardNm") or _text(value, "cardTtl"),
        visits=visits,
        places=_count(value.get("maxStamps")),
        url=_url(value.get("stampUrl")),
        domain=_url(value.get("domain")),
        start=_date(value.get("strtYmd")),
        end=_date(value.get("endYmd")),
        active=_active(value.get("activeYn")),
        memo=_text(value, "memo", MAX_MEMO),
        user=_read_user(value),
    )


def _read_user(value: Members) -> UserFields:
    return UserFields(**{name: _text(value, wire_name) for name, wire_name in _USER_NAMES.items()})


def _stamp_idx(value: object) -> StampIdx:
    stamp_idx = stamp_idx_from_wire(value)
    if stamp_idx is None:
        raise _Broken("no Stamp IDX")
    return stamp_idx


def _card_idx(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise _Broken("no Card IDX")
    return value


def _count(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_VISITS:
        raise _Broken("a count is 0 to 999")
    return value


def _active(value: object) -> bool:
    """Validate shows active stamps only, so a missing flag means yes; an unknown one is no flag at all."""
    if value not in (None, "Y", "N"):
        raise _Broken("Y or N")
    return value != "N"


def _date(value: object) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _url(value: object) -> str:
    return value if isinstance(value, str) and _URL.fullmatch(value) else ""


def _text(members: Members, name: str, limit: int = MAX_FIELD) -> str:
    value = members.get(name)
    return clean(value)[:limit] if isinstance(value, str) else ""
