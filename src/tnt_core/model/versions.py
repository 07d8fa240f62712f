"""Two dates for every duty: when it binds, and since when that has been published.

When a text moves a date, the former version stays in the history of the schedule, so that what the law said on a past day can still
be told.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Self

import attrs

from tnt_core.days import day_of, maybe_day
from tnt_core.errors import InputError, shown
from tnt_core.texts import Text

__all__ = ["Dated", "Ending"]

NO_HISTORY = Text(
    fr="l'historique d'une échéance est un tuple de ses anciennes versions ; reçu {history}.",
    en="the history of a schedule is a tuple of former versions of it; got {history}.",
)
HISTORY_OUT_OF_ORDER = Text(
    fr="l'historique d'une échéance va du plus ancien au plus récent, chaque version publiée avant la suivante ; reçu {days}.",
    en="the history of a schedule is written oldest first, each version published before the next; got {days}.",
)
NO_ENDING = Text(
    fr="la fin d'une échéance est un Ending(day=…) ; reçu {ends}.",
    en="the end of a schedule is an Ending(day=…); got {ends}.",
)


@attrs.frozen(kw_only=True)
class Ending:
    """The end of a duty.

    Attributes:
        day: First day on which the duty no longer binds.
        published: Day of publication of the text that ends it; ``None`` if not known.
        text: Id of that text of law.
    """

    day: dt.date = attrs.field(converter=day_of)
    published: dt.date | None = attrs.field(default=None, converter=maybe_day)
    text: str | None = None

    def known_by(self, known_on: dt.date | str) -> bool:
        """Tell whether the end is surely published on *known_on*: at the latest on the day it takes effect."""
        return (self.published or self.day) <= day_of(known_on)


def _oldest_first(schedule: Dated, _: attrs.Attribute[Any], history: object) -> None:
    if not isinstance(history, tuple) or not all(isinstance(v, type(schedule)) for v in history):
        raise InputError(NO_HISTORY.format(history=shown(history)), value=history)
    days = [v.published for v in (*history, schedule) if v.published is not None]
    if days != sorted(days):
        raise InputError(HISTORY_OUT_OF_ORDER.format(days=", ".join(map(str, days))), value=history)


def _ending(schedule: Dated, _: attrs.Attribute[Any], ends: object) -> None:
    del schedule
    if ends is not None and not isinstance(ends, Ending):
        raise InputError(NO_ENDING.format(ends=shown(ends)), value=ends)


@attrs.frozen(kw_only=True)
class Dated(ABC):
    """What the four schedules share.

    Attributes:
        published: Day since when this has been published (Journal officiel, JOUE); ``None`` if not known.
        text: Id of the text of law that says so.
        publication_note: Why the day of publication is not given, when it is not.
        not_before: Day before which it cannot have been published, that of the signature of its text, when ``published`` is not known.
        ends: The end of the duty, when a text ends it.
        history: Former versions, oldest first.
    """

    published: dt.date | None = attrs.field(default=None, converter=maybe_day)
    text: str | None = None
    publication_note: Text | None = None
    not_before: dt.date | None = attrs.field(default=None, converter=maybe_day)
    ends: Ending | None = attrs.field(default=None, validator=_ending)
    history: tuple[Self, ...] = attrs.field(default=(), validator=_oldest_first)

    @property
    @abstractmethod
    def start(self) -> dt.date | None:
        """The first day on which the duty binds; ``None`` if no text seen fixes one."""

    def published_by(self, known_on: dt.date | str) -> bool | None:
        """Tell whether the public could know of this duty on *known_on*; ``None`` if that cannot be told.

        Where the day of publication is not known, a duty that already binds has been published, since a text binds only once it is
        (code civil, article 1).
        """
        answers = [answer for _, answer in self._versions_on(day_of(known_on))]
        if True in answers:
            return True
        return None if None in answers else False

    def as_known(self, known_on: dt.date | str | None) -> Self | None:
        """Give the schedule as it was published on *known_on*; ``None`` if it was not yet.

        The newest version published by then wins. A version whose publication cannot be told is used only when no other is sure:
        see :meth:`may_be_newer`. The end is the one published by then: that of the whole duty, or else that of the version chosen.
        With ``known_on=None``: all that is known now.
        """
        if known_on is None:
            return self
        known_on = day_of(known_on)
        versions = self._versions_on(known_on)
        for wanted in (True, None):
            chosen = [place for place, answer in versions if answer is wanted]
            if chosen:
                every: tuple[Self, ...] = (*self.history, self)
                version = every[chosen[-1]]
                ends = next(
                    (
                        e
                        for e in (self.ends, version.ends)
                        if e is not None and e.known_by(known_on)
                    ),
                    None,
                )
                past = tuple(every[place] for place in chosen[:-1])
                return attrs.evolve(version, history=past, ends=ends)
        return None

    def may_be_newer(self, known_on: dt.date | str) -> bool:
        """Tell whether a version newer than the one :meth:`as_known` gives may have been published by *known_on*.

        That happens where the newer version's day of publication is not known and it did not bind yet.
        """
        answers = [answer for _, answer in self._versions_on(day_of(known_on))]
        if True not in answers:
            return answers.count(None) > 1
        newest = len(answers) - 1 - answers[::-1].index(True)
        return None in answers[newest + 1 :]

    def ended_on(self, day: dt.date | str) -> bool:
        """Tell whether the duty no longer binds on *day*."""
        return self.ends is not None and self.ends.day <= day_of(day)

    def occurrences(self, start: dt.date | str, end: dt.date | str) -> Iterator[dt.date]:
        """Give the days of this schedule from *start* to *end*, both included, one by one."""
        day = self.start
        if day is not None and day_of(start) <= day <= day_of(end) and not self.ended_on(day):
            yield day

    def first_after(self, crossed: dt.date | str) -> dt.date | None:
        """Give the first day on which the duty is due for one who comes under it on *crossed*, a threshold's day for instance.

        Where the date that the text fixes is past, that is the day itself. ``None`` if no text seen fixes a date, or if the duty has
        ended by then.

        Example:
            >>> from tnt_core.model.schedules import Milestone
            >>> Milestone(due=dt.date(2022, 1, 1)).first_after(dt.date(2026, 1, 1))
            datetime.date(2026, 1, 1)
        """
        if self.start is None:
            return None
        day = max(self.start, day_of(crossed))
        return None if self.ended_on(day) else day

    def _versions_on(self, known_on: dt.date) -> list[tuple[int, bool | None]]:
        """Tell of each version, oldest first, whether it was published on *known_on*."""
        every: tuple[Dated, ...] = (*self.history, self)
        return [(place, _published(version, known_on)) for place, version in enumerate(every)]


def _published(version: Dated, known_on: dt.date) -> bool | None:
    if version.published is not None:
        return version.published <= known_on
    if version.start is not None and version.start <= known_on:
        return True
    if version.not_before is not None and known_on < version.not_before:
        return False
    return None
