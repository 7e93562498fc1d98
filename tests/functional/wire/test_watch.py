"""One lock between "a byte goes out" and "time is up", held against a pair of real sockets."""

from __future__ import annotations

import socket
import threading

import pytest

from kiosk_app.stamp_api.judge import Trouble
from kiosk_app.stamp_api.watch import TooLate, Watch


def test_no_byte_goes_out_after_giving_up() -> None:
    watch = Watch()
    assert watch.give_up() is False
    for of_request in (True, False):
        with pytest.raises(TooLate):
            watch.before_send(of_request)
    assert not watch.sent


def test_byte_before_giving_up_is_remembered() -> None:
    watch = Watch()
    watch.before_send(of_request=False)
    assert not watch.sent
    watch.before_send(of_request=True)
    assert watch.give_up() is True
    assert watch.trouble() is Trouble.LOST


def test_giving_up_shuts_what_is_open_although_its_descriptor_moved() -> None:
    here, there = socket.socketpair()
    watch = Watch()
    watch.opened(here)
    with there, socket.socket(fileno=here.detach()):
        watch.give_up()
        assert there.recv(1) == b""


def test_connection_is_not_opened_after_giving_up_nor_a_second_time() -> None:
    here, there = socket.socketpair()
    with here, there:
        late = Watch()
        late.give_up()
        with pytest.raises(TooLate):
            late.opened(here)
        again = Watch()
        again.opened(here)
        again.before_send(of_request=True)
        with pytest.raises(TooLate):
            again.opened(here)
        again.give_up()


def test_trouble_is_told_by_how_far_it_came() -> None:
    watch = Watch()
    assert watch.trouble() is Trouble.BAD_REQUEST
    watch.reaches(proxied=False)
    assert watch.trouble() is Trouble.UNREACHABLE
    watch.reaches(proxied=True)
    assert watch.trouble() is Trouble.PROXY
    watch.secures()
    assert watch.trouble() is Trouble.TLS
    watch.distrusts(Trouble.CERTIFICATE)
    assert watch.trouble() is Trouble.CERTIFICATE


def test_speaker_and_waiter_never_disagree() -> None:
    """Raced many times: either the byte was allowed and giving up knows of it, or it was refused."""
    for _ in range(500):
        watch, ready = Watch(), threading.Barrier(2)
        allowed: list[bool] = []

        def speak(watch: Watch = watch, ready: threading.Barrier = ready, allowed: list[bool] = allowed) -> None:
            ready.wait(10)
            try:
                watch.before_send(of_request=True)
                allowed.append(True)
            except TooLate:
                allowed.append(False)

        thread = threading.Thread(target=speak)
        thread.start()
        ready.wait(10)
        sent = watch.give_up()
        thread.join(10)
        assert allowed == [sent]
