"""The regimes of French and European law that local governments meet, by name: records of the data package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.tables import Unreadable, read_value
from tnt_core.errors import InputError, RecordsError, Text, UnknownNameError, shown
from tnt_core.packages import read_json, until_reset

__all__ = ["REGIMES", "find_regime"]

REGIME = Text(fr="régime", en="regime")
NOT_A_NAME = Text(
    fr="un régime se donne par son nom, comme « franc » ; reçu {name}.",
    en="a regime is given by its name, as 'franc'; got {name}.",
)


class Regimes(Mapping[str, Regime]):
    """Regimes by name, each made from its record when it is first asked for."""

    @property
    def aliases(self) -> Mapping[str, str]:
        """Other names under which a regime is found."""
        return _aliases()

    def __getitem__(self, name: str) -> Regime:
        return _regime(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_records())

    def __len__(self) -> int:
        return len(_records())

    def __repr__(self) -> str:
        return f"<{len(self)} regimes: {', '.join(list(self)[:3])}…>"


@until_reset
@cache
def _records() -> dict[str, Any]:
    return read_json("regimes")


@until_reset
@cache
def _aliases() -> dict[str, str]:
    tables = _records().items()
    return {alias: name for name, table in tables for alias in table.get("aliases", ())}


@until_reset
@cache
def _regime(name: str) -> Regime:
    try:
        return read_value(Regime, _records()[name], name)
    except Unreadable as unreadable:
        raise RecordsError(unreadable.of_file("regimes.json")) from None


REGIMES = Regimes()
"""The regimes by name."""


def find_regime(name: str | Regime) -> Regime:
    """Give the regime that bears *name*; a regime is given back as it is.

    Raises:
        UnknownNameError: No regime bears this name; the nearest names are given.
        InputError: *name* is no name at all.
        DataError: The data package's regimes cannot be read.
    """
    if isinstance(name, Regime):
        return name
    if not isinstance(name, str):
        raise InputError(NOT_A_NAME.format(name=shown(name)), value=name)
    known = name if name in REGIMES else REGIMES.aliases.get(name)
    if known is None:
        raise UnknownNameError(REGIME, name, [*REGIMES, *REGIMES.aliases])
    return REGIMES[known]
