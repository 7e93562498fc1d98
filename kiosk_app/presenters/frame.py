"""What the frame round every page can show, as values: the first paint needs no more than their names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk_app.words.said import Said


class Pill(Enum):
    """How the pill looks; it always says it in words too."""

    ONLINE = "online"
    OFFLINE = "offline"
    WAITING = "waiting"
    NEEDS_YOU = "needs you"


class LeadsTo(Enum):
    """Where the bar's one button leads."""

    OUTBOX = "outbox"
    ACCOUNT = "account"
    FAULT = "fault"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Bar:
    """The amber bar: what happened, what to do, and one button where there is somewhere to go."""

    said: Said
    button: str = ""
    leads_to: LeadsTo = LeadsTo.NOWHERE
    is_offline: bool = False
    is_done: bool = False
