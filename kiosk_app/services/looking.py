"""Looking: what the service shows of a stamp, kept in the directory, and the stamp's link.

Reads only. A look's answer is thrown away where an entry of that stamp was sent or settled since it was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.links import built_link, checked_link, has_proven_shape
from kiosk_app.domain.outcome import Answer, Fate, Next, Reason
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Stamp, StampView
from kiosk_app.services.budget import Budget
from kiosk_app.store.store import Store, Work


class Sight(Enum):
    """How well a stamp was seen."""

    FRESH = "fresh"  # the service showed it just now
    OURS = "our own record"  # no answer; what the directory knows
    REFUSED = "refused"  # the service answered that it shows no such usable stamp


@dataclass(frozen=True, slots=True)
class Look:
    """What a look came to. ``stamp`` may be None where neither the service nor the directory knows it.

    ``customer_id`` is None for a stamp that is not in the directory. ``message``: the service's words.
    """

    sight: Sight
    stamp: Stamp | None
    reason: Reason
    message: str


class Looking:
    """Looks at stamps.

    ``address`` is the service's, ``card_domain`` the link domain that the owner set for a Card IDX: these two
    decide which links are trusted, never what an answer says of itself. ``learn`` is told how many places a card
    has, and its name, by its Card IDX. No ``api``: our own record is all.
    """

    def __init__(
        self,
        store: Store,
        api: StampApi | None,
        address: str,
        card_domain: Callable[[int], str],
        learn: Callable[[int, int | None, str], object] = lambda _card_idx, _places, _name: None,
        budget: Budget | None = None,
    ) -> None:
        self._store = store
        self._api = api
        self._address = address
        self._card_domain = card_domain
        self._learn = learn
        self._budget = budget or Budget()

    def look(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Look:
        """Ask the service for one stamp, at most ``deadline_s`` seconds long, and keep what it shows."""
        with self._store.reading() as work:
            mark, asked_at = work.journal.quiet_mark(stamp_idx), work.now
        answer = self.see(stamp_idx, deadline_s)
        if answer.fate is Fate.NOT_DONE:
            return Look(Sight.OURS, self.ours(stamp_idx), answer.reason, answer.message)
        if answer.result is None:
            return Look(Sight.REFUSED, self.ours(stamp_idx), Reason.REFUSED, answer.message)
        with self._store.writing() as work:
            if mark is None or work.journal.quiet_mark(stamp_idx) != mark:
                known = work.directory.stamp(stamp_idx)
                return Look(Sight.OURS, known and self._linked(work, known, answer.result), Reason.OK, "")
            stamp = self.keep(work, answer.result, asked_at)
        self._learn(stamp.card_idx, answer.result.places, answer.result.card_name)
        return Look(Sight.FRESH, stamp, Reason.OK, "")

    def see(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        """What the service shows of one stamp, for somebody who waits; nothing is kept."""
        if self._api is None:
            return Answer(Fate.NOT_DONE, Next.NOTHING, Reason.OK)
        with self._store.writing() as work:
            if not self._budget.take(work, 1, is_first=True):
                return Answer(Fate.NOT_DONE, Next.AGAIN, Reason.SLOW_DOWN)
        answer = self._api.validate(stamp_idx, deadline_s)
        if answer.reason is Reason.SLOW_DOWN:
            with self._store.writing() as work:
                self._budget.slow_down(work, answer.retry_after_s)
        return answer

    def ours(self, stamp_idx: StampIdx) -> Stamp | None:
        """Our own record of a stamp, with the best link there is."""
        with self._store.reading() as work:
            stamp = work.directory.stamp(stamp_idx)
            return self._linked(work, stamp) if stamp else None

    def keep(self, work: Work, view: StampView, asked_at: datetime) -> Stamp:
        """Keep what the service showed of a stamp in the directory; another stamp is only told of.

        For looks that nothing could overtake: the sender's own, since entries of one stamp go in order.
        """
        known = work.directory.stamp(view.stamp_idx)
        stamp = self._linked(work, self._merged(known, view, asked_at), view)
        if known:
            work.directory.put_stamp(stamp)
        return stamp

    def _merged(self, known: Stamp | None, view: StampView, asked_at: datetime) -> Stamp:
        """Our record with what validate showed: it shows only stamps that are active and not redeemed."""
        today = asked_at.date()
        base = known or Stamp(
            stamp_idx=view.stamp_idx,
            card_idx=view.card_idx or 0,
            customer_id="",
            url=None,
            domain=self._card_domain(view.card_idx or 0),
            shown_domain="",
            visits=None,
            places=None,
            as_of=None,
            start=view.start or today,
            end=view.end or today,
            active=True,
            redeemed=False,
            issued_at=asked_at,
        )
        return replace(
            base,
            shown_domain=view.domain,
            visits=view.visits,
            places=view.places or base.places,
            as_of=asked_at,
            start=view.start or base.start,
            end=view.end or base.end,
            active=view.active,
            redeemed=False,
        )

    def _linked(self, work: Work, stamp: Stamp, view: StampView | None = None) -> Stamp:
        """The stamp with its link: the checked stampUrl, else a built one where that shape is proven, else none.

        A link from the database is checked anew: the address it was good for may have changed since.
        """
        given = (view.url if view else None) or stamp.url or ""
        checked = checked_link(given, stamp.stamp_idx, stamp.domain, self._address)
        if view and checked and has_proven_shape(checked, stamp.stamp_idx):
            work.meta.learn_shape(stamp.stamp_idx)
        if checked is None and work.meta.shape_is_proven(stamp.stamp_idx):
            checked = built_link(stamp.stamp_idx, stamp.domain, self._address)
        return replace(stamp, url=checked)
