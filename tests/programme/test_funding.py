"""Several aids together, under the minimum that the owner pays."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tnt_core as tnt
from tnt_core.errors import InputError
from tnt_core.model.funding import EXEMPT_TERRITORIES, plan_funding
from tnt_core.rules import Truth

TOWN = tnt.Profile(kind="commune", territory="metropole")


@pytest.mark.parametrize(
    ("profile", "aids", "given", "allowed", "excess", "own"),
    [
        (TOWN, {"a": 6000, "b": 2000}, {"investment": True}, Truth.YES, 0, 2000),
        (TOWN, {"a": 6000, "b": 2001}, {"investment": True}, Truth.NO, 1, 2000),
        (TOWN, {"a": 8001}, {}, Truth.UNKNOWN, 1, 2000),
        (TOWN, {"a": 8001}, {"investment": False}, Truth.YES, 0, 1999),
        (TOWN, {"a": 10001}, {"investment": False}, Truth.NO, 1, 0),
        (TOWN, {"a": 1000, "b": None}, {"investment": True}, Truth.UNKNOWN, 0, 9000),
        (TOWN, {"a": 6400}, {"investment": True, "private": 2000}, Truth.YES, 0, 1600),
        (TOWN, {"a": 6401}, {"investment": True, "private": 2000}, Truth.NO, 1, 1600),
        (TOWN, {"a": 9000}, {"investment": True, "own_share": "0.1"}, Truth.YES, 0, 1000),
        (tnt.Profile(kind="commune", territory="guyane"), {"a": 9000}, {"investment": True}, Truth.YES, 0, 1000),
        (tnt.Profile(kind="commune", zone="drom"), {"a": 9000}, {"investment": True}, Truth.YES, 0, 1000),
        (tnt.Profile(kind="commune", zone="metro"), {"a": 9000}, {"investment": True}, Truth.NO, 1000, 2000),
        (tnt.Profile(kind="commune", zone="com"), {"a": 9000}, {"investment": True}, Truth.UNKNOWN, 1000, 2000),
        (tnt.Profile(territory="metropole"), {"a": 9000}, {"investment": True}, Truth.UNKNOWN, 1000, 2000),
        (tnt.Profile(kind="ccas", territory="metropole"), {"a": 9000}, {"investment": True}, Truth.YES, 0, 1000),
    ],
)  # fmt: skip
def test_the_owner_pays_a_fifth_of_the_public_money(profile, aids, given, allowed, excess, own):
    plan = plan_funding(profile, 10_000, aids, **given)
    assert (plan.allowed, plan.excess, plan.own) == (allowed, excess, own)


def test_the_limit_is_known_only_where_the_rule_is():
    assert plan_funding(TOWN, 100, {}, investment=True).most_aids == 80
    assert plan_funding(TOWN, 100, {}).most_aids is None


def test_what_is_not_known_is_said():
    plan = plan_funding(tnt.Profile(), 100, {"x": None})
    said = [unknown.en for unknown in plan.unknowns]
    assert said[:4] == [
        "the kind of the owner",
        "the territory of the owner",
        "whether the project is an investment",
        "the amount of aid 'x'",
    ]
    assert plan_funding(TOWN, 100, {}, investment=True).unknowns[-1].en.startswith("each aid's own")


def test_estimates_can_be_added_up():
    aid = tnt.load().aids["fr-relance-axe2-franceconnect-api"]
    estimate = aid.estimate(TOWN, on="2021-09-01")
    plan = plan_funding(TOWN, 6000, {"fc": estimate}, investment=True)
    assert plan.aids["fc"] == 5000
    assert (plan.allowed, plan.excess) == (Truth.NO, Decimal("200.0"))


@pytest.mark.parametrize("bad", [{"private": 101}, {"own_share": "2"}, {"own_share": "half"}])
def test_money_that_cannot_be_is_refused(bad):
    with pytest.raises(InputError):
        plan_funding(TOWN, 100, {}, **bad)


def test_the_exempt_territories_are_those_of_the_article():
    assert len(EXEMPT_TERRITORIES) == 8


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), max_size=4))
def test_owner_and_aids_never_make_more_than_the_cost(cost, amounts):
    aids = {str(index): amount for index, amount in enumerate(amounts)}
    plan = plan_funding(TOWN, cost, aids, investment=True)
    assert plan.own + min(plan.known_aids, plan.most_aids) == cost
    assert plan.own >= plan.cost * Decimal("0.2")
    assert (plan.allowed is Truth.YES) is (plan.excess == 0)


def test_ceilings_that_add_up_to_too_much_are_no_refusal():
    village = tnt.Profile(kind="commune", territory="metropole", population_total=900)
    aids = tnt.load().aids
    together = {
        id_: aids[id_].estimate(village, on="2026-03-01", cost=100_000) for id_ in ("detr", "dsil")
    }
    assert not any(estimate.exact for estimate in together.values())
    plan = plan_funding(village, 100_000, together, investment=True)
    assert plan.excess > 0
    assert plan.allowed is Truth.UNKNOWN
