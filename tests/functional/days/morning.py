"""The morning of a day: a shop with cards and customers who were there before, and what only the service knows."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.settings import Settings, Shop
from kiosk_app.domain.stamp import Stamp
from kiosk_app.practice import BornStamp, Habits
from kiosk_app.practice.vendor import IdStyle
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from tests.fakes.disk import make_store
from tests.functional.days.clock import DAY, ShopClock
from tests.functional.days.notebook import BEANS, CARDS, COFFEE, PLACES, Held, Notebook, Person
from tests.services import PRACTICE_KEY

# fmt: off
FIRST = (
    "Ada", "Boris", "Carla", "Dmitri", "Edith", "Farid", "Greta", "Hugo", "Imogen", "Jasper", "Keiko", "Lionel",
    "Mirela", "Nadeem", "Oksana", "Pascal", "Quentin", "Rosalind", "Sigrid", "Tobias", "Ulrike", "Viktor", "Wilma",
    "Xavier", "Yolanda", "Zdenek", "Anselm", "Brigitte", "Conrad", "Delphine", "Everett", "Fiona", "Gustav",
    "Henriette", "Igor", "Jocelyn", "Kasimir", "Lorenzo", "Matilda", "Norbert", "Ottilie", "Philippa", "Rupert",
)
LAST = (
    "Abbott", "Birch", "Castell", "Drummond", "Ekberg", "Fairfax", "Goldman", "Hopper", "Ivarsson", "Jurgens",
    "Kowalski", "Lovelace", "Morton", "Nyquist", "Overby", "Palmer", "Quigley", "Rothman", "Svensson", "Thackeray",
    "Underhill", "Vasquez", "Whitlock", "Xenakis", "Yardley", "Zimmer", "Ashdown", "Bellamy", "Crichton", "Dunmore",
    "Ellison", "Farrow", "Gillespie", "Hathaway", "Inglis", "Jackman", "Keating", "Langford", "Merriam", "Norwood",
    "Osborne", "Pemberton", "Radcliff",
)
# fmt: on
FIRST_KNOWN = 700_101  # a bare number that a scanner brings is told from hands by its six digits
_BEGAN, _ENDS = DAY - timedelta(days=90), DAY + timedelta(days=275)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a day is: new customers come on top of those who were there before and those from elsewhere."""

    known: int = 27
    newcomers: int = 12
    visits: int = 200
    rewards: int = 20
    at_noon: int = 16


@dataclass(frozen=True, slots=True)
class Morning:
    """``coming``: new customers of the day, who are in no notebook yet. ``elsewhere``: whose stamps only the service
    knows, each with that one stamp; the first is nobody's here, the others are known people's."""

    notebook: Notebook
    coming: list[Person]
    elsewhere: list[tuple[Person, Held]]
    born: tuple[BornStamp, ...]
    habits: Habits


def make_morning(size: Size, chance: random.Random) -> Morning:
    """Who there is; nothing is written."""
    names = zip(chance.sample(FIRST, len(FIRST)), chance.sample(LAST, len(LAST)), strict=True)
    everybody = [_person(" ".join(name), number, chance) for number, name in enumerate(names)]
    known, coming, stranger = everybody[: size.known], everybody[size.known : -1][: size.newcomers], everybody[-1]
    born, numbers = [], iter(range(FIRST_KNOWN, FIRST_KNOWN + 10_000))
    for person in known:
        for card_idx in sorted(chance.sample([*PLACES], chance.choice((1, 1, 2, 2, 3)))):
            held = Held(card_idx, chance.randrange(PLACES[card_idx]))
            person.held.append(held)
            born.append(_born(next(numbers), person, held))
    by_phone, by_email = known[0], known[1]
    elsewhere = [(stranger, Held(COFFEE, 4)), *((one, Held(_missing(one), 1)) for one in (by_phone, by_email))]
    by_phone.is_awaited = by_email.is_awaited = True
    born += [
        replace(_born(next(numbers), *elsewhere[0]), memo="issued at another counter"),
        replace(_born(next(numbers), *elsewhere[1]), user_id="their-own-id-1", email=""),
        replace(_born(next(numbers), *elsewhere[2]), user_id="their-own-id-2", phone=""),
    ]
    notebook = Notebook(known, sum(held.visits for person in known for held in person.held))
    habits = Habits(id_style=chance.choice([*IdStyle]), full_is_refused=chance.random() < 0.5)
    return Morning(notebook, coming, elsewhere, tuple(born), habits)


def _person(name: str, number: int, chance: random.Random) -> Person:
    email = f"{name.partition(' ')[0].lower()}@mail.example" if number < 2 or chance.random() < 0.5 else ""
    member_id = f"M-{90210 + number}" if number > 1 and chance.random() < 0.3 else ""
    return Person(name, f"+44 20 7946 {1000 + 37 * number}", email, member_id)


def _missing(person: Person) -> int:
    """A card they have no stamp of."""
    return next(card_idx for card_idx in (BEANS, *PLACES) if person.live(card_idx) is None)


def _born(stamp_idx: StampIdx, person: Person, held: Held) -> BornStamp:
    held.link = f"/stamp/{stamp_idx}"
    return BornStamp(
        *(stamp_idx, held.card_idx, _BEGAN, _ENDS, held.visits),
        user_id=person.member_id or _own_id(person),
        name=person.name,
        phone=person.phone,
        email=person.email,
    )


def _own_id(person: Person) -> str:
    """The opaque id that the shop once gave them."""
    return f"c{person.phone[-4:]}"


def furnish(folder: Path, address: str, morning: Morning, clock: ShopClock) -> None:
    """The shop's own folder as it was left yesterday, in front of the service at this address."""
    with open_house(Choices(folder, service_url=address, key=ApiKey(PRACTICE_KEY))) as house:
        house.settings().change(_furnished)
    with make_store(folder, clock).writing() as work:
        for person in morning.notebook.people:
            told = Details(person.name, person.phone, person.email, person.member_id)
            customer = Customer(_own_id(person), told)
            work.directory.add(customer)
            for held in person.held:
                stamp_idx = int(held.link.rpartition("/")[2])
                stamp = Stamp(
                    *(stamp_idx, held.card_idx, customer.id, None, "", "", held.visits, PLACES[held.card_idx]),
                    *(clock.now(), _BEGAN, _ENDS, True, False, clock.now()),
                )
                work.directory.put_stamp(stamp)
    of_all = [*(held for person in morning.notebook.people for held in person.held), *(h for _, h in morning.elsewhere)]
    for held in of_all:
        held.link = address + held.link


def _furnished(now: Settings) -> Settings:
    return replace(now, shop=Shop(name="Corner Coffee", counter="Counter 1", country="GB"), cards=CARDS)
