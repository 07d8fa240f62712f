"""The organisations of the programme: ministries, agencies, associations; found under their former names too."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.record import Record
from tnt_core.rules import Truth
from tnt_core.texts import Text

__all__ = ["FormerName", "Organisation", "OrganisationKind"]

OrganisationKind: TypeAlias = Literal[
    "state",
    "agency",
    "independent-authority",
    "consultative-body",
    "public-body",
    "public-financial",
    "social-security",
    "gip",
    "association",
    "collective",
    "category",
]
"""What an organisation is; ``category`` stands for many bodies of one sort (prefectures, CSIRT…)."""


@attrs.frozen(kw_only=True)
class FormerName:
    """A name that an organisation or a service bore, or that of the body that it took over.

    Attributes:
        name: The usual name, often an acronym.
        full_name: The name in full, in French.
        until: When it was given up; ``None``: not known.
        note: What is known of the change.
    """

    name: str
    full_name: str | None = None
    until: PartialDate | None = None
    note: Text | None = None


@attrs.frozen(kw_only=True)
class Organisation(Record):
    """An organisation named by the programme, the aids or the services.

    Attributes:
        name: Its usual name today.
        full_name: Its name in full, in French.
        kind: What it is.
        role: What it does for the digital work of local governments.
        siren: SIREN number, where one was seen.
        website: Its site, without scheme.
        former_names: Names that it bore, oldest last.
    """

    name: str
    full_name: str
    kind: OrganisationKind
    role: Text
    siren: str | None = None
    website: str | None = None
    former_names: tuple[FormerName, ...] = ()

    def name_on(self, on: dt.date) -> str:
        """Give the name that it bore on that day, as far as dates are known.

        A name given up on an unknown day of a month or year counts until that month or year is over.
        """
        borne = [
            former
            for former in self.former_names
            if former.until is not None and former.until.reached(on) is not Truth.YES
        ]
        return min(borne, key=lambda former: former.until).name if borne else self.name  # type: ignore[arg-type,return-value]  # only dated names are left
