"""Resolving: what a person says of an entry that nothing but a person can settle. Sends nothing.

Their word is a step like any other: legal, in one commit, and nothing where somebody was quicker.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk_app.domain.choices import Cannot, Choice
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Fate, Reason
from kiosk_app.domain.stamp import Change, NewStamp, StampView
from kiosk_app.services.looking import Looking
from kiosk_app.services.settling import settle
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.journal import EntryMoved, Step
from kiosk_app.store.store import Store, Work

_log = logging.getLogger(__name__)

_ISSUES = (Kind.ISSUE, Kind.HAND_OUT)
_NEW_ONE = "instead of "  # begins the intent of what is given for a lost one: pressed twice, it is given once


class CannotResolve(Exception):
    """The choice does not fit how the entry stands now."""

    def __init__(self, entry_id: int, why: Cannot, reason: Reason = Reason.OK) -> None:
        super().__init__(f"entry {entry_id}: {why.value}")
        self.entry_id, self.why, self.reason = entry_id, why, reason


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entry as it stands now, and what was opened instead of it."""

    entry: Entry
    opened: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Nothing was changed: only a person can say that this is the lost stamp.

    ``seen`` is the stamp where the service shows it without our reference in its memo; None where it shows none,
    as one that is switched off or has not begun, and ``message`` says why.
    """

    seen: StampView | None
    message: str


class Resolving:
    """A person's choices. All raise CannotResolve and StoreTrouble; then nothing was changed.

    What waits afterwards is the sender's: poke it.
    """

    def __init__(self, store: Store, looking: Looking) -> None:
        self._store = store
        self._looking = looking

    def choose(self, entry_id: int, choice: Choice) -> Resolved:
        """Any choice that asks for nothing more; all but ``IT_IS_THERE``, which needs the stamp's number."""
        resolved = {
            Choice.GIVE_NEW: self.give_new,
            Choice.NOT_THERE: self.not_there,
            Choice.COUNTED: self.counted,
            Choice.NOT_COUNTED: self.not_counted,
            Choice.SEND: self.send,
            Choice.DROP: self.drop,
        }[choice](entry_id)
        _tell(resolved.entry, choice)
        tell_opened(resolved.opened, f"“{choice.value}” instead of {resolved.entry.reference}")
        return resolved

    def give_new(self, entry_id: int) -> Resolved:
        """A lost stamp is set aside and another one issued in its place, in one commit; twice is once.

        A refused hand out is dismissed instead. The first visit comes along where it waited.
        """
        with self._choosing(entry_id) as (work, entry):
            intent = _NEW_ONE + entry.intent
            if there := work.journal.of_intent(intent):
                return Resolved(entry, there)
            _must(entry, entry.kind in _ISSUES)
            drafts = _drafts_instead(work, entry)
            if entry.state is State.REFUSED and entry.attention:
                work.journal.dismiss(entry.id)
            else:
                _must_be(entry, State.UNKNOWN)
                settle(work, entry, _by_person(State.ASIDE, Why.GIVEN_NEW))
            if entry.customer_id and work.journal.open_issue(entry.customer_id, entry.card_idx):
                raise CannotResolve(entry.id, Cannot.OTHER_OPEN)
            opened = work.journal.open(intent, drafts)
            return Resolved(_now(work, entry), opened.entries)

    def it_is_there(
        self, entry_id: int, stamp_idx: StampIdx, *, confirmed: bool = False, deadline_s: float | None = None
    ) -> Resolved | Unconfirmed:
        """A lost issue is this stamp: where validate shows it with our reference, or a person has ``confirmed`` it.

        Asks the service, so it may take as long as a call, or ``deadline_s`` seconds.
        """
        with self._choosing(entry_id) as (work, entry):
            _must(entry, entry.kind is Kind.ISSUE)
            _must_be(entry, State.UNKNOWN)
            if work.directory.stamp(stamp_idx):
                raise CannotResolve(entry_id, Cannot.OTHER_STAMP)
            asked_at = work.now
        answer = self._looking.see(stamp_idx, deadline_s)
        if answer.fate is Fate.NOT_DONE:
            raise CannotResolve(entry_id, Cannot.NO_ANSWER, answer.reason)
        seen = answer.result
        if seen and seen.card_idx not in (None, entry.card_idx):
            raise CannotResolve(entry_id, Cannot.OTHER_STAMP)
        if not confirmed and not (seen and seen.memo.endswith(f"#{entry.reference}")):
            return Unconfirmed(seen, answer.message)
        return self._found(entry, stamp_idx, seen, asked_at)

    def _found(self, entry: Entry, stamp_idx: StampIdx, seen: StampView | None, asked_at: datetime) -> Resolved:
        with self._choosing(entry.id) as (work, now):
            _must_be(now, State.UNKNOWN)
            if work.directory.stamp(stamp_idx):
                raise CannotResolve(entry.id, Cannot.OTHER_STAMP)
            settled = settle(work, now, replace(_by_person(State.DONE, Why.PERSON), stamp_idx=stamp_idx))
            if seen:
                self._looking.keep(work, seen, asked_at)
            _tell(settled, Choice.IT_IS_THERE)
            return Resolved(settled)

    def not_there(self, entry_id: int) -> Resolved:
        """It did not arrive, of whatever kind it is: it is sent again, or cancelled where it was undone meanwhile."""
        with self._choosing(entry_id) as (work, entry):
            _must_be(entry, State.UNKNOWN)
            again = replace(_by_person(State.WAITING, Why.PERSON), due_at=work.now)
            return Resolved(settle(work, entry, again))

    def counted(self, entry_id: int) -> Resolved:
        """It arrived: a visit, a take back, or an edit. A stamp that was made has a number (``it_is_there``)."""
        with self._choosing(entry_id) as (work, entry):
            _must(entry, not entry.kind.makes_a_stamp)
            _must_be(entry, State.UNKNOWN)
            return Resolved(settle(work, entry, _by_person(State.DONE, Why.PERSON)))

    def not_counted(self, entry_id: int) -> Resolved:
        """A visit or a take back did not arrive: it is sent again."""
        with self._choosing(entry_id) as (_work, entry):
            _must(entry, entry.kind.is_counted)
        return self.not_there(entry_id)

    def send(self, entry_id: int) -> Resolved:
        """What is held, or has to wait, is due now. A doubt stays: what can be looked at is, an edit is sent again."""
        with self._choosing(entry_id) as (work, entry):
            _must(entry, entry.state is State.WAITING or (entry.state.is_open and not entry.kind.makes_a_stamp))
            return Resolved(work.journal.release(entry))

    def drop(self, entry_id: int) -> Resolved:
        """Nobody waits for it any more: cancelled if it waits, set aside if it may have happened, else dismissed."""
        with self._choosing(entry_id) as (work, entry):
            if entry.state.is_open:
                after = State.CANCELLED if entry.state is State.WAITING else State.ASIDE
                return Resolved(settle(work, entry, _by_person(after, Why.DROPPED)))
            if not entry.attention:
                raise CannotResolve(entry.id, Cannot.SETTLED)
            work.journal.dismiss(entry.id)
            return Resolved(_now(work, entry))

    @contextmanager
    def _choosing(self, entry_id: int) -> Iterator[tuple[Work, Entry]]:
        """One commit on the entry as it stands; nothing of it holds where the choice does not fit."""
        with self._store.writing() as work:
            entry = work.journal.entry(entry_id)
            if entry is None:
                raise CannotResolve(entry_id, Cannot.NO_SUCH_ENTRY)
            if entry.state is State.SENDING:
                raise CannotResolve(entry_id, Cannot.BEING_SENT)
            try:
                yield work, entry
            except EntryMoved as moved:
                raise CannotResolve(entry_id, Cannot.SETTLED) from moved


def _tell(entry: Entry, choice: Choice) -> None:
    _log.info("%s %s: a person says “%s”", entry.reference, entry.kind.value, choice.value)


def _must(entry: Entry, is_its_choice: bool) -> None:
    if not is_its_choice:
        raise CannotResolve(entry.id, Cannot.SETTLED if entry.state.is_final else Cannot.NOT_ITS_CHOICE)


def _must_be(entry: Entry, state: State) -> None:
    _must(entry, entry.state is state)


def _now(work: Work, entry: Entry) -> Entry:
    return work.journal.entry(entry.id) or entry


def _by_person(after: State, why: Why) -> Step:
    return Step(after, why, doubt=None if after is State.ASIDE else False, by_person=True)


def _drafts_instead(work: Work, lost: Entry) -> list[Draft]:
    """An issue with the fields of the lost one under a reference of its own, and all that waited behind it."""
    reference = work.journal.fresh_reference()
    drafts = [
        Draft(
            *(reference, Kind.ISSUE, lost.card_idx, lost.customer_id),
            fields=_as_new(lost, reference),
            staff=lost.staff,
            corrects=lost.corrects,
            note=lost.note,
        )
    ]
    leaders = [lost]
    for leader in leaders:  # which grows: what follows a follower comes along too
        waiting = [one for one in work.journal.followers(leader.id) if _comes_along(one)]
        drafts += [_again(work, one, follows=leaders.index(leader), on_new=leader is lost) for one in waiting]
        leaders += waiting
    return drafts


def _comes_along(follower: Entry) -> bool:
    return follower.state is State.WAITING and follower.turn is not Turn.UNDO


def _again(work: Work, follower: Entry, *, follows: int, on_new: bool) -> Draft:
    """The same once more. ``on_new``: on the stamp that is to be made, whichever it was for before."""
    return Draft(
        *(work.journal.fresh_reference(), follower.kind, follower.card_idx, follower.customer_id),
        stamp_idx=None if on_new else follower.stamp_idx,
        fields=follower.fields,
        staff=follower.staff,
        turn=follower.turn,
        follows=follows,
        corrects=follower.corrects,
        note=follower.note,
    )


def _as_new(lost: Entry, reference: str) -> NewStamp:
    """The stamp as it was asked for; its memo ends in the new reference."""
    fields = lost.fields
    if isinstance(fields, Change):
        if fields.start is None or fields.end is None or fields.user is None:
            raise CannotResolve(lost.id, Cannot.NOT_ITS_CHOICE)
        fields = NewStamp(
            *(lost.card_idx, fields.start, fields.end, fields.domain or "", True, fields.memo or "", fields.user)
        )
    if fields is None:
        raise CannotResolve(lost.id, Cannot.NOT_ITS_CHOICE)
    return replace(fields, memo=f"{fields.memo.removesuffix(f'#{lost.reference}').rstrip()} #{reference}".strip())
