"""What people say of what a classifier flagged: one sheet, one question, one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from curatorbench.domain.record import RecordSummary
from curatorbench.domain.suggestion import Judgement

# The assertion that an answer becomes, and the model whose judgements raise the question.
STAIN, STAIN_MODEL = "mercury staining", "mercury"


class Answer(StrEnum):
    """A person's word. Not to know is an answer: the sheet leaves the pile, and the assertion says so."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class JudgedSheet:
    """A record whose image a classifier flagged or was unsure about."""

    record: RecordSummary
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Pile:
    """The next sheets to look at, the surest flags first; how many wait and how many have their answer."""

    sheets: tuple[JudgedSheet, ...]
    waiting: int
    answered: int
