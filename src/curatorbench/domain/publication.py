"""What leaves the house and what comes in: records without a database behind them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str = ""
    role: str = "pointOfContact"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A collection as its metadata describe it. `licence` is a URL; `modified` ISO 8601 UTC."""

    identifier: str
    title: str
    institution_code: str
    collection_code: str
    description: str
    licence: str
    rights_holder: str = ""
    language: str = "en"
    modified: str = ""
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedMedia:
    """One image of a record. `access_uri` may be empty where the image is not on the web; `created` ISO 8601."""

    identifier: str
    sha256: str
    format: str
    title: str
    access_uri: str = ""
    created: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """One occurrence with its material. `values` are accepted values by plain Darwin Core name, without the
    identifiers that have their own fields here. A code among them (an import's institutionCode) stands above the
    data set's."""

    material_entity_id: str
    occurrence_id: str
    values: dict[str, str]
    media: tuple[PublishedMedia, ...] = ()
    modified: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """One row of an archive or table. `key` is its identifier in that archive, unique there;
    `values` by plain Darwin Core name, empty ones left out; `media` the addresses of its images."""

    key: str
    values: dict[str, str]
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one row or file of an archive, in a sentence; `where` names the file and row."""

    where: str
    message: str
    hint: str = ""

    def as_json(self) -> dict[str, str]:
        return {"where": self.where, "message": self.message, "hint": self.hint}

    def text(self) -> str:
        return f"{self.where}: {self.message} {self.hint}".rstrip()
