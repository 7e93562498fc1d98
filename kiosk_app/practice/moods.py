"""Moods: how the service misbehaves, as data, and the short text that names one (``--mood``, ``/practice/mood``).

``GRAMMAR`` has every mood with its words. A mood says what happens and whether the change is applied; it refuses
to hold anything that runs: wire.py plays it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from kiosk_app.practice.contract import Call

GRAMMAR = """\
    MOODS = MOOD { ";" MOOD }               the first that fits a request is played; none: fine
    MOOD  = NAME { ":" LIMIT } [ ":" VALUE ]
    LIMIT = CALL { "," CALL }               create add remove update delete validate; writes: all but validate
          | "x" N                           the next N requests, then no more
          | "applied" | "not-applied"       does the service do what was asked?

A value of one word may stand among the limits (``slow:3:create``, ``lost:rst:x2``). A value of TEXT comes last and
takes the rest, colons too (``refuses:create:Ask us: 02-123``). + is applied and - is not, unless told otherwise;
without a sign it is said which, and cannot be told otherwise.

    fine                   answers as it should
    slow[:SECONDS]         applies at once, answers after so long (3)
    held                   applies at once, answers when released
    thin[:BYTES]           the true answer at so many bytes a second, in small packets (1000)
    late[:SECONDS]         never answers; applies so long after the client gave up; no number: when released
    lost[:END]             applied, then no answer: END is fin (close), rst (reset) or silence
    dropped[:END]          the same, and nothing was applied
    refuses[:[CODE:]TEXT]  - a code other than 0 with this message
    key[:401|403|code]     - the key is not accepted, as this status or as a code (401)
    status:NNN             - this status; below 400 and applied, the true envelope under it
    busy[:TEXT]            - 429; the text is its Retry-After
    moved[:[NNN:]ORIGIN]   - 301 (or NNN) to the same path at another origin
    garbage cut-header     + a status line that is none; the end in the middle of a header
    dripped[:SECONDS]      + a header that never ends, a byte at a time (1)
    short stalled          + half of the body, then the end; half of the body, then silence
    bad-chunk bad-gzip     + a body that cannot be decoded
    html empty cut-json    + 200 with a web page; with nothing; with half of the JSON
    no-code no-id          + JSON without code; without result
    hostile-id[:TEXT]      + this result (JSON, or else a text) in place of the true one
    oversized[:BYTES]      + an envelope of so many bytes (1048576)
    bomb[:BYTES]           + the same, gzipped
"""


class BadMood(ValueError):
    """A text that names no mood, or a mood whose value makes no sense. The message says which and why."""


class Play(Enum):
    """What is played; the values are the names in a mood's text."""

    FINE = "fine"
    SLOW = "slow"
    HELD = "held"
    THIN = "thin"
    LATE = "late"
    LOST = "lost"
    DROPPED = "dropped"
    REFUSES = "refuses"
    KEY = "key"
    STATUS = "status"
    BUSY = "busy"
    MOVED = "moved"
    GARBAGE = "garbage"
    CUT_HEADER = "cut-header"
    DRIPPED = "dripped"
    SHORT = "short"
    STALLED = "stalled"
    BAD_CHUNK = "bad-chunk"
    BAD_GZIP = "bad-gzip"
    HTML = "html"
    EMPTY = "empty"
    CUT_JSON = "cut-json"
    NO_CODE = "no-code"
    NO_ID = "no-id"
    HOSTILE_ID = "hostile-id"
    OVERSIZED = "oversized"
    BOMB = "bomb"


class Ending(Enum):
    """How a connection without an answer ends."""

    FIN = "fin"
    RST = "rst"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class _Value:
    """What may stand as a play's value, and what holds where nothing stands."""

    pattern: str
    default: str = ""
    takes_the_rest: bool = False


_NUMBER = r"[0-9]{1,8}(\.[0-9]{1,6})?"
_ENDING = _Value("fin|rst|silence", "fin")
_VALUES: Mapping[Play, _Value] = {
    Play.SLOW: _Value(_NUMBER, "3"),
    Play.THIN: _Value(r"[1-9][0-9]{0,7}", "1000"),
    Play.LATE: _Value(f"({_NUMBER})?"),
    Play.LOST: _ENDING,
    Play.DROPPED: _ENDING,
    Play.REFUSES: _Value(r"(-?[1-9][0-9]{0,8}(:.*)?)|(?!-?[0-9]+(:|$)).*", takes_the_rest=True),
    Play.KEY: _Value("401|403|code", "401"),
    Play.STATUS: _Value("[0-9]{3}"),
    Play.BUSY: _Value(".*", takes_the_rest=True),
    Play.MOVED: _Value(r"(3[0-9]{2}:)?(https?://[!-~]+)|3[0-9]{2}", "https://elsewhere.example", takes_the_rest=True),
    Play.DRIPPED: _Value(_NUMBER, "1"),
    Play.HOSTILE_ID: _Value(".*", "../../login?next=<script>", takes_the_rest=True),
    Play.OVERSIZED: _Value(r"[1-9][0-9]{0,7}", "1048576"),
    Play.BOMB: _Value(r"[1-9][0-9]{0,8}", "16777216"),
}
_NO_VALUE = _Value("")

_ALWAYS_APPLIED = frozenset({Play.FINE, Play.SLOW, Play.HELD, Play.THIN, Play.LATE, Play.LOST})
_NEVER_APPLIED = frozenset({Play.DROPPED})
_NOT_UNLESS_TOLD = frozenset({Play.REFUSES, Play.KEY, Play.STATUS, Play.BUSY, Play.MOVED})
_WRITES = frozenset(Call) - {Call.VALIDATE}
_CALL_NAMES: Mapping[str, frozenset[Call]] = {
    **{call.value: frozenset({call}) for call in Call},
    "writes": _WRITES,
}


@dataclass(frozen=True, slots=True)
class Mood:
    """One way to behave, for some calls, for some requests. Raises BadMood where its parts do not fit.

    ``value`` empty stands for the play's default; ``times`` None for as long as the mood lasts; ``applied`` None
    for what the play does unless told otherwise.
    """

    play: Play = Play.FINE
    value: str = ""
    calls: frozenset[Call] = frozenset(Call)
    times: int | None = None
    applied: bool | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(self._rule.pattern, self.value or self._rule.default):
            raise BadMood(f"{self.play.value} cannot have the value {self.value!r}")
        if self.value != self.value.strip() or _is_limit(self.value.partition(":")[0]):
            raise BadMood(f"{self.play.value}: {self.value!r} would be read as something else")
        can_be_sent = self.value.isascii() or self.play is not Play.BUSY
        if not self.value.isprintable() or ";" in self.value or not can_be_sent:
            raise BadMood(f"{self.play.value}: the value holds a character that cannot be sent")
        if self.applied is not None and self.play in _ALWAYS_APPLIED | _NEVER_APPLIED:
            raise BadMood(f"{self.play.value} says by itself what is applied")
        if not self.calls or (self.times is not None and self.times < 1):
            raise BadMood(f"{self.play.value} is limited to nothing")

    @property
    def _rule(self) -> _Value:
        return _VALUES.get(self.play, _NO_VALUE)

    @property
    def applies(self) -> bool:
        """Whether the service does what was asked."""
        if self.applied is not None:
            return self.applied
        return self.play not in _NEVER_APPLIED | _NOT_UNLESS_TOLD

    @property
    def text_value(self) -> str:
        """The value, or the play's default."""
        return self.value or self._rule.default

    @property
    def number(self) -> float:
        """The value as seconds, bytes, or bytes a second."""
        return float(self.text_value)

    @property
    def ending(self) -> Ending:
        """How the connection ends."""
        return Ending(self.text_value)

    def coded(self, code: int) -> tuple[int, str]:
        """The number in front of the value's colon and the text behind it, where ``code`` stands for no number."""
        number, colon, rest = self.text_value.partition(":")
        if re.fullmatch("-?[0-9]+", number):
            return int(number), rest if colon else ""
        return code, self.text_value

    def __str__(self) -> str:
        limits = [] if self.calls == frozenset(Call) else [",".join(c.value for c in Call if c in self.calls)]
        if self.times is not None:
            limits.append(f"x{self.times}")
        if self.applied is not None:
            limits.append("applied" if self.applied else "not-applied")
        value = [self.value] if self.value else []
        parts = [*limits, *value] if self._rule.takes_the_rest else [*value, *limits]
        return ":".join([self.play.value, *parts])


def parse_mood(text: str) -> Mood:
    """The mood that a text names; raises BadMood."""
    name, *parts = text.strip().split(":")
    try:
        play = Play(name.strip())
    except ValueError:
        raise BadMood(f"{name!r} is not a mood; there are {', '.join(play.value for play in Play)}") from None
    mood = Mood(play, _stand_in(play))
    value = ""
    for at, part in enumerate(parts):
        limited = _limited(mood, part)
        if limited is not None:
            mood = limited
        elif value:
            raise BadMood(f"{text!r} has two values: {value!r} and {part!r}")
        elif _VALUES.get(play, _NO_VALUE).takes_the_rest:
            value = ":".join(parts[at:])
            break
        else:
            value = part
    return replace(mood, value=value)


def parse_moods(text: str) -> tuple[Mood, ...]:
    """All the moods that a text names, first come first played; an empty text is none, which is fine."""
    return tuple(parse_mood(part) for part in text.split(";") if part.strip())


def _stand_in(play: Play) -> str:
    """A value under which the limits can be read before the value is: only status has to have one."""
    return "500" if play is Play.STATUS else ""


def _is_limit(part: str) -> bool:
    named = all(name in _CALL_NAMES for name in part.split(","))
    return named or part in ("applied", "not-applied") or re.fullmatch("x[0-9]{1,6}", part) is not None


def _limited(mood: Mood, part: str) -> Mood | None:
    """The mood with this limit; None where the part is no limit."""
    if not _is_limit(part):
        return None
    if part in ("applied", "not-applied"):
        return replace(mood, applied=part == "applied")
    if part.startswith("x"):
        return replace(mood, times=int(part[1:]))
    return replace(mood, calls=frozenset[Call]().union(*(_CALL_NAMES[name] for name in part.split(","))))
