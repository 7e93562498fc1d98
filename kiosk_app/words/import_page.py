"""The page that brings customers in from a file: how it was read, what would come of it, what came of it."""

from __future__ import annotations

from kiosk_app.domain.sheet import Column
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sheets import column_name


def title(language: Language) -> str:
    return language.text("Import customers")


def intro(language: Language) -> Said:
    """Before a file is chosen."""
    return Said(
        language.text("Bring your customers here from another program."),
        language.text(
            "Save them there as a CSV file. Its columns may have any names and stand in any order. Nothing is changed"
            " before you press Import."
        ),
    )


def choose(language: Language) -> str:
    return language.text("Choose a file…")


def choose_another(language: Language) -> str:
    return language.text("Choose another file…")


def file_kinds(language: Language) -> tuple[str, str]:
    """What a file dialog shows: tables, or everything there is."""
    return language.text("Tables of customers"), language.text("All files")


def reading(language: Language, file: str) -> str:
    return language.text("Reading {file}…").format(file=file)


# How the file was read


def encoding(language: Language) -> str:
    return language.text("Letters")


def encoding_hint(language: Language) -> str:
    return language.text("Names look wrong? Choose another one.")


def encodings(language: Language) -> list[tuple[str, str]]:
    """Those that files have, by how they are called here."""
    say = language.text
    return [
        ("utf-8", say("Unicode (UTF-8)")),
        ("utf-16-le", say("Unicode (UTF-16)")),
        ("cp1252", say("Western (Windows)")),
        ("cp949", say("Korean (CP949)")),
        ("cp932", say("Japanese (Shift JIS)")),
    ]


def separator(language: Language) -> str:
    return language.text("Between columns")


def separators(language: Language) -> list[tuple[str, str]]:
    say = language.text
    return [(",", say("Comma ,")), (";", say("Semicolon ;")), ("\t", say("Tab")), ("|", say("Bar |"))]


def columns(language: Language) -> Said:
    """Over the columns of the file."""
    return Said(
        language.text("What the columns hold"),
        language.text("Below each name stand its first lines. Put right what is not as you meant it."),
    )


def column_box(language: Language, head: str) -> str:
    """The box beside a column, for those who hear it."""
    return language.text("What the column “{head}” holds").format(head=head)


def nameless_column(language: Language, number: int) -> str:
    """A column without a heading."""
    return language.text("Column {number}").format(number=number)


def column_names(language: Language) -> list[tuple[str, str]]:
    """What a column may hold, in the order of the box; the key is the column's value."""
    shown = [
        *(Column.NAME, Column.GIVEN_NAME, Column.FAMILY_NAME, Column.PHONE, Column.EMAIL, Column.USER_ID),
        *(Column.NOTE, Column.ETC1, Column.ETC2, Column.CONSENT, Column.STAMPS, Column.ID),
    ]
    return [
        (Column.NOTHING.value, language.text("Left out")),
        *((column.value, column_name(language, column)) for column in shown),
    ]


def empty_column(language: Language) -> str:
    return language.text("Nothing in its first lines")


def more_columns(language: Language, count: int) -> str:
    """A file with more columns than are shown."""
    return language.plural("{count} more column is not shown.", "{count} more columns are not shown.", count).format(
        count=f"{count:,}"
    )


# What would come of it


def checking(language: Language) -> Said:
    return Said(language.text("Looking through the file. Nothing is changed by it."))


def counts(language: Language, new: int, changed: int, same: int, faulty: int) -> list[tuple[str, str]]:
    """What an import would do: a number and what it counts, each."""
    say = language.text
    numbers = ((new, say("new")), (changed, say("changed")), (same, say("here already")), (faulty, say("faulty lines")))
    return [(f"{number:,}", what) for number, what in numbers]


def faulty(language: Language, count: int) -> Said:
    """There are lines that cannot be used."""
    what = language.plural("{count} line cannot be used.", "{count} lines cannot be used.", count)
    advice = language.plural(
        "Mend it in the file and choose the file again, or import without it.",
        "Mend them in the file and choose the file again, or import without them.",
        count,
    )
    return Said(what.format(count=f"{count:,}"), advice)


def and_more(language: Language, count: int) -> str:
    return language.plural("and {count} more", "and {count} more", count).format(count=f"{count:,}")


def stamps(language: Language, count: int) -> str:
    """Stamps that the file names and that are not here."""
    return language.plural(
        "The file names {count} stamp. It is looked at in the background after the import.",
        "The file names {count} stamps. They are looked at in the background after the import.",
        count,
    ).format(count=f"{count:,}")


def bring_in(language: Language, count: int) -> str:
    """The button where there are only stamps to be brought in."""
    return language.plural("Bring in {count} stamp", "Bring in {count} stamps", count).format(count=f"{count:,}")


def import_them(language: Language, count: int, left_out: int) -> str:
    """The button. ``left_out``: faulty lines."""
    if left_out:
        lines = language.plural("leave out {count} line", "leave out {count} lines", left_out)
        return language.text("Import {count}, {leave_out}").format(
            count=f"{count:,}", leave_out=lines.format(count=f"{left_out:,}")
        )
    return language.plural("Import {count} customer", "Import {count} customers", count).format(count=f"{count:,}")


def nothing_here(language: Language, same: int) -> str:
    """Why the button cannot be pressed."""
    if same:
        return language.text("All of them are here already.")
    return language.text("There is nobody in this file who could be imported.")


# While it is done, and afterwards


def importing(language: Language) -> Said:
    return Said(
        language.text("Importing…"),
        language.text("You can leave this page and go on at the counter. Until the end nothing is changed."),
    )


def per_cent(language: Language, share: float) -> str:
    return language.text("{per_cent} %").format(per_cent=int(share * 100))


def stop(language: Language) -> str:
    return language.text("Stop the import")


def imported(language: Language, new: int, changed: int, left_out: int) -> Said:
    """It is done."""
    parts = [
        language.plural("{count} new customer", "{count} new customers", new).format(count=f"{new:,}") if new else "",
        language.plural("{count} changed", "{count} changed", changed).format(count=f"{changed:,}") if changed else "",
    ]
    what = ", ".join(filter(None, parts)) or language.text("nobody new")
    advice = language.plural("{count} faulty line was left out.", "{count} faulty lines were left out.", left_out)
    return Said(
        language.text("Imported: {what}.").format(what=what),
        advice.format(count=f"{left_out:,}") if left_out else "",
    )


def not_as_before(language: Language) -> Said:
    """The file has other faults than when it was looked through."""
    return Said(
        language.text("The file is not as it was a moment ago, so nothing was changed."),
        language.text("Look at the lines below."),
    )


def refused_stamps(language: Language, count: int) -> Said:
    """Stamps that an import named and that the service shows to nobody."""
    return Said(
        language.plural(
            "{count} stamp of an import was not brought in: the service does not show it.",
            "{count} stamps of an import were not brought in: the service does not show them.",
            count,
        ).format(count=f"{count:,}"),
        language.text("It may have ended, or belong to another account."),
    )


def to_counter(language: Language) -> str:
    return language.text("Back to the counter")
