"""Dates as people read them: 21 November 2026. It never reads a date, and knows no time zone."""

from __future__ import annotations

from datetime import date

from kiosk_app.words.language import Language


def day(language: Language, when: date) -> str:
    """21 November 2026."""
    return language.text("{day} {month} {year}").format(day=when.day, month=month(language, when), year=when.year)


def short_day(language: Language, when: date) -> str:
    """21 Nov 2026, where there is little room."""
    month = _short_month(language, when)
    return language.text("{day} {month} {year}").format(day=when.day, month=month, year=when.year)


def short_day_and_month(language: Language, when: date) -> str:
    """3 Nov, where there is little room."""
    return language.text("{day} {month}").format(day=when.day, month=_short_month(language, when))


def day_and_month(language: Language, when: date) -> str:
    """3 November."""
    return language.text("{day} {month}").format(day=when.day, month=month(language, when))


def weekday_day(language: Language, when: date) -> str:
    """Thu 26 November, for a day that is near."""
    return language.text("{weekday} {day} {month}").format(
        weekday=_short_weekday(language, when), day=when.day, month=month(language, when)
    )


def span(language: Language, start: date, end: date) -> str:
    """21 November 2026 to 21 November 2027."""
    return language.text("{start} to {end}").format(start=day(language, start), end=day(language, end))


def month(language: Language, when: date) -> str:
    """November."""
    say = language.text
    return (
        say("January"),
        say("February"),
        say("March"),
        say("April"),
        say("May"),
        say("June"),
        say("July"),
        say("August"),
        say("September"),
        say("October"),
        say("November"),
        say("December"),
    )[when.month - 1]


def _short_month(language: Language, when: date) -> str:
    say = language.text
    return (
        say("Jan"),
        say("Feb"),
        say("Mar"),
        say("Apr"),
        say("May"),
        say("Jun"),
        say("Jul"),
        say("Aug"),
        say("Sep"),
        say("Oct"),
        say("Nov"),
        say("Dec"),
    )[when.month - 1]


def _short_weekday(language: Language, when: date) -> str:
    say = language.text
    return (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))[when.weekday()]
