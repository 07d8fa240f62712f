"""The territories: where public holidays and local time are the same. A closed list; their holidays are records."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

__all__ = ["TERRITORIES", "Territory"]

Territory: TypeAlias = Literal[
    "metropole",
    "alsace-moselle",
    "guadeloupe",
    "martinique",
    "guyane",
    "reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
    "spm",
    "polynesie",
    "nouvelle-caledonie",
    "wallis",
]
"""Where public holidays and local time are the same."""
TERRITORIES: tuple[Territory, ...] = get_args(Territory)
