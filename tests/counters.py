"""A counter for tests of the whole way: real store, real wire, real sender; only the clock is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import ApiKey, StampIdx, new_id
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Change
from kiosk_app.services.account import Account
from kiosk_app.services.budget import Budget
from kiosk_app.services.finishing import Finishing
from kiosk_app.services.issuing import IssueOpened, IssueRequest, Issuing
from kiosk_app.services.looking import Looking
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.timing import Timing
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.stamp_api.transport import Timeouts
from kiosk_app.store.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store

COFFEE = StampCard(123, "Coffee card", "a free coffee")
QUICK = Timeouts(connect_s=2, read_s=2, deadline_s=3)


@dataclass(frozen=True, slots=True)
class Counter:
    """The parts of one counter on one data folder."""

    clock: FakeClock
    store: Store
    api: StampApi
    issuing: Issuing
    account: Account
    looking: Looking
    sender: Sender
    finishing: Finishing

    def issue(self, name: str = "Ada", **more: object) -> tuple[Entry, ...]:
        """Open an issue for a customer of this name, who is found again by a made-up member id."""
        request = IssueRequest(new_id(), 123, details=Details(name=name, user_id=name.lower()))
        opened = self.issuing.open(replace(request, **more))  # type: ignore[arg-type]
        assert isinstance(opened, IssueOpened)
        return opened.entries

    def issued(self, name: str = "Ada") -> StampIdx:
        """A stamp that is there."""
        entry = self.sender.send_next([entry.id for entry in self.issue(name)])
        assert entry
        assert entry.stamp_idx is not None
        return entry.stamp_idx

    def open(self, kind: Kind, stamp_idx: StampIdx, change: Change | None = None) -> Entry:
        """Open one change of a stamp."""
        with self.store.writing() as work:
            stamp = work.directory.stamp(stamp_idx)
            customer_id = stamp.customer_id if stamp else None
            draft = Draft(work.journal.fresh_reference(), kind, 123, customer_id, stamp_idx, change)
            return work.journal.open(new_id(), [draft]).entries[0]

    def entry(self, entry: Entry) -> Entry:
        """The same entry as it stands now."""
        with self.store.reading() as work:
            now = work.journal.entry(entry.id)
        assert now
        return now


def make_counter(
    folder: Path,
    address: str,
    key: str,
    *,
    clock: FakeClock | None = None,
    card: StampCard = COFFEE,
    owner: Owner | None = None,
    timing: Timing | None = None,
    timeouts: Timeouts = QUICK,
    api: StampApi | None = None,
    counters: int = 1,
) -> Counter:
    """A counter on this data folder, for the service at this address. ``api``: another way to it than the plain one.

    ``counters``: how many share the key, as its settings would say.
    """
    clock = clock or FakeClock()
    owner = owner or Owner("me", lambda who: who == "me")
    timing = timing or Timing()
    store = make_store(folder, clock, owner.id)
    api = api or StampClient(address, ApiKey(key), user_agent="StampKiosk/test", timeouts=timeouts)
    settings = Settings(cards=(card,))
    budget = Budget(timing, lambda: counters, chance=lambda: 0.5)
    account = Account(store, api, timing, budget=budget)
    looking = Looking(store, api, address, lambda _: card.domain, budget=budget)
    line = PacedLine(store, api, account, looking, timing, budget, chance=lambda: 0.5)
    sender = Sender(line, owner, clock)
    return Counter(
        clock,
        store,
        api,
        Issuing(store, lambda: settings, clock),
        account,
        looking,
        sender,
        Finishing(store, sender, clock, timing, clock.pause),
    )
