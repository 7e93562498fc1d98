"""Every command and what performs it. The window's way in does without this module and all that it loads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk_app.cli import (
    asked,
    backup,
    cards,
    customers,
    doctor,
    issue,
    keys,
    outbox,
    persons,
    resolve,
    sheets,
    show,
    visits,
)
from kiosk_app.cli.session import Result, Session

PERFORMERS: dict[type, Callable[[Session, Any], Result]] = {
    asked.KeySet: keys.set_key,
    asked.KeyCheck: keys.check_key,
    asked.KeyForget: keys.forget_key,
    asked.CardAdd: cards.add_card,
    asked.CardList: cards.list_cards,
    asked.CardRemove: cards.remove_card,
    asked.Issue: issue.issue,
    asked.Visit: visits.visit,
    asked.TakeBack: visits.take_back,
    asked.Redeem: visits.redeem,
    asked.Show: show.show,
    asked.CustomerAdd: customers.add_customer,
    asked.CustomerFind: customers.find_customers,
    asked.CustomerReindex: customers.reindex,
    asked.CustomerImport: sheets.import_customers,
    asked.CustomerExport: sheets.export_customers,
    asked.CustomerErase: persons.erase_customer,
    asked.CustomerDuplicates: persons.list_duplicates,
    asked.CustomerMerge: persons.merge_customers,
    asked.OutboxList: outbox.list_outbox,
    asked.OutboxSend: outbox.send_outbox,
    asked.OutboxResolve: resolve.resolve,
    asked.History: outbox.history,
    asked.BackUp: backup.back_up,
    asked.Restore: backup.restore,
    asked.Doctor: doctor.examine,
}
