"""Trouble before a byte of the request goes out: always "not done", whatever the exception was."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.outcome import Call, Fate, Next, Reason
from kiosk_app.stamp_api.connections import system_context
from kiosk_app.stamp_api.judge import Trouble
from kiosk_app.stamp_api.transport import Timeouts
from tests.certificates import DAY, Authority
from tests.functional.wire.calls import BRIEF, CUT, NEW, PLAY, client, exchange
from tests.servers import (
    Server,
    Speak,
    Visit,
    answer,
    breaks_off,
    closed_port,
    envelope,
    full_listener,
    says,
    silent,
    tunnel_to,
)

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="how Linux drops and routes")


@pytest.mark.parametrize("call", Call)
def test_port_that_refuses_proves_not_done(call: Call) -> None:
    address = f"http://127.0.0.1:{closed_port()}"
    given = PLAY[call](client(address))
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET)
    seen = exchange(address)
    assert (seen.sent, seen.trouble) == (False, Trouble.UNREACHABLE)


def test_name_that_nobody_has_proves_not_done() -> None:
    seen = exchange("https://nobody.invalid", BRIEF)
    assert (seen.sent, seen.trouble) == (False, Trouble.UNREACHABLE)


@LINUX
def test_address_without_a_route_proves_not_done() -> None:
    seen = exchange("https://255.255.255.255", BRIEF)
    assert (seen.sent, seen.trouble) == (False, Trouble.UNREACHABLE)


@LINUX
def test_dropped_syn_ends_with_the_connect_timeout() -> None:
    listener, fillers = full_listener()
    with listener:
        seen = exchange(f"http://127.0.0.1:{listener.getsockname()[1]}", BRIEF)
        given = client(f"http://127.0.0.1:{listener.getsockname()[1]}", BRIEF).add(394)
        for filler in fillers:
            filler.close()
    assert (seen.sent, seen.trouble, seen.deadline) == (False, Trouble.UNREACHABLE, False)
    assert (given.fate, given.reason) == (Fate.NOT_DONE, Reason.NO_INTERNET)


@LINUX
def test_dropped_syn_ends_with_the_deadline_where_that_is_sooner() -> None:
    listener, fillers = full_listener()
    with listener:
        seen = exchange(f"http://127.0.0.1:{listener.getsockname()[1]}", CUT)
        for filler in fillers:
            filler.close()
    assert (seen.sent, seen.trouble, seen.deadline) == (False, Trouble.UNREACHABLE, True)


@pytest.mark.parametrize(
    "speak",
    [
        pytest.param(Visit.hold, id="silent"),
        pytest.param(breaks_off, id="reset"),
        pytest.param(lambda visit: visit.say(answer(400)), id="plain HTTP on the TLS port"),
        pytest.param(lambda visit: None, id="closed at once"),
    ],
)
def test_failing_tls_handshake_proves_not_done(speak: Speak, authority: Authority) -> None:
    with Server(speak) as server:
        address = f"https://127.0.0.1:{server.port}"
        seen = exchange(address, BRIEF, new_context=authority.trusted)
        given = client(address, BRIEF, new_context=authority.trusted).create(NEW)
    assert (seen.sent, seen.trouble) == (False, Trouble.TLS)
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET)


@pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")
def test_connection_reset_at_once_proves_not_done(authority: Authority) -> None:
    """CPython leaves a socket that was reset before its handshake began to the collector: collected here."""
    with Server(Visit.reset) as server:
        given = client(f"https://127.0.0.1:{server.port}", new_context=authority.trusted).create(NEW)
    gc.collect()
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.NO_INTERNET)


def test_silent_tls_handshake_is_cut_by_the_deadline(authority: Authority) -> None:
    with Server(Visit.hold) as server:
        seen = exchange(f"https://127.0.0.1:{server.port}", CUT, new_context=authority.trusted)
    assert (seen.sent, seen.trouble, seen.deadline) == (False, Trouble.TLS, True)


@pytest.mark.parametrize(
    ("host", "begins", "ends", "self_signed", "trouble"),
    [
        ("127.0.0.1", -DAY, DAY, True, Trouble.CERTIFICATE),
        ("other.example", -DAY, DAY, False, Trouble.CERTIFICATE),
        ("127.0.0.1", -9 * DAY, -DAY, False, Trouble.CERTIFICATE_DATE),
        ("127.0.0.1", DAY, 9 * DAY, False, Trouble.CERTIFICATE_DATE),
    ],
    ids=["self-signed", "wrong host", "expired", "not yet valid"],
)
def test_bad_certificate_stops_and_no_key_is_sent(
    host: str, begins: timedelta, ends: timedelta, self_signed: bool, trouble: Trouble, authority: Authority
) -> None:
    tls = authority.server(host, begins, ends, self_signed=self_signed)
    with Server(says(answer(200, envelope(0, 1347))), tls) as server:
        seen = exchange(server.address, new_context=authority.trusted)
        given = client(server.address, new_context=authority.trusted).create(NEW)
    assert (seen.sent, seen.trouble) == (False, trouble)
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.STOP, Reason.CERTIFICATE)
    assert server.heard == []


def test_the_computers_own_trust_store_does_not_trust_a_stranger(authority: Authority) -> None:
    with Server(says(answer(200, envelope())), authority.server()) as server:
        seen = exchange(server.address)
    assert (seen.sent, seen.trouble) == (False, Trouble.CERTIFICATE)


def test_tls_below_1_2_is_refused() -> None:
    assert system_context().minimum_version.name == "TLSv1_2"
    assert system_context().check_hostname


def test_good_certificate_is_spoken_to(authority: Authority) -> None:
    with Server(says(answer(200, envelope(0, 1347))), authority.server()) as server:
        given = client(server.address, new_context=authority.trusted).create(NEW)
    assert (given.fate, given.result) == (Fate.DONE, 1347)


@pytest.mark.parametrize(
    "speak",
    [
        pytest.param(says(b"HTTP/1.1 407 Sign in\r\n\r\n"), id="407"),
        pytest.param(says(b"HTTP/1.1 403 No\r\n\r\n"), id="403"),
        pytest.param(says(b"nonsense\r\n\r\n"), id="nonsense"),
        pytest.param(silent, id="silent"),
        pytest.param(lambda visit: visit.reset(), id="reset"),
    ],
)
def test_proxy_that_lets_nothing_through_proves_not_done(speak: Speak, authority: Authority) -> None:
    with Server(speak) as proxy:
        seen = exchange("https://vivoldi.invalid", BRIEF, proxy=proxy.address)
        given = client("https://vivoldi.invalid", BRIEF, proxy=proxy.address).create(NEW)
    assert (seen.sent, seen.trouble) == (False, Trouble.PROXY)
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.PROXY)
    assert not any(b"CANARY" in request for request in proxy.heard)


def test_proxy_that_is_not_there_proves_not_done() -> None:
    seen = exchange("https://vivoldi.invalid", BRIEF, proxy=f"http://127.0.0.1:{closed_port()}")
    assert (seen.sent, seen.trouble) == (False, Trouble.PROXY)


def test_handshake_that_fails_behind_a_tunnel_is_tls_trouble_not_the_proxys(authority: Authority) -> None:
    with Server(says(b"HTTP/1.1 200 Connected\r\n\r\nnot TLS at all")) as proxy:
        seen = exchange("https://vivoldi.invalid", BRIEF, proxy=proxy.address, new_context=authority.trusted)
    assert (seen.sent, seen.trouble) == (False, Trouble.TLS)


def test_connect_to_a_proxy_is_not_the_request(authority: Authority) -> None:
    """The tunnel stands and the proxy saw CONNECT, yet the certificate behind it stops everything."""
    with (
        Server(says(answer(200, envelope())), authority.server("other.example")) as service,
        Server(tunnel_to(service.port)) as proxy,
    ):
        seen = exchange(service.address, proxy=proxy.address, new_context=authority.trusted)
    assert (seen.sent, seen.trouble) == (False, Trouble.CERTIFICATE)
    assert proxy.heard[0].startswith(b"CONNECT 127.0.0.1")


def test_request_goes_through_a_tunnel_and_the_proxy_sees_no_key(authority: Authority) -> None:
    with (
        Server(says(answer(200, envelope(0, 1347))), authority.server()) as service,
        Server(tunnel_to(service.port)) as proxy,
    ):
        given = client(service.address, proxy=proxy.address, new_context=authority.trusted).create(NEW)
    assert (given.fate, given.result) == (Fate.DONE, 1347)
    assert b"CANARY" not in b"".join(proxy.heard)


def test_proxy_that_speaks_tls_is_verified_like_the_service(authority: Authority) -> None:
    with (
        Server(says(answer(200, envelope(0, 1347))), authority.server()) as service,
        Server(tunnel_to(service.port), authority.server()) as trusted,
        Server(tunnel_to(service.port), authority.server("other.example")) as forged,
    ):
        given = client(service.address, proxy=trusted.address, new_context=authority.trusted).create(NEW)
        seen = exchange(service.address, proxy=forged.address, new_context=authority.trusted)
    assert (given.fate, given.result) == (Fate.DONE, 1347)
    assert (seen.sent, seen.trouble) == (False, Trouble.PROXY)
    assert forged.heard == []


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http://", "ftp://127.0.0.1:1"])
def test_proxy_setting_that_cannot_be_used_stops(proxy: str) -> None:
    given = client("https://vivoldi.invalid", proxy=proxy).create(NEW)
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.STOP, Reason.BAD_REQUEST)


@LINUX
@pytest.mark.parametrize("trouble", ["names that hang", "four addresses that drop"])
def test_call_returns_by_its_deadline_although_the_system_call_hangs(trouble: str, tmp_path: Path) -> None:
    """In a mount namespace of its own, with other /etc/hosts and /etc/resolv.conf: no patching."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("needs a mount namespace")
    (tmp_path / "hosts").write_text("".join(f"127.0.0.{n} four.test\n" for n in (11, 12, 13, 14)))
    (tmp_path / "resolv.conf").write_text("nameserver 127.0.0.99\noptions timeout:15 attempts:1\n")
    here = Path(__file__).parent
    ran = subprocess.run(
        [
            "unshare", "-m", "sh", "-c",
            'mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/resolv.conf" /etc/resolv.conf '
            '&& exec "$2" "$3" "$4"',
            "sh", str(tmp_path), sys.executable, str(here / "hanging.py"), trouble,
        ],
        capture_output=True, text=True, timeout=60, check=False, cwd=here.parents[2],
        env={**os.environ, "PYTHONPATH": str(here.parents[2])},
    )  # fmt: skip
    if "unshare" in ran.stderr or "mount" in ran.stderr:
        pytest.skip(ran.stderr)
    assert ran.stdout.split() == ["False", "unreachable", "True", "quickly"], ran.stderr


def test_nothing_is_sent_after_a_call_was_given_up(authority: Authority) -> None:
    """The handshake is finished only after the deadline: the connection stands, and not a byte goes out."""
    given_up, finished = threading.Event(), threading.Event()
    heard: list[bytes] = []
    tls = authority.server()

    def speak(visit: Visit) -> None:
        given_up.wait(10)
        try:
            with tls.wrap_socket(visit.sock, server_side=True) as secured:
                heard.append(secured.recv(100))
        finally:
            finished.set()

    with Server(speak) as server:
        seen = exchange(f"https://127.0.0.1:{server.port}", CUT, new_context=authority.trusted)
        given_up.set()
        assert finished.wait(10)
    assert (seen.sent, seen.deadline) == (False, True)
    assert heard in ([], [b""])


def test_deadline_of_a_look_can_be_shorter_than_the_clients() -> None:
    with Server(silent) as server:
        given = client(server.address, Timeouts(10, 10, 60)).validate(394, deadline_s=0.2)
    assert (given.fate, given.next, given.reason) == (Fate.NOT_DONE, Next.AGAIN, Reason.LOST)
