"""Terms of controlled vocabularies (`resources/reference/bdq_vocabularies.csv`), and values that mean one of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.quality.bdq.authority import asked
from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, amended, filled_in, judged, unamended, unmet
from curatorbench.quality.values import Values, fold, value

_SHORTEST = 3  # letters of an abbreviation; of a term in which a slip is seen, one more

# What people write for a term, beside the forms that the vocabulary lists.
_WRITTEN = {
    "sex": {"Male": "m ♂ macho mâle männlich masculino", "Female": "f ♀ hembra femelle weiblich femenino fem",
            "Hermaphrodite": "⚥ ☿ herm"},
    "taxonRank": {"species": "sp spec", "subspecies": "ssp subsp", "variety": "var", "form": "f fo forma",
                  "genus": "gen", "family": "fam", "order": "ord", "subgenus": "subg subgen", "kingdom": "regn",
                  "cultivar": "cv"},
    "typeStatus": {"Holotype": "holo", "Isotype": "iso", "Lectotype": "lecto", "Paratype": "para", "Syntype": "syn"},
    "occurrenceStatus": {"present": "1 presence yes y true observed seen found common rare",
                         "absent": "0 absence no n false none notfound notobserved extinct"},
    "basisOfRecord": {"PreservedSpecimen": "voucher herbariumsheet pinnedspecimen herbariumspecimen",
                      "FossilSpecimen": "fossil", "HumanObservation": "humanobs fieldobservation",
                      "MachineObservation": "machineobs cameratrap"},
    "pathway": {"transportStowaway": "stowaway", "hullFouling": "fouling"},
}  # fmt: skip
# Classes of Darwin Core that a record can be, beside GBIF's list.
_MORE_TERMS = {
    "basisOfRecord": "MaterialEntity MaterialCitation Event Taxon Organism Location GeologicalContext Identification "
    "MeasurementOrFact ResourceRelationship",
    "occurrenceStatus": "present absent",
    "taxonRank": "cultivar",
}


@dataclass(slots=True)
class Vocabulary:
    """`labels` are as good as terms; `forms` lead from what people write, folded, to the terms that it can mean."""

    terms: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    forms: dict[str, set[str]] = field(default_factory=dict)

    def add(self, term: str, form: str, is_label: bool) -> None:
        if term not in self.terms:
            self.terms.append(term)
        if is_label:
            self.labels.add(form)
        self.forms.setdefault(fold(form) or form, set()).add(term)

    def meaning(self, text: str) -> str | None:
        """The one term that `text` can mean: another form of it, its abbreviation, or it with one slip."""
        listed = self.forms.get(fold(text) or text.strip())
        if listed:
            return listed.copy().pop() if len(listed) == 1 else None
        last = text.rstrip("/").rpartition("/")[2]
        if last != text and last in self.terms:
            return last
        for found in (self._abbreviated(text), self._with_a_slip(fold(text))):
            if len(found) == 1:
                return found.pop()
        return None

    def _abbreviated(self, text: str) -> set[str]:
        words = text.lower().split()
        if not (len(words) > 1 or text.strip().endswith(".")) or len(fold(text)) < _SHORTEST:
            return set()
        return {term for term in self.terms if _begins([fold(word) for word in words], _split(term))}

    def _with_a_slip(self, folded: str) -> set[str]:
        if len(folded) <= _SHORTEST:
            return set()
        return {term for term in self.terms if len(term) > _SHORTEST and _one_slip(folded, fold(term))}


def _split(term: str) -> list[str]:
    """The words of `HumanObservation`."""
    spaced = "".join(f" {sign}" if sign.isupper() else sign for sign in term)
    return spaced.lower().split()


def _begins(short: list[str], whole: list[str]) -> bool:
    return len(short) == len(whole) and all(
        len(part) >= _SHORTEST and word.startswith(part) for part, word in zip(short, whole, strict=True)
    )


def _one_slip(text: str, term: str) -> bool:
    """One letter too few, too many, wrong, or two changed over."""
    if abs(len(text) - len(term)) > 1 or text == term:
        return False
    same = next((at for at, pair in enumerate(zip(text, term, strict=False)) if pair[0] != pair[1]), min(map(len, (text, term))))  # fmt: skip  # noqa: E501
    rest, left = text[same:], term[same:]
    swapped = rest[:2] == left[:2][::-1] and rest[2:] == left[2:]
    return rest[1:] == left or rest == left[1:] or rest[1:] == left[1:] or swapped


@cache
def vocabulary(name: str) -> Vocabulary:
    made = Vocabulary()
    with resource("reference", "bdq_vocabularies.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["vocabulary"] == name:
                made.add(row["term"], row["form"], row["kind"] == "label")
    for term in _MORE_TERMS.get(name, "").split():
        made.add(term, term, is_label=True)
    for term, forms in _WRITTEN.get(name, {}).items():
        for form in forms.split():
            made.add(term, form, is_label=False)
    return made


def standard(term: str) -> Run:
    def run(values: Values, parameters: Parameters) -> Response:
        text = values.get(term, "")
        if not value(values, term):
            return unmet(f"{term} is empty.")
        return asked(parameters) or judged(text in vocabulary(term).labels, _fault(term, text))

    return run


def _fault(term: str, text: str) -> str:
    meant = vocabulary(term).meaning(text)
    return f"{text} is not in the vocabulary of {term}{f', {meant} is' if meant else ''}."


def standardized(term: str) -> Run:
    def run(values: Values, parameters: Parameters) -> Response:
        text = value(values, term)
        if not text:
            return unmet(f"{term} is empty.")
        unasked = asked(parameters)
        if unasked:
            return unasked
        found = vocabulary(term).meaning(text)
        if found is None or values.get(term) in vocabulary(term).labels:
            return unamended("It is in the vocabulary already, or means nothing that is.")
        return amended(f"{text} means {found}.", **{term: found})

    return run


def _type_words(text: str) -> Iterable[str]:
    """The first word of each designation: `Holotype of Abies alba | Isotype of ...`."""
    return (part.split()[0] if part.split() else "" for part in text.split("|"))


def type_status(values: Values, parameters: Parameters) -> Response:
    text = values.get("typeStatus", "")
    if not value(values, "typeStatus"):
        return unmet("typeStatus is empty.")
    known = all(word in vocabulary("typeStatus").labels for word in _type_words(text))
    return asked(parameters) or judged(known and text == text.strip(), _fault("typeStatus", text))


def type_status_standardized(values: Values, parameters: Parameters) -> Response:
    text = value(values, "typeStatus")
    if not text:
        return unmet("typeStatus is empty.")
    unasked = asked(parameters)
    if unasked:
        return unasked
    words = list(_type_words(text))
    meant = [vocabulary("typeStatus").meaning(word) or word for word in words]
    if meant == words and text == text.strip():
        return unamended("It is in the vocabulary already, or means nothing that is.")
    parts = (part.strip() for part in text.split("|"))
    changed = " | ".join(part.replace(old, new, 1) for part, old, new in zip(parts, words, meant, strict=True))
    if changed == text or not all(word in vocabulary("typeStatus").terms for word in meant):
        return unamended("Not every designation has a word of the vocabulary.")
    return amended(f"{text} means {changed}.", typeStatus=changed)


def assumed_present(values: Values, parameters: Parameters) -> Response:
    if value(values, "occurrenceStatus"):
        return unmet("occurrenceStatus is given.")
    if value(values, "individualCount") or value(values, "organismQuantity"):
        return unamended("How many there were says it better.")
    default = parameters.occurrence_status
    return filled_in(f"Nothing else is said; {default} is assumed.", occurrenceStatus=default)


ROWS: Rows = {
    "VALIDATION_DCTYPE_STANDARD": standard("type"),
    "AMENDMENT_DCTYPE_STANDARDIZED": standardized("type"),
    "VALIDATION_BASISOFRECORD_STANDARD": standard("basisOfRecord"),
    "AMENDMENT_BASISOFRECORD_STANDARDIZED": standardized("basisOfRecord"),
    "VALIDATION_TAXONRANK_STANDARD": standard("taxonRank"),
    "AMENDMENT_TAXONRANK_STANDARDIZED": standardized("taxonRank"),
    "VALIDATION_SEX_STANDARD": standard("sex"),
    "AMENDMENT_SEX_STANDARDIZED": standardized("sex"),
    "VALIDATION_TYPESTATUS_STANDARD": type_status,
    "AMENDMENT_TYPESTATUS_STANDARDIZED": type_status_standardized,
    "VALIDATION_ESTABLISHMENTMEANS_STANDARD": standard("establishmentMeans"),
    "AMENDMENT_ESTABLISHMENTMEANS_STANDARDIZED": standardized("establishmentMeans"),
    "VALIDATION_DEGREEOFESTABLISHMENT_STANDARD": standard("degreeOfEstablishment"),
    "AMENDMENT_DEGREEOFESTABLISHMENT_STANDARDIZED": standardized("degreeOfEstablishment"),
    "VALIDATION_PATHWAY_STANDARD": standard("pathway"),
    "AMENDMENT_PATHWAY_STANDARDIZED": standardized("pathway"),
    "VALIDATION_OCCURRENCESTATUS_STANDARD": standard("occurrenceStatus"),
    "AMENDMENT_OCCURRENCESTATUS_STANDARDIZED": standardized("occurrenceStatus"),
    "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT": assumed_present,
}
