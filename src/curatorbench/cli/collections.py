"""The command of a collection's metadata: what its archives say about it."""

from __future__ import annotations

from dataclasses import asdict
from email.utils import parseaddr
from typing import Annotated

import typer

from curatorbench.cli.output import DEFAULT_OPERATOR, JsonOption, OperatorOption, say
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.errors import BadInput
from curatorbench.domain.publication import Contact, Dataset
from curatorbench.workflow import describe


def register(app: typer.Typer) -> None:
    app.command()(collection)


def collection(
    context: typer.Context,
    root: Root,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Without a code: list them all.")] = None,
    title: Annotated[str | None, typer.Option(help="Name of the collection.")] = None,
    institution: Annotated[str | None, typer.Option(help="Code of the institution.")] = None,
    description: Annotated[str | None, typer.Option(help="A paragraph for the metadata.")] = None,
    licence: Annotated[str | None, typer.Option(help="Its address, such as a Creative Commons URL.")] = None,
    rights_holder: Annotated[str | None, typer.Option(help="Who holds the rights.")] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code of the labels' language.")] = None,
    contact: Annotated[list[str] | None, typer.Option(help='"Name <mail@address>"; may be given again.')] = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Say what the archives of a collection tell about it; with no options, show it."""
    bench = opened(context, root)
    asked = {
        "title": title,
        "institution_code": institution,
        "description": description,
        "licence": licence,
        "rights_holder": rights_holder,
        "language": language,
        "contacts": None if contact is None else tuple(_contact(said) for said in contact),
    }
    given = {name: value for name, value in asked.items() if value is not None}
    if code is None:
        for known in describe.codes(bench):
            _show(describe.dataset(bench, known), json)
        return
    if not given:
        found = describe.dataset(bench, code)
        if found is None:
            raise BadInput(f"There is no collection {code!r} yet.", "Give it a --title, or take images in for it.")
        _show(found, json)
        return
    _show(describe.describe(bench, code, operator, given), json)


def _contact(said: str) -> Contact:
    name, address = parseaddr(said)
    if not name or "@" not in address:
        raise BadInput(f"{said!r} is no contact.", 'Write it as "Ann Field <ann@museum.example>".')
    return Contact(name, address)


def _show(dataset: Dataset | None, json: bool) -> None:
    if dataset is None:
        return
    lines = [f"{dataset.collection_code}: {dataset.title}"]
    lines += [f"  {name}: {value}" for name, value in asdict(dataset).items() if value and name != "contacts"]
    lines += [f"  contact: {contact.name} <{contact.email}>" for contact in dataset.contacts]
    say(json, asdict(dataset), lines)
