"""Thin connection classes that tell a watch how far a request has come, and an adapter that uses no others.

Nothing is retried, kept, followed or read from the environment here.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Any

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection

from kiosk_app.stamp_api.judge import Trouble
from kiosk_app.stamp_api.watch import TooLate, Watch

# What requests, urllib3 and http.client raise for trouble of the wire. They hold the request's headers and with
# them the key, so nobody outside this room sees one. Any other exception is a bug and reaches the thread's hook.
WIRE_TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)

# "Expired" and "not yet valid" as the verifiers number them.
_DATE_CODES = frozenset(
    {
        9,  # OpenSSL: X509_V_ERR_CERT_NOT_YET_VALID
        10,  # OpenSSL: X509_V_ERR_CERT_HAS_EXPIRED
        0x800B0101,  # Windows: CERT_E_EXPIRED, which stands for both
        -67818,  # macOS: errSecCertificateExpired
        -67819,  # macOS: errSecCertificateNotValidYet
    }
)

NewContext = Callable[[], ssl.SSLContext]


def system_context() -> ssl.SSLContext:
    """TLS 1.2 or newer, verified against the computer's own trust store, so that a shop's TLS box works.

    Made anew for each exchange: truststore holds a context's lock during a handshake, so a shared one would
    let a silent look delay a stamp. It costs 1 ms, and reading the store costs the same either way.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _QuietResponse(HTTPResponse):
    """An answer whose faulty header lines are dropped: urllib3 would put a stranger's bytes into the log."""

    def begin(self) -> None:
        super().begin()
        self.headers.defects.clear()
        self.headers.set_payload("")
        if self.chunked:
            del self.headers["Content-Length"]  # RFC 9112, 6.3: the chunks count; urllib3 would warn of both


class _Watched(HTTPConnection):
    """A connection for one request, which tells its watch what it does and asks before each byte."""

    response_class = _QuietResponse

    def __init__(self, *args: Any, watch: Watch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._watch = watch
        self._connecting = False

    def connect(self) -> None:
        self._connecting = True
        try:
            super().connect()
            if isinstance(self.sock, ssl.SSLSocket) and self.sock.version() is None:
                # CPython wraps a socket that the peer reset meanwhile without a handshake, and would send in clear.
                raise ssl.SSLError("no handshake took place")
        except ssl.SSLCertVerificationError as error:
            dated = error.verify_code in _DATE_CODES
            self._watch.distrusts(Trouble.CERTIFICATE_DATE if dated else Trouble.CERTIFICATE)
            raise
        finally:
            self._connecting = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self._watch.before_send(of_request=not self._connecting)
        super().send(data)

    def _new_conn(self) -> socket.socket:
        self._watch.reaches(proxied=self.proxy is not None)
        sock = super()._new_conn()
        try:
            self._watch.opened(sock)
        except TooLate:
            sock.close()
            raise
        if self.proxy is None:
            self._watch.secures()
        return sock

    def _tunnel(self) -> None:
        super()._tunnel()
        self._watch.secures()


class WatchedHTTPConnection(_Watched):
    """Plain HTTP: to loopback, or to a proxy that forwards."""


class WatchedHTTPSConnection(_Watched, HTTPSConnection):
    """TLS with the service, through a tunnel where there is a proxy."""


class WatchedAdapter(HTTPAdapter):
    """An adapter for one exchange. Its answer carries neither cookies nor the request."""

    def __init__(self, watch: Watch, new_context: NewContext) -> None:
        self._watch = watch
        self._new_context = new_context
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.conn_kw["watch"] = self._watch
        if pool.scheme == "https":
            pool.conn_kw["ssl_context"] = self._new_context()
            pool.ConnectionCls = WatchedHTTPSConnection
        else:
            pool.ConnectionCls = WatchedHTTPConnection
        return pool

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, proxy_ssl_context=self._new_context(), **kwargs)

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """The context verifies; requests would add certifi's authorities to the computer's."""

    def build_response(self, _req: requests.PreparedRequest, resp: Any) -> requests.Response:
        response = requests.Response()
        response.status_code = resp.status
        response.headers = CaseInsensitiveDict(resp.headers)
        response.raw = resp
        return response
