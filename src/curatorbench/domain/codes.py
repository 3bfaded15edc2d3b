"""What a machine-readable code means: a thing's number, a storage unit, a taxon, or nothing that we know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    NUMBER = "number"
    UNIT = "storage unit"
    TAXON = "taxon"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """`value` is the catalogue number, the identifier of the unit, the name of the taxon, or the text as it is.

    `uri` is the stable identifier that the code spells (CETAF), None where it spells none.
    """

    meaning: Meaning
    value: str
    uri: str | None = None


def meaning_of(text: str, template: str = "") -> CodeMeaning:
    """What the text of a code means; `template` is that of the collection's numbers, empty where any will do."""
    number = text.strip()
    if re.fullmatch(r"[A-Za-z]{0,12}[ :_-]?[A-Za-z-]{0,8}[ :_-]?\d{3,12}[A-Za-z]?", number):
        return CodeMeaning(Meaning.NUMBER, number)
    return CodeMeaning(Meaning.OTHER, text)


def matches(template: str, number: str) -> bool:
    """Whether a number is of the template: `#` stands for a digit, every other sign for itself; empty fits all."""
    signs = "".join(r"\d" if sign == "#" else re.escape(sign) for sign in template)
    return not template or re.fullmatch(signs, number) is not None


def next_number(template: str, last: str | None) -> str:
    """The number of the template after `last`, the first one after None; raises BadInput where there is none left."""
    raise NotImplementedError
