"""``customer import`` and ``customer export``: customers from a file, and into one."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.services.importing import Imported, ImportRequest
from kiosk_app.words import sheets as words

_SAID = 50  # faulty lines; the document has all


def import_customers(session: Session, command: asked.CustomerImport) -> Result:
    """Raises SheetRefused and StoreTrouble; then, and where lines are faulty, nothing was changed."""
    request = ImportRequest(
        command.file,
        dict(command.columns),
        *(command.encoding, command.separator, command.dry_run, command.leave_out_faulty),
    )
    done = session.house.importing().run(request)
    _say(session, done)
    failed = done.faulty and not command.leave_out_faulty
    document = documents.of_import(done, lambda fault: words.line_fault(session.language, fault))
    document |= _stamps_of_imports(session)
    return Result(Status.WRONG if failed else Status.DONE, document)


def export_customers(session: Session, command: asked.CustomerExport) -> Result:
    """Raises StoreTrouble, and CannotCorrect where there is no such customer."""
    exporting = session.house.exporting()
    if command.customer_id is not None:
        made = exporting.person(command.file, command.customer_id)
    else:
        made = exporting.customers(command.file, with_phones=command.phones)
    session.terminal.say(str(words.written(session.language, str(made.path), made.rows)))
    return Result(Status.DONE, documents.of_file(made.path, made.rows), (str(made.path),))


def _stamps_of_imports(session: Session) -> documents.Document:
    """What came of the stamps that this import and earlier ones named."""
    importing, language = session.house.importing(), session.language
    brought, not_shown = importing.brought(), importing.not_shown()
    if brought.waiting:
        session.terminal.say(words.stamps_wait(language, brought.waiting))
    for one in not_shown[:_SAID]:
        session.terminal.say(
            words.not_shown(language, one.stamp_idx, one.customer.details.name or one.customer.id, one.message)
        )
    if len(not_shown) > _SAID:
        session.terminal.say("…")
    return documents.of_brought(brought, not_shown)


def _say(session: Session, done: Imported) -> None:
    language, say = session.language, session.terminal.say
    say(words.read_as(language, done.sheet))
    for head, column in zip(done.sheet.heads, done.sheet.columns, strict=True):
        say(words.column_line(language, head, column))
    for fault in done.faulty[:_SAID]:
        say(words.in_line(language, fault))
    if len(done.faulty) > _SAID:
        say("…")
    counted = words.counted(language, done.new, done.changed, done.same, len(done.faulty), is_done=done.is_done)
    say(str(counted))
    if done.faulty and not done.is_done:
        say(words.how_to_leave_out(language))
