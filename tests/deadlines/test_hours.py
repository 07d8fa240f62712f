"""Periods in hours: elapsed hours, across changes of clocks, in the local time of the territory."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.days import at_local_time
from tnt_core.deadlines import REGIMES, TERRITORIES, Deadline, deadline
from tnt_core.errors import DateError


def test_the_strict_end_is_the_limit_and_the_minute_is_the_target():
    found = deadline("2026-05-22T16:30:00+02:00", regime="gdpr-hours")
    assert found.instant.isoformat() == "2026-05-25T17:00:00+02:00"
    assert found.safe_instant.isoformat() == "2026-05-25T16:30:00+02:00"
    assert [notice.code for notice in found.warnings] == ["hour-start", "note"]
    moments = [
        "2026-05-25T16:30:00+02:00",
        "2026-05-25T16:45:00+02:00",
        "2026-05-25T17:01:00+02:00",
    ]
    assert [found.in_time(moment) for moment in moments] == [True, None, False]
    with pytest.raises(DateError, match="starts at an instant"):
        found.in_time("2026-05-25")


def test_from_hour_to_hour_has_one_reading():
    found = deadline("2026-05-22T16:30:00+02:00", "48 h", regime="heures")
    assert found.instant == found.safe_instant
    assert found.instant.isoformat() == "2026-05-24T16:30:00+02:00"
    assert found.warnings == ()


def test_a_wait_in_hours_is_over_after_the_later_reading():
    waiting = attrs.evolve(REGIMES["gdpr-hours"], waits=True)
    found = deadline("2026-05-22T16:30:00+02:00", "72 h", regime=waiting)
    moments = [
        "2026-05-25T16:30:00+02:00",
        "2026-05-25T16:45:00+02:00",
        "2026-05-25T17:01:00+02:00",
    ]
    assert [found.in_time(moment) for moment in moments] == [False, False, True]
    assert found.safe_instant == found.instant


def test_72_hours_are_elapsed_hours_when_the_clocks_change():
    spring = deadline("2026-03-27T10:00:00+01:00", "72 h", regime="heures")
    assert spring.instant.isoformat() == "2026-03-30T11:00:00+02:00"
    # Miquelon changes its clocks on North American days
    miquelon = deadline("2026-03-06T10:00:00-03:00", "72 h", regime="heures", territory="spm")
    assert miquelon.instant.isoformat() == "2026-03-09T11:00:00-02:00"


@pytest.mark.parametrize(
    "event",
    [
        "2026-05-22",
        "2026-05-22T16:30",
        dt.date(2026, 5, 22),
        dt.datetime.combine(dt.date(2026, 5, 22), dt.time(16)),
    ],
)
def test_a_naive_instant_is_refused_with_what_to_write(event):
    with pytest.raises(
        DateError, match=r"with its offset.*Write for instance 2026-11-20T16:30:00\+01:00"
    ):
        deadline(event, "72 h", regime="gdpr-hours")


def test_what_is_no_instant_is_refused():
    with pytest.raises(DateError, match="is not a day of the calendar"):
        deadline(72, "72 h", regime="gdpr-hours")


@pytest.mark.parametrize(
    ("offset", "facts", "zone"),
    [
        ("-10:00", {}, "Pacific/Tahiti"),
        ("-09:30", {}, "Pacific/Marquesas"),
        ("-09:00", {}, "Pacific/Gambier"),
        ("+02:00", {}, "Pacific/Tahiti"),
        ("+02:00", {"archipelago": "marquises"}, "Pacific/Marquesas"),
    ],
)
def test_polynesie_has_three_local_times(offset, facts, zone):
    found = deadline(
        f"2026-06-12T09:10:00{offset}",
        "72 h",
        regime="gdpr-hours",
        territory="polynesie",
        facts=facts,
    )
    assert found.zone == zone


# Hypothesis asks for naive bounds beside the zone.
first, last = (dt.datetime.combine(dt.date(year, 1, 1), dt.time.min) for year in (1990, 2040))
moments = st.datetimes(first, last, timezones=st.just(dt.UTC))


@given(moments, st.sampled_from(TERRITORIES), st.integers(1, 500))
def test_the_strict_end_is_less_than_an_hour_after_the_target_on_a_full_local_hour(
    moment, territory, hours
):
    found = deadline(moment, f"{hours} h", regime="gdpr-hours", territory=territory)
    wait = found.instant - found.safe_instant
    assert dt.timedelta(0) < wait <= dt.timedelta(hours=1)
    assert (found.instant.minute, found.instant.second, found.instant.microsecond) == (0, 0, 0)
    assert found.safe_instant - moment == dt.timedelta(hours=hours)
    assert Deadline.from_json(found.to_json()) == found


def test_an_event_may_be_given_in_local_time():
    assert (
        at_local_time(dt.date(2026, 5, 22), "16:30", "America/Guadeloupe").isoformat()
        == "2026-05-22T16:30:00-04:00"
    )
    for time in ("25:00", "16 h", "16:30+02:00"):
        with pytest.raises(DateError, match=r"is not a local time\. Write for instance 16:30"):
            at_local_time(dt.date(2026, 5, 22), time, "Europe/Paris")
    for day in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        with pytest.raises(DateError, match="happened twice or never"):
            at_local_time(day, "02:30", "Europe/Paris")
