"""``issue``: one stamp for one customer, opened, sent and waited for. Without a key nothing is saved.

A run is one press: it has an intent of its own, and repeating the command meets what the first one left.
"""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.code_files import check_place, write_code
from kiosk_app.cli.house import Line
from kiosk_app.cli.sending import Seen, as_one_press, or_cut_short, our_record, see_through, what_happened
from kiosk_app.cli.session import CannotGoOn, Result, Session, line_with_key
from kiosk_app.cli.statuses import Status, word
from kiosk_app.domain.card import HasCard
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import POLICIES
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest, SeveralMeant
from kiosk_app.services.looking import Look
from kiosk_app.words import stamps as words

LOOK_S = 2.0  # for the link and the count; our own record stands in for a service that takes longer


def issue(session: Session, command: asked.Issue) -> Result:
    """Raises BadInput, NoSuchCard, StoreTrouble and CannotGoOn; then nothing was saved."""
    check_place(command.qr)
    line = line_with_key(session)
    return as_one_press(session, lambda intent: _issue(session, line, command, intent))


def _issue(session: Session, line: Line, command: asked.Issue, intent: str) -> Result:
    opened = session.house.issuing().open(
        IssueRequest(
            intent=intent,
            card_idx=command.card_idx,
            customer_id=command.customer_id,
            details=command.details,
            memo=command.memo,
            start=command.start,
            end=command.end,
            domain=command.domain,
            active=command.active,
            again=command.again,
        )
    )
    match opened:
        case SeveralMeant(customers):
            ids = [customer.id for customer in customers]
            raise CannotGoOn(words.several_meant(session.language, ids), Status.WRONG)
        case HasStamp():
            return _has_stamp(session, line, command, opened)
        case IssueOpened():
            return _send(session, line, command, opened)


def _has_stamp(session: Session, line: Line, command: asked.Issue, has: HasStamp) -> Result:
    """The customer has the card: open it, or leave the choice to a person. Nothing is sent."""
    name = has.customer.details.name
    if has.policy is HasCard.ASK:
        raise CannotGoOn(words.choice(session.language, name, has.stamps), Status.WRONG)
    stamp = _as_it_is(session, line, has.stamps[0].stamp_idx) or has.stamps[0]
    message = words.already(session.language, name, stamp)
    said = [message, *write_code(session, command.qr, stamp)]
    document = documents.of_stamp_work(
        "done", (), existing=True, stamp=stamp, customer=has.customer.id, message=" ".join(said)
    )
    return _told(session, Status.DONE, document, stamp, said)


def _send(session: Session, line: Line, command: asked.Issue, opened: IssueOpened) -> Result:
    """See the entries through, and the stamp once it is there."""
    card = session.house.settings().current().card(command.card_idx)
    seen = see_through(session, line, [entry.id for entry in opened.entries])
    return _result(session, line, command, opened, seen, card.name if card else "")


def _result(
    session: Session, line: Line, command: asked.Issue, opened: IssueOpened, seen: Seen, card_name: str
) -> Result:
    stamp = _issued(session, line, seen)
    name = opened.customer.details.name
    said = []
    if stamp is not None:
        said.append(words.issued(session.language, stamp, name, card_name))
        if not stamp.active and seen.entries[0].state.is_open:
            said.append(words.works_later(session.language))
    if seen.status is not Status.DONE or seen.cut:
        said.append(str(what_happened(session, seen, name)))
    if opened.left_out:
        said.append(words.first_visit_left_out(session.language, is_usable=opened.left_out in POLICIES))
    if stamp is not None:
        said += write_code(session, command.qr, stamp)
    elif command.qr and seen.entries[0].state is State.WAITING:
        said.append(words.code_later_with(session.language, seen.entries[0].reason))
    document = documents.of_stamp_work(
        word(seen.status),
        seen.entries,
        existing=opened.existing,
        stamp=stamp,
        customer=opened.customer.id,
        message=" ".join(said),
    )
    return _told(session, seen.status, document, stamp, said)


def _issued(session: Session, line: Line, seen: Seen) -> Stamp | None:
    """The stamp that the first entry made, if it is done; one that was ready is there before the service knows."""
    made = seen.entries[0] if seen.entries else None
    if made is None or made.stamp_idx is None:
        return None
    if made.state is State.DONE:
        return _as_it_is(session, line, made.stamp_idx)
    return our_record(session, line, made.stamp_idx) if made.kind is Kind.HAND_OUT and made.state.is_open else None


def _as_it_is(session: Session, line: Line, stamp_idx: StampIdx) -> Stamp | None:
    """What the service shows within a moment, else our own record."""
    look = or_cut_short(session, lambda: line.looking.look(stamp_idx, LOOK_S))
    return look.stamp if isinstance(look, Look) else our_record(session, line, stamp_idx)


def _told(
    session: Session, status: Status, document: documents.Document, stamp: Stamp | None, said: list[str]
) -> Result:
    for sentence in said:
        session.terminal.say(sentence)
    return Result(status, document, (stamp.url,) if stamp and stamp.url else ())
