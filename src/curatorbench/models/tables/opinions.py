"""What machines saw, read and think. An opinion is appended, never changed; which one counts now is a pointer."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from curatorbench.domain.pictures import RegionKind, Verdict
from curatorbench.models.tables.base import Base, Key, among, fraction, to

KINDS = ("quality", "barcodes", "regions", "reading", "suggestions", "judgement")


class Opinion(Base):
    """One run of one engine over one asset. `topic` tells opinions of one kind apart that count side by side:
    the model of a judgement, the material of suggestions. `digest` is the SHA-256 of what was said, so that
    the same said again is the same row, and damage is found."""

    __tablename__ = "opinion"
    __table_args__ = (
        among("kind", KINDS),
        UniqueConstraint("asset_id", "kind", "topic", "engine", "version", "digest"),
    )
    id: Mapped[Key]
    asset_id: Mapped[int] = to("asset")
    kind: Mapped[str]
    topic: Mapped[str]
    engine: Mapped[str]
    version: Mapped[str]
    digest: Mapped[str]
    made: Mapped[str]


class CurrentOpinion(Base):
    """The pointer: which opinion on an asset counts now."""

    __tablename__ = "current_opinion"
    __table_args__ = ({"sqlite_with_rowid": False},)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = to("opinion", index=True)


class QualityReport(Base):
    """The checks of one image; columns as in `domain.pictures.QualityReport`, what is more than a number in JSON."""

    __tablename__ = "quality_report"
    __table_args__ = (among("verdict", Verdict), CheckConstraint("pixels_per_mm > 0", name="pixels_per_mm"))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    sharpness: Mapped[float]
    exposure: Mapped[float]
    clipped_shadows: Mapped[float]
    clipped_highlights: Mapped[float]
    colour_target: Mapped[str | None]
    pixels_per_mm: Mapped[float | None]
    verdict: Mapped[str] = mapped_column(index=True)
    reasons: Mapped[str]
    checks: Mapped[str]
    unread: Mapped[str]


class Barcode(Base):
    """A code found on an image; `box` is JSON `[x, y, width, height]` in fractions of it."""

    __tablename__ = "barcode"
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(index=True)
    format: Mapped[str]
    box: Mapped[str]


class Region(Base):
    """A part of an image. It has a key of its own because things, hands and boxes of people refer to it."""

    __tablename__ = "region"
    __table_args__ = (
        UniqueConstraint("opinion_id", "position"),
        among("kind", RegionKind),
        fraction("confidence"),
        fraction("handwritten"),
        CheckConstraint("width >= 0 AND height >= 0", name="box"),
    )
    id: Mapped[Key]
    opinion_id: Mapped[int] = to("opinion")
    position: Mapped[int]
    kind: Mapped[str]
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    confidence: Mapped[float]
    turn: Mapped[int]
    handwritten: Mapped[float | None]


class Reading(Base):
    """What an engine read on an image, all words in one row.

    A sheet has hundreds of words and a collection a million sheets: a row for every word would be most
    of the database. `text` is the reading as plain text, indexed in `reading_search`; `words` has
    15 bytes for each word in the order of the text: where it is and how sure the engine was. See
    `models.opinions.word_layout`.
    """

    __tablename__ = "reading"
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    text: Mapped[str]
    words: Mapped[bytes]


class Suggestion(Base):
    """A value that a machine proposes; `evidence` is a JSON list of boxes on the asset."""

    __tablename__ = "suggestion"
    __table_args__ = (fraction("confidence"), {"sqlite_with_rowid": False})
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]
    value: Mapped[str]
    verbatim: Mapped[str]
    evidence: Mapped[str]
    confidence: Mapped[float]
    engine: Mapped[str]
    version: Mapped[str]
    rule: Mapped[str]


class Judgement(Base):
    """A classifier's opinion; `top` is a JSON list of [label, probability]. The model is the opinion's topic."""

    __tablename__ = "judgement"
    __table_args__ = (fraction("probability"), among("trained_on", ("real", "simulated")))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    decision: Mapped[str] = mapped_column(index=True)
    probability: Mapped[float | None]
    top: Mapped[str]
    trained_on: Mapped[str]
