"""``key set``, ``check`` and ``forget``. The key comes from a prompt or standard input, and is never shown again."""

from __future__ import annotations

from kiosk_app.cli import asked, documents, statuses
from kiosk_app.cli.house import Line, NoKey
from kiosk_app.cli.session import CannotGoOn, Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.words import keys as words
from kiosk_app.words import usage
from kiosk_app.words.said import Said


def key_from(text: str) -> ApiKey:
    """The key that came in; raises BadInput, which never holds it."""
    key = ApiKey.from_text(text)
    if key is None:
        raise BadInput(Problem("key", Fault.WRONG_TYPE if text.strip() else Fault.MISSING))
    return key


def set_key(session: Session, _command: asked.KeySet) -> Result:
    """Keep the key, then ask the service about it. Raises BadInput, StoreTrouble and CannotGoOn."""
    _refuse_practice(session)
    vault = session.house.vault()
    key = key_from(session.terminal.secret(words.key_prompt(session.language)))
    if trouble := vault.write(key):
        return _without(session, trouble)
    session.terminal.say(words.key_kept(session.language))
    line = session.house.line()
    if isinstance(line, NoKey):
        return _without(session, line.trouble)
    line.account.key_changed()
    return _tested(session, line)


def check_key(session: Session, _command: asked.KeyCheck) -> Result:
    """Ask the service whether it answers and takes the key."""
    line = session.house.line()
    return _without(session, line.trouble) if isinstance(line, NoKey) else _tested(session, line)


def forget_key(session: Session, _command: asked.KeyForget) -> Result:
    """Take the key out of the keychain."""
    _refuse_practice(session)
    if trouble := session.house.vault().forget():
        return _without(session, trouble)
    return _told(session, Status.DONE, "missing", Said(words.key_forgotten(session.language)))


def _tested(session: Session, line: Line) -> Result:
    found = line.account.test()
    said = words.connection(session.language, found)
    return _told(session, statuses.of_reach(found.reach), statuses.key_word(found.reach), said)


def _without(session: Session, trouble: VaultTrouble | None) -> Result:
    """No key, or a keychain that does not hand it out: then nothing is known of one."""
    is_missing = trouble is None or trouble.reason in (VaultReason.NO_KEYRING, VaultReason.NOT_KEPT)
    said = words.no_key(session.language, trouble)
    return _told(session, Status.NOT_SET_UP, "missing" if is_missing else "unchecked", said)


def _told(session: Session, status: Status, key: str, said: Said) -> Result:
    session.terminal.say(str(said))
    return Result(status, documents.of_key(key, str(said)))


def _refuse_practice(session: Session) -> None:
    if session.house.is_practice:
        raise CannotGoOn(usage.practice_has_its_own_key(session.language), Status.WRONG)
