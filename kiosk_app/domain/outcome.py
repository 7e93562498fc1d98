"""What became of one call to the service: the few values everyone else reasons with.

Errors of the wire answer one question, *could it have happened?* Status codes, exceptions and bytes
stay behind this border; how they are judged is in ``stamp_api``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Generic, TypeVar

Result = TypeVar("Result", covariant=True)

CLOCK_TOLERANCE = timedelta(minutes=5)  # a clock that is further off is wrong


class Call(Enum):
    """The six calls of the service, by what they do to a stamp."""

    CREATE = "create"
    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"
    DELETE = "delete"
    VALIDATE = "validate"

    @property
    def safe_to_repeat(self) -> bool:
        """True where sending it twice leaves what sending it once would have."""
        return self in (Call.UPDATE, Call.DELETE, Call.VALIDATE)


class Fate(Enum):
    """Whether the service did what was asked."""

    DONE = "done"
    REFUSED = "refused"  # not done, and asking again will not help
    NOT_DONE = "not done"  # proved not done; the entry waits
    UNKNOWN = "unknown"  # it may have happened


class Next(Enum):
    """What is to be done about it."""

    NOTHING = "nothing"
    AGAIN = "again"  # the same entry, later
    STOP = "stop"  # the account or the machine must be mended first; nothing more is sent
    LOOK = "look"  # validate shows the count
    PERSON = "person"  # nobody but a person can tell


class Reason(Enum):
    """Why, for the sentence that people read and for the log."""

    OK = "ok"
    NO_INTERNET = "no internet"  # DNS, refused, unreachable, connect timeout, a TLS handshake that fails
    PROXY = "proxy"  # the proxy refused or asks for a sign-in (407, or 511 from a network)
    CERTIFICATE = "certificate"  # wrong, expired or not yet valid: often the computer's clock
    BAD_REQUEST = "bad request"  # an address or header that cannot be sent, or no CA file
    LOST = "lost"  # bytes were sent and no whole answer came
    MALFORMED = "malformed"  # an answer came that proves nothing
    KEY_REFUSED = "key refused"  # 401
    FORBIDDEN = "forbidden"  # 403: key, plan or our User-Agent
    MOVED = "moved"  # 301, 307, 308: never followed
    SLOW_DOWN = "slow down"  # 421, 425, 429
    SERVICE_DOWN = "service down"  # 408 and every 5xx that proves nothing
    REFUSED = "refused"  # the service's own words are in ``message``

    @property
    def is_of_the_line(self) -> bool:
        """Whether nothing reaches the service, whatever is sent."""
        return self in (Reason.NO_INTERNET, Reason.PROXY)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Result]):
    """The outcome of one call.

    ``result`` is set only where ``fate`` is DONE. ``message`` holds the service's own words, cleaned for
    display and never parsed. ``signature`` tells two refusals of one sort from two different ones
    ("code 1002", "status 409"). ``retry_after_s`` is in seconds, at most 60.
    """

    fate: Fate
    next: Next
    reason: Reason
    result: Result | None = None
    message: str = ""
    signature: str = ""
    retry_after_s: float | None = None

    @property
    def done(self) -> bool:
        return self.fate is Fate.DONE


class Reach(Enum):
    """What *test connection* found. Only ACCEPTED proves that the key is good."""

    ACCEPTED = "accepted"
    REACHED = "reached"  # the service answered, and nothing proves or disproves the key
    KEY_REFUSED = "key refused"
    NO_INTERNET = "no internet"
    CLOCK_WRONG = "clock wrong"
    CERTIFICATE = "certificate"
    LOGIN_PAGE = "login page"  # a page of the network stands in the way
    MOVED = "moved"
    SLOW_DOWN = "slow down"
    SERVICE_DOWN = "service down"
    PROXY = "proxy"
    BAD_ADDRESS = "bad address"


class Secure(Enum):
    """What became of the encryption of a connection."""

    TRUSTED = "trusted"
    ON_THIS_COMPUTER = "on this computer"  # plain HTTP, which never leaves it
    CERTIFICATE = "certificate"
    CERTIFICATE_DATE = "certificate date"  # expired or not yet valid: often the computer's clock
    FAILED = "failed"
    NOT_TRIED = "not tried"  # the connection did not come so far


@dataclass(frozen=True, slots=True)
class Connection:
    """The finding of *test connection*, with the service's own words if it gave any.

    ``ahead_s``: how far this computer's clock is ahead of the service's, in seconds; None where it told no time.
    """

    reach: Reach
    message: str = ""
    secure: Secure = Secure.NOT_TRIED
    ahead_s: float | None = None
