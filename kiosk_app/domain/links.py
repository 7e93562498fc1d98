"""Addresses and links: which service may be spoken to, and which link may stand in a stamp's QR code.

Every text here is hostile until proven: a link that is not plainly one of ours is None, never mended.
Nothing is looked up or opened here.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from kiosk_app.domain.ids import StampIdx, stamp_idx_from_text, stamp_idx_from_wire

DEFAULT_LINK_DOMAIN = "https://vvd.bz"  # the vendor's "Stamp Creation API", field domain
MAX_URL = 2048

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
_TOP_LEVEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class _Origin:
    """Scheme, host in ASCII lower case, and the port where it is not the scheme's own."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")

    @property
    def is_loopback(self) -> bool:
        if self.host == "localhost":
            return True
        address = _ip(self.host)
        return address is not None and address.is_loopback

    @property
    def is_public_name(self) -> bool:
        """A name with a dot and a top-level domain, as a shop's link domain has; never an IP address."""
        *rest, top = self.host.split(".")
        return bool(rest) and _TOP_LEVEL.fullmatch(top) is not None


def service_address(text: str) -> str | None:
    """The origin of a stamp service, normalised: https, or http to loopback; None for anything else."""
    parts = _split(text.strip())
    origin = parts and _origin(parts)
    if not parts or not origin or parts.path not in ("", "/") or _has_more(parts, text):
        return None
    return str(origin) if origin.scheme == "https" or origin.is_loopback else None


def link_domain(text: str) -> str | None:
    """An owner's link domain ("https://vvd.bz", "vvd.bz") as its origin; https only, a name, no port."""
    text = text.strip()
    text = text if "://" in text else f"https://{text}"
    parts = _split(text)
    origin = parts and _origin(parts)
    if not parts or not origin or parts.path not in ("", "/") or _has_more(parts, text):
        return None
    return str(origin) if origin.scheme == "https" and not origin.port and origin.is_public_name else None


def checked_link(url: str, stamp_idx: StampIdx, domain: str, service: str) -> str | None:
    """The service's link to a stamp, in ASCII, where it may stand in a QR code; else None.

    It lies on the card's link domain (none set: vvd.bz; for a loopback service also its own origin), has
    neither user, query, fragment nor another port, and its last segment is exactly the Stamp IDX.
    """
    parts = _split(url)
    origin = parts and _origin(parts)
    if not parts or not origin or _has_more(parts, url) or not _PATH.fullmatch(parts.path):
        return None
    segments = parts.path.split("/")[1:]
    if segments[-1] != str(stamp_idx) or any(set(segment) == {"."} for segment in segments):
        return None
    if stamp_idx_from_wire(stamp_idx) is None or str(origin) not in _allowed(domain, service):
        return None
    return f"{origin}{parts.path}"


def built_link(stamp_idx: StampIdx, domain: str, service: str) -> str:
    """``{domain}/stamp/{id}``. No domain set: vvd.bz, or a loopback service's own pages.

    Raises ValueError for an id or a domain that was not checked before.
    """
    own = _loopback_origin(service)
    base = link_domain(domain) if domain else own or DEFAULT_LINK_DOMAIN
    base = own if domain == own else base
    if base is None or stamp_idx_from_wire(stamp_idx) is None:
        raise ValueError("neither the link domain nor the Stamp IDX may be unchecked")
    return f"{base}/stamp/{stamp_idx}"


def has_proven_shape(url: str, stamp_idx: StampIdx) -> bool:
    """Whether the service's link is exactly ``{origin}/stamp/{id}``: then we may build this kind."""
    parts = _split(url)
    origin = parts and _origin(parts)
    return origin is not None and url == f"{origin}/stamp/{stamp_idx}"


def stamp_idx_from_scan(text: str, domains: Collection[str] = ()) -> StampIdx | None:
    """The Stamp IDX in what a scanner read or a person typed: the id itself, or a link to its page.

    Forgiving, because it is only looked up: http, ``www.`` and trailing parts do not matter. Without
    ``domains`` any host will do, but the path must hold ``/stamp/<id>``.
    """
    text = text.strip()
    if "/" not in text:
        return stamp_idx_from_text(text)
    parts = _split(text if "://" in text else f"https://{text}")
    origin = parts and _origin(parts)
    if not parts or not origin or (domains and not _is_at(origin, domains)):
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    lowered = [segment.lower() for segment in segments]
    if "stamp" in lowered[:-1]:
        return stamp_idx_from_text(segments[lowered.index("stamp") + 1])
    return stamp_idx_from_text(segments[-1]) if domains and segments and lowered[-1] != "stamp" else None


def link_domains(domains: Iterable[str], service: str) -> frozenset[str]:
    """Where a shop's stamps have their pages: its cards' link domains, the default, and a loopback service itself."""
    own = _loopback_origin(service)
    return frozenset({DEFAULT_LINK_DOMAIN, *filter(None, domains), *([own] if own else [])})


def display_host(url: str) -> str:
    """The host of a link as it is written beside its QR code, punycode shown; empty where there is none."""
    parts = _split(url)
    origin = parts and _origin(parts)
    return str(origin).partition("://")[2] if origin else ""


def _allowed(domain: str, service: str) -> set[str]:
    own = link_domain(domain) if domain else DEFAULT_LINK_DOMAIN
    return {origin for origin in (own, _loopback_origin(service)) if origin}


def _loopback_origin(service: str) -> str | None:
    parts = _split(service)
    origin = parts and _origin(parts)
    return str(origin) if origin and origin.is_loopback else None


def _is_at(origin: _Origin, domains: Collection[str]) -> bool:
    """Whether a scanned host is one of ours, with or without ``www.``; the scheme does not matter."""
    hosts = {display_host(domain if "://" in domain else f"https://{domain}") for domain in domains}
    here = str(origin).partition("://")[2]
    return here in hosts or here.removeprefix("www.") in hosts


def _split(text: str) -> SplitResult | None:
    """The parts of an http or https URL in one piece, or None. Browsers read \\ as /: none is allowed."""
    if len(text) > MAX_URL or _SPACE_OR_CONTROL.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.netloc else None


def _has_more(parts: SplitResult, text: str) -> bool:
    """Whether a URL says more than scheme, host, port and path; "https://a?" does, with an empty query."""
    return "?" in text or "#" in text or "@" in parts.netloc


def _origin(parts: SplitResult) -> _Origin | None:
    try:
        port = parts.port
    except ValueError:
        return None
    host = _ascii_host(parts.hostname or "")
    if not host or port == 0 or parts.netloc.endswith(":") or ("[" in parts.netloc) != (":" in host):
        return None
    return _Origin(parts.scheme, host, None if port == _DEFAULT_PORTS[parts.scheme] else port)


def _ascii_host(host: str) -> str | None:
    """A host name in ASCII lower case (IDNA), or an IP address in its one way of writing."""
    address = _ip(host)
    if address is not None:
        return str(address) if "%" not in host else None
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    name = name.lower()
    looks_numeric = name.rpartition(".")[2].isdigit() or re.fullmatch(r"0x[0-9a-f]*", name.rpartition(".")[2])
    return name if len(name) <= 253 and _NAME.fullmatch(name) and not looks_numeric else None


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
