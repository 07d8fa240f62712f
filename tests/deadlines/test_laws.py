"""What holds of every deadline, whatever the event, the regime and the territory."""

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from tnt_core.deadlines import (
    REGIMES,
    TERRITORIES,
    Deadline,
    Delay,
    deadline,
    is_working_day,
    latest_event,
)

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
PLACES = st.sampled_from(TERRITORIES)
RESIDENCES = st.sampled_from([*TERRITORIES, "taaf", "etranger"])
FACTS = st.fixed_dictionaries(
    {}, optional={"temple": st.booleans() | st.none(), "residence": RESIDENCES}
)
COUNTED = [name for name, rule in REGIMES.items() if rule.units not in ((), ("hours",))]


@st.composite
def questions(draw, directions=("forward", "backward"), *, extending=False):
    """A regime and a delay in days, months or years that it can count."""
    rule = draw(
        st.sampled_from(
            [
                rule
                for rule in map(REGIMES.get, COUNTED)
                if rule.direction in {*directions, "both"} and (rule.extends or not extending)
            ]
        )
    )
    kind = draw(st.sampled_from(rule.kinds))
    units = {"days": draw(st.integers(1, 120))}
    if kind in ("calendaire", "franc"):
        unit = draw(st.sampled_from([unit for unit in rule.units if unit != "hours"]))
        units = {unit: draw(st.integers(1, 24))}
        if unit == "months" and "days" in rule.units:
            units["days"] = draw(st.integers(0, 40))
    possible = directions if rule.direction == "both" else [rule.direction]
    backward = draw(st.sampled_from(possible)) == "backward"
    delay = Delay(kind=kind, backward=backward, **units)
    assume(rule.accepts(delay))
    return rule, delay


@given(questions(), DAYS, st.integers(0, 40), PLACES, FACTS)
def test_a_later_event_never_gives_an_earlier_deadline(question, day, gap, territory, facts):
    rule, delay = question
    first, second = (
        deadline(event, delay, regime=rule, territory=territory, facts=facts)
        for event in (day, day + dt.timedelta(days=gap))
    )
    assert first.legal_date <= second.legal_date
    assert first.safe_date <= second.safe_date
    assert first.latest_date <= second.latest_date


@given(questions(), DAYS, PLACES, FACTS)
def test_the_readings_stand_around_the_legal_date(question, day, territory, facts):
    rule, delay = question
    found = deadline(day, delay, regime=rule, territory=territory, facts=facts)
    assert found.earliest_date <= found.legal_date <= found.latest_date
    assert found.safe_date == (found.latest_date if rule.waits else found.earliest_date)
    if found.earliest_date != found.latest_date:
        assert found.warnings
    if delay.backward:
        assert found.latest_date < day
    elif not rule.counts_first_day:
        assert found.earliest_date > day


@given(questions(["forward"], extending=True), DAYS, PLACES, st.booleans())
def test_a_regime_that_extends_never_ends_on_a_day_off(question, day, territory, temple):
    rule, delay = question
    found = deadline(day, delay, regime=rule, territory=territory, facts={"temple": temple})
    assert is_working_day(found.legal_date, territory, temple=temple)
    assert found.legal_date.weekday() < 5


@given(questions(), DAYS, PLACES, FACTS)
def test_a_deadline_is_the_same_through_json(question, day, territory, facts):
    rule, delay = question
    found = deadline(day, delay, regime=rule, territory=territory, facts=facts)
    assert Deadline.from_json(found.to_json()) == found
    assert found == deadline(str(day), str(delay), regime=rule.id, territory=territory, facts=facts)


@given(questions(["forward"]), DAYS, PLACES)
def test_a_longer_delay_never_ends_earlier(question, day, territory):
    rule, delay = question
    longer = Delay(
        **{u: getattr(delay, u) + (u == delay.units[-1]) for u in delay.units}, kind=delay.kind
    )
    shorter, later = (
        deadline(day, d, regime=rule, territory=territory).legal_date for d in (delay, longer)
    )
    assert shorter <= later


@given(st.integers(1, 60), DAYS)
def test_clear_days_leave_exactly_that_many_days_between_sending_and_meeting(days, meeting):
    sent = deadline(meeting, f"{days} jours francs", regime="convocations").legal_date
    assert (meeting - sent).days - 1 == days


@given(st.integers(1, 60), DAYS, PLACES)
def test_working_days_back_then_forward_come_home(days, day, territory):
    back = deadline(day, f"-{days} jours ouvrés", regime="ouvres", territory=territory)
    again = deadline(
        back.legal_date, f"{days} jours ouvrés", regime="ouvres", territory=territory
    ).legal_date
    # Home is the event itself, or the working day that a day off stands for.
    assert again >= day if is_working_day(day, territory) else again > day - dt.timedelta(days=5)
    if is_working_day(day, territory):
        assert again == day


@given(questions(["forward"]), DAYS, PLACES)
def test_the_latest_event_is_the_last_that_still_ends_in_time(question, by, territory):
    rule, delay = question
    event = latest_event(by, delay, regime=rule, territory=territory)
    ask = {"regime": rule, "territory": territory}
    assert deadline(event, delay, **ask).legal_date <= by
    assert deadline(event + dt.timedelta(days=1), delay, **ask).legal_date > by


@given(DAYS, st.integers(2, 400))
def test_european_periods_hold_two_working_days_at_least(day, days):
    from tnt_core.deadlines import count_working_days

    last = deadline(day, Delay(days=days), regime="eu-1182-71").legal_date
    assert count_working_days(day + dt.timedelta(days=1), last) >= 2
