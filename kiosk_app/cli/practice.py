"""``practice``: the practice service alone, until it is interrupted. It prints its own key, and knows no other."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import CannotGoOn, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.words import usage


def practice(session: Session, command: asked.Practice) -> int:
    """Print where it is, then serve. Raises BadInput for a mood it does not know, CannotGoOn for a taken port."""
    try:
        desk = session.house.practice_desk(command.port, command.mood)
    except OSError:
        raise CannotGoOn(usage.port_taken(session.language, command.port), Status.WRONG) from None
    session.terminal.document(documents.of_practice(desk.url, desk.key))
    session.terminal.say(usage.practice_serves(session.language))
    try:
        desk.serve_forever()
    except KeyboardInterrupt:
        return Status.DONE
    return Status.DONE
