"""``backup`` and ``restore``: a whole copy of the database, and beginning again with one."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.words import care as words


def back_up(session: Session, command: asked.BackUp) -> Result:
    """Raises BackupRefused and StoreTrouble; what lay there is as it was then."""
    made = session.house.care().back_up_to(command.file)
    session.terminal.say(str(words.backed_up(session.language, str(made.path), made.rows)))
    return Result(Status.DONE, documents.of_file(made.path, made.rows), (str(made.path),))


def restore(session: Session, command: asked.Restore) -> Result:
    """Raises BackupRefused and StoreTrouble. The typed command is the person's choice: it is not asked again."""
    recovery = session.house.recovery()
    offer = recovery.read(command.file)
    kept = recovery.use(offer.backup)
    session.terminal.say(str(words.restored(session.language, offer.backup.at, str(kept) if kept else "")))
    return Result(Status.DONE, documents.of_file(command.file, offer.backup.rows))
