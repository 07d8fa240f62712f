"""The facts of a case that change a deadline: a closed list, each with its type and what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from tnt_core.days import PARIS, day_of
from tnt_core.deadlines.holiday_rules import TERRITORIES
from tnt_core.errors import DateError, FactError, InputError, UnknownNameError, shown
from tnt_core.texts import Text

__all__ = [
    "ABROAD",
    "FACTS",
    "LOCAL_LAW",
    "TERRITORY",
    "Fact",
    "FactValue",
    "check_facts",
    "read_fact",
]

FactValue: TypeAlias = bool | int | str | dt.date

LOCAL_LAW, TERRITORY = "local_law", "territory"
"""Conditions of a usual delay that are known from the territory, never asked."""

ABROAD = "etranger"
TAAF = "taaf"
"""Terres australes et antarctiques françaises: a place to live, without a court or holidays of its own."""


@attrs.frozen(kw_only=True)
class Fact:
    """A fact that a deadline may depend on.

    Attributes:
        type: ``bool``, ``int``, ``str`` (one of *choices*) or ``date``.
        label: What it says.
        choices: The accepted words, when the type is ``str``.
    """

    type: type[FactValue]
    label: Text
    choices: tuple[str, ...] = ()


def _fact(kind: type[FactValue], fr: str, en: str, *choices: str) -> Fact:
    return Fact(type=kind, label=Text(fr=fr, en=en), choices=choices)


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "temple": _fact(
            bool,
            "la commune a un temple protestant ou une église mixte (Alsace-Moselle)",
            "the commune has a Protestant temple or a mixed church (Alsace-Moselle)",
        ),
        "archipelago": _fact(
            str,
            "archipel de Polynésie",
            "archipelago of Polynésie",
            "tahiti",
            "marquises",
            "gambier",
        ),
        "residence": _fact(
            str,
            "où demeure la personne : un territoire, taaf ou etranger",
            "where the person lives: a territory, taaf or etranger (abroad)",
            *TERRITORIES,
            TAAF,
            ABROAD,
        ),
        "acknowledged": _fact(
            dt.date,
            "jour d'envoi de l'accusé de réception ou d'enregistrement électronique",
            "day on which the electronic acknowledgement was sent",
        ),
        "consulted": _fact(
            dt.date,
            "jour de la première consultation de la notification électronique",
            "day on which the electronic notice was first read",
        ),
        "unread": _fact(
            bool,
            "la notification électronique n'a pas été consultée dans les quinze jours",
            "the electronic notice was not read within fifteen days",
        ),
        "requested": _fact(
            dt.date,
            "jour où les pièces manquantes ont été demandées",
            "day on which the missing items were asked for",
        ),
        "completed": _fact(
            dt.date,
            "jour de réception des pièces manquantes",
            "day on which the missing items were received",
        ),
        "allowed": _fact(
            dt.date,
            "dernier jour du délai imparti pour produire les pièces manquantes",
            "last day of the time allowed to supply the missing items",
        ),
        "application": _fact(
            str,
            "demande d'autorisation d'urbanisme",
            "planning application",
            "declaration-prealable",
            "maison-individuelle",
            "demolition",
            "autre-permis",
        ),
        "silence": _fact(
            str, "ce que vaut le silence", "what silence means", "acceptance", "rejection"
        ),
        "performed": _fact(
            dt.date,
            "jour d'exécution des prestations, s'il suit la demande de paiement",
            "day on which the work was done, if after the request for payment",
        ),
        "receipt_unknown": _fact(
            bool,
            "la date de réception de la demande de paiement n'est pas établie",
            "the day of receipt of the request for payment is not established",
        ),
        "electronic": _fact(bool, "l'envoi est électronique", "the notice is sent electronically"),
        "renewal_year": _fact(
            bool,
            "les conseils sont renouvelés cette année-là",
            "the councils are renewed in that year",
        ),
        "settled_by_prefect": _fact(
            bool,
            "le budget de l'exercice précédent a été réglé par le préfet",
            "the budget of the year before was settled by the prefect",
        ),
        "kind": _fact(
            str,
            "assemblée convoquée",
            "council that is convened",
            "commune",
            "epci_fp",
            "departement",
            "region",
        ),
        "population": _fact(int, "habitants de la commune", "inhabitants of the commune"),
        "urgent": _fact(bool, "urgence", "urgent matter"),
        "first_meeting": _fact(
            bool,
            "première réunion après le renouvellement général",
            "first meeting after the general renewal",
        ),
    }
)
"""The facts by name. A fact that is left out, or ``None``, is not known."""


def day_among(facts: Mapping[str, FactValue], name: str) -> int | None:
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
    """Check names, types and choices; days may be ISO text, or instants, whose day is taken in the local time of *zone*.

    Raises:
        InputError: *facts* is not a mapping.
        UnknownNameError: No such fact; the nearest names are given.
        FactError: A value has the wrong type or is not among the choices.
    """
    checked: dict[str, FactValue] = {}
    if facts is None:
        return checked
    if not isinstance(facts, Mapping):
        raise InputError(
            Text(
                fr=f"les faits se donnent par nom, comme {{'residence': 'etranger'}} ; reçu {shown(facts)}.",
                en=f"facts are given by name, as {{'residence': 'etranger'}}; got {shown(facts)}.",
            ),
            value=facts,
        )
    for name, value in facts.items():
        fact = FACTS.get(name)
        if fact is None:
            raise UnknownNameError(
                Text(fr="fait d'une échéance", en="fact of a deadline"), name, FACTS
            )
        if value is None:
            continue
        if fact.type is dt.date:
            try:
                checked[name] = day_of(value, zone)
            except DateError as error:
                raise FactError(name, error.message, value=value) from None
        elif type(value) is not fact.type or (isinstance(value, int) and value < 0):
            wanted = {bool: "true or false", int: "a whole number, not negative", str: "a word"}
            voulu = {bool: "vrai ou faux", int: "un nombre entier, non négatif", str: "un mot"}
            raise FactError(
                name,
                Text(
                    fr=f"donnez {voulu[fact.type]} ; reçu {shown(value)}.",
                    en=f"give {wanted[fact.type]}; got {shown(value)}.",
                ),
                value=value,
            )
        elif fact.choices and value not in fact.choices:
            raise UnknownNameError(
                Text(fr=f"valeur de « {name} »", en=f"value of {name!r}"), str(value), fact.choices
            )
        else:
            checked[name] = value
    return checked


MOST_DIGITS = 15
_YES, _NO = ("true", "oui", "yes", "vrai", "1"), ("false", "non", "no", "faux", "0")


def read_fact(written: str) -> tuple[str, object]:
    """Read a fact written ``name=value``; the value's type is that of the fact, and :func:`check_facts` judges it.

    Raises:
        InputError: There is no equals sign.
        UnknownNameError: No such fact; the nearest names are given.

    Example:
        >>> read_fact("population=3600"), read_fact("urgent=oui")
        (('population', 3600), ('urgent', True))
    """
    name, equals, value = written.partition("=")
    if not equals:
        raise InputError(
            Text(
                fr=f"{shown(written)} : écrivez nom=valeur, par exemple residence=etranger.",
                en=f"{shown(written)}: write name=value, for instance residence=etranger.",
            ),
            value=written,
        )
    if name not in FACTS:
        raise UnknownNameError(Text(fr="fait d'une échéance", en="fact of a deadline"), name, FACTS)
    if FACTS[name].type is bool and value.lower() in (*_YES, *_NO):
        return name, value.lower() in _YES
    if FACTS[name].type is int and value.isdecimal() and len(value) <= MOST_DIGITS:
        return name, int(value)
    return name, value
