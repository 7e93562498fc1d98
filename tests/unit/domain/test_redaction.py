"""What is taken out of a text before anybody else reads it, and what must stay for it to tell anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.redaction import without_people, without_secrets

HEAD = "2026-11-22T07:25:30.123+00:00 WARNING 4194304 kiosk_app.services.sender: "


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to mina.kim@mail.example now", "to [e-mail] now"),
        ("<김민서@메일.한국>", "<[e-mail]>"),
        ("call +44 20 7946 0991", "call [number]"),
        ("call (020) 7946-0991.", "call [number]."),
        ("call 02079460991", "call [number]"),
        ("call +82 10-1234-8900, then", "call [number], then"),
        ("https://vvd.bz/stamp/1347", "https://vvd.bz/stamp/[id]"),
        ("Authorization: APIKey canary", "Authorization: [key] canary"),
        ("api_key=canary", "api_key=canary"),
        ("APIKey canary", "APIKey [key]"),
        ("password: canary", "password: [key]"),
    ],
)
def test_what_could_be_somebodys_is_taken_out(said: str, kept: str) -> None:
    assert without_people(HEAD + said) == HEAD + kept
    assert without_people(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "entry 41 ACDEFGHJ: waiting → sending",
        "backed up: kiosk-20261122T072530Z.db",
        "due 2026-11-22T07:25:30+00:00",
        "valid until 2027-11-22",
        "at 2026-11-22 08:06 UTC",
        "crash 1f0c9a3e: ZeroDivisionError\\n  at kiosk_app.presenters.tile:120 in tile_of",
        "refused (key refused, status 401): the account refuses",
        "card 123456",
    ],
)
def test_what_tells_what_happened_stays(said: str) -> None:
    assert without_people(HEAD + said) == HEAD + said


@given(st.text(max_size=60), st.from_regex(r"\+?[0-9]{2,4}([ -]?[0-9]{3,4}){2,3}", fullmatch=True))
def test_no_phone_of_any_spelling_stays_in_a_sentence(before: str, phone: str) -> None:
    said = without_people(f"{before} is {phone} here")
    assert f"is {phone} here" not in said


def test_a_secret_a_password_and_the_users_name_are_taken_out() -> None:
    text = "key canary-1 at http://mina:pass@proxy:3128 in /home/mina/.local/share"
    assert (
        without_secrets(text, ["canary-1", ""], "/home/mina") == "key [key] at http://[…]@proxy:3128 in ~/.local/share"
    )
    assert without_secrets("a/b", home="/") == "a/b"
