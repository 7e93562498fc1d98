"""Customers from a file and into one: how it was read, what it would change, what is wrong with a line."""

from __future__ import annotations

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.sheet import Column, FaultyLine, Sheet, SheetRefused, Unusable
from kiosk_app.domain.text import clean, quoted
from kiosk_app.words import inputs
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def refused(language: Language, trouble: SheetRefused) -> Said:
    """Why a file cannot be read, with the line where that is known."""
    said = _refusals(language)[trouble.why]
    where = language.text("Line {line}:").format(line=trouble.line) if trouble.line else ""
    return Said(f"{where} {said.what}".strip(), said.advice).filled(detail=quoted(trouble.detail))


def _refusals(language: Language) -> dict[Unusable, Said]:
    say = language.text
    save_again = say("Save it once more as CSV in UTF-8, then try again.")
    return {
        Unusable.MISSING: Said(say("There is no such file."), say("Choose another one.")),
        Unusable.NOT_A_FILE: Said(say("This is no file that can be read."), say("Choose a CSV file.")),
        Unusable.NOT_ALLOWED: Said(say("This file may not be read."), say("Let this user read it, then try again.")),
        Unusable.TOO_BIG: Said(say("This file is too big."), say("Part it into files of at most 256 MB.")),
        Unusable.EMPTY: Said(say("There is nothing in this file."), say("Choose another one.")),
        Unusable.NO_SUCH_ENCODING: Said(
            say("“{detail}” is no encoding that is known here."), say("Use one such as utf-8, cp949 or cp1252.")
        ),
        Unusable.BAD_LETTERS: Said(say("some of it is no text in {detail}."), save_again),
        Unusable.NOT_TEXT: Said(say("this is no text."), save_again),
        Unusable.OPEN_QUOTE: Said(
            say("a quotation mark opens a cell that never ends."), say("The file may have been cut off.")
        ),
        Unusable.BAD_QUOTE: Said(say("a quotation mark stands where none can."), say("Write it twice within a cell.")),
        Unusable.LONG_CELL: Said(
            say("a cell is far too long."), say("Perhaps a quotation mark before it was never closed.")
        ),
        Unusable.NOBODY: Said(
            say("No column of this file names a customer."), say("Say which one holds the name, phone or e-mail.")
        ),
        Unusable.A_DATABASE: Said(
            say("This file is a database, perhaps the one in use, so it was left as it is."),
            say("Choose another name."),
        ),
        Unusable.NOT_WRITTEN: Said(
            say("The file cannot be written there."), say("Check that there is room and that this user may write.")
        ),
        Unusable.NO_SUCH_COLUMN: Said(
            say("There is no column “{detail}” in this file."), say("Use its heading, or its number from 1 up.")
        ),
    }


def line_fault(language: Language, fault: FaultyLine) -> str:
    """What is wrong with one line, without its number."""
    say = language.text
    if fault.cells is not None:
        return language.plural(
            "It has {count} cell, not as many as there are columns.",
            "It has {count} cells, not as many as there are columns.",
            fault.cells,
        ).format(count=fault.cells)
    if fault.twin is not None:
        return say("It describes the customer of line {line} otherwise.").format(line=fault.twin)
    if fault.not_theirs is not None:
        return say("Stamp {stamp} is somebody else’s.").format(stamp=clean(fault.not_theirs))
    return str(inputs.problems(language, fault.problems))


def in_line(language: Language, fault: FaultyLine) -> str:
    """Line 17: what is wrong with it."""
    return language.text("Line {line}: {why}").format(line=fault.line, why=line_fault(language, fault))


def read_as(language: Language, sheet: Sheet) -> str:
    """How the file was read: its encoding and what parts its cells."""
    signs = {"\t": language.text("tab")}
    return language.text("Read as {encoding}, with {separator} between cells.").format(
        encoding=sheet.encoding.upper(), separator=signs.get(sheet.separator, f"“{sheet.separator}”")
    )


def column_line(language: Language, head: str, column: Column) -> str:
    """“Telefon”: Phone."""
    return language.text("“{head}”: {holds}").format(head=quoted(head), holds=column_name(language, column))


def column_name(language: Language, column: Column) -> str:
    """What a column holds, in people's words."""
    say = language.text
    own = {
        Column.ID: say("Customer id"),
        Column.GIVEN_NAME: say("First name"),
        Column.FAMILY_NAME: say("Last name"),
        Column.CONSENT: say("Consent"),
        Column.STAMPS: say("Stamps"),
        Column.NOTHING: say("left out"),
    }
    return own.get(column) or inputs.field_name(language, column.value.replace("-", "_"))


def counted(language: Language, new: int, changed: int, same: int, faulty: int, *, is_done: bool) -> Said:
    """What an import did, or would do."""
    counts = language.text("{new} new, {changed} changed, {same} the same, {faulty} faulty.").format(
        new=new, changed=changed, same=same, faulty=faulty
    )
    if is_done:
        return Said(language.text("Imported: {counts}").format(counts=counts))
    return Said(counts, language.text("Nothing was changed."))


def stamps_wait(language: Language, count: int) -> str:
    """Stamps that imports named are not there yet."""
    return language.plural(
        "{count} stamp is looked at in the background, then it is on its customer’s page.",
        "{count} stamps are looked at in the background, then they are on their customers’ pages.",
        count,
    ).format(count=count)


def not_shown(language: Language, stamp_idx: StampIdx, name: str, message: str) -> str:
    """A stamp that an import named is none of the service's. ``message``: its own words; may be empty."""
    whose = language.text("Stamp {stamp} of {name}").format(stamp=stamp_idx, name=clean(name))
    said = language.text("{whose} was not brought in: the service does not show it.").format(whose=whose)
    return f"{said} “{quoted(message)}”" if message else said


def how_to_leave_out(language: Language) -> str:
    """There are faulty lines."""
    return language.text("Mend these lines, or leave them out with --leave-out-faulty.")


def stopped(language: Language) -> Said:
    """A person stopped an import."""
    return Said(language.text("Stopped. Nothing was changed."))


def written(language: Language, file: str, rows: int) -> Said:
    """An export was made."""
    return Said(
        language.plural("Written, {rows} row: {file}.", "Written, {rows} rows: {file}.", rows).format(
            rows=rows, file=clean(file)
        ),
        language.text("Keep it where only you can read it: it holds your customers."),
    )
