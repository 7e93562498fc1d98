"""``doctor``: how everything stands that a counter needs; and a support file, whose contents are listed first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.health import Finding
from kiosk_app.words import doctor as words
from kiosk_app.words import support as support_words


def examine(session: Session, command: asked.Doctor) -> Result:
    """Raises BadInput for a wrong address, StoreTrouble where the support file cannot be written."""
    findings = session.house.doctor().examine()
    session.terminal.say(words.as_text(session.language, findings).rstrip())
    found = [(finding, words.found(session.language, finding)) for finding in findings]
    status = Status.DONE if all(finding.ok for finding in findings) else Status.WRONG
    document = documents.of_findings(found)
    if command.bundle:
        document |= _bundle(session, command.bundle, findings)
    return Result(status, document)


def _bundle(session: Session, file: Path, findings: Sequence[Finding]) -> documents.Document:
    """The typed command is the person's choice; what is in the file is said before it is there."""
    support = session.house.support()
    parts = support.gather(words.as_text(session.language, findings))
    session.terminal.say(support_words.listed(session.language, parts))
    support.write(parts, file)
    session.terminal.say(str(support_words.written(session.language, str(file))))
    return documents.of_bundle(file, parts)
