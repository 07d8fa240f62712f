"""Dated events around the programme, the aids and the services."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from tnt_core.model.legal import Confidence, Source
from tnt_core.model.partial_dates import PartialDate
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
class Event:
    """Something that happened, or will, on a date that may be known to the month or the year only.

    Attributes:
        id: Its id, for ever.
        kind: What it is.
        title: What happened.
        date: When, or its first day.
        end: Its last day, where it lasted.
        reviewed: Day of the last review of the record.
        confidence: How sure the record is.
        notes: Disagreements between sources, and what is not known.
        programmes, groups, deliverables, aids, services, organisations, obligations: Ids of the records that it is about.
        aliases: Former ids.
        sources: What was read.
    """

    id: str
    kind: EventKind
    title: Text
    date: PartialDate
    reviewed: dt.date
    confidence: Confidence
    end: PartialDate | None = None
    notes: Text | None = None
    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
