"""What happens at a counter, one act a function: each is done at the window, and then written into the notebook.

Every act begins wherever the one before ended. ``Shift.is_down``: whether the line is, so that nothing arrives.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.functional.days.notebook import (
    BAKERY,
    BEANS,
    CARD_NAMES,
    COFFEE,
    LUNCH,
    PER_DAY,
    PLACES,
    Held,
    Notebook,
    Person,
)
from tests.functional.days.staff import Staff

ADD = ("Add visit", "Add anyway")
NOT_OURS = "This code is not one of ours."
NOT_KNOWN = "a code from elsewhere cannot be looked up"
NOT_NOW = "Nobody knows yet whether this visit arrived."
NONSENSE = ("https://shop.example/menu", "WIFI:T:WPA;S:guest;;", "4006381333931", "see you on monday")
A_WHILE_S = 31.0  # after which a code leaves the glass by itself


@dataclass(slots=True)
class Shift:
    """Who works, what they wrote down, and the day's chance."""

    staff: Staff
    notebook: Notebook
    chance: random.Random
    visits_left: int
    is_down: bool = False

    def note(self, what: str, count: int = 1) -> None:
        self.notebook.done[what] += count


Act = Callable[[Shift], None]


# Who comes


def somebody(shift: Shift, fits: Callable[[Held], bool], cards: tuple[int, ...] = (*PLACES,)) -> tuple[Person, Held]:
    """Somebody with a live stamp that is there and fits."""
    return shift.chance.choice(_who_fit(shift, fits, cards))


def _who_fit(shift: Shift, fits: Callable[[Held], bool], cards: tuple[int, ...]) -> list[tuple[Person, Held]]:
    people = shift.notebook.people
    found = [
        (one, held) for one in people for held in one.held if held.is_live and held.is_there and held.card_idx in cards
    ]
    return [(one, held) for one, held in found if fits(held)]


def comes(shift: Shift, person: Person, held: Held | None = None) -> None:
    """They are found by name, or by what they hold under the scanner."""
    staff, chance = shift.staff, shift.chance
    shift.notebook.served.add(person.name)
    way = chance.choice(("link", "link", "number", "member", "name", "name"))
    number = held.link.rpartition("/")[2] if held else ""
    if way == "link" and held and held.link:
        shift.note("scans")
        staff.scans(person, chance.choice((held.link, held.link.upper(), f"{held.link}/?from=phone")))
    elif way == "number" and len(number) >= 6:
        shift.note("scans")
        staff.scans(person, number)
    elif way == "member" and person.member_id:
        shift.note("scans")
        staff.scans(person, person.member_id)
    else:
        staff.find(person)


# The daily bread


def visit(shift: Shift) -> None:
    """A customer with a stamp comes, mostly for one visit."""
    person, held = somebody(shift, lambda held: held.free > 0)
    comes(shift, person, held)
    add(shift, held, shift.chance.choice((1, 1, 1, 2, 2, 3)))


def add(shift: Shift, held: Held, wanted: int = 1) -> int:
    """So many visits at once, as far as there is room; how many it were."""
    staff, card_idx = shift.staff, held.card_idx
    count = min(wanted, held.free)
    for _ in range(count - 1):
        staff.click(f"oneMore-{card_idx}")
    captions = ADD if count == 1 else (f"Add {count} visits", "Add anyway")
    staff.press(card_idx, *captions)
    staff.wait(lambda: staff.can_click(f"undoButton-{card_idx}"), "it is saved")
    held.visit(count)
    shift.visits_left -= count
    shift.note("visits", count)
    staff.counts(held)
    return count


def reward(shift: Shift) -> None:
    """The last visits of a stamp, its reward, and the next stamp for whoever wants it."""
    staff = shift.staff
    least = min(_missing(one) for who in shift.notebook.people for one in who.held if one.is_live and _can_fill(one))
    person, held = somebody(shift, lambda held: _can_fill(held) and _missing(held) <= max(2, least))
    comes(shift, person, held)
    while _missing(held):
        staff.clock.advance(61)
        add(shift, held, _missing(held))
    staff.press(held.card_idx, "Redeem reward")
    staff.says(held.card_idx, "handed over?")
    if shift.chance.random() < 0.3:
        staff.click(f"sideAction-{held.card_idx}")
        staff.press(held.card_idx, "Redeem reward")
    staff.press(held.card_idx, "Yes, redeem")
    staff.says(held.card_idx, "Reward redeemed")
    held.is_redeemed = True
    shift.note("rewards")
    if shift.chance.random() < 0.7:
        issue(shift, person, held.card_idx)


def _missing(held: Held) -> int:
    return PLACES[held.card_idx] - held.visits


def _can_fill(held: Held) -> bool:
    return 0 <= _missing(held) <= held.free


def issue(shift: Shift, person: Person, card_idx: int) -> Held:
    """A stamp of this card, from the customer's page; its code is scanned and kept."""
    shift.staff.press(card_idx, "Issue stamp")
    return issued(shift, person, card_idx)


def issued(shift: Shift, person: Person, card_idx: int) -> Held:
    """The page of the new stamp; without the internet it says that there is none yet."""
    staff = shift.staff
    today = sum(one.today for one in person.held if one.card_idx == card_idx)  # a day's limit is the customer's
    held = Held(card_idx, today=today)
    person.held.append(held)
    shift.note("issued")
    held.is_there = not shift.is_down
    if shift.is_down:
        staff.wait(lambda: "New stamp waiting" in staff.text, "it waits")
    else:
        held.link = staff.see_code()
    return held


def newcomer(person: Person) -> Act:
    """Somebody new, with their first stamp; some begin to collect at once, others walk away from the code."""

    def act(shift: Shift) -> None:
        held = register(shift, person)
        way = shift.chance.choice(("done", "walks away", "first visit"))
        if way == "walks away":
            shift.staff.clock.advance(A_WHILE_S)
            shift.staff.see("counterPage")
        elif way == "first visit" and not shift.is_down:
            shift.staff.click("backButton")
            shift.staff.meets(person)
            add(shift, held)

    return act


def register(shift: Shift, person: Person) -> Held:
    """Fill in the form, and issue a coffee card."""
    fill_in(shift, person)
    return issued(shift, person, COFFEE)


def fill_in(shift: Shift, person: Person) -> None:
    staff = shift.staff
    staff.go_home()
    staff.click("newCustomerButton")
    staff.read("Save and issue stamp")
    for name, text in (
        ("nameField", person.name),
        ("phoneField", person.phone),
        ("emailField", person.email),
        ("memberIdField", person.member_id),
    ):
        if text:
            staff.click(name)
            staff.type(text)
    staff.click("saveCustomerButton")
    staff.see("qrPage")
    shift.notebook.people.append(person)
    shift.notebook.served.add(person.name)


# Mistakes


def undone(shift: Shift) -> None:
    """A visit too many is seen at once."""
    staff = shift.staff
    person, held = somebody(shift, lambda held: held.free > 0)
    comes(shift, person, held)
    count = add(shift, held, shift.chance.choice((1, 1, 2)))
    staff.click(f"undoButton-{held.card_idx}")
    put_back(shift, held, count)
    staff.counts(held)
    shift.note("undone")


def put_back(shift: Shift, held: Held, count: int = 1) -> None:
    held.visit(-count)
    shift.note("wrong", count)


def wrong_tile(shift: Shift) -> None:
    """Pressed on the wrong card; undone, and pressed on the right one."""
    person = shift.chance.choice([one for one in shift.notebook.people if len(_open(one)) > 1])
    wrong, right = shift.chance.sample(_open(person), 2)
    comes(shift, person, wrong)
    add(shift, wrong)
    shift.staff.click(f"undoButton-{wrong.card_idx}")
    put_back(shift, wrong)
    shift.staff.counts(wrong)
    add(shift, right)
    shift.note("wrong tile")


def _open(person: Person) -> list[Held]:
    return [held for held in person.held if held.is_live and held.is_there and held.free > 0]


def tapped_thrice(shift: Shift) -> None:
    """An impatient finger adds one visit."""
    staff = shift.staff
    person, held = somebody(shift, lambda held: held.free > 0 and _missing(held) > 1)
    comes(shift, person, held)
    name = f"primaryAction-{held.card_idx}"
    staff.wait(lambda: (button := staff.button(name)) is not None and button.text() in ADD, "a visit can be added")
    staff.clock.advance(1)
    staff.click_thrice(name)
    staff.wait(lambda: staff.can_click(f"undoButton-{held.card_idx}"), "it is saved")
    held.visit(1)
    shift.visits_left -= 1
    shift.note("visits")
    staff.counts(held)
    shift.note("tapped thrice")


def too_soon(shift: Shift) -> None:
    """A second visit within the pause is asked about, and added all the same."""
    staff = shift.staff
    person, held = somebody(shift, lambda held: held.free > 1)
    comes(shift, person, held)
    add(shift, held)
    staff.press(held.card_idx, "Add visit")
    staff.says(held.card_idx, "Added a moment ago")
    add(shift, held)
    shift.note("too soon")


def day_is_over(shift: Shift) -> None:
    """The bean club counts two visits a day, and says so; on some days nobody has so many places left."""
    fitting = _who_fit(shift, lambda held: _missing(held) >= PER_DAY and held.free > 0, (BEANS,))
    if not fitting:
        return
    person, held = shift.chance.choice(fitting)
    comes(shift, person, held)
    add(shift, held, held.free)
    if _missing(held):
        shift.staff.says(BEANS, f"Today’s {PER_DAY} visits are counted already.")
    shift.note("day's limit")


def taken_back(shift: Shift) -> None:
    """Found later, in the history, and taken back with a note."""
    staff = shift.staff
    person, held = wrong_visit(shift)
    entry_id = last_fixable(shift, held)
    staff.click(f"takeBackButton-{entry_id}")
    staff.click(f"reasonField-{entry_id}")
    staff.type("pressed twice")
    insist(staff, f"yesTakeBackButton-{entry_id}")
    put_back(shift, held)
    staff.click("backButton")
    staff.meets(person)
    shift.note("taken back")


def wrong_visit(shift: Shift) -> tuple[Person, Held]:
    """A visit that should not have been, and their history."""
    staff = shift.staff
    person, held = somebody(shift, lambda held: held.free > 0, (COFFEE, BAKERY, LUNCH))
    comes(shift, person, held)
    add(shift, held)
    if not shift.is_down:
        staff.arrived(held)
    staff.clock.advance(20)  # undo is over
    staff.click("historyButton")
    staff.see("historyPage")
    return person, held


def insist(staff: Staff, name: str) -> None:
    """Press until the panel closes: while the visit is just being tried once more, it says so and stays."""
    while staff.can_click(name):
        staff.click(name)
        staff.wait(lambda: not staff.can_click(name) or NOT_NOW in staff.text, "the panel closes, or says why not")


def last_fixable(shift: Shift, held: Held) -> int:
    """The number of the last visit of this card that can be put right, once the history shows it."""
    beginning = f"Take back: Visit · {CARD_NAMES[held.card_idx]},"
    shift.staff.wait(lambda: bool(shift.staff.called(beginning)), "it can be put right")
    return max(int(name.rpartition("-")[2]) for name in shift.staff.called(beginning))


def moved(shift: Shift) -> None:
    """It was somebody else's visit: one step in the history; they get a stamp of the card where they have none."""
    staff, chance = shift.staff, shift.chance
    wrong, held = wrong_visit(shift)
    others = [one for one in shift.notebook.people if one is not wrong and _takes(one, held.card_idx)]
    right = chance.choice(others)
    entry_id = last_fixable(shift, held)
    staff.click(f"moveButton-{entry_id}")
    staff.click(f"rightCustomerField-{entry_id}")
    staff.type(right.name)
    to = f"Move the visit to {right.name}"
    staff.wait(lambda: bool(staff.called(to)), f"{right.name} is found")
    insist(staff, staff.called(to)[0])
    put_back(shift, held)
    theirs = right.live(held.card_idx)
    if theirs is None:
        theirs = Held(held.card_idx, is_there=not shift.is_down)
        right.held.append(theirs)
        shift.note("issued")
    theirs.visit(1)
    shift.note("visits moved here")
    staff.click("backButton")
    staff.meets(wrong)
    shift.note("moved")


def _takes(person: Person, card_idx: int) -> bool:
    held = person.live(card_idx)
    return held.is_there and held.free > 0 if held else card_idx in _without(person)


def wrong_card(shift: Shift) -> None:
    """A stamp of the wrong card is issued and undone, then one of the right card."""
    staff, chance = shift.staff, shift.chance
    person = chance.choice([one for one in shift.notebook.people if len(_without(one)) > 1])
    wrong, right = chance.sample(_without(person), 2)
    comes(shift, person)
    held = issue(shift, person, wrong)
    undo_issue(shift, held)
    staff.click("backButton")
    staff.meets(person)
    issue(shift, person, right)
    shift.note("wrong card")


def _without(person: Person) -> list[int]:
    """Cards of which they never had a stamp, here or elsewhere."""
    if person.is_awaited:
        return []
    return [card_idx for card_idx in PLACES if all(held.card_idx != card_idx for held in person.held)]


def undo_issue(shift: Shift, held: Held) -> None:
    """On the page of the new stamp: it is switched off."""
    shift.staff.click(f"undoButton-{held.card_idx}")
    shift.staff.read("The new stamp is switched off")
    held.is_active = False
    shift.note("switched off")


def off_and_on(shift: Shift) -> None:
    """A new stamp was undone in error: it is switched on again, and collects."""
    staff = shift.staff
    person = shift.chance.choice([one for one in shift.notebook.people if _without(one)])
    card_idx = shift.chance.choice(_without(person))
    comes(shift, person)
    held = issue(shift, person, card_idx)
    undo_issue(shift, held)
    staff.click("backButton")
    staff.meets(person)
    staff.says(card_idx, "Switched off")
    staff.wait(lambda: staff.button(f"sideAction-{card_idx}") is not None, "it can be switched on")
    staff.clock.advance(1)
    staff.click(f"sideAction-{card_idx}")
    held.is_active = True
    shift.note("switched on")
    add(shift, held)


def edited(shift: Shift) -> None:
    """A name or a phone was wrong."""
    staff, chance = shift.staff, shift.chance
    person = chance.choice([one for one in shift.notebook.people if not one.is_awaited])
    comes(shift, person)
    staff.click("editCustomerButton")
    staff.see("editCustomerPage")
    staff.wait(lambda: staff.can_click("nameField"), "the form is filled")
    if chance.random() < 0.5:
        name = f"{person.name.partition(' ')[0]} {chance.choice(('Mc', 'Van', 'De'))}{person.name.partition(' ')[2]}"
        staff.click("nameField")
        staff.type_over(name)
        shift.notebook.served.discard(person.name)
        shift.notebook.served.add(name)
        person.name = name
    else:
        person.phone = f"+44 20 7946 {chance.randrange(7000, 9999)}"
        staff.click("phoneField")
        staff.type_over(person.phone)
    staff.click("saveCustomerButton")
    staff.meets(person)
    shift.note("edited")


# Scans of what is not known here


def nonsense(shift: Shift) -> None:
    """A code of something else."""
    shift.staff.go_home()
    shift.staff.scan_in(shift.chance.choice(NONSENSE), "\r")
    shift.note("scans")
    if shift.is_down:
        shift.staff.wait(
            lambda: NOT_OURS in shift.staff.text or "cannot be looked up" in shift.staff.text, "it is told"
        )
    else:
        shift.staff.read(NOT_OURS)
    shift.note("nonsense")


def from_elsewhere(person: Person, held: Held) -> Act:
    """A stamp that was issued elsewhere joins the directory, and its owner too where nobody here is meant by it."""

    def act(shift: Shift) -> None:
        shift.staff.go_home()
        shift.notebook.served.add(person.name)
        person.held.append(held)
        person.is_awaited = False
        if all(one is not person for one in shift.notebook.people):
            shift.notebook.people.append(person)
        shift.notebook.arrivals += held.visits
        shift.note("scans")
        shift.staff.scans(person, held.link)
        add(shift, held)
        shift.note("from elsewhere")

    return act


def unknown_at_noon(held: Held) -> Act:
    """The same without the internet: nobody can tell whose it is."""

    def act(shift: Shift) -> None:
        shift.staff.go_home()
        shift.staff.scan_in(held.link, "\r")
        shift.note("scans")
        shift.staff.read(NOT_KNOWN)

    return act
