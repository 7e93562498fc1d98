"""What is wrong with an input, as sentences: the field in people's words, a setting by its key in the file.

A key or a password that was typed is never repeated: only what a problem chose to quote is.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_app.domain.problems import Fault, Problem
from kiosk_app.domain.text import quoted
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def problem(language: Language, found: Problem) -> Said:
    """One problem: what is wrong, then what would be right."""
    template = _special(language, found) or _templates(language)[found.fault]
    low, *rest = found.choices or ("",)
    return template.filled(
        field=field_name(language, found.field),
        value=quoted(found.value),
        choices=", ".join(found.choices),
        low=low,
        high=rest[-1] if rest else low,
    )


def problems(language: Language, found: Iterable[Problem]) -> Said:
    """Several problems at once; a piece of advice that they share is given once."""
    said = [problem(language, one) for one in found]
    if len(said) == 1:
        return said[0]
    return Said(" ".join(one.what for one in said), " ".join(dict.fromkeys(one.advice for one in said if one.advice)))


def settings_passed_over(language: Language, found: Iterable[Problem]) -> Said:
    """The settings file is faulty, and the last good one stands in for it."""
    what = language.text("The settings file has a fault, so the last good settings are used.")
    return Said(what, str(problems(language, found)))


def field_name(language: Language, field: str) -> str:
    """A field in people's words. A key of the settings file stays as it stands there: ``card[2].places``."""
    return _names_of_customers(language).get(field) or _names_of_cards(language).get(field) or field


def _special(language: Language, found: Problem) -> Said | None:
    """Sentences that one field needs for itself."""
    say = language.text
    match found:
        case Problem(field="key", fault=Fault.MISSING):
            return Said(say("No API key came in."), say("Paste it at the prompt, or send it as the first line."))
        case Problem(field="key"):
            return Said(
                say("This does not look like an API key."), say("Copy it whole: it is one piece, without spaces.")
            )
        case Problem(field="stamp"):
            return Said(say("This code is not one of ours."), say("Look the customer up by name."))
        case Problem(field="customer", fault=Fault.MISSING):
            return Said(say("No customer has the id “{value}”."), say("“stamp-kiosk customer find” shows the ids."))
        case Problem(fault=Fault.NOT_A_CHOICE, choices=()):
            return Said(say("{field}: “{value}” is not understood."), say("Check how it is written."))
        case Problem(fault=Fault.SYNTAX, value=""):
            return Said(say("{field} cannot be understood."), say("Check its quotes and brackets."))
        case Problem(field="settings.toml", fault=Fault.MISSING):
            return Said(say("{field} is gone."), say("Put it back, or change a setting: that writes it anew."))
        case Problem(field=field, fault=Fault.NOT_TEXT) if field != "settings.toml":
            return Said(
                say("{field}: some of its letters cannot be read."), say("Set this terminal to UTF-8, then try again.")
            )
        case Problem(fault=Fault.MISSING, value=value) if value:
            return Said(say("{field}: “{value}” is not there."), say("Check how it is written."))
    return None


def _templates(language: Language) -> dict[Fault, Said]:
    return {**_of_values(language), **_of_choices(language), **_of_dates(language), **_of_the_file(language)}


def _of_values(language: Language) -> dict[Fault, Said]:
    say = language.text
    return {
        Fault.MISSING: Said(say("{field} is missing."), say("Please fill it in.")),
        Fault.NOT_POSITIVE: Said(say("{field}: “{value}” does not fit."), say("It is a whole number from 1 up.")),
        Fault.NOT_A_NUMBER: Said(say("{field}: “{value}” is not a number."), say("Use digits only.")),
        Fault.TOO_LONG: Said(say("{field} is too long."), say("Keep it within 300 characters.")),
        Fault.OUT_OF_RANGE: Said(say("{field}: “{value}” does not fit."), say("It goes from {low} to {high}.")),
        Fault.WRONG_TYPE: Said(
            say("{field}: “{value}” is of the wrong kind."),
            say("Texts stand in quotes, numbers and true or false do not."),
        ),
        Fault.NOBODY: Said(say("Nobody is named yet."), say("A name, a phone or an e-mail is enough.")),
        Fault.NO_AT: Said(say("Check the e-mail: the @ is missing.")),
        Fault.BAD_ADDRESS: Said(
            say("{field}: “{value}” is not an address that may be used."),
            say("It begins with https://, or with http:// for this computer itself."),
        ),
        Fault.BAD_DOMAIN: Said(
            say("{field}: “{value}” is not a link domain."),
            say("It looks like https://vvd.bz, without anything behind it."),
        ),
        Fault.BAD_PROXY: Said(
            say("{field} is not the address of a proxy."),
            say("It looks like http://proxy.example:8080, without a name or password in it."),
        ),
        Fault.BAD_SUFFIX: Said(
            say("{field}: “{value}” is no kind of picture we write."), say("End it in .png or .svg.")
        ),
    }


def _of_choices(language: Language) -> dict[Fault, Said]:
    say = language.text
    return {
        Fault.NOT_A_CHOICE: Said(say("{field}: “{value}” is not one of the choices."), say("Choose from: {choices}.")),
        Fault.UNKNOWN_KEY: Said(say("{field} is not a setting."), say("There are: {choices}.")),
        Fault.TWICE: Said(say("{field}: “{value}” is there already."), say("Each Card IDX has one stamp card.")),
        Fault.NOT_BOTH: Said(
            say("{field}: a stamp card has either valid_for or valid_until."), say("Leave one of the two out.")
        ),
        Fault.READY_NEEDS_ACTIVE: Said(
            say("{field} are for stamps that can be used once a customer has them."),
            say("Let new stamps be used at once, or keep 0 ready."),
        ),
        Fault.FIRST_VISIT_NEEDS_ACTIVE: Said(
            say("{field}: the first visit counts only on a stamp that is active and begins today."),
            say("Leave the first visit out, or the late start."),
        ),
        Fault.NOT_A_COUNTRY: Said(say("{field}: “{value}” is not a country."), say("Use its two letters, such as GB.")),
        Fault.NOT_A_LANGUAGE: Said(say("{field}: “{value}” is not a language."), say("Use its letters, such as en.")),
        Fault.NOT_A_COLOUR: Said(say("{field}: “{value}” is not a colour."), say("Write it like #AB2410.")),
    }


def _of_dates(language: Language) -> dict[Fault, Said]:
    say = language.text
    return {
        Fault.NOT_A_DATE: Said(say("{field}: “{value}” is not a date."), say("Write it like 2026-11-21.")),
        Fault.REVERSED: Said(say("{field}: the end is before the start."), say("Choose a later end.")),
        Fault.TOO_FAR: Said(say("{field}: “{value}” is too far ahead."), say("Five years from today is the most.")),
        Fault.IN_THE_PAST: Said(say("{field}: “{value}” is already over."), say("Choose a later day.")),
        Fault.NOT_A_VALIDITY: Said(
            say("{field}: “{value}” is not a time a stamp can hold."), say("Write it like 365d, 12m or 1y.")
        ),
    }


def _of_the_file(language: Language) -> dict[Fault, Said]:
    say = language.text
    return {
        Fault.SYNTAX: Said(say("{field} cannot be understood in line {value}."), say("Check its quotes and brackets.")),
        Fault.NOT_TEXT: Said(say("{field} is not plain text."), say("Save it as UTF-8.")),
        Fault.TOO_BIG: Said(say("{field} is too big."), say("Take out what is not a setting.")),
        Fault.UNREADABLE: Said(say("{field} cannot be read."), say("Let this user read it.")),
        Fault.BUSY: Said(say("{field} is being written by another program."), say("Try again in a moment.")),
    }


def _names_of_customers(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "name": say("Name"),
        "phone": say("Phone"),
        "email": say("E-mail"),
        "user_id": say("Member id"),
        "etc1": say("First extra field"),
        "etc2": say("Second extra field"),
        "note": say("Note"),
        "customer": say("Customer"),
        "consent": say("Consent"),
        "column": say("Column"),
        "separator": say("Separator"),
        "stamp": say("Stamp"),
        "count": say("Visits"),
        "key": say("API key"),
        "qr": say("QR file"),
        "start": say("Start"),
        "end": say("End"),
        "from": say("First day"),
        "to": say("Last day"),
        "limit": say("Limit"),
        "port": say("Port"),
        "mood": say("Mood"),
        "data_dir": say("Data folder"),
        "service_url": say("Service address"),
        "service.url": say("Service address"),
    }


def _names_of_cards(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "card_idx": say("Card IDX"),
        "reward": say("Reward"),
        "places": say("Places"),
        "glyph": say("Glyph"),
        "domain": say("Link domain"),
        "valid_for": say("Valid for"),
        "valid_until": say("Valid until"),
        "start_delay_days": say("Later start"),
        "memo": say("Memo"),
        "etc1_name": say("Name of the first extra field"),
        "etc2_name": say("Name of the second extra field"),
        "first_visit": say("First visit"),
        "has_card": say("Customer has the card"),
        "pause_s": say("Pause between visits"),
        "per_day": say("Visits a day"),
        "ready": say("Instant stamps"),
    }
