"""Moves that hang together: a number can go from one record to another only if both change at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curatorbench.domain.mending import ImageMove


def grouped(moves: Sequence[ImageMove], at_once: int) -> Iterator[list[ImageMove]]:
    """`moves` in groups of about `at_once`, in their order; those that share a record are in one group."""
    group: list[ImageMove] = []
    for together in _components(moves):
        if group and len(group) + len(together) > at_once:
            yield group
            group = []
        group += together
    if group:
        yield group


def _components(moves: Sequence[ImageMove]) -> list[list[ImageMove]]:
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        parent.setdefault(record, record)
        while parent[record] != record:
            parent[record] = record = parent[parent[record]]
        return record

    for move in moves:
        if move.target is not None:
            parent[root(move.target)] = root(move.source)
    found: dict[str, list[ImageMove]] = {}
    for move in dict.fromkeys(moves):
        found.setdefault(root(move.source), []).append(move)
    return list(found.values())
