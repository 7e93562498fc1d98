"""``customer erase``, ``duplicates`` and ``merge``: one person taken away, or two who are one."""

from __future__ import annotations

from kiosk_app.cli import asked, documents, statuses
from kiosk_app.cli.house import NoKey
from kiosk_app.cli.sending import see_through, what_happened
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.services.erasing import Erased
from kiosk_app.words import keys as key_words
from kiosk_app.words import lists as list_words
from kiosk_app.words import persons as words


def erase_customer(session: Session, command: asked.CustomerErase) -> Result:
    """Raises CannotCorrect and StoreTrouble; then nothing was changed. Without a key what is to be sent waits.

    ``not_cleared`` holds every stamp that the service was not proved to have emptied, by now.
    """
    erased = session.house.erasing().erase(command.customer_id)
    session.terminal.say(words.erased(session.language))
    status, entries = _sent(session, erased.entries)
    emptied = {entry.stamp_idx for entry in entries if entry.state is State.DONE}
    waiting = [entry.stamp_idx for entry in erased.entries if entry.stamp_idx not in emptied]
    not_cleared = [*erased.not_cleared, *(stamp_idx for stamp_idx in waiting if stamp_idx is not None)]
    _say_what_is_left(session, erased, not_cleared)
    return Result(status, {"customer": erased.customer_id, "not_cleared": not_cleared})


def list_duplicates(session: Session, command: asked.CustomerDuplicates) -> Result:
    """Who looks like one; nobody is no trouble."""
    pairs = session.house.merging().alike(command.limit)
    for pair in pairs.pairs:
        session.terminal.say(f"{words.alike_by(session.language, pair.by.value)}:")
        for one in (pair.one, pair.other):
            session.terminal.say(f"  {list_words.customer_line(one)}")
    if not pairs.pairs:
        session.terminal.say(words.no_duplicates(session.language))
    return Result(Status.DONE, documents.of_pairs(pairs))


def merge_customers(session: Session, command: asked.CustomerMerge) -> Result:
    """Raises CannotCorrect and StoreTrouble; then nothing was changed."""
    merging = session.house.merging()
    if command.not_the_same:
        merging.tell_apart(command.kept_id, command.other_id)
        session.terminal.say(words.told_apart(session.language))
        return Result(Status.DONE, {"customer": None})
    merged = merging.merge(command.kept_id, command.other_id)
    session.terminal.say(words.merged(session.language, merged.customer.details.name or merged.customer.id))
    status, _ = _sent(session, merged.entries)
    return Result(status, {"customer": documents.of_customer(merged.customer)}, (merged.customer.id,))


def _sent(session: Session, opened: tuple[Entry, ...]) -> tuple[Status, tuple[Entry, ...]]:
    """What was opened, sent and waited for; where there is no key it waits."""
    if not opened:
        return Status.DONE, ()
    line = session.house.line()
    if isinstance(line, NoKey):
        session.terminal.say(str(key_words.no_key(session.language, line.trouble)))
        return statuses.of_hold(Reason.KEY_REFUSED), opened
    seen = see_through(session, line, [entry.id for entry in opened])
    if seen.status is not Status.DONE:
        session.terminal.say(str(what_happened(session, seen, "")))
    return seen.status, seen.entries


def _say_what_is_left(session: Session, erased: Erased, not_cleared: list[int | str]) -> None:
    if not_cleared:
        session.terminal.say(str(words.not_cleared(session.language, not_cleared)))
    if erased.lost:
        session.terminal.say(str(words.lost_stamps(session.language, erased.lost)))
