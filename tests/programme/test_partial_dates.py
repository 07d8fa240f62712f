"""Dates as precise as they are known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.errors import DateError
from tnt_core.model.partial_dates import PartialDate
from tnt_core.rules import Truth

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))


@st.composite
def partial_dates(draw):
    day = draw(DAYS)
    precision = draw(st.sampled_from(["day", "month", "year"]))
    return PartialDate(
        day.year,
        None if precision == "year" else day.month,
        day.day if precision == "day" else None,
    )


@given(partial_dates())
def test_what_is_written_is_read_again(date):
    assert PartialDate.parse(str(date)) == date


@given(partial_dates(), DAYS)
def test_a_date_passed_was_reached_and_neither_changes_its_mind(date, day):
    later = day + dt.timedelta(days=1)
    if date.passed(day) is Truth.YES:
        assert date.reached(day) is Truth.YES
    if date.reached(day) is Truth.YES:
        assert date.reached(later) is Truth.YES
    assert (date.reached(day) is Truth.UNKNOWN) <= (date.precision != "day")
    assert date.first <= date.last


@pytest.mark.parametrize(
    ("written", "fr", "en", "precision", "first", "last"),
    [
        ("2021-12-08", "8 décembre 2021", "8 December 2021", "day", "2021-12-08", "2021-12-08"),
        ("2024-02", "février 2024", "February 2024", "month", "2024-02-01", "2024-02-29"),
        ("2021", "2021", "2021", "year", "2021-01-01", "2021-12-31"),
    ],
)
def test_a_date_is_said_as_precise_as_it_is(written, fr, en, precision, first, last):
    date = PartialDate.parse(written)
    assert (date.label("fr"), date.label("en"), date.precision) == (fr, en, precision)
    assert (str(date.first), str(date.last)) == (first, last)


def test_a_day_of_the_calendar_is_a_date():
    assert PartialDate.parse(dt.date(2021, 5, 31)) == PartialDate(2021, 5, 31)


@pytest.mark.parametrize(
    "written", ["", "2021-13", "2021-02-30", "soon", "21", "2021-1", None, "0000"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(DateError, match="write a day as 2021-12-08"):
        PartialDate.parse(written)


def test_a_day_needs_its_month():
    with pytest.raises(DateError):
        PartialDate(2021, None, 8)


def test_less_precise_dates_come_first():
    written = ["2022", "2021-12-08", "2021-12", "2021"]
    dates = sorted(PartialDate.parse(one) for one in written)
    assert [str(date) for date in dates] == ["2021", "2021-12", "2021-12-08", "2022"]
