"""Backups and beginning again: what is offered, asked, done and refused."""

from __future__ import annotations

from datetime import datetime

from kiosk_app.domain.disk import DiskReason, Unfit
from kiosk_app.domain.text import clean
from kiosk_app.words import dates
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def when(language: Language, at: datetime) -> str:
    """21 November 2026, 10:42, where the shop is."""
    local = at.astimezone()
    return language.text("{day}, {time}").format(day=dates.day(language, local.date()), time=f"{local:%H:%M}")


def refused(language: Language, why: Unfit) -> Said:
    """Why nothing was restored, or no backup made."""
    say = language.text
    return {
        Unfit.MISSING: Said(say("There is no such file."), say("Choose a backup.")),
        Unfit.NOT_OURS: Said(say("This file is no backup of Stamp Kiosk."), say("Choose another one.")),
        Unfit.DAMAGED: Said(say("This backup is damaged, so nothing was changed."), say("Choose an older one.")),
        Unfit.NEWER: Said(
            say("This backup was made by a newer version of this program."),
            say("Use that version, or update this one."),
        ),
        Unfit.OTHER_FOLDER: Said(
            say("This backup is of another counter’s data."), say("Restore it there, or into an empty folder.")
        ),
        Unfit.OTHER_ADDRESS: Said(
            say("This backup is of stamps at another service’s address."),
            say("Restore it there, or into an empty folder."),
        ),
        Unfit.PRESENT: Said(say("This file is the data in use, not a backup."), say("Choose another one.")),
        Unfit.IN_USE: Said(
            say("The window is open, or a command is running."), say("Let them end, then restore the backup.")
        ),
        Unfit.TAKEN: Said(
            say("Something else has this name already, so no backup was made."), say("Choose another name.")
        ),
        Unfit.NOT_WRITTEN: Said(
            say("The backup cannot be written there."), say("Check that there is room and that this user may write.")
        ),
    }[why]


def backed_up(language: Language, file: str, rows: int) -> Said:
    """A backup was made and looked through."""
    return Said(
        language.plural("Backed up, {rows} row: {file}.", "Backed up, {rows} rows: {file}.", rows).format(
            rows=rows, file=clean(file)
        ),
        language.text("Keep it where only you can read it: it holds your customers."),
    )


def restored(language: Language, at: datetime, kept: str) -> Said:
    """Begun again."""
    what = language.text("The backup of {when} is in use again.").format(when=when(language, at))
    advice = language.text("What had not been sent then is held until you say so, in the outbox.")
    if kept:
        aside = language.text("What was there is kept: {file}.").format(file=clean(kept))
        return Said(what, f"{aside} {advice}")
    return Said(what, advice)


# The page at the start


def broken(language: Language, reason: DiskReason) -> Said:
    """Why nothing goes on until a person chose."""
    say = language.text
    if reason is DiskReason.GONE:
        what = say("The data of this counter is missing.")
    else:
        what = say("The data of this counter is damaged.")
    return Said(what, say("Nothing is sent or issued until you choose. What is left of it is kept aside."))


def restoring(language: Language) -> Said:
    """While a chosen backup takes its place."""
    return Said(language.text("The backup is put in place…"), language.text("The counter opens by itself."))


def looking(language: Language) -> Said:
    """While backups are looked through."""
    return Said(language.text("Looking for the newest good backup…"))


def no_backup(language: Language) -> Said:
    """There is none in the folder."""
    return Said(
        language.text("There is no good backup in the data folder."),
        language.text("If you have one elsewhere, choose it."),
    )


def offered(language: Language, at: datetime, missing: int | None) -> Said:
    """The newest good backup."""
    what = language.text("There is a good backup of {when}.").format(when=when(language, at))
    if missing is None:
        return Said(what, language.text("What was done since then would be missing on this computer."))
    if not missing:
        return Said(what, language.text("As far as can be seen, nothing was done since then."))
    advice = language.plural(
        "{count} change that was made since then would be missing on this computer.",
        "{count} changes that were made since then would be missing on this computer.",
        missing,
    )
    return Said(what, advice.format(count=missing))


def use_backup(language: Language, at: datetime) -> str:
    """The button."""
    return language.text("Use the backup of {when}").format(when=when(language, at))


def choose_backup(language: Language) -> str:
    """The button that asks for a file."""
    return language.text("Choose another backup…")


def begin_empty(language: Language) -> str:
    """The button."""
    return language.text("Start empty")


def empty_question(language: Language) -> Said:
    """It asks once."""
    return Said(
        language.text("Start without any customers and stamps?"),
        language.text("What is left of the data is kept aside, not deleted. The API key has to be given again."),
    )


def yes_empty(language: Language) -> str:
    """The answer."""
    return language.text("Yes, start empty")


def not_yet(language: Language) -> str:
    """The other answer."""
    return language.text("Not yet")


# Settings › Data


def back_up_now(language: Language) -> str:
    """The button."""
    return language.text("Back up now…")


def restore(language: Language) -> str:
    """The button."""
    return language.text("Restore a backup…")


def backups_title(language: Language) -> str:
    """Over both buttons."""
    return language.text("Back up and restore")


def backups_note(language: Language) -> str:
    """Below the title."""
    return language.text("A backup is made every day, and the last seven are kept. Keep one elsewhere, too.")


def restore_question(language: Language, at: datetime, missing: int | None) -> Said:
    """It asks once."""
    what = language.text("Use the backup of {when}?").format(when=when(language, at))
    return Said(what, offered(language, at, missing).advice)


def yes_restore(language: Language) -> str:
    """The answer."""
    return language.text("Yes, use it")


def file_kind(language: Language) -> str:
    """What the dialog for a file calls ours."""
    return language.text("Backups")
