"""Tests that ask whether there is a value at all."""

from __future__ import annotations

from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, issue, judged
from curatorbench.quality.values import Values, value

_LOCATION = (
    "higherGeographyID higherGeography continent country countryCode stateProvince county municipality waterBody "
    "island islandGroup locality locationID verbatimLocality decimalLatitude decimalLongitude verbatimCoordinates "
    "verbatimLatitude verbatimLongitude footprintWKT"
)
_TAXON = (
    "taxonID scientificNameID acceptedNameUsageID parentNameUsageID originalNameUsageID taxonConceptID scientificName "
    "higherClassification kingdom phylum class order superfamily family subfamily tribe subtribe genus genericName "
    "subgenus infragenericEpithet specificEpithet infraspecificEpithet vernacularName cultivarEpithet"
)
_TIME = "eventDate year month day startDayOfYear endDayOfYear verbatimEventDate"


def present(terms: str, what: str) -> Run:
    """At least one of `terms` has a value."""
    names = terms.split()

    def run(values: Values, _: Parameters) -> Response:
        return judged(any(value(values, name) for name in names), f"There is no {what}.")

    return run


def warned_by(terms: str, warning: str) -> Run:
    """An issue if one of `terms` has a value."""
    names = terms.split()

    def run(values: Values, _: Parameters) -> Response:
        return issue(any(value(values, name) for name in names), warning)

    return run


def country(values: Values, _: Parameters) -> Response:
    """On the high seas (code XZ) a country is not to be expected."""
    named = value(values, "country")
    at_sea = values.get("countryCode") == "XZ" and named in ("", "High seas")
    return judged(bool(named) or at_sea, "There is no country.")


ROWS: Rows = {
    "VALIDATION_BASISOFRECORD_NOTEMPTY": present("basisOfRecord", "basis of record"),
    "VALIDATION_COUNTRYCODE_NOTEMPTY": present("countryCode", "country code"),
    "VALIDATION_COUNTRY_NOTEMPTY": country,
    "VALIDATION_DCTYPE_NOTEMPTY": present("type", "type of resource"),
    "VALIDATION_DECIMALLATITUDE_NOTEMPTY": present("decimalLatitude", "latitude"),
    "VALIDATION_DECIMALLONGITUDE_NOTEMPTY": present("decimalLongitude", "longitude"),
    "VALIDATION_EVENTDATE_NOTEMPTY": present("eventDate", "date of collecting"),
    "VALIDATION_EVENTTEMPORAL_NOTEMPTY": present(_TIME, "date of collecting in any form"),
    "VALIDATION_GEODETICDATUM_NOTEMPTY": present("geodeticDatum", "geodetic datum"),
    "VALIDATION_KINGDOM_NOTEMPTY": present("kingdom", "kingdom"),
    "VALIDATION_LICENSE_NOTEMPTY": present("license", "licence"),
    "VALIDATION_LOCATION_NOTEMPTY": present(_LOCATION, "place in any form"),
    "VALIDATION_NAMEPUBLISHEDINYEAR_NOTEMPTY": present("namePublishedInYear", "year of the name's publication"),
    "VALIDATION_OCCURRENCEID_NOTEMPTY": present("occurrenceID", "occurrence identifier"),
    "VALIDATION_OCCURRENCESTATUS_NOTEMPTY": present("occurrenceStatus", "occurrence status"),
    "VALIDATION_SCIENTIFICNAMEAUTHORSHIP_NOTEMPTY": present("scientificNameAuthorship", "author of the name"),
    "VALIDATION_SCIENTIFICNAMEID_NOTEMPTY": present("scientificNameID", "identifier of the name"),
    "VALIDATION_SCIENTIFICNAME_NOTEMPTY": present("scientificName", "scientific name"),
    "VALIDATION_TAXONRANK_NOTEMPTY": present("taxonRank", "rank of the taxon"),
    "VALIDATION_TAXON_NOTEMPTY": present(_TAXON, "taxon in any form"),
    "VALIDATION_YEAR_NOTEMPTY": present("year", "year of collecting"),
    "ISSUE_DATAGENERALIZATIONS_NOTEMPTY": warned_by("dataGeneralizations", "What is known was made vague on purpose."),
    "ISSUE_ESTABLISHMENTMEANS_NOTEMPTY": warned_by(
        "establishmentMeans", "It may not have grown or lived there by itself."
    ),
    # The notes that came with the record; no annotation system is asked.
    "ISSUE_ANNOTATION_NOTEMPTY": warned_by(
        "annotation annotationAlertIf annotationAlertif", "Somebody has made a note on this record."
    ),
}
