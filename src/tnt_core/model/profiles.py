"""What is known of one collectivity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import attrs

from tnt_core.days import PARIS, day_of
from tnt_core.errors import FactError, InputError, UnknownNameError, shown
from tnt_core.facts import Facts, FactTable
from tnt_core.facts.answering import NO_PROFILE
from tnt_core.model.profile_notes import ProfileNote
from tnt_core.model.reprs import short
from tnt_core.model.territory import (
    EPCI_TYPES,
    KINDS,
    TERRITORIES,
    ZONE_NAMES,
    EpciType,
    Kind,
    Territory,
    Zone,
)
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.model.profile_json import ProfileJson

__all__ = ["CORE_FACTS", "Profile", "a_profile"]


NOTHING_MORE: Mapping[str, object] = MappingProxyType({})
"""What a profile holds beside its fields, mostly."""

BY_NAME = Text(
    fr="les faits se donnent par nom, comme {{'has_website': True}} ; reçu {given}.",
    en="facts are given by name, as {{'has_website': True}}; got {given}.",
)


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
        # Loaded only to refuse: most profiles hold no fact beside their fields.
        from tnt_core.model.profile_facts import refuse_bare_population

        refuse_bare_population(value)


def _frozen_mapping(value: Mapping[str, object]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError(BY_NAME.format(given=shown(value)), value=value)
    return MappingProxyType(dict(value)) if value else NOTHING_MORE


def _notes(value: Iterable[Text]) -> tuple[ProfileNote, ...]:
    # A plain sentence, as callers wrote before notes said what they are about, speaks of the collectivity.
    return tuple(
        note if isinstance(note, ProfileNote) else ProfileNote.of(note, "collectivity")
        for note in value
    )


@attrs.frozen(kw_only=True, repr=False)
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
        facts: Other facts, by the names of the vocabulary or of the deadline engine; each is checked and brought to its one form.
        vocabulary: The facts that may be known; ``None``: those of the packaged data. Give that of a dataset with overlays.
        population: Always refused: it does not say which of the two populations is meant.

    Raises:
        UnknownNameError: A kind, type, zone or territory is not one of the known ones; or a fact, or its choice.
        FactError: A number is negative, or not a number; or a fact has a wrong value.
        InputError: ``population`` is given, or a fact says something else than a field.

    Example:
        >>> town = Profile(kind="commune", population_total=3400, facts={"has_collective_catering": True})
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
        default=None, validator=_one_of(ZONE_NAMES, Text(fr="zone", en="zone"))
    )
    territory: Territory | None = attrs.field(
        default=None, validator=_one_of(TERRITORIES, Text(fr="territoire", en="territory"))
    )
    departement: str | None = None
    region: str | None = None
    epci: str | None = None
    has_website: bool | None = None
    notes: tuple[ProfileNote, ...] = attrs.field(default=(), converter=_notes, eq=False)
    facts: Mapping[str, object] = attrs.field(factory=dict, converter=_frozen_mapping, hash=False)
    vocabulary: FactTable | None = attrs.field(default=None, eq=False)
    population: None = attrs.field(default=None, eq=False, validator=_refuse_bare_population)

    def __attrs_post_init__(self) -> None:
        if self.facts:
            from tnt_core.model.profile_facts import check_stated

            checked = check_stated(self.facts, self._fields(), self.vocabulary, self.time_zone)
            object.__setattr__(self, "facts", MappingProxyType(checked))

    def __repr__(self) -> str:
        """Say who is meant and what is known, in at most two hundred characters."""
        names = ("name", "code", *CORE_FACTS)
        said = {name: value for name in names if (value := getattr(self, name)) is not None}
        return short("Profile", {**said, **self.facts})

    def __reduce__(self) -> tuple[object, tuple[dict[str, object]]]:
        # A mapping proxy cannot be pickled; a profile can, and travels to worker processes.
        given = {field.name: getattr(self, field.name) for field in attrs.fields(Profile)}
        return _rebuild, ({**given, "facts": dict(self.facts)},)

    @property
    def time_zone(self) -> str:
        """The IANA time zone of its territory, where a day begins; that of Paris where the territory is not known."""
        where = self.territory or self.facts.get("territory")
        if where not in TERRITORIES:
            return PARIS
        from tnt_core.deadlines.calendars import zone_name

        return zone_name(where)

    def day(self, value: object, name: str) -> dt.date:
        """Read a day asked about; of an instant, the day in the local time of the collectivity.

        Raises:
            DateError: *value* is no day; *name* says which argument it was.
        """
        return day_of(value, lambda: self.time_zone, name=name)

    def checked(self, table: FactTable, facts: Mapping[str, object] | None = None) -> Facts:
        """Join what is known of the collectivity and the facts of the moment, which win, and check them all against *table*.

        Facts that only the deadline engine asks are left out, unless they are facts of the moment.

        Raises:
            UnknownNameError, FactError: A fact is not in the table, or has a wrong value.
        """
        known = self._fields()
        if self.facts:
            from tnt_core.model.profile_facts import for_table

            known |= for_table(self.facts, table)
        # Days are told among the facts of the moment only, so that the zone is looked up for these.
        return table.check({**known, **(facts or {})}, self.time_zone if facts else PARIS)

    def answers(self, table: FactTable) -> Mapping[str, object]:
        """Give what is known of the facts of *table*, under their names there and in the form that it gives them.

        This is how a deadline takes its territory, its council and the number of inhabitants from a profile.

        Example:
            >>> from tnt_core.deadlines import FACTS
            >>> Profile(kind="commune", population_total=3400, territory="reunion").answers(FACTS)
            {'population': 3400, 'kind': 'commune', 'territory': 'reunion'}
        """
        from tnt_core.model.profile_facts import answers_among

        return answers_among(self.known(), table)

    def known(self) -> dict[str, object]:
        """Give the known facts by name, as rules read them."""
        return {**self._fields(), **self.facts}

    def _fields(self) -> dict[str, object]:
        return {name: value for name in CORE_FACTS if (value := getattr(self, name)) is not None}

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
            vocabulary: The facts that there are, where they are not those of the packaged data.

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


def a_profile(given: Profile) -> Profile:
    """Give the profile back.

    Raises:
        InputError: It is none: a name, a code, a table.
    """
    if not isinstance(given, Profile):
        raise InputError(NO_PROFILE.format(given=type(given).__name__), value=given)
    return given
