"""Measures over what the other tests said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from curatorbench.quality.bdq.responses import COMPLIANT, NOT_COMPLIANT, Response, Status, measured, unmet

Responses = Mapping[str, Response]  # by the label of the test
_UNMET = (Status.INTERNAL, Status.EXTERNAL)


def validations(counts: Callable[[Response], bool]) -> Callable[[Responses], Response]:
    def tally(responses: Responses) -> Response:
        said = [response for label, response in responses.items() if label.startswith("VALIDATION_")]
        return measured(str(sum(map(counts, said)))) if said else unmet("No validation was run.")

    return tally


def amendments_proposed(responses: Responses) -> Response:
    said = [response for label, response in responses.items() if label.startswith("AMENDMENT_")]
    return measured(str(sum(response.status in (Status.AMENDED, Status.FILLED_IN) for response in said)))


ROWS: dict[str, Callable[[Responses], Response]] = {
    "MEASURE_VALIDATIONTESTS_COMPLIANT": validations(lambda response: response.result == COMPLIANT),
    "MEASURE_VALIDATIONTESTS_NOTCOMPLIANT": validations(lambda response: response.result == NOT_COMPLIANT),
    "MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET": validations(lambda response: response.status in _UNMET),
    "MEASURE_AMENDMENTS_PROPOSED": amendments_proposed,
}
