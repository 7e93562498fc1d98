"""The outbox page: what needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from datetime import datetime

from kiosk_app.domain.choices import Choice
from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import needs_mending, not_known, refused, why


def title(language: Language) -> str:
    """The page's title."""
    return language.text("Outbox")


def needs_you(language: Language) -> str:
    """The section of what a person must see or settle."""
    return language.text("Needs you")


def on_its_way(language: Language) -> str:
    """The section of what sends itself."""
    return language.text("On its way")


def on_its_way_hint(language: Language) -> str:
    """Beside the section's title."""
    return language.text("sent by themselves, oldest first")


def done_today(language: Language) -> str:
    """The section of what arrived since midnight."""
    return language.text("Done today")


def nothing(language: Language) -> str:
    """The page where nothing is open."""
    return language.text("Everything is sent")


def dismiss(language: Language) -> str:
    """The button that takes a settled entry out of the outbox."""
    return language.text("Dismiss")


def open_customer(language: Language) -> str:
    """The button that leads to the customer an entry is about."""
    return language.text("Open customer")


def what(language: Language, kind: Kind, card_name: str) -> str:
    """What an entry does, on which card."""
    say = language.text
    doing = {
        Kind.ISSUE: say("New stamp"),
        Kind.VISIT: say("Add 1 visit"),
        Kind.TAKE_BACK: say("Take back 1 visit"),
        Kind.REDEEM: say("Redeem the reward"),
        Kind.CHANGE: say("Change the stamp"),
        Kind.DELETE: say("Delete the stamp"),
        Kind.READY: say("A stamp in advance"),
        Kind.HAND_OUT: say("New stamp"),
    }[kind]
    return " · ".join(filter(None, (doing, card_name)))


# How something on its way, or arrived, stands


def sending(language: Language) -> str:
    return language.text("Sending…")


def its_turn(language: Language) -> str:
    return language.text("Waiting its turn")


def slow_down(language: Language, seconds: int) -> str:
    return language.text("The service asked us to slow down — next try in {seconds} s").format(seconds=seconds)


def sent_again(language: Language) -> str:
    """A visit that the count proved missing."""
    return language.text("It had not arrived — sent again")


def waits(language: Language, reason: Reason, seconds: int) -> str:
    """Why it waits; ``seconds`` until it is tried again, 0 where nobody has to wait for that."""
    because = why(language, reason)
    if not seconds:
        return because
    return because + " " + language.text("Next try in {seconds} s").format(seconds=seconds)


def mend_first(language: Language, stopped: Reason) -> str:
    return needs_mending(language, stopped).what


def checking(language: Language, count: str, seconds: int) -> str:
    """A visit that is in doubt is looked at by itself; ``count``: the last known one, else empty."""
    say = language.text
    text = say("We look again in {seconds} s").format(seconds=seconds) if seconds else say("We check by ourselves")
    return f"{text} · {say('last known count: {count}').format(count=count)}" if count else text


def arrived(language: Language, count: str) -> str:
    return language.text("Arrived — now {count}").format(count=count) if count else language.text("Arrived")


def had_arrived(language: Language, count: str) -> str:
    """A visit that was in doubt and that the count proved."""
    return language.text("It had arrived — {count}").format(count=count)


def counted(language: Language, visits: int | None, places: int) -> str:
    """3 of 5; empty where the count is not known."""
    if visits is None:
        return ""
    if not places:
        return str(visits)
    return language.text("{visits} of {places}").format(visits=visits, places=places)


# What needs a person


def trouble(language: Language, entry: Entry, name: str, places: int = 0) -> Said:
    """Why an entry needs a person. ``places`` of its stamp, 0 where they are not known."""
    if entry.why is Why.POSSIBLY_DOUBLE:
        return possibly_double(language, entry)
    if entry.why is Why.OVERWROTE:
        return overwrote(language)
    if entry.state is State.WAITING:
        return held(language)
    if entry.state is not State.UNKNOWN:
        return refused(language, entry.message)
    if entry.kind is Kind.READY:
        return ready_lost(language, entry.reference)
    if entry.kind is Kind.ISSUE:
        return lost_stamp(language, entry, name, clock_time(entry.opened_at))
    if not entry.kind.is_counted:
        return doubtful(language)
    return odd_count(
        language, counted(language, entry.count_before, places), counted(language, entry.count_seen, places)
    )


def clock_time(when: datetime) -> str:
    """10:42, where the shop is."""
    return when.astimezone().strftime("%H:%M")


def lost_stamp(language: Language, entry: Entry, name: str, at: str) -> Said:
    """A stamp whose answer never came: its memo tells it from others in the dashboard."""
    said = not_known(language, entry.kind, name)
    ask = language.text("Is there one in the service’s dashboard, made at {at}? Its memo ends in #{reference}.")
    return Said(said.what, f"{said.advice} {ask.format(at=at, reference=entry.reference)}")


def ready_lost(language: Language, reference: str) -> Said:
    """A stamp made in advance: nobody misses it."""
    say = language.text("A stamp made in advance; nobody waits for it. Its memo ends in #{reference}.")
    return Said(language.text("We don’t know if it arrived."), say.format(reference=reference))


def odd_count(language: Language, before: str, seen: str) -> Said:
    """The count fits neither: somebody else changed it too."""
    say = language.text
    numbers = [say("Last known count: {count}.").format(count=before)] if before else []
    numbers.append(say("The stamp shows {count} now.").format(count=seen) if seen else say("It shows no count now."))
    return Said(say("Needs checking — did it count?"), " ".join(numbers))


def doubtful(language: Language) -> Said:
    """An edit of which nobody knows."""
    return Said(
        language.text("We don’t know if it arrived."), language.text("Look at the stamp in the service’s dashboard.")
    )


def held(language: Language) -> Said:
    """It waited when a backup was made, and the backup was restored."""
    return Said(
        language.text("Held since the backup was restored"),
        language.text("It may have been sent meanwhile. Send it only if it was not."),
    )


def possibly_double(language: Language, entry: Entry) -> Said:
    """A late look showed more than our record explains."""
    numbers = language.text("The stamp showed {before} before, and {seen} two minutes later. Please check it.")
    return Said(
        language.text("This may have been counted twice."),
        numbers.format(before=entry.count_first, seen=entry.count_seen),
    )


def overwrote(language: Language) -> Said:
    """An edit that the service applied late; a late look missed what a newer one had set."""
    return Said(
        language.text("This came late and may have undone a newer change."),
        language.text("Look at the stamp in the service’s dashboard."),
    )


# What a person can say


def choice(language: Language, choice: Choice, entry: Entry) -> str:
    """The button of a choice."""
    say = language.text
    if choice is Choice.DROP:
        return dismiss(language) if entry.state.is_final else _drop(language, entry.state)
    if choice is Choice.COUNTED:
        return say("It counted") if entry.kind.is_counted else say("It arrived")
    return {
        Choice.GIVE_NEW: say("Give a new one"),
        Choice.IT_IS_THERE: say("It is there — type its number"),
        Choice.NOT_THERE: say("Not there — send it again"),
        Choice.NOT_COUNTED: say("It did not — send it again"),
        Choice.SEND: say("Send"),
    }[choice]


def _drop(language: Language, state: State) -> str:
    return language.text("Drop") if state is State.WAITING else language.text("Set aside")


def number(language: Language) -> str:
    """The field for a lost stamp's number."""
    return language.text("The stamp’s number, or scan it")


def take_number(language: Language) -> str:
    return language.text("This is it")


def confirm(language: Language) -> str:
    """A person has seen that it is there."""
    return language.text("Yes, it is this one")


def not_now(language: Language) -> str:
    return language.text("Not now")


# Stamps that may lie unused


def unused(language: Language) -> str:
    """The section of what was set aside."""
    return language.text("May lie unused")


def unused_hint(language: Language) -> str:
    return language.text("look for them in the service’s dashboard by their memo")


def memo_ends(language: Language, reference: str) -> str:
    return language.text("Its memo ends in #{reference}").format(reference=reference)


def cleared_up(language: Language) -> str:
    """The button that takes one off that list."""
    return language.text("Cleared up")
