"""When a duty is due: once, always, again and again, or after an event.

A schedule keeps two dates: the day on which it takes effect, and the day since when that has been published. When a text moves a
date, the former version stays in ``history``, so that ``as_known`` can answer what the law said on a past day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias, assert_never

import attrs

from tnt_core.days import day_of, maybe_day, read
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.months import add_plainly
from tnt_core.errors import InputError
from tnt_core.model.recurrence import check_recurrence, days_between
from tnt_core.model.versions import Dated, Ending
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.deadlines.regimes import Regime
    from tnt_core.deadlines.results import Deadline
    from tnt_core.facts.answering import Answering

__all__ = [
    "Ending",
    "Milestone",
    "OnEvent",
    "Recurring",
    "Schedule",
    "Standing",
    "event_deadline",
]

NO_REGIME = Text(
    fr="le texte ne dit pas comment se compte « {delay} » : donnez un régime (regime=…), parmi tnt_core.deadlines.REGIMES.",
    en="the text does not say how « {delay} » is counted: give a regime (regime=…), one of tnt_core.deadlines.REGIMES.",
)
DUE_ONCE = Text(
    fr="aucun événement ne fait courir ce devoir : il est dû au plus tard le {day}. Lisez « due ».",
    en="no event starts this duty: it is due by {day}. Read 'due'.",
)
HOLDS_ALWAYS = Text(
    fr="aucun événement ne fait courir ce devoir : il vaut en permanence. Lisez « schedule.since », son premier jour.",
    en="no event starts this duty: it holds always. Read 'schedule.since', its first day.",
)
COMES_AGAIN = Text(
    fr="aucun événement ne fait courir ce devoir : il revient ({every}). Lisez « occurrences », ou demandez « schedule.due_after » le "
    "jour où il a été fait.",
    en="no event starts this duty: it comes again ({every}). Read 'occurrences', or ask 'schedule.due_after' with the day on which it "
    "was done.",
)


@attrs.frozen(kw_only=True)
class Milestone(Dated):
    """Due once, by a date.

    Attributes:
        due: The day by which it must be done, or from which it must hold.

    Example:
        >>> filing = Milestone(
        ...     due=dt.date(2022, 1, 1),
        ...     published=dt.date(2018, 11, 6),
        ...     history=(Milestone(due=dt.date(2018, 11, 8), published=dt.date(2016, 11, 6)),),
        ... )
        >>> filing.as_known(dt.date(2018, 6, 1)).due
        datetime.date(2018, 11, 8)
    """

    due: dt.date = attrs.field(converter=day_of)

    @property
    def start(self) -> dt.date:
        """The day by which it must be done."""
        return self.due


@attrs.frozen(kw_only=True)
class Standing(Dated):
    """Holds always, from a day on.

    Attributes:
        since: First day on which it binds; ``None`` if not known.
    """

    since: dt.date | None = attrs.field(default=None, converter=maybe_day)

    @property
    def start(self) -> dt.date | None:
        """First day on which it binds; ``None`` if not known."""
        return self.since


def _rule_of_days(schedule: Recurring, _: attrs.Attribute[str | None], rrule: object) -> None:
    if rrule is not None:
        check_recurrence(rrule, schedule.since)


def _delay(value: Delay | str) -> Delay:
    return value if isinstance(value, Delay) else Delay.parse(value)


@attrs.frozen(kw_only=True)
class Recurring(Dated):
    """Comes again and again.

    Attributes:
        every: The pace, for instance one year.
        rrule: Recurrence rule of RFC 5545, without ``DTSTART``, when a text fixes the days; ``None`` when it fixes only the pace.
            Intervals are counted from the year of ``since``.
        since: First day on which it binds; ``None`` if not known.

    Example:
        >>> yearly = Recurring(
        ...     every=Delay.parse("P1Y"),
        ...     rrule="FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
        ...     since=dt.date(2023, 1, 1),
        ... )
        >>> [str(day) for day in yearly.occurrences(dt.date(2024, 1, 1), dt.date(2025, 12, 31))]
        ['2024-09-30', '2025-09-30']
    """

    every: Delay = attrs.field(converter=_delay)
    rrule: str | None = attrs.field(default=None, validator=_rule_of_days)
    since: dt.date | None = attrs.field(default=None, converter=maybe_day)

    @property
    def start(self) -> dt.date | None:
        """First day on which it binds; ``None`` if not known."""
        return self.since

    def occurrences(self, start: dt.date | str, end: dt.date | str) -> Iterator[dt.date]:
        """Give the days of this schedule from *start* to *end*, both included, one by one.

        A schedule without a rule gives none: only the pace is known. See :meth:`due_after`.
        """
        first, last = day_of(start), day_of(end)
        if self.rrule is None:
            return
        if self.since is not None:
            first = max(first, self.since)
        for day in days_between(self.rrule, self.since, first, last):
            if self.ended_on(day):
                return
            yield day

    def first_after(self, crossed: dt.date | str) -> dt.date | None:
        """Give the first day due on or after *crossed*; without a rule, one pace after the day on which the duty starts to bind.

        ``None`` if the duty has ended by then, or if neither a rule nor a start is known.

        Example:
            >>> report = Recurring(every=Delay.parse("P2Y"), since=dt.date(2020, 1, 1))
            >>> report.first_after(dt.date(2026, 1, 1))
            datetime.date(2028, 1, 1)
        """
        day = day_of(crossed)
        if self.since is not None:
            day = max(self.since, day)
        if self.rrule is not None:
            found = next(days_between(self.rrule, self.since, day, dt.date.max), None)
        else:
            found = None if self.since is None else add_plainly(day, self.every)
        return None if found is None or self.ended_on(found) else found

    def due_after(self, done: dt.date | str) -> dt.date:
        """Give the day by which it is due again once done on *done*: one pace later, in plain calendar time.

        Raises:
            InputError: The pace counts hours, or days of a kind that only a regime can count.
        """
        return add_plainly(day_of(done), self.every)


@attrs.frozen(kw_only=True)
class OnEvent(Dated):
    """Due within a delay after (or before) an event.

    Attributes:
        event: What starts the delay.
        delay: How long; ``None`` when the text gives no number ("without delay", "before").
        regime: Name of the legal regime that says how the delay is counted.
        since: First day on which the duty binds; ``None`` if not known.

    Example:
        >>> breach = OnEvent(
        ...     event=Text(fr="connaissance de la violation", en="knowledge of the breach"),
        ...     delay=Delay.parse("72 h"),
        ...     regime="gdpr-hours",
        ... )
        >>> print(breach.deadline("2026-05-22T16:30:00+02:00").instant)
        2026-05-25 17:00:00+02:00
    """

    event: Text
    delay: Delay | None = attrs.field(default=None, converter=attrs.converters.optional(_delay))
    regime: str | None = None
    since: dt.date | None = attrs.field(default=None, converter=maybe_day)

    @property
    def start(self) -> dt.date | None:
        """First day on which the duty binds; ``None`` if not known."""
        return self.since

    def occurrences(self, start: dt.date | str, end: dt.date | str) -> Iterator[dt.date]:
        """Give nothing: the days depend on events that nobody has told. See :meth:`deadlines`."""
        del start, end
        return iter(())

    def deadline(
        self,
        event: dt.date | str,
        *,
        regime: Regime | str | None = None,
        territory: str | None = None,
        profile: Answering | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Deadline | None:
        """Compute the deadline that this event starts; ``None`` when the text gives no number, or the duty did not bind that day.

        Args:
            event: The day of the event, or its instant with an offset where the delay is in hours.
            regime: How to count, where the text does not say, or otherwise than it says.
            territory: Whose holidays and local time count; ``None`` for that of the facts or of the profile, or else ``"metropole"``.
            profile: The collectivity, which answers what the regime looks at and it knows.
            facts: What else is known of the case, by the names of ``tnt_core.deadlines.FACTS``; these win over the profile's.

        Raises:
            InputError: Neither the schedule nor the caller names a regime, or the regime cannot count the delay.
            DateError: The event is not a day, or not an instant where the delay is in hours.
            UnknownNameError, FactError: A name is not known, a fact has a wrong value, or one that is needed is missing.
        """
        said = read(event)
        day = _day_of_event(said, territory, profile, facts)
        before = self.since is not None and day < self.since
        if self.delay is None or before or self.ended_on(day):
            return None
        rule = regime or self.regime
        if rule is None:
            raise InputError(NO_REGIME.format(delay=self.delay), value=self)
        from tnt_core.deadlines.compute import deadline

        return deadline(
            said, self.delay, regime=rule, territory=territory, profile=profile, facts=facts
        )

    def deadlines(
        self,
        events: Iterable[dt.date | str],
        *,
        regime: Regime | str | None = None,
        territory: str | None = None,
        profile: Answering | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Iterator[Deadline]:
        """Compute the deadlines that these events start, one by one, leaving out those that start none."""
        for event in events:
            found = self.deadline(
                event, regime=regime, territory=territory, profile=profile, facts=facts
            )
            if found is not None:
                yield found


def _day_of_event(
    event: dt.date,
    territory: str | None,
    profile: Answering | None,
    facts: Mapping[str, object] | None,
) -> dt.date:
    """Give the day of an event, in the local time of the place that the caller, the facts or the profile tell, in this order."""
    from tnt_core.deadlines.calendars import day_there
    from tnt_core.deadlines.facts import FACTS, TERRITORY, check_facts
    from tnt_core.facts.answering import answers_of

    known: Mapping[str, object] = check_facts(facts)
    if profile is not None:
        known = {**answers_of(profile, FACTS), **known}
    where = territory or str(known.get(TERRITORY, "metropole"))
    return day_there(event, where, known.get("archipelago"))


Schedule: TypeAlias = Milestone | Standing | Recurring | OnEvent


def event_deadline(
    schedule: Schedule,
    event: dt.date | str,
    *,
    profile: Answering | None = None,
    facts: Mapping[str, object] | None = None,
    regime: Regime | str | None = None,
) -> Deadline | None:
    """Compute the deadline that an event starts, of any schedule: only one on an event has some. See :meth:`OnEvent.deadline`.

    Raises:
        InputError: The schedule does not wait for an event; the sentence says when the duty is due. Else as :meth:`OnEvent.deadline`.
    """
    match schedule:
        case OnEvent():
            return schedule.deadline(event, regime=regime, profile=profile, facts=facts)
        case Milestone():
            said = DUE_ONCE.format(day=schedule.due)
        case Standing():
            said = HOLDS_ALWAYS
        case Recurring():
            said = COMES_AGAIN.format(every=schedule.every)
        case _:
            assert_never(schedule)
    raise InputError(said, value=event)
