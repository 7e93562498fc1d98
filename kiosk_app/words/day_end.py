"""The end of the day: what differs from our record, as facts, and how far the looking is. It never says why."""

from __future__ import annotations

from datetime import date

from kiosk_app.domain.difference import Difference, Fact
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Reason
from kiosk_app.words.dates import short_day
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import why


def found(language: Language, count: int) -> Said:
    """Over the list."""
    what = language.plural("{count} difference from our record", "{count} differences from our record", count)
    return Said(what.format(count=count), language.text("Our record now follows the service."))


def differs(language: Language, difference: Difference, who: str) -> str:
    """Our record 7, the service shows 8 — Brown Smith, Coffee card, stamp 1347."""
    return language.text("{fact} — {who}").format(fact=_fact(language, difference), who=who)


def whose(language: Language, name: str, card_name: str, stamp_idx: StampIdx) -> str:
    """Brown Smith, Coffee card, stamp 1347."""
    stamp = language.text("stamp {number}").format(number=stamp_idx)
    return ", ".join(filter(None, (name, card_name, stamp)))


def more(language: Language, count: int) -> str:
    """Under the head of a long list."""
    return language.plural("and {count} more", "and {count} more", count).format(count=count)


def check(language: Language) -> str:
    """The button that has today's stamps looked at now."""
    return language.text("Check today’s stamps")


def later(language: Language, count: int) -> str:
    """They are looked at once nobody has pressed anything for half an hour."""
    return language.plural(
        "{count} stamp is compared with the service once the shop is quiet.",
        "{count} stamps are compared with the service once the shop is quiet.",
        count,
    ).format(count=count)


def under_way(language: Language, count: int) -> str:
    """They are being looked at."""
    return language.plural(
        "{count} stamp is being compared with the service…",
        "{count} stamps are being compared with the service…",
        count,
    ).format(count=count)


def waits(language: Language, count: int, reason: Reason) -> str:
    """Why it does not go on just now."""
    rest = language.plural(
        "{count} stamp waits to be compared, and goes on by itself.",
        "{count} stamps wait to be compared, and go on by themselves.",
        count,
    )
    return f"{why(language, reason)} {rest.format(count=count)}"


def unsettled(language: Language, count: int) -> str:
    """Something is on its way, or for a person, on these."""
    return language.plural(
        "{count} stamp is compared once its changes are settled.",
        "{count} stamps are compared once their changes are settled.",
        count,
    ).format(count=count)


def compared(language: Language, time: str) -> str:
    """All that was touched was looked at."""
    return language.text("All were compared with the service at {time}.").format(time=time)


def _fact(language: Language, difference: Difference) -> str:
    say, ours, theirs = language.text, difference.ours, difference.theirs
    match difference.fact:
        case Fact.VISITS:
            return say("Our record {ours}, the service shows {theirs}").format(ours=ours, theirs=theirs)
        case Fact.ACTIVE if ours == "yes":
            return say("Our record switched on, the service shows it switched off")
        case Fact.ACTIVE:
            return say("Our record switched off, the service shows it switched on")
        case Fact.REDEEMED:
            return say("Our record redeemed, the service shows it as not redeemed")
        case Fact.START:
            begins = say("Our record begins {ours}, the service shows {theirs}")
            return begins.format(ours=_day(language, ours), theirs=_day(language, theirs))
        case Fact.END:
            ends = say("Our record ends {ours}, the service shows {theirs}")
            return ends.format(ours=_day(language, ours), theirs=_day(language, theirs))
        case Fact.SHOWN if theirs:
            return say("Our record usable, the service does not show it: “{message}”").format(message=theirs)
        case Fact.SHOWN:
            return say("Our record usable, the service does not show it")


def _day(language: Language, written: str) -> str:
    return short_day(language, date.fromisoformat(written))
