"""What a code or a name may mean."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from tnt_core.directory.entries import LAST_VINTAGE, Entry
from tnt_core.model.territory import EpciType, Kind
from tnt_core.texts import Text

__all__ = ["Candidate", "Found", "Match"]

Match: TypeAlias = Literal["code", "postal_code", "name", "former_name", "words", "near"]
"""How a candidate was found, surest first."""

SHORT = {
    "ept": "établissement public territorial",
    "departement": "département",
    "region": "région",
    "collectivite_unique": "collectivité unique",
    "metropole_lyon": "collectivité",
    "collectivite_outre_mer": "collectivité d'outre-mer",
}
"""How a label calls what is no commune; French legal terms have no English."""


@attrs.frozen(kw_only=True)
class Candidate:
    """What a name or a code may mean.

    Attributes:
        key: ``kind:code``, which no other collectivity has and every look-up accepts.
        code: INSEE code; for an EPCI or an EPT, its SIREN.
        siren: SIREN, as far as the source gives it.
        name: Its present name.
        kind: What it is.
        epci_type: For an EPCI à fiscalité propre, its type.
        departement: Code of its département, where it lies in one only.
        region: Code of its région, where it lies in one only.
        population_municipal: Population municipale of the newest vintage that has one for it.
        match: How it was found.
        note: Why it was found although it bears another code or name: its successor, its old name…
    """

    key: str
    code: str
    siren: str | None
    name: str
    kind: Kind
    epci_type: EpciType | None
    departement: str | None
    region: str | None
    population_municipal: int | None
    match: Match
    note: Text | None = None

    @property
    def label(self) -> str:
        """The name with what tells it from its homonyms, for instance ``"Saint-Denis (93)"``."""
        if self.kind == "commune":
            return f"{self.name} ({self.departement})"
        what = (self.epci_type or "").upper() if self.kind == "epci_fp" else SHORT[self.kind]
        what = "métropole" if self.epci_type == "metropole" else what
        within = "" if self.departement in {None, self.code} else f", {self.departement}"
        return f"{self.name} ({what}{within})"


@attrs.frozen
class Found:
    """A collectivity, how it was found, and what has to be said about that."""

    entry: Entry
    match: Match = "code"
    notes: tuple[Text, ...] = ()

    def candidate(self) -> Candidate:
        """Give it as the public value."""
        entry = self.entry
        return Candidate(
            key=entry.key,
            code=entry.code,
            siren=entry.siren,
            name=entry.name(LAST_VINTAGE),
            kind=entry.kind,
            epci_type=entry.epci_type(LAST_VINTAGE),
            departement=entry.departement,
            region=entry.region,
            population_municipal=entry.municipal(entry.last),
            match=self.match,
            note=self.notes[0] if self.notes else None,
        )
