"""Catalogue numbers that count on: the one after another, and ranges of them. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LAST_DIGITS = re.compile(r"\d+(?=\D*\Z)", re.ASCII)
_RANGE = re.compile(r"\s*(?P<first>.*?\d)\s*(?:\.\.+|…|–|—|\s-\s|-)\s*(?P<last>\S.*?)\s*\Z", re.ASCII)


def following(number: str) -> str:
    """`000124` after `000123`, as wide as before where that is wide enough; empty where no digit counts."""
    found = _LAST_DIGITS.search(number)
    if not found:
        return ""
    counted = str(int(found.group()) + 1).zfill(len(found.group()))
    return f"{number[: found.start()]}{counted}{number[found.end() :]}"


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another, both ends in it."""

    first: str
    last: str

    @property
    def count(self) -> int:
        return _value(self.last) - _value(self.first) + 1

    @property
    def rest(self) -> Range | None:
        """What is left once the first number is used."""
        return Range(following(self.first), self.last) if self.count > 1 else None


def range_of(text: str) -> Range | None:
    """`000120-000125`, `B 10 120 - B 10 125` or `B 10 120..125`; None for a single number or anything else.

    Both ends have the same letters around the digits, and the last is greater: `B-10` is one number.
    """
    found = _RANGE.match(text)
    if not found:
        return None
    first, last = found["first"].strip(), found["last"].strip()
    if last.isdigit() and not first.isdigit():
        last = _with_digits(first, last)
    is_range = last and _around(first) == _around(last) and _value(last) > _value(first)
    return Range(first, last) if is_range else None


def _with_digits(number: str, digits: str) -> str:
    """`number` with its last digits replaced by `digits`; empty where it would be another kind of number."""
    found = _LAST_DIGITS.search(number)
    if not found or len(digits) > len(found.group()):
        return ""
    whole = found.group()[: len(found.group()) - len(digits)] + digits
    return f"{number[: found.start()]}{whole}{number[found.end() :]}"


def _around(number: str) -> tuple[str, str]:
    found = _LAST_DIGITS.search(number)
    return (number[: found.start()], number[found.end() :]) if found else (number, "")


def _value(number: str) -> int:
    found = _LAST_DIGITS.search(number)
    return int(found.group()) if found else 0
