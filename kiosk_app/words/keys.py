"""The API key and the connection: what the keyring and *test connection* found, as sentences. Never the key itself."""

from __future__ import annotations

from kiosk_app.domain.outcome import Connection, Reach
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def no_key(language: Language, trouble: VaultTrouble | None) -> Said:
    """There is no key for this run, or the keyring does not hand it out."""
    if trouble is not None:
        return vault_trouble(language, trouble.reason)
    return Said(
        language.text("There is no API key yet, so nothing is saved or sent."),
        language.text("The owner can set it with “stamp-kiosk key set”."),
    )


def vault_trouble(language: Language, reason: VaultReason) -> Said:
    """What the computer's keychain could not do."""
    say = language.text
    for_one_run = say("With --key-stdin a key works for one run.")
    what, advice = {
        VaultReason.NO_KEYRING: (say("This computer has no keychain, so the API key cannot be kept."), ""),
        VaultReason.LOCKED: (say("This computer’s keychain is locked."), say("Unlock it and try again.")),
        VaultReason.NO_ANSWER: (
            say("This computer’s keychain does not answer."),
            say("Look whether it asks for a password, and try again."),
        ),
        VaultReason.NOT_KEPT: (say("This computer’s keychain did not keep the API key."), say("Try again.")),
    }[reason]
    return Said(what, " ".join(filter(None, (advice, for_one_run))))


def connection(language: Language, found: Connection) -> Said:
    """What *test connection* found, with the service's own words where it gave any."""
    said = _reach(language)[found.reach]
    if found.message and found.reach in (Reach.REACHED, Reach.KEY_REFUSED, Reach.SERVICE_DOWN):
        quote = language.text("Its message: “{message}”").format(message=found.message)
        return Said(said.what, f"{said.advice} {quote}".strip())
    return said


def key_kept(language: Language) -> str:
    """Where the key went."""
    return language.text("Kept in this computer’s keychain. It is never written to a file or a report.")


def key_forgotten(language: Language) -> str:
    """The key is gone from the keychain."""
    return language.text("The API key is forgotten. Nothing is sent until a new one is set.")


def key_prompt(language: Language) -> str:
    """What stands before the place where the key is typed; nothing shows while it is."""
    return language.text("API key (it stays hidden): ")


def _reach(language: Language) -> dict[Reach, Said]:
    say = language.text
    return {
        Reach.ACCEPTED: Said(say("Connected · The service answered.")),
        Reach.REACHED: Said(
            say("The service answered."), say("Whether it accepts the API key shows with the first stamp.")
        ),
        Reach.KEY_REFUSED: Said(
            say("The service does not accept the API key."),
            say("The owner can change it in Settings › Account. Stamps wait until then."),
        ),
        Reach.NO_INTERNET: Said(say("No internet."), say("Check the connection and try again.")),
        Reach.CLOCK_WRONG: Said(say("This computer’s clock is wrong."), say("Set the date and time, then try again.")),
        Reach.CERTIFICATE: Said(
            say("The service’s certificate is not one this computer trusts."),
            say("Ask whoever looks after the network."),
        ),
        Reach.LOGIN_PAGE: Said(
            say("The network asks for a sign-in first."), say("Open a browser, sign in, and try again.")
        ),
        Reach.MOVED: Said(say("The service has moved."), say("The owner can set its new address in the settings.")),
        Reach.SLOW_DOWN: Said(say("The service asked us to slow down."), say("Try again in a minute.")),
        Reach.SERVICE_DOWN: Said(say("The service does not answer as it should."), say("Try again in a while.")),
        Reach.PROXY: Said(say("The proxy does not let us through."), say("Check the proxy in the settings.")),
        Reach.BAD_ADDRESS: Said(say("The service’s address cannot be used."), say("Check it in the settings.")),
    }
