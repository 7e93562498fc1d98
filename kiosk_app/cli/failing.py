"""Expected troubles, each as a sentence and an exit status, in one place. What is not here is a fault of ours."""

from __future__ import annotations

from kiosk_app.cli.house import NoFolder
from kiosk_app.cli.parser import WrongUse
from kiosk_app.cli.session import CannotGoOn
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.correction import CannotCorrect
from kiosk_app.domain.disk import BackupRefused, StoreTrouble
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.sheet import SheetRefused
from kiosk_app.services.belonging import AddressRefused
from kiosk_app.services.issuing import NoSuchCard
from kiosk_app.words import care, corrections, folder, inputs, sheets, stamps, usage
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

WrongInput = WrongUse | BadInput | AddressRefused | NoFolder | BackupRefused | SheetRefused | CannotCorrect
Trouble = WrongInput | NoSuchCard | StoreTrouble | CannotGoOn
TROUBLES = (
    *(WrongUse, BadInput, AddressRefused, NoFolder, BackupRefused, SheetRefused, CannotCorrect),
    *(NoSuchCard, StoreTrouble, CannotGoOn),
)


def failure(language: Language, trouble: Trouble) -> CannotGoOn:
    """The trouble in people's words, with the status it ends the command with."""
    match trouble:
        case CannotGoOn():
            return trouble
        case NoSuchCard():
            return CannotGoOn(stamps.no_such_card(language, trouble.card_idx), Status.NOT_SET_UP)
        case StoreTrouble():  # nothing was opened yet: this computer is not fit for it just now
            return CannotGoOn(folder.disk_trouble(language, trouble.reason), Status.NOT_SET_UP)
        case _:
            return CannotGoOn(_said(language, trouble), Status.WRONG)


def _said(language: Language, trouble: WrongInput) -> Said:
    match trouble:
        case WrongUse():
            return usage.wrong_use(language, trouble.detail, trouble.command)
        case BadInput():
            return inputs.problems(language, trouble.problems)
        case AddressRefused():
            return folder.address_refused(language, trouble.belongs_to, trouble.asked)
        case NoFolder():
            return folder.folder_trouble(language, str(trouble.path), trouble.why)
        case BackupRefused():
            return care.refused(language, trouble.why)
        case SheetRefused():
            return sheets.refused(language, trouble)
        case CannotCorrect():
            return corrections.cannot_correct(language, trouble.why)
