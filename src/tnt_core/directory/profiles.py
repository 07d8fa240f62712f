"""The profile of a collectivity on a day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from tnt_core.directory import notes
from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, Entry, vintage_of
from tnt_core.directory.lookup import resolve
from tnt_core.directory.members import groups_of
from tnt_core.errors import UnknownNameError
from tnt_core.model.profiles import Profile
from tnt_core.texts import Text

__all__ = ["profile"]

ESTIMATES = ("latest",)

SUMS = frozenset({"departement", "region", "collectivite_unique", "collectivite_outre_mer", "ept"})
"""Groups whose populations the source does not give: they are added up."""


def profile(
    query: str,
    *,
    on: dt.date | str | int | None = None,
    estimate: Literal["latest"] | None = None,
) -> Profile:
    """Give the profile of a collectivity, with the populations and the perimeter in force on a day.

    Args:
        query: An INSEE or SIREN code, a name, a postal code with one commune, or ``kind:code`` (``"region:53"``).
        on: The day; the newest vintage when none is given.
        estimate: The source does not give the population totale of 2026 but for 129 communes; it is then ``None`` in the profile.
            ``"latest"`` puts the last published one in its place, or the population municipale in force where that is higher,
            since a total never is below it. ``population_total_vintage`` and a note say so.

    Raises:
        UnknownNameError: Nothing bears this code or name; the error knows what looks like it.
        AmbiguousNameError: Several do; the error lists them.
        InputError: A number that can be no code.
        DateError: Before the first vintage, or before the commune existed.

    Example:
        >>> rennes = profile("Rennes", on="2025-03-01")
        >>> rennes.code, rennes.population_municipal, rennes.population_total, rennes.epci
        ('35238', 227830, 231985, '243500139')
        >>> profile("35238", on="2026-11-23").population_total is None
        True
        >>> profile("35238", on="2026-11-23", estimate="latest").population_total_vintage
        2025
    """
    if estimate is not None and estimate not in ESTIMATES:
        raise UnknownNameError(
            ("estimate", "estimation"), str(estimate), ESTIMATES, where="estimate"
        )
    vintage = vintage_of(on)
    found = resolve(query, vintage)
    entry = found.entry
    total, total_vintage, said = _total(entry, vintage, estimate)
    year = _year(on)
    if year > LAST_VINTAGE:
        said = (*said, notes.later_than_known(year))
    if entry.kind in SUMS:
        said = (notes.sum_of_communes(entry.uncounted), *said)
    municipal = entry.municipal(vintage)
    return Profile(
        kind=entry.kind,
        epci_type=entry.epci_type(vintage),
        name=entry.name(vintage),
        code=entry.code,
        siren=entry.siren,
        population_total=total,
        population_municipal=municipal,
        population_vintage=None if municipal is None and total is None else vintage,
        population_total_vintage=total_vintage,
        zone=entry.zone,
        territory=entry.territory,
        departement=entry.departement,
        region=entry.region,
        epci=_epci(entry, vintage),
        notes=(*found.notes, *said),
    )


def _year(on: dt.date | str | int | None) -> int:
    match on:
        case None:
            return LAST_VINTAGE
        case int():
            return on
        case dt.date():
            return on.year
        case _:
            return dt.date.fromisoformat(on).year


def _total(
    entry: Entry, vintage: int, estimate: Literal["latest"] | None
) -> tuple[int | None, int | None, tuple[Text, ...]]:
    """Give the population totale, its vintage, and what has to be said about it."""
    total = entry.total(vintage)
    if total is not None:
        return total, vintage, ()
    known = [
        (y, n) for y in range(vintage, FIRST_VINTAGE - 1, -1) if (n := entry.total(y)) is not None
    ]
    if estimate is None or not known:
        return None, None, (notes.unpublished_total(vintage, known[0] if known else None),)
    year, number = known[0]
    municipal = entry.municipal(vintage)
    if municipal is not None and municipal > number:
        year, number = vintage, municipal
    return number, year, (notes.estimated_total(vintage, year, number),)


def _epci(entry: Entry, vintage: int) -> str | None:
    if entry.kind != "commune":
        return None
    return next(
        (group.code for group in groups_of(entry.code, vintage) if group.kind != "ept"), None
    )
