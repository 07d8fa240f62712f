"""Thresholds move with the population in force each 1 January: which collectivities crossed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias, get_args

import attrs

from tnt_core.directory.entries import Entry, vintage_of
from tnt_core.directory.tables import table
from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.model.territory import KINDS, EpciType, Kind
from tnt_core.texts import Text

__all__ = ["Crossing", "Crossings", "PopulationFact", "crossings"]

NOT_A_THRESHOLD = Text(
    fr="threshold : un nombre d'habitants d'au moins 1 est attendu, reçu {threshold}.",
    en="threshold: expected a number of inhabitants, 1 or more, got {threshold}.",
)
POPULATION = Text(fr="population", en="population")
KIND = Text(fr="nature", en="kind")
NOT_LATER = Text(
    fr="start, end : les populations en vigueur au {start} et au {end} sont de {first} et {last} ; donnez une fin d'une année postérieure.",
    en="start, end: the populations in force on {start} and {end} are of {first} and {last}; give an end in a later year.",
)

PopulationFact: TypeAlias = Literal["population_municipal", "population_total"]


@attrs.frozen(kw_only=True)
class Crossing:
    """A collectivity whose population passed a threshold.

    Attributes:
        code: INSEE code; for an EPCI or an EPT, its SIREN.
        name: Its name at the end.
        kind: What it is.
        epci_type: For an EPCI, its type at the end.
        departement: Code of its département, where it lies in one only.
        before: Population at the start.
        after: Population at the end.
    """

    code: str
    name: str
    kind: Kind
    epci_type: EpciType | None
    departement: str | None
    before: int
    after: int

    @property
    def upward(self) -> bool:
        """Whether it grew to the threshold, or above; else it fell below."""
        return self.after > self.before


@attrs.frozen(kw_only=True, eq=False)
class Crossings(Sequence[Crossing]):
    """The crossings of one threshold, by kind, then by code.

    Attributes:
        threshold: The number of inhabitants that has to be reached.
        start: First vintage compared.
        end: Last vintage compared.
        fact: Which population.
        items: The crossings.
        unknown: How many collectivities listed in both vintages could not be compared, a population being unknown.
    """

    threshold: int
    start: int
    end: int
    fact: PopulationFact
    items: tuple[Crossing, ...]
    unknown: int

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def upward(self) -> tuple[Crossing, ...]:
        """Those that reached the threshold."""
        return tuple(crossing for crossing in self.items if crossing.upward)

    @property
    def downward(self) -> tuple[Crossing, ...]:
        """Those that fell below it."""
        return tuple(crossing for crossing in self.items if not crossing.upward)


def crossings(
    threshold: int,
    start: dt.date | str | int,
    end: dt.date | str | int,
    *,
    fact: PopulationFact = "population_municipal",
    kinds: Sequence[Kind] | None = None,
) -> Crossings:
    """Give the collectivities that reached a threshold, or fell below it, between two days.

    Only those that both vintages list are compared. A commune nouvelle keeps the code of one of the communes that formed it, so
    its growth by merger counts as a crossing.

    Args:
        threshold: The number of inhabitants that has to be reached, for instance 3500.
        start: A day, or a year: the population in force then is the one before.
        end: A day, or a year: the population in force then is the one after.
        fact: Which population; the totale of 2026 is known for few (see ``unknown`` in the answer).
        kinds: Only these kinds; all of them by default.

    Raises:
        InputError: The threshold is not a positive number, or *end* is not in a later vintage than *start*.
        UnknownNameError: There is no such fact, or kind.
        DateError: A day before the first vintage, or no day.

    Example:
        >>> found = crossings(3500, 2025, 2026, kinds=["commune"])
        >>> found[0].name, found[0].before, found[0].after
        ('Arbent', 3482, 3555)
    """
    _check(threshold, fact, kinds or ())
    first, last = vintage_of(start), vintage_of(end)
    if first >= last:
        raise InputError(
            NOT_LATER.format(start=start, end=end, first=first, last=last), value=(start, end)
        )
    listed = [entry for entry in _entries() if entry.first <= first and entry.last >= last]
    compared = [
        (entry, _population(entry, fact, first), _population(entry, fact, last))
        for entry in listed
        if kinds is None or entry.kind in kinds
    ]
    crossed = [
        _crossing(entry, before, after, last)
        for entry, before, after in compared
        if before is not None and after is not None and (before < threshold) != (after < threshold)
    ]
    return Crossings(
        threshold=threshold,
        start=first,
        end=last,
        fact=fact,
        items=tuple(sorted(crossed, key=lambda crossing: (crossing.kind, crossing.code))),
        unknown=sum(None in populations for _, *populations in compared),
    )


def _check(threshold: object, fact: object, kinds: Sequence[Kind]) -> None:
    if fact not in get_args(PopulationFact):
        known = get_args(PopulationFact)
        raise UnknownNameError(POPULATION, str(fact), known, where="fact")
    if type(threshold) is not int or threshold < 1:
        raise InputError(NOT_A_THRESHOLD.format(threshold=shown(threshold)), value=threshold)
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownNameError(KIND, str(kind), KINDS, where="kinds")


def _crossing(entry: Entry, before: int, after: int, vintage: int) -> Crossing:
    return Crossing(
        code=entry.code,
        name=entry.name(vintage),
        kind=entry.kind,
        epci_type=entry.epci_type(vintage),
        departement=entry.departement,
        before=before,
        after=after,
    )


def _entries() -> Iterator[Entry]:
    for row in table("communes"):
        yield Entry("commune", row)
    for row in table("groups"):
        yield Entry.of_group(row)


def _population(entry: Entry, fact: PopulationFact, vintage: int) -> int | None:
    return entry.municipal(vintage) if fact == "population_municipal" else entry.total(vintage)
