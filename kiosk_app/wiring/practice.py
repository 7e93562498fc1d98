"""The practice service of a folder: born with the samples, its key known to this run alone.

Loaded where it is built: it brings a server along.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.samples import SAMPLE_CARDS, SAMPLE_CUSTOMERS
from kiosk_app.practice import BadMood, BornCard, BornStamp, PracticeService, parse_moods
from kiosk_app.system.folders import DataFolder

DATABASE = "practice.db"


@dataclass(frozen=True, slots=True)
class Desk:
    """The practice service as the command that serves it sees it."""

    url: str
    key: ApiKey
    serve_forever: Callable[[], None]


def fresh_key() -> ApiKey:
    """A key that never leaves memory."""
    return ApiKey(secrets.token_urlsafe(24))


def practice_service(folder: DataFolder, key: ApiKey, port: int, today: Callable[[], date]) -> PracticeService:
    """Not started yet. ``port`` 0: any that is free."""
    cards = [BornCard(card.card_idx, card.name, card.reward, card.places) for card in SAMPLE_CARDS]
    folder.prepare()
    return PracticeService(folder.root / DATABASE, key.reveal(), cards, _born(today()), port, today)


def service_with_moods(
    folder: DataFolder, key: ApiKey, port: int, today: Callable[[], date], mood: str
) -> PracticeService:
    """The same in a mood; raises BadInput for one that there is not, and then nothing was made."""
    try:
        moods = parse_moods(mood)
    except BadMood as trouble:
        raise BadInput(Problem("mood", Fault.NOT_A_CHOICE, str(trouble))) from trouble
    service = practice_service(folder, key, port, today)
    service.mood(*moods)
    return service


def _born(today: date) -> list[BornStamp]:
    """The samples' stamps as the practice service keeps them."""
    cards = {card.card_idx: card for card in SAMPLE_CARDS}
    born = []
    for sample in SAMPLE_CUSTOMERS:
        details = sample.customer.details
        for stamp in sample.stamps:
            span = cards[stamp.card_idx].span(today)
            born.append(
                BornStamp(
                    *(stamp.stamp_idx, stamp.card_idx, span.start, span.end),
                    visits=stamp.visits,
                    user_id=sample.customer.id,
                    name=details.name,
                    phone=details.phone,
                    email=details.email,
                )
            )
    return born
