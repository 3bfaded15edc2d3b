"""Sex, stage of life and how many: `2♂ 1♀`, `3 Weibchen`, `larva`, `2 males, 1 female`.

Numbers count only where they stand before a sign or word for sex or stage. Flowers and cones have sexes too, which are
not the specimen's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout

_SEXES = {
    "male": "males? machos? mâles? männchen maschi[oo]? mannetjes? hannar hanner samec samci самец самцы ♂",
    "female": "fe-?males? hembras? fêmeas? femelles? weibchen femmin[ae] wijfjes? vrouwtjes? hon(?:a|or) hunner samice "
    "самка самки ♀",
    "hermaphrodite": "hermaphrodit(?:e|es|ic)? ⚥ ☿",
}
_STAGES = {
    "adult": "adults? imago(?:s|nes|es)? adultos? adultes? adultus",
    "juvenile": "juveniles? juv\\. juvenil(?:es)? jungtiere? juvénile?s? immatures? imm\\. inmaduros? subadults?",
    "larva": "larva larvae larve[sn]? larvas caterpillars? raupen? orugas? chenilles?",
    "nymph": "nymph(?:s|a|ae|e|es|en)? ninfas?",
    "pupa": "pupa pupae pup(?:en|as|es) puppen? chrysalis chrysalid(?:e|es) exuvia[e]? exuvien",
    "egg": "eggs eier huevos œufs",
    "seedling": "seedlings? keimlinge? plántulas? plantules?",
}
_CASTES = {"worker": "workers? ☿", "queen": "queens?", "soldier": "soldiers?"}
_NOT_OF_THE_SPECIMEN = re.compile(
    r"\s*(?:flowers?|fls?\b|cones?|catkins?|spikes?|inflorescences?|spikelets?|florets?|heads?|flores?|fleurs?|blüten?"
    r"|trees?\b|gametangia|strobil\w+|involucr\w+|plants? (?:with|present)|\+|habitat|feeding|mines?\b)",
    re.IGNORECASE,
)
_COUNT = r"(?:(?P<count>\d{1,3})\s?[x×]?\s?)?"


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    each = "|".join(word for some in words for word in some.split())
    return re.compile(rf"(?<![\w.,/])[{{(]?{_COUNT}(?P<word>(?:{each})+)(?![\w'’])[)}}]?", re.IGNORECASE)


_SEX, _STAGE = _pattern(_SEXES.values()), _pattern(_STAGES.values())
_MEANING = {
    value: re.compile("|".join(words.split()), re.IGNORECASE) for value, words in (_SEXES | _STAGES | _CASTES).items()
}


# What engines make of the sign of Mars behind a name or alone; the mirror of Venus comes as too many things to tell.
_MISREAD_MALE = re.compile(r"(?:^|(?<=[a-z.]\s))(?P<sign>[δσð♁]{1,2})$", re.MULTILINE)


def find_sexes(layout: Layout) -> list[Finding]:
    """sex, lifeStage and individualCount, each at most once: several values joined by ` | `."""
    sexes, stages = _standing(layout, _SEX), _standing(layout, _STAGE)
    said = list(_joined(layout, "sex", sexes, _rule_of(layout, sexes))) or list(_misread(layout))
    return [*said, *_joined(layout, "lifeStage", stages, "life stage"), *_counted(layout, sexes or stages)]


def _misread(layout: Layout) -> Iterator[Finding]:
    for match in _MISREAD_MALE.finditer(layout.text):
        said = finding(layout.text, "sex", "male", (match.span("sign"),), "sex, sign misread")
        yield replace(said, corrected=True)
        return


def _standing(layout: Layout, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    found = []
    for match in pattern.finditer(layout.text):
        line = layout.line_at(match.start("word"))
        if line and not line.of_institution and not _NOT_OF_THE_SPECIMEN.match(layout.text, match.end()):
            found.append(match)
    return found


def _rule_of(layout: Layout, found: list[re.Match[str]]) -> str:
    """A sign, or a transcriber's word in brackets, says it more surely than a word that a sentence may hold."""
    if not found:
        return "sex, word"
    line = layout.line_at(found[0].start("word"))
    if not found[0]["word"].isalpha() or found[0].group()[0] in "{(":
        return "sex, sign"
    short = line is not None and len(line.text) <= len(found[0].group()) + 12
    return "sex, word on its own" if short else "sex, word"


def _joined(layout: Layout, term: str, found: list[re.Match[str]], rule: str) -> Iterator[Finding]:
    if found:
        values = dict.fromkeys(_meaning(match["word"]) for match in found)
        spans = tuple(match.span() for match in found[:4])
        yield finding(layout.text, term, " | ".join(values), spans, rule, 1.0 if len(found) < 5 else 0.5)


def _meaning(word: str) -> str:
    return next(
        (value for value, words in _MEANING.items() if words.fullmatch(word[:1]) or words.fullmatch(word)), word
    )


def _counted(layout: Layout, found: list[re.Match[str]]) -> Iterator[Finding]:
    """The sum of the numbers before signs; signs without a number say nothing certain of how many."""
    counts = [int(match["count"]) for match in found if match["count"]]
    if found and len(counts) == len(found) and 0 < sum(counts) < 1000:
        spans = tuple(match.span() for match in found[:4])
        yield finding(layout.text, "individualCount", str(sum(counts)), spans, "individuals, counted by sex or stage")
