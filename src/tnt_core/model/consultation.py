"""Rules of lead time when local governments are consulted: the latest day to send the papers, and whether a delay held."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from tnt_core.days import day_of, maybe_day
from tnt_core.deadlines import Deadline, Delay, deadline, latest_event
from tnt_core.errors import InputError
from tnt_core.model.legal import Citation
from tnt_core.model.record import Record
from tnt_core.rules import Truth
from tnt_core.texts import Text

__all__ = ["ConsultationRule", "LeadTime", "Purpose", "Urgency"]

DELAY_WITHOUT_REGIME = Text(
    fr="consultation « {id} » : un délai va avec le régime qui le compte, et réciproquement.",
    en="consultation {id!r}: a delay needs the regime that counts it, and a regime a delay.",
)

Purpose: TypeAlias = Literal["papers", "opinion", "procedure"]
"""``papers``: they arrive so long before a meeting; ``opinion``: it may take so long after the file was sent; ``procedure``: no delay."""

Urgency: TypeAlias = Literal["normal", "urgent", "extreme"]

ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class LeadTime:
    """What a rule says of one meeting.

    Attributes:
        rule: The rule.
        latest: The latest day to send, under the leading reading.
        safe: The latest day that is right under every reading.
        latest_moment: The latest moment, for a rule in hours: counted back from the first moment of the day of the meeting.
        sent: The day of sending that was asked about.
        held: Whether the delay held for that day: UNKNOWN where the readings disagree, or no day was given.
        reckoning: How the day was found.
    """

    rule: ConsultationRule
    latest: dt.date
    safe: dt.date
    latest_moment: dt.datetime | None
    sent: dt.date | None
    held: Truth
    reckoning: Deadline

    @property
    def margin(self) -> int | None:
        """Days between the sending and the latest safe day; negative when it came too late, ``None`` without a sending."""
        return None if self.sent is None else (self.safe - self.sent).days


@attrs.frozen(kw_only=True)
class ConsultationRule(Record):
    """A rule of a consultation, with the delay that it sets, if it sets one.

    Attributes:
        body: Id of the organisation that is consulted.
        title: What it is about.
        summary: What it says.
        purpose: What the delay is for.
        urgency: In which case it holds.
        delay: How long; ``None`` where no text seen sets a delay.
        regime: Name of the regime of the deadline engine that counts it.
        starts: What starts the delay.
        silence: What silence means.
        renewal: Whether the delay can be renewed.
        binding: Whether the rule binds the programme, or only serves as a yardstick; ``None``: doubtful.
        legal: The articles that say so.

    Raises:
        InputError: It has a delay without a regime, or a regime without a delay.
    """

    body: str
    title: Text
    summary: Text
    purpose: Purpose
    urgency: Urgency = "normal"
    delay: Delay | None = None
    regime: str | None = None
    starts: Text | None = None
    silence: Text | None = None
    renewal: Text | None = None
    binding: bool | None = None
    legal: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        if (self.delay is None) is not (self.regime is None):
            raise InputError(DELAY_WITHOUT_REGIME.format(id=self.id), value=self.id)

    def lead_time(
        self, meeting: dt.date | str, *, sent: dt.date | str | None = None
    ) -> LeadTime | None:
        """Give the latest day to send the papers for a meeting, and whether a sending was in time.

        For an opinion, the meeting is the day by which the delay must have run: the day on which the text is to be adopted.

        Args:
            meeting: The day of the meeting.
            sent: The day on which the papers were sent, or the complete file acknowledged.

        Returns:
            ``None`` for a rule that sets no delay.

        Raises:
            DateError: A day is not one.
        """
        if self.delay is None or self.regime is None:
            return None
        day = day_of(meeting, name="meeting")
        given = maybe_day(sent, name="sent")
        if self.delay.hours:
            return self._in_hours(day, given, self.delay, self.regime)
        if self.purpose == "papers":
            found = deadline(day, self.delay, regime=self.regime)
            latest, safe = found.legal_date, found.safe_date
            held = Truth.UNKNOWN if given is None else Truth.of(found.in_time(given))
        else:
            # The delay has run when its last day is over: the file is in by then if that last day comes before the meeting.
            latest = safe = latest_event(day - ONE_DAY, self.delay, regime=self.regime)
            found = deadline(latest, self.delay, regime=self.regime)
            held = Truth.of(None if given is None else given <= latest)
        return LeadTime(
            rule=self,
            latest=latest,
            safe=safe,
            latest_moment=None,
            sent=given,
            held=held,
            reckoning=found,
        )

    def _in_hours(
        self, meeting: dt.date, sent: dt.date | None, delay: Delay, regime: str
    ) -> LeadTime:
        """Count hours back from the first moment of the meeting's day, then forward again with the engine."""
        import pendulum

        start = pendulum.datetime(meeting.year, meeting.month, meeting.day, tz="Europe/Paris")
        moment = start.in_timezone("UTC").subtract(hours=delay.hours).in_timezone("Europe/Paris")
        found = deadline(moment.isoformat(), delay, regime=regime)
        latest = moment.date()
        # On that very day it depends on the hour.
        held = Truth.UNKNOWN if sent in {None, latest} else Truth.of(sent < latest)
        safe = latest - ONE_DAY
        return LeadTime(
            rule=self,
            latest=latest,
            safe=safe,
            latest_moment=moment,
            sent=sent,
            held=held,
            reckoning=found,
        )
