"""Ways to narrow the catalogue, as a tree of values with counts: what is open, what is chosen, which lines that makes.

No widget here. A node is (facet, path): the path of values from the facet's first level down, () for its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus

Path = tuple[str | None, ...]
Node = tuple[str, Path]
SHOWN = 10  # values of a node before "more"


@dataclass(frozen=True, slots=True)
class Facet:
    """`levels` are names that counts are asked by, each a filter too. A `deep` one repeats its only level."""

    id: str
    levels: tuple[str, ...]
    deep: bool = False

    def level(self, path: Path) -> str | None:
        """What the values below a path are counted by; None if nothing is below it. Below those
        without a family are their genera: many a name was never given one."""
        if self.deep:
            return None if path and path[-1] is None else self.levels[0]
        return self.levels[len(path)] if len(path) < len(self.levels) else None


FACETS: tuple[Facet, ...] = (
    Facet("status", ("status",)),
    Facet("taxon", ("family", "genus", "scientificName")),
    Facet("place", ("country", "stateProvince", "county")),
    Facet("date", ("decade", "year")),
    Facet("person", ("recordedBy",)),
    Facet("storage", ("storage",), deep=True),
    Facet("collection", ("collection",)),
    Facet("batch", ("batch",)),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A value (None: the records without one), how it is called, how many records have it, whether more is below."""

    value: str | None
    label: str
    count: int
    has_more: bool = False


class Kind(Enum):
    HEAD = auto()
    VALUE = auto()
    MORE = auto()  # further values of a node
    NOTHING = auto()  # said where a node has no values


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list. `count` is that of records, for MORE that of hidden values."""

    kind: Kind
    facet: str
    path: Path
    label: str = ""
    count: int | None = None
    can_open: bool = False
    is_open: bool = False
    is_chosen: bool = False

    @property
    def depth(self) -> int:
        return len(self.path)

    @property
    def node(self) -> Node:
        return self.facet, self.path


@dataclass
class FacetTree:
    """What the person has opened, typed and chosen, and the counts that have come."""

    choices: dict[str, Path] = field(default_factory=dict)
    opened: set[Node] = field(default_factory=lambda: {("status", ()), ("taxon", ())})
    whole: set[Node] = field(default_factory=set)
    values: dict[Node, list[Counted]] = field(default_factory=dict)
    labels: dict[Node, str] = field(default_factory=dict)
    sought: Node | None = None  # the node whose values are sought by typing
    typed: str = ""

    # Choosing

    def choose(self, node: Node) -> None:
        """Choose a value, or take the choice back if it was chosen."""
        facet, path = node
        if self.choices.get(facet) == path:
            del self.choices[facet]
        elif path:
            self.choices[facet] = path

    def narrowed(self, question: Question, but: str = "") -> Question:
        """`question` with all choices, or all but that of one facet."""
        for facet in FACETS:
            if facet.id != but and (path := self.choices.get(facet.id)):
                question = _with(question, facet, path)
        return question

    def question_below(self, node: Node, question: Question) -> tuple[str, Question]:
        """What to count for the values of a node: a facet's own choice does not narrow them, the way to them does."""
        facet = _facet(node[0])
        level = facet.level(node[1])
        assert level is not None, f"nothing is below {node}"
        narrowed = self.narrowed(question, but=facet.id)
        return level, _with(narrowed, facet, node[1]) if node[1] else narrowed

    def label(self, node: Node) -> str:
        """How a chosen value is called, also where its node is not open any more."""
        return self.labels.get(node) or str(node[1][-1] or "")

    # Opening

    def can_open(self, node: Node) -> bool:
        facet = _facet(node[0])
        if facet.level(node[1]) is None:
            return False
        counted = self._counted(node)
        return not facet.deep or counted is None or counted.has_more

    def open(self, node: Node) -> None:
        self.opened.add(node)

    def close(self, node: Node) -> None:
        self.opened.discard(node)
        if self.sought == node:
            self.sought, self.typed = None, ""

    def open_nodes(self) -> list[Node]:
        """Those whose values are on screen: every node above them is open, too."""
        return [node for node in self.opened if all((node[0], node[1][:n]) in self.opened for n in range(len(node[1])))]

    def take(self, node: Node, values: Sequence[Counted]) -> None:
        """The counts of a node have come."""
        self.values[node] = list(values)
        for counted in values:
            self.labels[(node[0], (*node[1], counted.value))] = counted.label

    # Lines

    def lines(self) -> list[Line]:
        return [line for facet in FACETS for line in self._of_facet(facet)]

    def _of_facet(self, facet: Facet) -> Iterator[Line]:
        head = (facet.id, ())
        yield Line(Kind.HEAD, *head, can_open=True, is_open=head in self.opened, is_chosen=facet.id in self.choices)
        if head in self.opened:
            yield from self._below(head)

    def _below(self, node: Node) -> Iterator[Line]:
        values = self._with_chosen(node)
        sought = values if self.sought != node else [v for v in values if self.typed.casefold() in v.label.casefold()]
        shown = sought if node in self.whole else _first(sought, self._chosen_below(node))
        for counted in shown:
            yield from self._value((node[0], (*node[1], counted.value)), counted)
        if len(shown) < len(sought):
            yield Line(Kind.MORE, node[0], (*node[1], "…"), count=len(sought) - len(shown))
        if not sought and node in self.values:
            yield Line(Kind.NOTHING, node[0], (*node[1], "—"))

    def _value(self, node: Node, counted: Counted) -> Iterator[Line]:
        can_open, is_open = self.can_open(node), node in self.opened
        is_chosen = self.choices.get(node[0]) == node[1]
        yield Line(Kind.VALUE, *node, counted.label, counted.count, can_open, is_open and can_open, is_chosen)
        if is_open and can_open:
            yield from self._below(node)

    def _with_chosen(self, node: Node) -> list[Counted]:
        """The values of a node; what is chosen stays among them, even where no record has it any more."""
        values, chosen = self.values.get(node, []), self._chosen_below(node)
        if chosen is _NONE or _facet(node[0]).deep or any(counted.value == chosen for counted in values):
            return values
        assert not isinstance(chosen, _Nothing)
        return [*values, Counted(chosen, self.label((node[0], (*node[1], chosen))), 0)]

    def _chosen_below(self, node: Node) -> str | _Nothing | None:
        chosen = self.choices.get(node[0], ())
        is_on_the_way = len(chosen) > len(node[1]) and chosen[: len(node[1])] == node[1]
        return chosen[len(node[1])] if is_on_the_way else _NONE

    def _counted(self, node: Node) -> Counted | None:
        if not node[1]:
            return None
        siblings = self.values.get((node[0], node[1][:-1]), [])
        return next((counted for counted in siblings if counted.value == node[1][-1]), None)


class _Nothing:
    """No value is chosen; None is a choice."""


_NONE = _Nothing()


def _facet(id_: str) -> Facet:
    return next(facet for facet in FACETS if facet.id == id_)


def _first(values: Sequence[Counted], chosen: str | _Nothing | None) -> list[Counted]:
    """The first few, and what is chosen. One hidden value is no gain: then all are shown."""
    if len(values) <= SHOWN + 1:
        return list(values)
    return [value for i, value in enumerate(values) if i < SHOWN or value.value == chosen]


def _with(question: Question, facet: Facet, path: Path) -> Question:
    if facet.id == "status" and path[0] is not None:
        return replace(question, status=RecordStatus(path[0]))
    if facet.deep and path[-1] is not None:
        return replace(question, storage_unit=path[-1])
    if facet.id == "batch" and path[0] is not None:
        return replace(question, batch=path[0])
    if facet.deep:  # what lies in a unit itself, or in none: only the last step says it
        return replace(question, filters=(*question.filters, (facet.levels[0], None)))
    return replace(question, filters=(*question.filters, *zip(facet.levels, path, strict=False)))


def choices_in(question: Question) -> tuple[dict[str, Path], Question]:
    """The choices that a kept question stands for, and what is left of it: the other way round of `narrowed`."""
    choices: dict[str, Path] = {}
    left = list(question.filters)
    if question.status:
        choices["status"] = (question.status.value,)
    if question.storage_unit:
        choices["storage"] = (question.storage_unit,)
    if question.batch:
        choices["batch"] = (question.batch,)
    for facet in FACETS:
        path = _path_in(facet, left)
        if path:
            choices.setdefault(facet.id, path)
            left = [pair for pair in left if pair not in list(zip(facet.levels, path, strict=False))]
    rest = replace(question, filters=tuple(left), status=None, storage_unit=None, batch=None)
    return choices, rest


def _path_in(facet: Facet, filters: Sequence[tuple[str, str | None]]) -> Path:
    asked = dict(filters)
    path: list[str | None] = []
    for level in facet.levels:
        if level not in asked:
            break
        path.append(asked[level])
    return tuple(path)
