"""The customer's page in words: who it is, a tile per stamp card, what became of a press. It sends and knows nothing.

Times come in as the shop's local ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.validity import Unit, ValidUntil
from kiosk_app.words.dates import day, day_and_month, month, weekday_day
from kiosk_app.words.language import Language
from kiosk_app.words.lists import masked_phone
from kiosk_app.words.said import Said
from kiosk_app.words.sending import why

# Captions: what stands on the page whatever it shows.


def issue_stamp(language: Language) -> str:
    return language.text("Issue stamp")


def show_qr(language: Language) -> str:
    return language.text("Show QR")


def open_it(language: Language) -> str:
    return language.text("Open it")


def issue_another(language: Language) -> str:
    return language.text("Issue another")


def give_new(language: Language) -> str:
    """In place of a stamp whose answer was lost."""
    return language.text("Give a new one")


def it_is_there(language: Language) -> str:
    """A lost stamp was found; its number is typed next."""
    return language.text("It is there")


def again(language: Language) -> str:
    return language.text("Try again")


def to_counter(language: Language) -> str:
    return language.text("Back to the counter")


def to_settings(language: Language) -> str:
    return language.text("Open settings")


def show_phone(language: Language) -> str:
    return language.text("Show the phone number for 10 seconds")


def hide_phone(language: Language) -> str:
    return language.text("Hide the phone number")


def more(language: Language, card_name: str) -> str:
    """What the three dots are called."""
    return language.text("{card}: what else can be done").format(card=card_name)


def of_card(language: Language, action: str, card_name: str) -> str:
    """A button's name where several cards have the same one: "Issue stamp, Coffee card"."""
    return language.text("{action}, {card}").format(action=action, card=card_name)


def start_label(language: Language) -> str:
    return language.text("Start")


def end_label(language: Language) -> str:
    return language.text("End")


def date_hint(language: Language) -> str:
    return language.text("Like 2026-11-21")


def active_label(language: Language) -> str:
    return language.text("Active at once")


def memo_label(language: Language) -> str:
    return language.text("Memo")


def extra_label(language: Language, given: str, number: int) -> str:
    """The name that the owner gave an extra field, else its number."""
    return given or (language.text("First extra field") if number == 1 else language.text("Second extra field"))


# Who it is


def name(language: Language, details: Details) -> str:
    """What a customer is called where people can look on: the name, else a number that shows only its end."""
    return details.name or masked_phone(details.phone) or language.text("Customer")


def alike(language: Language, namesakes: int, names: Sequence[str], signs: Sequence[str]) -> str:
    """Others have the same name, or a phone that ends in the same digits. ``signs``: what tells this one apart."""
    if namesakes:
        what = language.plural(
            "Another customer has this name.", "{count} other customers have this name.", namesakes
        ).format(count=namesakes)
    else:
        what = language.text("The phone of {names} ends in the same digits.").format(names=", ".join(names))
        if not names:
            what = language.text("Another customer’s phone ends in the same digits.")
    return f"{what} {this_one(language, signs)}"


def this_one(language: Language, signs: Sequence[str]) -> str:
    """What tells this customer apart."""
    if not signs:
        return language.text("Nothing else is known of this one.")
    return language.text("This one: {signs}").format(signs=" · ".join(signs))


def last_served(language: Language, at: datetime, now: datetime) -> str:
    """Last served today, 10:40 · Last served on 3 November."""
    if at.date() == now.date():
        return language.text("Last served today, {time}").format(time=f"{at:%H:%M}")
    return language.text("Last served on {day}").format(day=_near_day(language, at.date(), now.date()))


def since(language: Language, added: date, today: date) -> str:
    """Customer since March, or since March 2025."""
    if added == today:
        return language.text("Customer since today")
    if added.year == today.year:
        return language.text("Customer since {month}").format(month=month(language, added))
    text = language.text("Customer since {month} {year}")
    return text.format(month=month(language, added), year=added.year)


def nobody(language: Language) -> Said:
    """The page's customer is gone."""
    return Said(language.text("This customer is not here any more."), language.text("Look the customer up again."))


def no_cards(language: Language) -> Said:
    return Said(language.text("No stamp card yet."), language.text("Add one in Settings › Stamp cards."))


# A stamp's dates


def valid_until(language: Language, end: date, is_near: bool) -> str:
    """Valid until 14 March 2027; with the weekday where it ends soon."""
    return language.text("Valid until {day}").format(day=_end(language, end, is_near))


def until(language: Language, end: date, is_near: bool = False) -> str:
    """The same where there is little room."""
    return language.text("Until {day}").format(day=_end(language, end, is_near))


def new_is_valid(language: Language, card: StampCard) -> str:
    """How long a stamp issued now holds."""
    if isinstance(card.valid, ValidUntil):
        return language.text("New stamp is valid until {day}").format(day=day(language, card.valid.end))
    count = card.valid.count
    # A number and its unit stay in one line.
    one, many = {
        Unit.DAYS: (
            "New stamp is valid {count}\u00a0day from today",
            "New stamp is valid {count}\u00a0days from today",
        ),
        Unit.MONTHS: (
            "New stamp is valid {count}\u00a0month from today",
            "New stamp is valid {count}\u00a0months from today",
        ),
        Unit.YEARS: (
            "New stamp is valid {count}\u00a0year from today",
            "New stamp is valid {count}\u00a0years from today",
        ),
    }[card.valid.unit]
    if card.start_delay_days:
        one, many = {
            Unit.DAYS: ("New stamp is valid {count}\u00a0day", "New stamp is valid {count}\u00a0days"),
            Unit.MONTHS: ("New stamp is valid {count}\u00a0month", "New stamp is valid {count}\u00a0months"),
            Unit.YEARS: ("New stamp is valid {count}\u00a0year", "New stamp is valid {count}\u00a0years"),
        }[card.valid.unit]
    return language.plural(one, many, count).format(count=count)


def as_of(language: Language, at: datetime | None, now: datetime) -> str:
    """Since when the count was not confirmed."""
    if at is None:
        return language.text("Not confirmed yet")
    if at.date() == now.date():
        return language.text("As of {time}").format(time=f"{at:%H:%M}")
    return language.text("As of {day}").format(day=_near_day(language, at.date(), now.date()))


# Counts


def of_places(language: Language, places: int) -> str:
    """What stands beside the large count."""
    return language.text("of {places}").format(places=places)


def left(language: Language, missing: int, reward: str) -> str:
    """3 more to a free coffee."""
    if not reward:
        return language.plural("{count} more to go", "{count} more to go", missing).format(count=missing)
    text = language.plural("{count} more to {reward}", "{count} more to {reward}", missing)
    return text.format(count=missing, reward=reward)


def waiting_visits(language: Language, counted: int, waiting: int) -> str:
    """7 counted, 1 waits for the internet: what the service has, and what it does not have yet."""
    text = language.plural("{counted} counted, {count} on its way", "{counted} counted, {count} on their way", waiting)
    return text.format(counted=counted, count=waiting)


def then_reward(language: Language, places: int, reward: str) -> str:
    """8 visits, then a free bag of beans."""
    if not reward:
        return language.plural("{count} visit", "{count} visits", places).format(count=places)
    text = language.plural("{count} visit, then {reward}", "{count} visits, then {reward}", places)
    return text.format(count=places, reward=reward)


def reward_is_ready(language: Language, reward: str) -> str:
    """Under a full count."""
    if not reward:
        return language.text("The reward is ready")
    return language.text("Earned: {reward}").format(reward=reward)


def grid_name(language: Language, visits: int, places: int, reward: str, on_their_way: int = 0) -> str:
    """What a screen reader says of the marks: 8 of 10 visits, 1 waiting, 2 more to a free coffee."""
    text = language.plural("{visits} of {places} visit", "{visits} of {places} visits", places)
    counted = text.format(visits=visits, places=places)
    unconfirmed = waiting(language, on_their_way) if on_their_way else ""
    rest = left(language, places - visits, reward) if visits < places else reward_is_ready(language, reward)
    return ", ".join(filter(None, (counted, unconfirmed, rest)))


def which(language: Language, number: int, count: int) -> str:
    """1 of 2: which of several live stamps of one card is shown."""
    return language.text("{number} of {count}").format(number=number, count=count)


def other_stamp(language: Language, card_name: str, number: int, count: int) -> str:
    """The name of the button that goes on to the next of them."""
    text = language.text("{card}: stamp {number} of {count}, show the next")
    return text.format(card=card_name, number=number, count=count)


# Pills


def no_stamp(language: Language) -> str:
    return language.text("No stamp yet")


def new_waiting(language: Language) -> str:
    return language.text("New stamp waiting")


def waiting(language: Language, count: int) -> str:
    return language.plural("{count} waiting", "{count} waiting", count).format(count=count)


def needs_checking(language: Language) -> str:
    return language.text("Needs checking")


def expires(language: Language, days: int) -> str:
    if days == 0:
        return language.text("Expires today")
    return language.plural("Expires in {count} day", "Expires in {count} days", days).format(count=days)


def expired(language: Language, end: date, today: date) -> str:
    return language.text("Expired on {day}").format(day=_near_day(language, end, today))


def begins(language: Language, start: date, today: date) -> str:
    return language.text("Begins on {day}").format(day=_near_day(language, start, today))


def switched_off(language: Language) -> str:
    return language.text("Switched off")


def redeemed(language: Language) -> str:
    return language.text("Reward redeemed")


def full(language: Language) -> str:
    return language.text("Full — reward ready")


def full_short(language: Language) -> str:
    return language.text("Reward ready")


# What became of a press


def is_off(language: Language) -> str:
    """Under the count of a stamp that is switched off."""
    return language.text("This stamp is switched off.")


def next_one(language: Language, card_name: str) -> str:
    """Under the count once the reward is redeemed."""
    return language.text("Issue the next {card}?").format(card=card_name)


def slow(language: Language) -> str:
    return language.text("Taking longer than usual. You can go on.")


def on_its_way(language: Language) -> str:
    return language.text("The stamp is on its way")


def code_later(language: Language, reason: Reason) -> str:
    """What a stamp that waits is waiting for, under its count."""
    if reason is Reason.NO_INTERNET:
        return language.text("The QR code comes with the internet")
    return language.text("The QR code comes once the stamp is issued")


def waits(language: Language, reason: Reason) -> Said:
    """A new stamp is saved and could not be sent yet."""
    rest = language.text("It is saved and goes out by itself. Nothing is lost, even if this computer is switched off.")
    return Said(why(language, reason), rest)


def waits_for_quiet(language: Language, seconds: int) -> Said:
    what = language.text("The service asked us to slow down — next try in {seconds} s.").format(seconds=seconds)
    return Said(what, language.text("It is saved and goes out by itself."))


def no_key(language: Language) -> Said:
    """There is no key to send with."""
    return Said(
        language.text("There is no API key yet."),
        language.text("The owner can add it in Settings › Account. Stamps wait until then."),
    )


def refused(language: Language, message: str) -> Said:
    """The service said no, in its own words if it gave any."""
    quote = language.text("Its message: “{message}”").format(message=message)
    return Said(language.text("The service said no"), quote if message else language.text("It gave no reason."))


def withdrawn(language: Language) -> Said:
    return Said(language.text("It was taken back before it was sent."))


def no_such_card(language: Language) -> Said:
    """The card was taken out of the settings while its tile was on the glass."""
    return Said(
        language.text("This stamp card is not set up any more."), language.text("The owner can see it in the settings.")
    )


def _end(language: Language, end: date, is_near: bool) -> str:
    return weekday_day(language, end) if is_near else day(language, end)


def _near_day(language: Language, when: date, today: date) -> str:
    """The year only where it is another."""
    return day_and_month(language, when) if when.year == today.year else day(language, when)
