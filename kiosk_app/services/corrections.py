"""Corrections: visits that were added in error are taken back, or moved to the right customer. Sends nothing.

The original stays in the history, and what put it right stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kiosk_app.domain.card import MAX_VISITS
from kiosk_app.domain.correction import CannotCorrect, Hindrance, checked_note
from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Change, NewStamp, Stamp
from kiosk_app.domain.visiting import Bar, Barred, Tally, bar_of_places, bar_to_visit, once_done, tally
from kiosk_app.services.issuing import issue_draft
from kiosk_app.services.settling import settle
from kiosk_app.services.telling import tell_opened
from kiosk_app.services.visits import card_of
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Store, Work

_ISSUES = (Kind.ISSUE, Kind.HAND_OUT)
# What of their stamps keeps a customer from a new one of the card, as it is at the counter: they can collect on it.
_NO_NEW_ONE_BESIDE = (Bar.TOO_FEW_PLACES, Bar.FULL, Bar.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take ``count`` visits of a stamp back. ``intent`` is the press: the same one again adds nothing.

    ``original``: the entry of the one visit that was wrong, as it stands in the history; then ``count`` is 1.
    ``note`` says why; it stays here.
    """

    intent: str
    stamp_idx: StampIdx
    count: int = 1
    original: int | None = None
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Move ``count`` visits of a stamp to another customer's stamp of the same card; else as ``TakeBack``.

    ``to_stamp``: which of theirs; None: the first to end that has a place left, or a new one where they have none.
    """

    intent: str
    stamp_idx: StampIdx
    to_customer_id: str
    to_stamp: StampIdx | None = None
    count: int = 1
    original: int | None = None
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionOpened:
    """What waits to be sent now, in its order; empty where the visit was not sent yet and only had to be cancelled.

    ``existing``: this press was there already. ``cancelled``: a visit that had not been sent and never will be.
    """

    entries: tuple[Entry, ...]
    existing: bool
    cancelled: Entry | None = None


@dataclass(frozen=True, slots=True)
class MoveOpened:
    """``opened.entries``: added there, then taken back here. ``issues``: the right customer gets a new stamp first."""

    opened: CorrectionOpened
    customer: Customer
    issues: bool


@dataclass(frozen=True, slots=True)
class _Right:
    """Where moved visits go. ``stamp_idx``: there already. ``leader``: its open issue. ``issue``: to be opened."""

    stamp_idx: StampIdx | None = None
    leader: int | None = None
    issue: Draft | None = None


class Corrections:
    """Raises CannotCorrect, BadInput and StoreTrouble; then nothing was changed.

    What waits afterwards is the sender's: poke it.
    """

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def take_back(self, request: TakeBack) -> CorrectionOpened:
        """Open one entry a visit, in one commit. A visit that was not sent yet is cancelled instead."""
        note = _checked(request)
        with self._store.writing() as work:
            if there := work.journal.of_intent(request.intent):
                return CorrectionOpened(there, existing=True)
            if cancelled := _cancelled(work, request):
                return CorrectionOpened((), existing=False, cancelled=cancelled)
            stamp = _known(work, request.stamp_idx)
            self._must_give(work, request, stamp)
            drafts = [_taking_back(work, request, stamp, note, follows=0) for _ in range(request.count)]
            entries = work.journal.open(request.intent, drafts).entries
        tell_opened(entries, "a correction")
        return CorrectionOpened(entries, existing=False)

    def move(self, request: Move) -> MoveOpened:
        """One press: a visit added to the right stamp, and taken back from the wrong one once it is there.

        What follows an entry goes once that is done and is cancelled with it, whoever sends it and however often
        the program is killed between: refused there, nothing has happened here.
        """
        note = _checked(request)
        with self._store.writing() as work:
            customer = work.directory.customer(request.to_customer_id)
            if customer is None:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            if there := work.journal.of_intent(request.intent):
                return MoveOpened(CorrectionOpened(there, existing=True), customer, there[0].kind in _ISSUES)
            wrong = _known(work, request.stamp_idx)
            if wrong.customer_id == customer.id:
                raise CannotCorrect(Hindrance.SAME_CUSTOMER)
            request = replace(request, to_customer_id=customer.id)  # the one it was merged into, perhaps
            right = self._right_stamp(work, request, wrong.card_idx, customer)
            cancelled = _cancelled(work, request)
            if cancelled is None:
                self._must_give(work, request, wrong)
            drafts = _moving(work, request, wrong, right, note, cancelled)
            work.directory.mark_used(customer.id)
            entries = work.journal.open(request.intent, drafts).entries
        tell_opened(entries, "a correction")
        return MoveOpened(
            CorrectionOpened(entries, existing=False, cancelled=cancelled), customer, right.issue is not None
        )

    def _must_give(self, work: Work, request: TakeBack | Move, stamp: Stamp) -> None:
        """So many visits can be taken from it, as far as anybody knows; the sender looks before it writes."""

        def too_few(counted: Tally) -> Bar | None:
            is_known = stamp.visits is not None
            return Bar.TOO_FEW_VISITS if is_known and counted.expected < request.count else None

        if barred := self._barred(work, stamp, too_few):
            raise CannotCorrect(barred)

    def _right_stamp(self, work: Work, request: Move, card_idx: int, customer: Customer) -> _Right:
        """The stamp that is meant; else one with room, else one that is on its way, else a new one."""
        held = work.directory.stamps_of(customer.id, card_idx)
        theirs = [stamp for stamp in held if request.to_stamp in (None, stamp.stamp_idx)]
        barred = []
        for stamp in theirs:
            no = self._barred(work, stamp, partial(bar_of_places, count=request.count))
            if no is None:
                return _Right(stamp_idx=stamp.stamp_idx)
            barred.append(no)
        if request.to_stamp is not None:
            raise CannotCorrect(barred[0] if barred else Barred(Bar.NO_SUCH_STAMP))
        for bar in _NO_NEW_ONE_BESIDE:
            if no := next((one for one in barred if one.bar is bar), None):
                raise CannotCorrect(no)
        return self._new_stamp(work, request, card_idx, customer)

    def _barred(self, work: Work, stamp: Stamp, of_count: Callable[[Tally], Bar | None]) -> Barred | None:
        open_ = work.journal.open_on(stamp.stamp_idx)
        counted = tally(stamp, open_, card_of(self._settings(), stamp))
        bar = bar_to_visit(stamp, open_, self._clock.today()) or of_count(counted)
        return Barred(bar, once_done(stamp, open_), counted) if bar else None

    def _new_stamp(self, work: Work, request: Move, card_idx: int, customer: Customer) -> _Right:
        """The issue that is open, else a new one. The first visit that a card counts with it is the one moved here."""
        if open_ := work.journal.open_issue(customer.id, card_idx):
            self._must_count(open_[0].fields)
            return _Right(leader=open_[0].id)
        settings = self._settings()
        card = settings.card(card_idx)
        if card is None:
            raise CannotCorrect(Hindrance.NO_CARD)
        empty = Tally(0, 0, 0, in_doubt=False, places=card.places, as_of=None)
        if bar := bar_of_places(empty, request.count):
            raise CannotCorrect(Barred(bar, tally=empty))
        span = card.span(self._clock.today())
        issue = issue_draft(
            *(work, settings, card, customer, span, card.domain, card.memo), active=card.active, staff=request.staff
        )
        self._must_count(issue.fields)
        return _Right(stamp_idx=issue.stamp_idx, issue=issue)

    def _must_count(self, fields: NewStamp | Change | None) -> None:
        """A visit counts on it as soon as it is there, or nothing is moved."""
        is_usable = fields is not None and fields.active and fields.start and fields.start <= self._clock.today()
        if not is_usable:
            raise CannotCorrect(Hindrance.CANNOT_COUNT)


def _known(work: Work, stamp_idx: StampIdx) -> Stamp:
    stamp = work.directory.stamp(stamp_idx)
    if stamp is None:
        raise CannotCorrect(Barred(Bar.NO_SUCH_STAMP))
    return stamp


def _checked(request: TakeBack | Move) -> str:
    """The note, where the request is whole; raises BadInput."""
    if request.count < 1:
        raise BadInput(Problem("count", Fault.NOT_POSITIVE, str(request.count)))
    if request.count > 1 and request.original is not None:
        raise BadInput(Problem("count", Fault.OUT_OF_RANGE, str(request.count), ("1", "1")))
    if request.count > MAX_VISITS:
        raise BadInput(Problem("count", Fault.OUT_OF_RANGE, str(request.count), ("1", str(MAX_VISITS))))
    return checked_note(request.note)


def _cancelled(work: Work, request: TakeBack | Move) -> Entry | None:
    """The visit that was wrong, cancelled here where it waits, unsent; None where one has to be taken back.

    Of several of one press the last is cancelled: they are alike, and the others follow the first.
    """
    if request.original is None:
        return None
    original = work.journal.entry(request.original)
    if original is None or original.kind is not Kind.VISIT or original.stamp_idx != request.stamp_idx:
        raise CannotCorrect(Hindrance.NOT_ITS_VISIT)
    if original.state in (State.REFUSED, State.CANCELLED, State.ASIDE):
        raise CannotCorrect(Hindrance.NOT_ITS_VISIT)
    if any(_takes_back(entry) for entry in work.journal.corrections_of(original.id)):
        raise CannotCorrect(Hindrance.TAKEN_BACK_ALREADY)
    if original.state is State.DONE:
        return None
    if original.state is not State.WAITING or original.doubted_at:
        raise CannotCorrect(Hindrance.NOT_KNOWN_YET)
    press = work.journal.of_intent(original.intent)
    alike = [one for one in press if (one.kind, one.stamp_idx) == (original.kind, original.stamp_idx)]
    last = [one for one in alike if one.state is State.WAITING and not one.doubted_at][-1]
    return settle(work, last, Step(State.CANCELLED, Why.UNDONE))


def _takes_back(entry: Entry) -> bool:
    return entry.kind is Kind.TAKE_BACK and entry.state not in (State.REFUSED, State.CANCELLED)


def _moving(work: Work, request: Move, wrong: Stamp, right: _Right, note: str, cancelled: Entry | None) -> list[Draft]:
    """The issue if one is needed, then each visit and what is taken back for it. Each take back follows its own visit.

    The visits follow the issue; without one, the first of them.
    """
    drafts = [right.issue] if right.issue else []
    for _ in range(request.count):
        visit = Draft(
            *(work.journal.fresh_reference(), Kind.VISIT, wrong.card_idx, request.to_customer_id, right.stamp_idx),
            staff=request.staff,
            leader=right.leader,
            corrects=cancelled.id if cancelled else request.original,
            note=note,
        )
        drafts.append(visit)
        if cancelled is None:
            drafts.append(_taking_back(work, request, wrong, note, follows=len(drafts) - 1))
    return drafts


def _taking_back(work: Work, request: TakeBack | Move, stamp: Stamp, note: str, follows: int) -> Draft:
    return Draft(
        *(work.journal.fresh_reference(), Kind.TAKE_BACK, stamp.card_idx, stamp.customer_id, stamp.stamp_idx),
        staff=request.staff,
        follows=follows,
        corrects=request.original,
        note=note,
    )
