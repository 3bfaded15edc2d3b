"""Capture as commands: expose with a device, scan a stack, or follow a folder that another program fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.following import Troubles, exposed, followed
from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    SOME_FAILED,
    IntoCollectionOption,
    JsonOption,
    OperatorOption,
    say,
    tell_error,
)
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.captures import Answer, Became, CaptureSession, Exposure
from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.profiles import Profile
from curatorbench.workflow import capture as verbs
from curatorbench.workflow import storage
from curatorbench.workflow.capture import Shot, Station
from curatorbench.workflow.workbench import Parts, Workbench

# What scripts were promised of ingested files is said of exposures too.
_STATUS = {Became.SAVED: "taken", Became.MET: "taken", Became.KNOWN: "duplicate"}


class Answers(StrEnum):
    """What can be said of an exposure that is held, in a word."""

    ANOTHER = "another"
    BETTER = "better"
    APART = "apart"
    AWAY = "away"


_ANSWERS = {
    Answers.ANOTHER: Answer.ANOTHER,
    Answers.BETTER: Answer.RESHOT,
    Answers.APART: Answer.APART,
    Answers.AWAY: Answer.AWAY,
}

Device = Annotated[str, typer.Option("--device", help="Address of the device, such as gphoto2: or simulated:sheet.")]
ProfileName = Annotated[str, typer.Option("--profile", help="How things are imaged; see: curatorbench profiles.")]
Unit = Annotated[str | None, typer.Option("--unit", help="Where the things lie: path, barcode or UUID of a unit.")]
Sticky = Annotated[list[str] | None, typer.Option("--sticky", metavar="TERM=VALUE", help="A value for each thing.")]


def register(app: typer.Typer) -> None:
    for command in (devices, profiles, shoot, scan, follow, held, answer):
        app.command()(command)


def devices(context: typer.Context, json: JsonOption = False) -> None:
    """List the cameras, scanners and video sources that can be connected."""
    there: Parts = context.obj
    for found in there.discover():
        say(json, {"address": str(found.address), "name": found.name}, f"{found.address!s:30} {found.name}")


def profiles(context: typer.Context, root: Root, json: JsonOption = False) -> None:
    """List the profiles: the workspace's own, then the program's."""
    for one in verbs.profiles(opened(context, root)):
        item = {
            "profile": one.name,
            "kind": one.kind,
            "views": list(one.views),
            "number": one.number or None,
            "sticky": list(one.sticky),
            "demand": one.demand.level or None,
        }
        say(json, item, f"{one.name:30} {', '.join(one.views)}")


def shoot(
    context: typer.Context,
    root: Root,
    device: Device = "simulated:sheet",
    count: Annotated[int, typer.Option(min=1, help="How many exposures.")] = 1,
    profile: ProfileName = "Herbarium sheets",
    unit: Unit = None,
    sticky: Sticky = None,
    collection: IntoCollectionOption = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Press the shutter, and take in what was exposed. Reading is left to a worker."""
    bench = opened(context, root)
    session = _begun(context, bench, profile, collection, operator, unit, sticky)
    station = _connected(context, bench, device, operator)
    troubles = Troubles(station)
    _say(_taken(bench, station, session, exposed(station, count, troubles)), json, troubles)


def scan(
    context: typer.Context,
    root: Root,
    device: Device = "sane:",
    profile: ProfileName = "Notebooks",
    unit: Unit = None,
    sticky: Sticky = None,
    collection: IntoCollectionOption = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Scan page after page until the feeder is empty."""
    bench = opened(context, root)
    session = _begun(context, bench, profile, collection, operator, unit, sticky)
    station = _connected(context, bench, _scanner(bench, device), operator)
    _say(_taken(bench, station, session, _left_and(station, _pages(station))), json)


def follow(
    context: typer.Context,
    root: Root,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that another program fills.")],
    seconds: Annotated[
        float | None, typer.Option(min=1, help="Stop when nothing has arrived for so long; never otherwise.")
    ] = None,
    profile: ProfileName = "Herbarium sheets",
    unit: Unit = None,
    sticky: Sticky = None,
    collection: IntoCollectionOption = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Take in whole files as they arrive: tethering programs, scanners, cards. Nothing is deleted."""
    bench = opened(context, root)
    session = _begun(context, bench, profile, collection, operator, unit, sticky)
    station = _connected(context, bench, f"folder:{folder.absolute()}", operator)
    troubles = Troubles(station)
    _say(followed(bench, station, session, seconds, troubles), json, troubles)


def held(context: typer.Context, root: Root, json: JsonOption = False) -> None:
    """List the exposures that became no record before a person says what they are."""
    for exposure in verbs.held(opened(context, root)):
        said = exposure.error.message if exposure.error else ""
        say(json, _as_json(exposure), f"{exposure.id}  {said}")


def answer(
    context: typer.Context,
    root: Root,
    exposure: Annotated[str, typer.Argument(metavar="EXPOSURE", help="Its identifier, as held lists it.")],
    said: Annotated[Answers, typer.Argument(metavar="ANSWER", help="another, better, apart or away.")],
    json: JsonOption = False,
) -> None:
    """Say what an exposure is: another picture of the record, a better one, a thing apart, or to be put away."""
    answered = verbs.answer(opened(context, root), None, exposure, _ANSWERS[said])
    say(json, _as_json(answered), _line(answered))


def _begun(
    context: typer.Context,
    bench: Workbench,
    profile: str,
    collection: str,
    operator: str,
    unit: str | None,
    sticky: list[str] | None,
) -> CaptureSession:
    """A session for this command, ended with it."""
    path = storage.find_one(bench, unit) if unit else None
    session = verbs.begin(
        bench,
        _profile(bench, profile),
        collection=collection,
        operator=operator,
        storage=path.id if path else None,
        sticky=_sticky(sticky or ()),
    )
    context.call_on_close(lambda: verbs.end(bench, session.id))
    return session


def _profile(bench: Workbench, name: str) -> Profile:
    there = verbs.profiles(bench)
    found = next((one for one in there if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NotFound(f"There is no profile {name!r}.", f"Use one of: {'; '.join(one.name for one in there)}.")
    return found


def _sticky(said: Iterable[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    for term, equals, _ in pairs:
        if not term or not equals:
            raise BadInput(f"{term!r} says no value.", "Write TERM=VALUE, such as family=Rosaceae.")
    return {term: value for term, _, value in pairs}


def _scanner(bench: Workbench, address: str) -> str:
    """`sane:` alone is the first scanner that is there; raises NotFound."""
    if address.strip() != "sane:":
        return address
    there = (str(one.address) for one in verbs.found(bench) if one.address.kind == "sane")
    found = next(there, None)
    if found is None:
        raise NotFound("No scanner was found.", "Check its cable and power; see: curatorbench devices.")
    return found


def _connected(context: typer.Context, bench: Workbench, address: str, operator: str) -> Station:
    station = verbs.connect(bench, address, claimed_by=operator)
    context.call_on_close(lambda: _closed(station))
    return station


def _closed(station: Station) -> None:
    station.close()
    for complaint in station.complaints():
        tell_error(complaint, station.name)


def _left_and(station: Station, shots: Iterable[Shot]) -> Iterator[Shot]:
    """What a program that was killed has left at the device goes first."""
    yield from verbs.waiting(station)
    yield from shots


def _pages(station: Station) -> Iterator[Shot]:
    while (page := verbs.next_page(station)) is not None:
        yield page


def _taken(bench: Workbench, station: Station, session: CaptureSession, shots: Iterable[Shot]) -> Iterator[Exposure]:
    for shot in shots:
        yield verbs.take(bench, station, session.id, shot)


def _say(exposures: Iterable[Exposure], json: bool, troubles: Troubles | None = None) -> None:
    failed = False
    for exposure in exposures:
        if exposure.error is not None:
            failed = True
            tell_error(exposure.error, str(exposure.files[0]))
        say(json, _as_json(exposure), _line(exposure))
    if failed or (troubles is not None and troubles.any):
        raise typer.Exit(SOME_FAILED)


def _as_json(exposure: Exposure) -> dict[str, object]:
    item: dict[str, object] = {
        "file": str(exposure.files[0]),
        "status": _STATUS.get(exposure.became, exposure.became.value),
        "became": exposure.became.value,
        "exposure": exposure.id,
        "files": [str(path) for path in exposure.files],
        "sha256": exposure.sha256,
        "view": exposure.view or None,
        "materialEntityID": exposure.records[0].material_entity_id if exposure.records else None,
        "records": [
            {"materialEntityID": one.material_entity_id, "catalogNumber": one.catalog_number}
            for one in exposure.records
        ],
        "barcodes": [code.as_json() for code in exposure.codes],
    }
    return item | ({"error": exposure.error.as_json()} if exposure.error is not None else {})


def _line(exposure: Exposure) -> str:
    numbers = ", ".join(one.catalog_number or "without number" for one in exposure.records)
    status = _STATUS.get(exposure.became, exposure.became.value)
    return f"{status:12} {exposure.files[0]}{f'  {numbers}' if numbers else ''}"
