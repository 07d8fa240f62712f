"""Who belongs to which group, by vintage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, Entry, entries_of
from tnt_core.directory.tables import TableRow, table
from tnt_core.misreading import reading
from tnt_core.texts import Text

__all__ = ["epci_code", "members_of", "successors"]


def _within(row: TableRow, vintage: int) -> bool:
    first, last = row.number("first") or FIRST_VINTAGE, row.number("last") or LAST_VINTAGE
    return first <= vintage <= last


@cache
def _territorial() -> frozenset[str]:
    return frozenset(row["code"] for row in table("groups") if row["kind"] == "ept")


def epci_code(commune: str, vintage: int) -> str | None:
    """Give the SIREN of the EPCI à fiscalité propre, or the Métropole de Lyon, that a commune belongs to."""
    groups = [row["group"] for row in table("memberships").rows(commune) if _within(row, vintage)]
    # Only in the Métropole du Grand Paris does a commune belong to two: the métropole and an EPT.
    return next((g for g in groups if len(groups) == 1 or g not in _territorial()), None)


@cache
def _by_group() -> Mapping[str, Sequence[tuple[str, int, int]]]:
    """Give commune, first and last vintage of every membership, by group."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    with reading(
        Text(fr="la table « memberships » de l'annuaire", en="table 'memberships' of the directory")
    ):
        for line in table("memberships").text.splitlines()[1:]:
            commune, group, first, last = line.split(",")
            limits = int(first or FIRST_VINTAGE), int(last or LAST_VINTAGE)
            found.setdefault(group, []).append((commune, *limits))
    return found


def members_of(group: str, vintage: int) -> tuple[str, ...]:
    """Give the codes of the communes of an EPCI or EPT, in order."""
    rows = _by_group().get(group, ())
    return tuple(commune for commune, first, last in rows if first <= vintage <= last)


def successors(gone: Entry, vintage: int) -> list[Entry]:
    """Give the EPCI to which the communes of one that is gone belong in *vintage*, each once."""
    found: dict[str, Entry] = {}
    for commune in members_of(gone.code, gone.last):
        code = epci_code(commune, vintage)
        found |= {entry.code: entry for entry in entries_of(code or "")}
    return list(found.values())
