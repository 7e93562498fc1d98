"""What doctor found, a sentence for each, and what to do about it. It never tells a key."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.domain.health import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Calls,
    Check,
    Clock,
    Data,
    Display,
    Encryption,
    Finding,
    Folder,
    Key,
    Keyring,
    Kiosk,
    LastBackup,
    Name,
    NoAnswer,
    NotSeen,
    Screens,
    Service,
    SettingsRead,
    Space,
    Version,
    WayOut,
)
from kiosk_app.domain.outcome import Connection, Reach, Secure
from kiosk_app.domain.ports import VaultReason
from kiosk_app.domain.text import clean
from kiosk_app.words import care, folder, inputs, keys, sending
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

MEGABYTE = 1_000_000
GIGABYTE = 1_000 * MEGABYTE


def title(language: Language) -> str:
    """Over the button."""
    return language.text("When something is wrong")


def note(language: Language) -> str:
    """Below the title."""
    return language.text("Screens, keychain, data, backups, internet, clock and API key, each with what to do.")


def look(language: Language) -> str:
    """The button."""
    return language.text("Look at this computer")


def names(language: Language) -> dict[Check, str]:
    """What each check is called."""
    say = language.text
    return {
        Check.VERSION: say("Stamp Kiosk"),
        Check.PYTHON: say("Python"),
        Check.QT: say("Qt"),
        Check.DISPLAY: say("Display"),
        Check.SCREENS: say("Screens"),
        Check.KIOSK: say("Kiosk"),
        Check.KEYRING: say("Keychain"),
        Check.FOLDER: say("Data folder"),
        Check.SPACE: say("Free space"),
        Check.SETTINGS: say("Settings file"),
        Check.DATABASE: say("Data"),
        Check.BACKUPS: say("Backups"),
        Check.DNS: say("Name of the service"),
        Check.TLS: say("Encryption"),
        Check.SERVICE: say("Service"),
        Check.CLOCK: say("Clock"),
        Check.KEY: say("API key"),
        Check.BUDGET: say("Calls to the service"),
    }


def found(language: Language, finding: Finding) -> Said:  # noqa: C901  one line for each thing there is
    """What was found, then what to do; nothing to do where all is well."""
    match finding.fact:
        case NoAnswer(after_s=seconds):
            return _no_answer(language, seconds)
        case NotSeen(because=other):
            return _not_seen(language, other)
        case Version() as version:
            return _version(language, version)
        case Display() as display:
            return _display(language, display)
        case Screens() as screens:
            return _screens(language, screens)
        case Kiosk() as session:
            return _kiosk(language, session)
        case Keyring() as keyring:
            return _keyring(language, keyring)
        case Folder() as place:
            return _folder(language, place)
        case Space() as space:
            return _space(language, space)
        case SettingsRead() as settings:
            return _settings(language, settings)
        case Data() as data:
            return _data(language, data)
        case LastBackup() as backup:
            return _backup(language, backup)
        case Name() as name:
            return _name(language, name)
        case Encryption(secure=secure):
            return _encryption(language, secure)
        case Service(connection=connection) as service:
            return _service(language, connection, is_ok=service.ok)
        case Clock() as clock:
            return _clock(language, clock)
        case Key() as key:
            return _key(language, key)
        case Calls() as calls:
            return _calls(language, calls)


def summary(language: Language, findings: Sequence[Finding]) -> str:
    """How it stands as a whole."""
    count = sum(not finding.ok for finding in findings)
    if not count:
        return language.text("All is well.")
    return language.plural("{count} thing needs a look.", "{count} things need a look.", count).format(count=count)


def line(language: Language, finding: Finding) -> str:
    """One finding in one line; a sign stands before what needs a look."""
    sign = " " if finding.ok else "!"
    said = found(language, finding)
    return language.text("{sign} {name}: {said}").format(sign=sign, name=names(language)[finding.check], said=said)


def as_text(language: Language, findings: Sequence[Finding]) -> str:
    """All of them, a line each, and how it stands as a whole."""
    return "\n".join([*(line(language, finding) for finding in findings), summary(language, findings), ""])


def _no_answer(language: Language, seconds: float) -> Said:
    what = language.plural("No answer within {count} second.", "No answer within {count} seconds.", round(seconds))
    return Said(
        what.format(count=round(seconds)),
        language.text("Look again in a moment. If it stays so, start this computer again."),
    )


def _not_seen(language: Language, other: Check) -> Said:
    what = language.text("It cannot be told yet: see “{other}”.").format(other=names(language)[other])
    return Said(what, language.text("Mend that first, then look again."))


def _version(language: Language, version: Version) -> Said:
    if not version.text:
        return Said(
            language.text("Qt, which draws the window, cannot be loaded."),
            language.text("Install Stamp Kiosk again. Every command works without a window."),
        )
    return Said(language.text("Version {version}.").format(version=version.text))


def _display(language: Language, display: Display) -> Said:
    say = language.text
    if display.ok:
        return Said(say("The window can be opened here ({platform}).").format(platform=clean(display.platform)))
    if not display.is_told:
        return Said(
            say("There is no screen here to show the window on."),
            say("Log in at this computer’s own screen. Every command works without one."),
        )
    return Said(
        say("The window cannot be opened on this screen."),
        say("Check that its session runs, and that the system packages which the README names are installed."),
    )


def _screens(language: Language, screens: Screens) -> Said:
    sizes = ", ".join(
        language.text("{width} × {height}").format(width=one.width, height=one.height)
        + ("" if one.scale == 1 else language.text(" (scale {scale})").format(scale=f"{one.scale:g}"))
        for one in screens.screens
    )
    count = len(screens.screens)
    if not count:
        return Said(language.text("No screen is on."), language.text("Switch one on, then look again."))
    what = language.plural("{count} screen: {sizes}.", "{count} screens: {sizes}.", count)
    advice = language.text("The window needs at least {width} × {height}. Choose a higher resolution.")
    advice = advice.format(width=LEAST_WIDTH, height=LEAST_HEIGHT)
    return Said(what.format(count=count, sizes=sizes), "" if screens.ok else advice)


def _kiosk(language: Language, session: Kiosk) -> Said:
    say = language.text
    if not session.is_on:
        return Said(say("This computer is not set up as a kiosk."))
    if not session.is_running:
        return Said(
            say("The kiosk session starts with this computer, but does not run now."),
            say("Start this computer again. If it stays so, its guide says where to read what happened."),
        )
    if not session.ways_out:
        return Said(say("The kiosk session runs, and no key leads out of it."))
    ways = {
        WayOut.CONSOLES: say("Other consoles can be reached (Ctrl+Alt+F2)."),
        WayOut.CTRL_ALT_DEL: say("Ctrl+Alt+Del restarts this computer."),
    }
    return Said(" ".join(ways[way] for way in session.ways_out), say("The kiosk’s guide says how to lock that."))


def _keyring(language: Language, keyring: Keyring) -> Said:
    if keyring.trouble:
        return _vault(language, keyring.trouble.reason)
    if not keyring.is_needed:
        return Said(language.text("Practice needs no keychain."))
    return Said(language.text("It kept a test word, gave it back, and forgot it."))


def _vault(language: Language, reason: VaultReason) -> Said:
    """What it could not do in the words of the commands, and what mends it."""
    say = language.text
    advice = {
        VaultReason.NO_KEYRING: say(
            "Install one that starts with the session, such as GNOME Keyring, and log in anew."
        ),
        VaultReason.LOCKED: say("Unlock it: it asks for the password of this user. A kiosk’s guide says how it opens."),
        VaultReason.NO_ANSWER: say("Look whether it asks for a password, then look again."),
        VaultReason.NOT_KEPT: say("Start this computer again. If it stays so, use another keychain."),
    }[reason]
    return Said(keys.vault_trouble(language, reason).what, advice)


def _folder(language: Language, place: Folder) -> Said:
    if place.why:
        return folder.folder_trouble(language, place.path, place.why)
    return Said(language.text("{path} can be used, and is this user’s alone.").format(path=clean(place.path)))


def _space(language: Language, space: Space) -> Said:
    what = language.text("{free} are free.").format(free=size(language, space.free_bytes))
    return Said(what, "" if space.ok else language.text("Free some space, so that no stamp gets lost."))


def _settings(language: Language, settings: SettingsRead) -> Said:
    if settings.problems and settings.is_usable:
        return inputs.settings_passed_over(language, settings.problems)
    if settings.problems:
        return inputs.problems(language, settings.problems)
    if settings.belongs_to:
        return folder.address_refused(language, settings.belongs_to, settings.asked)
    if not settings.cards:
        return Said(language.text("It has no fault, and no stamp card yet."))
    what = language.plural(
        "It has no fault, and {count} stamp card.", "It has no fault, and {count} stamp cards.", settings.cards
    )
    return Said(what.format(count=settings.cards))


def _data(language: Language, data: Data) -> Said:
    if data.trouble:
        return folder.disk_trouble(language, data.trouble)
    if not data.is_there:
        return Said(language.text("Nothing was saved yet."))
    return Said(language.text("It was looked through and is whole."))


def _backup(language: Language, backup: LastBackup) -> Said:
    say = language.text
    make = say(
        "While the window is open one is made a day. Settings › Data or “stamp-kiosk backup FILE” makes one now."
    )
    if backup.at is None and backup.written_at is None:
        return Said(say("There is nothing to back up yet."))
    if backup.at is None:
        return Said(say("There is no backup yet."), make)
    when = care.when(language, backup.at)
    if not backup.is_whole:
        return Said(say("The last backup, of {when}, is damaged.").format(when=when), make)
    if backup.is_behind:
        return Said(say("The last backup is of {when}, and more was done since.").format(when=when), make)
    return Said(say("The last backup is of {when}; it opens and is whole.").format(when=when))


def _name(language: Language, name: Name) -> Said:
    say = language.text
    if name.is_number:
        return Said(say("{host} is a number, so no name is looked up.").format(host=name.host))
    if name.is_found:
        return Said(say("The network knows {host}.").format(host=name.host))
    return Said(
        say("The network does not know {host}.").format(host=name.host or "?"),
        say("Check the internet connection, then the address and the proxy in Settings › Account."),
    )


def _encryption(language: Language, secure: Secure) -> Said:
    say = language.text
    network = say("Ask whoever looks after the network.")
    return {
        Secure.TRUSTED: Said(say("The connection is encrypted, and the service’s certificate is trusted.")),
        Secure.ON_THIS_COMPUTER: Said(say("The service runs on this computer, so nothing has to be encrypted.")),
        Secure.CERTIFICATE: Said(say("The service’s certificate is not one this computer trusts."), network),
        Secure.CERTIFICATE_DATE: Said(
            say("The service’s certificate does not hold at this computer’s time."),
            say("Set the date and time, then look again."),
        ),
        Secure.FAILED: Said(say("No encrypted connection comes about."), network),
        Secure.NOT_TRIED: Said(say("The service was not reached."), say("Check the internet connection.")),
    }[secure]


def _service(language: Language, connection: Connection, *, is_ok: bool) -> Said:
    if is_ok:
        return Said(language.text("It answers."))
    return keys.connection(language, Connection(connection.reach))


def _clock(language: Language, clock: Clock) -> Said:
    if clock.ahead_s is None:
        return Said(language.text("The service tells no time that it could be compared with."))
    advice = "" if clock.ok else language.text("Set the date and time, and let the computer keep them by itself.")
    seconds = round(abs(clock.ahead_s))
    if seconds <= 1:
        return Said(language.text("It goes as the service’s does."))
    apart = _apart(language, seconds)
    if clock.ahead_s > 0:
        return Said(language.text("It is {apart} ahead of the service’s.").format(apart=apart), advice)
    return Said(language.text("It is {apart} behind the service’s.").format(apart=apart), advice)


def _apart(language: Language, seconds: int) -> str:
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if days:
        return language.plural("{count} day", "{count} days", days).format(count=days)
    if hours:
        return language.plural("{count} hour", "{count} hours", hours).format(count=hours)
    if minutes:
        return language.plural("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return language.plural("{count} second", "{count} seconds", seconds).format(count=seconds)


def _key(language: Language, key: Key) -> Said:
    if not key.is_there:
        if key.trouble:
            return _vault(language, key.trouble.reason)
        return Said(
            language.text("There is no API key yet."),
            language.text("The owner can give it in Settings › Account, or with “stamp-kiosk key set”."),
        )
    match key.reach:
        case Reach.ACCEPTED:
            return Said(language.text("The service accepts it."))
        case Reach.KEY_REFUSED:
            return keys.connection(language, Connection(Reach.KEY_REFUSED))
        case _:
            return Said(language.text("There is one. Whether the service accepts it shows with the first stamp."))


def _calls(language: Language, calls: Calls) -> Said:
    if calls.stopped:
        return sending.needs_mending(language, calls.stopped)
    if calls.quiet_s:
        asked = language.text("The service asked us to slow down — next try in {seconds} s.")
        return Said(asked.format(seconds=calls.quiet_s), language.text("Wait for it; what is saved is sent then."))
    what = language.text("{at_hand} can be made at once, {per_minute} a minute.")
    return Said(what.format(at_hand=calls.at_hand, per_minute=calls.per_minute))


def size(language: Language, count: int) -> str:
    """So many bytes as people read them: 1.2 GB, 340 MB, 12 kB."""
    if count >= GIGABYTE:
        return language.text("{size} GB").format(size=f"{count / GIGABYTE:.1f}")
    if count >= MEGABYTE:
        return language.text("{size} MB").format(size=round(count / MEGABYTE))
    return language.text("{size} kB").format(size=-(-count // 1000))
