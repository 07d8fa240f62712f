"""Whole columns give, day by day, what one deadline gives."""

import datetime as dt
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnt_core.deadlines import TERRITORIES, add_working_days, deadline
from tnt_core.deadlines.arrays import add_working_days_array, deadline_arrays
from tnt_core.errors import DateError, InputError, MissingExtraError

COUNTED = [
    ("franc", "P2M"),
    ("franc", "P15D"),
    ("franc", "P1M15D"),
    ("cpc", "P1M"),
    ("cpc", "-P6W"),
    ("crpa", "P2M"),
    ("crpa", "10 jours ouvrés"),
    ("eu-1182-71", "P2D"),
    ("eu-1182-71", "-P3D"),
    ("eu-1182-71", "P1D"),
    ("ouvres", "-3 jours ouvrés"),
    ("ouvrables+642", "5 jours ouvrables"),
    ("ouvrables-count", "5 jours ouvrables"),
    ("convocations", "5 jours francs"),
    ("convocations", "-P12D"),
    ("standstill", "P16D"),
    ("paiement", "P30D"),
    ("crpa", "P1M (jour d'envoi compris)"),
]
DAYS = st.lists(st.dates(dt.date(1980, 1, 1), dt.date(2050, 1, 1)), min_size=1, max_size=20)


@pytest.mark.parametrize(("regime", "delay"), COUNTED)
@given(DAYS, st.sampled_from(TERRITORIES), st.sampled_from([None, True, False]))
@settings(max_examples=40)
def test_a_column_equals_its_days_one_by_one(regime, delay, days, territory, temple):
    ask = {"regime": regime, "territory": territory, "facts": {"temple": temple}}
    column = deadline_arrays(days, delay, **ask)
    single = [deadline(day, delay, **ask) for day in days]
    assert column.legal.tolist() == [found.legal_date for found in single]
    assert column.safe.tolist() == [found.safe_date for found in single]


@given(
    DAYS,
    st.integers(-300, 300),
    st.sampled_from(TERRITORIES),
    st.sampled_from(["ouvre", "ouvrable"]),
)
def test_a_column_of_working_days_equals_its_days_one_by_one(days, count, territory, week):
    column = add_working_days_array(days, count, territory, week=week)
    assert column.tolist() == [add_working_days(day, count, territory, week=week) for day in days]


def test_counts_may_be_a_column_too():
    days = np.array(["2026-04-30", "2026-05-11", "2026-05-09"], dtype="datetime64[D]")
    found = add_working_days_array(days, [5, -5, 0])
    assert [str(day) for day in found] == ["2026-05-11", "2026-04-30", "2026-05-09"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1.5], "whole numbers; got"),
        (["a"], "whole numbers"),
        ([None], "whole numbers"),
        ([True], "whole numbers"),
        ([1, 2, 3], "2 days and 3 counts do not pair"),
        ([10**18], "leaves the calendar"),
    ],
)
def test_what_is_no_count_is_refused(counts, said):
    with pytest.raises(InputError, match=said):
        add_working_days_array(["2026-04-30", "2026-05-11"], counts)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(["2026-11-20", None], dtype="string"),
        pd.Series([dt.date(2026, 11, 20), None], dtype=pd.ArrowDtype(pa.date32())),
        pd.Series(["2026-11-20", pd.NA], dtype="object"),
        pd.Series([dt.date(2026, 11, 20), pd.NaT], dtype="object"),
        [dt.date(2026, 11, 20), float("nan")],
        [np.datetime64("2026-11-20"), None],
        np.ma.array(np.array(["2026-11-20", "2026-12-20"], "datetime64[D]"), mask=[False, True]),
    ],
)
def test_a_day_that_is_missing_in_any_way_stays_missing(column):
    found = deadline_arrays(column, "P2M", regime="franc")
    assert found.legal.tolist() == [dt.date(2027, 1, 21), None]


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(DateError, match="rows of different lengths"):
        deadline_arrays([["2026-01-31"], ["2026-01-31", "2026-02-01"]], "P2M", regime="franc")


def test_the_offset_tells_the_archipelago_in_columns_too():
    event = "2026-05-23T00:15:00-09:00"
    ask = {"regime": "cpc", "territory": "polynesie"}
    column = deadline_arrays([event], "P1M", **ask)
    assert column.legal.tolist() == [deadline(event, "P1M", **ask).legal_date]
    assert add_working_days_array([event], 1, "polynesie").tolist() == [
        add_working_days(event, 1, "polynesie")
    ]


def test_distance_is_counted_for_the_whole_column():
    far = deadline_arrays(["2026-01-12"], "P1M", regime="franc", facts={"residence": "etranger"})
    assert far.legal.tolist() == [dt.date(2026, 4, 13)]


def test_a_missing_day_stays_missing_and_an_empty_column_empty():
    found = deadline_arrays(["2026-11-20", "NaT"], "P2M", regime="franc")
    assert found.legal.tolist() == [dt.date(2027, 1, 21), None]
    assert deadline_arrays([], "P2M", regime="franc").safe.size == 0
    assert add_working_days_array([], 3).size == 0


LATE = "2026-11-20T23:30:00-05:00"
"""In Paris, already the next day."""


@pytest.mark.parametrize("territory", ["metropole", "guadeloupe", "polynesie"])
def test_the_day_of_an_instant_is_that_of_the_territory(territory):
    moment = dt.datetime.fromisoformat(LATE)
    columns = [
        [LATE, None],
        [moment, None],
        np.array([moment, None], dtype=object),
        pd.Series([moment, None]),
        pl.Series([moment, None]),
        pl.Series([moment, None]).dt.convert_time_zone("Asia/Tokyo"),
        pa.array([moment, None], pa.timestamp("us", "Europe/Paris")),
    ]
    expected = deadline(LATE, "P2M", regime="franc", territory=territory).legal_date
    for column in columns:
        found = deadline_arrays(column, "P2M", regime="franc", territory=territory)
        assert found.legal.tolist() == [expected, None]
    assert add_working_days_array([LATE], 3, territory).tolist() == [
        add_working_days(LATE, 3, territory)
    ]


def test_instants_without_a_zone_keep_their_own_day():
    moment = dt.datetime(2026, 11, 20, 23, 30)  # noqa: DTZ001  # what the test is about
    for column in ([moment], pd.Series([moment]), pl.Series([moment]), pa.array([moment])):
        found = deadline_arrays(column, "P2M", regime="franc")
        assert found.legal.tolist() == [dt.date(2027, 1, 21)]


def test_columns_may_have_any_shape_and_library():
    days = [dt.date(2026, 11, 20), None]
    for column in (days, pd.Series(days), pl.Series(days), pa.array(days), pd.to_datetime(days)):
        found = deadline_arrays(column, "P2M", regime="franc")
        assert found.legal.tolist() == [dt.date(2027, 1, 21), None]
    square = deadline_arrays([days, days], "P2M", regime="franc").legal
    assert square.tolist() == [[dt.date(2027, 1, 21), None]] * 2


@pytest.mark.parametrize(
    ("regime", "delay", "facts"),
    [
        ("gdpr-hours", "72 h", {}),
        ("urbanisme", "P2M", {"acknowledged": "2026-01-01"}),
    ],
)
def test_what_is_not_counted_from_the_event_is_refused(regime, delay, facts):
    with pytest.raises(InputError, match="one by one"):
        deadline_arrays(["2026-11-20"], delay, regime=regime, facts=facts)


def test_what_is_no_column_of_days_is_refused():
    for column in ([20260101], np.array([1, 2]), [2.5], np.array([True])):
        with pytest.raises(DateError, match="does not hold days"):
            deadline_arrays(column, "P2M", regime="franc")
    for column in (np.array(["2026-11"], "datetime64[M]"), np.array(["2026"], "datetime64[Y]"), [np.datetime64("2026-11", "W")]):  # fmt: skip
        with pytest.raises(DateError, match="does not hold days"):
            deadline_arrays(column, "P2M", regime="franc")
    with pytest.raises(DateError, match="event 0 of the column: '20261120' is not a day"):
        deadline_arrays(["20261120"], "P2M", regime="franc")
    for column in (["2026-11-20", "hier"], [None, 3], [None, "2026-11"], [None, b"2026-11-20"]):
        with pytest.raises(DateError, match="event 1 of the column"):
            deadline_arrays(column, "P2M", regime="franc")
    with pytest.raises(DateError, match="leaves the calendar"):
        deadline_arrays(np.array(["12000-01-01"], "datetime64[D]"), "P2M", regime="franc")
    with pytest.raises(DateError, match="leaves the calendar"):
        deadline_arrays(["9999-12-30"], "P2M", regime="crpa")
    with pytest.raises(DateError, match="leaves the calendar"):
        deadline_arrays(["9999-12-30"], "P9999M", regime="crpa")
    with pytest.raises(DateError, match="leaves the calendar"):
        deadline_arrays(["9999-12-30"], "P9999D", regime="cpc")
    for day, count in (("9999-12-28", 5), ("0001-01-03", -5)):
        with pytest.raises(DateError, match="leaves the calendar"):
            add_working_days_array([day], count)


def test_without_numpy_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError, match=r"tnt-core\[bulk\]"):
        add_working_days_array(["2026-01-01"], 1)
