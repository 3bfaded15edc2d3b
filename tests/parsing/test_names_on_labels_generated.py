"""Names as labels of many kinds write them, with the slips that readers make; and label prose that holds none."""

import random
import time
from collections.abc import Callable

import pytest

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.slips import likeness, nearest
from curatorbench.parsing.taxa import find_names

LICHENS = [
    ("Cladonia", "rangiferina", "(L.) Weber"),
    ("Xanthoria", "parietina", "(L.) Th. Fr."),
    ("Parmelia", "sulcata", "Taylor"),
    ("Lobaria", "pulmonaria", "(L.) Hoffm."),
    ("Peltigera", "canina", "(L.) Willd."),
    ("Lecanora", "muralis", "(Schreb.) Rabenh."),
    ("Umbilicaria", "cylindrica", "(L.) Delise"),
    ("Ramalina", "fraxinea", "(L.) Ach."),
    ("Hypogymnia", "physodes", "(L.) Nyl."),
    ("Rhizocarpon", "geographicum", "(L.) DC."),
]
INSECTS = [
    ("Bombus", "lapidarius", "(L.)"),
    ("Carabus", "granulatus", "Linnaeus"),
    ("Andrena", "vaga", "Panzer"),
    ("Osmia", "rufa", "(L.)"),
    ("Megachile", "rotundata", "(Fabr.)"),
    ("Cicindela", "campestris", "L."),
]
PLANTS = [
    ("Quercus", "robur", "L."),
    ("Salix", "repens", "L."),
    ("Ranunculus", "acris", "L."),
    ("Potentilla", "erecta", "(L.) Raeusch."),
    ("Miconia", "prasina", "(Sw.) DC."),
    ("Piper", "aduncum", "L."),
]
PACKETS = [
    "LICHENS OF NORWAY\n{name}\nOn bark of Quercus robur, with Parmelia saxatilis\nBergen, 60 m\nColl. A. Lie",
    "Herbarium Universitatis Vindobonensis\nFlechten aus Tirol\n{name}\nauf Fels, 1200 m\nleg. K. Huber, 12.VII.1961",
    "LIQUENES DE CHILE\nNo. 214. {name}\nSobre corteza de Nothofagus\nProv. Valdivia\nLeg. R. Santos 3 Mar 1972",
    "FLORE DU CANTAL\nLichens\n{name}\nSur rochers siliceux, Le Lioran\n14 juillet 1934",
    "CRYPTOGAMAE\n84.{name}\nFinland, Lapland, on a boulder\n(Cornicularia divergens intermixed)\nDet. V. Niemi 1958",
]
PINS = [
    "Thun, Bern\nVI-12-1951\nJ. Keller\n\n{genus}\n{epithet} {authors}\nDet. H. Ott '58",
    "France: Var\nHyères 3.V.1938\n\n{genus} {epithet} {authors}\nR. Benoist det. 1940\n\n{genus} {epithet}",
    "Malaise trap\nTucson Ariz. VII-4-66\nF. Werner collr\n\n{genus} {epithet} {authors}\n♀ Det. T. Griswold 1971",
]
SHEETS = [
    "PLANTS OF KENYA\n{name}\nShrub 2 m, flowers white. Roadside\nNairobi, 1700 m\nP. Njoroge 331   4 June 1969",
    "Plantas de Colombia\nFamilia:\n{name}\nArbusto de 3 m. Bosque húmedo\nDepto. de Antioquia\nCol. J. Uribe 55",
    "UNIVERSITY OF OSLO HERBARIUM\nName: {name}\nLocality: Asker, wet meadow\nDate: 3.6.1911  Leg. O. Dahl",
]
ODD = [
    ("LICHENS\nArthopyrenia MYCOLOGICAL COLLECTIONS\nhalodytes(Nyl.)Arnold", "Arthopyrenia halodytes (Nyl.)Arnold"),
    ("Larrea tridentata, Ambrosia dumosa scrub\nAtriplex canescens (Pursh) Nutt.", "Atriplex canescens (Pursh) Nutt."),
    ("Orden: Coleoptera\nGénero: Callipogon\nEspecie: barbatum\nDet. G. Noguera 1999", "Callipogon barbatum"),
    ("Genus: Quercus Species: alba L.\nOhio", "Quercus alba L."),
    ("Herbier du Museum\nNom: Peltigera canina (L.) Willd.\nDate: 1911", "Peltigera canina (L.) Willd."),
    ("Nombre científico: Cecropia peltata L.\nFamilia: Urticaceae", "Cecropia peltata L."),
    ("Wissenschaftlicher Name: Usnea florida (L.) Wigg.", "Usnea florida (L.) Wigg."),
    ("Carabus auratus ssp. honnorati Dejean, 1826 Alpes", "Carabus auratus ssp. honnorati Dejean, 1826"),
    ("4. Bryum argenteum Hedw., on wall, c.fr.\nLeeds", "Bryum argenteum Hedw."),
    ("Aves: Turdus merula Linnaeus, 1758\nUppsala", "Turdus merula Linnaeus, 1758"),
    ("Usnea barbata auct. non (L.) Wigg.\nGermany", "Usnea barbata"),
    ("LICHENS OF SWEDEN\nCladoniarangiferina(L.)Weber\nUppland, on soil", "Cladonia rangiferina (L.)Weber"),
    ("LICHENS OF SWEDEN\nCLADONIA RANGIFERINA (L.) WEBER\nUppland", "CLADONIA RANGIFERINA (L.) WEBER"),
    ("LICHENS OF SWEDEN\nCladonia Rangiferina\nUppland, on soil", "Cladonia rangiferina"),
    ("LICHENES\nParmelia.sulcata...(Tayl.)\n3 May 1911", "Parmelia sulcata (Tayl.)"),
    ("Cladonia fo. rangiferina\nLICHENS OF MAINE", "Cladonia cf. rangiferina"),
    ("Cladonia cf. rangiferina (L.) Weber\nUppland", "Cladonia cf. rangiferina (L.) Weber"),
    ("PLANTS OF PERU\nMiconia triplinervis R. & P.\n\nMiconia prasina (Sw.) DC.\nDet. J. Wurdack 1975",
     "Miconia prasina (Sw.) DC."),
    ("Type of Lecanora alpha Smith\nLecanora muralis\nDet. B. Ryan 1990\nArizona", "Lecanora muralis"),
    ("Peltigera aphthosa (L.) Willd. with Cladonia pyxidata on soil", "Peltigera aphthosa (L.) Willd."),
    ("Bombus (Pyrobombus) pratorum L.\nNorfolk 3.v.1933", "Bombus (Pyrobombus) pratorum L."),
    ("CARABIDAE\nCarabus\nviolaceus\nL.\nDet. K. Meyer 1922", "Carabus violaceus L."),
    ("Cladonia rangiferina\n(L.) Weber ex F.H.Wigg.\nLichens of Maine", "Cladonia rangiferina (L.) Weber ex F.H.Wigg."),
    ("Host: Quercus alba\nErysiphe alphitoides (Griffon & Maubl.) U. Braun\nFungi of Ohio",
     "Erysiphe alphitoides (Griffon & Maubl.) U. Braun"),
    ("Carex spec.\nWien", "Carex spec."),
    ("Loc. near Falls Substratum rock GSMNP Parmelia sulcata Taylor Co. Sevier University (TENN)\nLichens",
     "Parmelia sulcata Taylor"),
    ("Lichens\nHATTORI BOTANICAL LABORATORY\n4076. Usnea The Laboratory\nAmong mosses, moist, open.", "Usnea"),
    ("Bombus 2\nlapidarius\nDet. by V. & C.\nH. A. Ott\n\nBombus lapidarius", "Bombus lapidarius V. & C."),
    ("Syn. Parmelia physodes\nHypogymnia physodes (L.) Nyl.\nLICHENS", "Hypogymnia physodes (L.) Nyl."),
    ("LICHENES BAVARIAE\nBuellia punctata\nMünchen, an Tilia. (Hoffm.) Mass.\n3.5.1911",
     "Buellia punctata (Hoffm.) Mass."),
    ("Graphis scripta (L.) Müll.\nDet. A. Berg 1950\n\nArg.\nFlechten", "Graphis scripta (L.) Müll. Arg."),
    ("Flora of Ohio\nQuercus alba\nL.\nErie County", "Quercus alba L."),
    ("LICHENS OF OHIO\nAletorie\nErie County\n2 May 1911", "Alectoria"),
    ("LICHENS OF ALASKA\nCladonia rangiferina () eb.\nBarrow", "Cladonia rangiferina"),
    ("Bombus\nlapidarius\n\n2\n\nlapidarius L.\nDet. H. Ott", "Bombus lapidarius lapidarius L."),
    ("LICHENS OF NORWAY\nUsnea fr. florida\nBergen", "Usnea cf. florida"),
    ("LICHENS OF OHIO\nPeltigeva\nErie County\n2 May 1911", "Peltigera"),
]  # fmt: skip
# Too little of a name was read to say one.
UNREAD = [
    "PLANTS OF PERU\nB. flonidzma Gand.\nLima, May 1911",
    "PLANTS OF PERU\nBuqhen blixa HBK\nLima, May 1911",
    "LICHENS OF MAINE\n1730 Parmelia salkqt.\nOn rocks",
    "LICHENS OF MAINE\n(Parmelia flava (Bell.) Trev.)\nOn rocks",
    "Buca clogata dw.\nVicinity of Lima, May 1911",
    "Turrialba\nCosta Rica\nMalaise trap\n3-VI-1961",
]
PROSE = [
    "Casa blanca\nLaguna verde\nPunta arenas",
    "Vila nova de Gaia\nPorto",
    "Santa rosa, Monte alegre, Villa alta\nleg. Anna Maria Rosa",
    "Monte Rosa\nMatterhorn Gruppe\nAlpes maritimes",
    "Rock outcrops dominant on ridge\nHillside grassy\nQuartz sand",
    "Rio Grande, Canyon diablo\nArroyo seco",
    "coll. Erica Rosa Alba\nIris Marsh",
    "Among mosses, moist, open\nPinus forest",
    "On bark of a dead tree in open woods, common along the trail\nabove Lake Fork, Summit County, Colorado",
    "Am Rande des Waldes auf feuchtem Boden, zwischen Moosen\nbei Innsbruck, leg. K. Huber 1961",
    "Bosque húmedo, a orillas del río Cauca, cerca de la carretera\nFlores blancas, frutos verdes",
    "Sur les rochers au bord de la mer, près du phare\nVisite du Museum, collection Dupont",
    "In silvis umbrosis, ad terram humidam, in monte Pilato\nlegit Helveticus anno 1871",
    "Campus of the University, Santa Barbara, Barbara Moore\nHarris Ranch, Sierra Madre, Victoria Station",
    "Nevada: Washoe County. Sandy soil with sagebrush\nCollected by Virginia Marsh and Florence Lake",
    "NATIONAL MUSEUM OF NATURAL HISTORY\nImage copyright reserved\n0 1 2 3 4 5 cm",
    "Malaise trap\nTucson Ariz. VII-4-66\nF. Werner collr",
    "Expedición Botánica, Provincia de Loja\nCarretera Panamericana, tierra arcillosa",
]
SLIPS = (("rn", "m"), ("m", "rn"), ("n", "u"), ("u", "n"), ("l", "i"), ("i", "l"), ("c", "e"), ("a", "o"), ("h", "b"))


def first(text: str) -> Finding | None:
    return next(iter(find_names(Layout(text))), None)


def render(form: str, genus: str, epithet: str, authors: str) -> str:
    return form.format(name=f"{genus} {epithet} {authors}", genus=genus, epithet=epithet, authors=authors)


def every_label() -> list[tuple[str, tuple[str, str, str]]]:
    kinds = ((PACKETS, LICHENS), (PINS, INSECTS), (SHEETS, PLANTS))
    return [(form, name) for forms, names in kinds for form in forms for name in names]


def test_names_of_other_labels() -> None:
    wrong = [
        (render(form, *name), found and found.value)
        for form, name in every_label()
        if not (found := first(render(form, *name))) or found.value != " ".join(name) or found.corrected
    ]
    assert len(wrong) <= 0.03 * len(every_label()), wrong


@pytest.mark.parametrize(("text", "name"), ODD)
def test_names_in_odd_forms(text: str, name: str) -> None:
    found = first(text)
    assert found is not None
    assert found.value == name


@pytest.mark.parametrize("text", UNREAD)
def test_what_was_hardly_read_is_no_name(text: str) -> None:
    assert first(text) is None


def slipped(word: str, dice: random.Random) -> str:
    """`word` with one likely slip behind its first letter, or as it is where it offers none."""
    ways = [(at, a, b) for a, b in SLIPS for at in range(1, len(word)) if word.startswith(a, at)]
    if not ways:
        return word
    at, read, as_ = dice.choice(ways)
    return word[:at] + as_ + word[at + len(read) :]


def test_slips_are_put_right_and_said_to_be(turns: Callable[[int], int], dice: random.Random) -> None:
    """Of the names with one slip in the genus or the epithet, how many come out right, and how many as something else
    than they were written or meant."""
    right = invented = said = tried = 0
    for _ in range(turns(40)):
        for form, (genus, epithet, authors) in every_label():
            in_genus = dice.random() < 0.5
            read = (slipped(genus, dice), epithet) if in_genus else (genus, slipped(epithet, dice))
            if read == (genus, epithet):
                continue
            found = first(render(form, *read, authors))
            words = found.value.split()[:2] if found else []
            tried += 1
            right += words == [genus, epithet]
            said += words == [genus, epithet] and bool(found and found.corrected)
            invented += bool(found and found.corrected) and words != [genus, epithet]
    assert right / tried >= 0.8
    assert said == right
    assert invented / tried <= 0.03


@pytest.mark.parametrize("text", PROSE)
def test_prose_holds_no_name(text: str) -> None:
    found = first(text)
    assert found is None or found.confidence < 0.5, found


def test_pages_of_noise_do_not_take_for_ever(dice: random.Random) -> None:
    letters = "aeioumnrstlc"
    words = ["".join(dice.choices(letters, k=dice.randint(5, 11))) for _ in range(2000)]
    text = "\n".join(f"{a.capitalize()} {b}a L." for a, b in zip(words[::2], words[1::2], strict=True))[:20_000]
    started = time.process_time()
    find_names(Layout(text))
    assert time.process_time() - started < 8


def test_likely_slips_cost_less_than_unlikely_ones() -> None:
    assert likeness("alectouia", "alectoria") < 1 < likeness("alextozia", "alectoria") + 0.2
    assert likeness("parrnelia", "parmelia") < 0.5
    assert likeness("", "a") == 1
    assert likeness("cladonia", "cladonia") == 0


def test_two_likely_words_are_none() -> None:
    assert nearest("alba", ["alta", "alda"], 1.0) is None
    assert nearest("cladouia", ["cladonia"], 1.0, {"cladonia": 0.5}) == ("cladonia", 0.35)
