"""Scanning: whose a scanned code is. A stamp issued elsewhere is looked at and joins the directory.

Nothing is sent to the service but looks, and nothing is ever guessed: what cannot be told is a Miss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.links import link_domains
from kiosk_app.domain.outcome import Fate
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.scan import Miss, Missed, Scan, read_scan
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp, StampView, UserFields
from kiosk_app.domain.text import MAX_FIELD, clean, fold
from kiosk_app.services.looking import Looking
from kiosk_app.services.resolving import CannotResolve, Resolving
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class Here:
    """Whose it is. ``stamp_idx``: which stamp was scanned; None where it was a member id.

    ``live``: what a visit could be meant for, the scanned stamp or those of the member, as far as they are live.
    """

    customer_id: str
    stamp_idx: StampIdx | None = None
    live: tuple[StampIdx, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Not in the directory; the service may know it."""

    scan: Scan


class Scanning:
    """``address`` is the service's. All may raise StoreTrouble; then nothing was saved."""

    def __init__(
        self,
        store: Store,
        settings: Callable[[], Settings],
        looking: Looking,
        resolving: Resolving,
        clock: Clock,
        address: str,
    ) -> None:
        self._store = store
        self._settings = settings
        self._looking = looking
        self._resolving = resolving
        self._clock = clock
        self._address = address

    def here(self, text: str) -> Here | Elsewhere | Missed:
        """What the directory knows of it: a member id before a bare Stamp IDX, since members carry theirs."""
        domains = link_domains((card.domain for card in self._settings().cards), self._address)
        scan = read_scan(text, domains)
        if scan.is_nothing:
            return Missed(Miss.NOT_OURS)
        with self._store.reading() as work:
            for member_id in scan.member_ids:
                if members := work.directory.meant_by(Details(user_id=member_id)):
                    (known,) = work.directory.known(members[:1])
                    return Here(members[0].id, live=self._live(known.stamps))
            if found := self._of_stamps(work, scan.stamps):
                return found
        return Elsewhere(scan) if scan.stamps else Missed(Miss.NOT_OURS)

    def elsewhere(self, scan: Scan, deadline_s: float) -> Here | Missed:
        """Ask the service, at most ``deadline_s`` seconds a look; its stamp joins the directory."""
        found = self._asked(_asked_for(scan), deadline_s)
        is_refused = isinstance(found, Missed) and found.miss is Miss.REFUSED
        return Missed(Miss.NOT_OURS) if is_refused and not scan.is_link else found

    def stamp(self, stamp_idx: StampIdx, deadline_s: float) -> Here | Missed:
        """Whose the stamp with this very number is; the service is asked for one that the directory does not know."""
        with self._store.reading() as work:
            found = self._of_stamps(work, (stamp_idx,))
        return found or self._asked((stamp_idx,), deadline_s)

    def _of_stamps(self, work: Work, stamps: Iterable[StampIdx]) -> Here | Missed | None:
        """The first of these that is known here."""
        for stamp_idx in stamps:
            if stamp := work.directory.stamp(stamp_idx):
                return Here(stamp.customer_id, stamp.stamp_idx, self._live((stamp,)))
            if work.ready.stamp(stamp_idx):
                return Missed(Miss.NOT_HANDED_OUT)
        return None

    def _live(self, stamps: Iterable[Stamp]) -> tuple[StampIdx, ...]:
        settings, today = self._settings(), self._clock.today()
        return tuple(one.stamp_idx for one in stamps if one.is_live(today) and settings.card(one.card_idx))

    def _asked(self, stamps: Iterable[StampIdx], deadline_s: float) -> Here | Missed:
        """The first of these that the service shows; else how it refused the first."""
        refused: Missed | None = None
        for stamp_idx in stamps:
            asked_at = self._clock.now()
            answer = self._looking.see(stamp_idx, deadline_s)
            if answer.fate is Fate.NOT_DONE:
                return Missed(Miss.NO_ANSWER, answer.reason)
            if answer.result is not None:
                return self._join(answer.result, asked_at, deadline_s)
            refused = refused or Missed(Miss.REFUSED, answer.reason, answer.message)
        return refused or Missed(Miss.NOT_OURS)

    def _join(self, view: StampView, asked_at: datetime, deadline_s: float) -> Here | Missed:
        if view.card_idx is None or self._settings().card(view.card_idx) is None:
            return Missed(Miss.NO_CARD)
        with self._store.writing() as work:
            entry = work.journal.of_reference(view.memo.rpartition("#")[2])
            if entry is None or entry.kind is not Kind.ISSUE or entry.state is not State.UNKNOWN:
                return self._kept(work, view, entry, asked_at)
        return self._found(entry, view.stamp_idx, deadline_s)

    def _kept(self, work: Work, view: StampView, entry: Entry | None, asked_at: datetime) -> Here:
        """``entry``: our own that the stamp came of, since every memo of ours ends in a reference."""
        if known := work.directory.stamp(view.stamp_idx):  # it joined meanwhile, from another process
            return Here(known.customer_id, known.stamp_idx, self._live((known,)))
        ours = entry and work.directory.customer(entry.customer_id or "")  # nobody, where they were erased
        owner = ours.id if ours else self._owner(work, view.user)
        stamp = self._looking.keep(work, view, asked_at)
        work.directory.put_stamp(replace(stamp, customer_id=owner))
        return Here(owner, view.stamp_idx, self._live((stamp,)))

    def _found(self, entry: Entry, stamp_idx: StampIdx, deadline_s: float) -> Here | Missed:
        """The stamp whose answer was lost, with our reference in its memo: scanned, it is there."""
        try:
            self._resolving.it_is_there(entry.id, stamp_idx, deadline_s=deadline_s)
        except CannotResolve as cannot:
            return Missed(Miss.NO_ANSWER, cannot.reason)
        return Here(entry.customer_id or "", stamp_idx, (stamp_idx,))

    def _owner(self, work: Work, user: UserFields) -> str:
        """Who the service's fields mean: our own id, a member id, a phone, an e-mail; else somebody new.

        Of several with one phone it is who has the name, too; where nobody alone has it, somebody new: to give a
        stamp to the wrong one of a family would be a guess.
        """
        details = _details(user)
        if details.user_id and (customer := work.directory.customer(details.user_id)):
            return customer.id
        meant = work.directory.meant_by(details)
        named = [one for one in meant if fold(one.details.name) == fold(details.name)]
        if len(meant) == 1 or len(named) == 1:
            return (meant if len(meant) == 1 else named)[0].id
        customer = Customer(new_id(), details)
        work.directory.add(customer)
        return customer.id


def _asked_for(scan: Scan) -> list[StampIdx]:
    """What the service is asked: digits once, since a query has no types."""
    return list({str(one): one for one in reversed(scan.stamps)}.values())[::-1]


def _details(user: UserFields) -> Details:
    """The service's fields as a customer's; they were entered elsewhere, so nothing of them is refused."""
    given = Details(user.name, user.phone, user.email if "@" in user.email else "", user.user_id, user.etc1, user.etc2)
    return Details(**{name: clean(getattr(given, name))[:MAX_FIELD] for name in Details.__slots__})
