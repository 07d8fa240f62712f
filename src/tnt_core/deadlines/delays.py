"""A length of time as law writes it: months, days, hours, of a stated kind, forward or backward."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NoReturn, get_args

import attrs

from tnt_core.deadlines.delay_text import UNITS, DayKind, Unit, read_delay
from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.texts import Lang, Text, enumeration, language

__all__ = ["DAY_KINDS", "UNITS", "DayKind", "Delay", "Unit"]

NOT_A_NUMBER_OF_UNITS = Text(
    fr="un délai compte ses unités ({unit}) en nombres entiers de 0 à {most} ; reçu {value!r}.",
    en="a delay counts its {unit} in whole numbers from 0 to {most}; got {value!r}.",
)
NOT_TRUE_OR_FALSE = Text(
    fr="{name} d'un délai vaut True ou False ; reçu {value}.",
    en="{name} of a delay is True or False; got {value}.",
)
COUNTED_OTHERWISE = Text(
    fr="{one} et {other} ne s'additionnent pas : ils ne se comptent pas de la même façon. Calculez une échéance, puis la suivante.",
    en="{one} and {other} cannot be added: they are not counted in the same way. Compute one deadline, then the next.",
)
MONTHS_AFTER_DAYS = Text(
    fr="{one} puis {other} ne s'écrivent pas en un délai : les mois se comptent avant les jours. Calculez une échéance, puis la suivante.",
    en="{one} then {other} cannot be written as one delay: months are counted before days. Compute one deadline, then the next.",
)
NOT_ADDED_TO_A_DATE = Text(
    fr="un délai ne s'ajoute pas à {date!r} : c'est le régime qui dit comment compter. Écrivez deadline(événement, {delay!r}, regime=…).",
    en="a delay is not added to {date!r}: the regime says how its days count. Write deadline(event, {delay!r}, regime=…).",
)
IMPOSSIBLE = Text(
    fr="ce délai ({parts}, {kind}) {fault}. Écrivez par exemple : {write}.",
    en="this delay ({parts}, {kind}) {fault}. Write for instance: {write}.",
)
NO_LENGTH = Text(fr="est de longueur nulle", en="has no length")
MIXED_UNITS = Text(
    fr="mêle des semaines ou des heures à une autre unité", en="mixes {alone} with another unit"
)
MIXED_DAYS = Text(
    fr="mêle des jours ouvrés ou ouvrables à une autre unité",
    en="mixes working days with another unit",
)
BACK_FROM_FIRST_DAY = Text(
    fr="se compte à rebours en comptant le jour de l'événement, ce qu'aucun texte vu ne fait",
    en="counts back from its event and counts the day of the event, which no text seen does",
)
KIND_OF_HOURS = Text(fr="donne une sorte de jour à des heures", en="gives a kind of day to hours")

DAY_KINDS: tuple[DayKind, ...] = get_args(DayKind)

MOST = 9999
"""Largest number of a unit: longer delays leave the calendar anyway."""

_ISO = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}
_KIND_WORDS = {"franc": "franc", "ouvre": "ouvré", "ouvrable": "ouvrable"}
_FR = {
    "years": ("an", "ans"),
    "months": ("mois", "mois"),
    "weeks": ("semaine", "semaines"),
    "days": ("jour", "jours"),
    "hours": ("heure", "heures"),
}
_EN_KINDS = {"calendaire": "", "franc": "clear ", "ouvre": "working ", "ouvrable": "working "}


def _number(delay: Delay, attribute: attrs.Attribute[int], value: object) -> None:
    del delay
    if type(value) is not int or not 0 <= value <= MOST:
        raise InputError(
            NOT_A_NUMBER_OF_UNITS.format(unit=attribute.name, most=MOST, value=value), value=value
        )


def _kind_of_day(delay: Delay, attribute: attrs.Attribute[DayKind], value: object) -> None:
    del delay, attribute
    if not isinstance(value, str) or value not in DAY_KINDS:
        raise UnknownNameError(Text(fr="sorte de jour", en="kind of day"), str(value), DAY_KINDS)


def _yes_or_no(delay: Delay, attribute: attrs.Attribute[bool], value: object) -> None:
    del delay
    if not isinstance(value, bool):
        raise InputError(
            NOT_TRUE_OR_FALSE.format(name=attribute.name, value=shown(value)), value=value
        )


@attrs.frozen(kw_only=True)
class Delay:
    """A length of time with one canonical text both ways: ``Delay.parse(str(delay)) == delay``.

    Months (and years) are counted first, then days, as article 641 of the code de procédure civile says. How the days are
    counted at both ends is not the delay's business but the regime's: adding a delay to a date is refused.

    Attributes:
        years: Calendar years.
        months: Calendar months.
        weeks: Weeks of seven days; never mixed with another unit.
        days: Days of the stated kind.
        hours: Elapsed hours; never mixed with another unit.
        kind: Which days count.
        backward: Counted back from the event ("at least 5 days before the meeting").
        first_day: The day of the event is the first day of the period ("jour d'envoi compris"); never counted back.
        units: The units that it counts, longest first; found from the numbers.

    Example:
        >>> Delay.parse("2 mois")
        Delay('P2M')
        >>> str(Delay.parse("-P5D franc")), Delay.parse("72 h").sentence("en")
        ('-5 jours francs', '72 hours')
    """

    years: int = attrs.field(default=0, validator=_number)
    months: int = attrs.field(default=0, validator=_number)
    weeks: int = attrs.field(default=0, validator=_number)
    days: int = attrs.field(default=0, validator=_number)
    hours: int = attrs.field(default=0, validator=_number)
    kind: DayKind = attrs.field(default="calendaire", validator=_kind_of_day)
    backward: bool = attrs.field(default=False, validator=_yes_or_no)
    first_day: bool = attrs.field(default=False, validator=_yes_or_no)
    units: tuple[Unit, ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        units = tuple(unit for unit in UNITS if getattr(self, unit))
        object.__setattr__(self, "units", units)
        if not units:
            _refuse(self, NO_LENGTH, "P2M, 10 jours ouvrés, 72 h")
        for alone in ("weeks", "hours"):
            if alone in units and len(units) > 1:
                _refuse(self, MIXED_UNITS.format(alone=alone), "P1M15D, P8W, 72 h")
        if self.kind in ("ouvre", "ouvrable") and units != ("days",):
            _refuse(self, MIXED_DAYS, "10 jours ouvrés")
        if self.backward and self.first_day:
            _refuse(self, BACK_FROM_FIRST_DAY, "-5 jours francs")
        if "hours" in units and (self.kind != "calendaire" or self.first_day):
            _refuse(self, KIND_OF_HOURS, "72 h")

    @classmethod
    def parse(cls, text: str) -> Delay:
        """Read a delay: ISO 8601 (``P2M``, ``PT72H``) or words in French or English (``15 jours ouvrés``, ``5 clear days``).

        Raises:
            InputError: The text is not a delay, mixes units, or says "days" without saying which.
        """
        return _parsed(str(text))

    @property
    def all_months(self) -> int:
        """Years and months, in months."""
        return 12 * self.years + self.months

    @property
    def all_days(self) -> int:
        """Weeks and days, in days."""
        return 7 * self.weeks + self.days

    def __str__(self) -> str:
        sign = "-" if self.backward else ""
        included = " (jour d'envoi compris)" if self.first_day else ""
        if self.hours:
            return f"{sign}{self.hours} h"
        if self.kind != "calendaire" and self.units == ("days",):
            plural = "s" if self.days > 1 else ""
            return f"{sign}{self.days} jour{plural} {_KIND_WORDS[self.kind]}{plural}{included}"
        parts = "".join(f"{getattr(self, unit)}{_ISO[unit]}" for unit in self.units)
        clear = " franc" if self.kind == "franc" else ""
        return f"{sign}P{parts}{clear}{included}"

    def __repr__(self) -> str:
        return f"Delay({str(self)!r})"

    def sentence(self, lang: Lang) -> str:
        """Say the delay in words.

        Example:
            >>> Delay.parse("P1M15D").sentence("fr"), Delay.parse("-5 jours francs").sentence("en")
            ('1 mois et 15 jours', '5 clear days before')
        """
        words = [self._unit_sentence(unit, language(lang)) for unit in self.units]
        before = {"fr": " avant", "en": " before"}[lang] if self.backward else ""
        included = {"fr": ", premier jour compris", "en": ", first day included"}[lang]
        return f"{enumeration(words, lang)}{before}{included if self.first_day else ''}"

    def _unit_sentence(self, unit: Unit, lang: Lang) -> str:
        number = getattr(self, unit)
        many = number > 1
        # Months are clear as a whole ("2 mois francs"); with days, the days carry the word.
        kind = self.kind if unit == self.units[-1] else "calendaire"
        if lang == "fr":
            noun = _FR[unit][many]
            word = _KIND_WORDS.get(kind, "")
            return f"{number} {noun}{f' {word}' if word else ''}{'s' if word and many else ''}"
        noun = unit if many else unit[:-1]
        tail = " (Saturdays included)" if kind == "ouvrable" else ""
        return f"{number} {_EN_KINDS[kind]}{noun}{tail}"

    def __add__(self, other: object) -> Delay:
        """Join two successive delays of the same kind into one from the first day.

        Three months, then one month "from the expiry", are four months from the first day, without a day in between
        (Cass. 2e civ., 25 March 2021, n° 19-20.636).

        Raises:
            InputError: The delays differ in kind or direction, only one is in hours, or days would come before months: their sum has
                no legal meaning.
        """
        if isinstance(other, dt.date):
            self.__radd__(other)
        if not isinstance(other, Delay):
            return NotImplemented
        mine = (self.kind, self.backward, self.first_day, bool(self.hours))
        if mine != (other.kind, other.backward, other.first_day, bool(other.hours)):
            raise InputError(COUNTED_OTHERWISE.format(one=self, other=other), value=str(other))
        if self.all_days and other.all_months:
            raise InputError(MONTHS_AFTER_DAYS.format(one=self, other=other), value=str(other))
        return attrs.evolve(self, **{u: getattr(self, u) + getattr(other, u) for u in UNITS})

    def __rsub__(self, other: object) -> NoReturn:
        """Refuse ``date - delay``, as ``date + delay`` is."""
        self.__radd__(other)

    def __radd__(self, other: object) -> NoReturn:
        """Refuse ``date + delay``: no general rule says how to count it.

        Raises:
            InputError: Always.
        """
        raise InputError(NOT_ADDED_TO_A_DATE.format(date=other, delay=str(self)), value=other)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Delay:
    first, *others = (
        Delay(**said.numbers, kind=said.kind, backward=said.backward, first_day=said.first_day)
        for said in read_delay(text)
    )
    for other in others:
        first += other
    return first


def _refuse(delay: Delay, fault: Text, write: str) -> NoReturn:
    parts = ", ".join(f"{unit}={getattr(delay, unit)}" for unit in delay.units) or "0"
    said = IMPOSSIBLE.format(parts=parts, kind=delay.kind, fault=fault, write=write)
    raise InputError(said, value=parts)
