"""What settings may say, in one place for the file, the commands and the pages.

Values come in and problems go out, each under its key. Only a card that a person sets up just now is held
against today's date: what a file said yesterday does not turn wrong overnight, or with a wrong clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from kiosk_app.domain.card import MAX_PER_DAY, MAX_READY, MAX_VISITS, StampCard
from kiosk_app.domain.countries import COUNTRIES
from kiosk_app.domain.links import link_domain, service_address
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Counter, Service, Settings, Shop
from kiosk_app.domain.text import MAX_FIELD, clean, quoted
from kiosk_app.domain.validity import ValidUntil, parse_valid_for, span

MAX_CARD_IDX = 2**63 - 1  # what a database column holds

_RANGES: Mapping[type, Mapping[str, tuple[int, int]]] = {
    Shop: {"counters": (1, 50)},
    Service: {},
    Counter: {"idle_s": (5, 600), "undo_s": (0, 60), "scanner_ms": (10, 100)},
    StampCard: {
        "places": (1, MAX_VISITS),
        "start_delay_days": (0, 365),
        "pause_s": (0, 86_400),
        "per_day": (0, MAX_PER_DAY),
        "ready": (0, MAX_READY),
    },
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Section = TypeVar("Section", Shop, Service, Counter, StampCard)


def checked_settings(settings: Settings) -> Settings:
    """The settings cleaned, or BadInput with every problem in them."""
    settings = cleaned_settings(settings)
    if problems := check_settings(settings):
        raise BadInput(*problems)
    return settings


def checked_card(card: StampCard, today: date | None = None) -> StampCard:
    """The card cleaned, or BadInput with every problem in it. ``today``: a person sets it up just now."""
    card = cleaned_card(card)
    if problems := check_card(card, today):
        raise BadInput(*problems)
    return card


def cleaned_settings(settings: Settings) -> Settings:
    """The settings as they are kept: texts in one line, addresses in their one way of writing."""
    shop, service = _cleaned(settings.shop), _cleaned(settings.service)
    country = shop.country.upper()
    return Settings(
        shop=replace(
            shop,
            country=country if country in COUNTRIES else shop.country,
            logo=_file_name(settings.shop.logo),
        ),
        service=replace(
            service,
            url=service_address(service.url) or service.url,
            proxy=proxy_address(service.proxy) or service.proxy,
        ),
        counter=_cleaned(settings.counter),
        cards=tuple(cleaned_card(card) for card in settings.cards),
    )


def cleaned_card(card: StampCard) -> StampCard:
    """The card as it is kept: texts in one line, the link domain in its one way of writing."""
    card = _cleaned(card)
    return replace(card, domain=link_domain(card.domain) or card.domain)


def check_settings(settings: Settings) -> tuple[Problem, ...]:
    """Every problem in cleaned settings, under its full key; cards are counted from 1: ``card[2].places``."""
    problems = [
        *_under("shop", check_shop(settings.shop)),
        *_under("service", check_service(settings.service)),
        *_under("counter", _lengths_and_ranges(settings.counter)),
    ]
    seen: set[int] = set()
    for number, card in enumerate(settings.cards, start=1):
        problems += _under(f"card[{number}]", check_card(card))
        if card.card_idx in seen:
            problems.append(Problem(f"card[{number}].card_idx", Fault.TWICE, str(card.card_idx)))
        if card.card_idx > 0:
            seen.add(card.card_idx)
    return tuple(problems)


def check_shop(shop: Shop) -> tuple[Problem, ...]:
    """Every problem in a cleaned ``[shop]``."""
    problems = _lengths_and_ranges(shop)
    if shop.country and shop.country not in COUNTRIES:
        problems.append(Problem("country", Fault.NOT_A_COUNTRY, quoted(shop.country)))
    if shop.language and not _LANGUAGE.fullmatch(shop.language):
        problems.append(Problem("language", Fault.NOT_A_LANGUAGE, quoted(shop.language)))
    if shop.accent and not _COLOUR.fullmatch(shop.accent):
        problems.append(Problem("accent", Fault.NOT_A_COLOUR, quoted(shop.accent)))
    return _one_per_key(problems)


def check_service(service: Service) -> tuple[Problem, ...]:
    """Every problem in a cleaned ``[service]``. No address at all is none: it is chosen at set-up."""
    problems = _lengths_and_ranges(service)
    if service.url and service_address(service.url) is None:
        problems.append(Problem("url", Fault.BAD_ADDRESS, quoted(service.url)))
    if service.proxy and proxy_address(service.proxy) is None:
        # Not quoted: what is wrong with it may be that a password stands in it.
        problems.append(Problem("proxy", Fault.BAD_PROXY))
    return _one_per_key(problems)


def check_card(card: StampCard, today: date | None = None) -> tuple[Problem, ...]:
    """Every problem in a cleaned card, under its bare key. ``today``: its dates are held against it as well."""
    problems = _lengths_and_ranges(card)
    if card.card_idx <= 0:
        problems.append(Problem("card_idx", Fault.NOT_POSITIVE, quoted(card.card_idx)))
    if card.card_idx > MAX_CARD_IDX:
        problems.append(Problem("card_idx", Fault.OUT_OF_RANGE, quoted(card.card_idx), ("1", str(MAX_CARD_IDX))))
    if not card.name:
        problems.append(Problem("name", Fault.MISSING))
    if card.domain and link_domain(card.domain) is None:
        problems.append(Problem("domain", Fault.BAD_DOMAIN, quoted(card.domain)))
    if card.first_visit and not (card.active and card.start_delay_days == 0):
        problems.append(Problem("first_visit", Fault.FIRST_VISIT_NEEDS_ACTIVE))
    if card.ready and not card.active:
        problems.append(Problem("ready", Fault.READY_NEEDS_ACTIVE))
    problems += _validity_problems(card, today)
    return _one_per_key(problems)


def proxy_address(text: str) -> str | None:
    """The address of an http or https proxy on any host, or None.

    A proxy that asks for a name and a password is refused: settings are no place for a secret.
    """
    scheme, separator, rest = text.strip().rpartition("://")
    scheme = scheme.lower() if separator else "http"
    origin = service_address(f"https://{rest}")
    if scheme not in ("http", "https") or origin is None:
        return None
    port = ":443" if re.search(r":0*443/?$", rest) else ""  # dropped above as https's own, and not http's
    return f"{scheme}://{origin.removeprefix('https://')}{port}"


def _cleaned(section: Section) -> Section:
    texts: dict[str, Any] = {
        field.name: clean(value) for field in fields(section) if isinstance(value := getattr(section, field.name), str)
    }
    return replace(section, **texts)


def _file_name(text: str) -> str:
    """A path as it was typed: its spaces and accents are what the disk knows it by."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs")).strip()


def _lengths_and_ranges(section: Section) -> list[Problem]:
    ranges = _RANGES[type(section)]
    problems = []
    for field in fields(section):
        value = getattr(section, field.name)
        if isinstance(value, str) and len(value) > MAX_FIELD:
            problems.append(Problem(field.name, Fault.TOO_LONG, quoted(value)))
        if field.name in ranges:
            low, high = ranges[field.name]
            if not low <= value <= high:
                problems.append(Problem(field.name, Fault.OUT_OF_RANGE, quoted(value), (str(low), str(high))))
    return problems


def _validity_problems(card: StampCard, today: date | None) -> list[Problem]:
    try:
        if not isinstance(card.valid, ValidUntil):
            parse_valid_for(str(card.valid))
        elif today is not None and 0 <= card.start_delay_days <= 365:
            span(card.valid, today, delay_days=card.start_delay_days)
    except BadInput as bad:
        key = "valid_until" if isinstance(card.valid, ValidUntil) else "valid_for"
        return [replace(problem, field=key) for problem in bad.problems]
    return []


def _one_per_key(problems: list[Problem]) -> tuple[Problem, ...]:
    """The first problem of each key: one sentence is enough to mend it."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.field, problem)
    return tuple(first.values())


def _under(table: str, problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    return [replace(problem, field=f"{table}.{problem.field}") for problem in problems]
