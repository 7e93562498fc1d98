"""What the environment says of the session, and what of it could turn the wire or the keyring against us.

Such variables redirect or record the connection, swap the certificates it trusts, or choose another keyring.
Wiring drops them before anything reads them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, MutableMapping

HOSTILE = frozenset(
    {
        *("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
        *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
        *("PYTHON_KEYRING_BACKEND", "KEYCHAIN_PATH"),
    }
)
HOSTILE_START = "KEYRING_PROPERTY_"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether the session names a screen; only Linux has sessions without one."""
    return sys.platform != "linux" or any(map(environ.get, SCREENS))


def drop_hostile(environ: MutableMapping[str, str]) -> tuple[str, ...]:
    """Remove them from ``environ`` (os.environ); the names that were there, for the log, never values."""
    dropped = tuple(name for name in sorted(environ) if _is_hostile(name.upper()))
    for name in dropped:
        del environ[name]
    return dropped


def _is_hostile(name: str) -> bool:
    return name in HOSTILE or name.startswith(HOSTILE_START)
