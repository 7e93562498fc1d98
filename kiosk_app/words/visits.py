"""Visits and rewards in words: what was added, taken back or redeemed, and why something was not."""

from __future__ import annotations

import math
from datetime import datetime

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.words import stamps
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def added(language: Language, count: int, stamp: Stamp | None) -> str:
    """Visit added — 8 of 10."""
    what = language.plural("Visit added", "{count} visits added", count).format(count=count)
    return _with_count(language, what, stamp)


def taken_back(language: Language, count: int, stamp: Stamp | None) -> str:
    """Taken back — 7 of 10 again."""
    what = language.plural("Taken back", "{count} visits taken back", count).format(count=count)
    counted = _count(language, stamp)
    return language.text("{what} — {count} again").format(what=what, count=counted) if counted else what


def full(language: Language, reward: str) -> Said:
    """The reward at the right moment: before it is redeemed."""
    ready = language.text("Full — reward ready.")
    return Said(ready, language.text("Hand over {reward} first.").format(reward=reward) if reward else "")


def redeemed(language: Language, next_card: str) -> Said:
    """``next_card``: the name of the card whose next stamp is offered; empty where none is."""
    done = language.text("Reward redeemed.")
    return Said(done, language.text("Issue the next {card}?").format(card=next_card) if next_card else "")


def barred(language: Language, barred: Barred, card: StampCard, now: datetime) -> Said:
    """Why nothing was opened, then what to do. ``now`` is UTC."""
    return _of_stamp(language, barred) or _of_count(language, barred) or _of_policy(language, barred, card, now)


def add_anyway(language: Language) -> str:
    """How a command passes the pause."""
    return language.text("--anyway adds it all the same.")


def _of_stamp(language: Language, barred: Barred) -> Said | None:
    say, stamp = language.text, barred.stamp
    if stamp is None:
        return Said(say("This code is not one of ours."), say("Look the customer up by name."))
    return {
        Bar.BEING_DELETED: Said(say("This stamp is being deleted."), say("Issue a new one.")),
        Bar.REDEEMED: stamps.redeemed_before(language),
        Bar.SWITCHED_OFF: stamps.switched_off(language),
        Bar.EXPIRED: stamps.expired(language, stamp),
        Bar.NOT_BEGUN: stamps.begins(language, stamp),
    }.get(barred.bar)


def _of_count(language: Language, barred: Barred) -> Said | None:
    say, tally = language.text, barred.tally
    if tally is None:
        return None
    room = language.plural(
        "There is room for {count} more visit on this card.",
        "There is room for {count} more visits on this card.",
        tally.free,
    )
    not_full = say("This card is not full yet: {visits} of {places}.")
    return {
        Bar.FULL: Said(say("This card is full."), say("Redeem the reward first.")),
        Bar.TOO_FEW_PLACES: Said(room.format(count=tally.free), say("Add fewer visits.")),
        Bar.NOT_FULL: Said(not_full.format(visits=tally.confirmed, places=tally.places)),
        Bar.UNSETTLED: Said(
            say("A visit of this card is still on its way."), say("Redeem the reward once it has arrived.")
        ),
    }.get(barred.bar)


def _of_policy(language: Language, barred: Barred, card: StampCard, now: datetime) -> Said:
    limits = barred.limits
    if barred.bar is Bar.PAUSE and limits.pause_until:
        left_s = max(1, math.ceil((limits.pause_until - now).total_seconds()))
        return Said(language.text("Added a moment ago — again in {seconds} s").format(seconds=left_s))
    if limits.left_today:
        more = language.plural(
            "{count} more visit counts today.", "{count} more visits count today.", limits.left_today
        )
        return Said(more.format(count=limits.left_today), language.text("Add fewer visits."))
    done = language.plural(
        "Today’s visit is counted already.", "Today’s {count} visits are counted already.", card.per_day
    )
    return Said(done.format(count=card.per_day), language.text("The next one counts tomorrow."))


def _with_count(language: Language, what: str, stamp: Stamp | None) -> str:
    counted = _count(language, stamp)
    return language.text("{what} — {count}").format(what=what, count=counted) if counted else what


def _count(language: Language, stamp: Stamp | None) -> str:
    if stamp is None or stamp.visits is None or stamp.places is None:
        return ""
    return language.text("{visits} of {places}").format(visits=stamp.visits, places=stamp.places)
