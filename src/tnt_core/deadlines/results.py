"""What a computed deadline is: its dates, the steps that led there, and what is not certain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from tnt_core.days import day_of, from_ordinal, local_day, moment_of, read
from tnt_core.deadlines.delays import Delay
from tnt_core.texts import Text, ambient_language, format_date

if TYPE_CHECKING:
    import pendulum

    from tnt_core.deadlines.deadline_json import DeadlineJson

__all__ = ["Deadline", "Notice", "Step"]

NOT_A_DEADLINE = Text(
    fr="ce texte n'est pas une échéance écrite par to_json : {text} ({error}).",
    en="this text is not a deadline written by to_json: {text} ({error}).",
)

_LAST_MOMENT = dt.time(23, 59, 59, 999999)
"""A day ends at 24:00, which the calendar writes as the next day: the last microsecond keeps the day's own date."""


T = TypeVar("T", bound=dt.date)


@attrs.frozen
class Step:
    """One step of the count.

    Attributes:
        number: From 1.
        text: What is done, in words.
        article: The text or judgment that says so; empty if the step needs none.
        day: Where the count stands after this step.
    """

    number: int
    text: Text
    article: str
    day: dt.date


@attrs.frozen
class Notice:
    """Something that the reader of a deadline must know.

    Attributes:
        code: What kind of doubt or trap it is, for programs.
        text: The same, in words.
        article: The text it is about; empty if none.
    """

    code: str
    text: Text
    article: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Deadline:
    """A computed deadline. Equal to another one when everything in it is equal.

    ``str(deadline)`` is its day and its regime, in the language of the reader's locale.

    Attributes:
        regime: Id of the regime.
        territory: Whose holidays and local time were used.
        zone: IANA time zone of the local time.
        event: The day of the event, in local time.
        delay: The delay that was counted; ``None`` for a day fixed by the calendar.
        legal_date: The last day, as the text and the leading reading give it. Counted back: the last day on which to act.
        earliest_date: The earliest last day among the readings that can be defended.
        latest_date: The latest one.
        at: The hour at which the last day closes, if it is not midnight.
        legal_moment: The last instant in UTC, for a period in hours.
        safe_moment: The one that is right under every reading, in UTC.
        waits: Nothing may be done before the end (a standstill).
        backward: Counted back from the event.
        steps: How the date was found, in order.
        warnings: What is not certain, or easily missed.
    """

    regime: str
    territory: str
    zone: str
    event: dt.date
    delay: Delay | None
    legal_date: dt.date
    earliest_date: dt.date
    latest_date: dt.date
    at: dt.time | None = None
    legal_moment: dt.datetime | None = None
    safe_moment: dt.datetime | None = None
    waits: bool = False
    backward: bool = False
    steps: tuple[Step, ...] = ()
    warnings: tuple[Notice, ...] = ()

    def __repr__(self) -> str:
        safe = f", safe {self.safe_date}" if self.safe_date != self.legal_date else ""
        return f"<Deadline {self.legal_date}{safe}: {self.regime}, {self.territory}>"

    def __str__(self) -> str:
        return f"{format_date(self.legal_date, ambient_language())} ({self.regime})"

    @property
    def safe_date(self) -> dt.date:
        """The day that is right under every reading; act by it, or, when the period is a wait, act only after it."""
        return self.latest_date if self.waits else self.earliest_date

    @property
    def instant(self) -> pendulum.DateTime:
        """The last instant of the period, in local time; for a whole day, its last microsecond."""
        return self._instant(self.legal_moment, self.legal_date)

    @property
    def safe_instant(self) -> pendulum.DateTime:
        """The last instant of the safe date, in local time."""
        return self._instant(self.safe_moment, self.safe_date)

    @property
    def next_day(self) -> dt.date:
        """The day after the legal date, when an implicit decision can be relied on, a contract signed, interest runs.

        Raises:
            DateError: The calendar has no such day.
        """
        return from_ordinal(self.legal_date.toordinal() + 1)

    def _instant(self, moment: dt.datetime | None, day: dt.date) -> pendulum.DateTime:
        import pendulum

        if moment is not None:
            return pendulum.instance(moment).in_timezone(self.zone)
        local = dt.datetime.combine(day, self.at or _LAST_MOMENT)
        return pendulum.instance(local, tz=self.zone)

    def in_time(self, act: dt.date | str) -> bool | None:
        """Tell whether an act done on that day, or at that instant, is in time; ``None`` where the readings disagree.

        Where the period is a wait, "in time" means that the act came after its end.

        Raises:
            DateError: *act* is not a day, or the deadline is in hours and *act* is a day or has no offset.

        Example:
            >>> from tnt_core.deadlines import deadline
            >>> deadline("2026-11-20", "P2M", regime="franc").in_time("2027-01-21")
            True
        """
        done = read(act)
        if self.legal_moment is not None and self.safe_moment is not None:
            bounds = sorted((self.legal_moment, self.safe_moment))
            return self._judge(moment_of(done), *bounds)
        if self.at is not None and isinstance(done, dt.datetime):
            early, late = (self._instant(None, d) for d in (self.earliest_date, self.latest_date))
            return self._judge(moment_of(done), early, late)
        return self._judge(local_day(done, self.zone), self.earliest_date, self.latest_date)

    def _judge(self, act: T, earliest: T, latest: T) -> bool | None:
        if earliest < act <= latest:
            return None
        return (act > latest) is self.waits

    def days_left(self, today: dt.date | str) -> int:
        """Count the days from *today* to the safe date; negative once it has passed.

        Raises:
            DateError: *today* is not a day.
        """
        return (self.safe_date - day_of(today, self.zone)).days

    def to_json(self) -> DeadlineJson:
        """Give the deadline as plain data, with ``safe_date`` and ``instant`` for those who only read."""
        from tnt_core.deadlines.deadline_json import deadline_to_json

        return deadline_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Deadline:
        """Read what :meth:`to_json` gave; the deadline equals the first one.

        Args:
            data: Plain data, as ``json.loads`` gives them. A key that the form does not have is refused.

        Raises:
            DataError: The data are no deadline.
        """
        from tnt_core.deadlines.deadline_json import deadline_from_json

        return deadline_from_json(cls, data)
