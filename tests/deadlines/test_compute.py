"""A deadline and its reasons, regime by regime: traps, readings, facts, refusals."""

import datetime as dt
import json

import pandas as pd
import pendulum
import pytest

from tnt_core.deadlines import FACTS, REGIMES, Deadline, Delay, deadline, deadline_arrays
from tnt_core.errors import DataError, DateError, FactError, InputError, UnknownNameError


def dates(found):
    return tuple(str(day) for day in (found.legal_date, found.safe_date, found.latest_date))


def codes(found):
    return [notice.code for notice in found.warnings]


def test_the_steps_tell_the_whole_count_in_both_languages_with_articles():
    found = deadline("2026-04-29", "P2M", regime="franc")
    assert [step.text.en for step in found.steps] == [
        "Day 0, not counted: Wednesday 29 April 2026.",
        "2 months, to the same date: Monday 29 June 2026.",
        "Clear period: it ends the next day, Tuesday 30 June 2026.",
        "Last day: Tuesday 30 June 2026 (24:00, Europe/Paris).",
    ]
    assert found.steps[0].text.fr == "Jour 0, non compté : mercredi 29 avril 2026."
    assert found.steps[2].article == "CE, 15 décembre 2023, n° 472836"
    assert found.warnings == ()


def test_a_deadline_shows_its_days_and_where_it_was_counted(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    found = deadline("2026-11-20", "P2M", regime="franc", territory="guadeloupe")
    assert (repr(found), str(found)) == (
        "<Deadline 2027-01-21: franc, guadeloupe>",
        "21 January 2027 (franc)",
    )
    doubtful = deadline("2026-02-03", "P2M", regime="cpc", territory="alsace-moselle")
    assert repr(doubtful) == "<Deadline 2026-04-07, safe 2026-04-03: cpc, alsace-moselle>"


def test_a_carried_day_names_why_it_is_not_a_working_day():
    sunday, holiday = (
        deadline(day, "P1M", regime="cpc").steps[2].text.fr for day in ("2026-02-01", "2026-04-01")
    )
    assert sunday == "Ce jour n'est pas ouvrable (dimanche) : report au lundi 2 mars 2026."
    assert "(jour férié : 1er mai) : report au lundi 4 mai 2026." in holiday


def test_a_month_without_the_day_is_said_and_never_silent():
    found = deadline("2026-01-31", "P1M", regime="crpa")
    assert str(found.legal_date) == "2026-02-28"
    assert codes(found) == ["clamped-month", "note"]
    assert "no day 31 in that month" in found.steps[1].text.en


@pytest.mark.parametrize(
    ("event", "expected", "doubt"),
    [
        ("2023-02-28", ("2023-05-02", "2023-05-02", "2023-05-02"), False),
        ("2023-12-30", ("2024-03-01", "2024-02-29", "2024-03-01"), True),
        ("2026-06-30", ("2026-08-31", "2026-08-31", "2026-09-01"), True),
        ("2024-02-29", ("2024-04-30", "2024-04-30", "2024-05-02"), True),
        ("2026-02-15", ("2026-04-16", "2026-04-16", "2026-04-16"), False),
    ],
)
def test_at_month_ends_a_clear_period_gives_the_formula_and_the_safe_reading(
    event, expected, doubt
):
    found = deadline(event, "P2M", regime="franc")
    assert dates(found) == expected
    assert ("second-reading" in codes(found)) is doubt


def test_good_friday_gives_both_dates_until_the_temple_is_known():
    ask = {"regime": "cpc", "territory": "alsace-moselle"}
    unknown = deadline("2026-03-20", "P14D", **ask)
    assert dates(unknown) == ("2026-04-07", "2026-04-03", "2026-04-07")
    assert "conditional-holiday" in codes(unknown)
    for temple, day in ((True, "2026-04-07"), (False, "2026-04-03")):
        known = deadline("2026-03-20", "P14D", **ask, facts={"temple": temple})
        assert dates(known) == (day, day, day)
        assert "conditional-holiday" not in codes(known)


def test_only_the_uncertain_holidays_around_the_end_are_told():
    found = deadline("2025-05-26", "P1Y1D", regime="cpc", territory="saint-martin")
    told = [n.text.en for n in found.warnings if n.code == "disputed-holiday"]
    assert len(told) == 2
    assert all("2026" in text for text in told)


def test_a_disputed_holiday_gives_both_dates():
    found = deadline("2026-05-26", "P1D", regime="cpc", territory="saint-martin")
    assert dates(found) == ("2026-05-28", "2026-05-27", "2026-05-29")
    assert codes(found).count("disputed-holiday") == 2
    working = deadline("2026-05-26", "2 jours ouvrés", regime="ouvres", territory="saint-martin")
    assert dates(working) == ("2026-05-29", "2026-05-28", "2026-06-01")
    back = deadline("2026-05-29", "-1 jour ouvré", regime="ouvres", territory="saint-martin")
    assert dates(back) == ("2026-05-28", "2026-05-26", "2026-05-28")


def test_away_from_the_doubtful_days_a_doubtful_territory_is_certain():
    found = deadline("2026-09-01", "2 jours ouvrés", regime="ouvres", territory="saint-martin")
    assert dates(found) == ("2026-09-03",) * 3
    assert found.warnings == ()
    back = deadline("2026-09-03", "-2 jours ouvrés", regime="ouvres", territory="saint-martin")
    assert dates(back) == ("2026-09-01",) * 3
    assert back.warnings == ()


@pytest.mark.parametrize(
    ("regime", "territory", "residence", "months"),
    [
        ("franc", "metropole", "guadeloupe", 1),
        ("franc", "metropole", "etranger", 2),
        ("franc", "metropole", "taaf", 1),
        ("franc", "metropole", "alsace-moselle", 0),
        ("franc", "reunion", "metropole", 1),
        ("franc", "reunion", "reunion", 0),
        ("franc", "polynesie", "metropole", 1),
        ("cpc", "metropole", "polynesie", 1),
        ("cpc", "mayotte", "etranger", 2),
        ("crpa", "metropole", "etranger", 0),
    ],
)
def test_distance_adds_months_to_the_period_before_it_is_carried_over(
    regime, territory, residence, months
):
    far = deadline(
        "2026-01-12", "P1M", regime=regime, territory=territory, facts={"residence": residence}
    )
    near = deadline("2026-01-12", f"P{1 + months}M", regime=regime, territory=territory)
    assert far.legal_date == near.legal_date
    assert len(far.steps) == len(near.steps) + bool(months)


def test_days_and_distance_are_counted_months_first():
    # 15 days and one month of distance from 12 February 2017
    found = deadline("2017-02-12", "P15D", regime="cpc", facts={"residence": "martinique"})
    assert str(found.legal_date) == "2017-03-27"


def test_courts_that_the_articles_do_not_name_add_no_distance_and_say_so():
    found = deadline(
        "2026-01-12", "P1M", regime="cpc", territory="polynesie", facts={"residence": "metropole"}
    )
    assert "no-distance" in codes(found)
    assert str(found.legal_date) == "2026-02-12"


@pytest.mark.parametrize(
    ("facts", "territory", "latest"),
    [
        ({"kind": "commune", "population": 3499}, "metropole", "2026-05-24"),
        ({"kind": "commune", "population": 3500}, "metropole", "2026-05-22"),
        ({"kind": "commune", "population": 3500, "first_meeting": True}, "metropole", "2026-05-24"),
        ({"kind": "commune", "population": 900, "urgent": True}, "metropole", "2026-05-26"),
        ({"kind": "commune", "population": 9000, "urgent": True}, "metropole", "2026-05-26"),
        ({"kind": "commune", "population": 900}, "alsace-moselle", "2026-05-24"),
        ({"kind": "commune", "population": 900, "urgent": True}, "alsace-moselle", "2026-05-27"),
        ({"kind": "commune", "population": 9000}, "alsace-moselle", "2026-05-22"),
        ({"kind": "epci_fp"}, "metropole", "2026-05-22"),
        ({"kind": "epci_fp", "urgent": True}, "metropole", "2026-05-26"),
        ({"kind": "departement"}, "metropole", "2026-05-16"),
        ({"kind": "region", "urgent": True}, "metropole", "2026-05-26"),
    ],
)
def test_a_council_is_convened_by_its_kind_and_size(facts, territory, latest):
    found = deadline("2026-05-28", regime="convocations", territory=territory, facts=facts)
    assert str(found.legal_date) == latest


def test_plain_days_before_a_meeting_may_be_clear_days_so_the_safe_day_is_one_earlier():
    found = deadline("2026-05-28", regime="convocations", facts={"kind": "departement"})
    assert dates(found) == ("2026-05-16", "2026-05-15", "2026-05-16")
    assert codes(found) == ["open-clear"]


def test_a_delay_before_a_meeting_is_counted_back_whatever_its_sign():
    signed, plain = (
        deadline("2026-05-28", delay, regime="convocations")
        for delay in ("-5 jours francs", "5 jours francs")
    )
    assert signed == plain


def test_a_council_without_a_rule_for_its_facts_is_refused():
    with pytest.raises(FactError, match="'kind': needed to know which delay"):
        deadline("2026-05-28", regime="convocations")
    with pytest.raises(FactError, match="'population': needed"):
        deadline("2026-05-28", regime="convocations", facts={"kind": "commune"})
    with pytest.raises(
        InputError, match="fixes no delay for these facts on 2019-05-28: kind=epci_fp"
    ):
        deadline("2019-05-28", regime="convocations", facts={"kind": "epci_fp"})
    with pytest.raises(InputError, match="'cgct-jours' fixes no delay: give one"):
        deadline("2019-05-28", regime="cgct-jours")
    with pytest.raises(FactError, match="'application': needed to know which delay"):
        deadline("2019-05-28", regime="urbanisme")


@pytest.mark.parametrize(
    ("regime", "facts", "expected"),
    [
        ("franc", None, "2026-07-21"),
        ("crpa", None, "2026-07-20"),
        ("retrait", None, "2026-09-20"),
        ("paiement", None, "2026-06-19"),
        # 25 May is Whit Monday: carried over (CE, 15 April 1996, n° 173986).
        ("electoral", None, "2026-05-26"),
        ("defere", None, "2026-07-21"),
        ("urbanisme", {"application": "declaration-prealable"}, "2026-06-20"),
        ("urbanisme", {"application": "maison-individuelle"}, "2026-07-20"),
        ("urbanisme", {"application": "demolition"}, "2026-07-20"),
        ("urbanisme", {"application": "autre-permis"}, "2026-08-20"),
        ("standstill", {"electronic": True}, "2026-05-30"),
        ("standstill", {"electronic": False}, "2026-06-04"),
    ],
)
def test_without_a_delay_the_one_that_the_texts_fix_is_counted(regime, facts, expected):
    assert str(deadline("2026-05-20", regime=regime, facts=facts).legal_date) == expected


@pytest.mark.parametrize(
    ("event", "territory", "expected"),
    [
        ("2015-10-16", "mayotte", "2016-01-18"),
        ("2015-10-19", "mayotte", "2015-12-21"),
        ("2015-10-16", "reunion", "2015-12-17"),
    ],
)
def test_a_repealed_delay_is_still_the_one_of_its_time(event, territory, expected):
    assert str(deadline(event, regime="franc", territory=territory).legal_date) == expected


def test_working_days_of_another_regime_cite_their_own_article():
    found = deadline("2026-12-18", "10 jours ouvrés", regime="crpa")
    assert {step.article for step in found.steps} == {"CRPA, article R112-11-2"}


def test_a_regime_that_did_not_exist_yet_says_so():
    old = deadline("2010-05-22T16:30:00+02:00", "72 h", regime="gdpr-hours")
    assert "not-in-force" in codes(old)


def test_civil_procedure_counts_back_in_clear_days_without_carrying_over():
    # 42 days from the eve, the last one over at 0:00: the last useful day is the 43rd before
    found = deadline("2026-03-02", "-P6W", regime="cpc")
    assert found.legal_date == dt.date(2026, 3, 2) - dt.timedelta(days=43)
    assert str(deadline("2026-05-05", "-P3D", regime="cpc").legal_date) == "2026-05-01"
    with pytest.raises(InputError, match="cannot count « -P1M »"):
        deadline("2026-03-02", "-P1M", regime="cpc")


def test_european_periods_hold_two_working_days_and_are_not_carried_over_backward():
    assert str(deadline("2026-05-22", "P1D", regime="eu-1182-71").legal_date) == "2026-05-26"
    two = deadline("2026-05-22", "P2D", regime="eu-1182-71")
    assert str(two.legal_date) == "2026-05-27"
    assert "At least two working days" in two.steps[-2].text.en
    back = deadline("2026-05-04", "-P3D", regime="eu-1182-71")
    # Not one working day lies between: if the two working days are wanted backward too, 29 and 30 April are, in clear days.
    assert dates(back) == ("2026-05-01", "2026-04-28", "2026-05-01")
    assert codes(back) == ["open-two-working-days", "open-clear"]
    assert "mardi 28 avril 2026" in back.warnings[1].text.fr
    assert dates(deadline("2026-09-18", "-P2D", regime="eu-1182-71")) == (
        "2026-09-16",
        "2026-09-15",
        "2026-09-16",
    )
    months = deadline("2026-05-31", "-P3M", regime="eu-1182-71")
    assert str(months.legal_date) == "2026-02-28"
    assert codes(months) == ["clamped-month", "open-clear"]


def test_where_carrying_over_is_not_settled_both_dates_come_back():
    wait = deadline("2026-12-10", "P16D", regime="standstill")
    assert dates(wait) == ("2026-12-25", "2026-12-28", "2026-12-28")
    act = deadline("2026-01-30", "P30D", regime="paiement")
    assert dates(act) == ("2026-03-01", "2026-03-01", "2026-03-02")
    assert codes(act) == codes(wait) == ["open-extension"]
    assert codes(deadline("2026-01-29", "P29D", regime="paiement")) == []


def test_an_acknowledgement_starts_the_period_of_a_planning_application():
    found = deadline("2026-03-14", "P2M", regime="urbanisme", facts={"acknowledged": "2026-03-16"})
    assert str(found.legal_date) == "2026-05-16"
    assert "2021-981" in found.steps[0].article
    complete = deadline(
        "2026-03-14",
        "P2M",
        regime="urbanisme",
        facts={"acknowledged": "2026-03-16", "completed": dt.date(2026, 4, 2)},
    )
    assert str(complete.legal_date) == "2026-06-02"
    assert "R*423-39" in complete.steps[1].article


def test_an_acknowledgement_before_the_decree_changes_nothing_and_that_is_said():
    ask = {"delay": "P2M", "regime": "urbanisme"}
    early = deadline("2021-07-20", facts={"acknowledged": "2021-07-25"}, **ask)
    assert (str(early.legal_date), codes(early)) == ("2021-09-20", ["acknowledged-too-early"])
    first = deadline("2021-07-20", facts={"acknowledged": "2021-07-26"}, **ask)
    assert (str(first.legal_date), codes(first)) == ("2021-09-26", [])


@pytest.mark.parametrize(
    ("facts", "zero"),
    [
        ({}, "2026-03-02"),
        ({"consulted": "2026-03-17"}, "2026-03-17"),
        ({"consulted": "2026-03-18"}, "2026-03-02"),
        ({"unread": True}, "2026-03-02"),
        ({"unread": False}, "2026-03-02"),
    ],
)
def test_an_electronic_notice_counts_from_its_reading_or_back_from_its_deposit(facts, zero):
    found = deadline("2026-03-02", "P2M", regime="franc", facts=facts)
    assert found.legal_date == deadline(zero, "P2M", regime="franc").legal_date
    told = [step for step in found.steps if "R112-20" in step.article]
    assert bool(told) is (facts not in ({}, {"unread": False}))


@pytest.mark.parametrize(
    ("facts", "zero"),
    [
        ({"receipt_unknown": True}, "2026-03-04"),
        ({"performed": "2026-03-10"}, "2026-03-10"),
        ({"performed": "2026-02-10"}, "2026-03-02"),
        ({"performed": "2026-03-10", "receipt_unknown": True}, "2026-03-10"),
    ],
)
def test_a_payment_runs_from_receipt_or_performance(facts, zero):
    found = deadline("2026-03-02", "P30D", regime="paiement", facts=facts)
    assert found.legal_date == deadline(zero, "P30D", regime="paiement").legal_date


def test_missing_items_start_acceptance_anew_and_suspend_rejection():
    asked = {"requested": "2026-04-15", "completed": "2026-05-01"}
    ask = {"regime": "crpa-incomplet"}
    accepted = deadline("2026-04-10", "P2M", **ask, facts=asked)
    assert str(accepted.legal_date) == "2026-07-01"
    rejected = deadline("2026-04-10", "P2M", **ask, facts={**asked, "silence": "rejection"})
    assert str(rejected.legal_date) == "2026-06-26"
    assert codes(rejected) == ["open-suspension", "note"]
    waiting = deadline("2026-04-10", "P2M", **ask, facts={"silence": "rejection"})
    assert (str(waiting.legal_date), codes(waiting)) == ("2026-06-10", ["note"])
    # Not knowing what silence means, both dates come back.
    assert dates(accepted) == ("2026-07-01", "2026-06-26", "2026-07-01")
    assert codes(accepted) == ["note", "missing-fact", "open-suspension"]
    said = deadline("2026-04-10", "P2M", **ask, facts={**asked, "silence": "acceptance"})
    assert (dates(said), codes(said)) == (("2026-07-01",) * 3, ["note"])


@pytest.mark.parametrize(
    ("facts", "last", "said"),
    [
        # Items that come before the time allowed is over end the suspension; later ones do not prolong it.
        ({"requested": "2026-04-15", "completed": "2026-05-01", "allowed": "2026-05-15"}, "2026-06-26", "open-suspension"),
        ({"requested": "2026-04-15", "completed": "2026-05-20", "allowed": "2026-05-01"}, "2026-06-26", "open-suspension"),
        ({"requested": "2026-04-15", "allowed": "2026-05-01"}, "2026-06-26", "open-suspension"),
        # The rejection was born on 10 June.
        ({"requested": "2026-06-11", "completed": "2026-06-20"}, "2026-06-10", "late-request"),
        ({"requested": "2026-04-15"}, "2026-06-10", "missing-fact"),
        ({"completed": "2026-05-01"}, "2026-06-10", "missing-fact"),
    ],
)  # fmt: skip
def test_a_rejection_is_suspended_for_the_time_allowed(facts, last, said):
    found = deadline("2026-04-10", "P2M", regime="crpa", facts={**facts, "silence": "rejection"})
    assert (str(found.legal_date), codes(found)) == (last, [said, "note"])


def test_both_meanings_of_silence_that_agree_need_no_warning():
    facts = {"requested": "2026-04-10", "completed": "2026-04-12"}
    found = deadline("2026-04-10", "P2M", regime="crpa", facts=facts)
    assert dates(found) == ("2026-06-12",) * 3
    assert codes(found) == ["note"]


@pytest.mark.parametrize(
    ("facts", "last", "said"),
    [
        ({"requested": "2026-02-10", "completed": "2026-02-20"}, "2026-04-20", []),
        ({"requested": "2026-02-11", "completed": "2026-02-20"}, "2026-03-10", ["late-request"]),
        ({"requested": "2026-01-20", "completed": "2026-04-20"}, "2026-06-20", []),
        ({"requested": "2026-01-20", "completed": "2026-04-21"}, "2026-06-21", ["late-items"]),
        ({"requested": "2026-01-20"}, "2026-03-10", ["missing-fact"]),
        ({"requested": "2026-02-11"}, "2026-03-10", ["late-request"]),
        # What silence means changes nothing in planning: the code has its own rule.
        (
            {"requested": "2026-01-20", "completed": "2026-02-20", "silence": "rejection"},
            "2026-04-20",
            ["unused-fact"],
        ),
    ],
)
def test_missing_items_of_a_planning_application(facts, last, said):
    found = deadline("2026-01-10", "P2M", regime="urbanisme", facts=facts)
    assert (str(found.legal_date), codes(found)) == (last, said)


def test_items_cannot_come_before_the_acknowledgement_that_starts_the_period():
    for facts in (
        {"acknowledged": "2026-03-10", "completed": "2026-03-05"},
        {"acknowledged": "2026-03-10", "requested": "2026-03-05", "completed": "2026-03-20"},
        {"requested": "2026-03-12", "completed": "2026-03-11"},
    ):
        with pytest.raises(FactError, match="the earliest day that it can be"):
            deadline("2026-03-01", "P2M", regime="urbanisme", facts=facts)


def test_the_delay_of_old_is_chosen_by_the_day_on_which_the_period_starts():
    ask = {"regime": "franc", "territory": "mayotte"}
    assert str(deadline("2015-10-10", **ask).delay) == "P3M"
    read = deadline("2015-10-10", **ask, facts={"consulted": "2015-10-20"})
    assert (str(read.delay), str(read.legal_date)) == ("P2M", "2015-12-21")
    assert str(deadline("2014-05-10", regime="defere", territory="mayotte").delay) == "P2M"


def test_ordinary_periods_before_the_court_are_carried_over():
    found = deadline("2026-05-08", "P15D", regime="jours-non-francs")
    assert dates(found) == ("2026-05-26",) * 3
    assert "438152" in found.steps[-2].article
    read = deadline(
        "2026-03-02", "P15D", regime="jours-non-francs", facts={"consulted": "2026-03-10"}
    )
    assert str(read.legal_date) == "2026-03-25"


def test_an_electoral_protest_is_carried_over():
    found = deadline("2008-03-17", "P5D", regime="electoral")
    assert str(found.instant) == "2008-03-25 18:00:00+01:00"
    assert "173986" in found.steps[-2].article


def test_a_fact_that_the_regime_does_not_look_at_is_said():
    found = deadline("2026-03-02", "P2M", regime="cpc", facts={"consulted": "2026-03-10"})
    assert codes(found) == ["unused-fact", "note"]
    assert "consulted" in found.warnings[0].text.fr


def test_overseas_the_midnight_of_the_last_day_is_not_settled():
    ask = {"delay": "P2M", "regime": "franc"}
    assert codes(deadline("2026-11-20", territory="guadeloupe", **ask)) == ["open-midnight"]
    assert codes(deadline("2026-11-20", territory="alsace-moselle", **ask)) == []


@pytest.mark.parametrize(
    ("event", "delay", "regime", "said"),
    [
        ("2020-01-11", "P2M", "urbanisme", False),
        ("2020-01-12", "P2M", "urbanisme", True),
        ("2020-06-23", "P2M", "urbanisme", True),
        ("2020-06-24", "P2M", "urbanisme", False),
        ("2020-07-01", "-P2W", "cpc", True),
        ("2020-04-01", "P1M", "eu-1182-71", False),
    ],
)
def test_the_spring_of_2020_is_said_and_not_counted(event, delay, regime, said):
    assert ("spring-2020" in codes(deadline(event, delay, regime=regime))) is said


def test_two_days_in_hours_are_debated_under_european_law():
    late = "2026-05-22T16:30:00+02:00"
    assert "open-two-working-days" in codes(deadline(late, "48 h", regime="eu-1182-71"))
    assert "open-two-working-days" not in codes(deadline(late, "47 h", regime="eu-1182-71"))


@pytest.mark.parametrize("fact", ["completed", "acknowledged"])
def test_a_fact_before_the_event_is_refused(fact):
    with pytest.raises(FactError, match="2026-03-01 is before 2026-03-14"):
        deadline("2026-03-14", "P2M", regime="urbanisme", facts={fact: "2026-03-01"})


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        ("budget-vote", {"renewal_year": False, "settled_by_prefect": False}, ("2026-04-15",) * 3),
        ("budget-vote", {"renewal_year": True, "settled_by_prefect": False}, ("2026-04-30",) * 3),
        ("budget-vote", {"renewal_year": False, "settled_by_prefect": True}, ("2026-06-01",) * 3),
        ("budget vote", {}, ("2026-04-15", "2026-04-15", "2026-06-15")),
        ("vote du budget (année de renouvellement)", {}, ("2026-04-30",) * 3),
        (
            "transmission du budget",
            {"renewal_year": True},
            ("2026-05-15", "2026-05-15", "2026-06-30"),
        ),
        ("comptes-vote", {}, ("2026-06-30",) * 3),
        ("comptes-transmission", {}, ("2026-07-15",) * 3),
    ],
)
def test_the_budget_has_its_days_and_unknown_facts_bring_back_both(name, facts, expected):
    for year in (2026, "2026", "2026-02-03", dt.date(2026, 1, 1)):
        found = deadline(year, name, regime="date-fixe", facts=facts)
        assert dates(found) == expected
        assert ("missing-fact" in codes(found)) is (len(set(expected)) > 1)
        assert Deadline.from_json(found.to_json()) == found


def test_an_unknown_fixed_date_names_the_nearest():
    with pytest.raises(UnknownNameError, match="Nearest: budget-vote"):
        deadline(2026, "budget-votes", regime="date-fixe")


def test_an_electoral_protest_closes_at_18_00():
    found = deadline("2026-03-22", "P5D", regime="electoral")
    assert found.instant.isoformat() == "2026-03-27T18:00:00+01:00"
    assert found.in_time("2026-03-27T17:59+01:00") is True
    assert found.in_time("2026-03-27T18:01+01:00") is False
    assert found.in_time("2026-03-27") is True


def test_in_time_is_unknown_where_the_readings_disagree():
    found = deadline("2026-03-20", "P14D", regime="cpc", territory="alsace-moselle")
    answers = [found.in_time(f"2026-04-0{day}") for day in (3, 4, 7, 8)]
    assert answers == [True, None, None, False]
    wait = deadline("2026-12-10", "P16D", regime="standstill")
    answers = [wait.in_time(f"2026-12-{day}") for day in (25, 26, 28, 29)]
    assert answers == [False, None, None, True]
    # The fifth day is Good Friday, a holiday only where there is a temple.
    protest = deadline("2026-03-29", "P5D", regime="electoral", territory="alsace-moselle")
    moments = [
        "2026-04-03T12:00+02:00",
        dt.datetime(2026, 4, 4, 12, tzinfo=dt.UTC),
        "2026-04-07T19:00+02:00",
    ]
    assert [protest.in_time(moment) for moment in moments] == [True, None, False]


def test_days_left_are_counted_to_the_safe_date():
    found = deadline("2026-11-20", "P2M", regime="franc")
    assert found.days_left("2027-01-20") == 1
    assert found.days_left(dt.date(2027, 1, 22)) == -1
    assert found.next_day == dt.date(2027, 1, 22)


def test_a_whole_day_ends_at_its_last_microsecond_in_local_time():
    found = deadline("2026-11-20", "P2M", regime="franc", territory="guadeloupe")
    assert found.instant.isoformat() == "2027-01-21T23:59:59.999999-04:00"
    assert found.instant.date() == found.legal_date
    assert found.safe_instant == found.instant


def test_an_instant_is_taken_on_its_local_day():
    late = "2026-11-20T23:30:00-04:00"  # 21 November in Paris
    assert deadline(late, "P2M", regime="franc", territory="guadeloupe").event == dt.date(
        2026, 11, 20
    )
    assert deadline(late, "P2M", regime="franc").event == dt.date(2026, 11, 21)
    naive = dt.datetime(2026, 11, 20, 23, 30)  # noqa: DTZ001  # naive on purpose
    assert deadline(naive, "P2M", regime="franc").event == dt.date(2026, 11, 20)


def test_days_of_pendulum_are_days():
    import pendulum

    for day in (pendulum.date(2026, 11, 20), pendulum.datetime(2026, 11, 20, tz="Europe/Paris")):
        found = deadline(day, "P2M", regime="franc")
        assert type(found.event) is dt.date
        assert found == deadline("2026-11-20", "P2M", regime="franc")


@pytest.mark.parametrize(
    "event",
    [
        "0000-05-22",
        "2026-02-30",
        "20/11/2026",
        "2026-11",
        "hier",
        "2026-11-20T25:00",
        20261120,
        None,
        3.5,
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(event):
    with pytest.raises(DateError, match=r"is not a day of the calendar\. Write it as 2026-11-20"):
        deadline(event, "P2M", regime="franc")


def test_what_a_regime_cannot_count_is_refused_with_what_to_write():
    for regime, delay, write in (
        ("franc", "15 jours ouvrés", "P2M"),
        ("gdpr-hours", "P2M", "72 h"),
        ("ouvres", "P10D", "10 jours ouvrés"),
        ("reception-offres", "72 h", "P2M"),
        ("jours-non-francs", "-P5D", "P2M"),
        ("eu-1182-71", "-72 h", "P2M"),
        ("convocations", "P1M", "-3 jours francs"),
        ("heures", "P2D", "72 h"),
    ):
        with pytest.raises(InputError, match="cannot count") as refused:
            deadline("2026-05-22", delay, regime=regime)
        assert f"Write for instance: {write}." in refused.value.en
        assert "Écrivez par exemple" in refused.value.fr


def test_a_count_beyond_the_calendar_is_refused():
    for event, delay in (("9999-12-01", "P2M"), ("9999-12-01", "P100D"), ("2026-01-01", "P9999Y")):
        with pytest.raises(DateError, match="leaves the calendar"):
            deadline(event, delay, regime="crpa")


def test_unknown_names_give_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown regime 'frank'\. Nearest: franc"):
        deadline("2026-05-22", "P2M", regime="frank")
    with pytest.raises(UnknownNameError, match="Nearest: guadeloupe"):
        deadline("2026-05-22", "P2M", regime="franc", territory="gwadeloupe")
    with pytest.raises(UnknownNameError, match="Nearest: residence"):
        deadline("2026-05-22", "P2M", regime="franc", facts={"residense": "etranger"})
    with pytest.raises(UnknownNameError, match="Nearest: etranger"):
        deadline("2026-05-22", "P2M", regime="franc", facts={"residence": "étranger"})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("temple", "oui", "expected true or false"),
        ("population", True, "expected a whole number"),
        ("population", -1, "expected 0 or more"),
        ("residence", 974, "expected the name of a choice"),
    ],
)
def test_facts_are_typed(name, value, said):
    with pytest.raises(FactError, match=said):
        deadline("2026-05-22", "P2M", regime="franc", facts={name: value})


def test_a_fact_that_is_none_is_not_known():
    assert deadline("2026-05-22", "P2M", regime="franc", facts={"residence": None}) == deadline(
        "2026-05-22", "P2M", regime="franc"
    )


def test_old_years_are_computed_with_a_warning():
    assert "unchecked-years" in codes(deadline("1975-09-05", "P1M", regime="franc"))


def test_other_names_lead_to_the_same_regime():
    for alias, name in REGIMES.aliases.items():
        assert name in REGIMES
        assert alias not in REGIMES
    assert deadline("2026-05-22", "P2M", regime="silence").regime == "crpa"


def test_the_facts_have_words_in_both_languages():
    assert all(fact.label.fr and fact.label.en for fact in FACTS.facts.values())


def test_json_says_the_safe_date_and_the_instant_for_those_who_only_read():
    written = deadline("2026-11-20", "2 mois", regime="franc").to_json()
    assert json.loads(json.dumps(written)) == written
    assert written["legal_date"] == written["safe_date"] == "2027-01-21"
    assert written["instant"].startswith("2027-01-21T23:59:59")
    assert written["delay"] == "P2M"


WRITTEN = deadline("2026-11-20", "2 mois", regime="franc").to_json()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (json.dumps(WRITTEN), "expected an object"),
        (None, "expected an object"),
        ({}, "the key 'schema' is missing"),
        ({**WRITTEN, "regime": 3}, "deadline.regime: expected a text, got 3"),
        ({**WRITTEN, "legal_dat": "2027-01-21"}, "unknown key 'legal_dat'. Nearest: legal_date"),
        ({**WRITTEN, "event": "20/11/2026"}, "deadline.event: expected a text written as"),
        ({**WRITTEN, "delay": "two moons"}, "deadline: 'two moons' is not a delay"),
        ({**WRITTEN, "steps": [{**WRITTEN["steps"][0], "number": True}]}, r"steps\[0\].number: expected a whole number"),
    ],
)  # fmt: skip
def test_data_that_are_no_deadline_are_refused_with_their_place(data, sentence):
    with pytest.raises(DataError, match=sentence):
        Deadline.from_json(data)


@pytest.mark.parametrize("zone", ["Europe/Pari", "../etc", ""])
def test_data_of_a_zone_that_nobody_knows_are_refused(zone):
    with pytest.raises(DataError, match=r"deadline\.zone: no time zone bears this name"):
        Deadline.from_json({**WRITTEN, "zone": zone})


def test_a_delay_is_taken_as_text_or_as_a_value():
    assert deadline("2026-11-20", Delay(months=2), regime=REGIMES["franc"]) == deadline(
        "2026-11-20", "P2M", regime="franc"
    )


def test_the_first_day_may_be_part_of_the_period():
    for delay, last in (("P16D", "2026-03-17"), ("P1M", "2026-04-01"), ("P1M15D", "2026-04-16")):
        included = deadline("2026-03-02", f"{delay} (jour d'envoi compris)", regime="crpa")
        assert str(included.legal_date) == last
        assert included.steps[0].text.en == "First day, counted: Monday 2 March 2026."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"facts": "x"}, "facts are given by name"),
        ({"facts": []}, "facts are given by name"),
        ({"regime": []}, "a regime is given by its name"),
        ({"territory": ["metropole"]}, "unknown territory"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_a_sentence(said, sentence):
    with pytest.raises(InputError, match=sentence):
        deadline("2026-11-20", "P2M", **({"regime": "franc"} | said))


@pytest.mark.parametrize(
    ("event", "delay", "regime"),
    [
        ("9999-12-31T20:00:00+00:00", "72 h", "gdpr-hours"),
        ("0001-01-01T00:00:00+05:00", "72 h", "gdpr-hours"),
        ("9999-12-31T23:30:00-05:00", "P1D", "cpc"),
    ],
)
def test_an_instant_at_the_end_of_the_calendar_is_refused_in_a_sentence(event, delay, regime):
    with pytest.raises(DateError, match="leaves the calendar"):
        deadline(event, delay, regime=regime)


MOMENTS = [
    pendulum.datetime(2026, 5, 22, 16, 30, tz="Europe/Paris"),
    pendulum.datetime(2026, 5, 22, 14, 30),
    pd.Timestamp("2026-05-22T16:30:00+02:00"),
    dt.datetime(2026, 5, 22, 14, 30, tzinfo=dt.UTC),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: type(moment).__module__)
def test_an_instant_of_any_library_is_the_same_instant(moment):
    found = deadline(moment, "72 h", regime="gdpr-hours")
    assert found == deadline("2026-05-22T16:30:00+02:00", "72 h", regime="gdpr-hours")
    assert str(found.instant) == "2026-05-25 17:00:00+02:00"
    assert type(found.event) is type(found.legal_date) is dt.date
    assert found.in_time(found.instant) is None  # counted to the minute, it was over at 16:30
    assert found.in_time(found.safe_instant) is True
    assert Deadline.from_json(found.to_json()) == found
    assert deadline(found.instant, "72 h", regime="gdpr-hours").event == dt.date(2026, 5, 25)


def test_in_polynesie_the_offset_tells_the_archipelago_for_days_too():
    ask = {"regime": "franc", "territory": "polynesie"}
    late = "2026-05-22T00:15:00-09:30"
    assert deadline(late, "P2M", **ask).event == dt.date(2026, 5, 22)
    assert deadline(late, "P2M", **ask).zone == "Pacific/Marquesas"
    tahiti = deadline(late, "P2M", **ask, facts={"archipelago": "tahiti"})
    assert (tahiti.event, tahiti.zone) == (dt.date(2026, 5, 21), "Pacific/Tahiti")
    assert deadline("2026-05-22T00:15:00", "P2M", **ask).zone == "Pacific/Tahiti"
    fixed = deadline(
        2026,
        "budget-vote",
        regime="date-fixe",
        territory="polynesie",
        facts={"archipelago": "marquises"},
    )
    assert fixed.zone == "Pacific/Marquesas"


@pytest.mark.parametrize("event", ["2015-10-17T22:00:00+00:00", "2015-10-18T01:00:00+03:00"])
def test_the_usual_delay_is_that_of_the_local_day(event):
    assert str(deadline(event, regime="franc", territory="mayotte").delay) == "P2M"


@pytest.mark.parametrize("regime", ["eu-1182-71", "cgct-jours"])
def test_only_one_day_back_is_the_eve_under_every_reading(regime):
    month = deadline("2026-06-18", "-P1M", regime=regime)
    assert dates(month) == ("2026-05-18", "2026-05-17", "2026-05-18")
    assert dates(deadline("2026-06-18", "-P1D", regime=regime)) == ("2026-06-17",) * 3
    columns = deadline_arrays(["2026-06-18"], "-P1M", regime=regime)
    assert columns.safe.tolist() == [dt.date(2026, 5, 17)]


def test_a_holiday_in_doubt_is_named_where_carrying_over_is_in_doubt_too():
    ask = {"regime": "paiement"}
    friday = deadline("2023-04-01", "P6D", territory="alsace-moselle", **ask)
    assert codes(friday) == ["open-extension", "conditional-holiday"]
    known = deadline("2023-04-01", "P6D", territory="alsace-moselle", facts={"temple": True}, **ask)
    assert codes(known) == ["open-extension"]
    may = deadline("2026-05-14", "P14D", territory="saint-martin", **ask)
    assert codes(may) == ["open-extension", "disputed-holiday"]


def test_a_notice_read_on_an_unknown_day_leaves_the_end_open():
    ask = {"delay": "P2M", "regime": "franc"}
    found = deadline("2026-01-05", facts={"unread": False}, **ask)
    latest = deadline("2026-01-20", **ask).legal_date
    assert (found.safe_date, found.latest_date) == (dt.date(2026, 3, 6), latest)
    assert found.in_time("2026-03-10") is None
    assert codes(found) == ["missing-fact"]
    assert "consulted" in found.warnings[0].text.fr
    with pytest.raises(FactError, match="cannot be true where 'consulted' is 2026-01-10"):
        deadline("2026-01-05", facts={"unread": True, "consulted": "2026-01-10"}, **ask)


def test_missing_items_do_not_move_what_is_due_in_working_days():
    facts = {"silence": "acceptance", "completed": "2026-05-04"}
    found = deadline("2026-04-10", "10 jours ouvrés", regime="crpa", facts=facts)
    plain = deadline("2026-04-10", "10 jours ouvrés", regime="crpa")
    assert found.legal_date == plain.legal_date
    assert codes(found) == ["unused-fact", "unused-fact", "note"]


@pytest.mark.parametrize(
    ("event", "delay", "regime"),
    [
        ("2015-11-11", "P2M", "crpa"),
        ("2001-10-25", "P4M", "retrait"),
        ("2009-11-30", "P11D", "standstill"),
        ("2013-10-16", "P6W", "cnen"),
        ("1971-06-07", "P2M", "eu-1182-71"),
        ("2018-05-24T12:00:00+02:00", "72 h", "gdpr-hours"),
    ],
)
def test_a_regime_says_when_it_was_not_in_force(event, delay, regime):
    assert "not-in-force" in codes(deadline(event, delay, regime=regime))
    day = dt.datetime.fromisoformat(event) + dt.timedelta(days=1)
    next_day = day if day.tzinfo else day.date()
    assert "not-in-force" not in codes(deadline(next_day, delay, regime=regime))


def test_thirty_days_to_pay_are_not_told_of_days_before_they_were_the_law():
    with pytest.raises(InputError, match="fixes no delay for these facts"):
        deadline("2010-06-30", regime="paiement")
    assert str(deadline("2010-07-01", regime="paiement").legal_date) == "2010-07-31"


def test_words_agree_in_number():
    year = deadline("2026-01-05", "P1Y2M", regime="cpc")
    assert year.steps[1].text.fr.startswith("1 an et 2 mois, au même quantième")
    hour = deadline("2026-05-22T16:30:00+02:00", "1 h", regime="heures")
    assert "1 heure écoulée, sans report" in hour.steps[-1].text.fr
    asked = {"silence": "rejection", "requested": "2026-04-15", "completed": "2026-04-16"}
    day = deadline("2026-04-10", "P2M", regime="crpa", facts=asked)
    assert "suspendu 1 jour," in day.steps[-2].text.fr
    assert "suspended for 1 day," in day.steps[-2].text.en
    far = deadline("2026-01-12", "P1M", regime="franc", facts={"residence": "reunion"})
    assert far.steps[1].text.fr.startswith("Délai de distance de 1 mois, compté")


def test_the_calendar_has_a_last_day():
    last = deadline("9999-12-30", "P1D", regime="cgct-jours")
    with pytest.raises(DateError, match="leaves the calendar"):
        _ = last.next_day


def test_a_fact_that_is_no_day_is_named():
    with pytest.raises(FactError, match="fact 'consulted': 'demain' is not a day"):
        deadline("2026-01-05", "P2M", regime="franc", facts={"consulted": "demain"})


@pytest.mark.parametrize(
    ("facts", "ends", "said"),
    [
        # Completed, asked for on an unknown day: started anew under acceptance, and not moved under rejection.
        ({"completed": "2026-02-10"}, ("2026-04-10", "2026-03-05", "2026-04-10"), {"missing-fact"}),
        # Asked for, not come: not started under acceptance, suspended for the time allowed under rejection.
        ({"requested": "2026-01-10", "allowed": "2026-02-10"}, ("2026-03-05", "2026-03-05", "2026-04-05"), {"missing-fact", "open-suspension"}),
        ({"requested": "2026-01-10", "silence": "acceptance"}, ("2026-03-05",) * 3, {"missing-fact"}),
        # Asked for after the rejection was born: the warning of that reading comes along.
        ({"requested": "2026-06-15", "completed": "2026-07-04"}, ("2026-09-04", "2026-03-05", "2026-09-04"), {"missing-fact", "late-request"}),
    ],
)  # fmt: skip
def test_an_incomplete_request_leaves_no_outcome_unsaid(facts, ends, said):
    found = deadline("2026-01-05", "P2M", regime="crpa-incomplet", facts=facts)
    assert dates(found) == ends
    assert set(codes(found)) == said | {"note"}


def test_facts_of_an_incomplete_request_come_in_their_order():
    for facts, name in (
        ({"requested": "2025-12-01", "completed": "2026-02-01"}, "requested"),
        ({"requested": "2026-02-01", "completed": "2026-01-20"}, "completed"),
        ({"silence": "rejection", "requested": "2026-01-20", "allowed": "2026-01-10"}, "allowed"),
    ):
        with pytest.raises(FactError, match="the earliest day that it can be") as refused:
            deadline("2026-01-05", "P2M", regime="crpa", facts=facts)
        assert refused.value.fact == name
    with pytest.raises(FactError, match="2025-01-20 is before 2026-01-05"):
        deadline("2026-01-05", "P2M", regime="urbanisme", facts={"requested": "2025-01-20"})


def test_the_other_reading_of_a_doubt_brings_its_own_readings():
    found = deadline("2024-02-14", "P2M", regime="franc", facts={"unread": False})
    last = deadline("2024-02-14", "P2M", regime="franc", facts={"consulted": "2024-02-29"})
    assert found.latest_date == last.latest_date == dt.date(2024, 5, 2)
    assert codes(found) == ["missing-fact", "second-reading"]


def test_two_working_days_back_allow_for_holidays_in_doubt():
    ask = {"regime": "eu-1182-71", "territory": "saint-martin"}
    found = deadline("2019-05-30", "-P2D", **ask)
    assert str(found.safe_date) == "2019-05-23"
    assert codes(found) == [
        "disputed-holiday",
        "disputed-holiday",
        "open-two-working-days",
        "open-clear",
    ]
    columns = deadline_arrays(["2019-05-30"], "-P2D", **ask)
    assert columns.safe.tolist() == [found.safe_date]


def test_facts_given_as_instants_are_read_in_local_time():
    ask = {"delay": "P2M", "regime": "franc"}
    late = deadline("2026-03-17", facts={"consulted": "2026-03-17T23:30:00Z"}, **ask)
    assert late == deadline("2026-03-17", facts={"consulted": "2026-03-18"}, **ask)
    both = deadline("2026-03-17T23:30:00Z", facts={"consulted": "2026-03-17T23:40:00Z"}, **ask)
    assert both.event == dt.date(2026, 3, 18)


@pytest.mark.parametrize(
    ("event", "regime", "facts"),
    [
        ("2026-03-10", "crpa", {"residence": "etranger"}),
        ("2026-03-10", "defere", {"residence": "etranger"}),
        ("2026-03-10", "retrait", {"temple": True}),
        ("2026-03-10", "cpc", {"urgent": True}),
        (2026, "date-fixe", {"unread": True}),
    ],
)
def test_every_fact_that_changes_nothing_is_said(event, regime, facts):
    delay = "comptes-vote" if regime == "date-fixe" else "P2M"
    found = deadline(event, delay, regime=regime, facts=facts)
    [notice] = [notice for notice in found.warnings if notice.code == "unused-fact"]
    assert next(iter(facts)) in notice.text.fr


def test_the_facts_that_chose_the_delay_are_used_ones():
    facts = {"kind": "commune", "population": 3600}
    assert codes(deadline("2026-05-28", regime="convocations", facts=facts)) == []
    given = deadline("2026-05-28", "5 jours francs", regime="convocations", facts=facts)
    assert codes(given) == ["unused-fact", "unused-fact"]


def test_years_before_those_checked_are_said_of_either_end():
    assert "unchecked-years" in codes(deadline("1990-01-03", "-10 jours ouvrés", regime="ouvres"))


def test_fixed_dates_are_asked_for_by_name():
    with pytest.raises(InputError, match="say which date of regime 'date-fixe': budget-vote, "):
        deadline(2026, regime="date-fixe")


NOT_A_TIME = [pd.NaT, pd.NA]


@pytest.mark.parametrize("nothing", NOT_A_TIME, ids=["NaT", "NA"])
def test_what_pandas_writes_for_nothing_is_no_day(nothing):
    found = deadline("2026-01-05", "P2M", regime="franc")
    for ask in (
        lambda: deadline(nothing, "P2M", regime="franc"),
        lambda: deadline(nothing, "72 h", regime="gdpr-hours"),
        lambda: deadline(nothing, "P2M", regime="franc", territory="polynesie"),
        lambda: found.days_left(nothing),
        lambda: found.in_time(nothing),
    ):
        with pytest.raises(DateError, match="is not a day of the calendar"):
            ask()
