"""What is known of one collectivity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import attrs

from tnt_core.days import PARIS, day_of
from tnt_core.errors import FactError, InputError, UnknownNameError
from tnt_core.facts import Facts, FactTable
from tnt_core.model.territory import (
    EPCI_TYPES,
    KINDS,
    TERRITORIES,
    ZONES,
    EpciType,
    Kind,
    Territory,
    Zone,
)
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.model.profile_json import ProfileJson

__all__ = ["CORE_FACTS", "Profile"]


def _one_of(choices: tuple[str, ...], noun: Text) -> Any:
    def check(_: Profile, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is not None and value not in choices:
            raise UnknownNameError(noun, str(value), choices, where=attribute.name)

    return check


def _count(_: Profile, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise FactError(
            attribute.name,
            Text(
                fr=f"un nombre entier est attendu, reçu {value!r}.",
                en=f"expected a whole number, got {value!r}.",
            ),
            value=value,
        )
    if value < 0:
        raise FactError(
            attribute.name,
            Text(
                fr=f"une valeur positive ou nulle est attendue, reçu {value}.",
                en=f"expected 0 or more, got {value}.",
            ),
            value=value,
        )


def _decimal(value: object) -> Decimal | None:
    # Through text, so that 49.6 stays 49.6 and not its binary neighbour. What cannot be converted
    # is left for the validator, which knows the name of the field.
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            return Decimal(str(value))
        except InvalidOperation:
            pass
    return cast("Decimal | None", value)


def _amount(_: Profile, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is None or (isinstance(value, Decimal) and value.is_finite() and value >= 0):
        return
    raise FactError(
        attribute.name,
        Text(
            fr=f"un nombre positif ou nul est attendu, reçu {value!r}.",
            en=f"expected a number, 0 or more, got {value!r}.",
        ),
        value=value,
    )


def _refuse_bare_population(_: Profile, __: attrs.Attribute[None], value: object) -> None:
    if value is not None:
        raise InputError(
            Text(
                fr="« population » peut désigner deux nombres : donnez population_total (population totale, la référence du CGCT) "
                "ou population_municipal (population municipale), ou les deux.",
                en="'population' could mean two numbers: give population_total (population totale, the default of the CGCT) "
                "or population_municipal (population municipale), or both.",
            ),
            value=value,
        )


def _frozen_mapping(value: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(value))


def _texts(value: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(value)


@attrs.frozen(kw_only=True)
class Profile:
    """What is known of one collectivity; ``None`` means not known, never no.

    Attributes:
        kind: What it is, for instance ``"commune"`` or ``"epci_fp"``.
        epci_type: For an EPCI à fiscalité propre: ``"cc"``, ``"ca"``, ``"cu"`` or ``"metropole"``.
        name: Its usual name.
        code: INSEE code of a commune, département or région.
        siren: SIREN number (the code of an EPCI).
        population_total: Population totale: the reference of the CGCT (article R2151-2) where a text says nothing else.
        population_municipal: Population municipale.
        population_vintage: Year on whose 1 January these populations came into force.
        population_total_vintage: Year of the population totale, where it was said; it may be an older one than that of the
            population municipale, when no newer total is published.
        agents_fte: Staff in full-time equivalents (ETP).
        agents_headcount: Staff as a number of persons.
        annual_revenue_eur: Yearly receipts from sales of goods and services, in euros.
        zone: ``"metro"``, ``"drom"`` or ``"com"``.
        territory: Where holidays and local time are the same, for instance ``"alsace-moselle"``.
        departement: INSEE code of its département.
        region: INSEE code of its région.
        epci: SIREN of the EPCI à fiscalité propre that it belongs to.
        has_website: Whether it has a website of its own.
        notes: What has to be said beside the profile: a total of an older year, a code that leads to a successor…
        facts: Other facts, by the names of the dataset's vocabulary; checked when a rule is decided.
        population: Always refused: it does not say which of the two populations is meant.

    Raises:
        UnknownNameError: A kind, type, zone or territory is not one of the known ones.
        FactError: A number is negative, or not a number.
        InputError: ``population`` is given.

    Example:
        >>> town = Profile(kind="commune", population_total=3400, facts={"has_school_canteen": True})
        >>> town.known()["population_total"]
        3400
        >>> town.agents_fte is None
        True
    """

    kind: Kind | None = attrs.field(
        default=None, validator=_one_of(KINDS, Text(fr="nature de collectivité", en="kind"))
    )
    epci_type: EpciType | None = attrs.field(
        default=None, validator=_one_of(EPCI_TYPES, Text(fr="type d'EPCI", en="EPCI type"))
    )
    name: str | None = None
    code: str | None = None
    siren: str | None = None
    population_total: int | None = attrs.field(default=None, validator=_count)
    population_municipal: int | None = attrs.field(default=None, validator=_count)
    population_vintage: int | None = attrs.field(default=None, validator=_count)
    population_total_vintage: int | None = attrs.field(default=None, validator=_count)
    agents_fte: Decimal | None = attrs.field(default=None, converter=_decimal, validator=_amount)
    agents_headcount: int | None = attrs.field(default=None, validator=_count)
    annual_revenue_eur: Decimal | None = attrs.field(
        default=None, converter=_decimal, validator=_amount
    )
    zone: Zone | None = attrs.field(
        default=None, validator=_one_of(ZONES, Text(fr="zone", en="zone"))
    )
    territory: Territory | None = attrs.field(
        default=None, validator=_one_of(TERRITORIES, Text(fr="territoire", en="territory"))
    )
    departement: str | None = None
    region: str | None = None
    epci: str | None = None
    has_website: bool | None = None
    notes: tuple[Text, ...] = attrs.field(default=(), converter=_texts, eq=False)
    facts: Mapping[str, object] = attrs.field(factory=dict, converter=_frozen_mapping, hash=False)
    population: None = attrs.field(
        default=None, repr=False, eq=False, validator=_refuse_bare_population
    )

    def __reduce__(self) -> tuple[object, tuple[dict[str, object]]]:
        # A mapping proxy cannot be pickled; a profile can, and travels to worker processes.
        given = {field.name: getattr(self, field.name) for field in attrs.fields(Profile)}
        return _rebuild, ({**given, "facts": dict(self.facts)},)

    @property
    def time_zone(self) -> str:
        """The IANA time zone of its territory, where a day begins; that of Paris where the territory is not known."""
        from tnt_core.deadlines.calendars import zone_name

        return PARIS if self.territory is None else zone_name(self.territory)

    def day(self, value: object, name: str) -> dt.date:
        """Read a day asked about; of an instant, the day in the local time of the collectivity.

        Raises:
            DateError: *value* is no day; *name* says which argument it was.
        """
        return day_of(value, self.time_zone, name=name)

    def checked(self, table: FactTable, facts: Mapping[str, object] | None = None) -> Facts:
        """Join what is known of the collectivity and the facts of the moment, which win, and check them all against *table*.

        Raises:
            UnknownNameError, FactError: A fact is not in the table, or has a wrong value.
        """
        return table.check({**self.known(), **(facts or {})}, self.time_zone)

    def known(self) -> dict[str, object]:
        """Give the known facts by name, as rules read them.

        Raises:
            InputError: ``facts`` repeats a field of the profile with another value.
        """
        core = {name: getattr(self, name) for name in CORE_FACTS}
        known = {name: value for name, value in core.items() if value is not None}
        for name, value in self.facts.items():
            if name in known and known[name] != value:
                raise InputError(
                    Text(
                        fr=f"« {name} » est donné deux fois : {known[name]!r} comme champ et {value!r} parmi les faits. "
                        "Gardez l'un des deux.",
                        en=f"{name!r} is given twice: {known[name]!r} as a field and {value!r} among the facts. Keep one.",
                    ),
                    value=value,
                )
            known[name] = value
        return known

    def to_json(self) -> ProfileJson:
        """Give the profile as plain data: its fields, numbers as numbers, what is not known left out.

        Example:
            >>> Profile(kind="commune", agents_fte="49.6").to_json()
            {'schema': 'tnt-core/profile/1', 'kind': 'commune', 'agents_fte': 49.6, 'facts': {}, 'notes': []}
        """
        from tnt_core.model.profile_json import profile_to_json

        return profile_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], vocabulary: FactTable | None = None) -> Profile:
        """Read what :meth:`to_json` gave; the profile equals the first one.

        Args:
            data: Plain data, as ``json.loads`` gives them. A key that the form does not have is refused.
            vocabulary: Checks ``facts`` and gives each value its own type (a day, a set). ``None`` leaves them as they are written
                until a rule is decided, with the same answers.

        Raises:
            DataError: The data are no profile, or hold a fact that *vocabulary* does not know.
        """
        from tnt_core.model.profile_json import profile_from_json

        return profile_from_json(cls, data, vocabulary, "profile")


def _rebuild(given: dict[str, Any]) -> Profile:
    return Profile(**given)


CORE_FACTS = (
    "kind",
    "epci_type",
    "population_total",
    "population_municipal",
    "agents_fte",
    "agents_headcount",
    "annual_revenue_eur",
    "zone",
    "territory",
    "departement",
    "region",
    "has_website",
)
"""The fields of a profile that rules may test, under the names of the vocabulary."""
