"""The frame round every page: the pill, the amber bar, the menu."""

from __future__ import annotations

from kiosk_app.domain.outcome import Reason
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import needs_mending


def online(language: Language) -> str:
    """The service was reached, or nothing was tried yet."""
    return language.text("Online")


def offline(language: Language, waiting: int) -> str:
    """The service cannot be reached."""
    if not waiting:
        return language.text("Offline")
    return language.text("Offline · {count}").format(count=waiting)


def waiting(language: Language, count: int) -> str:
    """Changes are on their way."""
    return language.plural("{count} waiting", "{count} waiting", count).format(count=count)


def needs_you(language: Language, count: int) -> str:
    """Changes that only a person can settle."""
    return language.plural("{count} needs you", "{count} need you", count).format(count=count)


def no_internet(language: Language, count: int) -> Said:
    """Changes wait for the internet."""
    what = language.plural(
        "No internet — {count} change will be sent as soon as it is back",
        "No internet — {count} changes will be sent as soon as it is back",
        count,
    )
    return Said(what.format(count=count), _nothing_is_lost(language))


def no_internet_nothing_waits(language: Language) -> Said:
    """There is no internet, and nothing waits for it."""
    return Said(language.text("No internet"), _nothing_is_lost(language))


def preparing_search(language: Language, share: float) -> Said:
    """The search index is made anew, which takes a while in a large shop."""
    return Said(
        language.text("Search is being prepared… {per_cent} %").format(per_cent=int(share * 100)),
        language.text("You can search meanwhile. It takes a moment longer."),
    )


def back_online(language: Language, count: int) -> Said:
    """The line is back and what waited is being sent."""
    return Said(language.text("Back online — sending {count}").format(count=count))


def from_before(language: Language, count: int) -> Said:
    """What waited when the window was closed is being sent."""
    what = language.plural(
        "{count} change waited while this was closed — sending it now",
        "{count} changes waited while this was closed — sending them now",
        count,
    )
    return Said(what.format(count=count))


def everything_sent(language: Language) -> Said:
    """The last of what waited was sent."""
    return Said(language.text("Everything is sent"))


def slow_down(language: Language, seconds: int) -> Said:
    """The service asked for quiet."""
    what = language.text("The service asked us to slow down — next try in {seconds} s").format(seconds=seconds)
    return Said(what, language.text("Keep working as usual."))


def key_refused(language: Language) -> Said:
    """Only the owner can mend it."""
    return Said(
        language.text("The service does not accept the API key."),
        language.text("The owner can change it in Settings › Account. Stamps wait until then."),
    )


def no_key(language: Language) -> Said:
    """Nobody gave a key yet, or the keychain does not hand it out."""
    return Said(
        language.text("There is no API key yet."),
        language.text("The owner can give it in Settings › Account. Stamps wait until then."),
    )


def stopped(language: Language, reason: Reason) -> Said:
    """Something else must be mended before anything is sent."""
    return needs_mending(language, reason)


def look_at(language: Language, count: int) -> Said:
    """Something needs a person."""
    what = language.plural("{count} change needs you", "{count} changes need you", count)
    return Said(what.format(count=count))


def see(language: Language, count: int) -> str:
    """The bar's button."""
    return language.plural("See it", "See the {count}", count).format(count=count)


def see_it(language: Language) -> str:
    """The bar's button where something needs a person."""
    return language.text("Have a look")


def open_settings(language: Language) -> str:
    """The bar's button where the owner must mend something."""
    return language.text("Settings")


def _nothing_is_lost(language: Language) -> str:
    return language.text("Keep working as usual. Nothing is lost, even if this computer is switched off.")
