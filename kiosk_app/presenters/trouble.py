"""What a page says when the disk or the settings fail under it. Anything else is a fault of ours and goes on up."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.correction import CannotCorrect
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.problems import BadInput
from kiosk_app.services.resolving import CannotResolve
from kiosk_app.words.corrections import cannot_correct
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.inputs import problems
from kiosk_app.words.language import Language
from kiosk_app.words.resolving import cannot
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class Notice:
    """A calm line on a page: what happened, what to do, and one button where there is a way on."""

    said: Said
    button: str = ""


def trouble_said(language: Language, error: Exception) -> Said:
    """The sentence for an expected trouble of a page's work; raises any other again."""
    match error:
        case StoreTrouble():
            return disk_trouble(language, error.reason)
        case BadInput():
            return problems(language, error.problems)
        case CannotResolve():
            return cannot(language, error.why, error.reason)
        case CannotCorrect():
            return cannot_correct(language, error.why)
    raise error
