"""Every question the window asks, as a named function that returns an operation not yet run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.domain.record_quality import RecordQuality
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import explore, work
from curatorbench.workflow.workbench import Workbench

PICTURE = 2400  # px, longest side of the image on the bench
THUMBNAIL = 256  # px, longest side of the image in a list


@dataclass(frozen=True, slots=True)
class Pulse:
    """What moves by itself while worker processes run: jobs by state, records by status."""

    jobs: dict[str, int]
    records: dict[str, int]


def page(material_id: str) -> ReadOperation[RecordPage]:
    return ReadOperation(lambda bench: explore.page(bench, material_id))


def read_first(sha256s: Sequence[str]) -> ReadOperation[int]:
    """Ask that these images be read before others. It changes no record, and nobody waits for it."""
    return ReadOperation(lambda bench: work.read_first(bench, sha256s))


def history(material_id: str) -> ReadOperation[list[FieldChange]]:
    return ReadOperation(lambda bench: explore.changes(bench, material_id))


def quality(page: RecordPage, typed: Mapping[str, str], proposed: Mapping[str, str]) -> ReadOperation[RecordQuality]:
    """How good the record is with what is `typed`; faults also of what is only `proposed`. In the lane of counts: the
    first answer reads outlines of countries, and no page may wait for that."""
    return ReadOperation(lambda bench: _quality(bench, page, typed, proposed)).counting().newest("quality")


def _quality(
    bench: Workbench, page: RecordPage, typed: Mapping[str, str], proposed: Mapping[str, str]
) -> RecordQuality:
    from curatorbench.workflow import quality  # needs numpy, for which the first paint does not wait

    return quality.of_page(bench, page, typed, proposed)


def picture(sha256: str, longest: int = PICTURE) -> ReadOperation[QImage]:
    """The upright image, decoded off the UI thread; BadInput if it cannot be shown."""
    return ReadOperation(lambda bench: _load(bench, sha256, longest)).picture()


def pulse() -> ReadOperation[Pulse]:
    return ReadOperation(lambda bench: Pulse(work.counts(bench), explore.counts(bench)))


def _load(bench: Workbench, sha256: str, longest: int) -> QImage:
    path = explore.image(bench, sha256, longest)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise BadInput(
            translate("reads", "The image {name} cannot be shown: {why}").format(
                name=sha256[:12], why=reader.errorString()
            ),
            translate(
                "reads", "The original is kept as it came. Run `curatorbench verify` to see whether it is sound."
            ),
        )
    # The format the screen paints without converting; done here, so that the UI thread need not.
    return _fitted(image, longest).convertToFormat(QImage.Format.Format_RGB32)


def _fitted(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio, smooth)
