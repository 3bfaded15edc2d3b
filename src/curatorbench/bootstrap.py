"""Wires the real parts, and is the console script. Adapters are named here and nowhere else.

Every import of an adapter is inside the function that makes it, so that a command or the window
loads only what it uses.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window paints its frame before any of these is loaded
    from curatorbench.capture.port import Device
    from curatorbench.classify.port import Classifier
    from curatorbench.domain.devices import DeviceFound
    from curatorbench.domain.publication import Problem
    from curatorbench.exchange.port import Reader, Writer
    from curatorbench.jobs.queue import Handler
    from curatorbench.ocr.port import Engine, HandwritingEngine
    from curatorbench.workflow.opening import Opened
    from curatorbench.workflow.workbench import Parts, Workbench

# -P: what lies in the folder where somebody works (a card, a share) is never imported.
_PROGRAM = (sys.executable, "-P", "-m", "curatorbench")
DEVICE = (*_PROGRAM, "device")


def parts() -> Parts:
    """The real parts of the installed program."""
    from curatorbench.workflow.workbench import Parts

    return Parts(
        engines={"rapidocr": _rapidocr, "tesseract": _tesseract},
        handwriting=_handwriting,
        classifier=_classifier,
        writers={"dwca": _dwca, "dwc-dp": _dwc_dp, "csv": _csv, "xlsx": _xlsx},
        readers=(_dwca_reader, _csv_reader),
        checks={"dwca": _check_dwca},
        devices=tuple(DEVICES),
        device_command=DEVICE,
        discover=_discover,
        handlers=_handlers,
        worker_command=(*_PROGRAM, "worker"),
        window=_window,
        screenshots=_screenshots,
        keys=_keys,
    )


def main() -> None:
    """Entry point of `curatorbench` and `python -m curatorbench`."""
    try:
        _run()
    except KeyboardInterrupt:  # while it was still loading; later every command ends in its own way
        sys.exit(130)


def _run() -> None:
    if sys.argv[1:2] == ["device"]:  # before anything large is loaded: somebody waits to expose
        sys.exit(_device_process(sys.argv[2:]))
    asked = _window_asked(sys.argv[1:])
    if asked is not None:
        sys.exit(_window(asked, None))
    from curatorbench.cli import app

    _keep_log()
    sys.exit(app.run(parts, sys.argv[1:]))


def _window_asked(arguments: Sequence[str]) -> Path | None:
    """The workspace of a plain `gui [WORKSPACE]`, which needs no command line to be understood; else None."""
    from curatorbench.workflow.places import default_workspace, has_screen

    is_plain = arguments[:1] == ["gui"] and len(arguments) < 3 and not any(a.startswith("-") for a in arguments)
    if not is_plain or not has_screen():
        return None
    return Path(arguments[1]) if len(arguments) == 2 else default_workspace()


def _keep_log() -> None:
    """Our own messages go to one file for reports, never to the person's screen."""
    from logging.handlers import RotatingFileHandler

    from curatorbench.workflow.places import log_file

    log = logging.getLogger("curatorbench")
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(log_file(), maxBytes=5_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)


def _handlers(bench: Workbench) -> Mapping[str, Handler]:
    from curatorbench.workflow import derivatives, derive, indexing, inspect, judge, keeping, read, segment, suggest

    return {
        "derive": partial(derive.derive_job, bench),
        derivatives.DERIVATIVES: partial(derivatives.derivatives_job, bench),
        "inspect": partial(inspect.inspect_job, bench),
        "segment": partial(segment.segment_job, bench),
        "read": partial(read.read_job, bench),
        "suggest": partial(suggest.suggest_job, bench),
        "judge": partial(judge.judge_job, bench),
        indexing.INDEX: partial(indexing.index_job, bench),
        keeping.BACKUP: partial(keeping.backup_job, bench),
        keeping.FIXITY: partial(keeping.fixity_job, bench),
    }


def _window(root: Path, operator: str | None) -> int:
    from curatorbench.ui.app import run
    from curatorbench.ui.frame.memory import place

    return run(partial(_opened, root, operator), root=root, memory_file=place())


def _opened(root: Path, operator: str | None) -> Opened:
    """The workspace for the window: called on a thread once the frame has been painted."""
    import getpass

    from curatorbench.workflow.opening import open_workspace

    if not logging.getLogger("curatorbench").handlers:
        _keep_log()
    return open_workspace(root, parts(), operator=operator, otherwise=getpass.getuser())


def _screenshots(bench: Workbench, folder: Path) -> Sequence[Path]:
    from curatorbench.ui.screenshots import take

    return take(bench, folder)


def _keys(chosen: str) -> Sequence[tuple[str, str, str]]:
    from curatorbench.ui.actions.keys import KeyMap
    from curatorbench.ui.actions.table import ACTIONS

    keys = KeyMap.read(ACTIONS, chosen)
    return [(action.shown_group, action.shown_text, ", ".join(keys.all_keys(action.id))) for action in ACTIONS]


def _device_process(arguments: Sequence[str]) -> int:
    from curatorbench.capture.hosting.entry import run

    return run(arguments, _device, SEARCHES)


def _device(address: str, spool: Path) -> Device:
    """The device at an address, in its own process. Raises BadInput for a kind that there is not."""
    from curatorbench.domain.devices import Address
    from curatorbench.domain.errors import BadInput

    read = Address.read(address)
    if read.kind not in DEVICES:
        raise BadInput(f"{read.kind!r} is no kind of device.", f"Use one of {', '.join(DEVICES)}.")
    return DEVICES[read.kind](read.place, spool)


def _discover() -> Iterable[DeviceFound]:
    from curatorbench.capture.hosting.discovery import discover

    return discover(DEVICE, tuple(SEARCHES))


def _simulated_stand(place: str, spool: Path) -> Device:
    from curatorbench.capture.simulated import stand

    return stand(place, spool)


def _simulated_stands() -> Sequence[DeviceFound]:
    from curatorbench.capture.simulated import found

    return found()


def _folder(place: str, spool: Path) -> Device:
    from curatorbench.capture.watched_folder import WatchedFolder

    return WatchedFolder(Path(place), journal=spool / "released.jsonl")


def _camera(place: str, spool: Path) -> Device:
    from curatorbench.capture.gphoto2.camera import PtpCamera

    return PtpCamera(place, spool)


def _cameras() -> Sequence[DeviceFound]:
    from curatorbench.capture.gphoto2.body import found

    return found()


def _scanner(place: str, spool: Path) -> Device:
    from curatorbench.capture.sane.scanner import scanner

    return scanner(place, spool)


def _scanners() -> Iterable[DeviceFound]:
    from curatorbench.capture.sane.finding import found

    return found()


def _video(place: str, spool: Path) -> Device:
    from curatorbench.capture.video import video

    return video(place, spool)


def _video_devices() -> Sequence[DeviceFound]:
    from curatorbench.capture.video_devices import found

    return found()


def _wia_scanner(place: str, spool: Path) -> Device:
    from curatorbench.capture.wia import WiaScanner

    return WiaScanner(place, spool)


def _wia_scanners() -> Sequence[DeviceFound]:
    from curatorbench.capture.wia import found

    return found()


DEVICES: Mapping[str, Callable[[str, Path], Device]] = {
    "folder": _folder,
    "gphoto2": _camera,
    "sane": _scanner,
    "simulated": _simulated_stand,
    "video": _video,
    "wia": _wia_scanner,
}
SEARCHES: Mapping[str, Callable[[], Iterable[DeviceFound]]] = {
    "gphoto2": _cameras,
    "sane": _scanners,
    "video": _video_devices,
    "simulated": _simulated_stands,
    **({"wia": _wia_scanners} if sys.platform == "win32" else {}),
}


def _rapidocr() -> Engine:
    from curatorbench.ocr.rapid import RapidOCREngine

    return RapidOCREngine()


def _tesseract() -> Engine:
    from curatorbench.ocr.tesseract import TesseractEngine

    return TesseractEngine()


def _handwriting() -> HandwritingEngine | None:
    from curatorbench.ocr.plugged_in import handwriting_engine

    return handwriting_engine()


def _classifier() -> Classifier:
    from curatorbench.classify.onnx import OnnxClassifiers
    from curatorbench.domain.resources import resource

    return OnnxClassifiers(resource("classifiers"))


def _dwca() -> Writer:
    from curatorbench.exchange.dwca import DwcaWriter

    return DwcaWriter()


def _dwc_dp() -> Writer:
    from curatorbench.exchange.dwc_dp import DwcDpWriter

    return DwcDpWriter()


def _csv() -> Writer:
    from curatorbench.exchange.csv_file import CsvWriter

    return CsvWriter()


def _xlsx() -> Writer:
    from curatorbench.exchange.xlsx import XlsxWriter

    return XlsxWriter()


def _dwca_reader() -> Reader:
    from curatorbench.exchange.dwca import DwcaReader

    return DwcaReader()


def _check_dwca(archive: Path) -> tuple[Problem, ...]:
    from curatorbench.exchange.checks import check_archive

    return check_archive(archive)


def _csv_reader() -> Reader:
    from curatorbench.exchange.csv_file import CsvReader

    return CsvReader()
