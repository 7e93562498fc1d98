"""The account on set-up and settings: the API key, testing the connection, the service that has moved."""

from __future__ import annotations

from kiosk_app.domain.outcome import Connection, Reach
from kiosk_app.domain.ports import VaultReason
from kiosk_app.words import keys
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

# Captions


def api_key(language: Language) -> str:
    """The field."""
    return language.text("API key")


def paste(language: Language) -> str:
    """The button beside the field."""
    return language.text("Paste")


def show_key(language: Language) -> str:
    """The eye in the field, for screen readers."""
    return language.text("Show what was typed")


def hide_key(language: Language) -> str:
    """The eye while it shows."""
    return language.text("Hide what was typed")


def keep_key(language: Language) -> str:
    """The button of the settings."""
    return language.text("Keep this key")


def test_connection(language: Language) -> str:
    """The button."""
    return language.text("Test connection")


# The key


def where_kept(language: Language) -> str:
    """Below the field, while nothing else is to be said."""
    return keys.key_kept(language)


def key_there(language: Language) -> Said:
    """There is a key in the keychain; typing another one takes its place."""
    return Said(
        language.text("A key is kept in this computer’s keychain."), language.text("A new one takes its place.")
    )


def for_this_session(language: Language, reason: VaultReason | None) -> Said:
    """The keychain did not take the key, so it is held in memory."""
    said = keychain(language, reason) if reason else Said("")
    held = language.text("The key is held until this program ends. Then it must be given again.")
    return Said(said.what or held, " ".join(filter(None, (said.advice, held))) if said.what else "")


def keychain(language: Language, reason: VaultReason) -> Said:
    """What the computer's keychain could not do."""
    say = language.text
    return {
        VaultReason.NO_KEYRING: Said(say("This computer has no keychain, so the API key cannot be kept.")),
        VaultReason.LOCKED: Said(say("This computer’s keychain is locked."), say("Unlock it and try again.")),
        VaultReason.NO_ANSWER: Said(
            say("This computer’s keychain does not answer."),
            say("Look whether it asks for a password, and try again."),
        ),
        VaultReason.NOT_KEPT: Said(say("This computer’s keychain did not keep the API key."), say("Try again.")),
    }[reason]


def bad_key(language: Language) -> Said:
    """What was typed is no key."""
    return Said(
        language.text("This does not look like an API key."),
        language.text("Copy it whole: it is one piece, without spaces."),
    )


def no_key_to_test(language: Language) -> Said:
    """Testing needs a key."""
    return Said(language.text("There is no API key to test with."), language.text("Paste it first."))


# The test


def untested(language: Language) -> Said:
    """Before the first test."""
    return Said(language.text("Not tested yet"), language.text("Testing changes nothing at the service."))


def testing(language: Language) -> Said:
    """While it runs."""
    return Said(language.text("Asking the service…"), language.text("Testing changes nothing at the service."))


def found(language: Language, connection: Connection, seconds: float) -> Said:
    """What the test came to. ``seconds``: how long the service took."""
    if connection.reach is not Reach.ACCEPTED:
        return keys.connection(language, connection)
    took = language.text("It answered in {seconds} seconds.").format(seconds=f"{seconds:.1f}")
    return Said(language.text("Connected"), f"{language.text('The service knows this key.')} {took}")


# The settings


def address(language: Language) -> str:
    """The service's address."""
    return language.text("Address of the service")


def moved(language: Language) -> str:
    """The button that opens the form."""
    return language.text("The service has moved")


def moved_title(language: Language) -> str:
    """Over the form."""
    return language.text("Where is the service now?")


def moved_hint(language: Language) -> str:
    """What it means."""
    return language.text(
        "Everything after this goes to the new address. The API key must be given again: "
        "it is kept for one address only."
    )


def new_address(language: Language) -> str:
    """A field of the form."""
    return language.text("New address")


def move(language: Language) -> str:
    """The button of the form."""
    return language.text("Use the new address")


def stay(language: Language) -> str:
    """The other button."""
    return language.text("Leave it as it is")


def has_moved(language: Language, address: str) -> Said:
    """It is done."""
    return Said(
        language.text("The service is at {address} now.").format(address=address),
        language.text("Test the connection before the next stamp."),
    )


def not_now(language: Language) -> Said:
    """Something is being sent, or nobody knows whether it arrived."""
    return Said(
        language.text("A change is on its way, or we don’t know if it arrived."),
        language.text("Look into what is not sent first, then move."),
    )


def told(language: Language) -> str:
    """A choice."""
    return language.text("What the service is told of customers")


def told_all(language: Language) -> str:
    """One of its choices, in two lines."""
    return language.text("Name, phone\nand e-mail")


def told_id(language: Language) -> str:
    """The other, in two lines."""
    return language.text("Only our own\ncustomer number")


def told_hint(language: Language, only_id: bool) -> str:
    """What that choice means."""
    if only_id:
        return language.text("The service learns nothing that names a person.")
    return language.text("The service shows them in its dashboard.")


def proxy(language: Language) -> str:
    """A field."""
    return language.text("Proxy")


def proxy_aside(language: Language) -> str:
    """Most have none."""
    return language.text("empty: none")


def in_practice(language: Language) -> Said:
    """Practice has no account."""
    return Said(
        language.text("Practice has a service and a key of its own."),
        language.text("Leave practice to see your account."),
    )
