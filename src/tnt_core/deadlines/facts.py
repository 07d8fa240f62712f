"""The facts of a case that change a deadline: a table of facts like any other, which a profile can answer in part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from tnt_core.days import PARIS
from tnt_core.deadlines.territories import TERRITORIES
from tnt_core.errors import FactError
from tnt_core.facts import FactTable, FactValue
from tnt_core.texts import Text

if TYPE_CHECKING:
    FACTS: FactTable
    """The facts that a deadline may depend on; made by :func:`fact_table` when it is first read."""

__all__ = [
    "ABROAD",
    "FACTS",
    "LOCAL_LAW",
    "TERRITORY",
    "Known",
    "check_facts",
    "fact_table",
]

Known: TypeAlias = Mapping[str, FactValue]
"""The facts of a case that are known, each in its one form."""

LOCAL_LAW, TERRITORY = "local_law", "territory"
"""Conditions of a usual delay that are known from the territory, never asked."""

ABROAD = "etranger"
TAAF = "taaf"
"""Terres australes et antarctiques françaises: a place to live, without a court or holidays of its own."""

_PLACES: dict[str, Any] = {name: name.replace("-", " ") for name in TERRITORIES}

_FACTS: dict[str, Any] = {
    TERRITORY: {
        "type": "choice",
        "label": {
            "fr": "territoire dont les jours fériés et l'heure comptent",
            "en": "territory whose holidays and local time count",
        },
        "choices": _PLACES,
    },
    "temple": {
        "type": "bool",
        "label": {
            "fr": "la commune a un temple protestant ou une église mixte (Alsace-Moselle)",
            "en": "the commune has a Protestant temple or a mixed church (Alsace-Moselle)",
        },
    },
    "archipelago": {
        "type": "choice",
        "label": {"fr": "archipel de Polynésie", "en": "archipelago of Polynésie"},
        "choices": {"tahiti": "Tahiti", "marquises": "Marquises", "gambier": "Gambier"},
    },
    "residence": {
        "type": "choice",
        "label": {
            "fr": "où demeure la personne : un territoire, taaf ou etranger",
            "en": "where the person lives: a territory, taaf or etranger (abroad)",
        },
        "choices": {
            **_PLACES,
            TAAF: "Terres australes et antarctiques françaises",
            ABROAD: {"fr": "étranger", "en": "abroad"},
        },
    },
    "acknowledged": {
        "type": "date",
        "label": {
            "fr": "jour d'envoi de l'accusé de réception ou d'enregistrement électronique",
            "en": "day on which the electronic acknowledgement was sent",
        },
    },
    "consulted": {
        "type": "date",
        "label": {
            "fr": "jour de la première consultation de la notification électronique",
            "en": "day on which the electronic notice was first read",
        },
    },
    "unread": {
        "type": "bool",
        "label": {
            "fr": "la notification électronique n'a pas été consultée dans les quinze jours",
            "en": "the electronic notice was not read within fifteen days",
        },
    },
    "requested": {
        "type": "date",
        "label": {
            "fr": "jour où les pièces manquantes ont été demandées",
            "en": "day on which the missing items were asked for",
        },
    },
    "completed": {
        "type": "date",
        "label": {
            "fr": "jour de réception des pièces manquantes",
            "en": "day on which the missing items were received",
        },
    },
    "allowed": {
        "type": "date",
        "label": {
            "fr": "dernier jour du délai imparti pour produire les pièces manquantes",
            "en": "last day of the time allowed to supply the missing items",
        },
    },
    "application": {
        "type": "choice",
        "label": {"fr": "demande d'autorisation d'urbanisme", "en": "planning application"},
        "choices": {
            "declaration-prealable": {"fr": "déclaration préalable", "en": "prior declaration"},
            "maison-individuelle": {
                "fr": "permis de construire une maison individuelle",
                "en": "permit for a detached house",
            },
            "demolition": {"fr": "permis de démolir", "en": "demolition permit"},
            "autre-permis": {"fr": "autre permis", "en": "other permit"},
        },
    },
    "silence": {
        "type": "choice",
        "label": {"fr": "ce que vaut le silence", "en": "what silence means"},
        "choices": {
            "acceptance": {"fr": "acceptation", "en": "acceptance"},
            "rejection": {"fr": "rejet", "en": "rejection"},
        },
    },
    "performed": {
        "type": "date",
        "label": {
            "fr": "jour d'exécution des prestations, s'il suit la demande de paiement",
            "en": "day on which the work was done, if after the request for payment",
        },
    },
    "receipt_unknown": {
        "type": "bool",
        "label": {
            "fr": "la date de réception de la demande de paiement n'est pas établie",
            "en": "the day of receipt of the request for payment is not established",
        },
    },
    "electronic": {
        "type": "bool",
        "label": {"fr": "l'envoi est électronique", "en": "the notice is sent electronically"},
    },
    "renewal_year": {
        "type": "bool",
        "label": {
            "fr": "les conseils sont renouvelés cette année-là",
            "en": "the councils are renewed in that year",
        },
    },
    "settled_by_prefect": {
        "type": "bool",
        "label": {
            "fr": "le budget de l'exercice précédent a été réglé par le préfet",
            "en": "the budget of the year before was settled by the prefect",
        },
    },
    "kind": {
        "type": "choice",
        "label": {"fr": "assemblée convoquée", "en": "council that is convened"},
        "choices": {
            "commune": "commune",
            "epci_fp": "EPCI à fiscalité propre",
            "departement": "département",
            "region": "région",
        },
    },
    "population": {
        "type": "int",
        "label": {"fr": "habitants de la commune", "en": "inhabitants of the commune"},
        "minimum": 0,
        "unit": {"fr": "habitants", "en": "inhabitants"},
    },
    "urgent": {"type": "bool", "label": {"fr": "urgence", "en": "urgent matter"}},
    "first_meeting": {
        "type": "bool",
        "label": {
            "fr": "première réunion après le renouvellement général",
            "en": "first meeting after the general renewal",
        },
    },
}


@cache
def fact_table() -> FactTable:
    """Give the facts that a deadline may depend on. One that is left out, or ``None``, is not known."""
    return FactTable.from_table(_FACTS, file="deadline facts")


def __getattr__(name: str) -> FactTable:
    # Most deadlines ask for no fact: their table is made where one is asked for.
    if name != "FACTS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return fact_table()


def day_among(facts: Known, name: str) -> int | None:
    """Give the ordinal of a day among checked facts, if it is known."""
    value = facts.get(name)
    return value.toordinal() if isinstance(value, dt.date) else None


def not_before(day: int, start: int, name: str) -> int:
    """Give the day of a fact that cannot come before *start*.

    Raises:
        FactError: It does.
    """
    if day < start:
        first, given = dt.date.fromordinal(start), dt.date.fromordinal(day)
        raise FactError(
            name,
            Text(
                fr=f"{given} précède le {first}, qui est le plus tôt possible.",
                en=f"{given} is before {first}, the earliest day that it can be.",
            ),
            value=given,
        )
    return day


def check_facts(facts: Mapping[str, object] | None, zone: str = PARIS) -> dict[str, FactValue]:
    """Check names, types and choices; of an instant, the day is taken in the local time of *zone*.

    Raises:
        InputError: *facts* is not a mapping.
        UnknownNameError: No such fact, or choice; the nearest names are given.
        FactError: A value has the wrong type.
    """
    return {} if facts is None or facts == {} else dict(fact_table().check(facts, zone))
