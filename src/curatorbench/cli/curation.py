"""Commands of curation: status, rule, revert."""

from __future__ import annotations

from typing import Annotated

import typer

from curatorbench.cli.output import DEFAULT_OPERATOR, CollectionOption, JsonOption, OperatorOption, each, say
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.record import RecordStatus
from curatorbench.domain.suggestion import AcceptanceRule
from curatorbench.domain.terms import LABEL_TERMS, term_name
from curatorbench.workflow import review


def register(app: typer.Typer) -> None:
    for command in (status, rule, revert):
        app.command()(command)


def status(
    context: typer.Context,
    root: Root,
    status: Annotated[RecordStatus, typer.Argument(help="How far the records have come.")],
    numbers: Annotated[list[str], typer.Argument(metavar="CATALOGNUMBER...", help="Numbers or UUIDs.")],
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Say of records that they are checked, approved, withheld, or back at an earlier step."""
    bench = opened(context, root)

    def act(number: str) -> tuple[object, str]:
        material = review.find(bench, number, collection)
        review.set_status(bench, material, status, operator)
        return {"materialEntityID": material, "status": status.value}, f"{number} is {status.value}."

    each(numbers, json, "catalogNumber", act)


def rule(
    context: typer.Context,
    root: Root,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Without a name: list the rules.")] = None,
    on: Annotated[bool, typer.Option("--on/--off")] = True,
    terms: Annotated[str, typer.Option(help="Terms it may accept, with commas.")] = ",".join(LABEL_TERMS),
    least: Annotated[float, typer.Option(min=0.5, max=1.0, help="Least confidence it accepts.")] = 0.95,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Switch an acceptance rule on or off, or list them. What it accepts stays unchecked and can be reverted."""
    bench = opened(context, root)
    if name is not None:
        chosen = AcceptanceRule(name, frozenset(term_name(term.strip()) for term in terms.split(",")), least)
        review.switch_rule(bench, chosen, on, operator)
    for known, is_on in review.rules_of(bench):
        item = {
            "name": known.name,
            "on": is_on,
            "terms": sorted(known.terms),
            "least_confidence": known.least_confidence,
        }
        say(
            json,
            item,
            f"{'on ' if is_on else 'off'}  {known.name}: {len(known.terms)} terms from {known.least_confidence}",
        )


def revert(
    context: typer.Context,
    root: Root,
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its identifier, as history shows it.")],
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Take a batch (an import, what a rule accepted) back as one. What people changed since stays."""
    taken_back = review.take_back(opened(context, root), batch, operator)
    item = {"batch": batch, "reverted": taken_back.reverted, "skipped": list(taken_back.skipped)}
    say(json, item, f"{taken_back.reverted} values taken back, {len(taken_back.skipped)} changed since and kept.")
