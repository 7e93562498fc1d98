"""The data folder, its database and where it belongs: what can be wrong with them, as sentences."""

from __future__ import annotations

from kiosk_app.domain.disk import DiskReason
from kiosk_app.domain.settings import PRACTICE_ADDRESS
from kiosk_app.domain.text import clean
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def disk_trouble(language: Language, reason: DiskReason) -> Said:
    """Why the database could not be read or written."""
    say = language.text
    return {
        DiskReason.FULL: Said(
            say("This computer is almost full."), say("Free some space, so that no stamp gets lost.")
        ),
        DiskReason.READ_ONLY: Said(
            say("The data folder cannot be written to."), say("Let this user write there, then try again.")
        ),
        DiskReason.BUSY: Said(say("The data folder is busy with another program."), say("Try again in a moment.")),
        DiskReason.DAMAGED: Said(
            say("The data is damaged, so nothing is done with it."),
            say("Keep the folder as it is and bring back the newest good backup: open the window, or use “restore”."),
        ),
        DiskReason.GONE: Said(
            say("The data is missing, so nothing is done."),
            say("Bring it back, or the newest good backup: open the window, or use “restore”."),
        ),
        DiskReason.NEWER: Said(
            say("The data was written by a newer version of this program."),
            say("Use that version, or update this one."),
        ),
        DiskReason.UNREADABLE: Said(
            say("The data folder cannot be read."), say("Check that the disk is there and that this user may use it.")
        ),
    }[reason]


def folder_trouble(language: Language, path: str, why: str) -> Said:
    """The data folder cannot be used; ``why`` in the words of the machine's own check."""
    say = language.text
    what = {
        "not a folder": say("{path} is not a folder."),
        "used by others too": say("{path} is used for other things too, so nothing private is put there."),
    }.get(why, say("{path} cannot be written to."))
    return Said(what.format(path=clean(path)), say("Choose another folder with --data-dir."))


def address_refused(language: Language, belongs_to: str, asked: str) -> Said:
    """The folder belongs to another service address."""
    say = language.text
    if PRACTICE_ADDRESS in (belongs_to, asked):
        return Said(
            say("Practice and real stamps never share a folder."), say("Choose another folder with --data-dir.")
        )
    what = say("This data folder belongs to {belongs_to}, not to {asked}.")
    advice = say(
        "Leave --service-url out and let the settings file say {belongs_to}, or choose another folder with --data-dir."
    )
    return Said(what, advice).filled(belongs_to=clean(belongs_to), asked=clean(asked))
