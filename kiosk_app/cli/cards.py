"""``card add``, ``list`` and ``remove``: the stamp cards in the settings. Stamps issued on a card are left alone."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.settings import Settings
from kiosk_app.services.issuing import NoSuchCard
from kiosk_app.words import lists as words


def add_card(session: Session, command: asked.CardAdd) -> Result:
    """Raises BadInput for wrong values and for a Card IDX that is there already."""
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


def _cards(settings: Settings) -> Result:
    return Result(Status.DONE, documents.of_cards(settings.cards))
