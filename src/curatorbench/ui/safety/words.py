"""How safe a workspace is, in the person's words: short where all is well, a sentence where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from curatorbench.domain.safety import Backup, Fixity, Losses, Overdue, SafetyState
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.times import local_time
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

WRONG = Mark(Shape.WARNING, "wrong")
_WHY = {
    "backup": QT_TRANSLATE_NOOP("Safety", "asked for"),
    "scheduled": QT_TRANSLATE_NOOP("Safety", "by schedule"),
    "replaced": QT_TRANSLATE_NOOP("Safety", "put aside by going back"),
    "before-upgrade": QT_TRANSLATE_NOOP("Safety", "before an upgrade"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is watched: its name, how it is, and a shape only where something is wrong."""

    id: str
    name: str
    how: str
    mark: Mark | None = None


def lines(state: SafetyState) -> list[Line]:
    """What stands at the left, in the order in which it matters."""
    return [_backup_line(state), _originals_line(state.fixity), _catalogue_line(state.fixity), _space_line(state)]


def status_words(state: SafetyState) -> tuple[str, Mark | None]:
    """A few words for the line below: the worst there is, else when the last backup was."""
    if state.fixity.unsound or state.fixity.faults:
        count = max(state.fixity.unsound, len(state.fixity.faults))
        return translate("Safety", "damaged: {count}").format(count=count), WRONG
    if state.schedule.overdue:
        return translate("Safety", "backup overdue"), WRONG
    if state.is_low:
        return translate("Safety", "disk nearly full"), WRONG
    return _last(state), None


def problem(state: SafetyState) -> tuple[str, str]:
    """What is wrong in a sentence, and what to do; both empty if nothing is."""
    known = state.fixity
    if known.unsound or known.faults:
        said = translate("Safety", "Not what was stored: {names}.").format(
            names=", ".join(fault.name for fault in known.faults[:3])
        )
        return said, translate("Safety", "See Safety: an original can be taken back from an exact copy.")
    if state.schedule.overdue:
        return overdue_words(state), translate("Safety", "See Safety.")
    if state.is_low:
        least = min((volume for volume in state.volumes if volume.is_low), key=lambda volume: volume.free)
        said = translate("Safety", "Only {free} are free at {folder}.").format(
            free=size_words(least.free), folder=least.folder
        )
        return said, translate("Safety", "Free some space before you go on: images and backups need it.")
    return "", ""


def overdue_words(state: SafetyState) -> str:
    schedule = state.schedule
    if schedule.overdue is Overdue.FAILED:
        return translate("Safety", "The last backup failed. {why}").format(why=schedule.detail)
    if schedule.overdue is Overdue.NO_FOLDER:
        return translate("Safety", "The second folder for backups is not there: {folder}.").format(
            folder=schedule.detail
        )
    return translate("Safety", "A backup is overdue: nothing was there to make it.") if schedule.overdue else ""


def schedule_words(state: SafetyState) -> str:
    """What the schedule is and what no backup holds yet."""
    schedule = state.schedule
    said = [overdue_words(state)] if schedule.overdue else []
    if schedule.is_running:
        said.append(translate("Safety", "One is being made now."))
    elif schedule.unsaved_since:
        since = local_time(schedule.unsaved_since)
        said.append(translate("Safety", "What was changed since {when} is in no backup yet.").format(when=since))
    elif state.last:
        said.append(translate("Safety", "Everything is in it."))
    if schedule.hours:
        said.append(
            translate("Safety", "One is made after every {hours} h of work.").format(hours=f"{schedule.hours:g}")
        )
    else:
        said.append(translate("Safety", "The schedule is off."))
    if state.second_folder and schedule.overdue is not Overdue.NO_FOLDER:
        newest = ago(state.elsewhere[0].made) if state.elsewhere else translate("Safety", "none yet")
        said.append(
            translate("Safety", "Copies in {folder}: {newest}.").format(folder=state.second_folder, newest=newest)
        )
    return " ".join(said)


def originals_words(known: Fixity) -> str:
    """How much was read again, and when."""
    if not known.originals:
        return translate("Safety", "No image has been taken in yet. Each is read again in turn once it is a day old.")
    said = [
        translate("Safety", "{count} originals, {size}.").format(
            count=grouped(known.originals), size=size_words(known.bytes)
        )
    ]
    if known.unsound:
        said.append(translate("Safety", "{bad} are not what was stored.").format(bad=grouped(known.unsound)))
    if known.unread:
        said.append(translate("Safety", "{count} were not read again yet.").format(count=grouped(known.unread)))
    if known.checked:
        said.append(translate("Safety", "The last was read {when}.").format(when=ago(known.checked)))
    if known.is_running:
        said.append(translate("Safety", "Reading: {percent} % done.").format(percent=round(100 * known.progress)))
    if known.failed:
        said.append(known.failed)
    return " ".join(said)


def catalogue_words(known: Fixity) -> str:
    if not known.records_checked:
        return translate("Safety", "The catalogue was not read through yet. A part of it is read each day.")
    return translate("Safety", "Every record was last compared with its hash {when}.").format(
        when=ago(known.records_checked)
    )


def loss_words(lost: Losses) -> list[str]:
    """What going back loses, a line for each kind."""
    if not lost.is_known:
        return [translate("Safety", "The catalogue cannot be read; what would be lost is not known.")]
    if lost.is_nothing:
        return [translate("Safety", "Nothing is lost: the backup holds everything.")]
    said = [translate("Safety", "{count} records.").format(count=grouped(lost.records))] if lost.records else []
    for by in lost.changes:
        line = translate("Safety", "changes by {who}, since {when}: {count}.")
        said.append(line.format(count=grouped(by.changes), who=by.operator, when=local_time(by.since)))
    if lost.images:
        names = ", ".join(lost.image_names) + (" …" if lost.images > len(lost.image_names) else "")
        line = translate(
            "Safety", "{count} images leave the catalogue. They stay on disk and can be taken in again: {names}."
        )
        said.append(line.format(count=grouped(lost.images), names=names))
    if lost.opinions:
        line = translate("Safety", "{count} machine readings, made again with their images.")
        said.append(line.format(count=grouped(lost.opinions)))
    return said


def backup_words(backup: Backup) -> tuple[str, str]:
    """The two ends of a backup's row."""
    why = translate("Safety", _WHY[backup.why]) if backup.why in _WHY else backup.why
    if not backup.is_whole:
        why = translate("Safety", "cut short, of no use")
        return f"{local_time(backup.made)}  {why}", size_words(backup.size)
    return f"{local_time(backup.made)}  {why}", size_words(backup.size)


def ago(moment: str) -> str:
    """`3 h ago`; a moment of another day or of the future is told by its date."""
    seconds = (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds()
    if seconds < -60 or seconds >= 48 * 3600:
        return local_time(moment)
    if seconds < 60:
        return translate("Safety", "just now")
    if seconds < 3600:
        return translate("Safety", "{count} min ago").format(count=int(seconds // 60))
    return translate("Safety", "{count} h ago").format(count=int(seconds // 3600))


def size_words(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _backup_line(state: SafetyState) -> Line:
    if state.schedule.overdue:
        return Line("backups", translate("Safety", "Backups"), translate("Safety", "overdue"), WRONG)
    return Line(
        "backups",
        translate("Safety", "Backups"),
        ago(state.last.made) if state.last else translate("Safety", "none yet"),
    )


def _originals_line(known: Fixity) -> Line:
    if known.unsound:
        return Line(
            "originals",
            translate("Safety", "Originals"),
            translate("Safety", "{count} damaged").format(count=grouped(known.unsound)),
            WRONG,
        )
    if known.failed:
        return Line("originals", translate("Safety", "Originals"), translate("Safety", "not read"), WRONG)
    return Line("originals", translate("Safety", "Originals"), _read_words(known))


def _read_words(known: Fixity) -> str:
    if not known.originals:
        return translate("Safety", "none yet")
    if known.is_running:
        return translate("Safety", "{percent} % read").format(percent=round(100 * known.progress))
    if known.unread == known.originals:
        return translate("Safety", "not read yet")
    if known.unread:
        return translate("Safety", "{count} of {all} sound").format(
            count=grouped(known.sound), all=grouped(known.originals)
        )
    return translate("Safety", "sound")


def _catalogue_line(known: Fixity) -> Line:
    bad = sum(not fault.is_original for fault in known.faults)
    if bad:
        return Line(
            "catalogue",
            translate("Safety", "Catalogue"),
            translate("Safety", "{count} damaged").format(count=grouped(bad)),
            WRONG,
        )
    return Line(
        "catalogue",
        translate("Safety", "Catalogue"),
        translate("Safety", "sound") if known.records_checked else translate("Safety", "not read yet"),
    )


def _space_line(state: SafetyState) -> Line:
    least = min((volume.free for volume in state.volumes), default=0)
    return Line("space", translate("Safety", "Free space"), size_words(least), WRONG if state.is_low else None)


def _last(state: SafetyState) -> str:
    return (
        translate("Safety", "backup {when}").format(when=ago(state.last.made))
        if state.last
        else translate("Safety", "no backup yet")
    )
