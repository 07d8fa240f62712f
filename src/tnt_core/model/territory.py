"""Kinds of collectivity, zones and territories: closed lists that the rest of the model speaks in."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from tnt_core.deadlines.territories import TERRITORIES, Territory

__all__ = [
    "ALSACE_MOSELLE",
    "EPCI_TYPES",
    "KINDS",
    "TERRITORIES",
    "ZONE_NAMES",
    "EpciType",
    "Kind",
    "Territory",
    "Zone",
    "territory_of_departement",
    "zone_of_departement",
]

Kind: TypeAlias = Literal[
    "commune",
    "epci_fp",
    "ept",
    "departement",
    "region",
    "collectivite_unique",
    "metropole_lyon",
    "syndicat",
    "ccas",
    "cias",
    "caisse_ecoles",
    "sdis",
    "centre_gestion",
    "etablissement_public",
    "collectivite_outre_mer",
]
"""What a collectivity or public body is.

``collectivite_unique`` stands for the single territorial collectivities (Corse, Guyane, Martinique) and the Département-Région of
Mayotte; ``collectivite_outre_mer`` for the collectivities of articles 73 (none), 74 and title XIII of the Constitution.
"""
KINDS: tuple[Kind, ...] = get_args(Kind)

EpciType: TypeAlias = Literal["cc", "ca", "cu", "metropole"]
"""Type of an EPCI à fiscalité propre: communauté de communes, d'agglomération, urbaine, or métropole."""
EPCI_TYPES: tuple[EpciType, ...] = get_args(EpciType)

Zone: TypeAlias = Literal["metro", "drom", "com"]
"""Metropolitan France; départements and regions overseas; other collectivities overseas."""
ZONE_NAMES: tuple[Zone, ...] = get_args(Zone)

ALSACE_MOSELLE = frozenset({"57", "67", "68"})
"""Départements under local law: code du travail, articles L3134-13 and L3134-1."""

_OVERSEAS: dict[str, tuple[Zone, Territory]] = {
    "971": ("drom", "guadeloupe"),
    "972": ("drom", "martinique"),
    "973": ("drom", "guyane"),
    "974": ("drom", "reunion"),
    "976": ("drom", "mayotte"),
    "975": ("com", "spm"),
    "977": ("com", "saint-barthelemy"),
    "978": ("com", "saint-martin"),
    "986": ("com", "wallis"),
    "987": ("com", "polynesie"),
    "988": ("com", "nouvelle-caledonie"),
}


def zone_of_departement(departement: str) -> Zone:
    """Give the zone of a département or overseas collectivity, by its INSEE code.

    Example:
        >>> zone_of_departement("974"), zone_of_departement("2A"), zone_of_departement("988")
        ('drom', 'metro', 'com')
    """
    return _OVERSEAS[departement][0] if departement in _OVERSEAS else "metro"


def territory_of_departement(departement: str) -> Territory:
    """Give the territory (holidays, local time) of a département or overseas collectivity, by its INSEE code.

    Example:
        >>> territory_of_departement("67"), territory_of_departement("35"), territory_of_departement("972")
        ('alsace-moselle', 'metropole', 'martinique')
    """
    if departement in ALSACE_MOSELLE:
        return "alsace-moselle"
    return _OVERSEAS[departement][1] if departement in _OVERSEAS else "metropole"
