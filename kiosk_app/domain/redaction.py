"""Taking out of a text what nobody else may read: keys, addresses of people, phones, what is theirs in a link.

It is the second wall: what is written to the log holds none of it to begin with. It would rather take out too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kiosk_app.domain.text import digits

LEAST_DIGITS = 7  # of a phone; a reference has none, and what is shorter reaches nobody

_KEY = re.compile(r"(?i)\b(api\s?-?key|bearer|authorization|password|token)\b(\s*[:=]?\s*)(?!\[)\S+")
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
_E_MAIL = re.compile(r"[^\s@<>,;:\"'“”()\[\]]+@[^\s@<>,;:\"'“”()\[\]]+\.[^\W\d_]{2,}")
_STAMP_LINK = re.compile(r"(?<=/stamp/)[\w-]+")
_NUMBER = re.compile(r"(?<![\w.])[+(]*\d(?:[\s().\-/–]*\d){6,}(?!\w)")
_DAY_OR_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d.*)?")
_LOG_HEAD = re.compile(r"\S+ [A-Z]+ \d+ [\w.]+: ")


def without_secrets(text: str, secrets: Iterable[str] = (), home: str = "") -> str:
    """The text without these secrets, without passwords in addresses, and without the user's own folder's name."""
    for secret in secrets:
        text = text.replace(secret, "[key]") if secret else text
    text = _USER_INFO.sub("[…]@", text)
    return text.replace(home, "~") if len(home) > 1 else text


def without_people(text: str) -> str:
    """The lines of a log without what could be somebody's: e-mails, phones, the id in a stamp's link, and keys."""
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    head = _LOG_HEAD.match(line)
    at = head.end() if head else 0
    said = _KEY.sub(r"\1\2[key]", line[at:])
    said = _E_MAIL.sub("[e-mail]", said)
    said = _STAMP_LINK.sub("[id]", said)
    return line[:at] + _NUMBER.sub(_phone, said)


def _phone(found: re.Match[str]) -> str:
    is_other = _DAY_OR_TIME.fullmatch(found[0]) or len(digits(found[0])) < LEAST_DIGITS
    return found[0] if is_other else "[number]"
