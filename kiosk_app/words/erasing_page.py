"""One customer's data on the edit page: taken along as a file, or erased for good, and what is left at the service."""

from __future__ import annotations

from kiosk_app.domain.ids import StampIdx
from kiosk_app.words import persons
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def title(language: Language) -> str:
    return language.text("What is kept of this customer")


def note(language: Language) -> str:
    return language.text("Whoever asks for it may have it as a file, or have it erased.")


def export(language: Language) -> str:
    return language.text("Export this customer…")


def file_kind(language: Language) -> str:
    """What a file dialog shows."""
    return language.text("All that is kept of a customer")


def exported(language: Language, file: str) -> Said:
    return Said(
        language.text("Written: {file}.").format(file=file),
        language.text("Details, stamps and history are in it. Give it to nobody else."),
    )


def erase(language: Language) -> str:
    return language.text("Erase customer…")


def question(language: Language, name: str) -> Said:
    """Asked once, in place."""
    what = language.text("Erase {name} for good?").format(name=name) if name else language.text("Erase for good?")
    return Said(
        what,
        language.text(
            "Details, stamps and notes go from this computer, and the service is told to forget them. Nobody can bring"
            " them back. Daily backups hold them until the last of those is replaced."
        ),
    )


def yes_erase(language: Language) -> str:
    return language.text("Yes, erase")


def not_yet(language: Language) -> str:
    return language.text("Not yet")


def erased(
    language: Language, *, waiting: int, cleared: int, not_cleared: list[StampIdx], lost: tuple[str, ...]
) -> Said:
    """Gone here. ``waiting``: stamps of which the service is not told yet; ``cleared``: it has forgotten them there."""
    parts: list[str] = []
    if waiting:
        told = language.plural(
            "The service is told to forget them in {count} stamp as soon as it can be reached.",
            "The service is told to forget them in {count} stamps as soon as it can be reached.",
            waiting,
        )
        parts.append(told.format(count=waiting))
    elif cleared and not not_cleared and not lost:
        parts.append(language.text("The service has forgotten them, too."))
    if not_cleared:
        parts.append(str(persons.not_cleared(language, not_cleared)))
    if lost:
        parts.append(str(persons.lost_stamps(language, lost)))
    return Said(persons.erased(language), " ".join(parts))
