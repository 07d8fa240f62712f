"""When a duty is due: once, always, again and again, or after an event.

A schedule keeps two dates: the day on which it takes effect, and the day since when that has been published. When a text moves a
date, the former version stays in ``history``, so that ``as_known`` can answer what the law said on a past day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from tnt_core.days import day_of
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.months import add_plainly
from tnt_core.deadlines.versions import Dated, Ending, maybe_day
from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.deadlines.regimes import Regime
    from tnt_core.deadlines.results import Deadline

__all__ = ["Ending", "Milestone", "OnEvent", "Recurring", "Schedule", "Standing"]


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


_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_ORDINAL = r"([+-]?([1-9]|[1-4]\d|5[0-3]))"
_YEAR_DAY = r"(-?([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]))"
_MONTH, _MONTH_DAY = "(0?[1-9]|1[0-2])", r"(-?(0?[1-9]|[12]\d|3[01]))"


def _listed(one: str) -> str:
    return f"{one}(,{one})*"


_PARTS: Mapping[str, str] = {
    "FREQ": "YEARLY|MONTHLY|WEEKLY|DAILY",
    "INTERVAL": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "WKST": _DAY,
    "BYMONTH": _listed(_MONTH),
    "BYMONTHDAY": _listed(_MONTH_DAY),
    "BYYEARDAY": _listed(_YEAR_DAY),
    "BYWEEKNO": _listed(_ORDINAL),
    "BYDAY": _listed(f"{_ORDINAL}?{_DAY}"),
    "BYSETPOS": _listed(_YEAR_DAY),
}
"""The parts of a recurrence rule that a schedule uses, and how each is written (RFC 5545, section 3.3.10)."""

NAMES_A_DAY = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYDAY"})
LONGEST_WAIT = 45
"""Years after which a rule that gave no day is taken to give none: 29 February on a given weekday comes back within 40."""


def _rule_of_days(schedule: Recurring, _: attrs.Attribute[str | None], rrule: object) -> None:
    """Refuse what is no rule, and a rule whose days would depend on the window that is asked for, or that is counted in hours."""
    if rrule is None:
        return
    if not isinstance(rrule, str):
        raise InputError(
            Text(
                fr=f"une règle de récurrence est un texte ; reçu {shown(rrule)}.",
                en=f"a recurrence rule is a text; got {shown(rrule)}.",
            ),
            value=rrule,
        )
    parts: dict[str, str] = {}
    for written in rrule.upper().split(";"):
        name, _equals, value = written.partition("=")
        if name not in _PARTS:
            raise UnknownNameError(
                Text(fr="partie de règle de récurrence", en="part of a recurrence rule"),
                name,
                _PARTS,
                where=shown(rrule),
            )
        good = re.fullmatch(_PARTS[name], value, re.ASCII)
        if name in parts or not good or (name == "UNTIL" and not _is_day(value)):
            raise InputError(
                Text(
                    fr=f"{shown(rrule)} : {shown(written)} n'est pas écrit comme dans la RFC 5545. Écrivez par exemple "
                    "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
                    en=f"{shown(rrule)}: {shown(written)} is not written as RFC 5545 does. Write for instance "
                    "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
                ),
                value=rrule,
            )
        parts[name] = value
    # A week is counted from its first day; a month or a year needs to be told which of its days.
    fixed = bool(parts.keys() & NAMES_A_DAY) or parts.get("FREQ") == "DAILY"
    floating = "INTERVAL" in parts and schedule.since is None
    if "FREQ" not in parts or not fixed or floating:
        raise InputError(
            Text(
                fr=f"{shown(rrule)} ne fixe pas de jours : il faut FREQ, BYDAY, BYMONTHDAY ou BYYEARDAY, et « since » avec INTERVAL. Écrivez "
                "par exemple FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
                en=f"{shown(rrule)} does not fix days: it needs FREQ, BYDAY, BYMONTHDAY or BYYEARDAY, and 'since' beside INTERVAL. Write for "
                "instance FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30.",
            ),
            value=rrule,
        )


def _is_day(until: str) -> bool:
    try:
        dt.date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    except ValueError:
        return False
    return True


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
        for day in self._days_between(first, last):
            if self.ended_on(day):
                return
            yield day

    def _days_between(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        from dateutil.rrule import rrulestr

        # From 1 January, so that INTERVAL and BY… parts do not depend on the window that is asked for; of weeks, from their Monday.
        written = (self.rrule or "").upper()
        day = dt.date(self.since.year if self.since else first.year, 1, 1)
        if "FREQ=WEEKLY" in written and day.year > dt.MINYEAR:
            day -= dt.timedelta(days=day.weekday())
        # The last day of a rule is a day, whatever the clock that its UNTIL adds to it.
        written = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", written)
        # The stubs know neither xafter nor replace.
        rule = cast("Any", rrulestr(written, dtstart=dt.datetime.combine(day, dt.time.min)))
        if "UNTIL" not in written:
            # A rule that never gives a day, as of 30 February, would be walked through to the end of the calendar.
            turn = re.search(r"INTERVAL=(\d+)", written)
            year = day.year + LONGEST_WAIT * (int(turn[1]) if turn else 1)
            soon = dt.datetime.combine(dt.date(min(year, dt.MAXYEAR), 12, 31), dt.time.min)
            if next(iter(rule.replace(until=soon)), None) is None:
                return
        for moment in rule.xafter(dt.datetime.combine(first, dt.time.min), inc=True):
            if moment.date() > last:
                return
            yield moment.date()

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
            found = next(self._days_between(day, dt.date.max), None)
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
        facts: Mapping[str, object] | None = None,
    ) -> Deadline | None:
        """Compute the deadline that this event starts; ``None`` when the text gives no number, or the duty did not bind that day.

        Raises:
            InputError: Neither the schedule nor the caller names a regime, or the regime cannot count the delay.
        """
        from tnt_core.deadlines.calendars import day_there
        from tnt_core.deadlines.compute import deadline
        from tnt_core.deadlines.facts import check_facts

        archipelago = check_facts(facts).get("archipelago")
        day = day_there(event, territory or "metropole", archipelago)
        if (
            self.delay is None
            or self.ended_on(day)
            or (self.since is not None and day < self.since)
        ):
            return None
        rule = regime or self.regime
        if rule is None:
            raise InputError(
                Text(
                    fr=f"le texte ne dit pas comment se compte « {self.delay} » : donnez un régime.",
                    en=f"the text does not say how « {self.delay} » is counted: give a regime.",
                ),
                value=self,
            )
        return deadline(event, self.delay, regime=rule, territory=territory, facts=facts)

    def deadlines(
        self,
        events: Iterable[dt.date | str],
        *,
        regime: Regime | str | None = None,
        territory: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Iterator[Deadline]:
        """Compute the deadlines that these events start, one by one, leaving out those that start none."""
        for event in events:
            found = self.deadline(event, regime=regime, territory=territory, facts=facts)
            if found is not None:
                yield found


Schedule: TypeAlias = Milestone | Standing | Recurring | OnEvent
