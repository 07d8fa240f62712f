"""Collectivities as the directory knows them, by code and by vintage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import cast

import attrs

from tnt_core.days import year_of
from tnt_core.directory.tables import TableRow, table
from tnt_core.errors import DateError
from tnt_core.model.territory import (
    EpciType,
    Kind,
    Territory,
    Zone,
    territory_of_departement,
    zone_of_departement,
)
from tnt_core.texts import Text

__all__ = [
    "FIRST_VINTAGE",
    "LAST_VINTAGE",
    "VINTAGES",
    "Entry",
    "check_vintage",
    "entries_of",
    "vintage_of",
]

BEFORE_THE_DIRECTORY = Text(
    fr="on : l'annuaire commence au 1er janvier {first}, {on} est antérieur.",
    en="on: the directory begins on 1 January {first}, {on} is earlier.",
)
NO_SUCH_VINTAGE = Text(
    fr="vintage : l'annuaire contient {first} à {last}, pas {vintage!r}.",
    en="vintage: the directory holds {first} to {last}, not {vintage!r}.",
)

FIRST_VINTAGE = 2021
LAST_VINTAGE = 2026
VINTAGES = tuple(range(FIRST_VINTAGE, LAST_VINTAGE + 1))
"""Years on whose 1 January the populations and the perimeters of the directory came into force."""


def vintage_of(on: dt.date | str | int | None) -> int:
    """Give the vintage in force on a day; the newest one when no day, or a later day, is given.

    Args:
        on: A day, its ISO text, or a year.

    Raises:
        DateError: Not a day, or one before the first vintage.
    """
    if on is None:
        return LAST_VINTAGE
    year = year_of(on)
    if year < FIRST_VINTAGE:
        raise DateError(BEFORE_THE_DIRECTORY.format(first=FIRST_VINTAGE, on=on), value=on)
    return min(year, LAST_VINTAGE)


def check_vintage(vintage: int) -> None:
    """Refuse a year that the directory does not hold.

    Raises:
        DateError: It is not one of ``directory.VINTAGES``.
    """
    if vintage not in VINTAGES:
        raise DateError(
            NO_SUCH_VINTAGE.format(first=FIRST_VINTAGE, last=LAST_VINTAGE, vintage=vintage),
            value=vintage,
        )


@attrs.frozen
class Entry:
    """One row of the communes or of the groups.

    Attributes:
        kind: What it is.
        row: The row.
    """

    kind: Kind
    row: TableRow = attrs.field(hash=False)

    @classmethod
    def of_group(cls, row: TableRow) -> Entry:
        """Give the entry of a row of the groups, which says its kind."""
        return cls(cast("Kind", row["kind"]), row)

    @property
    def code(self) -> str:
        """INSEE code; for an EPCI or an EPT, its SIREN."""
        return self.row["code"]

    @property
    def key(self) -> str:
        """The kind and the code, which no other collectivity has: ``"region:53"``."""
        return f"{self.kind}:{self.code}"

    @property
    def siren(self) -> str | None:
        """SIREN, as far as the source gives it."""
        return self.row["siren"] or None

    @property
    def first(self) -> int:
        """First vintage that lists it."""
        return self.row.number("first") or FIRST_VINTAGE

    @property
    def last(self) -> int:
        """Last vintage that lists it."""
        return self.row.number("last") or LAST_VINTAGE

    @property
    def departement(self) -> str | None:
        """Code of its département, where it lies in one only."""
        return self.row["departement"] or None

    @property
    def region(self) -> str | None:
        """Code of its région, where it lies in one only."""
        return self.row["region"] or None

    @property
    def zone(self) -> Zone | None:
        """Its zone."""
        if self.kind == "commune":
            return zone_of_departement(self.row["departement"])
        return cast("Zone | None", self.row["zone"] or None)

    @property
    def territory(self) -> Territory | None:
        """Its territory, where all of its members are in one."""
        if self.kind == "commune":
            return territory_of_departement(self.row["departement"])
        return cast("Territory | None", self.row["territory"] or None)

    @property
    def uncounted(self) -> tuple[str, ...]:
        """For a sum: codes of the communes whose number the source does not give."""
        return tuple(self.row["uncounted"].split())

    def name(self, vintage: int) -> str:
        """Give the name that it had in *vintage*."""
        return self._former("name", vintage)

    def epci_type(self, vintage: int) -> EpciType | None:
        """Give the type that the EPCI had in *vintage*."""
        if self.kind != "epci_fp":
            return None
        return cast("EpciType", self._former("epci_type", vintage))

    def _former(self, field: str, vintage: int) -> str:
        if vintage < LAST_VINTAGE:
            for former in table("history").rows(self.code):
                if former["field"] == field and vintage <= (former.number("last") or LAST_VINTAGE):
                    return former["value"]
        return self.row[field]

    def municipal(self, vintage: int) -> int | None:
        """Give the population municipale in force on 1 January of *vintage*."""
        return self.row.number(f"municipal_{vintage}")

    def total(self, vintage: int) -> int | None:
        """Give the population totale in force on 1 January of *vintage*."""
        return self.row.number(f"total_{vintage}")


def entries_of(code: str) -> Iterator[Entry]:
    """Give what bears a code as its own: a commune, or one or two groups (01 is the Ain and the région Guadeloupe)."""
    if len(code) == len("35238"):  # groups have shorter codes, or a SIREN
        commune = table("communes").first(code)
        if commune is not None:
            yield Entry("commune", commune)
        return
    for row in table("groups").rows(code):
        yield Entry.of_group(row)
