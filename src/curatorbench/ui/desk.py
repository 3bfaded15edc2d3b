"""What all benches share. One is made by the window and handed down; nothing here is global."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.ui.notices import Notices
from curatorbench.ui.operations import Operations
from curatorbench.ui.pictures import Pictures
from curatorbench.ui.records_model import RecordsModel
from curatorbench.ui.thumbnails import Thumbnails


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
