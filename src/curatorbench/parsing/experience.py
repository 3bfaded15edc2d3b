"""What the decisions of people on the records of one collection taught, counted so that each can be taken out again.

Nothing here comes from a machine's own word: a value counts when a person set or accepted it and it still stands.
Every thing learned has an identifier by which it can be looked at and forgotten; what is forgotten is not used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from curatorbench.domain.learning import Item, Lesson
from curatorbench.domain.suggestion import CORRECTED, Suggestion
from curatorbench.parsing.number_runs import Bounds, Entry, Run, day_of, number_of
from curatorbench.parsing.trust import Tally

# Terms whose value is each record's own: that it was met before says nothing.
OWN = frozenset({"catalogNumber", "recordNumber", "otherCatalogNumbers"})
MEASURED = frozenset(
    {"decimalLatitude", "decimalLongitude", "minimumElevationInMeters", "maximumElevationInMeters", "eventDate"}
)
PLACES = ("country", "stateProvince", "county")
# What may follow from what: the words of a line that stands on many labels, a place from one inside it.
FOLLOWS = {
    "line": PLACES,
    "locality": PLACES,
    "county": ("country", "stateProvince"),
    "stateProvince": ("country",),
}
PEOPLE = ("recordedBy", "identifiedBy")
HEAD = 8  # letters of a value by which it is looked for on a label
_LINE = 8  # letters of a line that tells labels apart
_TRUSTED = 0.75  # share of a class that must have been right to be said
_PARTED = re.compile(r"\s*(?:[;|&]|\band\b|\bwith\b)\s*")
Judged = tuple[str, float, bool]  # class, confidence stated, whether people agreed


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> str:
    """Letters and digits without accents and case: what is the same but for points and blanks has one key."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if sign.isalnum()).casefold()


def first_collector(value: str) -> str:
    return key_of(_PARTED.split(value.strip())[0])


def base_rule(rule: str) -> str:
    """A suggestion's rule as the parser named it."""
    return rule.removesuffix(CORRECTED)


@dataclass(slots=True)
class Experience:
    """Counts over the lessons of a collection. `forgotten` are identifiers of items that are not used."""

    forgotten: frozenset[str] = frozenset()
    values: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    forms: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    heads: defaultdict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    written: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    follows: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    runs: defaultdict[str, Run] = field(default_factory=lambda: defaultdict(Run))
    trust: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lessons: dict[int, tuple[Lesson, tuple[Judged, ...]]] = field(default_factory=dict)

    def add(self, lesson: Lesson, judged: Iterable[Judged] = ()) -> None:
        """Learn from a record, in place of what it taught before."""
        self.drop(lesson.record)
        said = tuple(judged)
        self.lessons[lesson.record] = (lesson, said)
        self._count(lesson, said, 1)

    def drop(self, record: int) -> None:
        """Unlearn what a record taught."""
        lesson, judged = self.lessons.pop(record, (None, ()))
        if lesson is not None:
            self._count(lesson, judged, -1)

    def keep_newest(self, most: int) -> None:
        """Unlearn the records that were learned first, down to `most`."""
        while len(self.lessons) > most:
            self.drop(next(iter(self.lessons)))

    def known(self, term: str, value: str, besides: int = 0) -> int:
        """On how many records, `besides` one, people have set this value."""
        key = key_of(value)
        own = self._own(besides)
        return sum(
            self.values[one][key] - (key_of(own.get(one, "")) == key)
            for one in (PEOPLE if term in PEOPLE else (term,))
            if not self.is_forgotten("value", one, key)
        )

    def keys(self, term: str) -> list[str]:
        """The keys of all values of a term; who collects also determines."""
        return [key for one in (PEOPLE if term in PEOPLE else (term,)) for key in self.values[one]]

    def inside(self, term: str, folded: str) -> Iterator[str]:
        """The keys of known values of a term that stand in a folded line."""
        heads = self.heads[term]
        for at in range(len(folded) - HEAD + 1):
            for key in heads.get(folded[at : at + HEAD], ()):
                if folded.startswith(key, at):
                    yield key

    def form(self, term: str, key: str) -> str:
        """How people wrote a known value most often."""
        terms = PEOPLE if term in PEOPLE else (term,)
        return _commonest(sum((self.forms[one, key] for one in terms), Counter()))

    def reading_of(self, term: str, verbatim: str, besides: int = 0) -> tuple[str, int] | None:
        """The one value that people gave these words of a label, with the number of records; None if they differed."""
        key = key_of(verbatim)
        if len(key) < 3 or self.is_forgotten("correction", term, key):
            return None
        return _only(self.written.get((term, key)), self._own(besides).get(term))

    def following(self, term: str, source: str, text: str, besides: int = 0) -> tuple[str, int] | None:
        """The one value of `term` that all records have with this line, or this place, with their number."""
        key = f"{source} {key_of(text)}"
        if self.is_forgotten("place", term, key):
            return None
        return _only(self.follows.get((term, key)), self._own(besides).get(term))

    def refusals(self, term: str, value: str) -> int:
        """How often people decided otherwise when this value was suggested first."""
        key = key_of(value)
        return 0 if self.is_forgotten("refused", term, key) else self.refused[term, key]

    def bounds(self, collector: str, event_date: str, besides: int = 0) -> Bounds | None:
        """What a number of this collector's at this day should lie between."""
        key, day = first_collector(collector), day_of(event_date)
        if day is None or key not in self.runs or self.is_forgotten("run", "recordNumber", key):
            return None
        return self.runs[key].bounds(day, besides)

    def shift(self, kind: str, prior: float = 0.0) -> float:
        """Log odds by which suggestions of a class are to be moved."""
        return prior if self.is_forgotten("trust", "", kind) else self.trust[kind].shift(prior)

    def earned(self, kind: str) -> float:
        """As high as suggestions of a class may be raised."""
        return self.trust[kind].earned

    def is_doubtful(self, kind: str) -> bool:
        """Whether what was learned of this class has misled here: it is then counted on, but not said any more."""
        tally = self.trust[kind]
        return tally.right + 2 < _TRUSTED * (tally.seen + 2)

    def is_forgotten(self, kind: str, term: str, key: str) -> bool:
        return bool(self.forgotten) and item_id(kind, term, key) in self.forgotten

    def items(self) -> Iterator[Item]:
        """Everything that was learned, the best founded of each kind first."""
        yield from self._sorted("value", (((t, k), n) for t, keys in self.values.items() for k, n in keys.items()))
        yield from self._sorted("correction", (((t, k), n.total()) for (t, k), n in self.written.items()))
        yield from self._sorted("run", ((("recordNumber", k), len(run.entries)) for k, run in self.runs.items()))
        yield from self._sorted("place", (((t, k), n.total()) for (t, k), n in self.follows.items() if _is_told(k, n)))
        yield from self._sorted("refused", self.refused.items())
        yield from self._sorted("trust", ((("", kind), tally.seen) for kind, tally in self.trust.items()))

    def _sorted(self, kind: str, counted: Iterable[tuple[tuple[str, str], int]]) -> Iterator[Item]:
        for (term, key), count in sorted(counted, key=lambda one: (-one[1], one[0])):
            if count > 0:
                said = self._said(kind, term, key)
                yield Item(item_id(kind, term, key), kind, term, said, count, self.is_forgotten(kind, term, key))

    def _said(self, kind: str, term: str, key: str) -> str:
        if kind == "correction":
            return f"{_commonest(self.forms['correction', key])} = {_commonest(self.written[term, key])}"
        if kind == "place":
            source, _, written = key.partition(" ")
            return f"{_commonest(self.forms[source, written])} = {_commonest(self.follows[term, key])}"
        if kind == "run":
            return _range_of(_commonest(self.forms["recordedBy", key]) or key, self.runs[key])
        if kind == "trust":
            tally = self.trust[key]
            return f"{key}: {tally.right} of {tally.seen} right, stated at {tally.stated / tally.seen:.0%}"
        forms = self.forms["refused " + term if kind == "refused" else term, key]
        return _commonest(forms)

    def _own(self, record: int) -> Mapping[str, str]:
        return self.lessons[record][0].values if record in self.lessons else {}

    def _count(self, lesson: Lesson, judged: Collection[Judged], sign: int) -> None:
        for term, value in lesson.values.items():
            if term not in OWN:
                self._value(term, value, lesson.verbatims.get(term, ""), sign)
        for source, written in sources_of(lesson):
            for term in FOLLOWS[source]:
                if term in lesson.values:
                    _change(self.follows[term, f"{source} {key_of(written)}"], lesson.values[term], sign)
            if source == "line":
                _change(self.forms["line", key_of(written)], written, sign)
        for suggestion in refused_of(lesson):
            self.refused[suggestion.term, key_of(suggestion.value)] += sign
            _change(self.forms["refused " + suggestion.term, key_of(suggestion.value)], suggestion.value, sign)
        self._run(lesson, sign)
        for kind, confidence, right in judged:
            self.trust[kind].count(confidence, right, sign)

    def _value(self, term: str, value: str, verbatim: str, sign: int) -> None:
        key = key_of(value)
        _change(self.values[term], key, sign)
        if len(key) >= HEAD:
            self.heads[term].setdefault(key[:HEAD], set()).add(key)
        _change(self.forms[term, key], value, sign)
        if verbatim and key_of(verbatim) != key and term not in MEASURED:
            _change(self.written[term, key_of(verbatim)], value, sign)
            _change(self.forms["correction", key_of(verbatim)], verbatim, sign)

    def _run(self, lesson: Lesson, sign: int) -> None:
        collector = first_collector(lesson.values.get("recordedBy", ""))
        day, number = day_of(lesson.values.get("eventDate", "")), number_of(lesson.values.get("recordNumber", ""))
        if collector and day is not None and number is not None:
            entry: Entry = (day, number, lesson.record)
            self.runs[collector].add(entry) if sign > 0 else self.runs[collector].remove(entry)


def item_id(kind: str, term: str, key: str) -> str:
    return f"{kind}:{term}:{key}"


def sources_of(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """(what it is, its words) of all that places may follow from."""
    lines = {key_of(line): line for line in lesson.text.split("\n") if len(key_of(line)) >= _LINE}
    yield from (("line", line) for line in lines.values())
    yield from ((term, lesson.values[term]) for term in FOLLOWS if term in lesson.values)


def _is_told(key: str, counted: Counter[str]) -> bool:
    """Most lines stand on one label only."""
    return len(counted) == 1 and counted.total() >= 2


def refused_of(lesson: Lesson) -> Iterator[Suggestion]:
    """What was suggested first for a term and not taken."""
    first = {one.term: one for one in reversed(lesson.suggested)}
    for term, said in first.items():
        decided = lesson.values.get(term)
        if term in lesson.refused or (decided is not None and key_of(decided) != key_of(said.value)):
            yield said


def _only(counted: Counter[str] | None, own: str | None) -> tuple[str, int] | None:
    """The one thing that was counted, with its count, the record's own taken off."""
    there = {value: count - (value == own) for value, count in (counted or {}).items() if count - (value == own) > 0}
    return next(iter(there.items())) if len(there) == 1 else None


def _change(counted: Counter[str], key: str, sign: int) -> None:
    """What was counted down to nothing was never there."""
    counted[key] += sign
    if not counted[key]:
        del counted[key]


def _commonest(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0] if counted else ""


def _range_of(name: str, run: Run) -> str:
    numbers = [number for _, number, _ in run.entries]
    return f"{name}: {min(numbers)} to {max(numbers)}" if numbers else name
