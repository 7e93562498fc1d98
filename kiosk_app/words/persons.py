"""One person or two: merged, told apart, erased."""

from __future__ import annotations

from collections.abc import Collection

from kiosk_app.domain.ids import StampIdx
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def erased(language: Language) -> str:
    """Gone here."""
    return language.text("The customer is erased for good.")


def not_cleared(language: Language, stamps: Collection[StampIdx]) -> Said:
    """Stamps in which the service still holds the customer."""
    what = language.plural(
        "In {count} stamp the service may still hold the customer: {stamps}.",
        "In {count} stamps the service may still hold the customer: {stamps}.",
        len(stamps),
    ).format(count=len(stamps), stamps=", ".join(map(str, stamps)))
    return Said(what, language.text("Clear them up in the service’s dashboard."))


def lost_stamps(language: Language, references: Collection[str]) -> Said:
    """Stamps whose number nobody knows."""
    what = language.plural(
        "A stamp may lie at the service whose number nobody knows: {references}.",
        "Stamps may lie at the service whose numbers nobody knows: {references}.",
        len(references),
    ).format(references=", ".join(references))
    return Said(what, language.text("Look for its memo in the service’s dashboard."))


def merged(language: Language, name: str) -> str:
    """Two are one."""
    return language.text("Merged. Stamps and history are {name}’s.").format(name=name)


def told_apart(language: Language) -> str:
    """They are two."""
    return language.text("They are two customers and are not listed any more.")


def no_duplicates(language: Language) -> str:
    """Nobody looks like another."""
    return language.text("No two customers look like one.")


def alike_by(language: Language, by: str) -> str:
    """What two have in common."""
    say = language.text
    return {
        "user_id": say("The same member id"),
        "phone": say("The same phone"),
        "email": say("The same e-mail"),
        "name": say("Nearly the same name"),
    }[by]
