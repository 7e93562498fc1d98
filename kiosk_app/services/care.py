"""Care of the data folder: what practice begins with. Backups and checks join it here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.samples import SampleCustomer
from kiosk_app.domain.stamp import Stamp
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.store import Store


def adopt_samples(
    store: Store,
    settings: SettingsService,
    cards: Sequence[StampCard],
    customers: Sequence[SampleCustomer],
    today: date,
) -> None:
    """Give an empty practice folder the cards and customers that its service is born with; a used one, nothing."""
    if settings.current().cards:
        return
    settings.change(lambda now: now if now.cards else replace(now, cards=tuple(cards)))
    by_idx = {card.card_idx: card for card in cards}
    with store.writing() as work:
        if not work.directory.is_empty():
            return
        for sample in customers:
            work.directory.add(sample.customer)
            for stamp in sample.stamps:
                span = by_idx[stamp.card_idx].span(today)
                work.directory.put_stamp(
                    Stamp(
                        stamp_idx=stamp.stamp_idx,
                        card_idx=stamp.card_idx,
                        customer_id=sample.customer.id,
                        url=None,
                        domain="",
                        shown_domain="",
                        visits=stamp.visits,
                        places=by_idx[stamp.card_idx].places,
                        as_of=work.now,
                        start=span.start,
                        end=span.end,
                        active=True,
                        redeemed=False,
                        issued_at=work.now,
                    )
                )
