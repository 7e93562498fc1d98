"""How a customer is described at the service: one change for each stamp that carries it. Sends nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Change
from kiosk_app.domain.visiting import Bar, bar_to_visit
from kiosk_app.services.replacing import in_place_of_the_last
from kiosk_app.store.store import Work


def drafts_of(
    work: Work, customer_id: str, change: Change, today: date, staff: str | None = None
) -> tuple[list[Draft], tuple[StampIdx, ...]]:
    """One for each of their stamps that lives, and one behind each that is being made; none waits for another's.

    Besides, the stamps that have not begun: the service shows them to nobody, so that an edit could switch one on
    again that was switched off elsewhere.
    """
    drafts, not_told = [], []
    open_ = work.journal.open_of(customer_id)
    handed_out = {entry.stamp_idx: entry.id for entry in open_ if entry.kind is Kind.HAND_OUT}

    def draft(card_idx: int, stamp_idx: StampIdx | None, leader: int | None) -> Draft:
        reference = work.journal.fresh_reference()
        return Draft(
            *(reference, Kind.CHANGE, card_idx, customer_id, stamp_idx, change), staff, follows=None, leader=leader
        )

    for stamp in work.directory.stamps_held_by(customer_id):
        bar = bar_to_visit(stamp, open_, today)
        if bar is None:
            drafts.append(draft(stamp.card_idx, stamp.stamp_idx, handed_out.get(stamp.stamp_idx)))
        elif bar is Bar.NOT_BEGUN:
            not_told.append(stamp.stamp_idx)
    drafts += [draft(issue.card_idx, None, issue.id) for issue in open_ if issue.kind is Kind.ISSUE]
    return drafts, tuple(not_told)


def open_in_place(work: Work, intent: str, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
    """Open them; an edit that waits on the same stamp gives way to its own."""
    joined = [in_place_of_the_last(work, draft)[0] for draft in drafts]
    return work.journal.open(intent, joined).entries
