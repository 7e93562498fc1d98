"""Dates as people read them: 21 November 2026. It never reads a date, and knows no time zone."""

from __future__ import annotations

from datetime import date

from kiosk_app.words.language import Language


def day(language: Language, when: date) -> str:
    """21 November 2026."""
    return language.text("{day} {month} {year}").format(day=when.day, month=_month(language, when), year=when.year)


def day_and_month(language: Language, when: date) -> str:
    """3 November."""
    return language.text("{day} {month}").format(day=when.day, month=_month(language, when))


def span(language: Language, start: date, end: date) -> str:
    """21 November 2026 to 21 November 2027."""
    return language.text("{start} to {end}").format(start=day(language, start), end=day(language, end))


def _month(language: Language, when: date) -> str:
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
