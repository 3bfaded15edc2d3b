"""Type status: what kind of type a specimen is, and of which name.

Words are of Latin, English, German, French, Spanish, Portuguese and Italian labels. `Type` alone is a word of many
uses (soil type, type locality): it counts where its line begins with it, or in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout

_KINDS = (
    r"(?:holo|iso|para|allo|lecto|isolecto|paralecto|allolecto|neo|isoneo|paraneo|syn|isosyn|epi|isoepi|topo|co|plesio"
    r"|hapanto?|clono|clasto|ergato|schizo|para-?lecto|para-?neo)"
)
_STATUS = re.compile(
    rf"(?<![\w-])(?P<doubt>\?\s?|(?:prob(?:able|ably|\.)|possible|poss\.|vermutlich|presumed|likely)\s)?"
    rf"(?P<kind>{_KINDS}-?)?ty(?:p(?:es?|us|i|en|os?)?|pum)(?![\w-])"
    rf"|(?<![\w-])(?P<romance>{_KINDS})-?tip[oi]s?(?![\w-])",
    re.IGNORECASE,
)
_NOT_A_STATUS = re.compile(
    r"\s*(?:locality|localities|species|genus|area|site|host|herb\b|section|series|town|sheet|\d|[:;,]?\s?(?:forest|soil))",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|non|no|nicht|pas|keine?)\s(?:an?\s|the\s|un\s)?$", re.IGNORECASE)
_NAME = re.compile(
    r"\s?(?:(?:specimen|material|collection|coll|exemplar|number)\.?\s?)?\(?(?:of|von|de|del|do|for|on|[:=-])\s?:?\s*(?:the\s)?"
    r"(?P<name>[A-Z][a-z]{2,}(?:\s\([A-Z][a-z]+\))?\s[a-z]{3,}(?:-[a-z]+)?"
    r"(?:\s(?:var|subsp|ssp|f)\.\s[a-z]{3,})?(?:\s(?:[(A-ZÀ-Þ&][\w.()-]*|et|ex|de|von)){0,5})"
)


def find_type_status(layout: Layout) -> list[Finding]:
    """typeStatus: `holotype`, or `holotype of Lecidea nova Lopez` where the label says of what."""
    return list(_found(layout))


def _found(layout: Layout) -> Iterator[Finding]:
    for match in _STATUS.finditer(layout.text):
        line = layout.line_at(match.start())
        if line is None or not _is_status(match, layout.text[line.start : match.start()], layout.text[match.end() :]):
            continue
        named = _NAME.match(layout.text, match.end(), line.end)
        spans = (match.span(), named.span("name")) if named else (match.span(),)
        value = _value(match) + (f" of {named['name']}" if named else "")
        alone = line.text.strip(" .:!()[]") == match.group().strip()
        kind = "kind named" if match["kind"] or match["romance"] else "the word alone" if alone else "the word"
        yield finding(layout.text, "typeStatus", value, spans, f"type status, {kind}", 0.6 if match["doubt"] else 1.0)


def _is_status(match: re.Match[str], before: str, after: str) -> bool:
    if _DENIED.search(before) or _NOT_A_STATUS.match(after):
        return False
    written = match.group()
    if match["kind"] or match["romance"]:
        return written[-3:].isupper() or not before.strip(" (*[•\t") or written[0].isupper()
    is_word = re.search(r"[A-Za-zÀ-ÿ]{3}", before) is None
    return is_word and bool(re.match(r"TYP(?:E|US)|Type|Typus|Typ\b", written))


def _value(match: re.Match[str]) -> str:
    kind = (match["kind"] or match["romance"] or "").lower().replace("-", "")
    return f"{'hapanto' if kind == 'hapan' else kind}type"
