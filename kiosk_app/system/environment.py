"""Drops the environment variables that could turn the wire or the keyring against us.

They redirect or record the connection, swap the certificates it trusts, or choose another keyring.
Wiring does this before anything reads them.
"""

from __future__ import annotations

from collections.abc import MutableMapping

HOSTILE = frozenset(
    {
        *("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
        *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
        *("PYTHON_KEYRING_BACKEND", "KEYCHAIN_PATH"),
    }
)
HOSTILE_START = "KEYRING_PROPERTY_"


def drop_hostile(environ: MutableMapping[str, str]) -> tuple[str, ...]:
    """Remove them from ``environ`` (os.environ); the names that were there, for the log, never values."""
    dropped = tuple(name for name in sorted(environ) if _is_hostile(name.upper()))
    for name in dropped:
        del environ[name]
    return dropped


def _is_hostile(name: str) -> bool:
    return name in HOSTILE or name.startswith(HOSTILE_START)
