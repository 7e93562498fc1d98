"""Expected troubles, each as a sentence and an exit status, in one place. What is not here is a fault of ours."""

from __future__ import annotations

from kiosk_app.cli.house import NoFolder
from kiosk_app.cli.parser import WrongUse
from kiosk_app.cli.session import CannotGoOn
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.disk import BackupRefused, StoreTrouble
from kiosk_app.domain.problems import BadInput
from kiosk_app.services.belonging import AddressRefused
from kiosk_app.services.issuing import NoSuchCard
from kiosk_app.words import care, folder, inputs, stamps, usage
from kiosk_app.words.language import Language

Trouble = WrongUse | BadInput | AddressRefused | NoFolder | NoSuchCard | StoreTrouble | BackupRefused | CannotGoOn
TROUBLES = (WrongUse, BadInput, AddressRefused, NoFolder, NoSuchCard, StoreTrouble, BackupRefused, CannotGoOn)


def failure(language: Language, trouble: Trouble) -> CannotGoOn:
    """The trouble in people's words, with the status it ends the command with."""
    match trouble:
        case CannotGoOn():
            return trouble
        case WrongUse():
            return CannotGoOn(usage.wrong_use(language, trouble.detail, trouble.command), Status.WRONG)
        case BadInput():
            return CannotGoOn(inputs.problems(language, trouble.problems), Status.WRONG)
        case AddressRefused():
            return CannotGoOn(folder.address_refused(language, trouble.belongs_to, trouble.asked), Status.WRONG)
        case NoFolder():
            return CannotGoOn(folder.folder_trouble(language, str(trouble.path), trouble.why), Status.WRONG)
        case NoSuchCard():
            return CannotGoOn(stamps.no_such_card(language, trouble.card_idx), Status.NOT_SET_UP)
        case BackupRefused():
            return CannotGoOn(care.refused(language, trouble.why), Status.WRONG)
        case StoreTrouble():  # nothing was opened yet: this computer is not fit for it just now
            return CannotGoOn(folder.disk_trouble(language, trouble.reason), Status.NOT_SET_UP)
