"""The programme of State and local governments: project groups, what they have to deliver, and when they are late."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Literal, TypeAlias

import attrs

from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.record import Record
from tnt_core.rules import Truth
from tnt_core.texts import Text

__all__ = [
    "Deliverable",
    "DeliverableKind",
    "DeliverableState",
    "GroupCount",
    "Programme",
    "ProjectGroup",
]

DeliverableKind: TypeAlias = Literal[
    "calendar", "catalogue", "charter", "guide", "kit", "survey", "training", "webinars"
]


@attrs.frozen(kw_only=True)
class GroupCount:
    """How many project groups a source counts on a day.

    Attributes:
        on: The day.
        count: How many.
    """

    on: dt.date
    count: int


@attrs.frozen(kw_only=True)
class Programme(Record):
    """A programme of the State and the associations of elected officials.

    Attributes:
        name: Its usual name.
        full_name: Its name in full, in French.
        summary: What it is.
        started: When it began.
        ended: When it ended; ``None``: not known, or not ended.
        period: The years that were announced for it, as written ("2021-2024").
        governance: Who decides, and how.
        participation: Who may take part, and how.
        ministries: The ministries in charge, by their names of the time.
        people: Persons that the sources name, with their function.
        counts: How many project groups there were, through time.
        predecessor: Id of the programme that it followed.
        successor: Id of the programme that followed it.
    """

    name: str
    full_name: str
    summary: Text
    started: PartialDate
    ended: PartialDate | None = None
    period: str | None = None
    governance: Text | None = None
    participation: Text | None = None
    ministries: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    counts: tuple[GroupCount, ...] = ()
    predecessor: str | None = None
    successor: str | None = None

    def group_count(self, on: dt.date) -> int | None:
        """Give the number of project groups that the last count by that day says; ``None`` before the first count."""
        counted = [count for count in self.counts if count.on <= on]
        return max(counted, key=lambda count: count.on).count if counted else None


@attrs.frozen(kw_only=True)
class ProjectGroup(Record):
    """A group of a programme, with a referent of the State and one of the local governments.

    Attributes:
        programme: Id of its programme.
        order: Its place in the programme.
        title: Its name.
        theme: Id of the theme that it works on.
        goal: What it is for.
        outcome: What has come of it.
        state_lead: Id of the organisation that stands for the State; ``None``: the sources name none.
        local_lead: Id of the organisation that stands for the local governments; ``None``: the sources name none.
        partners: Ids of other organisations that take part.
        launched: When it was announced.
        installed: When it was officially installed, where that was said.
        open_to_volunteers: Whether any local government may join.
        joining: How to join.
        obligations: Ids of the obligations that it works on.
    """

    programme: str
    order: int
    title: Text
    theme: str
    goal: Text
    outcome: Text
    launched: PartialDate
    open_to_volunteers: bool
    state_lead: str | None = None
    local_lead: str | None = None
    partners: tuple[str, ...] = ()
    installed: PartialDate | None = None
    joining: Text | None = None
    obligations: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of all organisations that are known to take part."""
        leads = (self.state_lead, self.local_lead)
        return (*(lead for lead in leads if lead is not None), *self.partners)


class DeliverableState(Enum):
    """What a deliverable is on one day, as far as the sources say."""

    PUBLISHED = "published"
    EXPECTED = "expected"
    LATE = "late"
    UNKNOWN = "unknown"
    """Published, or due, on an unknown day of the month or year asked about."""


@attrs.frozen(kw_only=True)
class Deliverable(Record):
    """What a project group has to produce.

    Attributes:
        kind: What it is.
        title: Its name.
        summary: What it holds, and what is known of its fate.
        group: Id of its group; ``None``: of a programme alone.
        programme: Id of its programme.
        producers: Ids of the organisations that produce it.
        announced: When it was announced.
        due: When it is to be ready; ``None``: no date was set, or none was seen.
        published: When it was published; ``None``: no publication was seen.
        seen: A day on which a source shows that it was published already.
        answers_until: For a survey: the last day to answer.
        replaced_by: Id of the deliverable that took its place.
        obligations: Ids of the obligations that it helps with.
    """

    kind: DeliverableKind
    title: Text
    summary: Text
    programme: str
    group: str | None = None
    producers: tuple[str, ...] = ()
    announced: PartialDate | None = None
    due: PartialDate | None = None
    published: PartialDate | None = None
    seen: dt.date | None = None
    answers_until: PartialDate | None = None
    replaced_by: str | None = None
    obligations: tuple[str, ...] = ()

    def state(self, on: dt.date) -> DeliverableState:
        """Tell what it is on that day: late only when its due date has passed and it was not published by then."""
        out = Truth.NO if self.published is None else self.published.reached(on)
        if self.seen is not None and self.seen <= on:
            out = Truth.YES
        over = Truth.NO if self.due is None else self.due.passed(on)
        if out is Truth.YES:
            return DeliverableState.PUBLISHED
        if out is Truth.NO and over is Truth.NO:
            return DeliverableState.EXPECTED
        if out is Truth.NO and over is Truth.YES:
            return DeliverableState.LATE
        return DeliverableState.UNKNOWN

    def days_late(self, on: dt.date) -> int | None:
        """Give how late it was or is on that day, in days.

        ``None`` where no due date is known, or a day that counts is not; 0 in time.
        """
        if self.due is None or self.due.precision != "day":
            return None
        end = on
        if self.published is not None and self.published.passed(on) is not Truth.NO:
            if self.published.precision != "day" and self.published.last > self.due.last:
                return None
            end = self.published.last
        return max(0, (end - self.due.last).days)

    def takes_answers(self, on: dt.date) -> Truth:
        """Tell whether a survey can still be answered on that day; NO for what is no survey."""
        if self.kind != "survey":
            return Truth.NO
        if self.answers_until is None:
            return Truth.UNKNOWN
        return ~self.answers_until.passed(on)
