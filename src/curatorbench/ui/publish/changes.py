"""What the Publish bench does."""

from __future__ import annotations

from pathlib import Path

from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import LongOperation
from curatorbench.workflow import publish
from curatorbench.workflow.publish import Published


def write(code: str, format: str, out: Path, operator: str, *, only_approved: bool) -> LongOperation[Published]:
    """The archive, whole or not at all; what has no name or no number stays at home."""
    return LongOperation(
        lambda bench, progress: publish.export(
            bench,
            format,
            out,
            operator=operator,
            collection=code,
            only_approved=only_approved,
            only_complete=True,
            progress=progress,
        ),
        label=translate("changes", "publish {collection}").format(collection=code),
    )
