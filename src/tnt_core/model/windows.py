"""When an aid can be asked for. No end, no end known, and yearly campaigns are different things."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Literal, TypeAlias

import attrs

from tnt_core.errors import InputError
from tnt_core.model.partial_dates import PartialDate
from tnt_core.rules import Truth
from tnt_core.texts import Text

__all__ = ["CAMPAIGN", "AidState", "Window", "WindowKind"]

NOT_DATED = Text(
    fr="une fenêtre a un dernier jour quand elle est « dated », et alors seulement ; kind vaut {kind!r}, closes vaut {closes!s}.",
    en="a window has a last day when it is 'dated', and only then; kind is {kind!r}, closes is {closes!s}.",
)
CLOSES_FIRST = Text(
    fr="la fenêtre se fermerait ({closes}) avant de s'ouvrir ({opens}).",
    en="the window would close ({closes}) before it opens ({opens}).",
)

CAMPAIGN = "aid_campaign_is_open"
"""The fact that tells whether the campaign of a yearly aid is open."""

WindowKind: TypeAlias = Literal["dated", "permanent", "campaigns", "end-unknown"]
"""``dated``: it closes on a known date; ``permanent``: it has no end; ``campaigns``: it comes again every year, on dates that are set
elsewhere; ``end-unknown``: it ends, or has ended, on a day that no source seen gives."""


class AidState(Enum):
    """What an aid is on one day."""

    OPEN = "open"
    TO_COME = "to-come"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    YEARLY = "yearly"
    """It comes again every year; whether a campaign is open is a fact, :data:`CAMPAIGN`."""
    DRAFT = "draft"
    """Only planned, in a bill or a draft; never offered as open."""


@attrs.frozen(kw_only=True)
class Window:
    """The time in which an aid can be asked for.

    Attributes:
        kind: How it ends.
        opens: First day; ``None``: not known.
        closes: Last day, for a dated window.
        closes_at: Local time at which the last day closes, where it is not midnight.
        moved_from: The last day that was announced before it was put off.
        seen_open: A date on which a source shows it open.
        seen_closed: A date on which a source shows it closed already.
        note: What a reader must know of its dates.

    Raises:
        InputError: A dated window has no last day, or another one has one; or it would close before it opens.
    """

    kind: WindowKind
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    closes_at: dt.time | None = None
    moved_from: PartialDate | None = None
    seen_open: PartialDate | None = None
    seen_closed: PartialDate | None = None
    note: Text | None = None

    def __attrs_post_init__(self) -> None:
        if (self.kind == "dated") is not (self.closes is not None):
            raise InputError(
                NOT_DATED.format(kind=self.kind, closes=self.closes), value=self.closes
            )
        if self.opens and self.closes and self.closes.last < self.opens.first:
            raise InputError(
                CLOSES_FIRST.format(closes=self.closes, opens=self.opens), value=self.closes
            )

    def begun(self, on: dt.date) -> Truth:
        """Tell whether it had opened by that day."""
        if self.seen_open is not None and self.seen_open.reached(on) is Truth.YES:
            return Truth.YES
        return Truth.UNKNOWN if self.opens is None else self.opens.reached(on)

    def over(self, on: dt.date) -> Truth:
        """Tell whether it had closed before that day."""
        if self.closes is not None:
            return self.closes.passed(on)
        if self.kind in {"permanent", "campaigns"}:
            return Truth.NO
        if self.seen_closed is not None and self.seen_closed.reached(on) is Truth.YES:
            return Truth.YES
        if self.seen_open is not None and on <= self.seen_open.first:
            return Truth.NO
        return Truth.UNKNOWN

    def state(self, on: dt.date) -> AidState:
        """Tell what it is on that day: open only where its dates, or a source, say so."""
        begun, over = self.begun(on), self.over(on)
        if over is Truth.YES:
            return AidState.CLOSED
        if begun is Truth.NO:
            return AidState.TO_COME
        if self.kind == "campaigns":
            return AidState.YEARLY
        return AidState.OPEN if begun is Truth.YES and over is Truth.NO else AidState.UNKNOWN
