"""Who belongs to which group, by vintage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, Entry, entries_of
from tnt_core.directory.tables import Row, table

__all__ = ["groups_of", "members_of", "successors"]

EPT_FIRST_VINTAGE = 2024
"""The source lists the members of the EPT from this vintage on."""


def _within(row: Row, vintage: int) -> bool:
    first, last = row["first"] or FIRST_VINTAGE, row["last"] or LAST_VINTAGE
    return int(first) <= vintage <= int(last)


def groups_of(commune: str, vintage: int) -> Iterator[Entry]:
    """Give the groups that a commune belongs to: its EPCI, and its EPT in the Métropole du Grand Paris."""
    for row in table("memberships").rows(commune):
        if _within(row, vintage):
            yield from entries_of(row["group"])


@cache
def _by_group() -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in table("memberships"):
        found.setdefault(row["group"], []).append(row)
    return {group: tuple(rows) for group, rows in found.items()}


def members_of(group: str, vintage: int) -> tuple[str, ...]:
    """Give the codes of the communes of an EPCI or EPT, in order."""
    return tuple(row["commune"] for row in _by_group().get(group, ()) if _within(row, vintage))


def successors(gone: Entry, vintage: int) -> list[Entry]:
    """Give the EPCI to which the communes of one that is gone belong in *vintage*, each once."""
    found: dict[str, Entry] = {}
    for commune in members_of(gone.code, gone.last):
        for group in groups_of(commune, vintage):
            if group.kind == "epci_fp":
                found[group.code] = group
    return list(found.values())
