import datetime as dt
import tomllib
from pathlib import Path

import pytest

from tnt_core.errors import DateError, InputError, UnknownNameError
from tnt_core.facts import FactTable
from tnt_core.model.profiles import Profile
from tnt_core.model.requirements import State
from tnt_core.rules import DayReason, PlaceReason, Truth
from tnt_core.store import load

FACTS = FactTable.from_table(
    tomllib.loads(
        (Path(__file__).parents[1] / "data/records/facts.toml").read_text(encoding="utf-8")
    )
)
LARGE = Profile(kind="commune", population_total=1001, facts={"has_lamps": True}, vocabulary=FACTS)


@pytest.fixture
def lamps(sample_dataset):
    return sample_dataset.obligations["lamps"]


def test_an_obligation_binds_when_one_of_its_requirements_does(lamps):
    assert lamps.decide(LARGE, on="2018-01-01").truth is Truth.YES
    assert lamps.decide(Profile(kind="region"), on="2018-01-01").truth is Truth.NO


def test_what_is_missing_is_told_over_all_requirements_together(lamps):
    decision = lamps.decide(
        Profile(kind="commune", facts={"has_lamps": True}, vocabulary=FACTS), on="2021-01-01"
    )
    assert (decision.truth, decision.missing) == (Truth.UNKNOWN, ("population_total",))
    # Before the small ones were let off, the size did not matter.
    decision = lamps.decide(Profile(kind="commune"), on="2018-01-01")
    assert (decision.truth, decision.missing[0]) == (Truth.UNKNOWN, "has_lamps")


def test_reasons_carry_the_articles(lamps):
    [first, *_] = lamps.decide(LARGE, on="2018-01-01").reasons
    assert (first.fact, first.value, first.outcome) == ("kind", "commune", Truth.YES)
    assert [str(citation) for citation in first.citation] == ["loi-1 art. 3"]


def test_an_end_is_the_reason_of_its_no(lamps):
    decision = lamps.requirement("small").decide(LARGE, on="2020-01-01")
    [reason] = decision.reasons
    assert isinstance(reason, DayReason)
    assert (decision.truth, reason.asked, reason.day) == (Truth.NO, "on", dt.date(2020, 1, 1))
    assert decision.sentence("en") == "not concerned: no longer in force on that day"
    assert [str(citation) for citation in reason.citation] == ["decret-2"]


def test_what_was_not_published_binds_nobody(lamps):
    decision = lamps.requirement("large").decide(LARGE, on="2018-01-01", known_on="2010-01-01")
    assert (decision.truth, decision.reasons[0].asked) == (Truth.NO, "known_on")
    assert decision.sentence("en") == "not concerned: text not yet published by that day"


def test_a_state_follows_from_the_decision_and_the_dates(lamps, sample_dataset):
    facts = sample_dataset.vocabulary.check(LARGE.known())
    large = lamps.requirement("large")
    assert large.assess(facts, on=dt.date(2016, 12, 31)).state is State.ANNOUNCED
    assert large.assess(facts, on=dt.date(2017, 1, 1)).state is State.IN_FORCE


def test_an_unknown_requirement_is_told_with_the_nearest(lamps):
    with pytest.raises(UnknownNameError, match="large"):
        lamps.requirement("larg")


def test_a_date_that_is_none_is_refused(lamps):
    with pytest.raises(DateError, match="known_on"):
        lamps.decide(LARGE, on="2018-01-01", known_on="yesterday")
    with pytest.raises(DateError, match="on"):
        lamps.requirement("large").decide(LARGE, on="2018-13-01")


@pytest.mark.parametrize("territory", ["nouvelle-caledonie", "polynesie", "wallis"])
def test_a_yes_is_not_known_where_nobody_looked_whether_the_text_applies(territory):
    dataset = load()
    there = Profile(kind="commune", population_total=60_000, facts={"territory": territory})
    silent = dataset.obligations["reen-strategie"].requirements[0]
    decision = silent.decide(there, on="2026-11-23")
    assert (decision.truth, decision.missing) == (Truth.UNKNOWN, ())
    assert isinstance(decision.reasons[-1], PlaceReason)
    assert decision.reasons[-1].place == territory
    assert decision.reasons[-1].sources == ("Constitution, articles 74 et 77",)
    assert decision.sentence("en") == (
        "cannot be settled: whether the text applies in this territory: not examined"
    )
    # A no stays a no, and other overseas territories have the law of metropolitan France.
    small = Profile(kind="commune", population_total=600, facts={"territory": territory})
    assert silent.decide(small, on="2026-11-23").truth is Truth.NO
    mayotte = Profile(kind="commune", population_total=60_000, facts={"territory": "mayotte"})
    assert silent.decide(mayotte, on="2026-11-23").truth is Truth.YES


def test_a_record_may_say_that_it_binds_everywhere_or_name_the_territories():
    obligations = load().obligations
    [sending] = obligations["factures-emission-entre-personnes-publiques"].requirements
    assert sending.everywhere
    there = Profile(kind="collectivite_outre_mer", facts={"territory": "polynesie"})
    assert sending.decide(there, on="2026-11-23").truth is Truth.YES
    births = obligations["etat-civil-insee-naissances"].requirements[0]
    assert not births.silent_on_territory


@pytest.mark.parametrize("profile", ["35238", {"kind": "commune"}])
def test_what_is_no_profile_is_refused_at_every_door(profile):
    data = load()
    obligation = data.obligations["reen-strategie"]
    aid = next(iter(data.aids.values()))
    service = next(s for s in data.services.values() if s.open_to)
    for ask in (
        lambda: obligation.decide(profile, on="2026-11-20"),
        lambda: obligation.requirements[0].decide(profile, on="2026-11-20"),
        lambda: aid.decide(profile, on="2026-11-20"),
        lambda: aid.estimate(profile, on="2026-11-20"),
        lambda: service.decide(profile),
    ):
        with pytest.raises(InputError, match=f"give a Profile, .* got {type(profile).__name__}"):
            ask()
