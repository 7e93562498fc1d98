"""``visit``, ``take-back`` and ``redeem``: what is done to a stamp, opened, sent and waited for.

One that was issued elsewhere joins the directory first, as it does when it is scanned. Like ``issue``, a run is one
press. Where our record alone says no, the service is asked once before that is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk_app.cli import asked, documents, statuses
from kiosk_app.cli.house import Line
from kiosk_app.cli.issue import LOOK_S
from kiosk_app.cli.sending import as_one_press, our_record, see_through, what_happened
from kiosk_app.cli.session import CannotGoOn, Result, Session, line_with_key
from kiosk_app.cli.statuses import Status, word
from kiosk_app.domain.card import StampCard
from kiosk_app.domain.correction import CannotCorrect
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import POLICIES, Bar, Barred
from kiosk_app.services.corrections import CorrectionOpened, TakeBack
from kiosk_app.services.rewards import RedeemRequest
from kiosk_app.services.scanning import Here
from kiosk_app.services.visits import VisitRequest
from kiosk_app.words import visits as words
from kiosk_app.words.corrections import cannot_correct
from kiosk_app.words.said import Said
from kiosk_app.words.scan import missed

Opened = TypeVar("Opened")

ASK_S = 5.0  # for a stamp that is not known here: no record of ours stands in for it


def visit(session: Session, command: asked.Visit) -> Result:
    """Raises BadInput, StoreTrouble and CannotGoOn; then nothing was saved."""
    line = line_with_key(session)
    stamp_idx = _known(session, line, command.stamp_idx)

    def perform(intent: str) -> Result:
        request = VisitRequest(intent, stamp_idx, command.count, command.anyway)
        opened = _opened(session, line, stamp_idx, lambda: session.house.visits().add(request), _no_visit)
        return _seen_through(session, line, stamp_idx, opened.entries, _added)

    return as_one_press(session, perform)


def take_back(session: Session, command: asked.TakeBack) -> Result:
    """Raises BadInput, StoreTrouble and CannotGoOn; then nothing was saved."""
    line = line_with_key(session)
    stamp_idx = _known(session, line, command.stamp_idx)

    def perform(intent: str) -> Result:
        request = TakeBack(intent, stamp_idx, command.count)

        def ask() -> CorrectionOpened | Barred:
            try:
                return session.house.corrections().take_back(request)
            except CannotCorrect as cannot:
                if isinstance(cannot.why, Barred):
                    return cannot.why
                raise

        opened = _opened(session, line, stamp_idx, ask, _not_taken_back)
        return _seen_through(session, line, stamp_idx, opened.entries, _taken_back)

    return as_one_press(session, perform)


def redeem(session: Session, command: asked.Redeem) -> Result:
    """Raises BadInput, StoreTrouble and CannotGoOn; then nothing was saved."""
    line = line_with_key(session)
    stamp_idx = _known(session, line, command.stamp_idx)

    def perform(intent: str) -> Result:
        request = RedeemRequest(intent, stamp_idx)
        opened = _opened(session, line, stamp_idx, lambda: session.house.rewards().redeem(request), _no_visit)
        after = opened.next.card.name if opened.next else ""

        def done(session: Session, _count: int, _stamp: Stamp | None) -> list[str]:
            return [str(words.redeemed(session.language, after))]

        return _seen_through(session, line, stamp_idx, (opened.entry,), done, existing=opened.existing)

    return as_one_press(session, perform)


def _known(session: Session, line: Line, stamp_idx: StampIdx) -> StampIdx:
    """The stamp as the directory has it by now."""
    found = session.house.scanning(line.looking).stamp(stamp_idx, ASK_S)
    if isinstance(found, Here):
        return found.stamp_idx or stamp_idx
    raise CannotGoOn(missed(session.language, found), statuses.of_missed(found))


def _opened(
    session: Session,
    line: Line,
    stamp_idx: StampIdx,
    ask: Callable[[], Opened | Barred],
    say: Callable[[Session, Barred], Said],
) -> Opened:
    """What was opened; where our record says no, asked again with the stamp as the service shows it just now."""
    came = ask()
    if isinstance(came, Barred) and came.stamp and came.bar not in POLICIES:
        line.looking.look(stamp_idx, LOOK_S)
        came = ask()
    if isinstance(came, Barred):
        raise CannotGoOn(say(session, came), Status.WRONG)
    return came


def _no_visit(session: Session, barred: Barred) -> Said:
    said = words.barred(session.language, barred, _card(session, barred.stamp), session.house.clock().now())
    return Said(said.what, words.add_anyway(session.language)) if barred.bar is Bar.PAUSE else said


def _not_taken_back(session: Session, barred: Barred) -> Said:
    return cannot_correct(session.language, barred)


def _seen_through(
    session: Session,
    line: Line,
    stamp_idx: StampIdx,
    entries: tuple[Entry, ...],
    done: Callable[[Session, int, Stamp | None], list[str]],
    *,
    existing: bool = False,
) -> Result:
    """Send the entries and wait for them; ``done`` says what came of it where all of them arrived."""
    seen = see_through(session, line, [entry.id for entry in entries])
    stamp = our_record(session, line, stamp_idx)
    is_done = seen.status is Status.DONE and seen.cut is None
    said = done(session, len(entries), stamp) if is_done else [str(what_happened(session, seen, ""))]
    document = documents.of_stamp_work(
        word(seen.status),
        seen.entries,
        existing=existing,
        stamp=stamp,
        customer=entries[0].customer_id,
        message=" ".join(said),
    )
    for sentence in said:
        session.terminal.say(sentence)
    return Result(seen.status, document)


def _added(session: Session, count: int, stamp: Stamp | None) -> list[str]:
    said = [words.added(session.language, count, stamp)]
    if stamp and stamp.visits is not None and stamp.visits == stamp.places:
        said.append(str(words.full(session.language, _card(session, stamp).reward)))
    return said


def _taken_back(session: Session, count: int, stamp: Stamp | None) -> list[str]:
    return [words.taken_back(session.language, count, stamp)]


def _card(session: Session, stamp: Stamp | None) -> StampCard:
    card_idx = stamp.card_idx if stamp else 0
    return session.house.settings().current().card(card_idx) or StampCard(card_idx, "")
