"""Every commune, EPCI, département and région of France, by vintage, offline.

    >>> from tnt_core import directory
    >>> directory.profile("35238", on="2025-03-01").population_total
    231985
    >>> directory.find("saint-denis")[1].label
    'Saint-Denis (93)'

Populations and perimeters are those in force on 1 January of each year since 2021. What the source does not give is ``None``.
"""

from __future__ import annotations

from tnt_core.directory.belonging import epci_of, members
from tnt_core.directory.bodies import BODIES, body
from tnt_core.directory.candidates import Candidate
from tnt_core.directory.crossing import Crossing, Crossings, crossings
from tnt_core.directory.entries import VINTAGES
from tnt_core.directory.frames import frame
from tnt_core.directory.lookup import find
from tnt_core.directory.outlooks import Effect, NextThreshold, Outlook, outlook
from tnt_core.directory.profiles import profile

__all__ = [
    "BODIES",
    "VINTAGES",
    "Candidate",
    "Crossing",
    "Crossings",
    "Effect",
    "NextThreshold",
    "Outlook",
    "body",
    "crossings",
    "epci_of",
    "find",
    "frame",
    "members",
    "outlook",
    "profile",
]
