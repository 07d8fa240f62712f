"""The profile of a collectivity on a day."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, get_args

from tnt_core.days import year_of
from tnt_core.directory import notes
from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, Entry, vintage_of
from tnt_core.directory.lookup import resolve
from tnt_core.directory.memberships import epci_code
from tnt_core.errors import UnknownNameError
from tnt_core.model.profile_notes import ProfileNote
from tnt_core.model.profiles import Profile
from tnt_core.texts import Text

__all__ = ["StandIn", "check_estimate", "profile"]

StandIn: TypeAlias = Literal["latest"]
"""What may stand for a population totale that the source does not give: the last one that it gives."""

SUMS = frozenset({"departement", "region", "collectivite_unique", "collectivite_outre_mer", "ept"})
"""Groups whose populations the source does not give: they are added up."""


def profile(
    query: str, *, on: dt.date | str | int | None = None, estimate: StandIn | None = None
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
    check_estimate(estimate)
    year = LAST_VINTAGE if on is None else year_of(on)
    vintage = vintage_of(year)
    found = resolve(query, vintage)
    entry = found.entry
    total, total_vintage, said = _total(entry, vintage, estimate)
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
        epci=epci_code(entry.code, vintage) if entry.kind == "commune" else None,
        notes=(*(ProfileNote.of(note, "collectivity") for note in found.notes), *said),
    )


def check_estimate(value: str | None) -> None:
    """Refuse an estimate that is not known.

    Raises:
        UnknownNameError: It is not one of ``"latest"`` or nothing.
    """
    if value is not None and value not in get_args(StandIn):
        raise UnknownNameError(
            Text(fr="estimation", en="estimate"), str(value), get_args(StandIn), where="estimate"
        )


def _total(
    entry: Entry, vintage: int, estimate: StandIn | None
) -> tuple[int | None, int | None, tuple[ProfileNote, ...]]:
    """Give the population totale, its vintage, and what has to be said about it."""
    total = entry.total(vintage)
    if total is not None:
        return total, vintage, ()
    earlier = ((year, entry.total(year)) for year in range(vintage - 1, FIRST_VINTAGE - 1, -1))
    known = next(((year, number) for year, number in earlier if number is not None), None)
    if estimate is None or known is None:
        return None, None, (notes.unpublished_total(vintage, known),)
    year, number = known
    municipal = entry.municipal(vintage)
    if municipal is not None and municipal > number:
        year, number = vintage, municipal
    return number, year, (notes.estimated_total(vintage, year, number),)
