"""What a test answers, in the words of the standard (bdqffdq): a status, a result, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """How the run of a test ended."""

    RUN_HAS_RESULT = "RUN_HAS_RESULT"
    AMENDED = "AMENDED"
    FILLED_IN = "FILLED_IN"
    NOT_AMENDED = "NOT_AMENDED"
    INTERNAL = "INTERNAL_PREREQUISITES_NOT_MET"
    EXTERNAL = "EXTERNAL_PREREQUISITES_NOT_MET"


COMPLIANT, NOT_COMPLIANT = "COMPLIANT", "NOT_COMPLIANT"
POTENTIAL_ISSUE, NOT_ISSUE = "POTENTIAL_ISSUE", "NOT_ISSUE"


@dataclass(frozen=True, slots=True)
class Response:
    """`result` is a word of the standard or a number; `changes` are an amendment's values by term; `comment` is for
    people."""

    status: Status
    result: str = ""
    comment: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def found_fault(self) -> bool:
        return self.result in (NOT_COMPLIANT, POTENTIAL_ISSUE)


def unmet(comment: str) -> Response:
    """The record lacks what the test needs."""
    return Response(Status.INTERNAL, comment=comment)


def unavailable(comment: str) -> Response:
    """The authority that the test needs cannot be asked here."""
    return Response(Status.EXTERNAL, comment=comment)


def judged(holds: bool, fault: str, praise: str = "") -> Response:
    """A validation: COMPLIANT if it `holds`, else NOT_COMPLIANT with the sentence `fault`."""
    result = COMPLIANT if holds else NOT_COMPLIANT
    return Response(Status.RUN_HAS_RESULT, result, praise if holds else fault)


def issue(there_is: bool, comment: str) -> Response:
    result = POTENTIAL_ISSUE if there_is else NOT_ISSUE
    return Response(Status.RUN_HAS_RESULT, result, comment if there_is else "")


def measured(result: str, comment: str = "") -> Response:
    return Response(Status.RUN_HAS_RESULT, result, comment)


def amended(comment: str, **changes: str) -> Response:
    """Values that were there and would be better written so."""
    return Response(Status.AMENDED, comment=comment, changes=changes)


def filled_in(comment: str, **changes: str) -> Response:
    """Values for terms that were empty."""
    return Response(Status.FILLED_IN, comment=comment, changes=changes)


def unamended(comment: str) -> Response:
    return Response(Status.NOT_AMENDED, comment=comment)
