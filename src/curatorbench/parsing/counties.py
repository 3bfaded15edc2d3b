"""Counties and what stands for them: parishes, districts, municipalities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import Place, fold
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.place_names import NAME, cased

_COUNTY_NAME = r"(?:[A-ZÀ-Þ][\w'’]{1,25}|(?:St|ST|Ste|STE|Mt|S|N|E|W|Ft|Sta)\.|de|du|la|of the)"
_COUNTY_WORD = r"(?:county|co|parish|borough|cty)"
_COUNTY_AFTER = re.compile(
    rf"(?<![\w.'’-])(?P<name>{_COUNTY_NAME}(?:[ -]{_COUNTY_NAME}){{0,3}}),?\s?(?-i:\b|(?<=[a-z])(?=C))"
    rf"(?P<sign>(?i:{_COUNTY_WORD})\b)(?P<end>[.,:;)]|\s|$)(?!\s?(?i:road|rd|hwy|highway|route|line|seat|park|r\."
    rf"|museum)\b)"
)
_COUNTY_BEFORE = re.compile(
    rf"\b(?P<sign>(?:county|co|parish|comté|municipio|mpio|partido|distrito|district)\b[.:]?[ \t]{{0,3}}(?:of |de "
    rf"|del )?)(?P<name>(?-i:{NAME}(?: (?:{NAME})){{0,2}}))",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?<![\w.'’-])(?P<name>(?:[A-ZÀ-Þ][\w'’.-]{1,25} ){1,3})(?P<sign>(?i:district))\b(?! of)")


_RULES = (
    (_COUNTY_AFTER, "county, before its word"),
    (_COUNTY_BEFORE, "county, behind its word"),
    (_DISTRICT, "district"),
)


def find_counties(layout: Layout, states: list[Place]) -> Iterator[Finding]:
    """Findings for county; a state's name before the county's is no part of it."""
    taken: list[tuple[int, int]] = []
    state_names = {fold(place.name) for place in states}
    for pattern, rule in _RULES:
        for match in pattern.finditer(layout.text):
            name = _county_name(match["name"], state_names if pattern is _COUNTY_AFTER else set())
            free = not any(start < match.end() and match.start() < end for start, end in taken)
            if name and free and _on_one_place(layout, match):
                taken.append(match.span())
                yield _found(layout, match, name, rule)


def _found(layout: Layout, match: re.Match[str], name: str, rule: str) -> Finding:
    start = layout.text.index(name, match.start("name"))
    span = (min(start, match.start("sign")), max(start + len(name), match.end("sign")))
    return finding(layout.text, "county", cased(name), (span,), rule)


def _on_one_place(layout: Layout, match: re.Match[str]) -> bool:
    line = layout.line_at(match.start())
    return line is not None and not line.is_institution_at(match.start()) and not _over_lines(layout.text, match)


def _over_lines(text: str, match: re.Match[str]) -> bool:
    """`Lancaster / County: ...` runs over a line; `Rainbow Falls / Co. Sevier` does not."""
    broken = "\n" in match.group().strip()
    return broken and bool(re.match(r"\.?[ \t]+[A-Z][a-z]", text[match.end("sign") :]))


def _county_name(written: str, states: set[str]) -> str:
    """The county's own words: a state or a small word before it is cut off, `Flora of Trinity` is Trinity."""
    name = " ".join(written.split()).strip(" ,.-")
    name = re.sub(r"^.*\b(?:of|OF|State)\s+(?=[A-Z])", "", name)
    name = re.sub(r"^(?:Near|In|At|On|The|From|State|District|Country)\s+", "", name)
    if re.match(r"(?:Road|Rd|Highway|Hwy|Route|Line|Park)\b", name):
        return ""
    for state in sorted(states, key=len, reverse=True):
        words = name.split()
        for cut in range(1, len(words) + 1):
            if fold("".join(words[:cut])) == state:
                name = " ".join(words[cut:])
                break
    return name if len(fold(name)) >= 3 and name[0].isupper() and re.search("[aeiouy]", fold(name)) else ""
