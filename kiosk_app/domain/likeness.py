"""Likeness: whether two names can be one person's, written by two people in a hurry."""

from __future__ import annotations

from kiosk_app.domain.text import fold

_LONG = 4  # letters; of shorter words, and of Korean names, one letter makes another name


def agree(one: str, other: str) -> bool:
    """Whether two names do not contradict each other. One that is missing contradicts nothing."""
    return not one or not other or one == other or alike(one, other)


def alike(one: str, other: str) -> bool:
    """The same words in whichever order and however parted; or one of them with a letter wrong, missing or swapped."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return False
    words, others = sorted(first.split()), sorted(second.split())
    if words == others or first.replace(" ", "") == second.replace(" ", ""):
        return True
    if len(words) != len(others):
        return False
    left = [pair for pair in _unpaired(words, others) if pair[0] != pair[1]]
    return len(left) == 1 and is_one_slip(*left[0])


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or swapped with the next."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG or len(long) - len(short) > 1:
        return False
    start = next((place for place, char in enumerate(short) if char != long[place]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[:start] + long[start : start + 2][::-1] + long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or short == swapped


def slips(name: str) -> frozenset[str]:
    """Of two names that are alike, at least one of these is the same; of most others none."""
    words = sorted(fold(name).split())
    found = {" ".join(words), fold(name).replace(" ", "")}
    for at, word in enumerate(words):
        if len(word) >= _LONG:
            others = " ".join(words[:at] + words[at + 1 :])
            found |= {f"{others}|{word}", *(f"{others}|{word[:cut]}{word[cut + 1 :]}" for cut in range(len(word)))}
    return frozenset(found)


def _unpaired(words: list[str], others: list[str]) -> list[tuple[str, str]]:
    """What is left of each once the words that both have are taken out."""
    left, right = list(words), list(others)
    for word in words:
        if word in right:
            left.remove(word)
            right.remove(word)
    return list(zip(left, right, strict=True))
