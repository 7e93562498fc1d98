"""``card add``, ``list`` and ``remove``: the stamp cards in the settings. Stamps issued on a card are left alone."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import CannotGoOn, Result, Session, line_with_key
from kiosk_app.cli.statuses import Status, of_hold
from kiosk_app.domain.card import StampCard
from kiosk_app.domain.checks import checked_card
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.ready import Came, Tried
from kiosk_app.domain.settings import Settings
from kiosk_app.services.issuing import NoSuchCard
from kiosk_app.words import instant as instant_words
from kiosk_app.words import lists as words


def add_card(session: Session, command: asked.CardAdd) -> Result:
    """Raises BadInput for wrong values and for a Card IDX that is there already.

    A card with instant stamps is added only where a trial on the account shows that they work.
    """
    if command.card.ready:
        _try_instant_stamps(session, command.card)
    settings = session.house.settings().add_card(command.card)
    added = settings.card(command.card.card_idx)
    if added is not None:
        session.terminal.say(words.card_line(session.language, added))
    return _cards(settings)


def list_cards(session: Session, _command: asked.CardList) -> Result:
    """All stamp cards, in the order of the settings."""
    settings = session.house.settings().current()
    for card in settings.cards:
        session.terminal.say(words.card_line(session.language, card))
    if not settings.cards:
        session.terminal.say(words.no_cards(session.language))
    return _cards(settings)


def remove_card(session: Session, command: asked.CardRemove) -> Result:
    """Raises NoSuchCard, BadInput for a settings file that cannot be changed."""
    settings = session.house.settings().remove_card(command.card_idx)
    if settings is None:
        raise NoSuchCard(command.card_idx)
    session.terminal.say(words.card_removed(session.language))
    return _cards(settings)


def _try_instant_stamps(session: Session, card: StampCard) -> None:
    card = checked_card(card, session.house.clock().today())
    if session.house.settings().current().card(card.card_idx):
        raise BadInput(Problem("card_idx", Fault.TWICE, str(card.card_idx)))
    tried = line_with_key(session).trial.run(card)
    if tried.came is not Came.PASSED:
        raise CannotGoOn(instant_words.not_passed(session.language, tried), _status(tried))


def _status(tried: Tried) -> Status:
    match tried.came:
        case Came.NOT_SENT:
            return of_hold(tried.reason)
        case Came.LOST:
            return Status.UNKNOWN
        case Came.OVER:
            return Status.WRONG
        case _:
            return Status.REFUSED


def _cards(settings: Settings) -> Result:
    return Result(Status.DONE, documents.of_cards(settings.cards))
