"""Tests of country and code, against ISO 3166-1 and the names of countries in many languages."""

from __future__ import annotations

from curatorbench.quality.bdq.authority import asked, service, standardized
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import Response, judged, unmet
from curatorbench.quality.country_list import HIGH_SEAS, UNKNOWN, code_meant, code_named, countries
from curatorbench.quality.values import Values, value

_GETTY = "the Getty Thesaurus of Geographic Names"


def is_code(text: str) -> bool:
    return text in countries() or text in (HIGH_SEAS, UNKNOWN)


def code_standard(values: Values, parameters: Parameters) -> Response:
    text = values.get("countryCode", "")
    if not value(values, "countryCode"):
        return unmet("countryCode is empty.")
    return asked(parameters) or judged(is_code(text), f"{text} is no two-letter code of a country.")


code_standardized = standardized("countryCode", code_meant, "It is a code already, or names no country.")


def country_found(values: Values, parameters: Parameters) -> Response:
    """Names of states; a territory of a state is none."""
    text = values.get("country", "")
    if not value(values, "country"):
        return unmet("country is empty.")
    code = code_named(text)
    is_state = code is not None and not countries()[code].within
    return asked(parameters) or judged(is_state, f"{text} is no name of a country that is listed.")


def country_agrees_with_code(values: Values, parameters: Parameters) -> Response:
    country, code = values.get("country", ""), values.get("countryCode", "")
    if not value(values, "country") or not value(values, "countryCode"):
        return unmet("country or countryCode is empty.")
    return asked(parameters) or judged(code_named(country) == code, f"{code} is not the code of {country}.")


ROWS: Rows = {
    "VALIDATION_COUNTRYCODE_STANDARD": code_standard,
    "AMENDMENT_COUNTRYCODE_STANDARDIZED": code_standardized,
    "VALIDATION_COUNTRY_FOUND": country_found,
    "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT": country_agrees_with_code,
    "VALIDATION_STATEPROVINCE_FOUND": service(_GETTY, "stateProvince"),
    "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS": service(_GETTY, "country stateProvince", any_of=True),
}
