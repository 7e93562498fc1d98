"""What became of changes on their way: waiting, refused, not known, and why. It guesses nothing.

The service's own words are quoted, never explained.
"""

from __future__ import annotations

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def waits(language: Language, reason: Reason, stopped: Reason | None, quiet_s: int | None, count: int = 1) -> Said:
    """Why so many changes wait, and who sends them.

    ``stopped``: what must be mended first. ``quiet_s``: seconds that the service asked us to keep quiet.
    """
    if stopped is not None:
        return needs_mending(language, stopped)
    if quiet_s is not None:
        what = language.text("The service asked us to slow down — next try in {seconds} s.").format(seconds=quiet_s)
    else:
        what = _why(language)[reason]
    return Said(what, saved(language, count))


def saved(language: Language, count: int = 1) -> str:
    """Nothing is lost."""
    return language.plural(
        "{count} change is saved. The window sends it, or “stamp-kiosk outbox send”.",
        "{count} changes are saved. The window sends them, or “stamp-kiosk outbox send”.",
        count,
    ).format(count=count)


def being_sent(language: Language) -> Said:
    """Another process has it in hand."""
    return Said(language.text("It is being sent."), language.text("“stamp-kiosk outbox” shows what became of it."))


def refused(language: Language, message: str) -> Said:
    """The service said no, in its own words if it gave any."""
    if not message:
        return Said(language.text("The service said no."), language.text("It gave no reason."))
    quote = language.text("Its message: “{message}”").format(message=message)
    return Said(language.text("The service said no."), quote)


def not_known(language: Language, kind: Kind, name: str) -> Said:
    """The answer was lost, or nobody was left to hear it."""
    say = language.text
    if kind.makes_a_stamp:
        return Said(
            say("We don’t know if it arrived."),
            say("{name} has received nothing.").format(name=name or say("The customer")),
        )
    return Said(say("Needs checking."), say("We will check by ourselves as soon as the internet is back."))


def withdrawn(language: Language) -> Said:
    """Somebody took it back before it was sent."""
    return Said(language.text("It was taken back before it was sent."))


def cut_short(language: Language) -> Said:
    """A person ended the command while its changes were on their way."""
    return Said(language.text("Stopped."), language.text("“stamp-kiosk outbox” shows what waits."))


def at_pace(language: Language, calls_per_minute: int) -> Said:
    """More waits than the service takes at once."""
    what = language.text("Much is waiting. It goes on at {count} calls a minute.").format(count=calls_per_minute)
    return Said(what, language.text("You can stop at any time: what waits is kept."))


def drained(language: Language, sent: int, left: int) -> Said:
    """What came of sending all that waited."""
    if not left:
        return Said(language.text("Everything is sent."))
    if not sent:
        done = language.text("Nothing was sent.")
    else:
        done = language.plural("{count} change is sent.", "{count} changes are sent.", sent).format(count=sent)
    open_ = language.plural("{count} is left in the outbox.", "{count} are left in the outbox.", left).format(
        count=left
    )
    return Said(done, open_)


def entry_line(language: Language, entry: Entry, name: str) -> str:
    """One entry in a list: what, for whom, how it stands, and its reference."""
    parts = (
        str(entry.id),
        kind_name(language, entry.kind),
        name,
        how_it_stands(language, entry),
        f"#{entry.reference}",
        entry.message and f"“{entry.message}”",
        language.text("possibly double") if entry.why is Why.POSSIBLY_DOUBLE else "",
        language.text("may have undone a newer change") if entry.why is Why.OVERWROTE else "",
    )
    return " · ".join(filter(None, parts))


def kind_name(language: Language, kind: Kind) -> str:
    """What an entry does, in people's words."""
    say = language.text
    return {
        Kind.ISSUE: say("Issue stamp"),
        Kind.VISIT: say("Add visit"),
        Kind.TAKE_BACK: say("Take back"),
        Kind.REDEEM: say("Redeem reward"),
        Kind.CHANGE: say("Change stamp"),
        Kind.DELETE: say("Delete stamp"),
        Kind.READY: say("Make a stamp in advance"),
        Kind.HAND_OUT: say("Hand out stamp"),
    }[kind]


def how_it_stands(language: Language, entry: Entry) -> str:
    """Its state; an edit that gave way to a later one was not taken back."""
    if entry.why is Why.REPLACED:
        return language.text("went out with a later change")
    return state_name(language, entry.state)


def state_name(language: Language, state: State) -> str:
    """How an entry stands, in people's words."""
    say = language.text
    return {
        State.WAITING: say("waits"),
        State.SENDING: say("being sent"),
        State.UNKNOWN: say("needs checking"),
        State.DONE: say("done"),
        State.REFUSED: say("refused"),
        State.ASIDE: say("set aside"),
        State.CANCELLED: say("taken back before it was sent"),
    }[state]


def why(language: Language, reason: Reason) -> str:
    """Why the service could not be asked, in one sentence."""
    return _why(language)[reason]


def needs_mending(language: Language, stopped: Reason) -> Said:
    """Sending is stopped until somebody mends the account or the machine."""
    say = language.text
    advice = {
        Reason.KEY_REFUSED: say("The owner can change it in Settings › Account. Stamps wait until then."),
        Reason.FORBIDDEN: say("The owner can check the API key and the plan. Stamps wait until then."),
        Reason.MOVED: say("The owner can set its new address in the settings. Stamps wait until then."),
        Reason.CERTIFICATE: say("Set the date and time, then send again. Stamps wait until then."),
    }
    what = {
        Reason.KEY_REFUSED: say("The service does not accept the API key."),
        Reason.FORBIDDEN: say("The service does not let this account issue stamps."),
    }
    otherwise = say("The owner can check the account in the settings. Stamps wait until then.")
    return Said(what.get(stopped) or _why(language)[stopped], advice.get(stopped, otherwise))


def _why(language: Language) -> dict[Reason, str]:
    say = language.text
    return {
        Reason.OK: say("It is not sent yet."),
        Reason.NO_INTERNET: say("No internet."),
        Reason.PROXY: say("The proxy does not let us through."),
        Reason.CERTIFICATE: say(
            "The service’s certificate does not fit, often because this computer’s clock is wrong."
        ),
        Reason.BAD_REQUEST: say("The service’s address cannot be used."),
        Reason.LOST: say("The answer was lost."),
        Reason.MALFORMED: say("The service answered something else."),
        Reason.KEY_REFUSED: say("The service does not take it just now."),
        Reason.FORBIDDEN: say("The service does not take it just now."),
        Reason.MOVED: say("The service has moved."),
        Reason.SLOW_DOWN: say("The service asked us to slow down."),
        Reason.SERVICE_DOWN: say("The service does not answer as it should."),
        Reason.REFUSED: say("The service did not take it."),
    }
