"""What is known of one field of a record, and what a person still has to decide. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from curatorbench.domain.box import Box
from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.domain.suggestion import Suggestion


class Standing(StrEnum):
    """How far a field has come."""

    UNKNOWN = "unknown"  # nobody has said anything
    PROPOSED = "proposed"  # a machine suggests, nobody has agreed
    UNCHECKED = "unchecked"  # a rule, an import or a device made it the value
    SETTLED = "settled"  # a person's value
    ABSENT = "absent"  # a person looked: nothing there, or not readable


@dataclass(frozen=True, slots=True)
class FieldState:
    """`suggestions` are those for this term, best first."""

    term: str
    change: FieldChange | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def standing(self) -> Standing:
        change = self.change
        if change and change.absence:
            return Standing.ABSENT
        if change and change.value is not None:
            return Standing.SETTLED if change.checked else Standing.UNCHECKED
        return Standing.PROPOSED if self.suggestions else Standing.UNKNOWN

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide: Enter stops here."""
        return self.standing in (Standing.PROPOSED, Standing.UNCHECKED)

    @property
    def revision(self) -> int:
        """Of the row that the person has seen; 0 if there was none."""
        return self.change.revision if self.change else 0

    def text(self, choice: int = 0) -> str:
        """What stands in the field: the value, else the suggestion number `choice`."""
        if self.standing is Standing.PROPOSED:
            return self.suggestions[choice].value
        return (self.change.value or "") if self.change else ""

    def verbatim(self, choice: int = 0) -> str:
        """As the label has it, if that differs from what stands in the field."""
        written = self.suggestions[choice].verbatim if self.standing is Standing.PROPOSED else self._kept_verbatim()
        return written if written and written != self.text(choice) else ""

    def written(self, choice: int = 0) -> str | None:
        """What the label has, as a person sees it who types over what stands in the field; None if that is not said."""
        if self.standing is Standing.PROPOSED:
            return self.suggestions[choice].verbatim or None
        return self._kept_verbatim() or None

    def rests_on(self, choice: int = 0) -> Suggestion | None:
        """The suggestion whose words the field rests on; for a value the one nearest to it."""
        if self.standing is Standing.PROPOSED:
            return self.suggestions[choice]
        nearness = [self._nearness(suggestion) for suggestion in self.suggestions]
        return self.suggestions[nearness.index(max(nearness))] if nearness else None

    def evidence(self, choice: int = 0) -> tuple[Box, ...]:
        """The words that the field rests on, as boxes on the image of `rests_on`."""
        source = self.rests_on(choice)
        return source.evidence if source else ()

    def _nearness(self, suggestion: Suggestion) -> tuple[bool, bool]:
        """A value made of a suggestion has its value; one that a person corrected still has its label's words."""
        change = self.change
        return bool(change and suggestion.value == change.value), suggestion.verbatim == self._kept_verbatim()

    def _kept_verbatim(self) -> str:
        return (self.change.verbatim or "") if self.change else ""


def states(page: RecordPage, terms: tuple[str, ...]) -> dict[str, FieldState]:
    """The state of every field of a form, in the form's order."""
    return {
        term: FieldState(term, page.values.get(term), tuple(s for s in page.suggestions if s.term == term))
        for term in terms
    }
