"""A real workspace with drawn labels in it: where every word lies is known to the pixel."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from curatorbench.domain.box import Box
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.suggestion import Judgement, Suggestion
from curatorbench.models.history import history
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

OPERATOR = "Zora Reed"
SIZE = (1200, 1600)  # px of a drawn sheet
RECORDS = 3
# Where each value is drawn, as fractions of the sheet, what is suggested for it and how sure.
WORDS: dict[str, tuple[str, str, Box, float]] = {
    "catalogNumber": ("B 10 {n}", "B 10 {n}", Box(0.60, 0.05, 0.30, 0.03), 0.97),
    "scientificName": ("Lycopodium clavatum L.", "Lycopodium clavatum L.", Box(0.30, 0.70, 0.40, 0.02), 0.8),
    "recordedBy": ("E. Hassler", "leg. E. Hassler", Box(0.30, 0.78, 0.25, 0.02), 0.4),
    "eventDate": ("1951-07-18", "18.VII.1951", Box(0.30, 0.84, 0.20, 0.02), 0.95),
}
STAIN = Judgement("mercury", "flag", 0.91, (), "0" * 64, "simulated")
FAMILY = Judgement("family", "suggest", None, (("Lycopodiaceae", 0.93), ("Selaginellaceae", 0.04)), "1" * 64, "real")


@dataclass(frozen=True)
class Sheets:
    """A workspace on disk and the records in it, in the order of the catalogue."""

    root: Path
    records: tuple[str, ...]


def place(term: str, number: int) -> Box:
    """Where the words of a field lie on a sheet; a little lower on every further one."""
    box = WORDS[term][2]
    return Box(box.x, round(box.y + 0.01 * (number % 5), 4), box.width, box.height)


def suggestions(number: int) -> list[Suggestion]:
    made = [
        Suggestion(
            term,
            value.format(n=number),
            written.format(n=number),
            (place(term, number),),
            sure,
            "drawn",
            "1",
            "as drawn",
        )
        for term, (value, written, _, sure) in WORDS.items()
    ]
    second = Suggestion("recordedBy", "E. Hasler", "E. Hasler", (Box(0.1, 0.9, 0.1, 0.02),), 0.2, "drawn", "1", "near")
    return [*made, second]


def _suggestion(term: str, number: int) -> Suggestion:
    value, written, _, sure = WORDS[term]
    words = (place(term, number),)
    return Suggestion(term, value.format(n=number), written.format(n=number), words, sure, "drawn", "1", "as drawn")


def draw_sheet(path: Path, number: int) -> Path:
    sheet = Image.new("RGB", SIZE, (236, 230, 214))
    pen = ImageDraw.Draw(sheet)
    for term, (_, written, _, _) in WORDS.items():
        left, top, right, bottom = place(term, number).to_pixels(SIZE)
        pen.rectangle((left - 6, top - 6, right + 6, bottom + 6), fill=(252, 250, 244))
        pen.text((left, top), written.format(n=number), fill=(20, 20, 20), font_size=bottom - top)
    sheet.save(path, quality=85)
    return path


def fill(bench: Workbench, folder: Path) -> tuple[str, ...]:
    workspace = bench.workspace
    made = []
    for number in range(1001, 1001 + RECORDS):
        original = workspace.originals.take_in(draw_sheet(folder / f"{number}.jpg", number))
        with workspace.store.write() as session:
            collection = catalogue.ensure_collection(session, "HERB")
            catalogue.ensure_operator(session, OPERATOR)
            material = catalogue.new_material(session, collection)
            asset = assets.add_asset(
                session, original, original_name="x.jpg", format="image/jpeg", width=SIZE[0], height=SIZE[1]
            )
            assets.attach(session, asset, material)
            readings.save_suggestions(session, asset, material, suggestions(number))
            readings.save_judgements(session, asset, [STAIN, FAMILY])
            rule = Source(SourceKind.RULE, "demo")
            history.set_value(session, material, "country", "Paraguay", source=rule, operator=OPERATOR)
            catalogue.mark_read(session, material)
        made.append(material)
        for longest in (256, 2400):
            explore.image(bench, original.sha256, longest)
    return tuple(made)
