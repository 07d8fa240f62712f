"""The four schedules: their days, their past, and what was known of them."""

import datetime as dt
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.deadlines import Delay
from tnt_core.errors import DateError, InputError
from tnt_core.model.schedules import Ending, Milestone, OnEvent, Recurring, Standing
from tnt_core.model.versions import Dated
from tnt_core.texts import Text

DAY = dt.date.fromisoformat
EVENT = Text(fr="réception", en="receipt")
FILING = Milestone(
    due=DAY("2022-01-01"),
    published=DAY("2018-11-06"),
    text="decret-2018-954",
    history=(
        Milestone(due=DAY("2016-11-07"), published=DAY("2014-11-07")),
        Milestone(due=DAY("2018-11-08"), published=DAY("2016-11-06")),
    ),
)


@pytest.mark.parametrize(
    ("known_on", "due"),
    [
        ("2014-11-06", None),
        ("2014-11-07", "2016-11-07"),
        ("2016-11-06", "2018-11-08"),
        ("2018-11-05", "2018-11-08"),
        ("2018-11-06", "2022-01-01"),
    ],
)
def test_the_newest_version_published_by_then_wins(known_on, due):
    known = FILING.as_known(DAY(known_on))
    assert (known and str(known.due)) == due
    assert FILING.published_by(DAY(known_on)) is (due is not None)


def test_without_a_day_of_knowledge_all_is_known():
    assert FILING.as_known(None) is FILING


def test_the_past_of_a_version_is_what_was_published_before_it():
    known = FILING.as_known(DAY("2017-01-01"))
    assert [str(version.due) for version in known.history] == ["2016-11-07"]
    assert FILING.as_known(DAY("2026-01-01")) == FILING


def test_a_history_is_written_oldest_first():
    with pytest.raises(InputError, match="oldest first"):
        Milestone(due=DAY("2020-01-01"), published=DAY("2017-01-01"), history=(FILING,))


def test_an_unknown_publication_is_neither_yes_nor_no_until_the_duty_binds():
    standing = Standing(since=DAY("2020-01-01"))
    assert standing.published_by(DAY("2019-01-01")) is None
    assert standing.published_by(DAY("2020-01-01")) is True
    assert standing.as_known(DAY("2019-01-01")) == standing
    assert Standing().published_by(DAY("2026-01-01")) is None


def test_a_newer_version_that_may_have_been_published_is_told():
    moved = Milestone(
        due=DAY("2022-01-01"),
        history=(Milestone(due=DAY("2018-01-01"), published=DAY("2016-01-01")),),
    )
    day = DAY("2017-01-01")
    assert str(moved.as_known(day).due) == "2018-01-01"
    assert moved.may_be_newer(day)
    assert not moved.may_be_newer(DAY("2022-01-01"))
    assert not FILING.may_be_newer(day)
    both_unknown = Milestone(due=DAY("2022-01-01"), history=(Milestone(due=DAY("2018-01-01")),))
    assert both_unknown.may_be_newer(day)
    assert not Standing().may_be_newer(day)


def test_an_end_is_known_only_once_published():
    duty = Standing(
        since=DAY("2015-01-01"),
        published=DAY("2014-01-01"),
        ends=Ending(day=DAY("2025-01-01"), published=DAY("2024-06-01"), text="loi"),
    )
    assert duty.as_known(DAY("2024-05-31")).ends is None
    assert duty.as_known(DAY("2024-06-01")).ends == duty.ends
    assert duty.ended_on(DAY("2025-01-01"))
    assert not duty.ended_on(DAY("2024-12-31"))
    assert not Standing().ended_on(DAY("2025-01-01"))


def test_an_end_without_a_day_of_publication_is_known_when_it_takes_effect():
    duty = Standing(since=DAY("2015-01-01"), ends=Ending(day=DAY("2025-01-01")))
    assert duty.as_known(DAY("2024-12-31")).ends is None
    assert duty.as_known(DAY("2025-01-01")).ends == duty.ends


def test_a_former_version_keeps_the_end_that_was_its_own():
    first_end = Ending(day=DAY("2020-01-01"), published=DAY("2014-01-01"))
    last_end = Ending(day=DAY("2025-01-01"), published=DAY("2019-06-01"))
    prolonged = Standing(
        since=DAY("2015-01-01"),
        published=DAY("2019-06-01"),
        ends=last_end,
        history=(Standing(since=DAY("2015-01-01"), published=DAY("2014-01-01"), ends=first_end),),
    )
    assert prolonged.as_known(DAY("2018-01-01")).ends == first_end
    assert prolonged.as_known(DAY("2020-01-01")).ends == last_end


def test_a_milestone_and_a_standing_duty_come_once():
    assert list(FILING.occurrences(DAY("2021-01-01"), DAY("2022-12-31"))) == [DAY("2022-01-01")]
    assert list(FILING.occurrences(DAY("2023-01-01"), DAY("2023-12-31"))) == []
    assert list(Standing().occurrences(DAY("2021-01-01"), DAY("2022-12-31"))) == []
    ended = Milestone(due=DAY("2022-01-01"), ends=Ending(day=DAY("2021-01-01")))
    assert list(ended.occurrences(DAY("2021-01-01"), DAY("2022-12-31"))) == []


def test_a_schedule_is_of_one_of_the_kinds():
    with pytest.raises(TypeError, match="abstract"):
        Dated()


YEARLY = Recurring(
    every=Delay.parse("1 an"), rrule="FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", since=DAY("2023-01-01")
)


def test_a_recurring_duty_comes_lazily_until_its_end():
    days = YEARLY.occurrences(DAY("2020-01-01"), dt.date.max)
    assert [str(next(days)) for _ in range(2)] == ["2023-09-30", "2024-09-30"]
    ended = Recurring(
        every=Delay.parse("P1Y"), rrule=YEARLY.rrule, ends=Ending(day=DAY("2025-01-01"))
    )
    assert [day.year for day in ended.occurrences(DAY("2023-01-01"), DAY("2030-01-01"))] == [
        2023,
        2024,
    ]
    assert list(Recurring(every=Delay.parse("P1Y")).occurrences(dt.date.min, dt.date.max)) == []


def test_an_interval_is_counted_from_the_year_of_the_start_whatever_the_window():
    every_three = Recurring(
        every=Delay.parse("P3Y"),
        rrule="FREQ=YEARLY;INTERVAL=3;BYMONTH=5;BYMONTHDAY=25",
        since=DAY("2020-06-01"),
    )
    wide = list(every_three.occurrences(DAY("2020-01-01"), DAY("2032-12-31")))
    assert [day.year for day in wide] == [2023, 2026, 2029, 2032]
    assert list(every_three.occurrences(DAY("2027-01-01"), DAY("2032-12-31"))) == wide[2:]


@given(st.dates(DAY("2000-01-01"), DAY("2040-01-01")), st.integers(0, 2000), st.integers(0, 2000))
def test_two_windows_give_the_days_of_the_whole(start, first, second):
    middle = start + dt.timedelta(days=first)
    end = middle + dt.timedelta(days=second)
    rule = Recurring(every=Delay.parse("P1M"), rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
    whole = list(rule.occurrences(start, end))
    parts = [
        *rule.occurrences(start, middle),
        *rule.occurrences(middle + dt.timedelta(days=1), end),
    ]
    assert parts == whole


@pytest.mark.parametrize(
    ("rrule", "said"),
    [
        ("FREQ=YEARLY", "does not fix days"),
        ("BYMONTH=9;BYMONTHDAY=30", "does not fix days"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=9;BYMONTHDAY=30", "'since' beside INTERVAL"),
        ("every year", "unknown part of a recurrence rule 'EVERY YEAR'"),
        ("FREQ=HOURLY;BYMONTH=9", "'FREQ=HOURLY' is not written as RFC 5545 does"),
        ("FREQ=YEARLY;BYMONTH=9;COUNT=3", "unknown part of a recurrence rule 'COUNT'"),
        ("DTSTART=20200101;FREQ=YEARLY;BYMONTH=9", "unknown part"),
        ("FREQ=DAILY;BYHOUR=3", "unknown part"),
        ("FREQ=YEARLY;BYMOON=3", "Nearest: BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=13", "'BYMONTH=13' is not written"),
        ("FREQ=YEARLY;BYMONTH=0", "is not written"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "is not written"),
        ("FREQ=WEEKLY;BYDAY=XX", "is not written"),
        ("FREQ=DAILY;INTERVAL=0", "'INTERVAL=0' is not written"),
        ("FREQ=DAILY;UNTIL=x", "is not written"),
        ("FREQ=DAILY;FREQ=DAILY", "is not written"),
        ("FREQ=DAILY;UNTIL=20260231", "is not written"),
        ("FREQ=YEARLY;BYDAY=0MO", "is not written"),
        ("FREQ=YEARLY;BYDAY=+MO", "is not written"),
        ("FREQ=YEARLY;BYDAY=99MO", "is not written"),
        ("FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=999", "is not written"),
        ("FREQ=WEEKLY;BYMONTH=9", "does not fix days"),
        ("FREQ=YEARLY;BYMONTH=9", "does not fix days"),
        ("FREQ=YEARLY;BYSETPOS=1", "does not fix days"),
        (5, "a recurrence rule is a text; got 5"),
    ],
)
def test_a_rule_that_is_none_or_whose_days_would_float_is_refused_at_once(rrule, said):
    with pytest.raises(InputError, match=re.escape(said)):
        Recurring(every=Delay.parse("P1Y"), rrule=rrule)


@pytest.mark.parametrize(
    "rrule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30"],
)
def test_a_rule_that_never_gives_a_day_ends(rrule):
    never = Recurring(every=Delay.parse("P1Y"), rrule=rrule, since=DAY("2020-01-01"))
    assert list(never.occurrences("2020-01-01", "2030-01-01")) == []
    assert never.first_after("2020-01-01") is None


def test_a_rule_goes_on_as_long_as_the_window():
    rule = Recurring(every="P1Y", rrule=YEARLY.rrule, since="1990-01-01")
    days = list(rule.occurrences("1900-01-01", "2200-01-01"))
    assert (len(days), str(days[-1])) == (210, "2199-09-30")


def test_the_days_of_weeks_do_not_depend_on_the_window():
    first = Recurring(every="P1W", rrule="FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1")
    days = list(first.occurrences("2026-01-01", "2026-01-20"))
    assert [str(day) for day in days] == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert [
        d for d in first.occurrences("2025-06-01", "2026-01-20") if d >= DAY("2026-01-01")
    ] == days


def test_the_parts_of_a_schedule_are_checked():
    with pytest.raises(InputError, match="is an Ending"):
        Milestone(due="2026-01-01", ends="2027-01-01")
    for history in (5, ["x"], (3,), (Standing(),)):
        with pytest.raises(InputError, match="a tuple of former versions"):
            Milestone(due="2026-01-01", history=history)
    with pytest.raises(InputError, match="facts are given by name"):
        OnEvent(event=EVENT, delay="P1M", regime="cpc").deadline("2026-01-01", facts=[1])
    assert Ending(day="2026-01-01").known_by("2026-01-01")


def test_rare_days_are_found():
    leap = Recurring(every=Delay.parse("P4Y"), rrule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU")
    assert str(leap.first_after("2026-01-01")) == "2032-02-29"


@pytest.mark.parametrize("until", ["20250101", "20250101T000000", "20250101T235959Z"])
def test_the_last_day_of_a_rule_is_a_day_whatever_its_clock(until):
    rule = Recurring(
        every=Delay.parse("P1Y"), rrule=f"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;UNTIL={until}"
    )
    days = [str(day) for day in rule.occurrences("2024-01-01", "2030-01-01")]
    assert days == ["2024-01-01", "2025-01-01"]
    assert len(list(rule.occurrences("2024-01-01", "2024-06-01"))) == 1


def test_schedules_take_days_and_delays_as_text_too():
    yearly = Recurring(every="P1Y", rrule=YEARLY.rrule, since="2023-01-01")
    assert yearly == YEARLY
    assert [str(d) for d in yearly.occurrences("2024-01-01", "2024-12-31")] == ["2024-09-30"]
    assert str(yearly.first_after("2026-10-01")) == "2027-09-30"
    assert str(yearly.due_after("2026-01-01")) == "2027-01-01"
    moved = Milestone(due="2025-01-01", published="2020-01-01", ends=Ending(day="2026-01-01"))
    assert moved.as_known("2019-01-01") is None
    assert moved.published_by("2020-01-01") is True
    assert moved.may_be_newer("2020-01-01") is False
    assert moved.ended_on("2026-01-01")
    assert list(moved.occurrences("2025-01-01", "2025-12-31")) == [DAY("2025-01-01")]
    assert moved.first_after("2025-06-01") == DAY("2025-06-01")
    late = OnEvent(event=Text(fr="fait", en="event"), delay="P1M", regime="cpc", since="2020-01-01")
    assert late.deadline("2019-12-31T23:30:00+00:00") is not None
    for broken in ({"due": "demain"}, {"due": None}, {"due": "2025-01-01", "published": 3}):
        with pytest.raises(DateError, match="not a day"):
            Milestone(**broken)


@pytest.mark.parametrize(
    ("schedule", "crossed", "first"),
    [
        (FILING, "2020-01-01", "2022-01-01"),
        (FILING, "2026-01-01", "2026-01-01"),
        (Standing(), "2026-01-01", None),
        (Standing(since=DAY("2015-01-01"), ends=Ending(day=DAY("2020-01-01"))), "2026-01-01", None),
        (YEARLY, "2026-10-01", "2027-09-30"),
        (YEARLY, "2020-01-01", "2023-09-30"),
        (Recurring(every=Delay.parse("P2Y"), since=DAY("2020-01-01")), "2026-01-01", "2028-01-01"),
        (Recurring(every=Delay.parse("P2Y")), "2026-01-01", None),
        (
            Recurring(
                every=Delay.parse("P1Y"), rrule=YEARLY.rrule, ends=Ending(day=DAY("2026-09-01"))
            ),
            "2026-01-01",
            None,
        ),
        (OnEvent(event=EVENT, since=DAY("2020-01-01")), "2026-01-01", "2026-01-01"),
    ],
)
def test_who_crosses_a_threshold_is_told_the_first_day(schedule, crossed, first):
    found = schedule.first_after(DAY(crossed))
    assert (found and str(found)) == first


def test_a_rule_that_has_no_day_left_has_no_first_day():
    assert YEARLY.start == DAY("2023-01-01")
    over = Recurring(
        every=Delay.parse("P1Y"), rrule="FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30;UNTIL=20250101"
    )
    assert over.first_after(DAY("2026-01-01")) is None


def test_a_pace_is_counted_in_plain_calendar_time():
    yearly = Recurring(every=Delay.parse("P1Y"))
    assert yearly.due_after(DAY("2024-02-29")) == DAY("2025-02-28")
    assert Recurring(every=Delay.parse("P1M15D")).due_after(DAY("2026-01-31")) == DAY("2026-03-15")
    assert Recurring(every=Delay.parse("-P1M")).due_after(DAY("2026-03-31")) == DAY("2026-02-28")
    for pace in ("10 jours ouvrés", "72 h", "P1M (jour d'envoi compris)"):
        with pytest.raises(InputError, match="no plain calendar time"):
            Recurring(every=Delay.parse(pace)).due_after(DAY("2026-01-31"))


REPLY = OnEvent(
    event=EVENT,
    delay=Delay.parse("P2M"),
    regime="crpa",
    since=DAY("2014-11-12"),
    ends=Ending(day=DAY("2030-01-01")),
)


def test_a_duty_on_an_event_has_no_day_of_its_own():
    assert list(REPLY.occurrences(dt.date.min, dt.date.max)) == []


def test_each_event_starts_a_deadline_while_the_duty_binds():
    found = list(REPLY.deadlines(["2014-11-11", "2026-03-23", DAY("2030-01-01")]))
    assert [str(each.legal_date) for each in found] == ["2026-05-23"]
    assert found[0].regime == "crpa"
    assert str(REPLY.deadline("2026-03-23", regime="cpc").legal_date) == "2026-05-26"


def test_a_text_without_a_number_starts_no_deadline_and_one_without_regime_asks_for_it():
    at_once = OnEvent(event=EVENT)
    assert at_once.start is None
    assert at_once.deadline("2026-03-23") is None
    with pytest.raises(InputError, match="give a regime"):
        OnEvent(event=EVENT, delay=Delay.parse("P2M")).deadline("2026-03-23")


def test_reading_schedules_loads_neither_regimes_nor_calendars_nor_recurrences():
    probe = "import sys, tnt_core.model.schedules; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    counted = {"tnt_core.deadlines.regimes", "tnt_core.deadlines.calendars", "dateutil"}
    assert not counted & {*done.stdout.split()}
