"""Refilling: keeps as many instant stamps ready as the owner wants, one at a time and behind everything else.

It opens entries and leaves the sending to the sender. What is lost as it is made is set aside there: it costs
the shop an unused stamp and nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.ready import new_ready, renewal
from kiosk_app.domain.settings import Settings
from kiosk_app.services.sender import Sender
from kiosk_app.services.telling import tell_opened
from kiosk_app.services.timing import Timing
from kiosk_app.store.store import Store, Work


class Refilling:
    """The sender as the window runs it: where it has nothing to send, one instant stamp is made or renewed."""

    def __init__(
        self, store: Store, sender: Sender, settings: Callable[[], Settings], clock: Clock, timing: Timing
    ) -> None:
        self._store = store
        self._sender = sender
        self._settings = settings
        self._clock = clock
        self._timing = timing

    def recover(self) -> int:
        """Take over what dead senders left."""
        return self._sender.recover()

    def prove_next(self) -> Entry | None:
        """Look at one stamp whose answer was lost."""
        return self._sender.prove_next()

    def send_next(self) -> Entry | None:
        """Send what waits; where nothing does, see to the instant stamps."""
        sent = self._sender.send_next()
        return self._sender.send_next() if sent is None and self._open_next() else sent

    def _open_next(self) -> bool:
        """Open what is wanted next, if anything is; never more than one at a time, lest they pile up offline."""
        cards = [card for card in self._settings().cards if card.ready]
        if not cards or self._sender.is_held_up():
            return False
        with self._store.reading() as work:
            if self._wanted(work, cards) is None:
                return False
        with self._store.writing() as work:
            draft = self._wanted(work, cards)
            opened = work.journal.open(f"refill {new_id()}", [draft]).entries if draft else ()
        tell_opened(opened, "refilling")
        return bool(opened)

    def _wanted(self, work: Work, cards: Iterable[StampCard]) -> Draft | None:
        if not work.meta.instant_is_tried() or work.journal.is_stocking():
            return None
        drafts = (draft for how in (self._missing, self._stale) for card in cards if (draft := how(work, card)))
        return next(drafts, None)

    def _missing(self, work: Work, card: StampCard) -> Draft | None:
        if len(work.ready.stock(card.card_idx)) >= card.ready or self._must_wait(work, card):
            return None
        reference = work.journal.fresh_reference()
        new = new_ready(card, self._clock.today(), reference)
        return Draft(reference, Kind.READY, card.card_idx, None, fields=new, turn=Turn.REFILL) if new else None

    def _stale(self, work: Work, card: StampCard) -> Draft | None:
        for ready in work.ready.stock(card.card_idx):
            if change := renewal(card, ready, self._clock.today()):
                reference = work.journal.fresh_reference()
                return Draft(reference, Kind.CHANGE, card.card_idx, None, ready.stamp_idx, change, turn=Turn.REFILL)
        return None

    def _must_wait(self, work: Work, card: StampCard) -> bool:
        """Several were lost in a row, or one was refused and nobody has seen it yet."""
        last = work.journal.last_ready(card.card_idx, self._timing.refill_losses)
        if last and last[0].attention:
            return True
        lost = [entry for entry in last if entry.state is State.ASIDE]
        if len(lost) < self._timing.refill_losses or lost[0].settled_at is None:
            return False
        return work.now < lost[0].settled_at + timedelta(seconds=self._timing.refill_wait_s)
