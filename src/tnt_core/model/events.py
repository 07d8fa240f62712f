"""Dated events around the programme, the aids and the services."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.record import Record
from tnt_core.texts import Text

__all__ = ["Event", "EventKind"]

EventKind: TypeAlias = Literal[
    "agreement",
    "aid",
    "announcement",
    "appointment",
    "circular",
    "consultation",
    "criticism",
    "deadline",
    "decision",
    "deliverable",
    "law",
    "letter",
    "meeting",
    "milestone",
    "parliament",
    "press",
    "seminar",
    "service",
    "strategy",
    "survey",
    "target",
    "training",
    "webinars",
]
"""What happened; ``criticism`` is one that somebody voiced on that day."""


@attrs.frozen(kw_only=True)
class Event(Record):
    """Something that happened, or will, on a date that may be known to the month or the year only.

    Attributes:
        kind: What it is.
        title: What happened.
        date: When, or its first day.
        end: Its last day, where it lasted.
        programmes, groups, deliverables, aids, services, organisations, obligations: Ids of the records that it is about.
    """

    kind: EventKind
    title: Text
    date: PartialDate
    end: PartialDate | None = None
    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
