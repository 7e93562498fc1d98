"""Visits and rewards in words: what was added, taken back or redeemed, and why something was not."""

from __future__ import annotations

import math
from datetime import datetime

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import POLICIES, Bar, Barred, Tally
from kiosk_app.words import stamps
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

# What was done


def added(language: Language, count: int, stamp: Stamp | None) -> str:
    """Visit added — 8 of 10."""
    what = language.plural("Visit added", "{count} visits added", count).format(count=count)
    return _with_count(language, what, stamp)


def look_first(language: Language) -> Said:
    """A scan would have added the visit, and the customer could be taken for somebody else."""
    return Said(
        language.text("No visit was added yet."),
        language.text("Look above who it is, then press Add visit."),
    )


def taken_back(language: Language, count: int, stamp: Stamp | None) -> str:
    """Taken back — 7 of 10 again."""
    what = language.plural("Taken back", "{count} visits taken back", count).format(count=count)
    counted = _count(language, stamp)
    return language.text("{what} — {count} again").format(what=what, count=counted) if counted else what


def full(language: Language, reward: str) -> Said:
    """The reward at the right moment: before it is redeemed."""
    ready = language.text("Full — reward ready.")
    return Said(ready, f"{hand_over_first(language, reward)}." if reward else "")


def redeemed(language: Language, next_card: str) -> Said:
    """``next_card``: the name of the card whose next stamp is offered; empty where none is."""
    done = language.text("Reward redeemed.")
    return Said(done, language.text("Issue the next {card}?").format(card=next_card) if next_card else "")


# On the tile


def add_visit(language: Language, count: int) -> str:
    """The primary action, and what it reads where the stepper stands at more than one."""
    return language.plural("Add visit", "Add {count} visits", count).format(count=count)


def add_past_the_pause(language: Language) -> str:
    return language.text("Add anyway")


def redeem_reward(language: Language) -> str:
    return language.text("Redeem reward")


def yes_redeem(language: Language) -> str:
    return language.text("Yes, redeem")


def not_yet(language: Language) -> str:
    return language.text("Not yet")


def not_now(language: Language) -> str:
    """To *Issue the next Coffee card?*."""
    return language.text("Not now")


def undo(language: Language) -> str:
    return language.text("Undo")


def how_many(language: Language) -> str:
    """What the stepper is called."""
    return language.text("How many visits")


def one_less(language: Language) -> str:
    return language.text("One visit less")


def one_more(language: Language) -> str:
    return language.text("One visit more")


def hand_over_first(language: Language, reward: str) -> str:
    """Under a full count."""
    if not reward:
        return language.text("Hand over the reward first")
    return language.text("Hand over {reward} first").format(reward=_that(reward))


def is_handed_over(language: Language, reward: str) -> str:
    """Asked once before redeeming, which cannot be undone."""
    if not reward:
        return language.text("Is the reward handed over?")
    return language.text("Is {reward} handed over?").format(reward=_that(reward))


def last_known(language: Language, visits: int, places: int) -> str:
    """Under a count of which nobody knows whether it is true."""
    counted = language.text("{visits} of {places}").format(visits=visits, places=places)
    check = language.text("We will check by ourselves.")
    return " ".join((check, language.text("Last known count: {count}.").format(count=counted)))


def leaving(language: Language, count: int) -> str:
    """Under the count while what was undone is on its way."""
    text = language.plural("{count} is being taken back", "{count} are being taken back", count)
    return text.format(count=count)


def redeeming(language: Language) -> str:
    return language.text("The reward is being redeemed")


def reward_later(language: Language) -> str:
    """The last place is filled, and the service has not heard of it."""
    return language.text("Redeem it once the visit has arrived.")


def _that(reward: str) -> str:
    """The reward that stands there: "a free loaf" is "the free loaf" now. What was typed otherwise stays."""
    article, _, rest = reward.partition(" ")
    return f"the {rest}" if article in ("a", "an") and rest else reward


# What cannot be


def barred(language: Language, barred: Barred, card: StampCard, now: datetime) -> Said:
    """Why nothing was opened, then what to do. ``now`` is UTC."""
    if barred.bar in POLICIES:
        return _of_policy(language, barred, card, now)
    return barred_by_stamp(language, barred)


def barred_by_stamp(language: Language, barred: Barred) -> Said:
    """What the stamp or its count has against it, whatever the card's policies are."""
    say = language.text
    sentences = {Bar.NO_SUCH_STAMP: Said(say("This code is not one of ours."), say("Look the customer up by name."))}
    if barred.stamp:
        sentences |= _of_stamp(language, barred.stamp)
    if barred.tally:
        sentences |= _of_count(language, barred.tally)
    return sentences[barred.bar]


def past_the_end(language: Language) -> Said:
    return Said(language.text("This card is full."), language.text("Redeem the reward first."))


def add_anyway(language: Language) -> str:
    """How a command passes the pause."""
    return language.text("--anyway adds it all the same.")


def _of_stamp(language: Language, stamp: Stamp) -> dict[Bar, Said]:
    say = language.text
    return {
        Bar.BEING_DELETED: Said(say("This stamp is being deleted."), say("Issue a new one.")),
        Bar.REDEEMED: stamps.redeemed_before(language),
        Bar.SWITCHED_OFF: stamps.switched_off(language),
        Bar.EXPIRED: stamps.expired(language, stamp),
        Bar.NOT_BEGUN: stamps.begins(language, stamp),
    }


def _of_count(language: Language, tally: Tally) -> dict[Bar, Said]:
    say = language.text
    room = language.plural(
        "There is room for {count} more visit on this card.",
        "There is room for {count} more visits on this card.",
        tally.free,
    )
    not_full = say("This card is not full yet: {visits} of {places}.")
    return {
        Bar.FULL: past_the_end(language),
        Bar.TOO_FEW_PLACES: Said(room.format(count=tally.free), say("Add fewer visits.")),
        Bar.TOO_FEW_VISITS: Said(say("There are fewer visits on this card than that."), say("Take fewer back.")),
        Bar.NOT_FULL: Said(not_full.format(visits=tally.confirmed, places=tally.places)),
        Bar.UNSETTLED: Said(
            say("A visit of this card is still on its way."), say("Redeem the reward once it has arrived.")
        ),
    }


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
