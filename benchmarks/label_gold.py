"""Others' Darwin Core fields for 206 real specimens, and when a value we found is the same as theirs."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.dates import DateInterval
from curatorbench.parsing.gazetteer import fold, mentions
from curatorbench.parsing.people import parse_people

SET_OF = {
    "EMEC": "insects",
    "NY_0": "sheets",
    "NY01": "packets New York",
    "NY_1": "sheets",
    "TENN": "packets Tennessee",
}

# Faults of the gold that a reader of the label sees at once; the first three stand in the data's own README.
FAULTS: dict[tuple[str, str], str] = {
    ("EMEC609705", "eventDate"): "contradicts its own verbatim",
    ("EMEC609944", "eventDate"): "31 June",
    ("EMEC609795", "eventDate"): "VI written as July",
    ("EMEC609795", "county"): "copied from the next specimen",
    ("EMEC609795", "stateProvince"): "copied from the next specimen",
    ("TENN-L-0000012", "eventDate"): "XII written as July",
    ("EMEC609689", "stateProvince"): "the county in the state's column",
    ("EMEC609705", "stateProvince"): "the county in the state's column",
    ("EMEC609689", "country"): "the state in the country's column",
    ("EMEC609705", "country"): "the state in the country's column",
    ("EMEC609782", "stateProvince"): "the country in the state's column",
    ("EMEC609914", "stateProvince"): "the country in the state's column",
    ("NY_01334419", "recordedBy"): "second collector in a column of its own",
    ("TENN-L-0000061", "eventDate"): "the year of the determination",
}
# Terms whose column the gold leaves empty when the label says nothing: what we say there is wrong.
COMPLETE = frozenset(
    {
        "catalogNumber",
        "recordedBy",
        "recordNumber",
        "eventDate",
        "verbatimElevation",
        "decimalLatitude",
        "decimalLongitude",
        "identifiedBy",
        "scientificName",
    }
)
TERMS = (
    "catalogNumber",
    "scientificName",
    "recordedBy",
    "recordNumber",
    "eventDate",
    "country",
    "stateProvince",
    "county",
    "decimalLatitude",
    "decimalLongitude",
    "verbatimElevation",
    "identifiedBy",
    "dateIdentified",
)


_AXES = {"decimalLatitude": ("verbatimLatitude",), "decimalLongitude": ("verbatimLongitude",)}
_LETTERS = {"decimalLatitude": "NS", "decimalLongitude": "EWO"}
_ANGLE = re.compile(
    r"(?P<degrees>\d{1,3}(?:\.\d+)?)\s?°\s?(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s?['’′]\s?)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s?[\"”″'’]{1,2}\s?)?(?P<letter>[NSEWO])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """`fields` holds every value of every region by term, `text` the gold transcription."""

    name: str
    kind: str
    fields: dict[str, tuple[str, ...]]
    text: str

    def wanted(self, term: str) -> tuple[str, ...]:
        """The gold values of `term` that stand on the label; faulty ones left out."""
        if any(self.name.startswith(name) and term == at for name, at in FAULTS):
            return ()
        values = self.fields.get(term, ())
        if term in _AXES:
            values = meant(term, self.fields) or values
        return tuple(value for value in values if usable(term, value) and stands(term, value, self.text))

    def silent(self, term: str) -> bool:
        """The gold has no value at all where it would have one if the label had."""
        faulty = any(self.name.startswith(name) and term == at for name, at in FAULTS)
        others = ("verbatimEventDate",) if term == "eventDate" else ("verbatimLatitude", "verbatimCoordinates")
        if term == "scientificName" and self.kind == "insects":
            return False  # the photographs have the drawer's name as a caption, the gold has only the labels
        return term in COMPLETE and not faulty and not any(self.fields.get(name) for name in (term, *others))


def specimens(labels: Path) -> Iterator[Specimen]:
    """All specimens of `data/labels`, in the order of their names."""
    for path in sorted((labels / "fields").glob("*.csv")):
        text = labels / "text" / f"{path.stem}.txt"
        yield Specimen(path.stem, SET_OF[path.stem[:4]], _merged(path), text.read_text(encoding="utf-8-sig"))


def _merged(path: Path) -> dict[str, tuple[str, ...]]:
    fields: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, value in row.items():
                if column and value and value.strip():
                    fields.setdefault(column.rpartition(":")[2], []).append(value.strip())
    fields.setdefault("scientificName", fields.get("verbatimScientificName", []))
    return {term: tuple(values) for term, values in fields.items() if values}


def same(term: str, ours: str, theirs: str) -> bool:
    """Whether two values say the same after normalising (see `benchmarks.fields`)."""
    if term in ("decimalLatitude", "decimalLongitude"):
        return abs(float(ours) - float(theirs)) <= _tolerance(theirs)
    if term in ("recordedBy", "identifiedBy"):
        return _names(ours) == _names(theirs) or _families(ours) == _families(theirs)
    normal = _NORMAL.get(term, fold)
    return normal(ours) == normal(theirs)


def meant(term: str, fields: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The angles of one axis that the gold's verbatim coordinates mean, in degrees; decimals are often rounded."""
    written = (value for name in (*_AXES[term], "verbatimCoordinates") for value in fields.get(name, ()))
    angles = (match for value in written for match in _ANGLE.finditer(value))
    return tuple(dict.fromkeys(_degrees(match) for match in angles if match["letter"].upper() in _LETTERS[term]))


def _degrees(match: re.Match[str]) -> str:
    parts = [float(match[name] or 0) for name in ("degrees", "minutes", "seconds")]
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    return f"{-size if match['letter'].upper() in 'SWO' else size:.6f}"


def _tolerance(theirs: str) -> float:
    """0.0005 degrees; a thousandth where the gold gives fewer than four decimals and no verbatim."""
    return 0.0005 if len(theirs.partition(".")[2]) >= 4 else 0.0011


def usable(term: str, value: str) -> bool:
    """Dates that are no ISO 8601 even after their short second half is written out are left out."""
    if term not in ("eventDate", "dateIdentified"):
        return True
    try:
        DateInterval.from_iso(_whole_range(value))
    except ValueError:
        return False
    return True


def stands(term: str, value: str, text: str) -> bool:
    """Whether the value, or a short form of it, is written in `text`."""
    if term in ("country", "stateProvince"):
        wanted = _place(value)
        return fold(value) in fold(text) or any(wanted in {p.name for p in m.places} for m in mentions(text))
    if term in ("eventDate", "dateIdentified"):
        return _whole_range(value)[2:4] in text
    if term in ("decimalLatitude", "decimalLongitude"):
        return str(abs(int(float(value)))) in text
    written = _plain(text)
    return all(_plain(word) in written for word in re.findall(r"\w{2,}", value) if word not in ("and", "et", "with"))


def _plain(text: str) -> str:
    return re.sub(r"[\s,.'-]", "", re.sub(r"-\n", "", text)).casefold()


def _alnum(value: str) -> str:
    return re.sub(r"[\W_]", "", value).casefold()


def _names(value: str) -> str:
    return fold(re.sub(r"\b(?:and|with|et|y)\b|&|\|", " ", value))


def _families(value: str) -> list[tuple[str, str]]:
    return [(person.given[:1].casefold(), fold(person.family)) for person in parse_people(value.replace("\n", "; "))]


def _place(value: str) -> str:
    found = next(mentions(value), None)
    return (
        found.places[0].name
        if found
        else re.sub(r"(?i)^(?:prov(?:ince|incia)?\.?|municipio|estado)\s(?:of |de )?", "", value)
    )


def _county(value: str) -> str:
    return fold(re.sub(r"(?i)\b(?:county|co|parish|comté|district|de|of|province|no)\b\.?", " ", value))


def _whole_range(value: str) -> str:
    """`1951-07-18/22` is `1951-07-18/1951-07-22`, and `'58` is 1958."""
    value = re.sub(r"^'?(\d\d)$", r"19\1", value.strip())
    first, slash, last = value.partition("/")
    return f"{first}/{first[: len(first) - len(last)]}{last}" if slash and len(last) < len(first) else value


def _date(value: str) -> str:
    return _whole_range(value)


def _elevation(value: str) -> str:
    bare = re.sub(r"(?i)\b(?:ca|circa|about|approx|c)\b\.?", "", value)
    return re.sub(r"met(?:er|re)s?", "m", re.sub(r"(?i)feet|foot", "ft", _alnum(bare)))


_NORMAL: dict[str, Callable[[str], str]] = {
    "catalogNumber": lambda value: _alnum(value).lstrip("0"),
    "recordNumber": _alnum,
    "eventDate": _date,
    "dateIdentified": _date,
    "country": lambda value: fold(_place(value)),
    "stateProvince": lambda value: fold(_place(value)),
    "county": _county,
    "verbatimElevation": _elevation,
    "scientificName": lambda value: fold(re.sub(r"\n", " ", value)),
}
