"""The E.164 form of a phone that is typed as most people type their own at home, by the country's rules.

phonenumbers itself tells the same of it in twenty times the time, which a whole town's import feels. Whatever is not
quite plain is left to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from kiosk_app.domain.text import digits

_PLAIN = re.compile(r"\(?[0-9][0-9 ().-]{3,30}[0-9]")


def plain_key(phone: str, country: str) -> str:
    """Its E.164 form; empty where it takes more to tell. ``country``: ISO 3166 letters."""
    rules = _rules(country)
    if rules is None or not _PLAIN.fullmatch(phone):
        return ""
    number = digits(phone)
    if rules.is_dialled_abroad(number):
        return ""
    national = rules.national(number)
    return f"+{rules.code}{national}" if len(national) in rules.lengths else ""


@dataclass(frozen=True, slots=True)
class _Rules:
    """``lengths``: that a number may have, said of the country and of all that share its ``code``."""

    code: str
    abroad: re.Pattern[str]
    prefix: re.Pattern[str] | None
    is_prefix_changed: bool
    number: re.Pattern[str]
    lengths: frozenset[int]

    def is_dialled_abroad(self, number: str) -> bool:
        """Or looks as if it could be."""
        return number.startswith(self.code) or self.abroad.match(number) is not None

    def national(self, number: str) -> str:
        """Without what is dialled before it at home, unless that makes no number of one that was. Empty: where that
        is not only left out.
        """
        found = self.prefix and self.prefix.match(number)
        if not found:
            return number
        if self.is_prefix_changed and found[found.re.groups] is not None:
            return ""
        rest = number[found.end() :]
        return number if self.number.fullmatch(number) and not self.number.fullmatch(rest) else rest


@cache
def _rules(country: str) -> _Rules | None:
    """None: of a country that is not known."""
    known = PhoneMetadata.metadata_for_region(country) if country else None
    if known is None or known.country_code is None or known.general_desc is None:
        return None
    lengths = set(known.general_desc.possible_length)
    for sharing in COUNTRY_CODE_TO_REGION_CODE[known.country_code]:
        shared = PhoneMetadata.metadata_for_region(sharing)
        lengths &= set(shared.general_desc.possible_length if shared and shared.general_desc else ())
    prefix = known.national_prefix_for_parsing
    return _Rules(
        str(known.country_code),
        re.compile(known.international_prefix or r"(?!)"),
        re.compile(prefix) if prefix else None,
        bool(known.national_prefix_transform_rule),
        re.compile(known.general_desc.national_number_pattern or r"(?!)"),
        frozenset(lengths),
    )
