"""What the QR page can show, and what it is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk_app.presenters.tile_view import MarksShown
from kiosk_app.words.said import Said

Modules = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class CodeShown:
    """What is painted, what stands beside it, and what *Copy* or *Open page* take; one of the last two is empty.

    ``modules``: the text as rows from the top, True is dark.
    """

    text: str
    modules: Modules
    spoken: str
    link: str
    copies: str
    opens: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """The stamp as the card beside the code."""

    name: str
    whose: str
    marks: MarksShown
    count: str
    of: str


@dataclass(frozen=True, slots=True)
class QrShown:
    """The whole page, ready. ``back`` is whom *back* leads to.

    Without a ``code`` its place says ``instead`` while one is to come, else nothing; then ``headline`` says why.
    ``is_lost``: nobody knows whether the stamp was made, and a new one can be given.
    """

    card_idx: int
    back: str
    pill: str
    headline: str
    advice: str
    code: CodeShown | None
    instead: Said | None
    card: CardShown | None
    is_practice: bool
    is_lost: bool = False


class QrView(Protocol):
    """The page. Its clocks run down by themselves and say so."""

    def show_qr(self, shown: QrShown) -> None: ...

    def show_nobody(self) -> None:
        """Take everything about the last customer off the page."""
        ...

    def show_trouble(self, said: Said | None) -> None: ...

    def start_undo(self, seconds: float) -> None: ...

    def stop_undo(self) -> None: ...

    def start_back(self, seconds: float) -> None:
        """Back to the counter in so many seconds, from the start where it runs already."""
        ...

    def stop_back(self) -> None: ...

    def keep_time(self, is_needed: bool) -> None:
        """Whether the presenter wants to hear, a few times a second, that time went by."""
        ...
