"""What all benches share. One is made by the window and handed down; nothing here is global."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.ui.catalogue.records_model import RecordsModel
from curatorbench.ui.frame.notices import Notices
from curatorbench.ui.images.pictures import Pictures
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.operations.operations import Operations


@dataclass
class Desk:
    """`records` is one list for every bench: what the catalogue finds is what Transcribe goes through."""

    operator: str
    notices: Notices
    operations: Operations
    records: RecordsModel
    pictures: Pictures
    thumbnails: Thumbnails
    animate: bool = True
