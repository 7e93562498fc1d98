"""A navigator that remembers where it was asked to lead."""

from __future__ import annotations

from kiosk_app.domain.ids import StampIdx


class RecordingNavigator:
    """Implements ``presenters.navigation.Navigator``; ``went`` holds each page with what it was given."""

    def __init__(self) -> None:
        self.went: list[tuple[object, ...]] = []

    def counter(self) -> None:
        self.went.append(("counter",))

    def new_customer(self, typed: str) -> None:
        self.went.append(("new customer", typed))

    def customer(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        scanned = () if stamp_idx is None else (stamp_idx,)
        self.went.append(("customer", customer_id, *scanned, *(("adds",) if adds else ())))

    def expect(self, customer_id: str) -> None:
        self.went.append(("expect", customer_id))

    def edit(self, customer_id: str) -> None:
        self.went.append(("edit", customer_id))

    def history(self, customer_id: str) -> None:
        self.went.append(("history", customer_id))

    def qr(self, customer_id: str, card_idx: int, intent: str | None, stamp_idx: StampIdx | None = None) -> None:
        self.went.append(("qr", customer_id, card_idx, intent, stamp_idx))

    def outbox(self, entry_id: int | None = None) -> None:
        self.went.append(("outbox",) if entry_id is None else ("outbox", entry_id))

    def settings(self, section: str = "cards") -> None:
        self.went.append(("settings", section))

    def import_customers(self) -> None:
        self.went.append(("import",))

    def duplicates(self) -> None:
        self.went.append(("duplicates",))

    def fault(self) -> None:
        self.went.append(("fault",))

    def setup(self) -> None:
        self.went.append(("setup",))

    def practise(self) -> None:
        self.went.append(("practise",))

    def leave_practice(self) -> None:
        self.went.append(("leave practice",))
