"""``key set``, ``check`` and ``forget``: what is said of the key, and that it is never said."""

from __future__ import annotations

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach, Reason
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from tests.unit.cli.shop import BrokenVault, Shop


@pytest.mark.parametrize(
    ("reach", "status", "key"),
    [
        (Reach.ACCEPTED, 0, "accepted"),
        (Reach.REACHED, 0, "unchecked"),
        (Reach.KEY_REFUSED, 6, "refused"),
        *(
            (reach, 3, "unchecked")
            for reach in Reach
            if reach not in (Reach.ACCEPTED, Reach.REACHED, Reach.KEY_REFUSED)
        ),
    ],
)
def test_a_check_tells_what_is_proven_of_the_key(shop: Shop, reach: Reach, status: int, key: str) -> None:
    shop.api.connection = Connection(reach)
    ran = shop.run("key", "check", "--json")
    assert (ran.status, ran.document["key"]) == (status, key)
    assert ran.document["message"] in ran.err
    assert set(ran.document) == {"key", "message"}


def test_a_check_that_proves_nothing_quotes_the_service(shop: Shop) -> None:
    shop.api.connection = Connection(Reach.REACHED, "The API key is not valid.")
    ran = shop.run("key", "check", "--json")
    assert (ran.status, ran.document["key"]) == (0, "unchecked")
    assert ran.document["message"].endswith("Its message: “The API key is not valid.”")


def test_a_check_without_a_key_finds_it_missing(shop: Shop) -> None:
    shop.the_vault = MemoryVault()
    ran = shop.run("key", "check", "--json")
    assert (ran.status, ran.document["key"]) == (6, "missing")


def test_a_keychain_that_is_locked_leaves_the_key_unchecked(shop: Shop) -> None:
    shop.the_vault = BrokenVault(VaultTrouble(VaultReason.LOCKED, ""))
    ran = shop.run("key", "check", "--json")
    assert (ran.status, ran.document["key"]) == (6, "unchecked")


def test_a_key_from_standard_input_is_kept_and_checked(shop: Shop) -> None:
    shop.the_vault = MemoryVault()
    ran = shop.run("key", "set", "--json", stdin="canary-new-key\r\nsecond line\n")
    assert (ran.status, ran.document["key"]) == (0, "accepted")
    assert shop.the_vault.read() == ApiKey("canary-new-key")
    assert "canary-new-key" not in ran.out + ran.err


def test_a_new_key_is_tried_at_once_where_sending_was_stopped(shop: Shop) -> None:
    with shop.store.writing() as work:
        work.gate.stop(Reason.KEY_REFUSED, work.now)
    shop.run("key", "set", stdin="a-new-key\n")
    with shop.store.reading() as work:
        assert work.gate.state().stopped is None


def test_a_kept_key_that_is_refused_is_not_set_up(shop: Shop) -> None:
    shop.api.connection = Connection(Reach.KEY_REFUSED, "Invalid key.")
    ran = shop.run("key", "set", "--json", stdin="wrong-key\n")
    assert (ran.status, ran.document["key"]) == (6, "refused")
    assert ran.document["message"].endswith("Its message: “Invalid key.”")


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "k" * 1281 + "\n", "schlüssel\n"])
def test_what_is_no_key_is_refused_and_not_repeated(shop: Shop, text: str) -> None:
    shop.the_vault = MemoryVault()
    ran = shop.run("key", "set", "--json", stdin=text)
    assert ran.status == 2
    assert shop.the_vault.read() is None
    assert not text.strip() or text.strip() not in ran.out + ran.err


def test_without_a_keychain_a_key_for_one_run_is_offered(shop: Shop) -> None:
    shop.the_vault = BrokenVault(VaultTrouble(VaultReason.NO_KEYRING, ""))
    ran = shop.run("key", "set", "--json", stdin="a-key\n")
    assert (ran.status, ran.document["key"]) == (6, "missing")
    assert ran.document["message"] == (
        "This computer has no keychain, so the API key cannot be kept. With --key-stdin a key works for one run."
    )


def test_a_forgotten_key_is_gone(shop: Shop) -> None:
    ran = shop.run("key", "forget", "--json")
    assert (ran.status, ran.document["key"]) == (0, "missing")
    assert shop.the_vault.read() is None


def test_a_keychain_that_does_not_forget_says_so(shop: Shop) -> None:
    shop.the_vault = BrokenVault(VaultTrouble(VaultReason.NO_ANSWER, ""))
    assert shop.run("key", "forget", "--json").status == 6


@pytest.mark.parametrize("action", ["set", "forget"])
def test_a_key_for_one_run_is_neither_kept_nor_forgotten(shop: Shop, action: str) -> None:
    ran = shop.run("key", action, "--key-stdin", "--json", stdin="a-key\n")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "--key-stdin is for one run and keeps nothing."
    assert not shop.opened


@pytest.mark.parametrize("action", ["set", "forget"])
def test_practice_keeps_no_key(shop: Shop, action: str) -> None:
    shop.is_practice = True
    assert shop.run("--practice", "key", action, stdin="a-key\n").status == 2


@pytest.mark.parametrize(
    "argv",
    [
        ("key", "set", "canary"),
        ("key", "canary"),
        ("key", "set", "--key=canary"),
        ("key", "set", "--key", "canary"),
        ("--key-stdin", "canary", "outbox"),
        ("outbox", "--key-stdin", "canary"),
        ("canary",),
    ],
)
def test_a_key_in_the_wrong_place_is_not_repeated(shop: Shop, argv: tuple[str, ...]) -> None:
    ran = shop.run(*argv, "--json")
    assert ran.status == 2
    assert "canary" not in ran.out + ran.err
    assert not shop.opened
