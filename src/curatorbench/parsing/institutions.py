"""Whose specimen it is: the code of an institution, or its name where its code is not known.

Darwin Core's institutionCode is "the name (or acronym) in use by the institution having custody". A code stands in
brackets behind a herbarium's name (`University of Texas Herbarium (LL, TEX)`), behind `Herb.` or `deposited`, or is
looked up by the name in `resources/reference/institutions.csv`. Who only gave the specimen away (`ex`, `issued by`)
has no custody.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import as_written, finding
from curatorbench.parsing.gazetteer import fold
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.line_kinds import institution_in

_CODE = re.compile(
    r"\b(?i:herbari(?:um|o)|herbier|herb\.|museum|university|universidad|universit[éy]|garden|bot[aá]nic\w+|deposited)\b"
    r"[^()\n]{0,30}?(?:\((?P<bracket>[A-Z]{1,6})(?:[,;/]\s?[A-Z]{1,6})*\)|\s(?P<bare>[A-Z]{2,6})(?=[\s,(]|$))"
)
_NO_NAME = re.compile(r"copyright|distributed|deposited|exsiccat\w*", re.IGNORECASE)
_FRAGMENT = re.compile(r"\b(?:of|the|de|von|del|of the)\W*$|^(?:of|from|to|de)\b|:$", re.IGNORECASE)
_GAVE = re.compile(
    r"\b(?:ex|distributed|exchange|donated|duplicate|presented|gift|from the|received|collected (?:for|and)"
    r"|form(?:erly)?|issued|communicat\w+|editus?|verteilt|dedit)\b",
    re.IGNORECASE,
)


_LONG_ENOUGH = 16  # letters: a shorter name may begin another's


def find_institutions(layout: Layout) -> list[Finding]:
    """institutionCode, best first."""
    made = [said for line in layout.lines for said in _of_line(layout, line)]
    return sorted(made, key=lambda said: -said.confidence)


def _of_line(layout: Layout, line: Line) -> Iterator[Finding]:
    if _GAVE.search(line.text):
        return
    match = _CODE.search(line.text)
    which = "bracket" if match and match["bracket"] else "bare"
    if match and (which == "bracket" or match["bare"] in codes().values()):
        span = (line.start + match.start(which), line.start + match.end(which))
        yield finding(layout.text, "institutionCode", match[which], (span,), "institution, code")
    elif not line.title and (found := institution_in(line.text)) and not _NO_NAME.fullmatch(found.group()):
        yield from _named(layout, line, found)


def _named(layout: Layout, line: Line, found: re.Match[str]) -> Iterator[Finding]:
    """The name as one column of the line has it, as its code where the table knows it."""
    first = line.text.rfind("\t", 0, found.start()) + 1
    last = line.text.find("\t", found.end())
    span = (line.start + first, line.start + (last if last > 0 else len(line.text)))
    name = as_written(layout.text, (span,))
    code = _code_of(name)
    if code:
        yield finding(layout.text, "institutionCode", code, (span,), "institution, known name")
    elif 3 <= len(name.split()) <= 10 and not _FRAGMENT.search(name) and not re.search(r"\d", name):
        yield finding(layout.text, "institutionCode", name, (span,), "institution, name")


def _code_of(name: str) -> str | None:
    """The code of the known institution that a name begins with, the longest that fits."""
    bare = fold(re.sub(r"(?i)^(?:the|el|le|la|herbarium of(?: the)?)\s", "", name.strip(" .,")))
    fitting = [known for known in codes() if bare == known or (bare.startswith(known) and len(known) >= _LONG_ENOUGH)]
    return codes()[max(fitting, key=len)] if fitting else None


@cache
def codes() -> dict[str, str]:
    """Folded name of an institution -> its code in Index Herbariorum or, for collections of animals, in use there."""
    with resource("reference", "institutions.csv").open(encoding="utf-8", newline="") as lines:
        return {fold(row["name"]): row["code"] for row in csv.DictReader(lines)}
