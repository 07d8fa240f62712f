"""One reader of days: every door takes the same forms, and refuses the same ones."""

import datetime as dt

import numpy as np
import pandas as pd
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tnt_core as tnt
from tnt_core.days import (
    at_local_time,
    day_of,
    in_zone,
    local_day,
    maybe_day,
    moment_of,
    read,
    today,
    typed,
    year_of,
)
from tnt_core.errors import DateError
from tnt_core.texts import LANGS, format_date

DAY = dt.date(2026, 11, 20)

FORMS = {
    "date": DAY,
    "text": "2026-11-20",
    "pendulum day": pendulum.date(2026, 11, 20),
    "pendulum instant": pendulum.datetime(2026, 11, 20, 12, tz="Europe/Paris"),
    "python instant": dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC),
    "naive instant": dt.datetime(2026, 11, 20, 23, 59),  # noqa: DTZ001  # that is the case
    "text of an instant": "2026-11-19T23:30Z",
    "text with nanoseconds": "2026-11-20T12:00:00.123456789",
    "NumPy day": np.datetime64("2026-11-20"),
    "NumPy instant": np.datetime64("2026-11-20T12:00:00.000000001"),
    "pandas": pd.Timestamp("2026-11-20"),
    "pandas with a zone": pd.Timestamp("2026-11-19T23:30", tz="UTC"),
}

REFUSED = {
    "compact": "20261120",
    "week": "2026-W47-5",
    "compact week": "2026W475",
    "month": "2026-11",
    "slashes": "20/11/2026",
    "words": "20 novembre 2026",
    "no such day": "2026-02-30",
    "blanks": " 2026-11-20 ",
    "other digits": "２026-11-20",
    "number": 20261120,
    "yes": True,
    "nothing": None,
    "NaT": pd.NaT,
    "NumPy NaT": np.datetime64("NaT", "D"),
    "NumPy month": np.datetime64("2026-11"),
    "NumPy week": np.datetime64("2026-11-20", "W"),
    "NumPy beyond the calendar": np.datetime64(10**15, "D"),
    "time": dt.time(12),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_day(form):
    found = day_of(FORMS[form])
    assert found == DAY
    assert type(found) is dt.date


DOORS = {
    "agenda": lambda day: tnt.agenda(TOWN, on=day).on,
    "agenda until": lambda day: tnt.agenda(TOWN, on="2026-01-01", until=day).until,
    "agenda known_on": lambda day: tnt.agenda(TOWN, on="2026-01-01", known_on=day).known_on,
    "deadline": lambda day: tnt.deadline(day, "P1D", regime="cgct-jours").event,
    "fact of a deadline": lambda day: (
        tnt.deadline("2026-11-20", "P2M", regime="crpa", facts={"completed": day}).steps[0].day
    ),
    "fact of a rule": lambda day: VOCABULARY.check({"built": day})["built"],
}

TOWN = tnt.Profile(kind="commune", population_total=3400)
VOCABULARY = tnt.rules.Vocabulary.from_table({"built": {"type": "date", "label": "built"}})


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("form", FORMS)
def test_every_door_takes_every_form(door, form):
    assert DOORS[door](FORMS[form]) == DAY


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("form", sorted(REFUSED.keys() - {"nothing"}))
def test_every_door_refuses_what_is_no_day_and_shows_what_to_write(door, form):
    with pytest.raises(
        tnt.TntError, match=r"is not a day of the calendar\. Write it as 2026-11-20"
    ):
        DOORS[door](REFUSED[form])


@pytest.mark.parametrize("form", REFUSED)
def test_the_reader_refuses_it_too(form):
    with pytest.raises(DateError, match="Write it as 2026-11-20"):
        day_of(REFUSED[form])


def test_the_argument_is_named_where_there_are_several():
    with pytest.raises(DateError, match=r"^until: 'soon' is not a day"):
        day_of("soon", name="until")
    assert maybe_day(None) is None
    assert maybe_day("2026-11-20") == DAY


def test_an_instant_is_its_day_where_the_case_is():
    moment = "2026-12-31T23:30:00Z"
    assert day_of(moment) == dt.date(2027, 1, 1)
    assert day_of(moment, "America/Guadeloupe") == dt.date(2026, 12, 31)
    overseas = tnt.Profile(kind="commune", territory="guadeloupe")
    assert tnt.agenda(overseas, on=moment).on == dt.date(2026, 12, 31)
    assert tnt.agenda(TOWN, on=moment).on == dt.date(2027, 1, 1)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_what_people_type_comes_back(day):
    written = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}"]
    written += [format_date(day, lang) for lang in LANGS]
    assert {typed(text) for text in written} == {day}


@pytest.mark.parametrize(
    "text", ["31/02/2026", "32/01/2026", "1/2/26", "20 brumaire 2026", "demain", "", "20261120"]
)
def test_what_nobody_can_read_is_refused_as_it_was_typed(text):
    with pytest.raises(DateError, match=f"'{text}' is not a day of the calendar"):
        typed(text)


def test_typed_words_may_be_spaced_and_in_capitals():
    assert typed("  1ER  JANVIER   2027 ") == typed("1st January 2027") == dt.date(2027, 1, 1)
    assert typed("20 fevrier 2026") == typed("20 Février 2026") == dt.date(2026, 2, 20)


def test_a_period_in_hours_starts_at_an_instant():
    moment = moment_of("2026-05-22T14:30:00Z")
    assert moment == dt.datetime(2026, 5, 22, 14, 30, tzinfo=dt.UTC)
    for no_moment in (dt.date(2026, 5, 22), "2026-05-22T16:30:00"):
        with pytest.raises(DateError, match="starts at an instant"):
            moment_of(no_moment)


def test_a_year_is_a_year_or_a_day_of_it():
    assert year_of(2026) == year_of("2026") == year_of("2026-11-20") == year_of(DAY) == 2026
    for no_year in (0, 10_000, True, "26"):
        with pytest.raises(DateError):
            year_of(no_year)


def test_the_clock_is_read_in_a_zone():
    # The two zones are a day and an hour apart, so that they are never on the same day.
    assert today("Pacific/Kiritimati") - today("Pacific/Pago_Pago") >= dt.timedelta(days=1)
    assert today() in {today("Pacific/Kiritimati"), today("Pacific/Pago_Pago")}


def test_the_calendar_ends():
    last = dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC)
    with pytest.raises(DateError, match="leaves the calendar"):
        in_zone(last, "Pacific/Noumea")
    with pytest.raises(DateError, match="leaves the calendar"):
        local_day(read(last), "Pacific/Noumea")


def test_a_local_time_is_an_instant():
    assert at_local_time(DAY, "16:30", "Europe/Paris").isoformat() == "2026-11-20T16:30:00+01:00"
