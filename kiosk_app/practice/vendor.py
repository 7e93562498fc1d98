"""The vendor's rules: what each of the six calls does to the stamps, and what it answers.

From the vendor's stamp pages; where they leave a behaviour open, ``Habits`` plays it either way. It reads no
socket and refuses to misbehave: faults are wire.py's.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from http import HTTPStatus

from kiosk_app.domain.ids import StampIdx
from kiosk_app.practice.contract import Call, Fields, HttpFault, Request, call_of, http_fault, read_fields
from kiosk_app.practice.messages import Language, Reason, Refused, language_of
from kiosk_app.practice.truth import Books, BornCard, TrueStamp, utc_text

ONSITE_CANARY = "onsite-canary-4417"
"""The shop's on-site password in every validate. Found in a log, a database or on the glass, it is a leak."""

_MAX_YEARS = 5
_LETTERS = string.ascii_uppercase + string.digits


class IdStyle(Enum):
    """The two kinds of Stamp IDX in the two versions of the vendor's document."""

    INTEGER = "integer"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Habits:
    """What the vendor's documents leave open. The defaults are what practice does.

    ``full_is_refused``: an add past the maximum is refused; else it succeeds and changes nothing.
    ``left_out_keeps``: an update leaves alone what it was not told; else domain, activeYn, useYn and resetPinYn
    fall back to their documented defaults.
    ``dead_look_is_refused``: validate of a stamp that cannot be used answers a code other than 0; else code 0,
    null and a message.
    ``refusal_status``: the HTTP status of a refusal; from 400 on its envelope holds no code.
    ``default_domain``: of stamps created without one; empty is the service's own address.
    """

    id_style: IdStyle = IdStyle.INTEGER
    full_is_refused: bool = True
    left_out_keeps: bool = True
    dead_look_is_refused: bool = False
    refusal_status: int = 200
    default_domain: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call comes back with: the three members of the envelope, under an HTTP status."""

    code: int
    message: str
    result: object = None
    status: int = 200

    def envelope(self) -> dict[str, object]:
        """The answer's body. ``code`` is only there below 400 (the vendor's error page)."""
        if self.status >= HTTPStatus.BAD_REQUEST:
            return {"message": self.message}
        return {"code": self.code, "message": self.message, "result": self.result}


class Vendor:
    """Answers requests out of the books. ``origin`` is the service's own address, known once it listens."""

    def __init__(
        self,
        books: Books,
        key: str,
        habits: Habits,
        origin: Callable[[], str],
        today: Callable[[], date],
        now: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._key = key
        self._habits = habits
        self._origin = origin
        self._today = today
        self._now = now
        self._calls: Mapping[Call, Callable[[Fields, int], object]] = {
            Call.CREATE: self._create,
            Call.ADD: self._add,
            Call.REMOVE: self._remove,
            Call.UPDATE: self._update,
            Call.DELETE: self._delete,
            Call.VALIDATE: self._validate,
        }

    def answer(self, request: Request, number: int) -> Answer:
        """Do what the request asks and answer it; ``number`` is its line in the books."""
        call = call_of(request.path)
        fault = http_fault(request, call, self._key)
        if fault is not None or call is None:
            return _turned_away(fault or HttpFault(HTTPStatus.NOT_FOUND, ""))
        language = language_of(request.header("accept-language"))
        try:
            fields = read_fields(call, request)
            if isinstance(fields, HttpFault):
                return _turned_away(fields)
            with self._books.open():
                return Answer(0, "", self._calls[call](fields, number))
        except Refused as no:
            return self._refusal(call, no, language)

    def _refusal(self, call: Call, no: Refused, language: Language) -> Answer:
        says = no.reason.say(language, no.what)
        about_the_stamp = no.reason.name.startswith("STAMP_")
        if call is Call.VALIDATE and about_the_stamp and not self._habits.dead_look_is_refused:
            return Answer(0, says)
        return Answer(no.reason.code, says, status=self._habits.refusal_status)

    def link(self, stamp: TrueStamp) -> str:
        """Where the stamp's page is."""
        return f"{self._domain(stamp)}/stamp/{stamp.stamp_idx}"

    def _domain(self, stamp: TrueStamp) -> str:
        return stamp.domain or self._habits.default_domain or self._origin()

    def _create(self, fields: Fields, number: int) -> StampIdx:
        idx = self._books.next_number() if self._habits.id_style is IdStyle.INTEGER else _text_id()
        blank = TrueStamp(idx, 0, date.min, date.min, issued_at=utc_text(self._now()))
        stamp = _changed(blank, fields)
        self._check(stamp, end_is_new=True)
        self._books.put(stamp if stamp.user_id else replace(stamp, user_id=_user_id()))
        self._books.note_applied(number, idx)
        return idx

    def _add(self, fields: Fields, number: int) -> None:
        stamp = self._stamp(fields)
        self._check_usable(stamp)
        if stamp.visits >= self._card(stamp).places:
            if self._habits.full_is_refused:
                raise Refused(Reason.STAMP_FULL)
            return
        self._books.put(replace(stamp, visits=stamp.visits + 1))
        self._books.note_applied(number, stamp.stamp_idx)

    def _remove(self, fields: Fields, number: int) -> None:
        stamp = self._stamp(fields)
        if stamp.redeemed:
            raise Refused(Reason.STAMP_REDEEMED)
        if stamp.visits == 0:
            raise Refused(Reason.STAMP_EMPTY)
        self._books.put(replace(stamp, visits=stamp.visits - 1))
        self._books.note_applied(number, stamp.stamp_idx)

    def _update(self, fields: Fields, number: int) -> None:
        stamp = self._stamp(fields)
        if not self._habits.left_out_keeps:
            fields = {"domain": "", "activeYn": "Y", "useYn": "N", "resetPinYn": "N", **fields}
        changed = _changed(stamp, fields)
        self._check(changed, end_is_new="endYmd" in fields)
        self._books.put(changed)
        self._books.note_applied(number, stamp.stamp_idx)

    def _delete(self, fields: Fields, number: int) -> None:
        stamp = self._stamp(fields)
        self._books.delete(stamp.stamp_idx)
        self._books.note_applied(number, stamp.stamp_idx)

    def _validate(self, fields: Fields, _number: int) -> dict[str, object]:
        stamp = self._stamp(fields)
        self._check_usable(stamp)
        card = self._card(stamp)
        return {
            "stampIdx": stamp.stamp_idx,
            "domain": self._domain(stamp),
            "cardIdx": card.card_idx,
            "cardNm": card.name,
            "cardTtl": card.title,
            "stamps": stamp.visits,
            "maxStamps": card.places,
            "stampUrl": self.link(stamp),
            "url": "https://shop.example/rewards",
            "strtYmd": stamp.start.isoformat(),
            "endYmd": stamp.end.isoformat(),
            "onsiteYn": "Y",
            "onsitePwd": ONSITE_CANARY,
            "memo": stamp.memo or None,
            "activeYn": "Y" if stamp.active else "N",
            "userId": stamp.user_id or None,
            "userNm": stamp.name or None,
            "userPhnno": stamp.phone or None,
            "userEml": stamp.email or None,
            "userEtc1": stamp.etc1 or None,
            "userEtc2": stamp.etc2 or None,
            "stampImgUrl": "https://shop.example/stamp.webp",
            "regYmdt": datetime.fromisoformat(stamp.issued_at).strftime("%Y-%m-%d %H:%M:%S"),
            "payloadVersion": "v1",
        }

    def _stamp(self, fields: Fields) -> TrueStamp:
        stamp = self._books.stamp(fields["stampIdx"])
        if stamp is None:
            raise Refused(Reason.STAMP_UNKNOWN)
        return stamp

    def _card(self, stamp: TrueStamp) -> BornCard:
        card = self._books.card(stamp.card_idx)
        if card is None:
            raise Refused(Reason.CARD_UNKNOWN)
        return card

    def _check_usable(self, stamp: TrueStamp) -> None:
        if stamp.redeemed:
            raise Refused(Reason.STAMP_REDEEMED)
        if not stamp.active:
            raise Refused(Reason.STAMP_INACTIVE)
        if self._today() < stamp.start:
            raise Refused(Reason.STAMP_NOT_BEGUN)
        if self._today() > stamp.end:
            raise Refused(Reason.STAMP_EXPIRED)

    def _check(self, stamp: TrueStamp, end_is_new: bool) -> None:
        """The rules that hold for every stamp that is written."""
        card = self._card(stamp)
        if stamp.visits > card.places:
            raise Refused(Reason.COUNT_OUT_OF_RANGE, "stamps")
        if stamp.end < stamp.start:
            raise Refused(Reason.DATES_REVERSED)
        if end_is_new and stamp.end > latest_end(self._today()):
            raise Refused(Reason.END_TOO_FAR)


def latest_end(today: date) -> date:
    """Five years from today; from a 29 February it is the 28th."""
    try:
        return today.replace(year=today.year + _MAX_YEARS)
    except ValueError:
        return today.replace(year=today.year + _MAX_YEARS, day=28)


def _changed(stamp: TrueStamp, fields: Fields) -> TrueStamp:
    """The stamp with these fields set; what is not named stays."""

    def number(name: str, kept: int) -> int:
        return int(fields.get(name, kept))

    def text(name: str, kept: str) -> str:
        return str(fields.get(name, kept))

    def day(name: str, kept: date) -> date:
        return date.fromisoformat(text(name, kept.isoformat()))

    def flag(name: str, kept: bool) -> bool:
        return fields.get(name, "Y" if kept else "N") == "Y"

    return TrueStamp(
        stamp_idx=stamp.stamp_idx,
        card_idx=number("cardIdx", stamp.card_idx),
        start=day("strtYmd", stamp.start),
        end=day("endYmd", stamp.end),
        visits=number("stamps", stamp.visits),
        active=flag("activeYn", stamp.active),
        redeemed=flag("useYn", stamp.redeemed),
        reset_pin=flag("resetPinYn", stamp.reset_pin),
        domain=text("domain", stamp.domain),
        memo=text("memo", stamp.memo),
        user_id=text("userId", stamp.user_id),
        name=text("userNm", stamp.name),
        phone=text("userPhnno", stamp.phone),
        email=text("userEml", stamp.email),
        etc1=text("userEtc1", stamp.etc1),
        etc2=text("userEtc2", stamp.etc2),
        issued_at=stamp.issued_at,
    )


def _turned_away(fault: HttpFault) -> Answer:
    return Answer(Reason.REFUSED.code, fault.message, status=fault.status)


def _text_id() -> StampIdx:
    """Sixteen letters and digits; the first is a letter, so that it can never be taken for a number."""
    return secrets.choice(string.ascii_uppercase) + "".join(secrets.choice(_LETTERS) for _ in range(15))


def _user_id() -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(12))
