"""Commands of curation: status, rule, undo, redo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    CollectionOption,
    JsonOption,
    OperatorOption,
    counted,
    each,
    say,
    tell,
)
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.errors import Overtaken
from curatorbench.domain.record import RecordStatus, Undone
from curatorbench.domain.suggestion import AcceptanceRule
from curatorbench.domain.terms import LABEL_TERMS, term_name
from curatorbench.workflow import review
from curatorbench.workflow.workbench import Workbench

PassOverOption = Annotated[bool, typer.Option("--pass-over", help="Leave steps that others have built on as they are.")]


def register(app: typer.Typer) -> None:
    for command in (status, rule, undo, redo):
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


def undo(
    context: typer.Context,
    root: Root,
    pass_over: PassOverOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Take back the operator's last change of a value or status that was not yet taken back."""
    _say_undone(_retraced(review.undo, opened(context, root), operator, pass_over), json)


def redo(
    context: typer.Context,
    root: Root,
    pass_over: PassOverOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Do again what the operator took back last."""
    _say_undone(_retraced(review.redo, opened(context, root), operator, pass_over), json)


def _retraced(retrace: Callable[..., Undone | None], bench: Workbench, operator: str, pass_over: bool) -> Undone | None:
    """The first step that can be retraced; raises Overtaken for one that cannot, unless it may be passed over."""
    passing: set[int] = set()
    while True:
        try:
            return retrace(bench, operator, passing=passing)
        except Overtaken as refused:
            if not pass_over:
                raise
            passing.add(refused.step)


def _say_undone(undone: Undone | None, json: bool) -> None:
    """One line for what is so again, none where there was nothing to take back."""
    if undone is None:
        tell("There was nothing to take back or do again.")
        return
    record = undone.catalog_number or undone.material_entity_id
    if undone.batch is not None:
        kept = counted(undone.skipped, "change")
        said = f"{undone.verb} of {undone.batch!r}: {counted(undone.records, 'record')}, {kept} kept."
    elif undone.what == "retired":
        said = f"{undone.verb} of {record}: it is {'there again' if undone.is_there else 'no longer there'}."
    elif undone.what:
        said = f"{undone.verb} of {record or 'a storage unit'}: {undone.what} is as it was."
    else:
        what = f"{undone.term} is {undone.value!r}" if undone.term else f"{record} is {undone.status}"
        said = f"{undone.verb} of {record}: {what} again."
    say(json, undone_json(undone), said)


def undone_json(undone: Undone) -> dict[str, object]:
    """The shape that `undo --json` and `redo --json` promise."""
    return {
        "materialEntityID": undone.material_entity_id,
        "catalogNumber": undone.catalog_number,
        "verb": undone.verb.value,
        "term": undone.term,
        "value": undone.value,
        "absence": undone.absence.value if undone.absence else None,
        "status": undone.status.value if undone.status else None,
        "what": undone.what or None,
        "batch": undone.batch,
        "records": undone.records,
        "skipped": undone.skipped,
    }
