"""The bundled classifiers as commands: list, evaluate, train."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curatorbench.cli.output import JsonOption, say
from curatorbench.workflow.workbench import Parts

if TYPE_CHECKING:
    from curatorbench.workflow import classifiers

Table = Annotated[
    Path, typer.Argument(metavar="TABLE", help="CSV with the columns file, family, genus and, if known, stained.")
]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The bundled classifiers.", no_args_is_help=True)
    for command in (evaluate, train):
        group.command()(command)
    group.command("list")(list_cards)
    app.add_typer(group, name="classifiers")


def list_cards(json: JsonOption = False) -> None:
    """What each classifier is, what it was trained on, and what it may claim."""
    from curatorbench.workflow import classifiers as verbs

    for card in verbs.cards():
        say(json, card.as_json(), _card_text(card))


def evaluate(context: typer.Context, table: Table, json: JsonOption = False) -> None:
    """Measure the classifiers on images they have not seen, with the answers in a table."""
    from curatorbench.workflow import classifiers as verbs

    parts: Parts = context.obj
    for figures in verbs.evaluate(parts.classifier, table):
        item = asdict(figures)
        told = ((name, value) for name, value in item.items() if name not in ("model", "bins"))
        say(json, item, f"{figures.model}: " + ", ".join(f"{name} {value}" for name, value in told))


def train(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Folder of real data, with sheets/index.csv.")],
    out: Annotated[Path, typer.Option(help="Where the classifiers go.")] = Path("classifiers"),
) -> None:
    """Make the classifiers again from images; needs a checkout and the training extra."""
    from curatorbench.workflow import classifiers as verbs

    verbs.train(data, out)


def _card_text(card: classifiers.Card) -> list[str]:
    lines = [f"{card.name} {card.version}: {card.title}. Trained on {card.trained_on} images."]
    lines += [f"  claims: {claim}" for claim in card.claims]
    lines += [f"  does not claim: {claim}" for claim in card.does_not_claim]
    return lines
