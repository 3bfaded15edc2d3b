"""Suggestions seen through experience: known values first, misread ones put right, numbers that run with dates.

`reranked` only moves confidences (by `parsing.trust`, bounded) and puts values in the place of near ones that people
have set on other records; `proposed` finds what no rule found, always resting on words of the label. Every change
says in the rule that it was learned, and from how many records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from curatorbench.domain.learning import LEARNED, PROPOSED, Lesson
from curatorbench.domain.suggestion import CORRECTED, Finding, Suggestion
from curatorbench.parsing.experience import (
    FOLLOWS,
    MEASURED,
    OWN,
    PEOPLE,
    Experience,
    Judged,
    base_rule,
    first_collector,
    key_of,
)
from curatorbench.parsing.number_runs import number_of
from curatorbench.parsing.slips import likeness
from curatorbench.parsing.trust import MOST, moved

_MENDED = ("recordedBy", "identifiedBy", "county", "stateProvince", "country", "scientificName")
_FOUND = ("recordedBy", "identifiedBy", "scientificName")  # known values that are looked for on a label
_PRIOR = {"known": 0.5, "refused": -1.0, "fits": 0.8, "misfits": -1.0}  # log odds before anything was judged here
_PROPOSED_AT = 0.6  # confidence of a proposal before any was judged here
_NEAR = 0.06  # cost of slips, for every letter, up to which a known value is what stands there
_LEAST_NEAR = 8  # letters
_TWICE, _OFTEN = 2, 3
_OVERTAKING = frozenset({*PEOPLE, "recordNumber"})  # a place that is named beside the place is known, too
_RANKS = {"known": 0, "nearly known": 0, "read so before": 0, "fits": 0, "refused": 2, "misfits": 2}
_FURTHEST = 3  # letters
_SURE = 0.8  # a place that others follow from
_NUMBER = re.compile(r"(?<![\w./°'-])\d{2,6}(?![\w/°'-]|\.\d)")


@dataclass(frozen=True, slots=True)
class Case:
    """A record whose suggestions are looked at: `accepted` are its values by term, set or suggested best."""

    record: int
    text: str
    suggested: tuple[Suggestion, ...]
    accepted: Mapping[str, str]

    def value(self, term: str) -> str:
        said = self.accepted.get(term)
        return said or next((one.value for one in self.suggested if one.term == term), "")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What experience says of one suggestion: the value it should have, its class, and from how many records."""

    value: str
    level: str
    records: int


def reranked(case: Case, experience: Experience) -> tuple[Suggestion, ...]:
    """The suggestions as experience sees them, the surest first; unchanged where it has nothing to say.

    Within a term the parser, who knows the label's layout, keeps its order: only what is known here of the value
    itself, of people, places and numbers, lets one overtake another.
    """
    seen = [(one, _trusted_opinion(one, case, experience)) for one in case.suggested]
    ranked = sorted(seen, key=lambda pair: _rank(*pair))  # stable: the rest stays as it came
    changed = in_order(_seen(one, opinion, experience) for one, opinion in ranked)
    return tuple(sorted(_without_doubles(changed), key=lambda one: -one.confidence))


def _rank(one: Suggestion, opinion: Opinion) -> int:
    rank = _RANKS.get(opinion.level, 1)
    return rank if one.term in _OVERTAKING else max(1, rank)


def in_order(ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """No value is surer than one that is ranked before it for the same term: the parser knows the label's layout."""
    most: dict[str, float] = {}
    for one in ranked:
        most[one.term] = min(one.confidence, most.get(one.term, 1.0))
        yield replace(one, confidence=most[one.term])


def proposed(case: Case, experience: Experience) -> tuple[Finding, ...]:
    """Values for terms that nothing was suggested for, from words of the label that experience knows."""
    said = (one for one in _proposals(case, experience) if not experience.is_doubtful(_proposal_kind(one)))
    return tuple(replace(one, confidence=round(_trusted(one, experience), 4)) for one in said)


def _proposals(case: Case, experience: Experience) -> list[Finding]:
    """All that could be proposed, whether or not the like of it was right before."""
    taken = {one.term for one in case.suggested} | set(case.accepted)
    number = () if "recordNumber" in taken else _number_in_run(case, experience)
    found = [*_places(case, experience), *_known_on_label(case, experience), *number]
    return [one for one in found if one.term not in taken]


def learn(experience: Experience, lesson: Lesson) -> None:
    """Learn from a record, after judging what would have been said of it before: the classes' trust is honest."""
    experience.drop(lesson.record)
    case = Case(lesson.record, lesson.text, lesson.suggested, {})
    experience.add(lesson, tuple(_judged(case, lesson, experience)))


def _judged(case: Case, lesson: Lesson, experience: Experience) -> Iterator[Judged]:
    first = {one.term: one for one in reversed(case.suggested)}
    for term, one in first.items():
        if term in lesson.values or term in lesson.refused:
            opinion = _opinion(one, case, experience)
            right = _same(lesson, term, opinion.value)
            for kind in _kinds(one, opinion.level):
                yield kind, one.confidence, right
    for found in _proposals(case, experience):
        if found.term in lesson.values or found.term in lesson.refused:
            yield _proposal_kind(found), _PROPOSED_AT, _same(lesson, found.term, found.value)


def _same(lesson: Lesson, term: str, value: str) -> bool:
    return key_of(lesson.values.get(term, "")) == key_of(value)


def _kinds(one: Suggestion, level: str) -> tuple[str, str]:
    return f"{one.term}, {level}", f"rule {base_rule(one.rule)}"


def _seen(one: Suggestion, opinion: Opinion, experience: Experience) -> Suggestion:
    """A suggestion with the value and the confidence that experience gives it, and its rule saying so."""
    level, rule = _kinds(one, opinion.level)
    by_level = experience.shift(level, _PRIOR.get(opinion.level, 0.0))
    shift = max(-MOST, min(MOST, by_level + experience.shift(rule) / 2))
    confidence = round(moved(one.confidence, shift, experience.earned(level)), 4)
    if opinion.value == one.value and abs(confidence - one.confidence) < 0.0005:
        return one
    records = opinion.records or experience.trust[level].seen or experience.trust[rule].seen
    corrected = CORRECTED if one.corrected or opinion.value != one.value else ""
    said = f"{base_rule(one.rule)}{LEARNED}{_records(records)}{corrected}"
    return replace(one, value=opinion.value, confidence=confidence, rule=said)


def _trusted_opinion(one: Suggestion, case: Case, experience: Experience) -> Opinion:
    """The opinion, but no other value where such have misled in this collection."""
    opinion = _opinion(one, case, experience)
    is_misled = opinion.value != one.value and experience.is_doubtful(_kinds(one, opinion.level)[0])
    return Opinion(one.value, "new", 0) if is_misled else opinion


def _opinion(one: Suggestion, case: Case, experience: Experience) -> Opinion:
    if one.term == "recordNumber":
        return _by_run(one, case, experience)
    if one.term in OWN:
        return Opinion(one.value, "own", 0)
    known = experience.known(one.term, one.value, case.record)
    refused = experience.refusals(one.term, one.value)
    mended = _mended(one, case, experience) if not known and one.term not in MEASURED else None
    if mended:
        return mended
    if refused > known + 1:
        return Opinion(one.value, "refused", refused)
    return Opinion(one.value, "known" if known else "new", known)


def _mended(one: Suggestion, case: Case, experience: Experience) -> Opinion | None:
    """The known value that these words stand for: as people read the same words before, or nearly so written."""
    before = experience.reading_of(one.term, one.verbatim, case.record)
    if before and before[1] >= _TWICE:
        return Opinion(before[0], "read so before", before[1])
    if one.term not in _MENDED:
        return None
    near = [key for key in _nearest(one, experience.keys(one.term)) if _often(experience, one.term, key, case)]
    if len(near) != 1:
        return None
    return Opinion(experience.form(one.term, near[0]), "nearly known", experience.known(one.term, near[0], case.record))


def _often(experience: Experience, term: str, key: str, case: Case) -> bool:
    return experience.known(term, key, case.record) >= _TWICE


def _nearest(one: Suggestion, keys: list[str]) -> list[str]:
    """The keys that a value differs from by no more than likely slips of a reader."""
    read = key_of(one.value)
    if len(read) < _LEAST_NEAR:
        return []
    close = process.extract(read, keys, scorer=Levenshtein.distance, score_cutoff=_FURTHEST, limit=None)
    return [key for key, _, _ in close if _is_near(read, key, one.term)]


def _is_near(read: str, key: str, term: str) -> bool:
    """Digits are never slips of each other, and of people's names the initials are too little to be misread."""
    if abs(len(key) - len(read)) > _TWICE or _spelled(read) == _spelled(key):
        return False
    if [sign for sign in read if sign.isdigit()] != [sign for sign in key if sign.isdigit()]:
        return False
    enough = min(1.6, _NEAR * len(read))
    return likeness(read, key, enough) <= enough and (term not in PEOPLE or read[:2] == key[:2])


def _spelled(key: str) -> str:
    """`Muell.` and `Müll.` are two spellings, not a slip."""
    for long, short in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        key = key.replace(long, short)
    return key


def _by_run(one: Suggestion, case: Case, experience: Experience) -> Opinion:
    number = number_of(one.value)
    bounds = experience.bounds(case.value("recordedBy"), case.value("eventDate"), case.record)
    if bounds is None or number is None:
        return Opinion(one.value, "own", 0)
    return Opinion(one.value, "fits" if bounds.holds(number) else "misfits", bounds.entries)


def _number_in_run(case: Case, experience: Experience) -> Iterator[Finding]:
    """The one number on the label that fits its collector's run and that nothing else was made of."""
    collector = case.value("recordedBy")
    bounds = experience.bounds(collector, case.value("eventDate"), case.record)
    if bounds is None:
        return
    used = " ".join(one.verbatim for one in case.suggested)
    fit = [one for one in _NUMBER.finditer(case.text) if bounds.holds(int(one[0])) and one[0] not in used]
    if len({one[0] for one in fit}) == 1:
        rule = f"{PROPOSED}runs with the dates of {first_collector(collector)}, {_records(bounds.entries)}"
        yield _finding("recordNumber", fit[0][0], fit[0][0], fit[0].span(), rule)


def _places(case: Case, experience: Experience) -> Iterator[Finding]:
    """Places that follow: every record that had this line, or this smaller place, before was from there."""
    best: dict[str, tuple[int, Finding]] = {}
    for source, written, verbatim, span in _sources(case):
        for term in FOLLOWS[source]:
            meant = experience.following(term, source, written, case.record)
            if meant and meant[1] >= _OFTEN and meant[1] > best.get(term, (0,))[0]:
                rule = f"{PROPOSED}{'line' if source == 'line' else 'place'} of {_records(meant[1])}"
                best[term] = (meant[1], _finding(term, meant[0], verbatim, span, rule))
    yield from (found for _, found in best.values())


def _sources(case: Case) -> Iterator[tuple[str, str, str, tuple[int, int]]]:
    """(what it is, its value, its words, where they stand) of all on the label that places may follow from."""
    for start, line in _lines(case.text):
        yield "line", line, line, (start, start + len(line))
    for term in FOLLOWS:
        said = next((one for one in case.suggested if one.term == term and one.confidence >= _SURE), None)
        at = case.text.find(said.verbatim.split("\n")[0]) if said and said.verbatim else -1
        if said and at >= 0:
            yield term, said.value, said.verbatim, (at, at + len(said.verbatim))


def _known_on_label(case: Case, experience: Experience) -> Iterator[Finding]:
    """A value that people have set on other records, word for word on a line that nothing was made of."""
    used = [key_of(one.verbatim) for one in case.suggested]
    lines = [(start, line, key_of(line)) for start, line in _lines(case.text)]
    for term in _FOUND:
        hits = [
            (len(key), key, start, line)
            for start, line, folded in lines
            for key in experience.inside(term, folded)
            if _often(experience, term, key, case) and not any(key in words for words in used)
        ]
        if hits:
            _, key, start, line = max(hits)
            rule = f"{PROPOSED}known from {_records(experience.known(term, key, case.record))}"
            yield _finding(term, experience.form(term, key), line, (start, start + len(line)), rule)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _finding(term: str, value: str, verbatim: str, span: tuple[int, int], rule: str) -> Finding:
    return Finding(term, value, " ".join(verbatim.split()), (span,), rule, _PROPOSED_AT)


def _trusted(found: Finding, experience: Experience) -> float:
    return moved(_PROPOSED_AT, experience.shift(kind := _proposal_kind(found)), experience.earned(kind))


def _proposal_kind(found: Finding) -> str:
    return f"{found.term}, {found.rule.removeprefix(PROPOSED).split()[0]} proposed"


def _records(count: int) -> str:
    return f"{count} record{'' if count == 1 else 's'}"


def _without_doubles(seen: Iterable[Suggestion]) -> list[Suggestion]:
    """Two that now say the same are one, the surer."""
    kept: dict[tuple[str, str, str], Suggestion] = {}
    for one in seen:
        key = (one.term, one.value, one.asset_sha256)
        held = kept.get(key)
        kept[key] = one if held is None or one.confidence > held.confidence else held
    return list(kept.values())
