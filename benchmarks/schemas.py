"""The standards' own XML schemas as judges, from the folder of real data."""

from pathlib import Path

from lxml import etree


class Local(etree.Resolver):
    """Schemas import each other by addresses; here they are files."""

    def __init__(self, data: Path) -> None:
        self.places = {"xml.xsd": data / "standards" / "rs.gbif.org" / "schema" / "xml.xsd"}

    def resolve(self, url: str, pubid: str, context: object) -> object:
        name = url.rpartition("/")[2]
        if name == "tdwg_dwcterms.xsd":  # types of values, which a descriptor does not use
            empty = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{}"/>'
            return self.resolve_string(empty.format("http://rs.tdwg.org/dwc/terms/"), context)
        return self.resolve_filename(str(self.places[name]), context) if name in self.places else None


def schema(data: Path, *place: str) -> etree.XMLSchema:
    """The schema at `place` below `standards/`."""
    parser = etree.XMLParser()
    parser.resolvers.add(Local(data))
    return etree.XMLSchema(etree.parse(data.joinpath("standards", *place), parser))
