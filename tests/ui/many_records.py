"""A workspace of 5,000 records whose values are known: what stands in row 3,217 can be computed."""

from pathlib import Path

from drawn_sheets import OPERATOR

from curatorbench.bootstrap import parts
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import bulk
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import explore, review, storage
from curatorbench.workflow.workbench import Workbench

COUNT = 5000
COUNTRIES = ("Peru", "Japan", "Kenya", "Paraguay")
SPECIES = (
    ("Lycopodiaceae", "Lycopodium", "Lycopodium clavatum L."),
    ("Lycopodiaceae", "Huperzia", "Huperzia selago (L.) Bernh."),
    ("Poaceae", "Poa", "Poa annua L."),
)
IN_DRAWER = 30  # the first records lie in the drawer with this barcode
BARCODE = "DRAWER-0001"


def values(number: int) -> dict[str, str]:
    family, genus, name = SPECIES[number % 3]
    said = {
        "catalogNumber": f"M {number:05}",
        "family": family,
        "genus": genus,
        "scientificName": name,
        "recordedBy": f"Collector {number % 40:02}",
        "locality": f"milestone {COUNT - number:05}",
    }
    if number % 5:
        said["country"] = COUNTRIES[number % 4]
    if number % 2:
        said["eventDate"] = f"{1900 + number % 60}-05-01"
    return said


def make(root: Path, count: int = COUNT) -> None:
    bench = Workbench.on(Workspace.create(root), parts())
    source = Source(SourceKind.IMPORT, "made")
    with bench.workspace.store.write() as session:
        catalogue.ensure_operator(session, OPERATOR)
        herbarium = catalogue.ensure_collection(session, "HERB")
        made = [values(number) for number in range(count)]
        bulk.new_materials_bulk(session, herbarium, made, source=source, operator=OPERATOR)
    room = storage.add(bench, "room", "Room 1", None, OPERATOR)
    drawer = storage.add(bench, "drawer", "Drawer 1", room, OPERATOR, identifier=BARCODE)
    keys = explore.keys(bench)
    storage.store(bench, keys[:IN_DRAWER], drawer, OPERATOR)
    for material_id in explore.ids_of(bench, keys[10:14]):
        review.approve(bench, material_id, OPERATOR)
    bench.close()
