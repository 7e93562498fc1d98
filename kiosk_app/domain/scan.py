"""What a scan's text can mean: a stamp's link, a bare Stamp IDX, a member id, or nothing of ours.

It only reads. Whether there is such a stamp or member, the directory and the service know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.links import MAX_URL, stamp_idx_from_scan
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.text import MAX_FIELD, clean

# What some scanners are set to send first: which kind of code it was (ISO/IEC 15424).
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9]")


@dataclass(frozen=True, slots=True)
class Scan:
    """``stamps``: the Stamp IDX as it was read, then as it reads where a scanner or Caps Lock changed its case.

    ``member_ids`` likewise; none for a link.
    """

    stamps: tuple[StampIdx, ...] = ()
    member_ids: tuple[str, ...] = ()
    is_link: bool = False

    @property
    def is_nothing(self) -> bool:
        """None of ours, whatever the directory holds."""
        return not self.stamps and not self.member_ids


class Miss(Enum):
    """Why a scan leads to nobody."""

    NOT_OURS = "not ours"
    NO_ANSWER = "no answer"  # it is not known here, and the service could not be asked
    REFUSED = "refused"  # it is a stamp's, and the service shows no such usable stamp
    NO_CARD = "no card"  # a stamp of a card that is not set up here
    NOT_HANDED_OUT = "not handed out"  # made in advance, and nobody's yet


@dataclass(frozen=True, slots=True)
class Missed:
    """Nobody. ``message``: the service's words, where it refused."""

    miss: Miss
    reason: Reason = Reason.OK
    message: str = ""


def read_scan(text: str, domains: Collection[str]) -> Scan:
    """``domains``: where the shop's links lie; a link to anywhere else is none of ours."""
    if len(text) > MAX_URL:
        return Scan()
    text = clean(unicodedata.normalize("NFKC", text))  # wide letters are Latin ones that went through an input method
    text = _SYMBOLOGY.sub("", text, count=1) if _SYMBOLOGY.match(text) else text
    is_link = "://" in text or "/" in text
    stamp_idx = stamp_idx_from_scan(text, domains)
    stamps = () if stamp_idx is None else _in_any_case(stamp_idx)
    member_ids = _in_any_case(text) if text and len(text) <= MAX_FIELD and "://" not in text else ()
    if is_link and stamps:
        member_ids = ()
    return Scan(stamps, tuple(str(one) for one in member_ids), is_link)


def _in_any_case(read: StampIdx) -> tuple[StampIdx, ...]:
    if isinstance(read, int):
        return (read, str(read))
    return tuple(dict.fromkeys((read, read.upper(), read.lower())))
