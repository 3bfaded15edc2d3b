"""Make the tables that records are tested by, from the standards' own files.

    python make_quality_tables.py STANDARDS      where STANDARDS holds bdq/, mids/, rs.gbif.org/; needs pyproj for EPSG

bdq_tests.csv         the tests of BDQ Core (TDWG Data Quality Interest Group, CC BY 4.0): what each is and asks
bdq_vocabularies.csv  vocabularies (GBIF, Darwin Core, Dublin Core): term, and other forms that mean it;
                      kind `label` is as good as the term, kind `other` is what people write for it
geodetic_codes.csv    EPSG codes of two-dimensional geographic systems, datums and ellipsoids (EPSG Dataset, IOGP)
mids.csv              Darwin Core terms of each MIDS element and level (TDWG MIDS, CC0)
"""

import csv
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyproj.database import get_codes, query_crs_info  # type: ignore[import-not-found,unused-ignore]
from pyproj.enums import PJType  # type: ignore[import-not-found,unused-ignore]

HERE = Path(__file__).parent
Row = list[str]
DUBLIN_CORE = "{http://purl.org/dc/terms/}"
VOCABULARIES = {
    "type": "dcterms/type.xml",
    "basisOfRecord": "dwc/basis_of_record.xml",
    "establishmentMeans": "dwc/establishment_means_2025-07-10.xml",
    "degreeOfEstablishment": "dwc/degree_of_establishment_2025-07-10.xml",
    "pathway": "dwc/pathway_2025-07-10.xml",
    "taxonRank": "gbif/rank.xml",
    "typeStatus": "gbif/type_status_2021-01-18.xml",
    "sex": "gbif/sex.xml",
}
CAPITALISED = {"sex", "typeStatus"}  # so GBIF's registry names these concepts
ALIKE = {"undetermined": "Indeterminate"}  # renamed there since the file was issued


def write(name: str, head: Row, rows: Iterable[Row]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(head)
        lines.writerows(rows)


def tests(folder: Path) -> Iterator[Row]:
    with (folder / "bdq" / "TG2_tests.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            terms = [row[f"InformationElement:{part}"].replace(",", "|") for part in ("ActedUpon", "Consulted")]
            yield [row["term_localName"], row["Label"], row["Type"], *terms, row["Description"].strip()]


def vocabularies(folder: Path) -> Iterator[Row]:
    for name, path in VOCABULARIES.items():
        for concept in ET.parse(folder / "rs.gbif.org" / "vocabulary" / path).getroot():  # noqa: S314
            term = concept.get(f"{DUBLIN_CORE}identifier") or ""
            term = ALIKE.get(term, term.capitalize() if name in CAPITALISED else term)
            yield [name, term, term, "label"]
            yield from _forms(name, term, concept)


def _forms(name: str, term: str, concept: ET.Element) -> Iterator[Row]:
    for form in concept.iter():
        title = (form.get(f"{DUBLIN_CORE}title") or "").strip()
        if form is concept or not title or title == term:
            continue
        is_label = name == "taxonRank" and len(title) > 4 and "." not in title
        yield [name, term, title, "label" if is_label else "other"]


def geodetic() -> Iterator[Row]:
    for info in query_crs_info("EPSG", [PJType.GEOGRAPHIC_2D_CRS], allow_deprecated=False):
        yield ["crs", info.code, info.name]
    kinds = {"datum": [PJType.GEODETIC_REFERENCE_FRAME, PJType.DATUM_ENSEMBLE], "ellipsoid": [PJType.ELLIPSOID]}
    from pyproj.crs import Datum, Ellipsoid  # type: ignore[import-not-found,unused-ignore]

    makers = {"datum": Datum, "ellipsoid": Ellipsoid}
    for kind, types in kinds.items():
        codes = {code for one in types for code in get_codes("EPSG", one)}
        for code in sorted(codes, key=int):
            yield [kind, code, makers[kind].from_epsg(code).name]


def mids(folder: Path) -> Iterator[Row]:
    """One row an alternative: `terms` must all be there, and none of them say what `void` names."""
    with (folder / "mids" / "mids_dwc-a_biology_1.sssom.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    seen: dict[tuple[str, ...], None] = {}
    for row in rows:
        together = row["sssom:object_match_field"]
        space, term = row["sssom:object_id"].split(":")
        if space not in {"dwc", "dcterms"} or (row["sssom:predicate_id"] == "owl:intersectionOf" and not together):
            continue
        terms = together.replace("dwc:", "") or term
        level, void = row["sssom:subject_category"].removeprefix("mids:MIDS"), row["semapv:RegexRemoval"].strip("|")
        seen[level, row["sssom:subject_id"].removeprefix("mids:"), row["sssom:subject_label"], terms, void] = None
    yield from (list(row) for row in seen)


def main(folder: Path) -> None:
    write("bdq_tests.csv", ["guid", "label", "type", "acted_upon", "consulted", "question"], tests(folder))
    write("bdq_vocabularies.csv", ["vocabulary", "term", "form", "kind"], vocabularies(folder))
    write("geodetic_codes.csv", ["kind", "code", "name"], geodetic())
    write("mids.csv", ["level", "element", "label", "terms", "void"], mids(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
