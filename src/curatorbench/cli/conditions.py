"""Conditions on records, as options say them: TERM=VALUE."""

from __future__ import annotations

from collections.abc import Iterable

import typer

Filter = tuple[str, str | None]


def filters(where: Iterable[str] | None) -> tuple[Filter, ...]:
    """Each of `--where`; TERM= asks for records without a value. Raises BadParameter."""
    return tuple(_filter(said) for said in where or ())


def _filter(said: str) -> Filter:
    term, equals, value = said.partition("=")
    if not equals or not term.strip():
        raise typer.BadParameter(f"{said!r} is not TERM=VALUE", param_hint="--where")
    return term.strip().removeprefix("dwc:"), value.strip() or None
