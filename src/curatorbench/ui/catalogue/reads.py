"""What the Catalogue bench asks beside its rows: facets, views, names of storage units and batches."""

from __future__ import annotations

from dataclasses import replace

from curatorbench.domain.batch_names import about
from curatorbench.domain.found import View
from curatorbench.domain.question import Question
from curatorbench.ui.catalogue.facet_tree import Counted
from curatorbench.ui.look.language import in_words
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import explore, mending, settings, storage
from curatorbench.workflow.workbench import Workbench

MOST = 2000  # values of a facet; of people, say, there may be many thousand more


def counted(level: str, question: Question) -> ReadOperation[list[Counted]]:
    """The values of a level of a facet, most first; those that are identifiers come with the names of things."""

    def work(bench: Workbench) -> list[Counted]:
        found = explore.facet(bench, level, question, limit=MOST)
        names = _NAMES[level](bench, question) if level in _NAMES else {}
        return [_counted(value, count, *names.get(value or "", (value or "", False))) for value, count in found]

    return ReadOperation(work).counting()


def unit_name(unit: str) -> ReadOperation[str]:
    """The way down to a storage unit, in names."""
    return ReadOperation(lambda bench: str(storage.path_of(bench, unit)))


_Names = dict[str, tuple[str, bool]]  # value -> how it is called, and whether more is below it


def _counted(value: str | None, count: int, label: str, has_more: bool) -> Counted:
    return Counted(value, label, count, has_more)


def _unit_names(bench: Workbench, question: Question) -> _Names:
    return {unit.id: (unit.name, unit.units > 0) for unit in storage.tree(bench, question.storage_unit, counted=False)}


def _batch_names(bench: Workbench, _question: Question) -> _Names:
    return {batch.batch: (in_words(about(batch.name)), False) for batch in mending.batches(bench, limit=MOST)}


_NAMES = {"storage": _unit_names, "batch": _batch_names}


def views() -> ReadOperation[list[View]]:
    return ReadOperation(explore.views)


def setting(name: str) -> ReadOperation[settings.Value]:
    return ReadOperation(lambda bench: settings.get(bench, name))


def without(question: Question, *names: str) -> Question:
    """`question` without what it says of these filters."""
    return replace(question, filters=tuple(f for f in question.filters if f[0] not in names))
