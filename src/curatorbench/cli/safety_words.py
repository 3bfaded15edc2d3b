"""How safe a workspace is, and what a restore loses, in plain sentences for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from curatorbench.domain.safety import Fixity, Losses, Overdue, SafetyState

_OVERDUE = {
    Overdue.FAILED: "The last backup failed: {detail}",
    Overdue.NOBODY: "A backup is overdue: open the window, or run 'backup' or 'worker'.",
    Overdue.NO_FOLDER: "The second folder for backups is not there: {detail}. Plug the disk in or choose another.",
}


def sentences(lost: Losses) -> list[str]:
    """A loss in words, one sentence a kind."""
    if not lost.is_known:
        return ["The catalogue cannot be read; what would be lost is not known."]
    if lost.is_nothing:
        return ["Nothing is lost."]
    said = [f"Records: {lost.records}."] if lost.records else []
    said += [f"Changes by {by.operator}: {by.changes}, from {by.since} to {by.until}." for by in lost.changes]
    if lost.images:
        names = ", ".join(lost.image_names) + (" ..." if lost.images > len(lost.image_names) else "")
        said.append(f"Images: {lost.images} stay on disk and can be taken in again ({names}).")
    if lost.opinions:
        said.append(f"Machine readings: {lost.opinions}, made again when their images are taken in again.")
    return said


def said(state: SafetyState) -> list[str]:
    """The state, a line for each thing."""
    return [*_space(state), *_backups(state), *_fixity(state.fixity)]


def _space(state: SafetyState) -> Iterator[str]:
    for volume in state.volumes:
        low = "LOW: " if volume.is_low else ""
        yield f"{low}{volume.free / 1e9:.1f} GB of {volume.size / 1e9:.1f} GB are free at {volume.folder}."
    if not state.is_writable:
        yield "The workspace is open for reading only."


def _backups(state: SafetyState) -> Iterator[str]:
    last, schedule = state.last, state.schedule
    yield f"The last backup was made {last.made}: {last.path}" if last else "There is no backup yet."
    if schedule.unsaved_since:
        yield f"What was changed since {schedule.unsaved_since} is in no backup."
    if schedule.overdue:
        yield _OVERDUE[schedule.overdue].format(detail=schedule.detail)


def _fixity(known: Fixity) -> Iterator[str]:
    yield (
        f"Of {known.originals} originals ({known.bytes / 1e9:.1f} GB) {known.sound} read sound, {known.unsound} did"
        f" not, {known.unread} were not read again yet."
    )
    yield f"The catalogue was last read through {known.records_checked or 'never'}."
    if known.failed:
        yield f"Reading again failed: {known.failed}"
    for fault in known.faults:
        yield f"DAMAGED {fault.what} {fault.name}: {fault.reason}"
    if known.unsound:
        yield "Take each damaged original back from an exact copy: mend WORKSPACE SHA256 FILE."
