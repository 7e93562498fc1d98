"""The form of a stamp card, as set-up and settings show it: captions, choices, and the preview of its dates."""

from __future__ import annotations

from datetime import date

from kiosk_app.domain.card import Glyph, HasCard
from kiosk_app.domain.validity import Unit, ValidFor
from kiosk_app.words.dates import day, short_day
from kiosk_app.words.language import Language

# Captions


def name(language: Language) -> str:
    """The field of the card's name."""
    return language.text("Name")


def card_idx(language: Language) -> str:
    """The field of its number at the service."""
    return language.text("Card IDX")


def card_idx_hint(language: Language) -> str:
    """Where that number is found."""
    return language.text("Card IDX: see “Stamp Cards” in your dashboard.")


def reward(language: Language) -> str:
    """The field of what a full stamp earns."""
    return language.text("Reward")


def reward_example(language: Language) -> str:
    """How a reward is written."""
    return language.text("a free coffee")


def visits_until_reward(language: Language) -> str:
    """The stepper, where there is room."""
    return language.text("Visits until the reward")


def visits(language: Language) -> str:
    """The stepper, where there is none."""
    return language.text("Visits")


def fewer(language: Language) -> str:
    """The stepper's minus."""
    return language.text("One visit less")


def more(language: Language) -> str:
    """The stepper's plus."""
    return language.text("One visit more")


def mark(language: Language) -> str:
    """The choice of the picture in the marks."""
    return language.text("Mark")


def glyph(language: Language, which: Glyph) -> str:
    """A picture, for who cannot see it."""
    say = language.text
    return {
        Glyph.CUP: say("Cup"),
        Glyph.LOAF: say("Loaf"),
        Glyph.BEAN: say("Bean"),
        Glyph.BOWL: say("Bowl"),
        Glyph.STAR: say("Star"),
    }[which]


def valid_for(language: Language) -> str:
    """The choice of how long a stamp holds."""
    return language.text("Valid for")


def for_a_time(language: Language, valid: ValidFor) -> str:
    """The choice of months or years, in two lines."""
    if valid.unit is Unit.MONTHS:
        length = language.plural("{count} month", "{count} months", valid.count)
    else:
        length = language.plural("{count} year", "{count} years", valid.count)
    return language.text("{length}\nfrom issue").format(length=length.format(count=valid.count))


def for_days(language: Language) -> str:
    """The choice of days, in two lines."""
    return language.text("Some days\nfrom issue")


def until_date(language: Language) -> str:
    """The choice of a fixed end, in two lines."""
    return language.text("Until a\nfixed date")


def days(language: Language) -> str:
    """How many days."""
    return language.text("Days")


def last_day(language: Language) -> str:
    """Which date."""
    return language.text("Last day")


def last_day_hint(language: Language, example: date) -> str:
    """How the date is written."""
    return language.text("Write it like {date}.").format(date=example.isoformat())


def has_card(language: Language) -> str:
    """The choice of what happens where the customer has the card."""
    return language.text("If the customer already has this card")


def has_card_choice(language: Language, which: HasCard) -> str:
    """One of its choices, in two lines."""
    say = language.text
    return {
        HasCard.OPEN: say("Open the one\nthey have"),
        HasCard.ASK: say("Ask\nevery time"),
        HasCard.NEW: say("Always issue\na new one"),
    }[which]


def has_card_hint(language: Language, which: HasCard) -> str:
    """What that choice means."""
    say = language.text
    return {
        HasCard.OPEN: say("The safe choice: no second stamp by mistake"),
        HasCard.ASK: say("Staff choose: open it, or issue another"),
        HasCard.NEW: say("A customer can have several stamps of this card"),
    }[which]


def link_domain(language: Language) -> str:
    """The field of the domain in a stamp's link."""
    return language.text("Link domain")


def link_domain_aside(language: Language) -> str:
    """Who can have a domain of their own."""
    return language.text("own one: Premium plan")


def memo(language: Language) -> str:
    """The field of what every stamp's memo says."""
    return language.text("Note on every stamp")


def memo_hint(language: Language) -> str:
    """What can stand in it."""
    return language.text("{counter} stands for the counter’s name.")


def pause(language: Language) -> str:
    """The field of how long lies between two visits of a customer."""
    return language.text("Pause between visits")


def pause_aside(language: Language) -> str:
    """What it is counted in."""
    return language.text("seconds")


def pause_hint(language: Language) -> str:
    """What it is for."""
    return language.text("So that one purchase is not counted twice.")


def per_day(language: Language) -> str:
    """The stepper of the most that counts on one day."""
    return language.text("Visits a day")


def per_day_hint(language: Language, count: int) -> str:
    """What that number means."""
    if not count:
        return language.text("At 0, as many as there are.")
    return language.plural("At most {count} for each customer", "At most {count} for each customer", count).format(
        count=count
    )


def fewer_a_day(language: Language) -> str:
    """The stepper's minus."""
    return language.text("One visit less a day")


def more_a_day(language: Language) -> str:
    """The stepper's plus."""
    return language.text("One visit more a day")


def first_extra(language: Language) -> str:
    """The field that names the first extra field."""
    return language.text("First extra field")


def second_extra(language: Language) -> str:
    """The field that names the second one."""
    return language.text("Second extra field")


def extra_aside(language: Language) -> str:
    """What an extra field is left without a name."""
    return language.text("empty: not used")


def first_visit(language: Language) -> str:
    """The switch, in two lines."""
    return language.text("Count the first visit\nwhen issuing")


def active(language: Language) -> str:
    """The switch, in two lines."""
    return language.text("New stamps can be\nused at once")


# The preview


def unnamed(language: Language) -> str:
    """A card whose name is not typed yet."""
    return language.text("Stamp card")


def until(language: Language, end: date) -> str:
    """Until 21 November 2027."""
    return language.text("Until {day}").format(day=day(language, end))


def a_stamp_issued(language: Language) -> str:
    """Stands over the lines below."""
    return language.text("A stamp issued…")


def today(language: Language) -> str:
    """The day of the first line."""
    return language.text("today")


def on_day(language: Language, when: date) -> str:
    """The day of another line: on 29 Feb 2028."""
    return language.text("on {day}").format(day=short_day(language, when))


def is_valid_until(language: Language, end: date) -> str:
    """The end of a line."""
    return language.text("is valid until {day}").format(day=short_day(language, end))


def issued_today(language: Language, end: date) -> str:
    """Both in one line."""
    return language.text("Issued today: until {day}").format(day=day(language, end))


def last_day_counts(language: Language) -> str:
    """Below the lines."""
    return language.text("The last day counts. 5 years is the longest.")


def preview(language: Language, card: str, places: int, lines: str) -> str:
    """The whole preview, for who cannot see it."""
    places_said = language.plural("{count} visit", "{count} visits", places).format(count=places)
    return language.text("{card}, {places}. {lines}").format(card=card, places=places_said, lines=lines).strip()
