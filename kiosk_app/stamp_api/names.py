"""Whether the network knows the name of the host that is spoken to. That host itself is sent nothing."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from kiosk_app.domain.health import Name


def look_up(address: str) -> Name:
    """The host of an address or a proxy's; may block for as long as the computer's resolver does."""
    host = _host(address)
    if not host:
        return Name("", is_found=False)
    if _is_number(host):
        return Name(host, is_found=True, is_number=True)
    try:
        return Name(host, is_found=bool(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError):
        return Name(host, is_found=False)


def _host(address: str) -> str:
    """A proxy may be written without a scheme."""
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
