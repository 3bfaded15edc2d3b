"""Hosts and partners: `host: Quercus alba`, `ex Salix`, `on leaves of Rhus`, `parasitic on Acarospora fuscata`.

The value of associatedTaxa is `relation: taxon`, the relation as labels of the field say it: `host` where the label
names one or the thing lives in or from it, `on` where it only stood there. A name must be of a known genus, unless the
label itself says that it is the host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.known_names import genera
from curatorbench.parsing.layout import Layout

_NO_EPITHET = r"(?!(?:and|near|with|from|along|bark|the|von|sur)\b)"
_TAXON = (
    r"(?P<taxon>(?P<genus>[A-Z][a-z]{2,})"
    rf"(?:\s{_NO_EPITHET}(?:[a-z]{{3,}}(?:-[a-z]+)?|sp{{1,2}}\.?))?)"
)
_PARTS = (
    r"(?:(?:the|dead|living|fallen|old|young|large|small|smooth|rough)\s)*"
    r"(?:leaves|leaf|bark|trunks?|bole|boles|branch(?:es)?|twigs?|stems?|roots?|wood|logs?|stumps?|flowers?|fls?\.?|fruits?"
    r"|foliage|thall(?:us|i)|base|galls?|cones?|blättern?|rinde|ästen?|zweigen?|stamm|blüten?|feuilles?|écorces?|fleurs?"
    r"|troncs?|hojas?|flores|corteza|tronco|ramas|folhas?|casca|foliis|foliorum|corticem?|ramulis|truncos?)"
)
_OF = r"\s(?:of|from|von|de|d['’]|del|do|da|des|di)\s(?:the\s)?(?:an?\s)?"
_NAMED = re.compile(
    rf"\b(?i:host(?:\splant)?|hosts|hospes|huésped|hospedero|hôte|plante[- ]hôte|wirt(?:spflanze)?|ospite"
    rf"|planta hospedera|värd|(?:assoc(?:iated)?\.?\swith|food\s?plant|foodplant))\s?[:=.-]?\s+{_TAXON}"
)
_LIVES_ON = re.compile(
    rf"\b(?i:parasit(?:ic|e|ising|izing|ique|isch|ado)?\s(?:on|of|auf|sur|sobre|de)|lichenicolous\son|reared\s(?:from|ex|on)"
    rf"|bred\s(?:from|ex)|emerged\sfrom|em\.\s?ex|ex\slarva\son|feeding\son|galls?\son|mining|infesting"
    rf"|(?:ab|ex)(?=\s[A-Z][a-z]+\s[a-z]{{3,}}))\s(?:{_PARTS}{_OF})?{_TAXON}"
)
_STOOD_ON = re.compile(
    rf"(?<![\w-])(?i:on|upon|auf|an|sur|sobre|en|ad|in|su|at|à)\s(?:(?i:{_PARTS}){_OF}|(?i:{_PARTS})\s)?{_TAXON}"
)
_WORDS = "Mount Rock Road River North South East West Old The State County Lake Island Santa San Mountain"
_NO_GENERA = frozenset(_WORDS.split())


def find_hosts(layout: Layout) -> list[Finding]:
    """associatedTaxa, best first."""
    made: list[Finding] = []
    for form, relation, rule in (
        (_NAMED, "host", "host, named"),
        (_LIVES_ON, "host", "host, lived on"),
        (_STOOD_ON, "on", "taxon that it was on"),
    ):
        made += _found(layout, form, relation, rule, made)
    return made


def _found(layout: Layout, form: re.Pattern[str], relation: str, rule: str, before: list[Finding]) -> Iterator[Finding]:
    taken = {span for said in before for span in said.spans}
    for match in form.finditer(layout.text):
        line = layout.line_at(match.start())
        span = match.span("taxon")
        if line is None or line.of_institution or line.title or span in taken or "\n" in match["taxon"]:
            continue
        is_place = any(mention.start == span[0] for mention in layout.mentions_in(*span))
        if not is_place and _is_taxon(match["genus"], known_only=form is not _NAMED):
            yield finding(layout.text, "associatedTaxa", f"{relation}: {match['taxon']}", (span,), rule)


def _is_taxon(genus: str, known_only: bool) -> bool:
    known = genera().get(genus)
    if genus in _NO_GENERA or (known is None and known_only):
        return False
    return known is None or known.size > 0 or not known_only
