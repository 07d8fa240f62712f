"""Holidays as law, working days, local time."""

import datetime as dt
import json
import typing
from pathlib import Path

import holidays as pypi
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.deadlines import (
    TERRITORIES,
    add_working_days,
    count_working_days,
    holidays,
    is_working_day,
)
from tnt_core.deadlines.calendars import zone_name
from tnt_core.deadlines.holiday_rules import NATIONAL
from tnt_core.deadlines.territories import Territory
from tnt_core.deadlines.working_days import is_doubtful, working_days
from tnt_core.errors import DateError, FactError, InputError, UnknownNameError
from tnt_core.model import territory as model
from tnt_core.packages import read_json

ORACLE = json.loads(
    (Path(__file__).parents[1] / "data" / "holidays.json").read_text(encoding="utf-8")
)
STRENGTH = ["legal", "local-text", "conditional", "disputed", "usage"]
YEARS = range(1990, 2041)


def by_status(year, territory):
    strongest = {}
    for day in holidays(year, territory):
        known = strongest.get(day.date, day.status)
        strongest[day.date] = min(known, day.status, key=STRENGTH.index)
    found = {}
    for day, status in strongest.items():
        found.setdefault(status, []).append(f"{day:%m-%d}")
    return {status: " ".join(days) for status, days in found.items()}


def test_the_territories_are_those_of_the_model():
    assert typing.get_args(Territory) == typing.get_args(model.Territory) == TERRITORIES
    assert set(ORACLE) == {*read_json("holidays")} - {NATIONAL} == set(TERRITORIES)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_the_holidays_of_each_year_are_those_of_the_oracle_by_status(territory):
    assert {str(year): by_status(year, territory) for year in YEARS} == ORACLE[territory]


SUBDIVISIONS = {
    "metropole": None, "alsace-moselle": "57", "guadeloupe": "971", "martinique": "972", "guyane": "973", "reunion": "974",
    "mayotte": "976", "saint-barthelemy": "BL", "saint-martin": "MF", "spm": "PM", "polynesie": "PF", "nouvelle-caledonie": "NC",
    "wallis": "WF",
}  # fmt: skip

EXPLAINED = [
    # the package leaves Whit Monday out in the three years when it was the default solidarity day; it stayed a holiday
    (SUBDIVISIONS, range(2005, 2008), "Lundi de Pentecôte"),
    # 27 May was a holiday of the communes of Guadeloupe that these two were until 2007
    (["saint-barthelemy"], range(1990, 2008), "Abolition de l'esclavage"),
    # the law says 27 May; the package follows the practice, 28 May
    (["saint-martin"], range(1990, 2041), "Abolition de l'esclavage"),
    # abolished by a law of 2025 whose effect in that year is not settled
    (["polynesie"], [2025], "Fête de l'autonomie"),
]
"""What the package lacks, and why we keep it."""


def explained(territory, year, name):
    return any(
        territory in territories and year in years and name == wanted
        for territories, years, wanted in EXPLAINED
    )


@pytest.mark.parametrize("territory", TERRITORIES)
def test_the_holidays_are_those_of_an_independent_package_but_for_explained_differences(territory):
    for year in YEARS:
        theirs = set(pypi.France(subdiv=SUBDIVISIONS[territory], years=year))
        ours = {}
        for day in holidays(year, territory):
            ours.setdefault(day.date, []).append(day)
        usages = {date for date, days in ours.items() if all(d.status == "usage" for d in days)}
        # The package mixes customs with law: whatever it adds is a custom here, and extends no period.
        assert theirs - set(ours) == set(), year
        for date in set(ours) - usages - theirs:
            assert all(explained(territory, year, day.name.fr) for day in ours[date]), date


def test_a_custom_never_stops_work():
    # Mid-Lent in Guadeloupe, Thursday 12 March 2026
    assert is_working_day(dt.date(2026, 3, 12), "guadeloupe")
    assert not is_working_day(dt.date(2026, 5, 27), "guadeloupe")
    assert is_working_day(dt.date(2026, 5, 27), "martinique")


def test_good_friday_in_alsace_moselle_depends_on_the_temple():
    good_friday = dt.date(2026, 4, 3)
    assert not is_working_day(good_friday, "alsace-moselle")
    assert not is_working_day(good_friday, "alsace-moselle", temple=True)
    assert is_working_day(good_friday, "alsace-moselle", temple=False)
    assert is_working_day(good_friday, "metropole", temple=True)


def test_a_disputed_day_counts_where_the_text_in_force_names_it():
    doubtful = {territory for territory in TERRITORIES if is_doubtful(territory)}
    assert doubtful == {"alsace-moselle", "saint-barthelemy", "saint-martin", "polynesie"}
    assert not is_working_day(dt.date(2026, 5, 27), "saint-martin")
    assert is_working_day(dt.date(2026, 5, 28), "saint-martin")
    fewest = working_days("saint-martin", reading="fewest")
    most = working_days("saint-martin", reading="most")
    week = (dt.date(2026, 5, 25).toordinal(), dt.date(2026, 5, 29).toordinal())
    assert (fewest.count(*week), most.count(*week)) == (4, 2)  # Whit Monday in both


def test_only_polynesie_has_several_zones():
    assert zone_name("polynesie") == "Pacific/Tahiti"
    assert zone_name("polynesie", "marquises") == "Pacific/Marquesas"
    assert zone_name("polynesie", "gambier") == "Pacific/Gambier"
    assert zone_name("spm", "gambier") == "America/Miquelon"


def test_unknown_places_and_years_are_refused_with_what_to_write():
    with pytest.raises(UnknownNameError, match="Nearest: guadeloupe"):
        holidays(2026, "guadelupe")
    with pytest.raises(UnknownNameError, match=r"unknown territory 'atlantide'\. Known: metropole"):
        add_working_days(dt.date(2026, 1, 1), 1, "atlantide")
    for year in (0, 10000, "2026", True):
        with pytest.raises(DateError, match="not a year of the calendar"):
            holidays(year)


def test_a_count_that_leaves_the_calendar_is_refused():
    with pytest.raises(DateError, match="leaves the calendar"):
        add_working_days(dt.date(9999, 12, 30), 5)
    with pytest.raises(DateError, match="leaves the calendar"):
        add_working_days(dt.date(1, 1, 2), -5)
    with pytest.raises(DateError, match="leaves the calendar"):
        add_working_days(dt.date(1, 1, 2), 10_000_000)


DAYS = st.dates(dt.date(1985, 1, 1), dt.date(2060, 12, 31))
WEEKS = st.sampled_from(["ouvre", "ouvrable"])
PLACES = st.sampled_from(TERRITORIES)


@given(DAYS, st.integers(1, 300), PLACES, WEEKS)
def test_adding_is_counting(day, count, territory, week):
    later = add_working_days(day, count, territory, week=week)
    next_day = day + dt.timedelta(days=1)
    assert is_working_day(later, territory, week=week)
    assert count_working_days(next_day, later, territory, week=week) == count


@given(DAYS, st.integers(1, 300), PLACES, WEEKS)
def test_back_is_the_inverse_of_forward_from_a_working_day(day, count, territory, week):
    start = add_working_days(day, 1, territory, week=week)
    later = add_working_days(start, count, territory, week=week)
    assert add_working_days(later, -count, territory, week=week) == start


@given(DAYS, st.integers(-60, 60), PLACES, WEEKS)
def test_the_prefix_sums_agree_with_counting_day_by_day(day, count, territory, week):
    last = 5 if week == "ouvre" else 6
    step = dt.timedelta(days=1 if count > 0 else -1)
    walked, left = day, abs(count)
    while left:
        walked += step
        off = {
            h.date
            for h in holidays(walked.year, territory)
            if h.status != "usage" and (h.status != "disputed" or h.follows_text)
        }
        left -= walked.isoweekday() <= last and walked not in off
    assert add_working_days(day, count, territory, week=week) == walked


def test_counting_across_blocks_of_years_and_backwards():
    first, last = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
    total = count_working_days(first, last)
    assert add_working_days(dt.date(1899, 12, 31), total) <= last
    assert add_working_days(add_working_days(first, total), -total) <= first
    assert count_working_days(last, first) == 0


def test_threads_share_the_same_answers():
    from concurrent.futures import ThreadPoolExecutor

    from tnt_core.deadlines import calendars
    from tnt_core.deadlines import working_days as room

    for cache in (room._block, calendars._holidays, room.working_days):
        cache.cache_clear()
    days = [dt.date(1990, 1, 1) + dt.timedelta(days=37 * n) for n in range(400)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda day: add_working_days(day, 50, "polynesie"), days))
    assert found == [add_working_days(day, 50, "polynesie") for day in days]


@pytest.mark.parametrize("week", ["ouvrables", "foo", None, ["ouvre"]])
def test_an_unknown_week_is_refused_with_the_nearest(week):
    day = dt.date(2026, 4, 30)
    for ask in (
        lambda: add_working_days(day, 5, week=week),
        lambda: count_working_days(day, day, week=week),
        lambda: is_working_day(day, week=week),
    ):
        with pytest.raises(UnknownNameError, match="unknown week"):
            ask()


@pytest.mark.parametrize("count", [True, 1.5, "5", None])
def test_working_days_are_counted_in_whole_numbers(count):
    with pytest.raises(InputError, match="whole numbers"):
        add_working_days(dt.date(2026, 4, 30), count)


def test_working_days_take_the_days_that_a_deadline_takes():
    assert add_working_days("2026-04-30", 5) == dt.date(2026, 5, 11)
    assert add_working_days("2026-04-30", 0) == dt.date(2026, 4, 30)
    assert count_working_days("2023-08-14", "2023-08-19T09:00", week="ouvrable") == 5
    assert not is_working_day("2026-05-01")
    with pytest.raises(DateError, match="not a day"):
        is_working_day("30/04/2026")


def test_a_territory_that_is_no_text_is_refused():
    with pytest.raises(UnknownNameError, match="unknown territory"):
        is_working_day("2026-05-01", ["metropole"])


def test_the_plural_of_a_week_is_told_its_singular():
    with pytest.raises(UnknownNameError) as refused:
        add_working_days("2026-04-30", 5, week="ouvrables")
    assert refused.value.suggestions[0] == "ouvrable"


@pytest.mark.parametrize("temple", [0, 1, "non", [], np.False_])
def test_whether_there_is_a_temple_is_said_plainly(temple):
    with pytest.raises(FactError, match="give True, False, or None where it is not known"):
        is_working_day("2026-04-03", "alsace-moselle", temple=temple)
    assert is_working_day("2026-04-03", "alsace-moselle", temple=False)


@pytest.mark.parametrize("name", [np.array([1, 2]), [], None, 3])
def test_a_territory_or_a_week_is_a_name(name):
    with pytest.raises(UnknownNameError):
        is_working_day("2026-04-03", name)
    with pytest.raises(UnknownNameError):
        is_working_day("2026-04-03", week=name)
