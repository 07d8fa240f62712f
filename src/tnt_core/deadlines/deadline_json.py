"""The JSON form of a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, cast

from tnt_core.deadlines.delays import Delay
from tnt_core.errors import DataError
from tnt_core.forms import DayJson, MomentJson, TextJson, TimeJson, check, placed
from tnt_core.texts import Text

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

    from tnt_core.deadlines.results import Deadline

__all__ = ["DeadlineJson", "NoticeJson", "StepJson", "deadline_from_json", "deadline_to_json"]

DEADLINE = "tnt-core/deadline/1"


class StepJson(TypedDict):
    """One step of the count."""

    number: int
    """From 1."""
    text: TextJson
    """What is done, in words."""
    article: str
    """The text or judgment that says so; empty if the step needs none."""
    day: DayJson
    """Where the count stands after this step."""


class NoticeJson(TypedDict):
    """Something that the reader of a deadline must know."""

    code: str
    """What kind of doubt or trap it is, for programs."""
    text: TextJson
    """The same, in words."""
    article: str
    """The text it is about; empty if none."""


class DeadlineJson(TypedDict):
    """A computed deadline. ``safe_date`` and ``instant`` follow from the rest; they are written for readers, and not read back."""

    schema: Literal["tnt-core/deadline/1"]
    """Name and version of this form."""
    regime: str
    """Id of the regime."""
    territory: str
    """Whose holidays and local time were used."""
    zone: str
    """IANA time zone of the local time."""
    event: DayJson
    """The day of the event, in local time."""
    delay: str | None
    """The delay that was counted, as ``P2M``; null for a day fixed by the calendar."""
    legal_date: DayJson
    """The last day, as the text and the leading reading give it."""
    earliest_date: DayJson
    """The earliest last day among the readings that can be defended."""
    latest_date: DayJson
    """The latest one."""
    at: TimeJson | None
    """The hour at which the last day closes, if it is not midnight."""
    legal_moment: MomentJson | None
    """The last instant in UTC, for a period in hours."""
    safe_moment: MomentJson | None
    """The one that is right under every reading, in UTC."""
    waits: bool
    """Nothing may be done before the end (a standstill)."""
    backward: bool
    """Counted back from the event."""
    steps: list[StepJson]
    """How the date was found, in order."""
    warnings: list[NoticeJson]
    """What is not certain, or easily missed."""
    safe_date: NotRequired[DayJson]
    """The day that is right under every reading."""
    instant: NotRequired[MomentJson]
    """The last instant of the period, in local time."""


def deadline_to_json(deadline: Deadline) -> DeadlineJson:
    """Give a deadline as plain data."""
    plain = {
        "schema": DEADLINE,
        **_converter().unstructure(deadline),
        "safe_date": deadline.safe_date.isoformat(),
        "instant": deadline.instant.isoformat(),
    }
    return cast("DeadlineJson", plain)


def deadline_from_json(cls: type[Deadline], data: Mapping[str, Any]) -> Deadline:
    """Read what :func:`deadline_to_json` gave."""
    check(DeadlineJson, data, "deadline")
    _check_zone(data["zone"])
    with placed("deadline"):
        return _converter().structure(data, cls)


def _check_zone(zone: str) -> None:
    """Refuse a zone that nobody knows here, rather than where an instant is asked for."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (OSError, ValueError, LookupError) as unknown:
        raise DataError(
            Text(
                fr=f"deadline.zone : aucun fuseau horaire ne porte ce nom ({unknown}). Donnez un nom de l'IANA, comme Europe/Paris.",
                en=f"deadline.zone: no time zone bears this name ({unknown}). Give a name of the IANA, such as Europe/Paris.",
            ),
        ) from unknown


@cache
def _converter() -> JsonConverter:
    from cattrs.preconf.json import make_converter

    # Faults are not gathered: the form was checked, and what is left to refuse is one value's.
    converter = make_converter(detailed_validation=False)
    converter.register_unstructure_hook(Delay, str)
    converter.register_structure_hook(Delay, lambda text, _: Delay.parse(text))
    converter.register_unstructure_hook(dt.time, dt.time.isoformat)
    converter.register_structure_hook(dt.time, lambda text, _: dt.time.fromisoformat(text))
    return converter
