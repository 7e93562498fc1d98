"""The day's reckoning: what the service holds, what our directory and journal say, and what people wrote down.

Each is held against the others; what does not agree is said in a line. It mends nothing and waits for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry, Event, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change, Stamp
from kiosk_app.practice import Truth
from kiosk_app.services.history import History
from kiosk_app.store.store import Store
from tests.accounts import reference_of
from tests.functional.days.clock import DAY
from tests.functional.days.notebook import PLACES, Notebook
from tests.functional.faults.verdict import unexplained

_ALL = 100_000
_ENDED = (State.DONE, State.REFUSED, State.CANCELLED, State.ASIDE)


@dataclass(frozen=True, slots=True)
class Ours:
    """What the counter knows. ``listed``: the entries in the histories of all customers."""

    customers: tuple[Customer, ...]
    stamps: Mapping[StampIdx, Stamp]
    entries: tuple[Entry, ...]
    events: Mapping[int, tuple[Event, ...]]
    listed: tuple[int, ...]
    differing: int


def differences(store: Store, truth: Truth, notebook: Notebook, began: Mapping[StampIdx, int]) -> list[str]:
    """A line for each; none where all agree. ``began``: the visits of stamps that are older than the day."""
    ours = _ours(store)
    return [
        *_of_directory(ours, truth),
        *_of_customers(ours, truth),
        *_of_journal(ours, truth, began),
        *_of_requests(ours, truth),
        *_of_history(ours),
        *_of_notebook(ours, notebook),
        *_of_sums(ours, truth, notebook),
    ]


def _ours(store: Store) -> Ours:
    history = History(store)
    with store.reading() as work:
        customers = work.directory.recent(_ALL)
        stamps = {stamp.stamp_idx: stamp for one in customers for stamp in work.directory.stamps_held_by(one.id)}
        entries = tuple(line.entry for line in work.lists.history(None, None, None))
        events = {entry.id: work.journal.events(entry.id) for entry in entries}
        differing = work.day_end.count()
    listed = [past.entry.id for one in customers for past in history.page(one.id, limit=_ALL).past]
    return Ours(customers, stamps, entries, events, tuple(listed), differing)


def _of_directory(ours: Ours, truth: Truth) -> Iterator[str]:
    """Every stamp of the service is in the directory as it is there, and no other."""
    nobodys = {entry.reference for entry in ours.entries if entry.state is State.ASIDE}
    there = {stamp.stamp_idx: stamp for stamp in truth.stamps if reference_of(stamp.memo) not in nobodys}
    for stamp_idx in there.keys() ^ ours.stamps.keys():
        yield f"stamp {stamp_idx}: {'not in the directory' if stamp_idx in there else 'not at the service'}"
    for stamp_idx in there.keys() & ours.stamps.keys():
        one, other = there[stamp_idx], ours.stamps[stamp_idx]
        for fact in ("card_idx", "visits", "active", "redeemed", "start", "end"):
            if getattr(one, fact) != getattr(other, fact):
                yield f"stamp {stamp_idx}: {fact} {getattr(one, fact)}, in the directory {getattr(other, fact)}"
        if other.places != PLACES[one.card_idx]:
            yield f"stamp {stamp_idx}: {other.places} places in the directory"
    if ours.differing:
        yield f"the end of the day found {ours.differing} that differ"


def _of_customers(ours: Ours, truth: Truth) -> Iterator[str]:
    """The service knows of whoever holds a live stamp what the directory says, where it was told by us."""
    by_id = {customer.id: customer for customer in ours.customers}
    for stamp in truth.stamps:
        known = ours.stamps.get(stamp.stamp_idx)
        if known is None or not known.is_live(DAY):
            continue
        customer = by_id[known.customer_id]
        told, details = (stamp.name, stamp.phone, stamp.email), customer.details
        if stamp.user_id in (customer.id, details.user_id) and told != (details.name, details.phone, details.email):
            yield f"stamp {stamp.stamp_idx} is {told}'s, in the directory {details}"


def _of_journal(ours: Ours, truth: Truth, began: Mapping[StampIdx, int]) -> Iterator[str]:
    """The entries of each stamp come to what the service holds, each of them ended, and each explained by its steps."""
    references = Counter(reference_of(stamp.memo) for stamp in truth.stamps)
    for entry in ours.entries:
        if entry.state not in _ENDED or entry.attention:
            yield f"{entry.reference} {entry.kind.value} is {entry.state.value} ({entry.why.value})"
        if entry.kind is Kind.ISSUE:
            wanted = {State.DONE: (1,), State.ASIDE: (0, 1)}.get(entry.state, (0,))
            if references[entry.reference] not in wanted:
                yield f"{entry.reference} is {entry.state.value}, and there {references[entry.reference]} times"
        yield from (f"{entry.reference}: {fault}" for fault in unexplained(entry, ours.events[entry.id]))
    for stamp in truth.stamps:
        mine = [entry for entry in ours.entries if entry.stamp_idx == stamp.stamp_idx and entry.state is State.DONE]
        visits = began.get(stamp.stamp_idx, 0) + _counted(mine, Kind.VISIT) - _counted(mine, Kind.TAKE_BACK)
        if visits != stamp.visits:
            yield f"stamp {stamp.stamp_idx}: {stamp.visits} visits, by the journal {visits}"
        if stamp.redeemed != any(entry.kind is Kind.REDEEM for entry in mine):
            yield f"stamp {stamp.stamp_idx}: redeemed {stamp.redeemed}, by the journal not so"
        if stamp.active != _is_active(mine):
            yield f"stamp {stamp.stamp_idx}: active {stamp.active}, by the journal not so"


def _counted(entries: Iterable[Entry], kind: Kind) -> int:
    return sum(entry.kind is kind for entry in entries)


def _is_active(entries: Iterable[Entry]) -> bool:
    told = [entry.fields.active for entry in entries if isinstance(entry.fields, Change)]
    return next((active for active in reversed(told) if active is not None), True)


def _of_requests(ours: Ours, truth: Truth) -> Iterator[str]:
    """What the service was asked and did is what the journal says was done: counts once each, edits at least once."""
    done = [entry for entry in ours.entries if entry.state is State.DONE]
    asked = Counter((seen.call, seen.stamp_idx) for seen in truth.applied())
    wanted = Counter((entry.kind.call.value, entry.stamp_idx) for entry in done)
    lost = sum(entry.kind is Kind.ISSUE and entry.state is State.ASIDE for entry in ours.entries)
    for call, stamp_idx in asked.keys() | wanted.keys():
        times, journal = asked[call, stamp_idx], wanted[call, stamp_idx]
        is_lost = call == Call.CREATE.value and stamp_idx not in ours.stamps
        fits = (times >= journal > 0) if call == Call.UPDATE.value else times == journal
        if not fits and not is_lost:
            yield f"stamp {stamp_idx}: {call} was done {times} times, by the journal {journal}"
    unknown = sum(call == Call.CREATE.value and stamp_idx not in ours.stamps for call, stamp_idx in asked)
    if unknown > lost:
        yield f"{unknown} stamps were made that nobody has, by the journal at most {lost}"


def _of_history(ours: Ours) -> Iterator[str]:
    """Every change stands in one history, once."""
    times = Counter(ours.listed)
    for entry in ours.entries:
        if times[entry.id] != 1:
            yield f"{entry.reference} {entry.kind.value} stands {times[entry.id]} times in the histories"


def _of_notebook(ours: Ours, notebook: Notebook) -> Iterator[str]:
    """Every customer has the stamps that people remember, no more and no less, and is called as they know them."""
    by_name = {customer.details.name: customer for customer in ours.customers}
    written = {person.name: person for person in notebook.people}
    for name in by_name.keys() ^ written.keys():
        yield f"{name} is {'only in the directory' if name in by_name else 'not in the directory'}"
    for name in by_name.keys() & written.keys():
        customer, person = by_name[name], written[name]
        stamps = [stamp for stamp in ours.stamps.values() if stamp.customer_id == customer.id]
        has = sorted((one.card_idx, one.visits or 0, one.active, one.redeemed) for one in stamps)
        should = sorted((one.card_idx, one.visits, one.is_active, one.is_redeemed) for one in person.held)
        if has != should:
            yield f"{name} has {has}, by the notebook {should}"
        if customer.details.phone != person.phone:
            yield f"{name} has the phone {customer.details.phone}, by the notebook {person.phone}"


def _of_sums(ours: Ours, truth: Truth, notebook: Notebook) -> Iterator[str]:
    """The journal's entries are as many as were pressed, and come to all that the service counts."""
    noted = notebook.done
    stood = Counter((entry.kind, entry.state) for entry in ours.entries)
    cancelled = stood[Kind.VISIT, State.CANCELLED]
    sums = {
        "visits opened": (
            sum(entry.kind is Kind.VISIT for entry in ours.entries),
            noted["visits"] + noted["visits moved here"],
        ),
        "visits put right": (stood[Kind.TAKE_BACK, State.DONE] + cancelled, noted["wrong"]),
        "rewards": (stood[Kind.REDEEM, State.DONE], noted["rewards"]),
        "stamps issued": (stood[Kind.ISSUE, State.DONE], noted["issued"]),
        "stamps set aside": (stood[Kind.ISSUE, State.ASIDE], noted["given anew"]),
        "all visits": (
            sum(stamp.visits for stamp in truth.stamps if stamp.stamp_idx in ours.stamps),
            notebook.arrivals + noted["visits"] + noted["visits moved here"] - noted["wrong"],
        ),
    }
    for what, (one, other) in sums.items():
        if one != other:
            yield f"{what}: {one}, by the notebook {other}"
