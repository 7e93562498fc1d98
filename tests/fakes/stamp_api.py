"""A stamp service in memory for tests that need no wire: it implements ``domain.ports.StampApi``.

It remembers what is true (stamps and counts), apart from what it answers: a test scripts the next answers, and
says of each whether the service did the work before the answer was lost. No threads, no waiting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from kiosk_app.domain.card import MAX_VISITS
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Connection, Fate, Next, Reach, Reason
from kiosk_app.domain.stamp import Change, NewStamp, StampView, UserFields

CARDS: Mapping[int, int] = {123: 10, 131: 6}
NAMES: Mapping[int, str] = {123: "Coffee card", 131: "Bakery card"}  # the service tells none of others

OFFLINE: Answer[Any] = Answer(Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET)
KEY_REFUSED: Answer[Any] = Answer(Fate.NOT_DONE, Next.STOP, Reason.KEY_REFUSED, signature="status 401")
FORBIDDEN: Answer[Any] = Answer(Fate.NOT_DONE, Next.STOP, Reason.FORBIDDEN, signature="status 403")

_STEP_IN_DOUBT = {Call.CREATE: Next.PERSON, Call.ADD: Next.LOOK, Call.REMOVE: Next.LOOK}


def lost(call: Call) -> Answer[Any]:
    """Bytes were sent and no whole answer came."""
    fate = Fate.UNKNOWN if call is not Call.VALIDATE else Fate.NOT_DONE
    return Answer(fate, _STEP_IN_DOUBT.get(call, Next.AGAIN), Reason.LOST)


def refused(message: str, code: int = 1000) -> Answer[Any]:
    """The service said no, in its own words."""
    return Answer(Fate.REFUSED, Next.NOTHING, Reason.REFUSED, message=message, signature=f"code {code}")


def slow_down(retry_after_s: float | None = None) -> Answer[Any]:
    """HTTP 429; without a time the sender chooses one."""
    return Answer(Fate.NOT_DONE, Next.AGAIN, Reason.SLOW_DOWN, signature="status 429", retry_after_s=retry_after_s)


@dataclass(frozen=True, slots=True)
class TrueStamp:
    """A stamp as the service holds it."""

    new: NewStamp
    visits: int = 0
    redeemed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that was made, with what it held: a NewStamp, a Change, or None."""

    call: Call
    stamp_idx: StampIdx | None
    holds: NewStamp | Change | None = None

    @property
    def changes(self) -> bool:
        return self.call is not Call.VALIDATE


@dataclass(frozen=True, slots=True)
class _Scripted:
    answer: Answer[Any]
    applies: bool
    late: bool


class FakeStampApi:
    """The service. ``stamps`` is the truth, ``asked`` every call in order, ``cards`` the places of each card."""

    def __init__(
        self, today: date, *, cards: Mapping[int, int] = CARDS, text_ids: bool = False, link_domain: str = ""
    ) -> None:
        self.today = today
        self.stamps: dict[StampIdx, TrueStamp] = {}
        self.asked: list[Asked] = []
        self.connection = Connection(Reach.ACCEPTED)
        self.full_is_refused = True  # else a visit past the last place succeeds and adds nothing
        self._cards = cards
        self._text_ids = text_ids
        self._link_domain = link_domain or "https://vvd.bz"
        self._next_idx = 1347
        self._script: dict[Call, deque[_Scripted]] = {call: deque() for call in Call}
        self._late: list[Callable[[], object]] = []

    def script(self, call: Call, *answers: Answer[Any], applies: bool = False, late: bool = False) -> None:
        """Answer the next calls of this kind so. ``applies``: the work was done all the same; ``late``: it will
        be, when the test says ``apply_late``."""
        self._script[call].extend(_Scripted(answer, applies, late) for answer in answers)

    def forget_script(self, call: Call) -> None:
        """Answer calls of this kind by the truth again."""
        self._script[call].clear()

    def apply_late(self) -> None:
        """Do what the service had taken in and not yet applied."""
        late, self._late = self._late, []
        for work in late:
            work()

    def told(self, call: Call) -> list[Asked]:
        """The calls of one kind, in order."""
        return [asked for asked in self.asked if asked.call is call]

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        return cast("Answer[StampIdx]", self._play(Asked(Call.CREATE, None, new), lambda: self._create(new)))

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._play(Asked(Call.ADD, stamp_idx), lambda: self._add(stamp_idx))

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._play(Asked(Call.REMOVE, stamp_idx), lambda: self._remove(stamp_idx))

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        return self._play(Asked(Call.UPDATE, stamp_idx, change), lambda: self._update(stamp_idx, change))

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._play(Asked(Call.DELETE, stamp_idx), lambda: self._delete(stamp_idx))

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        return self._play(Asked(Call.VALIDATE, stamp_idx), lambda: self._validate(stamp_idx))

    def test_connection(self, known: StampIdx | None) -> Connection:
        return self.connection

    def _play(self, asked: Asked, work: Callable[[], Answer[Any]]) -> Answer[Any]:
        self.asked.append(asked)
        if not self._script[asked.call]:
            return work()
        scripted = self._script[asked.call].popleft()
        if scripted.applies:
            work()
        if scripted.late:
            self._late.append(work)
        return scripted.answer

    def _create(self, new: NewStamp) -> Answer[StampIdx]:
        if new.card_idx not in self._cards:
            return refused("The stamp card does not exist.", 2001)
        idx: StampIdx = f"T{self._next_idx:015}" if self._text_ids else self._next_idx
        self._next_idx += 1
        self.stamps[idx] = TrueStamp(new)
        return _done(idx)

    def _add(self, stamp_idx: StampIdx) -> Answer[None]:
        stamp = self._usable(stamp_idx)
        if isinstance(stamp, Answer):
            return stamp
        if stamp.visits >= self._places(stamp):
            return refused("All stamps have already been collected.", 2007) if self.full_is_refused else _done()
        self.stamps[stamp_idx] = replace(stamp, visits=stamp.visits + 1)
        return _done()

    def _remove(self, stamp_idx: StampIdx) -> Answer[None]:
        stamp = self.stamps.get(stamp_idx)
        if stamp is None or stamp.redeemed or stamp.visits == 0:
            return refused("There are no stamps to remove.", 2008)
        self.stamps[stamp_idx] = replace(stamp, visits=stamp.visits - 1)
        return _done()

    def _update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        stamp = self.stamps.get(stamp_idx)
        if stamp is None:
            return refused("The stamp does not exist.", 2002)
        if change.visits is not None and not 0 <= change.visits <= min(self._places(stamp), MAX_VISITS):
            return refused("stamps is out of range.", 1010)
        self.stamps[stamp_idx] = _changed(stamp, change)
        return _done()

    def _delete(self, stamp_idx: StampIdx) -> Answer[None]:
        if stamp_idx not in self.stamps:
            return refused("The stamp does not exist.", 2002)
        del self.stamps[stamp_idx]
        return _done()

    def _validate(self, stamp_idx: StampIdx) -> Answer[StampView]:
        stamp = self._usable(stamp_idx)
        if isinstance(stamp, Answer):
            return Answer(Fate.DONE, Next.NOTHING, Reason.OK, None, stamp.message)
        new, domain = stamp.new, stamp.new.domain or self._link_domain
        view = StampView(
            stamp_idx=stamp_idx,
            card_idx=new.card_idx,
            card_name=NAMES.get(new.card_idx, ""),
            visits=stamp.visits,
            places=self._places(stamp),
            url=f"{domain}/stamp/{stamp_idx}",
            domain=domain,
            start=new.start,
            end=new.end,
            active=new.active,
            memo=new.memo,
            user=new.user,
        )
        return _done(view)

    def _places(self, stamp: TrueStamp) -> int:
        return self._cards[stamp.new.card_idx]

    def _usable(self, stamp_idx: StampIdx) -> TrueStamp | Answer[Any]:
        """The stamp, or why a customer cannot use it."""
        stamp = self.stamps.get(stamp_idx)
        if stamp is None:
            return refused("The stamp does not exist.", 2002)
        if stamp.redeemed:
            return refused("The stamp's reward has already been used.", 2006)
        if not stamp.new.active:
            return refused("The stamp is not active.", 2003)
        if not stamp.new.start <= self.today <= stamp.new.end:
            return refused("The stamp is not valid today.", 2005)
        return stamp


def _done(result: Any = None) -> Answer[Any]:
    return Answer(Fate.DONE, Next.NOTHING, Reason.OK, result)


def _changed(stamp: TrueStamp, change: Change) -> TrueStamp:
    told = {"card_idx", "start", "end", "domain", "active", "memo"}
    given = {name: getattr(change, name) for name in told if getattr(change, name) is not None}
    user = replace(_merged(stamp.new.user, change.user or UserFields()), **dict.fromkeys(change.cleared, ""))
    return TrueStamp(
        replace(stamp.new, **given, user=user),
        stamp.visits if change.visits is None else change.visits,
        stamp.redeemed if change.redeemed is None else change.redeemed,
    )


def _merged(kept: UserFields, told: UserFields) -> UserFields:
    names = ("user_id", "name", "phone", "email", "etc1", "etc2")
    return UserFields(**{name: getattr(told, name) or getattr(kept, name) for name in names})
