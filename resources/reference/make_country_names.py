"""Make `country_names.csv`: ISO 3166-1 codes and the names of each country in many languages.

    python make_country_names.py       needs Babel (names of Unicode CLDR, Unicode licence) and pycountry (ISO 3166-1)

`within` is the state that a territory belongs to, where the two are easily written for each other. Names that a country
bore before, within the borders that it has today, are in `FORMER`. A name that two countries share is left out.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pycountry  # type: ignore[import-untyped,unused-ignore]
from babel import Locale  # type: ignore[import-not-found,import-untyped,unused-ignore]

LANGUAGES = ["en", "es", "fr", "de", "pt", "it", "nl", "sv", "da", "nb", "nn", "is", "fi", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg", "sr", "ru", "uk", "el", "tr", "ar", "fa", "he", "hi", "th", "vi", "id", "ms", "sw", "af", "ca", "eu", "zh", "ja", "ko"]  # fmt: skip  # noqa: E501
FORMER = {
    "SZ": "Swaziland", "MM": "Burma", "LK": "Ceylon", "CD": "Zaire|Congo-Kinshasa|Belgian Congo|DR Congo",
    "CG": "Congo-Brazzaville", "BF": "Upper Volta|Haute-Volta", "BJ": "Dahomey", "TH": "Siam", "IR": "Persia",
    "ZW": "Rhodesia|Southern Rhodesia", "ZM": "Northern Rhodesia", "MW": "Nyasaland", "GH": "Gold Coast",
    "BW": "Bechuanaland", "LS": "Basutoland", "ET": "Abyssinia", "BZ": "British Honduras", "GY": "British Guiana",
    "SR": "Dutch Guiana", "VU": "New Hebrides", "KI": "Gilbert Islands", "TV": "Ellice Islands", "TZ": "Tanganyika",
    "MK": "Macedonia|North Macedonia", "CZ": "Czech Republic|Czechia", "CV": "Cape Verde", "CI": "Ivory Coast",
    "TL": "East Timor", "GB": "Great Britain|UK|U.K.", "US": "USA|U.S.A.|U.S.|United States of America",
    "AE": "UAE", "VA": "Vatican City", "TR": "Turkey|Türkiye", "NL": "Holland|The Netherlands", "KR": "South Korea",
    "KP": "North Korea", "RU": "Russian Federation|Russia", "BO": "Bolivia", "VE": "Venezuela", "TW": "Formosa|Taiwan",
    "BY": "Byelorussia", "MD": "Moldavia", "KH": "Kampuchea", "PS": "Palestine", "FM": "Micronesia",
    "LA": "Laos", "SY": "Syria", "BN": "Brunei", "HK": "Hong Kong", "MO": "Macau|Macao",
}  # fmt: skip
SHARED = {"congo", "kongo"}  # everyday names of more than one country
WITHIN = {
    "US": "PR VI GU AS MP UM", "DK": "GL FO", "CN": "HK MO", "NL": "AW CW SX BQ", "FI": "AX", "NO": "SJ BV",
    "FR": "GF GP MQ RE YT NC PF PM WF BL MF TF CP", "AU": "NF CX CC HM", "NZ": "CK NU TK",
    "GB": "GI FK BM KY MS TC VG AI SH IO PN GS GG JE IM", "MA": "EH",
}  # fmt: skip


def names() -> dict[str, list[str]]:
    """The names of each two-letter code, English first; those that more than one country bears are left out."""
    found: dict[str, list[str]] = {country.alpha_2: [] for country in pycountry.countries}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for code, listed in found.items():
            listed += [name.strip() for name in territories.get(code, "").replace(")", "").split("(") if name.strip()]
    for country in pycountry.countries:
        official = [getattr(country, key, "") for key in ("name", "common_name", "official_name")]
        found[country.alpha_2] += [name for name in official if name and ", " not in name]
        found[country.alpha_2] += FORMER.get(country.alpha_2, "").split("|")
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for code, listed in found.items():
        for name in listed:
            owners[name.casefold()].add(code)
    return {
        code: list(
            dict.fromkeys(
                name for name in listed if name and len(owners[key := name.casefold()]) == 1 and key not in SHARED
            )
        )
        for code, listed in found.items()
    }


def main() -> None:
    within = {child: parent for parent, children in WITHIN.items() for child in children.split()}
    with Path(__file__).with_name("country_names.csv").open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(["alpha2", "alpha3", "within", "names"])
        for country in sorted(pycountry.countries, key=lambda one: str(one.alpha_2)):
            code = country.alpha_2
            lines.writerow([code, country.alpha_3, within.get(code, ""), "|".join(names_of[code])])


if __name__ == "__main__":
    names_of = names()
    main()
