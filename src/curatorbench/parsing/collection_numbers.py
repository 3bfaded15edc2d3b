"""Catalogue numbers in the forms that collections give them, where the number has a line or a column to itself.

`parsing.numbers` finds letters and digits in a run; these are the forms that are more than that: `B 10 0123456`,
`FMNHINS 0001 234 567`, `UAM:Ent:123456`, `W 1999-0012345`, `MEL 123456A`, and stamps that say `No. 1234567`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.numbers import find_numbers

_FORMS = re.compile(
    r"[A-Z]{1,2}\s\d{2}\s\d{7}"  # B 10 0123456
    r"|[EMNSTWR]0\d{6,8}"  # E00123456: points of the compass and others that are no acronyms elsewhere
    r"|[A-Z]{1,5}\d{11,13}"  # BR0000012345678
    r"|[A-Z]{1,6}-[A-Z]{0,2}\d{5,9}(?:\s?/\s?\d{1,7})?"  # S-L12345, M-0012345 / 12345
    r"|[A-Z]{1,5}-\d{2}-\d{6,8}"  # MA-01-00123456
    r"|[A-Z]{2,6}[_:][A-Za-z]{1,6}[ _:-]?\d{4,10}"  # AMNH_IZC 00123456, UAM:Ent:123456
    r"|[A-Z]{3,8}\s\d{1,4}(?:\s\d{3}){2}"  # FMNHINS 0001 234 567
    r"|[A-Z]{1,6}[ -]?\d{5,9}(?:\.\d|\s?[A-Z])"  # CANB 123456.1, MEL 123456A
    r"|[A-Z]{1,5}\s(?:1[89]|20)\d\d-\d{5,7}"  # W 1999-0012345
    r"|[A-Z]{2,6}\s(?:[A-Z]{4,}|[A-Z][a-z]+)(?:\s(?:Collections?|Coll\.|Type))?\s\d{5,8}"  # CNC HEMIPTERA 123456
    r"|[A-Z]{2,6}\s\d{5,9}\s[A-Z]{3,6}-[A-Z]{3}"  # SEMC 0123456 KUNHM-ENT
)
_NO_ACRONYM = re.compile(
    r"(?:NO|COLL?|DET|LEG|ALT|ELEV|UTM|LAT|LONG|HWY|BOX|TEL|FAX|PO|ZIP|FORM|LOT|MAP|MS|GPO|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP"
    r"|OCT|NOV|DEC)\b",
    re.IGNORECASE,
)
# `CAS Academy of Sciences 123,456`: the institution's name, or a column beside it, between acronym and number.
_APART = re.compile(
    r"(?:^|\s)(?P<code>[A-Z]{3,6})\s[A-Z][^\d\n:]{2,40}?\s(?P<digits>\d{3},\d{3}|0\d{5,8}|\d{6,8})$",
)
_BETWEEN = re.compile(r"\b(?:no|nr|alt|elev|coll?|leg|det|tel|box|zip)\b", re.IGNORECASE)
_STAMPED = re.compile(
    r"(?:(?:herb(?:arium|\.)?|sheet|specimen|cat(?:alog(?:ue|o)?|\.)?|reg(?:istr?(?:ation|o)|\.)?|inv(?:entar(?:io)?|\.)?)\s?)?"
    r"(?:n[or]\.?|núm\.?|num\.|n[°º]\.?|№|#)\s?(?P<number>\d{6,8})",
    re.IGNORECASE,
)


def find_catalogue_numbers(layout: Layout) -> list[Finding]:
    """catalogNumber and otherCatalogNumbers of both modules, best first.

    Where one number holds another of the same place, only the whole one is said.
    """
    whole = [said for line in layout.lines for said in (*_of_line(layout, line), *_apart(layout, line))]
    spans = [span for said in whole for span in said.spans]
    apart = [said for said in find_numbers(layout) if not any(_within(said.spans[0], span) for span in spans)]
    return sorted(whole + apart, key=lambda said: -said.confidence)


def _apart(layout: Layout, line: Line) -> Iterator[Finding]:
    match = _APART.search(line.text)
    if match is None or _BETWEEN.search(match.group()) or _NO_ACRONYM.match(match["code"]):
        return
    spans = tuple((line.start + match.start(name), line.start + match.end(name)) for name in ("code", "digits"))
    if not layout.mentions_in(*spans[0]):
        number = f"{match['code']} {match['digits']}"
        yield finding(layout.text, "catalogNumber", number, spans, "catalogue number, acronym apart")


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _of_line(layout: Layout, line: Line) -> Iterator[Finding]:
    for column in re.finditer(r"[^\t]+", line.text):
        written = column.group().strip()
        start = line.start + column.start() + column.group().index(written) if written else 0
        place = any(m.start == start and m.end - m.start > 3 for m in layout.mentions_in(start, start + 1))
        if _FORMS.fullmatch(written) and not _NO_ACRONYM.match(written) and not place:
            span = (start, start + len(written))
            yield finding(layout.text, "catalogNumber", written, (span,), "catalogue number, form of a collection")
        elif stamped := _STAMPED.fullmatch(written):
            span = (start + stamped.start("number"), start + stamped.end("number"))
            yield finding(layout.text, "catalogNumber", stamped["number"], (span,), "catalogue number, stamped")
