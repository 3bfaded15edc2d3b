"""What a machine-readable code means: a thing's number, a storage unit, a taxon, or nothing that we know.

A template describes the numbers of a collection: `#` is a digit, `?` a letter, `[...]` a part that may be missing,
every other sign itself. `B 10 #######` and `TENN-?-#######[a]` are templates. The last run of `#` outside brackets
counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from curatorbench.domain.errors import BadInput
from curatorbench.domain.stable_identifiers import identified

LONGEST = 400  # signs of a code that are kept: what is longer is no identifier
LONGEST_TEMPLATE = 60


class Meaning(StrEnum):
    NUMBER = "number"
    UNIT = "storage unit"
    TAXON = "taxon"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """`value` is the catalogue number, the identifier of the unit, the name of the taxon, or the text as it is.

    `uri` is the stable identifier that the code spells (CETAF), None where it spells none. An identifier that holds no
    number (a UUID, an ARK) is OTHER with its `uri`. `value` never holds a sign that cannot be seen.
    """

    meaning: Meaning
    value: str
    uri: str | None = None


_PREFIXES = {"unit": Meaning.UNIT, "storage": Meaning.UNIT, "taxon": Meaning.TAXON}
_CONTEXT = re.compile(r"(unit|storage|taxon):\s*(\S.*)", re.IGNORECASE)
# Becomes a value of every thing that follows: nothing but a name, perhaps with its author and year.
_TAXON = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,()×'’&-]|(?<=[ ,(])[12][0-9]{3}(?=\)|$)){0,119}")
# Letters or a few digits before a run of digits, at most a letter after; a bare number is shorter than an ISBN.
_NUMBER = re.compile(
    r"[A-Za-z]{1,12}[ .:_-]?[A-Za-z-]{0,8}[ .:_-]?(?:[0-9]{1,4}[ .])?[0-9]{3,14}[A-Za-z]?"
    r"|[0-9]{3,12}[A-Za-z]?"
)


def meaning_of(text: str, template: str = "") -> CodeMeaning:
    """What the text of a code means; `template` is that of the collection's numbers, empty where any will do.

    Raises BadInput for an impossible template.
    """
    seen = visible(text)
    if seen != text.strip() or len(seen) > LONGEST:  # what hides signs, or floods, is not to be trusted as anything
        return CodeMeaning(Meaning.OTHER, seen[:LONGEST])
    return _context(seen) or _identifier(seen, template) or _plain(seen, template)


def looks_like_number(text: str) -> bool:
    """Whether a code's text itself can be an object's number: short, with digits, no address, no formula."""
    return _NUMBER.fullmatch(text.strip()) is not None


def visible(text: str) -> str:
    """`text` without the signs that cannot be seen: controls, marks of direction, broken characters."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()


def _context(text: str) -> CodeMeaning | None:
    """A drawer or a taxon, by a prefix of our own; whoever prints an address cannot switch what is taken here."""
    found = _CONTEXT.fullmatch(text)
    if found is None:
        return None
    meaning, value = _PREFIXES[found[1].lower()], found[2].strip()
    if meaning is Meaning.UNIT:
        return CodeMeaning(meaning, value)
    name = unicodedata.normalize("NFC", value)
    return CodeMeaning(meaning, name) if _TAXON.fullmatch(name) else CodeMeaning(Meaning.OTHER, text)


def _identifier(text: str, template: str) -> CodeMeaning | None:
    """A stable identifier, or any address that ends in a number of the template."""
    last = text.split("#")[0].split("?")[0].rstrip("/").rpartition("/")[2]
    if _is_address(text) and template and matches(template, last):
        return CodeMeaning(Meaning.NUMBER, last, text)
    known = identified(text)
    if known is None:
        return None
    if known.number is None or not matches(template, known.number):
        return CodeMeaning(Meaning.OTHER, text, known.uri)
    return CodeMeaning(Meaning.NUMBER, known.number, known.uri)


def _plain(text: str, template: str) -> CodeMeaning:
    is_number = matches(template, text) if template else looks_like_number(text)
    return CodeMeaning(Meaning.NUMBER if is_number else Meaning.OTHER, text)


def form(number: str) -> str:
    """What numbers of one series have in common: the letters before their digits, else how many digits they have."""
    letters = re.match(r"[^\W\d_]*", number)
    return (letters[0].upper() if letters else "") or f"{sum(sign.isdigit() for sign in number)} digits"


def matches(template: str, number: str) -> bool:
    """Whether a number is of the template; an empty one fits all. Raises BadInput for an impossible template."""
    return not template or _pattern(template).fullmatch(number) is not None


def checked_template(template: str) -> str:
    """The template itself, if numbers can be of it; raises BadInput. Empty is fine: any number will do."""
    if template:
        _pattern(template)
    return template


def next_number(template: str, last: str | None) -> str:
    """The number of the template after `last`, the first one (1) after None; as wide as the template says.

    Raises BadInput where there is none left, where `last` is not of the template, or where the template alone does not
    say what the first number is (letters to choose, or several runs of digits).
    """
    if last is None:
        return _first(template)
    found = _pattern(template).fullmatch(last)
    if found is None:
        raise BadInput(f"{last!r} is no number of the form {template!r}.", "Give the next number by hand.")
    start, end = found.span(found.re.groups)
    following = str(int(last[start:end]) + 1).zfill(end - start)
    if len(following) > end - start:
        raise BadInput(f"All numbers of the form {template!r} are used up at {last}.", "Choose a wider template.")
    return last[:start] + following + last[end:]


def _first(template: str) -> str:
    pattern = _pattern(template)
    needed = re.sub(r"\[.*?\]", "", template)
    if "?" in needed or pattern.groups > 1:
        raise BadInput(f"{template!r} does not say its first number.", "Give the first number by hand.")
    return re.sub("#+", lambda run: "1".zfill(len(run[0])), needed)


def _pattern(template: str) -> re.Pattern[str]:
    """A group for every run of digits outside brackets, the last of which counts."""
    fault = _fault(template)
    if fault:
        raise BadInput(f"{template[:LONGEST_TEMPLATE]!r} is no template of numbers: {fault}.", "Write # for a digit.")
    parts = re.findall(r"\[.*?\]|#+|[^#\[]", template)
    return re.compile("".join(_piece(part) for part in parts))


def _piece(part: str) -> str:
    if part[0] == "[":
        inside = "".join("[0-9]" if sign == "#" else _piece(sign) for sign in part[1:-1])
        return f"(?:{inside})?"
    if part[0] == "#":
        return f"([0-9]{{{len(part)}}})"
    return "[A-Za-z]" if part == "?" else re.escape(part)


def _fault(template: str) -> str | None:
    outside = re.sub(r"\[[^\[\]]+\]", "", template)
    faults = {
        "it is too long": len(template) > LONGEST_TEMPLATE,
        "it holds signs that cannot be seen": visible(template) != template,
        "its brackets do not pair": "[" in outside or "]" in outside,
        "it has no place for a digit outside brackets": "#" not in outside,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def _is_address(text: str) -> bool:
    return re.match(r"https?://[^\s/]+", text, re.IGNORECASE) is not None
