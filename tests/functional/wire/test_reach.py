"""What *test connection* tells apart, each played by a real socket. It never changes a stamp."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kiosk_app.domain.outcome import Reach
from kiosk_app.stamp_api.client import StampClient
from tests.certificates import DAY, Authority
from tests.functional.wire.calls import AGENT, BRIEF, CANARY, KEY, client
from tests.servers import Server, Speak, Visit, answer, envelope, says, silent, tunnel_to

HTML = {"Content-Type": "text/html"}
NOW = datetime.now(UTC)


def dated(moment: datetime) -> dict[str, str]:
    return {"Date": format_datetime(moment, usegmt=True)}


@pytest.mark.parametrize(
    ("said", "reach"),
    [
        (answer(200, envelope(0, None, "no such stamp")), Reach.ACCEPTED),
        (answer(200, envelope(9001, None, "The key is not valid.")), Reach.REACHED),
        (answer(404, b'{"message": "none"}'), Reach.REACHED),
        (answer(200, envelope(9001), dated(NOW)), Reach.REACHED),
        (answer(200, envelope(9001), dated(NOW - timedelta(hours=1))), Reach.CLOCK_WRONG),
        (answer(200, envelope(0), dated(NOW + timedelta(days=1))), Reach.ACCEPTED),
        (answer(200, envelope(9001), {"Date": "yesterday"}), Reach.REACHED),
        (answer(401), Reach.KEY_REFUSED),
        (answer(403, b"<html>", HTML), Reach.KEY_REFUSED),
        (answer(429), Reach.SLOW_DOWN),
        (answer(407), Reach.PROXY),
        (answer(511), Reach.LOGIN_PAGE),
        (answer(200, b"<html>Sign in</html>", HTML), Reach.LOGIN_PAGE),
        (answer(200, b"  <!doctype html>"), Reach.LOGIN_PAGE),
        (answer(302, headers={"Location": "http://portal.example/login"}), Reach.LOGIN_PAGE),
        (answer(307, headers={"Location": "//portal.example/"}), Reach.LOGIN_PAGE),
        (answer(302, headers={"Location": "http://["}), Reach.LOGIN_PAGE),
        (answer(302, headers={"Location": "/elsewhere"}), Reach.MOVED),
        (answer(301, headers={"Location": "https://other.example/"}), Reach.MOVED),
        (answer(308), Reach.MOVED),
        (answer(408), Reach.SERVICE_DOWN),
        (answer(503, b"<html>", HTML), Reach.SERVICE_DOWN),
        (b"garbage\r\n\r\n", Reach.SERVICE_DOWN),
        (b"", Reach.SERVICE_DOWN),
    ],
)
def test_answer_of_a_look_is_told_apart(said: bytes, reach: Reach) -> None:
    with Server(says(said)) as server:
        found = client(server.address, BRIEF, now=lambda: NOW).test_connection(None)
    assert found.reach is reach
    assert [request.split(b" ")[0] for request in server.heard] == [b"GET"]


def test_silence_of_the_service_is_the_services() -> None:
    with Server(silent) as server:
        assert client(server.address, BRIEF).test_connection(394).reach is Reach.SERVICE_DOWN


def test_services_own_words_are_passed_on() -> None:
    with Server(says(answer(200, envelope(9001, None, "Plan too small.")))) as server:
        assert client(server.address).test_connection(394).message == "Plan too small."
    assert b"validate?stampIdx=394 " in server.heard[0]


def test_known_stamp_is_looked_at_else_nobodys() -> None:
    with Server(says(answer(200, envelope()))) as server:
        client(server.address).test_connection(None)
        client(server.address).test_connection("ZJLF0399WQBEQZJM")
    assert b"stampIdx=9007199254740991 " in server.heard[0]
    assert b"stampIdx=ZJLF0399WQBEQZJM " in server.heard[1]


def test_no_internet() -> None:
    assert client("https://nobody.invalid", BRIEF).test_connection(None).reach is Reach.NO_INTERNET


def test_proxy_in_the_way() -> None:
    with Server(says(b"HTTP/1.1 407 X\r\n\r\n")) as proxy:
        found = client("https://vivoldi.invalid", BRIEF, proxy=proxy.address).test_connection(None)
    assert found.reach is Reach.PROXY


def test_setting_that_cannot_be_used() -> None:
    found = client("https://vivoldi.invalid", proxy="socks5://127.0.0.1:1").test_connection(None)
    assert found.reach is Reach.BAD_ADDRESS


def both(tls: ssl.SSLContext | None, plain: bytes) -> Speak:
    """One port for TLS (None: it is cut) and for plain HTTP, told apart by the first byte of a handshake."""

    def speak(visit: Visit) -> None:
        if visit.sock.recv(1, socket.MSG_PEEK) != b"\x16":
            visit.hear()
            visit.say(plain)
        elif tls:
            tls.wrap_socket(visit.sock, server_side=True).close()

    return speak


def reach_of(speak: Speak, authority: Authority, now: Callable[[], datetime] = lambda: NOW) -> Reach:
    with Server(speak) as server:
        api = StampClient(
            f"https://127.0.0.1:{server.port}",
            KEY,
            user_agent=AGENT,
            timeouts=BRIEF,
            new_context=authority.trusted,
            now=now,
        )
        reach = api.test_connection(None).reach
    assert not any(CANARY.encode() in request for request in server.heard), "plain HTTP never gets the key"
    return reach


LOGIN = answer(302, headers={"Location": "http://portal.example/login"})


def test_login_page_shows_where_tls_fails_and_plain_http_works(authority: Authority) -> None:
    assert reach_of(both(None, LOGIN), authority) is Reach.LOGIN_PAGE
    assert reach_of(both(None, answer(200, b"<html>", HTML)), authority) is Reach.LOGIN_PAGE
    assert reach_of(both(authority.server(self_signed=True), LOGIN), authority) is Reach.LOGIN_PAGE


def test_failing_tls_without_a_login_page_is_no_internet(authority: Authority) -> None:
    assert reach_of(both(None, b""), authority) is Reach.NO_INTERNET
    own = answer(301, headers={"Location": "https://127.0.0.1/"})
    assert reach_of(both(None, own), authority) is Reach.NO_INTERNET


def test_wrong_certificate(authority: Authority) -> None:
    assert reach_of(both(authority.server("other.example"), b""), authority) is Reach.CERTIFICATE


@pytest.mark.parametrize(("begins", "ends"), [(-9 * DAY, -DAY), (DAY, 9 * DAY)])
def test_certificate_of_another_time_means_the_clock_unless_a_date_says_otherwise(
    begins: timedelta, ends: timedelta, authority: Authority
) -> None:
    tls = authority.server(begins=begins, ends=ends)
    assert reach_of(both(tls, b""), authority) is Reach.CLOCK_WRONG
    assert reach_of(both(tls, answer(404, headers=dated(NOW + 5 * DAY))), authority) is Reach.CLOCK_WRONG
    assert reach_of(both(tls, answer(404, headers=dated(NOW))), authority) is Reach.CERTIFICATE


def test_connection_through_a_tunnel_is_accepted(authority: Authority) -> None:
    with (
        Server(says(answer(200, envelope())), authority.server()) as service,
        Server(tunnel_to(service.port)) as proxy,
    ):
        api = client(service.address, proxy=proxy.address, new_context=authority.trusted)
        assert api.test_connection(None).reach is Reach.ACCEPTED
