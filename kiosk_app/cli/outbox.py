"""``outbox``, ``outbox send`` and ``history``: what the journal holds, and sending what waits in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta

from kiosk_app.cli import asked, documents, statuses
from kiosk_app.cli.sending import Hold, hold_of, or_cut_short
from kiosk_app.cli.session import Result, Session, line_with_key
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.entry import Entry, State
from kiosk_app.services.outbox import Line
from kiosk_app.words import day_end as day_end_words
from kiosk_app.words import history_page as history_words
from kiosk_app.words import lists as list_words
from kiosk_app.words import sending as words
from kiosk_app.words import sheets as sheet_words
from kiosk_app.words.said import Said

_DIFFERENCES = 1000  # nobody reads more of them
_FIRST_YEAR, _LAST_YEAR = 1971, 9998  # beyond them no bound is needed, and time zones overflow


def list_outbox(session: Session, _command: asked.OutboxList) -> Result:
    """What is not settled, what a person must see, and what differed from our record at the end of the day."""
    lines = session.house.outbox().open()
    say_lines(session, lines)
    if not lines:
        session.terminal.say(list_words.nothing_open(session.language))
    differing = session.house.day_end().report(_DIFFERENCES).differing
    for one in differing:
        card = session.house.settings().current().card(one.card_idx)
        who = day_end_words.whose(session.language, one.name, card.name if card else "", one.stamp_idx)
        session.terminal.say(day_end_words.differs(session.language, one.difference, who))
    return Result(Status.DONE, documents.of_lines(lines) | documents.of_differing(differing))


def send_outbox(session: Session, _command: asked.OutboxSend) -> Result:
    """Send all that waits but what is held; the document is the outbox as it stands then."""
    line = line_with_key(session)
    drained = or_cut_short(session, lambda: line.finishing.drain(lambda pace: _say_pace(session, pace)))
    lines = session.house.outbox().open()
    if isinstance(drained, Said):
        session.terminal.say(str(drained))
        states = [one.entry.state for one in lines if one.entry.state in (State.WAITING, State.SENDING)]
        return Result(statuses.of_states(states, None, cut_short=True), documents.of_lines(lines))
    hold = hold_of(session, line)
    waiting = [one.entry for one in lines if one.entry.state is State.WAITING and one.entry.due_at]
    status = statuses.of_states([entry.state for entry in drained.tried], hold.stopped)
    if drained.held_up and waiting:
        status = statuses.worst((status, statuses.of_hold(hold.stopped)))
    _say_what_came(session, drained.tried, lines, waiting, hold)
    return Result(status, documents.of_lines(lines))


def _say_pace(session: Session, calls_per_minute: int) -> None:
    session.terminal.say(str(words.at_pace(session.language, calls_per_minute)))


def history(session: Session, command: asked.History) -> Result:
    """What was opened on these local days, both included."""
    start = start_of(command.first) if command.first else None
    end = start_of(command.last + timedelta(days=1)) if command.last and command.last.year <= _LAST_YEAR else None
    lines = session.house.outbox().history(start, end, command.customer_id)
    if command.csv:
        made = session.house.exporting().history(command.csv, start, end, command.customer_id)
        session.terminal.say(str(sheet_words.written(session.language, str(made.path), made.rows)))
        return Result(Status.DONE, documents.of_lines(lines) | documents.of_file(made.path, made.rows))
    for line in lines:
        name = line.customer.details.name if line.customer else ""
        session.terminal.say(history_words.past_line(session.language, line.entry, name, line.door))
    if not lines:
        session.terminal.say(list_words.nothing_done(session.language))
    return Result(Status.DONE, documents.of_lines(lines))


def start_of(day: date) -> datetime | None:
    """The instant at which a local day begins where the shop is, in UTC; None for days before any clock of ours."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    return datetime.combine(day, time.min).astimezone().astimezone(UTC)


def _say_what_came(
    session: Session, tried: Iterable[Entry], lines: Collection[Line], waiting: list[Entry], hold: Hold
) -> None:
    language = session.language
    sent = sum(entry.state is State.DONE for entry in tried)
    session.terminal.say(str(words.drained(language, sent, len(lines))))
    if waiting:
        reason = waiting[0].reason
        session.terminal.say(str(words.waits(language, reason, hold.stopped, hold.quiet_s, len(waiting))))
    say_lines(session, lines)


def say_lines(session: Session, lines: Iterable[Line]) -> None:
    for line in lines:
        name = line.customer.details.name if line.customer else ""
        session.terminal.say(words.entry_line(session.language, line.entry, name))
