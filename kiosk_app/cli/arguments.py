"""The command line as values: what a person typed becomes one frozen command. Pure: it opens and prints nothing.

Options for all stand before or after the command. Help and version are raised, since printing is not its work.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from kiosk_app.cli import asked, typed
from kiosk_app.cli.options import Options
from kiosk_app.cli.parser import CommandParser, WrongUse
from kiosk_app.domain.card import MAX_VISITS, Glyph, HasCard, StampCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Details
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.validity import parse_valid_for
from kiosk_app.words import usage
from kiosk_app.words.language import Language

MAX_PORT = 65_535
MAX_FOUND = 10_000
MAX_ENTRY = 2**63 - 1  # the largest number of a row

Given = argparse.Namespace
Make = Callable[[Given], asked.Command]


def asks_for_json(argv: Sequence[str]) -> bool:
    """Whether JSON is wanted, to be known even of a command line that is not understood."""
    before = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in before


def parse(argv: Sequence[str], language: Language) -> Options:
    """Raises WrongUse, BadInput, HelpAsked and VersionAsked."""
    parser = CommandParser(language)
    for command in parser.every():
        if take := _TAKES.get(command.full_name):
            command.set_defaults(make=take(command))
    given = parser.values(argv)
    make: Make | None = getattr(given, "make", None)
    return Options(**_those_of(Options, given), command=make(given) if make else None)


# What each command takes of its own, and what it then becomes


def _key_set(_parser: CommandParser) -> Make:
    return lambda _: asked.KeySet()


def _key_check(_parser: CommandParser) -> Make:
    return lambda _: asked.KeyCheck()


def _key_forget(_parser: CommandParser) -> Make:
    return lambda _: asked.KeyForget()


def _card_add(parser: CommandParser) -> Make:
    """An option for everything that a stamp card holds."""
    number = typed.whole
    parser.take("card_idx", metavar="IDX", type=number("card_idx"), says="card_idx")
    parser.take("--name", required=True, says="card_name")
    parser.take("--reward", says="reward")
    parser.take("--places", type=number("places"), metavar="N", says="places")
    parser.take("--glyph", type=typed.one_of(Glyph, "glyph"), says="glyph")
    parser.take_either(
        ("--valid-for", "valid_for", parse_valid_for),
        ("--valid-until", "valid_until", typed.until),
        dest="valid",
        metavar="WHEN",
    )
    parser.take(
        "--start-delay", dest="start_delay_days", type=number("start_delay_days"), metavar="DAYS", says="start_delay"
    )
    parser.take("--domain", metavar="URL", says="domain")
    parser.take("--inactive", dest="active", action="store_false", says="card_inactive")
    parser.take("--memo", says="card_memo")
    parser.take("--etc1-name", metavar="NAME", says="etc1_name")
    parser.take("--etc2-name", metavar="NAME", says="etc2_name")
    parser.take("--first-visit", action="store_true", says="first_visit")
    parser.take("--has-card", type=typed.one_of(HasCard, "has_card"), metavar="CHOICE", says="has_card")
    parser.take("--pause", dest="pause_s", type=number("pause_s"), metavar="SECONDS", says="pause")
    parser.take("--per-day", type=number("per_day"), metavar="N", says="per_day")
    parser.take("--ready", type=number("ready"), metavar="N", says="ready")
    parser.take("--ready-active", action="store_true", says="ready_active")
    return lambda given: asked.CardAdd(StampCard(**_those_of(StampCard, given)))


def _card_list(_parser: CommandParser) -> Make:
    return lambda _: asked.CardList()


def _card_remove(parser: CommandParser) -> Make:
    parser.take("card_idx", metavar="IDX", type=typed.whole("card_idx"), says="card_idx")
    return lambda given: asked.CardRemove(given.card_idx)


def _issue(parser: CommandParser) -> Make:
    parser.take("--card", required=True, dest="card_idx", type=typed.whole("card_idx"), metavar="IDX", says="card")
    parser.take("--customer", dest="customer_id", metavar="ID", says="customer")
    _take_details(parser)
    parser.take("--memo", says="memo")
    parser.take("--start", type=typed.day("start"), metavar="DATE", says="start")
    parser.take("--end", type=typed.day("end"), metavar="DATE", says="end")
    parser.take("--domain", metavar="URL", says="domain")
    parser.take("--inactive", dest="active", action="store_false", says="inactive")
    parser.take("--again", action="store_true", says="again")
    parser.take("--qr", type=typed.qr_file, metavar="FILE", says="qr")

    def make(given: Given) -> asked.Issue:
        command = asked.Issue(details=Details(**_those_of(Details, given)), **_those_of(asked.Issue, given))
        details = command.details
        if command.customer_id is not None and not details.is_empty:
            raise WrongUse(parser.prog, usage.not_both(parser.language))
        if command.customer_id is None and not (details.names_somebody or details.user_id):
            raise BadInput(Problem("customer", Fault.NOBODY))
        return command

    return make


def _visit(parser: CommandParser) -> Make:
    _take_stamp(parser)
    parser.take("--count", type=typed.whole("count", 1, MAX_VISITS), metavar="N", says="count")
    parser.take("--anyway", action="store_true", says="anyway")
    return lambda given: asked.Visit(**_those_of(asked.Visit, given))


def _take_back(parser: CommandParser) -> Make:
    _take_stamp(parser)
    parser.take("--count", type=typed.whole("count", 1, MAX_VISITS), metavar="N", says="count_back")
    return lambda given: asked.TakeBack(**_those_of(asked.TakeBack, given))


def _redeem(parser: CommandParser) -> Make:
    _take_stamp(parser)
    return lambda given: asked.Redeem(given.stamp_idx)


def _show(parser: CommandParser) -> Make:
    _take_stamp(parser)
    parser.take("--qr", type=typed.qr_file, metavar="FILE", says="qr")
    return lambda given: asked.Show(**_those_of(asked.Show, given))


def _customer_add(parser: CommandParser) -> Make:
    _take_details(parser)
    parser.take("--note", says="note")
    return lambda given: asked.CustomerAdd(Details(**_those_of(Details, given)))


def _customer_find(parser: CommandParser) -> Make:
    parser.take("text", metavar="TEXT", says="find_text")
    parser.take("--limit", type=typed.whole("limit", 1, MAX_FOUND), metavar="N", says="limit")
    return lambda given: asked.CustomerFind(**_those_of(asked.CustomerFind, given))


def _customer_reindex(_parser: CommandParser) -> Make:
    return lambda _: asked.CustomerReindex()


def _customer_import(parser: CommandParser) -> Make:
    parser.take("file", metavar="FILE", type=typed.file("file"), says="import_file")
    parser.take("--dry-run", action="store_true", says="dry_run")
    parser.take("--column", dest="columns", action="append", type=typed.column, metavar="FIELD=NAME", says="column")
    parser.take("--encoding", metavar="NAME", says="encoding")
    parser.take("--separator", type=typed.separator, metavar="SIGN", says="separator")
    parser.take("--leave-out-faulty", action="store_true", says="leave_out_faulty")

    def make(given: Given) -> asked.CustomerImport:
        told = _those_of(asked.CustomerImport, given)
        return asked.CustomerImport(**told | {"columns": tuple(told.get("columns", ()))})

    return make


def _customer_export(parser: CommandParser) -> Make:
    parser.take("file", metavar="FILE", type=typed.file("file"), says="export_file")
    parser.take("--customer", dest="customer_id", metavar="ID", says="export_customer")
    parser.take("--phones", action="store_true", says="export_phones")
    return lambda given: asked.CustomerExport(**_those_of(asked.CustomerExport, given))


def _customer_erase(parser: CommandParser) -> Make:
    parser.take("customer_id", metavar="ID", says="customer")
    return lambda given: asked.CustomerErase(given.customer_id)


def _customer_duplicates(parser: CommandParser) -> Make:
    parser.take("--limit", type=typed.whole("limit", 1, MAX_FOUND), metavar="N", says="limit_duplicates")
    return lambda given: asked.CustomerDuplicates(**_those_of(asked.CustomerDuplicates, given))


def _customer_merge(parser: CommandParser) -> Make:
    parser.take("kept_id", metavar="ID", says="merge_kept")
    parser.take("other_id", metavar="OTHER", says="merge_other")
    parser.take("--not-the-same", action="store_true", says="not_the_same")
    return lambda given: asked.CustomerMerge(**_those_of(asked.CustomerMerge, given))


def _outbox(_parser: CommandParser) -> Make:
    return lambda _: asked.OutboxList()


def _outbox_send(_parser: CommandParser) -> Make:
    return lambda _: asked.OutboxSend()


def _outbox_resolve(parser: CommandParser) -> Make:
    parser.take("entry_id", metavar="ENTRY", type=typed.whole("entry", 1, MAX_ENTRY), says="entry")
    flags = {f"--{choice.value.replace(' ', '-')}": choice for choice in Choice if choice is not Choice.IT_IS_THERE}
    flags["--give-new"] = flags.pop("--give-a-new-one")
    parser.take_one_of(flags, "choice", "--stamp", says="is_stamp", metavar="IDX", type=typed.words("stamp"))
    parser.take("--confirmed", action="store_true", says="confirmed")

    def make(given: Given) -> asked.OutboxResolve:
        command = asked.OutboxResolve(**_those_of(asked.OutboxResolve, given))
        if command.confirmed and not command.stamp:
            raise WrongUse(parser.prog, usage.confirms_a_stamp(parser.language))
        return command

    return make


def _history(parser: CommandParser) -> Make:
    parser.take("--from", dest="first", type=typed.day("from"), metavar="DATE", says="from")
    parser.take("--to", dest="last", type=typed.day("to"), metavar="DATE", says="to")
    parser.take("--customer", dest="customer_id", metavar="ID", says="history_customer")
    parser.take("--csv", type=typed.file("csv"), metavar="FILE", says="history_csv")

    def make(given: Given) -> asked.History:
        command = asked.History(**_those_of(asked.History, given))
        if command.first and command.last and command.last < command.first:
            raise BadInput(Problem("to", Fault.REVERSED, command.last.isoformat()))
        return command

    return make


def _backup(parser: CommandParser) -> Make:
    parser.take("file", metavar="FILE", type=typed.file("file"), says="backup_file")
    return lambda given: asked.BackUp(given.file)


def _restore(parser: CommandParser) -> Make:
    parser.take("file", metavar="FILE", type=typed.file("file"), says="restore_file")
    return lambda given: asked.Restore(given.file)


def _doctor(parser: CommandParser) -> Make:
    parser.take("--bundle", metavar="FILE", type=typed.file("bundle"), says="bundle")
    return lambda given: asked.Doctor(**_those_of(asked.Doctor, given))


def _practice(parser: CommandParser) -> Make:
    parser.take("--port", type=typed.whole("port", 0, MAX_PORT), metavar="N", says="port")
    parser.take("--mood", metavar="M", says="mood")
    return lambda given: asked.Practice(**_those_of(asked.Practice, given))


def _take_stamp(parser: CommandParser) -> None:
    parser.take("stamp_idx", metavar="STAMP", type=typed.stamp, says="stamp")


def _take_details(parser: CommandParser) -> None:
    for name in ("name", "phone", "email", "user_id", "etc1", "etc2"):
        parser.take(f"--{name.replace('_', '-')}", metavar=name.rpartition("_")[2].upper(), says=name)


def _those_of(kind: type, given: Given) -> dict[str, Any]:
    """What was given of a dataclass's fields; the rest keeps its defaults."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in vars(given).items() if name in names}


_TAKES: dict[str, Callable[[CommandParser], Make]] = {
    "key set": _key_set,
    "key check": _key_check,
    "key forget": _key_forget,
    "card add": _card_add,
    "card list": _card_list,
    "card remove": _card_remove,
    "issue": _issue,
    "visit": _visit,
    "take-back": _take_back,
    "redeem": _redeem,
    "show": _show,
    "customer add": _customer_add,
    "customer find": _customer_find,
    "customer reindex": _customer_reindex,
    "customer import": _customer_import,
    "customer export": _customer_export,
    "customer erase": _customer_erase,
    "customer duplicates": _customer_duplicates,
    "customer merge": _customer_merge,
    "outbox": _outbox,
    "outbox send": _outbox_send,
    "outbox resolve": _outbox_resolve,
    "history": _history,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
    "practice": _practice,
}
