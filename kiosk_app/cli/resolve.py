"""``outbox resolve``: what a person says of one entry, and then that entry seen through like any other.

Dropping, and saying that something counted, need no key: nothing has to be asked for them.
"""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.house import Line, NoKey
from kiosk_app.cli.outbox import say_lines
from kiosk_app.cli.sending import see_through, what_happened
from kiosk_app.cli.session import CannotGoOn, Result, Session, line_with_key
from kiosk_app.cli.statuses import Status, of_hold
from kiosk_app.domain.choices import Cannot, Choice
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.links import stamp_idx_from_scan
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.text import quoted
from kiosk_app.services.resolving import CannotResolve, Resolved, Resolving, Unconfirmed
from kiosk_app.words import resolving as words
from kiosk_app.words.said import Said

_NEEDS_NO_KEY = (Choice.DROP, Choice.COUNTED)


def resolve(session: Session, command: asked.OutboxResolve) -> Result:
    """Raises BadInput, StoreTrouble and CannotGoOn; then nothing was changed."""
    line = session.house.line() if command.choice in _NEEDS_NO_KEY else line_with_key(session)
    resolving = session.house.resolving(session.house.ours() if isinstance(line, NoKey) else line.looking)
    try:
        resolved = _take(session, resolving, command)
    except CannotResolve as cannot:
        raise CannotGoOn(words.cannot(session.language, cannot.why, cannot.reason), _status(cannot)) from cannot
    entries = resolved.opened or (resolved.entry,)
    status = Status.DONE if isinstance(line, NoKey) else _see_through(session, line, entries)
    told = session.house.outbox().of(entry.id for entry in (resolved.entry, *resolved.opened))
    say_lines(session, told)
    return Result(status, documents.of_lines(session.house.outbox().open()))


def _status(cannot: CannotResolve) -> Status:
    """Wrong use, unless it is only for now: being sent, or the service could not be asked."""
    if cannot.why is Cannot.NO_ANSWER:
        return Status.NOT_SET_UP if of_hold(cannot.reason) is Status.NOT_SET_UP else Status.UNKNOWN
    return Status.WAITING if cannot.why is Cannot.BEING_SENT else Status.WRONG


def _take(session: Session, resolving: Resolving, command: asked.OutboxResolve) -> Resolved:
    if command.choice is not Choice.IT_IS_THERE:
        return resolving.choose(command.entry_id, command.choice)
    stamp_idx = stamp_idx_from_scan(command.stamp)
    if stamp_idx is None:
        raise BadInput(Problem("stamp", Fault.NOT_A_CHOICE, quoted(command.stamp)))
    found = resolving.it_is_there(command.entry_id, stamp_idx, confirmed=command.confirmed)
    if isinstance(found, Unconfirmed):
        said = words.not_shown(session.language, found.message)
        if found.seen:
            said = words.shown_without_us(session.language)
        asks = Said(said.what, f"{said.advice} {words.add_confirmed(session.language)}")
        raise CannotGoOn(asks, Status.WRONG)
    return found


def _see_through(session: Session, line: Line, entries: tuple[Entry, ...]) -> Status:
    """What waits now, and what waited for it, is sent. Where nothing does, the word was all that was wanted."""
    leaders = {entry.id for entry in entries}
    behind = [one.entry for one in session.house.outbox().open() if one.entry.leader in leaders]
    to_send = [entry.id for entry in (*entries, *behind) if entry.state in (State.WAITING, State.UNKNOWN)]
    if not to_send:
        return Status.DONE
    seen = see_through(session, line, to_send)
    if seen.status is not Status.DONE or seen.cut:
        session.terminal.say(str(what_happened(session, seen, "")))
    return seen.status
