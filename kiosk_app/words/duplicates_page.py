"""The page of those who look like one customer: what they share, what tells them apart, and making them one."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.words.inputs import field_name
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def title(language: Language) -> str:
    return language.text("Duplicates")


def intro(language: Language) -> str:
    return language.text("These customers look as if they were entered twice. Nothing is changed before you say so.")


def looking(language: Language) -> str:
    return language.text("Comparing all customers…")


def look_again(language: Language) -> str:
    return language.text("Look again")


def shown_of(language: Language, shown: int, total: int) -> str:
    return language.text("{shown} of {total} pairs are shown.").format(shown=f"{shown:,}", total=f"{total:,}")


def show_more(language: Language) -> str:
    return language.text("Show more")


def differ(language: Language, fields: Sequence[str]) -> str:
    """Where they contradict each other; ``fields`` by their names in ``Details``."""
    if not fields:
        return language.text("Nothing tells them apart.")
    names = ", ".join(field_name(language, field) for field in fields)
    return language.text("Not the same: {fields}.").format(fields=names)


def nameless(language: Language) -> str:
    """A customer without a name."""
    return language.text("No name")


def has(language: Language, field: str, value: str) -> str:
    """Member ID 4711."""
    return language.text("{field} {value}").format(field=field_name(language, field), value=value)


def merge(language: Language) -> str:
    return language.text("Merge…")


def not_the_same(language: Language) -> str:
    return language.text("Not the same")


def spoken(language: Language, button: str, one: str, other: str) -> str:
    """A button of a pair, for those who hear it."""
    return language.text("{button}: {one}, {other}").format(button=button, one=one, other=other)


def question(language: Language, stays: str) -> Said:
    """Asked once, in place."""
    return Said(
        language.text("Make them one? {name} stays.").format(name=stays),
        language.text(
            "Stamps and history of both go there. Where the two differ, what stands there stays; what is empty is"
            " filled from the other, whose code and member ID still find them. Nobody can part them again."
        ),
    )


def stays(language: Language) -> str:
    return language.text("Stays")


def goes_in(language: Language) -> str:
    return language.text("Goes in")


def yes_merge(language: Language) -> str:
    return language.text("Yes, merge")


def keep_other(language: Language) -> str:
    return language.text("Keep the other one")


def not_yet(language: Language) -> str:
    return language.text("Not yet")
