"""Aids: who may ask, when, for how much; never offered when they are closed or only planned."""

import datetime as dt
import json
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tnt_core as tnt
from tnt_core.errors import DateError, InputError
from tnt_core.model.aid_examples import AidExample
from tnt_core.model.aids import AidState
from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.surroundings_converter import make_surroundings_converter
from tnt_core.model.windows import Window
from tnt_core.packages import read_bytes
from tnt_core.rules import Truth, parse

DATASET = tnt.load()
CONVERTER = make_surroundings_converter(DATASET.vocabulary)
EXAMPLES = {
    id_: [CONVERTER.structure(case, AidExample) for case in cases]
    for id_, cases in json.loads(read_bytes("aid_examples")).items()
}
SMALL = tnt.Profile(kind="commune", population_total=900)


@pytest.mark.parametrize("id_", DATASET.aids)
def test_every_example_of_every_aid_comes_out(id_):
    for example in EXAMPLES[id_]:
        assert example.differences(DATASET.aids[id_]) == ()


@pytest.mark.parametrize("id_", DATASET.aids)
def test_an_aid_is_offered_only_when_it_is_open(id_):
    aid = DATASET.aids[id_]
    for year in range(2012, 2034):
        for day in (dt.date(year, 1, 1), dt.date(year, 9, 1)):
            truth = aid.decide(SMALL, on=day).truth
            state = aid.state(day)
            if state in {AidState.CLOSED, AidState.TO_COME, AidState.DRAFT}:
                assert truth is Truth.NO
            if truth is Truth.YES:
                assert state in {AidState.OPEN, AidState.YEARLY}


def test_a_small_town_in_september_2021_gets_yes_no_and_unknown():
    answers = {aid.id: aid.decide(SMALL, on="2021-09-01") for aid in DATASET.aids.values()}
    assert answers["fr-relance-axe2-franceconnect-api"].truth is Truth.YES
    assert answers["anct-ingenierie"].truth is Truth.YES
    assert answers["anssi-ralec-2025"].truth is Truth.NO
    assert answers["csirt-incubation"].truth is Truth.NO
    ads = answers["fr-relance-demat-ads"]
    assert (ads.truth, ads.missing) == (Truth.UNKNOWN, ("runs_planning_service",))
    assert {answer.truth for answer in answers.values()} == set(Truth)


@pytest.mark.parametrize(
    ("aid", "facts", "cost", "on", "amount"),
    [
        ("fr-relance-demat-ads", {"communes_attached": 10}, None, "2021-09-01", "8000"),
        ("fr-relance-demat-ads", {"communes_attached": 40}, None, "2021-09-01", "16000"),
        ("fr-relance-axe2-franceconnect-api", {}, None, "2021-09-01", "5000"),
        ("fr-relance-axe3-guichets", {}, 12345, "2021-09-01", "12345"),
        ("fr-relance-axe3-guichets", {}, 99_000_000, "2021-09-01", "34000000"),
        ("detr", {}, "1000.50", "2026-11-23", "800.40"),
    ],
)
def test_an_estimate_gives_the_figures_of_the_texts(aid, facts, cost, on, amount):
    estimate = DATASET.aids[aid].estimate(SMALL, on=on, cost=cost, facts=facts)
    assert estimate.amount == Decimal(amount)
    assert estimate.currency == "EUR"
    assert estimate.steps


def test_an_estimate_without_its_facts_says_what_is_missing():
    estimate = DATASET.aids["fr-relance-demat-ads"].estimate(SMALL, on="2021-09-01")
    assert estimate.amount is None
    assert not estimate.exact
    assert (estimate.least, estimate.most) == (4000, 16000)
    assert estimate.missing == ("communes_attached",)


def test_who_is_not_eligible_gets_nothing():
    region = tnt.Profile(kind="region")
    estimate = DATASET.aids["fr-relance-demat-ads"].estimate(region, on="2021-09-01")
    assert (estimate.amount, estimate.exact) == (0, True)
    assert estimate.decision.truth is Truth.NO


def test_the_old_id_stays():
    assert DATASET.aids["fr-relance-demat-ads"].funders == ("mtfp",)


def test_terms_change_with_the_call():
    call = DATASET.aids["fr-relance-axe2-aap"]
    big = tnt.Profile(kind="epci_fp", population_total=400_000)
    assert call.decide(big, on="2021-10-07").truth is Truth.NO
    assert call.decide(big, on="2021-10-08").truth is Truth.YES


def test_a_variant_is_that_of_the_place():
    aid = DATASET.aids["csirt-assistance"]
    facts = DATASET.vocabulary.check({"region": "53"})
    [variant] = aid.variants_for(facts)
    assert (variant.id, variant.phone) == ("bre", "0 800 200 008")
    assert aid.variants_for(DATASET.vocabulary.check({})) == ()


def test_a_draft_is_never_open():
    draft = attrs.evolve(DATASET.aids["dix-sept-cyber"], draft=True)
    assert draft.state(dt.date(2026, 1, 1)) is AidState.DRAFT
    decision = draft.decide(SMALL, on="2026-01-01")
    assert decision.truth is Truth.NO
    assert decision.reasons[-1].sentence("en") == "aid in draft, not open yet"


def test_a_yearly_campaign_must_ask_whether_it_is_open():
    rule = parse("kind == commune", DATASET.vocabulary)
    with pytest.raises(InputError, match="aid_campaign_is_open"):
        attrs.evolve(DATASET.aids["detr"], applies=rule)


def test_an_unknown_day_is_refused():
    with pytest.raises(DateError):
        DATASET.aids["detr"].decide(SMALL, on="soon")


def window(kind="end-unknown", **dates):
    return Window(kind=kind, **{name: PartialDate.parse(date) for name, date in dates.items()})


@pytest.mark.parametrize(
    ("dates", "day", "state"),
    [
        ({"opens": "2021-05-27"}, "2021-05-26", AidState.TO_COME),
        ({"opens": "2021-05-27"}, "2021-05-27", AidState.UNKNOWN),
        ({"opens": "2021-05-27", "seen_open": "2021-11"}, "2021-11-01", AidState.OPEN),
        ({"opens": "2021-05-27", "seen_open": "2021-11"}, "2021-11-02", AidState.UNKNOWN),
        ({"opens": "2021", "seen_closed": "2023"}, "2023-12-30", AidState.UNKNOWN),
        ({"opens": "2021", "seen_closed": "2023"}, "2023-12-31", AidState.CLOSED),
        ({"kind": "permanent"}, "2026-01-01", AidState.UNKNOWN),
        ({"kind": "permanent", "seen_open": "2025"}, "2025-12-31", AidState.OPEN),
        ({"kind": "permanent", "opens": "2025"}, "2025-06-01", AidState.UNKNOWN),
        ({"kind": "campaigns", "seen_open": "2020"}, "2026-01-01", AidState.YEARLY),
        ({"kind": "dated", "closes": "2022-10-04"}, "2022-10-05", AidState.CLOSED),
        ({"kind": "dated", "closes": "2022"}, "2021-06-01", AidState.UNKNOWN),
    ],
)
def test_no_end_no_end_known_and_campaigns_are_different_things(dates, day, state):
    assert window(**dates).state(dt.date.fromisoformat(day)) is state


@pytest.mark.parametrize(
    "dates",
    [
        {"kind": "dated"},
        {"kind": "permanent", "closes": "2022"},
        {"kind": "dated", "opens": "2022-05", "closes": "2022-04"},
    ],
)
def test_a_window_that_cannot_be_is_refused(dates):
    with pytest.raises(InputError, match="window"):
        window(**dates)


def test_an_example_that_fails_says_how():
    example = AidExample(
        facts={"kind": "region"},
        on=dt.date(2021, 9, 1),
        expected="yes",
        state=AidState.CLOSED,
        missing=("kind",),
        amount=Decimal(5),
    )
    assert example.differences(DATASET.aids["fr-relance-axe2-franceconnect-api"]) == (
        ("state", "closed", "open"),
        ("amount", "5", "5000"),
        ("missing", "kind", "—"),
    )


FACTS = {
    "kind": st.sampled_from(["commune", "epci_fp", "departement", "region", "syndicat", "ccas"]),
    "population_total": st.sampled_from([0, 3499, 3500, 14_999, 15_000, 300_000, 500_001]),
    "population_dgf": st.sampled_from([2000, 2001, 3500, 20_000, 20_001, 35_000]),
    "zone": st.sampled_from(["metro", "drom", "com"]),
    "departement": st.sampled_from(["63", "68", "01"]),
    "region": st.sampled_from(["53", "06"]),
    "territory": st.sampled_from(["guadeloupe", "metropole"]),
    "communes_attached": st.integers(0, 50),
    "project_cost_eur": st.integers(0, 10**7),
    **{
        name: st.booleans()
        for name in (
            "runs_planning_service",
            "is_shared_service_body",
            "aid_campaign_is_open",
            "aid_criteria_are_met",
            "is_club_ssi_member",
            "has_moderate_fiscal_potential",
            "uses_comedec",
        )
    },
}
DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2030, 1, 1))


@given(st.fixed_dictionaries(FACTS), st.sets(st.sampled_from(sorted(FACTS))), DAYS)
def test_learning_more_never_turns_a_yes_into_a_no(everything, forgotten, day):
    some = {name: value for name, value in everything.items() if name not in forgotten}
    less, more = (DATASET.vocabulary.check(facts) for facts in (some, everything))
    for aid in DATASET.aids.values():
        before, after = (aid.estimate_facts(facts, on=day) for facts in (less, more))
        if before.decision.truth is not Truth.UNKNOWN:
            assert before.decision.truth is after.decision.truth
        if before.least is not None and after.decision.truth is not Truth.NO:
            assert after.least is not None
            assert before.least <= after.least
        if before.most is not None and after.most is not None:
            assert after.most <= before.most
