"""Money, and how much each sort of amount comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.errors import InputError
from tnt_core.model.amounts import (
    Flat,
    InKind,
    NotFixed,
    PerUnit,
    Rate,
    Yearly,
    work_out,
)
from tnt_core.model.money import Money, euros
from tnt_core.rules import Vocabulary, parse
from tnt_core.texts import Text

UNIT = Text(fr="commune", en="municipality")
VOCABULARY = Vocabulary.from_table(
    {
        "project_cost_eur": {"type": "money", "label": {"fr": "coût", "en": "cost"}},
        "units": {"type": "int", "label": {"fr": "unités", "en": "units"}},
        "rural": {"type": "bool", "label": {"fr": "rural", "en": "rural"}},
    }
)


def known(**facts):
    return VOCABULARY.check(facts)


def ends(amount, **facts):
    found = work_out(amount, known(**facts))
    return found.least, found.most, found.missing


@pytest.mark.parametrize("value", [0.5, True, "many", "-1", "NaN", "Infinity", None, [1]])
def test_what_is_no_money_is_refused(value):
    with pytest.raises(InputError, match="not an amount of money"):
        euros(value)


def test_money_is_decimal_and_keeps_its_currency():
    assert euros("0.1") == Money(Decimal("0.1"))
    assert euros(3).currency == "EUR"
    with pytest.raises(InputError):
        Money(3)


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        ("16000", "16\u202f000\u00a0€", "€16,000"),
        ("1500.5", "1\u202f500,50\u00a0€", "€1,500.50"),
        ("1E+3", "1\u202f000\u00a0€", "€1,000"),
    ],
)
def test_money_is_written_as_the_language_does(amount, fr, en):
    money = Money(Decimal(amount))
    assert (money.label("fr"), money.label("en")) == (fr, en)


def test_a_flat_sum_is_the_same_for_all():
    assert ends(Flat(amount=euros(5000))) == (5000, 5000, ())
    yearly = work_out(Flat(amount=euros(50), per="year"), known())
    assert yearly.steps[0].text.en == "flat sum a year"


ADS = PerUnit(
    base=euros(4000), each=euros(400), unit=UNIT, fact="units", most_units=30, ceiling=euros(16000)
)
CHECKS = PerUnit(each=euros("0.50"), unit=UNIT, fact="units", least_payment=euros(500))


@pytest.mark.parametrize(
    ("amount", "units", "expected"),
    [
        (ADS, 0, "4000"),
        (ADS, 10, "8000"),
        (ADS, 30, "16000"),
        (ADS, 31, "16000"),
        (CHECKS, 999, "0"),
        (CHECKS, 1000, "500"),
        (CHECKS, 1001, "500.50"),
        (PerUnit(each=euros(10), unit=UNIT, fact="units", ceiling=euros(15)), 2, "15"),
    ],
)
def test_units_are_counted_up_to_their_cap(amount, units, expected):
    least, most, missing = ends(amount, units=units)
    assert (least, most, missing) == (Decimal(expected), Decimal(expected), ())


def test_units_not_known_leave_a_range():
    assert ends(ADS) == (4000, 16000, ("units",))
    assert ends(CHECKS) == (0, None, ("units",))
    capped = PerUnit(each=euros(10), unit=UNIT, fact="units", ceiling=euros(15))
    assert ends(capped) == (0, 15, ("units",))


def test_the_steps_say_what_was_done():
    found = work_out(ADS, known(units=31))
    assert [step.text.en for step in found.steps] == [
        "fixed part",
        "€400 × 30 (municipality)",
        "at most 30 units count, of 31",
    ]
    below = work_out(CHECKS, known(units=1))
    assert below.steps[-1].text.fr == "moins de 500\u00a0€ : rien n'est versé"


@pytest.mark.parametrize(
    ("rate", "cost", "least", "most"),
    [
        (Rate(rate=Decimal("0.5")), 1000, 500, 500),
        (Rate(most=Decimal("0.75")), 1000, None, 750),
        (Rate(least=Decimal("0.2"), most=Decimal("0.8")), 1000, 200, 800),
        (Rate(rate=Decimal("0.5"), ceiling=euros(300)), 1000, 300, 300),
        (Rate(least=Decimal("0.5"), most=Decimal("0.9"), ceiling=euros(300)), 1000, 300, 300),
        (Rate(rate=Decimal("0.1"), floor=euros(200)), 1000, 200, 200),
        (Rate(rate=Decimal("0.5"), floor=euros(200)), 1000, 500, 500),
        (Rate(rate=Decimal("0.1"), floor=euros(200)), 150, 150, 150),
        (Rate(most=Decimal("0.5"), floor=euros(200)), 1000, 200, 500),
        (Rate(least=Decimal("0.1"), most=Decimal("0.5"), floor=euros(200)), 1000, 200, 500),
        (Rate(rate=Decimal("0.5"), least_cost=euros(600)), 599, 0, 0),
        (Rate(rate=Decimal("0.5"), least_cost=euros(600)), 600, 300, 300),
        (Rate(least_cost=euros(600)), 600, None, None),
        (Rate(), 600, None, None),
    ],
)
def test_a_rate_keeps_within_its_floor_and_ceiling(rate, cost, least, most):
    assert ends(rate, project_cost_eur=cost) == (least, most, ())


def test_a_rate_needs_the_cost():
    assert ends(Rate(rate=Decimal("0.5"), least_cost=euros(9))) == (
        None,
        None,
        ("project_cost_eur",),
    )
    assert ends(Rate(rate=Decimal("0.5"), ceiling=euros(9)))[1] == 9


@pytest.mark.parametrize("share", ["1.01", "-0.1"])
def test_a_share_above_the_whole_is_refused(share):
    with pytest.raises(InputError, match="between 0 and 1"):
        Rate(rate=Decimal(share))


def test_rates_are_said_in_percent():
    exact = work_out(Rate(rate=Decimal("0.5")), known(project_cost_eur=10))
    most = work_out(Rate(most=Decimal("0.125")), known(project_cost_eur=10))
    assert exact.steps[1].text.fr == "taux de 50\u00a0%"
    assert most.steps[1].text.en == "rate of 12.5% at most"
    assert most.steps[1].text.fr == "taux de 12,5\u00a0% au plus"


POST = Text(fr="poste", en="post")
FALLING = (euros(17500), euros(12500), euros(12500))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"rural": True}, (50000, 50000, ())),
        ({"rural": False}, (42500, 42500, ())),
        ({}, (42500, 50000, ("rural",))),
    ],
)
def test_a_bonus_is_added_where_it_is_due(facts, expected):
    amount = Yearly(
        amounts=FALLING,
        per=POST,
        bonus=(euros(2500), euros(5000), euros(0)),
        bonus_when=parse("rural", VOCABULARY),
    )
    assert ends(amount, **facts) == expected


def test_years_add_up():
    assert ends(Yearly(amounts=FALLING, per=POST)) == (42500, 42500, ())


def test_what_is_in_kind_pays_nothing_and_what_is_not_fixed_has_no_figure():
    assert ends(InKind()) == (0, 0, ())
    assert ends(NotFixed(note=Text(fr="au cas par cas", en="case by case"))) == (None, None, ())


@given(
    st.integers(0, 10_000),
    st.decimals(0, 1, places=2),
    st.decimals(0, 1000, places=2),
    st.decimals(0, 1000, places=2),
)
def test_a_rate_never_exceeds_its_ceiling_or_the_cost(cost, share, floor, ceiling):
    amount = Rate(rate=share, floor=Money(floor), ceiling=Money(ceiling))
    least, most, _ = ends(amount, project_cost_eur=cost)
    assert least == most
    assert most <= min(max(cost, 0), ceiling) or most <= ceiling
    assert most <= cost


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_units_never_give_less(one, other):
    few, many = sorted((one, other))
    for amount in (ADS, CHECKS):
        assert ends(amount, units=few)[1] <= ends(amount, units=many)[1]
