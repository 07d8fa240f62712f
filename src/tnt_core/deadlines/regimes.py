"""What a legal regime is: the rules by which a period is counted, as one value with its citations.

A regime says whether the day of the event counts, which units it knows, whether a last day on a week-end or a holiday is carried over,
and where the law is not settled. Those of French and European law are records (``records/regimes/``), compiled into the data package;
your own are read from TOML by :func:`tnt_core.deadlines.read_regimes`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, get_args

import attrs

from tnt_core.deadlines.delays import DAY_KINDS, UNITS, DayKind, Delay, Unit
from tnt_core.deadlines.facts import LOCAL_LAW, fact_table
from tnt_core.deadlines.territories import Territory
from tnt_core.errors import FactError, InputError, shown
from tnt_core.packages import Confidence
from tnt_core.texts import Text

__all__ = [
    "FIELDS",
    "Articles",
    "Authority",
    "Conditions",
    "Confidence",
    "Field",
    "FixedDate",
    "Regime",
    "UsualDelay",
    "Worked",
]

UNFIT = Text(
    fr="régime « {id} » inutilisable ; à revoir : {faults}. Un régime a au moins une citation, des unités connues ({units}) et des sortes de "
    "jour connues ({kinds}), et hour_start s'il compte des heures, seulement alors.",
    en="regime {id!r} cannot be used; look at: {faults}. A regime needs at least one citation, known units ({units}) and kinds of day "
    "({kinds}), and hour_start if it counts hours, only then.",
)
_LISTED_UNITS, _LISTED_KINDS = ", ".join(UNITS), ", ".join(DAY_KINDS)
NOT_YES_OR_NO = Text(
    fr="true ou false attendu, reçu {value}.", en="expected true or false, got {value}."
)

Direction: TypeAlias = Literal["forward", "backward", "both"]
HourStart: TypeAlias = Literal["exact", "next-full-hour"]
Shift: TypeAlias = Literal[
    "acknowledged", "allowed", "completed", "consulted", "performed",
    "receipt_unknown", "requested", "silence", "unread",
]  # fmt: skip
MissingItems: TypeAlias = Literal["none", "request", "application"]
"""What items that are missing do to the period.

``none``: nothing that the texts say; ``request``: those of a request to the administration start or suspend it, by what silence means (CRPA,
article L114-5); ``application``: those of a planning application start it, if they were asked for in time (code de l'urbanisme, articles
R*423-38 to R*423-41).
"""
Field: TypeAlias = Literal[
    "courts", "administration", "council", "europe", "working-time", "contracts", "consultation"
]
FIELDS: tuple[Field, ...] = get_args(Field)
"""The fields of law in which a page groups the regimes."""

Conditions: TypeAlias = tuple[tuple[str, bool | int | str], ...]
"""Facts that must hold, each with its value; written as a table."""
GivenFacts: TypeAlias = tuple[tuple[str, bool | int | str | dt.date], ...]
"""Facts that are given, each with its value; written as a table."""


def _pairs(facts: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Keep facts as pairs, so that a regime is hashable."""
    return tuple(facts.items() if isinstance(facts, Mapping) else facts)


def _known_conditions(_: object, __: attrs.Attribute[Conditions], conditions: Conditions) -> None:
    for name, wanted in conditions:
        if name != LOCAL_LAW:
            fact_table().check({name: wanted})
        elif not isinstance(wanted, bool):
            raise FactError(LOCAL_LAW, NOT_YES_OR_NO.format(value=shown(wanted)), value=wanted)


@attrs.frozen(kw_only=True)
class Authority:
    """A text or a judgment that a regime rests on.

    Attributes:
        article: Text and article, or court, date and number.
        url: Where it was read; empty if not on line.
    """

    article: str
    url: str = ""


@attrs.frozen(kw_only=True)
class Articles:
    """The article behind each kind of step; empty where a step has none.

    Attributes:
        day_zero: Whether the day of the event counts.
        count: How months, days or hours are counted.
        working: Where working days stand, in a regime that also counts others; quoted instead of the rest.
        clear: The day added to a clear ("franc") period.
        extension: Whether a last day on a week-end or a holiday is carried over.
        distance: Months added for those who live far from the court.
        end: The hour at which the last day ends.
    """

    day_zero: str = ""
    count: str = ""
    working: str = ""
    clear: str = ""
    extension: str = ""
    distance: str = ""
    end: str = ""


@attrs.frozen(kw_only=True)
class UsualDelay:
    """A delay that the texts fix, with the facts that choose it.

    Attributes:
        delay: How long.
        article: Where it is written.
        when: The facts that must hold: ``kind``, ``urgent``, ``first_meeting``, ``territory``, ``local_law``…
        least: Smallest population, if the delay depends on it.
        below: Population from which the delay no longer applies.
        since: First day of validity.
        until: Last day of validity.
    """

    delay: Delay
    article: str
    when: Conditions = attrs.field(default=(), converter=_pairs, validator=_known_conditions)
    least: int | None = None
    below: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def never_valid(self) -> bool:
        """Whether its bounds leave nothing between them."""
        days = self.since and self.until and self.until < self.since
        people = self.least is not None and self.below is not None and self.below <= self.least
        return bool(days) or people


@attrs.frozen(kw_only=True)
class FixedDate:
    """A day that comes every year, whatever happens.

    Attributes:
        id: Its name; several days that differ by the facts share one.
        title: What is due.
        label: The same, with the case that this day is for.
        month: The month.
        day: The day of the month.
        article: Where it is written.
        when: The facts that must hold for this day rather than another of the same name.
    """

    id: str
    title: Text
    label: Text
    month: int
    day: int
    article: str
    when: Conditions = attrs.field(default=(), converter=_pairs, validator=_known_conditions)

    @property
    def exists(self) -> bool:
        """Whether every year has this day."""
        lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        return 1 <= self.month <= len(lengths) and 1 <= self.day <= lengths[self.month - 1]


@attrs.frozen(kw_only=True)
class Worked:
    """A worked example of a regime: what is asked, and the right answer.

    Attributes:
        event: The event: a day, an instant with its offset, or a year for fixed dates.
        delay: How long, or what is due; ``None`` for the delay that the texts fix.
        territory: Where the act must be done.
        facts: The facts of the case.
        legal_date: The right legal date.
        earliest_date: The right earliest date, where it is another one.
        latest_date: The right latest date, where it is another one.
        instant: The right instant, in local time, for a period in hours.
        safe_instant: The right safe instant, where it is another one.
        source: Where the example was read; ``None`` if it was worked out from the texts.
        url: The address of the source.
    """

    event: str | int | dt.date
    delay: str | None = None
    territory: Territory = "metropole"
    facts: GivenFacts = attrs.field(default=(), converter=_pairs)
    legal_date: dt.date
    earliest_date: dt.date | None = None
    latest_date: dt.date | None = None
    instant: str | None = None
    safe_instant: str | None = None
    source: str | None = None
    url: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Regime:
    """A named way of counting a period.

    Attributes:
        id: Its name, for ever.
        aliases: Other names under which it is found.
        field: The field of law in which a page lists it; ``None`` for a regime of your own.
        label: Its name in words.
        summary: How it counts, in a sentence or two.
        details: What a reader of its page must know besides.
        articles: The article behind each step.
        citations: The texts and judgments it rests on.
        units: The units it knows.
        kinds: The kinds of day it knows.
        direction: Counted from the event, back from it, or both.
        counts_first_day: The day of the event is the first day of the period.
        clear: The period ends the day after its last day ("délai franc"); backward, the event's day and the last day are both left out.
        extends: A last day on a Saturday, a Sunday or a public holiday is carried to the next working day.
        two_working_days: A period of two days or more holds at least two working days (Regulation 1182/71, article 3(5)).
        hour_start: How a period in hours starts; ``None`` if the regime has none.
        at: The hour at which the last day closes; ``None`` for midnight.
        distance: The seats of the courts before which months are added for those who live elsewhere; empty if none are.
        clear_backward: Counted back, the period is clear and nothing is carried over.
        shifts: The facts that move or suspend the period: see ``tnt_core.deadlines.FACTS``.
        missing_items: What items that are missing do to the period.
        waits: Nothing may be done before the end (a standstill): the later date is the safe one.
        second_reading: A second doctrine starts the months on the day after the event.
        open_extension: Why it is not settled whether the last day is carried over; ``None`` if it is.
        local_midnight_open: It is not settled whether an overseas last day ends at local midnight or at that of Paris.
        spring_2020: The orders of spring 2020 suspended or extended such periods, which is said and not counted.
        open_clear: Why it is not settled whether plain days counted back are clear days; ``None`` if it is.
        note: What else a user must know.
        since: First day of validity.
        until: Last day of validity.
        usual: Delays that the texts fix.
        fixed: Days that come every year.
        examples: Worked examples; the first one is drawn on the regime's page.
        confidence: How well the regime was established.
    """

    id: str
    aliases: tuple[str, ...] = ()
    field: Field | None = None
    label: Text
    summary: Text
    details: Text | None = None
    articles: Articles = attrs.field(factory=Articles)
    citations: tuple[Authority, ...] = ()
    units: tuple[Unit, ...] = ()
    kinds: tuple[DayKind, ...] = ("calendaire",)
    direction: Direction = "forward"
    counts_first_day: bool = False
    clear: bool = False
    extends: bool = False
    two_working_days: bool = False
    hour_start: HourStart | None = None
    at: dt.time | None = None
    distance: tuple[Territory, ...] = ()
    clear_backward: bool = False
    shifts: tuple[Shift, ...] = ()
    missing_items: MissingItems = "none"
    waits: bool = False
    second_reading: bool = False
    open_extension: Text | None = None
    local_midnight_open: bool = False
    spring_2020: bool = False
    open_clear: Text | None = None
    note: Text | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    usual: tuple[UsualDelay, ...] = ()
    fixed: tuple[FixedDate, ...] = ()
    examples: tuple[Worked, ...] = ()
    confidence: Confidence = "high"

    def __attrs_post_init__(self) -> None:
        faults = [*self._unfit(), *self._unfit_units(), *self._unfit_dates()]
        if faults:
            listed = ", ".join(faults)
            raise InputError(
                UNFIT.format(id=self.id, faults=listed, units=_LISTED_UNITS, kinds=_LISTED_KINDS),
                value=self.id,
            )

    def _unfit(self) -> Iterator[str]:
        if not self.citations:
            yield "citations"
        if self.since is not None and self.until is not None and self.until < self.since:
            yield "until, before since"
        if self.direction not in ("forward", "backward", "both"):
            yield f"direction: {self.direction}"
        if self.counts_first_day and self.direction == "backward":
            yield "counts_first_day: of periods counted forward only"
        if {"completed", "requested"} & {*self.shifts} and self.missing_items == "none":
            yield "missing_items: request or application, where items may be missing"

    def _unfit_units(self) -> Iterator[str]:
        yield from (f"units: {unit}" for unit in self.units if unit not in UNITS)
        yield from (f"kinds: {kind}" for kind in self.kinds if kind not in DAY_KINDS)
        if not self.units and not self.fixed:
            yield "units"
        if self.units and not self.kinds:
            yield "kinds"
        if (self.clear or self.distance) and {"ouvre", "ouvrable"} & {*self.kinds}:
            yield "kinds: no working days beside clear or distance"
        if ("hours" in self.units) is not (self.hour_start is not None):
            yield "hour_start"

    def _unfit_dates(self) -> Iterator[str]:
        for usual in self.usual:
            if usual.never_valid:
                yield f"usual: {usual.delay}, never valid"
            if not self.accepts(self.turned(usual.delay)):
                yield f"usual: {usual.delay}"
        yield from (f"fixed: {d.id} ({d.day}/{d.month})" for d in self.fixed if not d.exists)

    def __repr__(self) -> str:
        return f"<Regime {self.id}>"

    @property
    def moved_by(self) -> frozenset[str]:
        """The facts that move the event itself; what silence means does not."""
        return frozenset(self.shifts) - {"silence"}

    @property
    def doubts_month_ends(self) -> bool:
        """Whether the second reading matters. Only clear periods that leave out their first day can end otherwise under it."""
        return self.second_reading and self.clear and not self.counts_first_day

    def looks_at(self, *, usual: bool) -> frozenset[str]:
        """Give the facts that this regime looks at; with *usual*, those too that choose the delay that the texts fix."""
        asked = {*self.shifts, "archipelago"}
        if self.extends or self.open_extension or {"ouvre", "ouvrable"} & {*self.kinds}:
            asked.add("temple")
        if self.distance:
            asked.add("residence")
        for choice in self.usual if usual else ():
            asked.update(name for name, _ in choice.when)
            if choice.least is not None or choice.below is not None:
                asked.add("population")
        for day in self.fixed:
            asked.update(name for name, _ in day.when)
        return frozenset(asked)

    def turned(self, delay: Delay) -> Delay:
        """Give *delay* counted back where the regime knows no other way: « cinq jours francs » before a meeting."""
        if self.direction == "backward" and not delay.backward and not delay.first_day:
            return attrs.evolve(delay, backward=True)
        return delay

    def accepts(self, delay: Delay) -> bool:
        """Tell whether this regime can count *delay*."""
        if self.direction != "both" and delay.backward is not (self.direction == "backward"):
            return False
        if delay.kind not in self.kinds or any(unit not in self.units for unit in delay.units):
            return False
        # No source seen says how months are counted back where the period is then clear, nor how hours are counted back.
        return not (delay.backward and (delay.hours or (self.clear_backward and delay.all_months)))

    def in_force(self, day: dt.date) -> bool:
        """Tell whether the regime is valid on *day*."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
