"""How the window looks by the settings, as plain values: the first paint shows last time's and reads no settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kiosk_app.domain.settings import Settings

_SYSTEM = "system"


class Looks(NamedTuple):
    """Of the settings what the first page shows. Empty, None and False are the computer's own.

    ``theme``: "light" or "dark"; ``text_per_cent`` of what is drawn; ``is_calm``: as little motion as can be.
    """

    shop: str = ""
    counter: str = ""
    theme: str = ""
    accent: str = ""
    text_per_cent: int | None = None
    is_calm: bool = False


def looks_of(settings: Settings) -> Looks:
    """What the settings say; they are loaded after the first paint, and so are their Enums."""
    shop, counter = settings.shop, settings.counter
    size = counter.text_size.value
    return Looks(
        shop.name,
        shop.counter,
        "" if shop.theme.value == _SYSTEM else shop.theme.value,
        shop.accent or "",
        None if size == _SYSTEM else int(size),
        counter.motion.value != _SYSTEM,
    )
