"""The same count over whole columns, with NumPy: no steps, no words, only dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from tnt_core.days import out_of_calendar
from tnt_core.deadlines.calendars import day_there, territory_name
from tnt_core.deadlines.case import Case
from tnt_core.deadlines.compute import check_delay, place_and_facts
from tnt_core.deadlines.counting import TWO
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import check_facts
from tnt_core.deadlines.french_regimes import find_regime
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.shifts import distance_months
from tnt_core.deadlines.story import Story
from tnt_core.deadlines.territories import Territory
from tnt_core.deadlines.working_days import (
    SHIFT,
    SPAN,
    Week,
    WorkingDays,
    block_of,
    temple_known,
    week_name,
    working_days,
)
from tnt_core.errors import DateError, InputError, MissingExtraError, shown
from tnt_core.facts.answering import Answering
from tnt_core.texts import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days: TypeAlias = NDArray[np.datetime64]
    Ordinals: TypeAlias = NDArray[np.int64]

__all__ = ["DeadlineArrays", "add_working_days_array", "deadline_arrays"]

COUNTS_NOT_WHOLE = Text(
    fr="les jours ouvrés se comptent en nombres entiers ; reçu {counts}.",
    en="working days are counted in whole numbers; got {counts}.",
)
NOT_PAIRED = Text(
    fr="{days} jours et {counts} nombres ne s'accordent pas : donnez un nombre, ou un par jour.",
    en="{days} days and {counts} counts do not pair: give one count, or one for each day.",
)
RAGGED_COLUMN = Text(
    fr="cette colonne a des lignes de longueurs différentes : {events}.",
    en="this column has rows of different lengths: {events}.",
)
COLUMN_NOT_OF_DAYS = Text(
    fr="cette colonne ne contient pas des jours : {events}. Donnez un tableau de datetime64, ou des dates.",
    en="this column does not hold days: {events}. Give an array of datetime64, or dates.",
)
EVENT_OF_COLUMN = Text(
    fr="événement {place} de la colonne : {fault}", en="event {place} of the column: {fault}"
)

EPOCH = dt.date(1970, 1, 1).toordinal()
_LAST = dt.date.max.toordinal()


@attrs.frozen(eq=False)
class DeadlineArrays:
    """The dates of a column of events; ``NaT`` where the event is missing.

    Attributes:
        legal: The legal dates.
        safe: The safe dates.
    """

    legal: Days
    safe: Days


def deadline_arrays(
    events: object,
    delay: Delay | str,
    *,
    regime: Regime | str,
    territory: str | None = None,
    profile: Answering | None = None,
    facts: Mapping[str, object] | None = None,
) -> DeadlineArrays:
    """Compute the deadlines of a column of days at once; each equals what :func:`~tnt_core.deadlines.deadline` gives.

    Args:
        events: The days: an array of ``datetime64``, or a list or column of days, ISO texts or instants; the day of an instant with
            a time zone is that of the territory.
        delay: How long.
        regime: Name of a regime, or a regime of your own.
        territory: Where the act must be done; ``None`` for that of the facts or of the profile, or else ``"metropole"``.
        profile: The collectivity, which answers those of the facts that the regime looks at.
        facts: Facts that hold for all the events (``temple``, ``residence``).

    Raises:
        MissingExtraError: NumPy is not installed.
        DateError: An event is not a day, or an answer leaves the calendar.
        InputError: The period is in hours, or a fact moves the day of the event: compute these one by one.
    """
    rule = find_regime(regime)
    where, given = place_and_facts(rule, territory, profile, facts, usual=False)
    known = check_facts(given)
    length = check_delay(rule, delay if isinstance(delay, Delay) else Delay.parse(delay))
    moved = sorted(known.keys() & (rule.moved_by | {"archipelago"}))
    if length.hours or rule.fixed or moved:
        raise InputError(
            Text(
                fr="les colonnes se comptent en jours depuis l'événement lui-même : calculez un par un les heures, les dates fixes et les "
                f"événements déplacés ({', '.join(moved) or '-'}).",
                en="columns are counted in days from the event itself: compute hours, fixed dates and moved events "
                f"({', '.join(moved) or '-'}) one by one.",
            ),
            value=str(length),
        )
    case = Case(rule, length, where, known, rule.articles, "", frozenset(known), Story())
    zero, missing = _ordinals(events, where)
    if not zero.size:
        return DeadlineArrays(_days(zero, missing), _days(zero, missing))
    last, *others = (_back if length.backward else _forward)(zero, case)
    np = _numpy()
    pick = np.maximum if rule.waits else np.minimum
    safe = last
    for other in others:
        safe = pick(safe, other)
    return DeadlineArrays(_days(last, missing), _days(safe, missing))


def add_working_days_array(
    days: object,
    counts: object,
    territory: str = "metropole",
    *,
    week: Week = "ouvre",
    temple: bool | None = None,
) -> Days:
    """Give the *counts*-th working day after each of *days* (before it, where negative); the day itself where the count is zero.

    Raises:
        MissingExtraError: NumPy is not installed.
        DateError: An event is not a day, or an answer leaves the calendar.
        InputError: *counts* are not whole numbers, or not one for each day.
    """
    np = _numpy()
    where = territory_name(territory)
    zero, missing = _ordinals(days, where)
    number = np.asarray(counts)
    if number.dtype.kind not in "iu" and number.size:
        raise InputError(COUNTS_NOT_WHOLE.format(counts=shown(counts)), value=counts)
    number = number.astype(np.int64)
    try:
        zero, number = np.broadcast_arrays(zero, number)
    except ValueError as error:
        raise InputError(
            NOT_PAIRED.format(days=zero.size, counts=number.size), value=counts
        ) from error
    if np.abs(number).max(initial=0) > _LAST:
        out_of_calendar()
    missing = np.broadcast_to(missing, zero.shape)
    if not zero.size:
        return _days(zero, missing)
    found = _add(working_days(where, week_name(week), temple_known(temple)), zero, number)
    return _days(np.where(number == 0, zero, found), missing)


def _forward(zero: Ordinals, case: Case) -> list[Ordinals]:
    rule, delay = case.regime, case.delay
    included = int(rule.counts_first_day or delay.first_day)
    if delay.kind in ("ouvre", "ouvrable"):
        start = zero - included
        ends = [_add(case.working(), start, delay.days)]
        lasts = [_close(ends[0], start, case, case.carrying())]
        return lasts + [
            _close(
                _add(case.working(reading), start, delay.days), start, case, case.carrying(reading)
            )
            for reading in case.readings
        ]
    months = delay.all_months + distance_months(rule, case.territory, case.facts, case.story, 1)
    end = _add_months(zero, months) + delay.all_days - included
    end += int(rule.clear or delay.kind == "franc")
    ends = [end]
    if rule.doubts_month_ends and months:
        ends.append(_add_months(zero + 1, months) + delay.all_days)
    tables = [case.carrying(), *(case.carrying(reading) for reading in case.readings)]
    lasts = [_close(each, zero, case, table) for each in ends for table in tables]
    if rule.open_extension is not None:
        lasts.append(_add(case.carrying("most"), lasts[0] - 1, 1))
    return lasts


def _close(end: Ordinals, zero: Ordinals, case: Case, days: WorkingDays) -> Ordinals:
    if not case.regime.extends:
        return end
    last = _add(days, end - 1, 1)
    if case.regime.two_working_days and case.delay.all_months + case.delay.all_days >= TWO:
        last = _numpy().maximum(last, _add(days, zero, TWO))
    return last


def _back(zero: Ordinals, case: Case) -> list[Ordinals]:
    rule, delay = case.regime, case.delay
    if delay.kind in ("ouvre", "ouvrable"):
        tables = [case.working(), *(case.working(reading) for reading in case.readings)]
        return [_add(table, zero, -delay.days) for table in tables]
    end = _add_months(zero, -delay.all_months) - delay.all_days
    if rule.clear_backward or delay.kind == "franc":
        return [end - 1]
    length = delay.all_months + delay.all_days
    ends = [end]
    if rule.two_working_days and length >= TWO:
        tables = [case.carrying(), *(case.carrying(reading) for reading in case.readings)]
        ends += [_numpy().minimum(end, _add(table, zero, -TWO)) for table in tables]
    settled = rule.open_clear is None or (delay.all_days == 1 and not delay.all_months)
    return ends if settled else [*ends, *(each - 1 for each in ends)]


def _add_months(zero: Ordinals, months: int) -> Ordinals:
    np = _numpy()
    days = (zero - EPOCH).astype("datetime64[D]")
    first = days.astype("datetime64[M]")
    arrival = first + np.timedelta64(months, "M")
    following = arrival + np.timedelta64(1, "M")
    length = (following.astype("datetime64[D]") - arrival.astype("datetime64[D]")).astype(np.int64)
    place = (days - first.astype("datetime64[D]")).astype(np.int64)
    reached: Ordinals = (
        arrival.astype("datetime64[D]").astype(np.int64) + np.minimum(place, length - 1) + EPOCH
    )
    return reached


def _add(table: WorkingDays, start: Ordinals, count: Any) -> Ordinals:
    """Add working days by two look-ups in the prefix sums, laid end to end over the years that are needed."""
    np = _numpy()
    if start.min() < 0 or start.max() > _LAST:
        out_of_calendar()
    # Ten calendar days hold at least two working days, whatever the holidays.
    reach = 5 * int(np.abs(count).max()) + 60
    first = max(int(start.min()) - reach, 1) >> SHIFT
    last = min(int(start.max()) + reach, _LAST) >> SHIFT
    blocks = [block_of(table, number) for number in range(first, last + 1)]
    totals = np.cumsum([0, *(len(block.days) for block in blocks)])
    days = np.concatenate([np.asarray(block.days, dtype=np.int64) for block in blocks])
    before = np.concatenate(
        [
            np.asarray(block.before[:SPAN], dtype=np.int64) + total
            for block, total in zip(blocks, totals, strict=False)
        ]
        + [totals[-1:]]
    )
    offset = start - (first << SHIFT)
    # Forward from the end of the day, backward from its beginning.
    place = np.where(count > 0, before[offset + 1] - 1, before[offset]) + count
    if place.min() < 0 or place.max() >= len(days):
        out_of_calendar()
    found: Ordinals = days[place]
    return found


def _ordinals(events: object, territory: Territory) -> tuple[Ordinals, NDArray[np.bool_]]:
    np = _numpy()
    if _has_zone(events):
        # NumPy would forget the zone, and take the day of UTC for the local one.
        events = list(cast("Iterable[object]", events))
    masked = np.ma.getmaskarray(events) if isinstance(events, np.ma.MaskedArray) else False
    try:
        column = np.asarray(events)
    except ValueError as error:
        raise DateError(RAGGED_COLUMN.format(events=shown(events)), value=events) from error
    if not column.size:
        column = column.astype("datetime64[D]")
    elif column.dtype.kind in "OUT":
        days = [_local_day(value, place, territory) for place, value in enumerate(column.ravel())]
        column = np.array(days, dtype="datetime64[D]").reshape(column.shape)
    elif column.dtype.kind != "M" or np.datetime_data(column.dtype)[0] in COARSE:
        raise DateError(COLUMN_NOT_OF_DAYS.format(events=shown(events)), value=events)
    days = column.astype("datetime64[D]")
    missing = np.isnat(days) | masked
    zero = np.where(missing, EPOCH, days.astype(np.int64) + EPOCH)
    if zero.size and (zero.min() < 1 or zero.max() > _LAST):
        out_of_calendar()
    return zero, missing


def _has_zone(events: object) -> bool:
    """Tell whether a column of pandas, Polars or PyArrow says the time zone of its instants."""
    kind = getattr(events, "dtype", None) or getattr(events, "type", None)
    return any(getattr(kind, name, None) is not None for name in ("tz", "time_zone"))


def _local_day(value: Any, place: int, territory: Territory) -> dt.date | None:
    """Give the local day of one event; nothing where it is missing."""
    if hasattr(value, "as_py"):  # PyArrow wraps its values
        value = value.as_py()
    if isinstance(value, str):  # NumPy wraps its texts
        value = str(value)
    if value is None or type(value).__name__ in MISSING or _is_nan(value):
        return None
    if isinstance(value, str) and value == "NaT":
        return None
    try:
        return day_there(value, territory)
    except DateError as error:
        raise DateError(
            EVENT_OF_COLUMN.format(place=place, fault=error.message), value=value
        ) from None


COARSE = ("Y", "M", "W")
"""Units of NumPy that are longer than a day: a month is no day."""

MISSING = frozenset({"NAType", "NaTType"})
"""The types of what pandas writes for a day that is missing."""


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and value != value  # noqa: PLR0124  # that is how NaN is told


def _days(ordinals: Ordinals, missing: NDArray[np.bool_]) -> Days:
    np = _numpy()
    if ordinals.size and (ordinals.min() < 1 or ordinals.max() > _LAST):
        out_of_calendar()
    days: Days = np.where(
        missing, np.datetime64("NaT", "D"), (ordinals - EPOCH).astype("datetime64[D]")
    )
    return days


def _numpy() -> Any:
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtraError(
            "bulk", Text(fr="compter des colonnes entières", en="counting whole columns")
        ) from error
    return np
