"""What a tile offers behind its three dots, by how its stamp stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import Bar
from kiosk_app.presenters.tile_view import Offer, OfferShown
from kiosk_app.words import stamp_edits as words
from kiosk_app.words.customer import issue_another
from kiosk_app.words.language import Language

_BY_BAR = {
    None: (Offer.DATES, Offer.SWITCH_OFF, Offer.RESET_PIN, Offer.DELETE),
    Bar.NOT_BEGUN: (Offer.DATES, Offer.SWITCH_OFF, Offer.DELETE),
    Bar.EXPIRED: (Offer.DATES, Offer.DELETE),
    Bar.SWITCHED_OFF: (Offer.DATES, Offer.SWITCH_ON, Offer.DELETE),
    Bar.REDEEMED: (Offer.DELETE,),
}
_LABELS: dict[Offer, Callable[[Language], str]] = {
    Offer.DATES: words.change_dates,
    Offer.SWITCH_OFF: words.switch_off,
    Offer.SWITCH_ON: words.switch_on,
    Offer.RESET_PIN: words.reset_pin,
    Offer.DELETE: words.delete,
}


@dataclass(frozen=True, slots=True)
class Offers:
    """``missing``: why some of what could be done to a stamp is not among them."""

    shown: tuple[OfferShown, ...] = ()
    missing: str = ""


def offers_of(language: Language, stamp: Stamp | None, bar: Bar | None, *, can_issue: bool) -> Offers:
    """``bar``: why the stamp takes no visit."""
    offers = _BY_BAR.get(bar, ()) if stamp else ()
    shown = [OfferShown(one, _LABELS[one](language)) for one in offers]
    if can_issue and bar is not Bar.BEING_DELETED:
        is_another = bar in (None, Bar.NOT_BEGUN) and stamp is not None
        shown.insert(0, OfferShown(Offer.ISSUE, (issue_another if is_another else words.issue)(language)))
    missing = words.not_offered(language, bar) if offers and bar else ""
    return Offers(tuple(shown), missing)
