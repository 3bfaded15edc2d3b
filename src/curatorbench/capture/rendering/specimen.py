"""What a rendered specimen is and where it is from: real plants and places, invented people and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from curatorbench.capture.rendering.chance import dice_of

INSTITUTION = "Herbarium of the Simulated Stand"
CODE = "CBH"


@dataclass(frozen=True, slots=True)
class Locality:
    """A place where some plants really grow. Coordinates are of its middle; elevations in metres."""

    country: str
    state: str
    county: str
    locality: str
    latitude: float
    longitude: float
    lowest: int
    highest: int
    habitat: str
    plants: tuple[tuple[str, str, str], ...]  # name, authorship, shape

    @property
    def county_as_written(self) -> str:
        return f"{self.county} County" if self.country in ("United States", "Canada") else self.county


LOCALITIES: tuple[Locality, ...] = (
    Locality(
        "United States", "Colorado", "Boulder", "Rollins Pass road, 3 km W of Tolland", 39.9052, -105.6304, 2900, 3300,
        "Subalpine meadow on granitic gravel",
        (("Aquilegia coerulea", "E.James", "leafy"), ("Silene acaulis", "(L.) Jacq.", "cushion")),
    ),
    Locality(
        "United States", "Tennessee", "Sevier", "Greenbrier Cove, Great Smoky Mountains", 35.7081, -83.3836, 520, 700,
        "Rich cove forest, moist slope",
        (("Trillium grandiflorum", "(Michx.) Salisb.", "leafy"), ("Lycopodium clavatum", "L.", "clubmoss")),
    ),
    Locality(
        "Canada", "New Brunswick", "Gloucester", "Bog 2 km S of Miscou Harbour", 47.8853, -64.5169, 3, 12,
        "Open sphagnum bog",
        (("Rhododendron groenlandicum", "(Oeder) Kron & Judd", "leafy"), ("Eriophorum vaginatum", "L.", "grass")),
    ),
    Locality(
        "Germany", "Bavaria", "Berchtesgadener Land", "Slope above St. Bartholomä, Königssee", 47.5442, 12.9681, 620,
        1380, "Calcareous scree and stony grassland",
        (("Gentiana clusii", "E.P.Perrier & Songeon", "rosette"), ("Sesleria caerulea", "(L.) Ard.", "grass")),
    ),
    Locality(
        "France", "Provence-Alpes-Côte d'Azur", "Bouches-du-Rhône", "Montagne Sainte-Victoire, above Vauvenargues",
        43.5411, 5.6053, 480, 910, "Garrigue on limestone",
        (("Cistus albidus", "L.", "leafy"), ("Thymus vulgaris", "L.", "cushion")),
    ),
    Locality(
        "Sweden", "Norrbotten", "Kiruna", "Abisko, N slope of Njulla", 68.3603, 18.7169, 480, 900,
        "Dry heath above the birch forest",
        (("Dryas octopetala", "L.", "rosette"), ("Spinulum annotinum", "(L.) A.Haines", "clubmoss")),
    ),
    Locality(
        "United Kingdom", "Scotland", "Perth and Kinross", "Ben Lawers, crags below the summit", 56.5447, -4.2211, 700,
        1100, "Wet mica-schist ledges",
        (("Saxifraga oppositifolia", "L.", "cushion"), ("Diphasiastrum alpinum", "(L.) Holub", "clubmoss")),
    ),
    Locality(
        "India", "Kerala", "Ernakulam", "Roadside near Mulanthuruthy", 9.8983, 76.3872, 8, 25, "Waste ground",
        (("Gomphrena celosioides", "Mart.", "leafy"), ("Cyperus rotundus", "L.", "grass")),
    ),
)  # fmt: skip

COLLECTORS = (
    "Edda Halvorsen", "Martin T. Okafor", "Ruth Ellingham", "Paul J. Sandoval", "Ilse Brandner", "Camille Desrosiers",
    "Nora Wickström", "Thomas A. Greer", "Leena Varghese", "Hugh MacAskill",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specimen:
    """One plant on one sheet. `terms` are its Darwin Core values, as a careful person would enter them."""

    locality: Locality
    name: str
    authorship: str
    shape: str
    collector: str
    number: int
    collected: date
    latitude: float
    longitude: float
    elevation: int
    determiner: str
    determined: date
    catalog_number: str
    others: tuple[str, ...] = field(default=())

    @property
    def terms(self) -> dict[str, str]:
        place = self.locality
        return {
            "catalogNumber": self.catalog_number,
            "otherCatalogNumbers": " | ".join(self.others),
            "scientificName": f"{self.name} {self.authorship}",
            "recordedBy": self.collector,
            "recordNumber": str(self.number),
            "eventDate": self.collected.isoformat(),
            "country": place.country,
            "stateProvince": place.state,
            "county": place.county,
            "locality": place.locality,
            "habitat": place.habitat,
            "decimalLatitude": f"{self.latitude:.4f}",
            "decimalLongitude": f"{self.longitude:.4f}",
            "minimumElevationInMeters": str(self.elevation),
            "identifiedBy": self.determiner,
            "dateIdentified": str(self.determined.year),
        }


def draw_lots(seed: int, *, second_number: bool = False) -> Specimen:
    """The specimen of a seed; always the same one."""
    dice = dice_of(f"specimen {seed}")
    place = LOCALITIES[seed % len(LOCALITIES)]
    name, authorship, shape = place.plants[(seed // len(LOCALITIES)) % len(place.plants)]
    collector, determiner = dice.sample(COLLECTORS, 2)
    collected = date(dice.randint(1938, 2016), dice.randint(5, 9), dice.randint(1, 28))
    minutes = [dice.randint(-1, 1) / 240 for _ in range(2)]  # quarters of a minute, so that seconds are whole
    return Specimen(
        locality=place,
        name=name,
        authorship=authorship,
        shape=shape,
        collector=collector,
        number=dice.randint(112, 4980),
        collected=collected,
        latitude=_whole_seconds(place.latitude + minutes[0]),
        longitude=_whole_seconds(place.longitude + minutes[1]),
        elevation=dice.randrange(place.lowest, place.highest + 1),
        determiner=determiner,
        determined=collected + timedelta(days=dice.randint(400, 6000)),
        catalog_number=f"{CODE}{dice.randint(100_000, 999_999):08d}",
        others=(f"{CODE}{dice.randint(10_000, 99_999):08d}",) if second_number else (),
    )


def _whole_seconds(degrees: float) -> float:
    return round(degrees * 3600) / 3600
