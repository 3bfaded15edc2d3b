"""The command on the quality of records: MIDS level, contradictions, tests of BDQ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from curatorbench.cli.output import CollectionOption, JsonOption, say
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.record import RecordPage
from curatorbench.domain.record_quality import Answer, RecordQuality
from curatorbench.workflow import explore, review
from curatorbench.workflow.workbench import Workbench

_TELLING = ("NOT_COMPLIANT", "POTENTIAL_ISSUE")


def register(app: typer.Typer) -> None:
    app.command("quality")(quality)


def quality(
    context: typer.Context,
    root: Root,
    number: Annotated[
        str | None, typer.Argument(metavar="[CATALOGNUMBER]", help="Catalogue number or UUID; without: every record.")
    ] = None,
    every_test: Annotated[bool, typer.Option("--all", help="Every test, not only those that found something.")] = False,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """How complete a record is, what contradicts itself in it, and what the tests of TDWG BDQ say."""
    from curatorbench.workflow import quality as verb  # its outlines need numpy, which no other command should wait for

    bench = opened(context, root)
    for page in _pages(bench, number, collection):
        found = verb.of_page(bench, page)
        say(json, quality_json(page, found, every_test), "\n".join(_lines(page, found, every_test)))


def _pages(bench: Workbench, number: str | None, collection: str | None) -> Iterator[RecordPage]:
    if number is None:
        yield from explore.every_record(bench)
    else:
        yield explore.page(bench, review.find(bench, number, collection))


def quality_json(page: RecordPage, found: RecordQuality, every_test: bool) -> dict[str, object]:
    """The shape that `quality --json` promises."""
    return {
        "materialEntityID": page.summary.material_entity_id,
        "catalogNumber": page.summary.catalog_number,
        "mids": {
            "level": found.level,
            "next_level": found.next_level,
            "missing": [missing.as_json() for missing in found.missing],
        },
        "contradictions": [{"terms": list(fault.terms), "sentence": fault.sentence} for fault in found.contradictions],
        "tests": [answer.as_json() for answer in found.answers if every_test or _is_telling(answer)],
    }


def _is_telling(answer: Answer) -> bool:
    return answer.result in _TELLING or bool(answer.changes)


def _lines(page: RecordPage, found: RecordQuality, every_test: bool) -> Iterator[str]:
    summary = page.summary
    yield f"{summary.catalog_number or summary.material_entity_id}: {_level(found)}"
    for fault in found.faults:
        yield f"  {', '.join(fault.terms)}: {fault.sentence}" + (f" ({fault.label})" if fault.label else "")
    for offer in found.offers:
        better = ", ".join(f"{term} = {value}" for term, value in offer.changes.items())
        yield f"  could be {better} ({offer.label})"
    for answer in found.answers if every_test else ():
        yield f"  {answer.label} {answer.guid}: {answer.status} {answer.result}".rstrip()


def _level(found: RecordQuality) -> str:
    level = "below MIDS 0" if found.level is None else f"MIDS {found.level}"
    missing = ", ".join(missing.label for missing in found.missing)
    return f"{level}; for {found.next_level} it wants {missing}" if missing else level
