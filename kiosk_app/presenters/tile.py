"""A tile of the customer's page: what one holding comes to in words, marks and the one obvious thing to press.

Pure: it asks nobody and keeps nothing.
"""

from __future__ import annotations

from datetime import datetime

from kiosk_app.domain.card import HasCard, StampCard
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Change, Stamp
from kiosk_app.domain.visiting import Bar, Barred, Tally
from kiosk_app.presenters.tile_moment import Hold, Moment, is_on_its_way, open_issue, question, shown_stamp
from kiosk_app.presenters.tile_offers import Offers, offers_of
from kiosk_app.presenters.tile_view import Action, MarksShown, NoteShown, Offer, PillShown, Sense, TileShown
from kiosk_app.services.customers import Holding
from kiosk_app.words import customer as words
from kiosk_app.words import stamp_edits as edit_words
from kiosk_app.words import visits as visit_words
from kiosk_app.words.language import Language
from kiosk_app.words.outbox_page import trouble
from kiosk_app.words.said import Said
from kiosk_app.words.sending import not_known
from kiosk_app.words.sending import waits as why_it_waits
from kiosk_app.words.stamps import works_later

SOON_DAYS = 14  # a stamp that ends within so many says so in a pill
SLOW_S = 2.0


def tile(language: Language, holding: Holding, moment: Moment) -> TileShown:
    """One tile."""
    return _Tile(language, holding, moment).shown()


def blank_tile(language: Language, card: StampCard, now: datetime) -> TileShown:
    """The card's tile for somebody who has no stamp of it. ``now``: UTC."""
    return tile(language, Holding(card, (), None, ()), Moment(now, now.astimezone(), Hold(), ""))


class _Tile:
    def __init__(self, language: Language, holding: Holding, moment: Moment) -> None:
        self._say = language
        self._card = holding.card
        self._live = holding.live
        self._limits = holding.limits
        self._moment = moment
        self._issued = moment.issued
        self._pressed = moment.pressed
        self._edited = moment.edited
        self._today = moment.local.date()
        self._handed = holding.handed_out
        self._entry = None if self._handed else open_issue(holding)
        stamp = None if self._entry else shown_stamp(holding, moment.chosen)
        is_over = stamp is not None and stamp.redeemed and self._pressed.declined_next
        self._stamp = None if is_over else stamp
        self._tally = holding.tally(stamp) if stamp and not stamp.redeemed else None
        self._bar = holding.bar(stamp, self._today) if stamp else None
        self._of_stamp = [entry for entry in holding.open if stamp and entry.stamp_idx == stamp.stamp_idx]
        self._moving = [entry for entry in self._of_stamp if entry.kind.is_counted]
        self._redeeming = next((entry for entry in self._of_stamp if entry.kind is Kind.REDEEM), None)
        self._deleting = next((entry for entry in self._of_stamp if entry.kind is Kind.DELETE), None)
        switching = [entry for entry in self._of_stamp if stamp and _switches(entry, on=not stamp.active)]
        is_on = stamp is not None and stamp.active
        self._switching = None if is_on else next(iter(switching), None)
        is_going_off = is_on and self._bar is Bar.SWITCHED_OFF
        self._switching_off = next(iter(switching), None) if is_going_off else None
        self._question = question(holding, stamp)

    def shown(self) -> TileShown:
        marks = self._marks()
        dates, short_dates = self._dates()
        several = len(self._live) > 1 and self._stamp is not None and self._handed is None
        number = self._moment.chosen % len(self._live) + 1 if several else 0
        of_several = (number, len(self._live))
        offers = self._offers()
        return TileShown(
            card_idx=self._card.card_idx,
            name=self._card.name,
            dates=dates,
            short_dates=short_dates,
            pill=self._pill(marks),
            marks=marks,
            count=str(marks.visits + marks.waiting),
            of=words.of_places(self._say, marks.places),
            caption=self._caption(marks),
            as_of=self._as_of(),
            which=words.which(self._say, *of_several) if several else "",
            which_spoken=words.other_stamp(self._say, self._card.name, *of_several) if several else "",
            action=self._action(),
            is_busy=self._is_busy(),
            status=self._status(),
            note=self._note(),
            offers=offers.shown,
            not_offered=offers.missing,
            most=self._most(marks),
            has_code=bool(self._live) and self._stamp is not None,
            undo=None if self._entry else self._pressed.undo,
        )

    # The stamp

    def _marks(self) -> MarksShown:
        stamp = self._stamp if self._stamp and not self._stamp.redeemed else None
        counted = self._tally or Tally(0, 0, 0, in_doubt=False, places=self._card.places, as_of=None)
        moved, places = self._pressed.moved, counted.places
        inked = min(max(counted.expected + moved, 0), places)
        waiting = min(max(counted.waiting + moved, 0), inked)
        spoken = words.grid_name(self._say, inked, places, self._card.reward, waiting)
        seed = str(stamp.stamp_idx) if stamp else ""
        fresh = min(self._pressed.fresh, inked)
        return MarksShown(seed, self._card.glyph, places, inked - waiting, waiting, spoken, fresh)

    def _is_full(self) -> bool:
        """Whether the reward can be redeemed: confirmed, and nothing on its way."""
        return self._tally is not None and self._tally.is_full and not self._pressed.moved

    def _is_filled(self) -> bool:
        """Whether there is no place left, confirmed or not."""
        return self._tally is not None and self._tally.free <= self._pressed.moved

    def _most(self, marks: MarksShown) -> int:
        free = marks.places - marks.visits - marks.waiting
        left = self._limits.left_today
        return max(1, free if left is None else min(free, left))

    def _dates(self) -> tuple[str, str]:
        """Under the card's name: how long the stamp holds, else what the card promises."""
        stamp = self._stamp
        if stamp is None or stamp.redeemed:
            promise = words.then_reward(self._say, self._card.places, self._card.reward)
            return promise, words.then_reward(self._say, self._card.places, "")
        near = 0 <= (stamp.end - self._today).days <= SOON_DAYS
        long = words.valid_until(self._say, stamp.end, near)
        return long, words.until(self._say, stamp.end, near)

    def _pill(self, marks: MarksShown) -> PillShown | None:
        if self._entry:
            return self._pill_of_issue(self._entry)
        if self._issued.is_opening:
            return None
        if self._stamp is None:
            return self._edited.news or _pill(words.no_stamp(self._say))
        if self._stamp.redeemed:
            return _pill(words.redeemed(self._say))
        return self._pill_of_stamp(self._stamp, marks)

    def _pill_of_issue(self, entry: Entry) -> PillShown | None:
        if entry.state is State.UNKNOWN:
            return _pill(words.needs_checking(self._say), Sense.UNKNOWN)
        if is_on_its_way(entry, self._moment.hold, self._moment.now):
            return None
        return _pill(words.new_waiting(self._say), Sense.WAITS)

    def _pill_of_stamp(self, stamp: Stamp, marks: MarksShown) -> PillShown | None:
        if self._handed:
            return self._pill_of_issue(self._handed)
        if self._is_in_doubt() or self._question:
            return _pill(words.needs_checking(self._say), Sense.UNKNOWN)
        if held := self._held():
            return _pill(words.waiting(self._say, len(held)), Sense.WAITS)
        if not stamp.active:
            return _pill(words.switched_off(self._say))
        if stamp.end < self._today:
            return _pill(words.expired(self._say, stamp.end, self._today))
        if stamp.start > self._today:
            return _pill(words.begins(self._say, stamp.start, self._today), Sense.WAITS)
        if self._edited.news:
            return self._edited.news
        if marks.visits >= marks.places:
            return _pill(words.full(self._say), Sense.DONE, words.full_short(self._say))
        if self._pressed.news:
            return self._pressed.news
        days = (stamp.end - self._today).days
        return _pill(words.expires(self._say, days), Sense.WAITS) if days <= SOON_DAYS else None

    def _is_in_doubt(self) -> bool:
        doubted = self._redeeming is not None and self._redeeming.state is State.UNKNOWN
        return doubted or (self._tally is not None and self._tally.in_doubt)

    def _held(self) -> list[Entry]:
        """What was done to the stamp here and is not about to be sent: what is behind one that waits, waits too."""
        return [] if all(self._is_on_its_way(entry) for entry in self._of_stamp) else self._of_stamp

    def _is_on_its_way(self, entry: Entry) -> bool:
        return is_on_its_way(entry, self._moment.hold, self._moment.now)

    def _caption(self, marks: MarksShown) -> str:
        if self._entry or self._issued.is_opening:
            return self._caption_of_issue()
        if self._stamp is None:
            return words.new_is_valid(self._say, self._card)
        if self._stamp.redeemed:
            return words.next_one(self._say, self._card.name)
        if self._handed and not self._stamp.active:
            return works_later(self._say)
        return self._caption_of_press(marks) or self._caption_of_stamp(self._stamp, marks)

    def _caption_of_issue(self) -> str:
        if self._question:
            return self._caption_of_question(self._question)
        if self._is_busy():
            return words.slow(self._say) if self._issued.is_slow else words.on_its_way(self._say)
        return words.code_later(self._say, self._reason(self._entry)) if self._entry else ""

    def _caption_of_press(self, marks: MarksShown) -> str:
        """What is going on with the stamp, or is asked."""
        if self._question:
            return self._caption_of_question(self._question)
        if changing := self._caption_of_change():
            return changing
        if self._tally and self._tally.in_doubt:
            return visit_words.last_known(self._say, self._tally.confirmed, marks.places)
        if marks.waiting:
            return words.waiting_visits(self._say, marks.visits, marks.waiting)
        if self._tally and self._tally.leaving:
            return visit_words.leaving(self._say, self._tally.leaving)
        if self._edited.pressed or any(entry.kind is Kind.CHANGE for entry in self._of_stamp):
            return edit_words.on_its_way(self._say)
        if self._is_full() and self._bar is None:
            ask = visit_words.is_handed_over if self._pressed.asks_reward else visit_words.hand_over_first
            return ask(self._say, self._card.reward)
        barred = self._barred()
        return barred.what if barred and barred.what else ""

    def _caption_of_change(self) -> str:
        """What will leave another tile than this one."""
        if self._redeeming or self._pressed.is_redeeming:
            return self._unless_slow(self._redeeming, visit_words.redeeming(self._say))
        if self._is_deleting():
            return self._unless_slow(self._deleting, edit_words.deleting(self._say))
        if self._is_switching_on():
            return self._unless_slow(self._switching, edit_words.switching_on(self._say))
        if self._switching_off:
            return self._unless_slow(self._switching_off, edit_words.switching_off(self._say))
        return ""

    def _caption_of_question(self, entry: Entry) -> str:
        """What only a person can tell; the outbox asks it with all that is known."""
        if entry.kind.is_counted:
            return edit_words.did_it_count(self._say)
        return trouble(self._say, entry, self._moment.customer, self._card.places).what

    def _unless_slow(self, entry: Entry | None, text: str) -> str:
        is_sent = entry is not None and self._is_on_its_way(entry)
        is_slow = entry is not None and (self._moment.now - entry.opened_at).total_seconds() >= SLOW_S
        return words.slow(self._say) if is_sent and is_slow else text

    def _caption_of_stamp(self, stamp: Stamp, marks: MarksShown) -> str:
        if not stamp.active:
            return words.is_off(self._say)
        return words.left(self._say, marks.places - marks.visits, self._card.reward)

    def _as_of(self) -> str:
        stamp = self._stamp
        if stamp is None or not self._live or not self._moment.is_unseen:
            return ""
        zone = self._moment.local.tzinfo
        return words.as_of(self._say, stamp.as_of and stamp.as_of.astimezone(zone), self._moment.local)

    # The press

    def _is_busy(self) -> bool:
        if self._issued.is_opening:
            return True
        if self._question:
            return False
        if self._pressed.is_redeeming or self._edited.pressed in (Offer.DELETE, Offer.DATES, Offer.SWITCH_ON):
            return True
        awaited = [one for one in (self._entry, self._redeeming, self._deleting, self._switching) if one]
        if self._is_filled() and not self._is_full():
            awaited += self._moving  # the reward can be redeemed in a moment
        return bool(awaited) and all(self._is_on_its_way(one) for one in awaited)

    def _is_deleting(self) -> bool:
        return self._deleting is not None or self._edited.pressed is Offer.DELETE

    def _is_switching_on(self) -> bool:
        return self._switching is not None or self._edited.pressed is Offer.SWITCH_ON

    def _action(self) -> Action:
        if self._entry or self._issued.is_opening:
            return self._action_of_issue()
        if self._edited.asks_delete:
            return Action.DELETE
        if self._question:
            return Action.ANSWER
        if self._issued.asks and not self._handed:
            return Action.CHOOSE
        if self._redeeming or self._pressed.is_redeeming:
            return Action.CONFIRM if self._is_busy() else Action.NOTHING
        if self._is_deleting():
            return Action.DELETE if self._is_busy() else Action.ISSUE
        if self._is_switching_on():
            return Action.SWITCH if self._is_busy() else Action.NOTHING
        if self._live:
            return self._action_of_stamp()
        if self._pressed.offers_next:
            return Action.NEXT
        return Action.SWITCH if self._can_switch_on() else Action.ISSUE

    def _action_of_issue(self) -> Action:
        if self._is_busy():
            return Action.ISSUE
        is_lost = self._entry is not None and self._entry.state is State.UNKNOWN
        if is_lost:
            return Action.LOST
        return Action.ANSWER if self._question else Action.NOTHING

    def _action_of_stamp(self) -> Action:
        if self._handed or self._bar is Bar.NOT_BEGUN:
            return Action.SHOW_QR
        if self._bar or self._is_day_over():
            return Action.NOTHING
        if self._is_filled():
            return self._action_of_reward()
        return Action.ANYWAY if self._is_paused() else Action.ADD

    def _action_of_reward(self) -> Action:
        if self._is_full():
            return Action.CONFIRM if self._pressed.asks_reward else Action.REDEEM
        return Action.REDEEM if self._is_busy() else Action.NOTHING

    def _can_switch_on(self) -> bool:
        stamp = self._stamp
        return stamp is not None and not (stamp.active or stamp.redeemed) and stamp.end >= self._today

    def _is_day_over(self) -> bool:
        return self._limits.left_today == 0 and not self._is_filled()

    def _is_paused(self) -> bool:
        """While the last visit can be undone, only who asks for another is told of the pause."""
        until = self._limits.pause_until
        is_told = self._pressed.asks_anyway or not self._pressed.undo
        return until is not None and until > self._moment.now and is_told and not self._pressed.moved

    def _barred(self) -> Said | None:
        """Why no visit can be added, where the tile says so before anybody asks."""
        bar = self._bar
        if self._handed or not self._live or bar is Bar.NOT_BEGUN:
            return None
        if bar is None and self._is_day_over():
            bar = Bar.DAY_IS_OVER
        if bar is None and not self._is_filled() and self._is_paused():
            bar = Bar.PAUSE
        if bar is None:
            return None
        barred = Barred(bar, self._stamp, self._tally, self._limits)
        return visit_words.barred(self._say, barred, self._card, self._moment.now)

    def _status(self) -> str:
        if self._is_busy():
            return ""
        if self._switching_off and self._is_on_its_way(self._switching_off):
            return edit_words.switching_off(self._say)
        if waits := self._entry or self._redeeming or self._switching or self._switching_off:
            is_lost_issue = self._entry is not None and self._entry.state is State.UNKNOWN
            return "" if is_lost_issue else str(self._why(waits))
        if self._action() is not Action.NOTHING:
            return ""
        if barred := self._barred():
            return barred.advice or barred.what
        return visit_words.reward_later(self._say)

    def _why(self, entry: Entry) -> Said:
        """Why a press waits, and that it is safe."""
        hold, now = self._moment.hold, self._moment.now
        if entry.state is State.UNKNOWN:
            return not_known(self._say, entry.kind, self._moment.customer)
        if not hold.has_key:
            return words.no_key(self._say)
        if hold.stopped is not None:
            return why_it_waits(self._say, entry.reason, hold.stopped, None)
        if hold.quiet_until and hold.quiet_until > now:
            return words.waits_for_quiet(self._say, max(1, round((hold.quiet_until - now).total_seconds())))
        return words.waits(self._say, entry.reason)

    def _reason(self, entry: Entry) -> Reason:
        return Reason.OK if self._moment.hold.stopped or not self._moment.hold.has_key else entry.reason

    def _note(self) -> NoteShown | None:
        if self._entry and self._entry.state is State.UNKNOWN:
            said = not_known(self._say, self._entry.kind, self._moment.customer)
            if self._moment.note and self._moment.note.sense is Sense.REFUSED:
                return self._moment.note  # why the last word on it could not be taken
            return NoteShown(Sense.UNKNOWN, said.what, said.advice)
        if self._edited.asks_delete and self._stamp:
            asked = edit_words.ask_delete(self._say, self._stamp.visits or 0)
            return NoteShown(Sense.PLAIN, asked.what, asked.advice)
        return None if self._entry or self._issued.is_opening else self._moment.note

    def _offers(self) -> Offers:
        """Nothing while something about an issue is open or asked: what is offered then is its answer."""
        if self._entry or self._handed or self._issued.is_opening or self._issued.asks:
            return Offers()
        is_kept = bool(self._live) and self._card.has_card is HasCard.OPEN
        return offers_of(self._say, self._stamp, self._bar, can_issue=not is_kept)


def _switches(entry: Entry, *, on: bool) -> bool:
    return entry.kind is Kind.CHANGE and isinstance(entry.fields, Change) and entry.fields.active is on


def _pill(text: str, sense: Sense = Sense.PLAIN, short: str = "") -> PillShown:
    return PillShown(text, sense, short or text)
