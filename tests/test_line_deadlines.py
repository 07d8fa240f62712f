"""The deadline of a line: on the small set of records, then every line of a real agenda."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

import tnt_core as tnt
from tnt_core.agendas import agenda
from tnt_core.errors import DateError, FactError, InputError, UnknownNameError
from tnt_core.facts import FactTable
from tnt_core.model.schedules import OnEvent

TABLE = Path(__file__).parent / "data/records/facts.toml"
LAMPS = FactTable.from_table(tomllib.loads(TABLE.read_text(encoding="utf-8")))
TOWN = tnt.Profile(kind="commune", facts={"has_lamps": True, "temple": False}, vocabulary=LAMPS)
FRENCH, OVERSEAS = tnt.Profile(territory="metropole"), tnt.Profile(territory="guadeloupe")


@pytest.fixture
def lines(sample_dataset):
    found = agenda(TOWN, on="2018-01-01", minor=True, dataset=sample_dataset)
    return {item.key[1]: item for item in found}


def test_a_requirement_counts_where_the_profile_is(lines):
    failure = lines["failure"].requirement
    # 27 May is the abolition of slavery in Guadeloupe alone (code du travail, article L3422-2).
    assert str(failure.deadline("2026-05-11", OVERSEAS).legal_date) == "2026-05-28"
    assert str(failure.deadline("2026-05-11", FRENCH).legal_date) == "2026-05-27"
    assert failure.deadline("2026-05-11") == failure.deadline("2026-05-11", FRENCH)
    assert failure.deadline("2026-05-11", OVERSEAS, {"territory": "metropole"}) == failure.deadline("2026-05-11")  # fmt: skip
    assert list(failure.schedule.deadlines(["2010-12-31", "2026-05-11"], profile=OVERSEAS)) == [
        failure.deadline("2026-05-11", OVERSEAS)
    ]


def test_the_day_of_an_instant_is_taken_where_the_collectivity_is(lines):
    # The duty binds from 1 January 2011: in Guadeloupe that instant is still 31 December.
    failure, instant = lines["failure"].requirement, "2011-01-01T03:00:00+00:00"
    assert failure.deadline(instant, OVERSEAS) is None
    assert failure.deadline(instant, OVERSEAS, {"territory": "metropole"}) is not None


def test_a_line_counts_as_its_requirement_does_for_that_profile(lines):
    item = lines["failure"]
    assert item.deadline("2026-05-11") == item.requirement.deadline("2026-05-11", TOWN)
    assert str(item.deadline("2026-05-11", {"territory": "guadeloupe"}).legal_date) == "2026-05-28"
    assert str(item.deadline("2026-05-11", regime="cgct-jours").legal_date) == "2026-05-26"


@pytest.mark.parametrize(
    ("facts", "day"), [({}, "2026-05-28"), ({"territory": "metropole"}, "2026-05-27")]
)
def test_the_facts_of_the_moment_win_over_the_profile_of_an_agenda(facts, day):
    abymes = tnt.directory.profile("97101")
    found = agenda(abymes, on="2026-05-01", facts=facts)
    [item] = [i for i in found if i.key == ("etat-civil-insee-naissances", "avis")]
    assert str(item.deadline("2026-05-26").legal_date) == day


def test_a_text_that_gives_no_number_gives_no_deadline(lines):
    assert lines["call"].deadline("2026-05-11") is None


@pytest.mark.parametrize(
    ("requirement", "said"),
    [
        ("large", "it is due by 2017-01-01. Read 'due'"),
        ("always", "it holds always. Read 'schedule.since'"),
        ("yearly", "it comes again (P1Y). Read 'occurrences'"),
        ("sometimes", "ask 'schedule.due_after'"),
    ],
)
def test_a_duty_that_no_event_starts_says_when_it_is_due(lines, requirement, said):
    with pytest.raises(InputError) as caught:
        lines[requirement].deadline("2026-05-11")
    assert said in caught.value.message.en


@pytest.mark.parametrize(
    ("event", "facts", "fault"),
    [
        ("tomorrow", None, DateError),
        ("2026-05-11", {"territory": "guadelupe"}, UnknownNameError),
        ("2026-05-11", {"temple": "maybe"}, FactError),
        ("2026-05-11", [1], InputError),
    ],
)
def test_what_cannot_be_read_is_refused(lines, event, facts, fault):
    with pytest.raises(fault):
        lines["failure"].deadline(event, facts)


@pytest.fixture(scope="module")
def rennes():
    profile = tnt.directory.profile("35238", on="2026-11-23", estimate="latest")
    natures = ("obligation", "recommendation", "faculty", "draft")
    return agenda(profile, on="2026-11-23", natures=natures, minor=True)


def on_event(found):
    return [item for item in found if isinstance(item.schedule, OnEvent)]


def event_of(item):
    hours = item.schedule.delay is not None and item.schedule.delay.hours
    return "2026-11-20T10:00:00+01:00" if hours else "2026-11-20"


def test_every_line_of_rennes_with_a_delay_and_a_regime_gives_a_deadline(rennes):
    counted = [i for i in on_event(rennes) if i.schedule.delay and i.schedule.regime]
    assert len(counted) > 40
    for item in counted:
        found = item.deadline(event_of(item))
        if item.schedule.ended_on("2026-11-20"):
            assert found is None, item.key
        else:
            assert found.legal_date > dt.date(2026, 11, 20), item.key
            assert found.regime == item.schedule.regime


def test_every_other_line_of_rennes_says_why_it_gives_none(rennes):
    for item in rennes:
        schedule = item.schedule
        binds = schedule.start is None or schedule.start <= dt.date(2026, 11, 20)
        if not isinstance(schedule, OnEvent):
            with pytest.raises(InputError, match="no event starts this duty"):
                item.deadline("2026-11-20")
        elif schedule.delay is None or not binds or schedule.ended_on("2026-11-20"):
            assert item.deadline(event_of(item)) is None, item.key
        elif schedule.regime is None:
            with pytest.raises(InputError, match=r"give a regime \(regime=…\)"):
                item.deadline(event_of(item))


def test_a_fact_that_no_profile_can_know_is_asked_by_its_name(rennes):
    [item] = [i for i in rennes if i.key == ("urbanisme-delai-instruction", "autres-permis")]
    usual = OnEvent(event=item.schedule.event, delay="P3M", regime="urbanisme")
    assert usual.deadline("2026-11-20", profile=rennes.profile) == item.deadline("2026-11-20")
    with pytest.raises(FactError, match="application"):
        tnt.deadline("2026-11-20", regime="urbanisme", profile=rennes.profile)
