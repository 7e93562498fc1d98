"""``show``: a stamp as the service shows it just now, else our own record. Changes nothing at the service."""

from __future__ import annotations

from kiosk_app.cli import asked, documents, statuses
from kiosk_app.cli.code_files import check_place, write_code
from kiosk_app.cli.house import NoKey
from kiosk_app.cli.issue import LOOK_S
from kiosk_app.cli.session import CannotGoOn, Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.ids import StampIdx
from kiosk_app.services.looking import Look, Sight
from kiosk_app.words import keys as key_words
from kiosk_app.words import sending as sending_words
from kiosk_app.words import stamps as words
from kiosk_app.words.said import Said


def show(session: Session, command: asked.Show) -> Result:
    """Raises BadInput, StoreTrouble and CannotGoOn."""
    check_place(command.qr)
    look, trouble = _look(session, command.stamp_idx)
    said = [*_what_is_seen(session, look, trouble)]
    if look.stamp:
        said += write_code(session, command.qr, look.stamp)
    status = statuses.of_sight(look.sight)
    document = documents.of_stamp_work(
        statuses.word(status),
        (),
        existing=look.stamp is not None,
        stamp=look.stamp,
        customer=look.stamp.customer_id if look.stamp else None,
        message=" ".join(said),
    )
    for sentence in said:
        session.terminal.say(sentence)
    return Result(status, document, (look.stamp.url,) if look.stamp and look.stamp.url else ())


def _look(session: Session, stamp_idx: StampIdx) -> tuple[Look, Said | None]:
    """The stamp; without a key our own record, and why. With neither there is nothing to show."""
    line = session.house.line()
    if not isinstance(line, NoKey):
        return line.looking.look(stamp_idx, LOOK_S), None
    trouble = key_words.no_key(session.language, line.trouble)
    look = session.house.ours().look(stamp_idx)
    if look.stamp is None:
        raise CannotGoOn(trouble, Status.NOT_SET_UP)
    return look, trouble


def _what_is_seen(session: Session, look: Look, trouble: Said | None) -> list[str]:
    language, stamp = session.language, look.stamp
    said = []
    if stamp is not None:
        card = session.house.settings().current().card(stamp.card_idx)
        said.append(words.shown(language, stamp, card.name if card else ""))
    if look.sight is Sight.OURS:
        why = trouble.what if trouble else sending_words.why(language, look.reason)
        said.append(str(words.own_record(language, why, stamp)))
    if look.sight is Sight.REFUSED:
        said.append(str(words.not_usable(language, stamp, look.message, session.house.clock().today())))
    return said
