"""Held exposures: what a person says they are."""

from __future__ import annotations

from dataclasses import replace

from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.errors import Conflict
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, capturing, exposures, sittings
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store import keys
from curatorbench.models.store.store import Session
from curatorbench.workflow import intake
from curatorbench.workflow.capture import deciding
from curatorbench.workflow.capture.codes import CodesSeen
from curatorbench.workflow.capture.showing import shown
from curatorbench.workflow.capture.taking import Picture, Taking
from curatorbench.workflow.workbench import Workbench


def held(bench: Workbench, session_id: str | None = None) -> list[Exposure]:
    """The exposures that wait for an answer, the oldest first; of all sessions, ended ones too, if none is given.

    Raises NotFound.
    """
    with bench.workspace.store.read() as session:
        key = sittings.sitting(session, session_id).key if session_id is not None else None
        return [shown(session, kept) for kept in exposures.held(session, key)]


def answer(bench: Workbench, session_id: str | None, exposure_id: str, answer: Answer) -> Exposure:
    """A person says what a held exposure is; without `session_id` that of whichever session.

    Raises NotFound, Conflict if it waits for no answer, or the record that it may be of is gone or never was.
    """
    with bench.workspace.store.write() as session:
        kept = exposures.exposure(session, exposure_id)
        own = sittings.named(session, kept.sitting)
        if kept.became is not Became.HELD or kept.is_undone or session_id not in (None, own):
            raise Conflict("That exposure waits for no answer.", "Look at the newest exposures.")
        sitting = sittings.as_it_was(sittings.sitting(session, own), kept.before)
        said = _answered(session, sitting, kept, answer)
        said = replace(said, before={**kept.before, **said.before, **exposures.question(kept)})
        exposures.save(session, said)
        if said.became is not Became.AWAY and kept.asset is not None:
            _, asset, sha256 = kept.asset
            intake.begin(session, bench, asset, sha256, demand=sitting.profile.demand.level)
        return shown(session, exposures.exposure(session, exposure_id))


def _answered(session: Session, sitting: Sitting, kept: Kept, answer: Answer) -> Kept:
    assert kept.asset is not None
    key, asset, sha256 = kept.asset
    seen = CodesSeen(readings.barcodes_of(session, asset), kept.has_unread_code)
    group = assets.of_one_exposure(session, asset)
    taking = Taking.of(session, sitting, Picture(kept.files, group, key, sha256, seen))
    if answer is Answer.AWAY:
        return replace(kept, became=Became.AWAY, records=(), error=None)
    candidates = [there for one in kept.records if (there := capturing.listed(session, one))]
    if answer is Answer.APART:
        done = deciding.apart(taking)
    elif not kept.records:
        raise Conflict("That exposure is held for no record.", "Make it a thing of its own, or put it away.")
    elif not candidates:
        raise Conflict("The record that it may be of was withdrawn.", "Make it a thing of its own, or put it away.")
    elif answer is Answer.RESHOT:
        done = deciding.replace_view(taking, candidates, kept.view)
    else:
        done = deciding.show_all(taking, candidates, kept.view)
    batch = keys.batch_key(session, taking.deed.batch) if taking.deed.batch else None
    return replace(done, key=kept.key, id=kept.id, sitting=kept.sitting, taken=kept.taken, batch=batch)
