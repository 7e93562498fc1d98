"""What is wrong with an input: values that ``words`` makes sentences of. Nothing is saved or sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """The ways in which an input can be wrong."""

    MISSING = "missing"
    NOT_POSITIVE = "not a positive number"
    NOT_A_NUMBER = "not a number"
    TOO_LONG = "over 300 characters"
    NO_AT = "no @"
    NOT_A_DATE = "not a date"
    REVERSED = "the end is before the start"
    TOO_FAR = "over five years ahead"
    IN_THE_PAST = "already over"
    BAD_ADDRESS = "neither https nor loopback"
    BAD_DOMAIN = "not a link domain"
    NOT_A_VALIDITY = "neither days, months nor years"
    NOT_A_CHOICE = "not one of the choices"
    OUT_OF_RANGE = "out of range"
    WRONG_TYPE = "of the wrong kind"
    UNKNOWN_KEY = "unknown"
    TWICE = "there twice"
    NOBODY = "neither name, phone nor e-mail"
    READY_NEEDS_ACTIVE = "instant stamps are for stamps that can be used when they are handed out"
    FIRST_VISIT_NEEDS_ACTIVE = "counting the first visit needs a stamp that is active and begins today"
    BAD_SUFFIX = "neither .png nor .svg"
    BAD_PROXY = "not the address of a proxy"
    NOT_A_COUNTRY = "not the two letters of a country"
    NOT_A_LANGUAGE = "not a language"
    NOT_A_COLOUR = "not a colour such as #AB2410"
    NOT_BOTH = "valid_for and valid_until exclude each other"
    # of the settings file as a whole; the field is its name
    SYNTAX = "not TOML"
    NOT_TEXT = "not text in UTF-8"
    TOO_BIG = "too big"
    UNREADABLE = "cannot be read"
    BUSY = "being written by another program"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place. ``field`` is the setting's key or the field's name, ``value`` what stood there.

    Cards are counted from 1: ``card[2].places``. ``choices`` are what it could have been; for OUT_OF_RANGE the
    lowest and the highest, for UNKNOWN_KEY the keys there are. For SYNTAX ``value`` is the line's number, or empty.
    """

    field: str
    fault: Fault
    value: str = ""
    choices: tuple[str, ...] = ()


class BadInput(Exception):
    """Input that gets a sentence and changes nothing. Holds every problem found, in order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.fault.value}" for problem in problems))
        self.problems = problems
