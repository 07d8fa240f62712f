"""Every commune, EPCI, département and région of France, by vintage, offline.

    >>> from tnt_core import directory
    >>> directory.profile("35238", on="2025-03-01").population_total
    231985

Populations and perimeters are those in force on 1 January of each year since 2021. What the source does not give is ``None``.
"""

from __future__ import annotations

from tnt_core.directory.lookup import Candidate, find
from tnt_core.directory.profiles import profile

__all__ = ["Candidate", "find", "profile"]
