"""Variables that could turn the wire or the keyring against us are gone after the start."""

import pytest

from kiosk_app.system.environment import drop_hostile

HOSTILE = [
    *("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("PYTHON_KEYRING_BACKEND", "KEYCHAIN_PATH", "KEYRING_PROPERTY_PREFERRED_COLLECTION", "KEYRING_PROPERTY_"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_variable_is_dropped_and_named(name: str) -> None:
    environ = {name: "/evil", "PATH": "/usr/bin"}
    assert drop_hostile(environ) == (name,)
    assert environ == {"PATH": "/usr/bin"}


def test_values_are_never_named() -> None:
    assert "secret" not in "".join(drop_hostile({"HTTPS_PROXY": "http://user:secret@proxy"}))


def test_everything_else_stays() -> None:
    environ = {"PATH": "/usr/bin", "LANG": "ko_KR.UTF-8", "STAMP_KIOSK_LOG": "DEBUG", "MY_HTTP_PROXY": "x"}
    before = dict(environ)
    assert drop_hostile(environ) == ()
    assert environ == before
