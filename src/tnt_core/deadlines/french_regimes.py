"""The regimes of French and European law that local governments meet, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tnt_core.deadlines.law.administration import CRPA, INCOMPLETE, PLANNING, WITHDRAWAL
from tnt_core.deadlines.law.consultation import (
    CNEN,
    COMMISSION_MEETING,
    COMMISSION_OPINION,
)
from tnt_core.deadlines.law.contracts import PAYMENT, STANDSTILL, TENDERS
from tnt_core.deadlines.law.councils import FIXED, LOCAL_ACTS, MEETINGS
from tnt_core.deadlines.law.courts import CPC, DEFERE, ELECTIONS, FRANC, HOURS, NOT_CLEAR
from tnt_core.deadlines.law.europe import EU, GDPR_HOURS
from tnt_core.deadlines.law.working_time import LEAVE, WORKABLE, WORKABLE_CARRIED, WORKING
from tnt_core.deadlines.regimes import Regime
from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.texts import Text

__all__ = ["ALIASES", "REGIMES", "find_regime"]

_ALL = (
    CPC,
    FRANC,
    DEFERE,
    CRPA,
    INCOMPLETE,
    PLANNING,
    WITHDRAWAL,
    MEETINGS,
    LOCAL_ACTS,
    EU,
    GDPR_HOURS,
    HOURS,
    NOT_CLEAR,
    WORKING,
    WORKABLE,
    WORKABLE_CARRIED,
    LEAVE,
    FIXED,
    ELECTIONS,
    STANDSTILL,
    TENDERS,
    PAYMENT,
    CNEN,
    COMMISSION_MEETING,
    COMMISSION_OPINION,
)

REGIMES: Mapping[str, Regime] = MappingProxyType({regime.id: regime for regime in _ALL})
"""The regimes by name."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "silence": "crpa",
        "convocation": "convocations",
        "instruction": "urbanisme",
        "budget": "date-fixe",
        "72h": "gdpr-hours",
    }
)
"""Other names under which a regime is found."""


def find_regime(name: str | Regime) -> Regime:
    """Give the regime that bears *name*; a regime is given back as it is.

    Raises:
        UnknownNameError: No regime bears this name; the nearest names are given.
        InputError: *name* is no name at all.
    """
    if isinstance(name, Regime):
        return name
    if not isinstance(name, str):
        raise InputError(
            Text(
                fr=f"un régime se donne par son nom, comme « franc » ; reçu {shown(name)}.",
                en=f"a regime is given by its name, as 'franc'; got {shown(name)}.",
            ),
            value=name,
        )
    found = REGIMES.get(ALIASES.get(name, name))
    if found is None:
        raise UnknownNameError(Text(fr="régime", en="regime"), name, [*REGIMES, *ALIASES])
    return found
