"""What *test connection* tells apart, each played by a real socket. It never changes a stamp."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kiosk_app.domain.health import Name
from kiosk_app.domain.outcome import Reach, Secure
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.stamp_api.names import look_up
from tests.certificates import DAY, Authority
from tests.functional.wire.calls import AGENT, BRIEF, CANARY, KEY, PATIENT, client
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
        found = client(server.address, now=lambda: NOW).test_connection(None)
    assert found.reach is reach
    assert [request.split(b" ")[0] for request in server.heard] == [b"GET"]


def test_silence_of_the_service_is_the_services() -> None:
    with Server(silent) as server:
        assert client(server.address, BRIEF).test_connection(394).reach is Reach.SERVICE_DOWN


@pytest.mark.parametrize("off_s", [0, 400, -90_000])
def test_how_far_the_clocks_are_apart_is_told(off_s: int) -> None:
    told = dated(NOW - timedelta(seconds=off_s))
    with Server(says(answer(200, envelope(), told))) as server:
        found = client(server.address, now=lambda: NOW).test_connection(None)
    assert found.ahead_s == pytest.approx(off_s, abs=1.0)
    assert found.secure is Secure.ON_THIS_COMPUTER


def test_a_service_that_tells_no_time_or_none_that_is_one_is_not_compared() -> None:
    for told in ({}, {"Date": "yesterday"}):
        with Server(says(answer(200, envelope(), told))) as server:
            assert client(server.address).test_connection(None).ahead_s is None


def test_without_a_key_none_is_sent_and_a_refusal_is_an_answer() -> None:
    with Server(says(answer(401))) as server:
        api = StampClient(server.address, None, user_agent=AGENT, timeouts=PATIENT)
        assert api.test_connection(None).reach is Reach.KEY_REFUSED
    assert b"authorization" not in server.heard[0].lower()


@pytest.mark.parametrize(
    ("host", "begins", "ends", "secure"),
    [
        ("127.0.0.1", -DAY, DAY, Secure.TRUSTED),
        ("other.example", -DAY, DAY, Secure.CERTIFICATE),
        ("127.0.0.1", -9 * DAY, -DAY, Secure.CERTIFICATE_DATE),
    ],
)
def test_what_became_of_the_encryption_is_told(
    host: str, begins: timedelta, ends: timedelta, secure: Secure, authority: Authority
) -> None:
    with Server(both(authority.server(host, begins, ends), answer(404, headers=dated(NOW - DAY)))) as server:
        api = StampClient(
            f"https://127.0.0.1:{server.port}",
            KEY,
            user_agent=AGENT,
            timeouts=PATIENT,
            new_context=authority.trusted,
            now=lambda: NOW,
        )
        found = api.test_connection(None)
    assert found.secure is secure
    assert secure is not Secure.CERTIFICATE_DATE or found.ahead_s == pytest.approx(DAY.total_seconds(), abs=1.0)


def test_no_encryption_is_told_from_no_connection(authority: Authority) -> None:
    with Server(both(None, b"")) as server:
        cut = StampClient(f"https://127.0.0.1:{server.port}", KEY, user_agent=AGENT, timeouts=PATIENT)
        assert cut.test_connection(None).secure is Secure.FAILED
    assert client("https://nobody.invalid", BRIEF).test_connection(None).secure is Secure.NOT_TRIED


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://localhost:8443", Name("localhost", is_found=True)),
        ("http://127.0.0.1:9", Name("127.0.0.1", is_found=True, is_number=True)),
        ("https://[::1]", Name("::1", is_found=True, is_number=True)),
        ("https://nobody.invalid", Name("nobody.invalid", is_found=False)),
        ("localhost:3128", Name("localhost", is_found=True)),
        ("https://[", Name("", is_found=False)),
        ("https://" + "a" * 70 + ".example", Name("a" * 70 + ".example", is_found=False)),
    ],
)
def test_a_name_is_looked_up_and_a_number_is_none(address: str, found: Name) -> None:
    assert look_up(address) == found


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
        found = client("https://vivoldi.invalid", proxy=proxy.address).test_connection(None)
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
            timeouts=PATIENT,
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
