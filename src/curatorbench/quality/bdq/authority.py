"""The authorities that tests lean on: lists that come with the program, and services that it never asks."""

from __future__ import annotations

from collections.abc import Callable

from curatorbench.quality.bdq.parameters import Parameters, Run
from curatorbench.quality.bdq.responses import Response, amended, unamended, unavailable, unmet
from curatorbench.quality.values import Values, value


def asked(parameters: Parameters) -> Response | None:
    """None where the test's own list is wanted; else that the authority named cannot be asked here."""
    if parameters.source_authority is None:
        return None
    return unavailable(f"{parameters.source_authority} cannot be asked here.")


def standardized(term: str, meant: Callable[[str], str | None], otherwise: str) -> Run:
    """A test that amends a value to what it means on a list of ours; `otherwise` says why it leaves one."""

    def run(values: Values, parameters: Parameters) -> Response:
        text = value(values, term)
        if not text:
            return unmet(f"{term} is empty.")
        unasked = asked(parameters)
        if unasked:
            return unasked
        found = meant(text)
        return unamended(otherwise) if found in (None, text) else amended(f"{text} is {found}.", **{term: str(found)})

    return run


def service(authority: str, needs: str, any_of: bool = False, empty: str = "") -> Run:
    """A test that only `authority`, a service, can answer. It still says where the record lacks what it `needs`: all
    of those terms, or `any_of` them; and `empty` must have no value."""
    names = needs.split()

    def run(values: Values, _: Parameters) -> Response:
        given = [bool(value(values, name)) for name in names]
        if empty and value(values, empty):
            return unmet(f"{empty} is given.")
        if not (any(given) if any_of else all(given)):
            return unmet(f"{' or '.join(names[:3])} is empty.")
        return unavailable(f"Only {authority} could tell, which is not asked offline.")

    return run
