"""What the commands say of themselves: help, its examples, and what is said of a command that is none."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.domain.card import Glyph
from kiosk_app.domain.sheet import Column
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

EXAMPLES = {
    "": "stamp-kiosk issue --card 123 --name 'Brown Smith' --qr code.png",
    "key": "stamp-kiosk key check",
    "key set": "stamp-kiosk key set",
    "key check": "stamp-kiosk key check --json",
    "key forget": "stamp-kiosk key forget",
    "card": "stamp-kiosk card list",
    "card add": "stamp-kiosk card add 123 --name 'Coffee card' --reward 'a free coffee' --places 10 --valid-for 1y",
    "card list": "stamp-kiosk card list --json",
    "card remove": "stamp-kiosk card remove 123",
    "issue": "stamp-kiosk issue --card 123 --name 'Brown Smith' --phone '020 7946 0018' --qr code.png",
    "visit": "stamp-kiosk visit 1347 --count 2",
    "take-back": "stamp-kiosk take-back 1347",
    "redeem": "stamp-kiosk redeem https://vvd.bz/stamp/1347",
    "show": "stamp-kiosk show 1347 --qr code.svg",
    "customer": "stamp-kiosk customer find smith",
    "customer add": "stamp-kiosk customer add --name 'Brown Smith' --email brown@example.com",
    "customer find": "stamp-kiosk customer find smith --limit 10",
    "customer reindex": "stamp-kiosk customer reindex",
    "customer import": "stamp-kiosk customer import customers.csv --column phone=Telefon --dry-run",
    "customer export": "stamp-kiosk customer export customers.csv --phones",
    "customer erase": "stamp-kiosk customer erase 0a1b2c3d4e5f60718293",
    "customer duplicates": "stamp-kiosk customer duplicates --json",
    "customer merge": "stamp-kiosk customer merge 0a1b2c3d4e5f60718293 94857a6b5c4d3e2f1001",
    "outbox": "stamp-kiosk outbox --json",
    "outbox send": "stamp-kiosk outbox send",
    "outbox resolve": "stamp-kiosk outbox resolve 17 --stamp 1347",
    "history": "stamp-kiosk history --from 2026-11-01 --to 2026-11-21",
    "backup": "stamp-kiosk backup /media/stick/stamps.db",
    "restore": "stamp-kiosk restore /media/stick/stamps.db",
    "doctor": "stamp-kiosk doctor --json",
    "practice": "stamp-kiosk practice --port 8080 --mood slow:3",
}


def wrong_use(language: Language, detail: str, command: str) -> Said:
    """A command line that is not understood; ``detail`` says where."""
    return Said(
        language.text("This command is not understood: {detail}.").format(detail=detail.rstrip(".")),
        language.text("“{command} --help” shows how it is used.").format(command=command),
    )


def no_such_command(language: Language, names: Sequence[str]) -> str:
    """What was typed is not repeated: it may be a key in the wrong place."""
    return language.text("there is no such command; choose from {names}").format(names=", ".join(names))


def too_much(language: Language, options: Sequence[str]) -> str:
    """More was typed than a command takes. Only names of options are repeated, never a value."""
    if not options:
        return language.text("there is more than it takes")
    return language.text("it does not take {options}").format(options=", ".join(options))


def not_both(language: Language) -> str:
    """A customer was named in two ways."""
    return language.text("--customer stands alone, without other fields of a customer")


def confirms_a_stamp(language: Language) -> str:
    """``--confirmed`` without a stamp."""
    return language.text("--confirmed goes with --stamp")


def no_screen(language: Language) -> Said:
    """The window was asked for, and there is nowhere to show it."""
    return Said(
        language.text("There is no screen here to show the window on."),
        language.text("Every command works without one: “stamp-kiosk --help” lists them."),
    )


def no_key_from_stdin(language: Language) -> Said:
    """``key set --key-stdin``: one keeps a key, the other does not."""
    return Said(
        language.text("--key-stdin is for one run and keeps nothing."),
        language.text("Leave it out: “key set” reads the key from a prompt or the first line by itself."),
    )


def practice_has_its_own_key(language: Language) -> Said:
    """``key set --practice``."""
    return Said(
        language.text("Practice has a key of its own, made anew each time."), language.text("Leave --practice out.")
    )


def interrupted(language: Language) -> Said:
    """A person ended a command that was not waiting for the service to take anything."""
    return Said(language.text("Stopped."), language.text("“stamp-kiosk history” shows what was done."))


def port_taken(language: Language, port: int) -> Said:
    """The practice service cannot listen there."""
    return Said(
        language.text("Port {port} cannot be used.").format(port=port),
        language.text("Choose another one, or leave --port out."),
    )


def practice_serves(language: Language) -> str:
    """The practice service runs until it is interrupted."""
    return language.text("The practice service is running. Nothing it issues is real. Ctrl-C ends it.")


def headings(language: Language) -> dict[str, str]:
    """The headings within a help text."""
    say = language.text
    return {
        "usage": say("Use: "),
        "commands": say("Commands"),
        "command": say("COMMAND"),
        "own": say("What it takes"),
        "common": say("For every command"),
        "example": say("Example:"),
    }


def purposes(language: Language) -> dict[str, str]:
    """What each command does, by its name."""
    say = language.text
    return {
        "": say("Issue loyalty stamps at the counter, and never twice."),
        "key": say("Set, check or forget the API key. It is kept in this computer’s keychain and never an argument."),
        "key set": say("Keep the API key, from a prompt or the first line of standard input, and check it."),
        "key check": say("Ask the service whether it answers and accepts the API key."),
        "key forget": say("Take the API key out of the keychain."),
        "card": say("Add, list or remove stamp cards."),
        "card add": say("Add a stamp card to the settings."),
        "card list": say("List the stamp cards."),
        "card remove": say("Take a stamp card out of the settings. Stamps issued on it stay."),
        "issue": say("Issue a stamp to a customer: one of ours by id, or whoever the fields mean, or somebody new."),
        "visit": say("Add visits to a stamp. STAMP is a Stamp IDX or a link."),
        "take-back": say("Take visits of a stamp back. STAMP is a Stamp IDX or a link."),
        "redeem": say("Redeem a full stamp, once its reward is handed over. STAMP is a Stamp IDX or a link."),
        "show": say("Show a stamp as it stands. STAMP is a Stamp IDX or a link."),
        "customer": say("Add, find, bring in, give out, merge or erase customers; mend the search."),
        "customer add": say("Add a customer. A name, a phone or an e-mail is enough."),
        "customer find": say(
            "Find customers by name, phone, e-mail, member id or note; by nearly that where nobody has it."
        ),
        "customer reindex": say("Make the search index anew. What is in the directory stays as it is."),
        "customer import": say("Bring customers in from a CSV file: all of them or, where a line is faulty, none."),
        "customer export": say("Write all customers into a CSV file, or all that is kept of one into a JSON file."),
        "customer erase": say("Erase a customer for good, here and in the stamps at the service."),
        "customer duplicates": say("List customers who look like one, by member id, phone, e-mail or name."),
        "customer merge": say("Make two customers one: OTHER’s stamps and history are ID’s from then on."),
        "outbox": say("List what is not settled and what somebody must see; send what waits."),
        "outbox send": say("Send all that waits, and look once at what is not known."),
        "outbox resolve": say("Say what became of an entry that nobody else can tell; what waits then is sent."),
        "history": say("List what was done."),
        "backup": say("Copy customers, stamps and every change into one file, and look through it."),
        "restore": say("Begin again with a backup. What is there now is kept aside, and nothing old is sent unasked."),
        "doctor": say("Look at everything that a counter needs, and say what is wrong and what to do."),
        "practice": say("Serve the practice service alone, and print its address and key."),
    }


def options(language: Language) -> dict[str, str]:
    """What each option means, by its name."""
    return {**_common(language), **_of_customers(language), **_of_stamps(language), **_of_cards(language)}


def _common(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "help": say("show this help"),
        "version": say("show the version"),
        "data_dir": say("the folder where everything is kept"),
        "practice": say("practise: nothing issued is real"),
        "service_url": say("the service’s address, once, on a new folder"),
        "key_stdin": say("take the API key for this run from the first line of standard input"),
        "json": say("print one JSON document on standard output"),
        "fullscreen": say("the window fills the screen"),
    }


def _of_customers(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "customer": say("a customer of ours, by id"),
        "name": say("the customer’s name"),
        "phone": say("phone, as you would type it"),
        "email": say("e-mail"),
        "user_id": say("member id"),
        "etc1": say("first extra field"),
        "etc2": say("second extra field"),
        "note": say("a note that stays here"),
        "find_text": say("a part of a name, phone, e-mail or member id"),
        "limit": say("show at most so many (50)"),
        "limit_duplicates": say("show at most so many (100)"),
        "import_file": say("the CSV file, with any columns; its encoding and separator are found out"),
        "dry_run": say("only say what would be new, the same, changed or faulty"),
        "column": say("what a column holds, by its heading or number: {choices}").format(
            choices=", ".join(column.value for column in Column)
        ),
        "encoding": say("the file’s encoding, such as utf-8, cp949, cp932 or cp1252"),
        "separator": say("the sign between its cells: , ; tab or |"),
        "leave_out_faulty": say("bring the others in where lines are faulty"),
        "export_file": say("the file to be made, for this user alone; what is there is replaced"),
        "export_customer": say("all that is kept of this customer, by id, as JSON"),
        "export_phones": say("phones in full"),
        "merge_kept": say("the customer who stays, by id"),
        "merge_other": say("the customer who becomes a part of them, by id"),
        "not_the_same": say("they are two: they are not listed as duplicates any more"),
    }


def _of_stamps(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "card": say("the stamp card’s Card IDX"),
        "memo": say("a memo in place of the card’s own"),
        "start": say("first day (2026-11-21)"),
        "end": say("last day (2027-11-21)"),
        "domain": say("the domain of the stamp’s link"),
        "inactive": say("issue it switched off"),
        "again": say("issue another one although the customer has the card"),
        "qr": say("write the QR code to this .png or .svg file"),
        "stamp": say("a Stamp IDX (digits only: a number) or a stamp’s link"),
        "count": say("so many visits at once (1)"),
        "count_back": say("so many visits (1)"),
        "anyway": say("although the last visit was a moment ago"),
        "entry": say("the entry’s number, as “outbox” lists it"),
        "give_new": say("set a lost stamp aside and issue a new one in its place"),
        "is_stamp": say("a lost stamp is this one: its Stamp IDX or its link"),
        "confirmed": say("with --stamp: you have seen it in the dashboard, although the service does not show it here"),
        "not_there": say("it is not there: send it again"),
        "counted": say("the visit or the change arrived"),
        "not_counted": say("the visit did not arrive: send it again"),
        "send": say("send what is held"),
        "drop": say("cancel what waits, set aside what is not known, dismiss the rest"),
        "from": say("from this day on"),
        "to": say("up to this day, that day included"),
        "history_customer": say("of this customer alone, by id"),
        "history_csv": say("write it into this CSV file"),
        "backup_file": say("the file to be made; an older backup there is replaced"),
        "restore_file": say("the backup, looked through before anything is changed"),
        "bundle": say("write a support file (.zip) too, after its contents are listed: no key, nobody’s data"),
        "port": say("the port to listen on (0: a free one)"),
        "mood": say("how the service misbehaves, such as slow:3 or lost"),
    }


def _of_cards(language: Language) -> dict[str, str]:
    say = language.text
    return {
        "card_idx": say("the Card IDX from the service’s dashboard"),
        "card_name": say("the stamp card’s name"),
        "reward": say("what a full stamp earns, such as “a free coffee”"),
        "places": say("visits to a full stamp (10)"),
        "glyph": say("the picture in its marks: {choices}").format(choices=", ".join(glyph.value for glyph in Glyph)),
        "valid_for": say("how long a stamp holds: 365d, 12m or 1y (1y)"),
        "valid_until": say("hold until this day (2027-12-31)"),
        "start_delay": say("begin so many days after issuing (0)"),
        "card_inactive": say("stamps are switched off when issued"),
        "card_memo": say("memo text; {counter} and {staff} are filled in"),
        "etc1_name": say("what the first extra field is called"),
        "etc2_name": say("what the second extra field is called"),
        "first_visit": say("issuing counts as the first visit"),
        "has_card": say("where the customer has the card: open it, ask, or always new (open)"),
        "pause": say("seconds between two visits of a customer (60)"),
        "per_day": say("at most so many visits a day (0: any)"),
        "ready": say("keep so many stamps ready for when the internet is down (0)"),
        "ready_active": say("those can be used before they are handed out"),
    }
