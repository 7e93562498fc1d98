"""The rehearsal: a stamp service of our own on loopback, to train with and to test against.

It keeps the truth, it can be told to misbehave in every way a network knows, and it shares no code with
``stamp_api``: both are written from the vendor's documents alone, so neither can hide the other's mistake.
It refuses to listen anywhere but on this computer.
"""

from kiosk_app.practice.contract import Call
from kiosk_app.practice.moods import GRAMMAR, BadMood, Ending, Mood, Play, parse_moods
from kiosk_app.practice.service import PracticeService
from kiosk_app.practice.truth import BornCard, BornStamp, SeenRequest, TrueStamp, Truth
from kiosk_app.practice.vendor import ONSITE_CANARY, Habits, IdStyle

__all__ = [
    "GRAMMAR",
    "ONSITE_CANARY",
    "BadMood",
    "BornCard",
    "BornStamp",
    "Call",
    "Ending",
    "Habits",
    "IdStyle",
    "Mood",
    "Play",
    "PracticeService",
    "SeenRequest",
    "TrueStamp",
    "Truth",
    "parse_moods",
]
