"""When a duty is due: once, always, again and again, or after an event.

A schedule keeps two dates: the day on which it takes effect, and the day since when that has been published. When a text moves a
date, the former version stays in ``history``, so that :meth:`Milestone.as_known` can answer what the law said on a past day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Self, TypeAlias, cast

import attrs

from tnt_core.deadlines.delays import Delay
from tnt_core.errors import InputError
from tnt_core.texts import Text

__all__ = ["Ending", "Milestone", "OnEvent", "Recurring", "Schedule", "Standing"]


@attrs.frozen(kw_only=True)
class Ending:
    """The end of a duty.

    Attributes:
        day: First day on which the duty no longer binds.
        published: Day of publication of the text that ends it; ``None`` if not known.
        text: Id of that text of law.
    """

    day: dt.date
    published: dt.date | None = None
    text: str | None = None


def _oldest_first(schedule: _Dated, _: attrs.Attribute[Any], history: tuple[_Dated, ...]) -> None:
    days = [v.published for v in (*history, schedule) if v.published is not None]
    if days != sorted(days):
        raise InputError(
            "the history of a schedule is written oldest first, each version published before the next; "
            f"got {', '.join(map(str, days))}.",
            "l'historique d'une échéance va du plus ancien au plus récent, chaque version publiée avant la suivante ; "
            f"reçu {', '.join(map(str, days))}.",
            value=history,
        )


@attrs.frozen(kw_only=True)
class _Dated:
    """What the four schedules share.

    Attributes:
        published: Day since when this has been published (Journal officiel, JOUE); ``None`` if not known.
        text: Id of the text of law that says so.
        publication_note: Why the day of publication is not given, when it is not.
        ends: The end of the duty, when a text ends it.
        history: Former versions, oldest first.
    """

    published: dt.date | None = None
    text: str | None = None
    publication_note: Text | None = None
    ends: Ending | None = None
    history: tuple[Self, ...] = attrs.field(default=(), validator=_oldest_first)

    @property
    def start(self) -> dt.date | None:
        """The first day on which the duty binds; ``None`` if no text seen fixes one."""
        raise NotImplementedError

    def published_by(self, known_on: dt.date) -> bool | None:
        """Tell whether the public could know of this duty on *known_on*; ``None`` if that cannot be told.

        Where the day of publication is not known, a duty that already binds has been published, since a text binds only once it is
        (code civil, article 1).
        """
        answers = [v._version_published_by(known_on) for v in (*self.history, self)]
        if True in answers:
            return True
        return None if None in answers else False

    def _version_published_by(self, known_on: dt.date) -> bool | None:
        if self.published is not None:
            return self.published <= known_on
        if self.start is not None and self.start <= known_on:
            return True
        return None

    def as_known(self, known_on: dt.date | None) -> Self | None:
        """Give the schedule as it was published on *known_on*; ``None`` if it was not yet.

        The newest version published by then wins, and an end that was published later is left out. A version whose publication
        cannot be told is used only when no other is sure. With ``known_on=None``: all that is known now.
        """
        if known_on is None:
            return self
        versions = (*self.history, self)
        for wanted in (True, None):
            chosen = [v for v in versions if v._version_published_by(known_on) is wanted]
            if chosen:
                past = tuple(v for v in self.history if v in chosen[:-1])
                ends = self.ends
                if ends is not None and (ends.published or ends.day) > known_on:
                    ends = None
                return attrs.evolve(chosen[-1], history=past, ends=ends)
        return None

    def ended_on(self, day: dt.date) -> bool:
        """Tell whether the duty no longer binds on *day*."""
        return self.ends is not None and self.ends.day <= day

    def occurrences(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """Give the days of this schedule from *start* to *end*, both included, one by one."""
        day = self.start
        if day is not None and start <= day <= end and not self.ended_on(day):
            yield day


@attrs.frozen(kw_only=True)
class Milestone(_Dated):
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

    due: dt.date

    @property
    def start(self) -> dt.date:
        return self.due


@attrs.frozen(kw_only=True)
class Standing(_Dated):
    """Holds always, from a day on.

    Attributes:
        since: First day on which it binds; ``None`` if not known.
    """

    since: dt.date | None = None

    @property
    def start(self) -> dt.date | None:
        return self.since


@attrs.frozen(kw_only=True)
class Recurring(_Dated):
    """Comes again and again.

    Attributes:
        every: The pace, for instance one year.
        rrule: Recurrence rule of RFC 5545, without ``DTSTART``, when a text fixes the days; ``None`` when it fixes only the pace.
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

    every: Delay
    rrule: str | None = None
    since: dt.date | None = None

    @property
    def start(self) -> dt.date | None:
        return self.since

    def occurrences(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """Give the days of this schedule from *start* to *end*, both included, one by one."""
        if self.rrule is None:
            return
        from dateutil.rrule import rrulestr

        first = start if self.since is None else max(start, self.since)
        # Anchored on 1 January of an early year, so that INTERVAL and BY… parts do not depend on the window asked for.
        anchor = dt.datetime(self.since.year if self.since else first.year, 1, 1)
        rule = cast("Any", rrulestr(self.rrule, dtstart=anchor))
        for moment in rule.xafter(dt.datetime.combine(first, dt.time.min), inc=True):
            day = moment.date()
            if day > end or self.ended_on(day):
                return
            yield day


@attrs.frozen(kw_only=True)
class OnEvent(_Dated):
    """Due within a delay after (or before) an event.

    Attributes:
        event: What starts the delay.
        delay: How long; ``None`` when the text gives no number ("without delay", "before").
        regime: Name of the legal regime that says how the delay is counted.
        since: First day on which the duty binds; ``None`` if not known.
    """

    event: Text
    delay: Delay | None = None
    regime: str | None = None
    since: dt.date | None = None

    @property
    def start(self) -> dt.date | None:
        return self.since

    def occurrences(self, start: dt.date, end: dt.date) -> Iterator[dt.date]:
        """Give nothing: the days depend on events that nobody has told."""
        del start, end
        return iter(())


Schedule: TypeAlias = Milestone | Standing | Recurring | OnEvent
