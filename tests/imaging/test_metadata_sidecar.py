"""XMP sidecars: ours in, foreign content untouched, broken ones left alone. Judges: exiftool, canonical XML."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.domain.terms import darwin_core
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.sidecar import merged, write_sidecar
from curatorbench.imaging.metadata.vocabulary import managed, properties

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ABOUT = "uuid:faf5bdd5-ba3d-11da-ad31-d33d75182f1b"
TERMS = {
    "catalogNumber": "B 10 0123456",
    "scientificName": "Huperzia selago (L.) Bernh. ex Schrank & Mart.",
    "recordedBy": "O'Brien, <J.> | Müller",
    "country": "Österreich",
    "locality": 'am "Großen" Bach ]]> &amp; 北京',
    "eventDate": "1943-10",
}
CAPTION = Caption("ab" * 32, TERMS, "B", "Herbarium", "A. Photographer", "The Museum", "https://example.org/by/4.0/")

LIGHTROOM = f'''<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0"
 xmlns:d="http://rs.tdwg.org/dwc/terms/" xmlns:mine="urn:somebody's">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="{ABOUT}"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
   crs:Version="15.0" crs:Exposure2012="+0.35" photoshop:Credit='an older "credit"' d:year="1901"
   mine:note="two&#10;lines &lt;&amp;" >
   <!-- a remark -->
   <crs:ToneCurvePV2012><rdf:Seq><rdf:li>0, 0</rdf:li><rdf:li>255, 255</rdf:li></rdf:Seq></crs:ToneCurvePV2012>
   <dc:subject><rdf:Bag><rdf:li>fern</rdf:li></rdf:Bag></dc:subject>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">old title</rdf:li></rdf:Alt></dc:title>
   <d:country>Austria</d:country>
   <d:habitat/>
   <mine:deep rdf:parseType="Resource"><mine:country>x</mine:country><d:locality>nested</d:locality></mine:deep>
   <lr:hierarchicalSubject><rdf:Bag><rdf:li>a|b</rdf:li></rdf:Bag></lr:hierarchicalSubject>
  </rdf:Description>
  <mine:Typed rdf:about=""><d:country>of something else</d:country></mine:Typed>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>'''.encode()


def canonical(node: ElementTree.Element) -> str:
    node.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(node))


def foreign(document: bytes, caption: Caption = CAPTION) -> list[str]:
    """Every property that is not ours, canonically, in order, with the description that it is of."""
    ours = {f"{{{space}}}{name}" for space, name in managed()}
    ours |= {f"{{{one.namespace}}}{one.name}" for one in properties(caption)}
    found = []
    root = ElementTree.fromstring(document)
    for node in root.iter(f"{RDF}RDF").__next__():
        if node.tag != f"{RDF}Description":
            found.append(canonical(node))
            continue
        found += [f"{name}={value}" for name, value in node.attrib.items() if name not in ours and "about" not in name]
        found += [canonical(one) for one in node if one.tag not in ours]
    return found


def exiftool(path: Path) -> dict[str, object]:
    done = subprocess.run(
        ["exiftool", "-j", "-a", "-G1", "-struct", "-charset", "utf8", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)[0]


CODES = {"institutioncode": "B", "collectioncode": "Herbarium"}


def darwin_core_of(said: dict[str, object]) -> dict[str, object]:
    """By term in lower case. ExifTool keeps `dwc` for another namespace of its own and shows ours as `tmp0`."""
    return {
        key.partition(":")[2].lower(): value for key, value in said.items() if key.startswith(("XMP-tmp", "XMP-d:"))
    }


def test_foreign_content_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.xmp"
    path.write_bytes(LIGHTROOM)
    write_sidecar(path, CAPTION)
    after = path.read_bytes()
    assert len(foreign(LIGHTROOM)) >= 7
    assert foreign(after) == foreign(LIGHTROOM)
    assert b"<!-- a remark -->" in after and after.endswith(b'<?xpacket end="w"?>')
    assert b"Austria" not in after and b"old title" not in after and b'd:year="1901"' not in after
    assert b"nested" in after and b"of something else" in after


def test_every_term_is_read_back(tmp_path: Path) -> None:
    for name in ("new.xmp", "old.xmp"):
        path = tmp_path / name
        if name == "old.xmp":
            path.write_bytes(LIGHTROOM)
        write_sidecar(path, CAPTION)
        said = exiftool(path)
        assert darwin_core_of(said) == {term.lower(): value for term, value in TERMS.items()} | CODES
        assert said["XMP-xmpMM:DerivedFrom"] == {"DocumentID": CAPTION.source}
        assert said["XMP-dc:Title"] == CAPTION.title and said["XMP-dc:Rights"] == "© The Museum"
        assert said["XMP-photoshop:Credit"] == "B" and said["XMP-photoshop:Country"] == "Österreich"
    assert exiftool(tmp_path / "old.xmp")["XMP-crs:Exposure2012"] == "+0.35"


def test_all_of_simple_darwin_core_is_read_back(tmp_path: Path) -> None:
    terms = {name: f"value of {name}" for name in darwin_core()}
    write_sidecar(tmp_path / "a.xmp", Caption("cd" * 32, terms))
    said = exiftool(tmp_path / "a.xmp")
    found = {key.rpartition(":")[2].lower(): value for key, value in said.items() if "dc" in key} | darwin_core_of(said)
    wrong = [name for name, value in terms.items() if found.get(name.lower()) not in (value, [value])]
    assert not wrong


def test_saying_it_twice_changes_nothing(tmp_path: Path) -> None:
    once = merged(LIGHTROOM, CAPTION)
    assert merged(once, CAPTION) == once
    less = merged(once, Caption("ab" * 32, {"catalogNumber": "7"}))
    assert b"eventDate" not in less and b"recordedBy" not in less, "what the record no longer says goes"
    assert b"The Museum" in less, "what others know too stays"
    assert set(foreign(LIGHTROOM)) <= set(foreign(less))


SPACE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    "document",
    [
        f'<rdf:RDF xmlns:rdf="{SPACE}/>',
        f'\ufeff<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="{SPACE} ></r:RDF></x:xmpmeta>',
        f'<R:RDF xmlns:R="{SPACE}><R:Description R:about=""/></R:RDF>',
    ],
)
def test_empty_ones_are_filled(tmp_path: Path, document: str) -> None:
    path = tmp_path / "a.xmp"
    path.write_text(document, encoding="utf-8")
    write_sidecar(path, CAPTION)
    title = ElementTree.fromstring(path.read_bytes()).find(".//{http://purl.org/dc/elements/1.1/}title")
    assert title is not None and "".join(title.itertext()) == CAPTION.title
    assert merged(path.read_bytes(), CAPTION) == path.read_bytes()


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (b"", "broken"),
        (b"no XML", "broken"),
        (LIGHTROOM[:-60], "broken"),
        (LIGHTROOM.decode().encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="latin-1"?><a/>', "UTF-8"),
        (b"<a/>", "no XMP"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b"<a>\xff</a>", "broken"),
    ],
)
def test_broken_ones_are_left_alone(tmp_path: Path, document: bytes, word: str) -> None:
    path = tmp_path / "a.xmp"
    path.write_bytes(document)
    with pytest.raises(BadInput, match=word) as caught:
        write_sidecar(path, CAPTION)
    assert "a.xmp" in caught.value.message and caught.value.hint
    assert path.read_bytes() == document
    assert [one.name for one in tmp_path.iterdir()] == ["a.xmp"]


def test_bombs_are_left_alone(data: Path, tmp_path: Path) -> None:
    for bomb in (data / "hostile" / "defusedxml").rglob("*.xml"):
        with pytest.raises(BadInput):
            merged(bomb.read_bytes(), CAPTION)


def test_control_characters_are_dropped() -> None:
    caption = Caption("ab" * 32, {"locality": "a\0b\x07c\ud800d\x85\r\ne"})
    assert b"<dwc:locality>abcd\ne</dwc:locality>" in merged(LIGHTROOM, caption)


@pytest.mark.torture
def test_damaged_sidecars_lose_nothing_of_others(dice: Random, turns: Callable[[int], int]) -> None:
    """Bytes dropped and swapped: a sentence, or all that was foreign is still there."""
    for _ in range(turns(4000)):
        data = bytearray(LIGHTROOM)
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 2)] = bytes([dice.choice(b"<>/\"' =:ax\n")])[: dice.randint(0, 1)]
        document = bytes(data)
        try:
            after = merged(document, CAPTION)
        except BadInput as error:
            assert error.hint
            continue
        kept = foreign(after)
        assert [one for one in foreign(document) if one not in kept] == []
