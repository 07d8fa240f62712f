"""How much an aid gives: flat, per unit, a rate, year by year, in kind, or not fixed; worked out step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

import attrs

from tnt_core.errors import InputError
from tnt_core.model.money import Money, euros
from tnt_core.rules import Facts, Rule, Truth
from tnt_core.texts import NO_BREAK_SPACE, Lang, Text, format_number

__all__ = [
    "AMOUNTS",
    "COST",
    "Amount",
    "AmountStep",
    "Flat",
    "InKind",
    "NotFixed",
    "PerUnit",
    "Range",
    "Rate",
    "Yearly",
    "work_out",
]

NO_SHARE = Text(
    fr="{name} : un taux est une part entre 0 et 1, reçu {value}.",
    en="{name}: a rate is a share between 0 and 1, got {value}.",
)
UNITS_UNKNOWN = Text(
    fr="nombre d'unités non connu ({unit})", en="number of units not known ({unit})"
)
UNITS_CAPPED = Text(
    fr="{most_units} unités au plus comptent, sur {units}",
    en="at most {most_units} units count, of {units}",
)
YEARS_ADDED = Text(
    fr="somme des {years} années, par {per}", en="sum of the {years} years, for each {per}"
)
FIXED_PART = Text(fr="part fixe", en="fixed part")
TOO_LITTLE = Text(fr="moins de {least} : rien n'est versé", en="less than {least}: nothing is paid")
CEILING = Text(fr="plafond : {ceiling}", en="ceiling: {ceiling}")
MINIMUM = Text(fr="minimum : {floor}", en="minimum: {floor}")
COST_TOO_LOW = Text(
    fr="projet de moins de {least} : non financé", en="project of less than {least}: not funded"
)
RATE_UNKNOWN = Text(fr="taux non connu", en="rate not known")
COST_UNKNOWN = Text(fr="coût du projet non connu", en="cost of the project not known")
PROJECT_COST = Text(fr="coût du projet", en="cost of the project")
NO_MONEY_PAID = Text(fr="aide en nature : aucune somme versée", en="in kind: no money is paid")
FLAT = Text(fr="forfait", en="flat sum")
FLAT_A_YEAR = Text(fr="forfait, par an", en="flat sum a year")
BONUS = Text(fr="bonification", en="bonus")
PERHAPS_BONUS = Text(fr="avec la bonification, si elle est due", en="with the bonus, if it is due")

COST = "project_cost_eur"
"""The fact that says what a project costs."""

NOTHING = Decimal(0)
NO_MONEY = euros(0)


@attrs.frozen(kw_only=True)
class Flat:
    """The same amount for everybody.

    Attributes:
        amount: The amount.
        per: Whether it is given once or every year.
        years: Over how many years it is paid, where that is said.
    """

    amount: Money
    per: Literal["project", "year"] = "project"
    years: int | None = None


@attrs.frozen(kw_only=True)
class PerUnit:
    """An amount for each unit, beside a fixed part.

    Attributes:
        each: The amount for one unit.
        unit: What a unit is, in the singular.
        fact: The fact that counts the units.
        base: The fixed part.
        most_units: Units beyond this number count for nothing.
        ceiling: The most that is given in all.
        least_payment: Below this, nothing is paid.
    """

    each: Money
    unit: Text
    fact: str
    base: Money = NO_MONEY
    most_units: int | None = None
    ceiling: Money | None = None
    least_payment: Money | None = None


def _share(_: Rate, attribute: attrs.Attribute[Decimal | None], value: Decimal | None) -> None:
    if value is not None and not 0 <= value <= 1:
        raise InputError(NO_SHARE.format(name=attribute.name, value=value), value=value)


@attrs.frozen(kw_only=True)
class Rate:
    """A share of the cost.

    Attributes:
        rate: The share, between 0 and 1, where the text gives one figure.
        least: The smallest share, where the text gives bounds.
        most: The largest share, where the text gives only that, or bounds.
        floor: The least that is given.
        ceiling: The most that is given.
        least_cost: A project that costs less gets nothing.
        basis: What the share is taken of.
    """

    rate: Decimal | None = attrs.field(default=None, validator=_share)
    least: Decimal | None = attrs.field(default=None, validator=_share)
    most: Decimal | None = attrs.field(default=None, validator=_share)
    floor: Money | None = None
    ceiling: Money | None = None
    least_cost: Money | None = None
    basis: Text | None = None

    @property
    def highest(self) -> Decimal | None:
        """The share, or the largest one that the text allows; ``None``: not known."""
        return self.most if self.rate is None else self.rate


@attrs.frozen(kw_only=True)
class Yearly:
    """An amount for each year, which may fall from year to year.

    Attributes:
        amounts: The amount of each year.
        per: What it is given for: a post, a place.
        bonus: What is added each year where *bonus_when* holds.
        bonus_when: Who gets the bonus.
    """

    amounts: tuple[Money, ...]
    per: Text
    bonus: tuple[Money, ...] = ()
    bonus_when: Rule | None = None


@attrs.frozen(kw_only=True)
class InKind:
    """No money: advice, a training, a tool.

    Attributes:
        cost: What the collectivity pays for it.
        note: What it is, how long it takes, what it costs.
    """

    cost: Literal["free", "paid", "unknown"] = "free"
    note: Text | None = None


@attrs.frozen(kw_only=True)
class NotFixed:
    """Money, but no figure that a source seen gives.

    Attributes:
        note: What is known of it.
    """

    note: Text


Amount: TypeAlias = Flat | PerUnit | Rate | Yearly | InKind | NotFixed

AMOUNTS: dict[str, type[Flat | PerUnit | Rate | Yearly | InKind | NotFixed]] = {
    "flat": Flat,
    "per-unit": PerUnit,
    "rate": Rate,
    "yearly": Yearly,
    "in-kind": InKind,
    "not-fixed": NotFixed,
}
"""The sorts of amount, by the value of their key ``type``."""


@attrs.frozen
class AmountStep:
    """One step of a sum.

    Attributes:
        text: What is done.
        value: Where the sum stands after it, in euros; ``None`` where no figure is known.
    """

    text: Text
    value: Decimal | None


@attrs.frozen(kw_only=True)
class Range:
    """What an amount comes to: one figure when *least* and *most* are equal.

    Attributes:
        least: The least that can be given; ``None``: not known.
        most: The most that can be given; ``None``: not known.
        steps: How it was worked out.
        missing: The facts that would narrow it.
    """

    least: Decimal | None
    most: Decimal | None
    steps: tuple[AmountStep, ...]
    missing: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: Text, value: Decimal | None) -> Range:
        """Give the range of one figure, or of none, that one step says."""
        return cls(least=value, most=value, steps=(AmountStep(text, value),))


def work_out(amount: Amount, facts: Facts) -> Range:
    """Work out what an amount comes to on *facts*, which hold the cost of the project as ``project_cost_eur``."""
    match amount:
        case Flat():
            text = FLAT_A_YEAR if amount.per == "year" else FLAT
            return Range.of(text, amount.amount.amount)
        case PerUnit():
            return _per_unit(amount, facts)
        case Rate():
            return _rate(amount, facts)
        case Yearly():
            return _yearly(amount, facts)
        case InKind():
            return Range.of(NO_MONEY_PAID, NOTHING)
        case NotFixed():
            return Range.of(amount.note, None)
        case _:
            assert_never(amount)


def _per_unit(amount: PerUnit, facts: Facts) -> Range:
    base = amount.base.amount
    steps = (AmountStep(FIXED_PART, base),) if base else ()
    units = facts.get(amount.fact)
    if isinstance(units, bool) or not isinstance(units, int | Decimal):
        return _units_unknown(amount, steps)
    return _for_units(amount, units, steps)


def _units_unknown(amount: PerUnit, steps: tuple[AmountStep, ...]) -> Range:
    base = amount.base.amount
    most = None if amount.most_units is None else base + amount.each.amount * amount.most_units
    top, step = _capped(most, amount.ceiling)
    unknown = AmountStep(UNITS_UNKNOWN.format(unit=amount.unit), None)
    least = NOTHING if amount.least_payment is not None else base
    return Range(least=least, most=top, steps=(*steps, unknown, *step), missing=(amount.fact,))


def _for_units(amount: PerUnit, units: int | Decimal, before: tuple[AmountStep, ...]) -> Range:
    counted = units if amount.most_units is None else min(units, amount.most_units)
    total = amount.base.amount + amount.each.amount * counted
    steps = [*before, AmountStep(_times(amount, counted), total)]
    if counted != units:
        capped = UNITS_CAPPED.format(most_units=amount.most_units, units=units)
        steps.append(AmountStep(capped, total))
    top, step = _capped(total, amount.ceiling)
    assert top is not None  # a known total stays known
    steps += step
    if amount.least_payment is not None and top < amount.least_payment.amount:
        top = NOTHING
        steps.append(AmountStep(TOO_LITTLE.format(least=amount.least_payment.text), top))
    return Range(least=top, most=top, steps=tuple(steps))


def _times(amount: PerUnit, counted: int | Decimal) -> Text:
    def say(lang: Lang) -> str:
        return (
            f"{amount.each.label(lang)} × {format_number(counted, lang)} ({amount.unit.get(lang)})"
        )

    return Text(fr=say("fr"), en=say("en"))


def _capped(
    total: Decimal | None, ceiling: Money | None
) -> tuple[Decimal | None, list[AmountStep]]:
    if ceiling is None or (total is not None and total <= ceiling.amount):
        return total, []
    step = AmountStep(CEILING.format(ceiling=ceiling.text), ceiling.amount)
    return ceiling.amount, [step]


def _rate(amount: Rate, facts: Facts) -> Range:
    cost, share = facts.get(COST), amount.highest
    least = amount.least_cost
    if isinstance(cost, Decimal) and least is not None and cost < least.amount:
        return Range.of(COST_TOO_LOW.format(least=least.text), NOTHING)
    if share is None:
        return Range.of(RATE_UNKNOWN, None)
    if not isinstance(cost, Decimal):
        top = None if amount.ceiling is None else amount.ceiling.amount
        unknown = AmountStep(COST_UNKNOWN, None)
        return Range(least=None, most=top, steps=(unknown,), missing=(COST,))
    return _share_of(cost, share, amount)


def _share_of(cost: Decimal, share: Decimal, amount: Rate) -> Range:
    """Work out a share of a known cost, between the floor and the ceiling."""
    least = amount.rate if amount.rate is not None else amount.least
    top, bottom = cost * share, None if least is None else cost * least
    steps = [
        AmountStep(PROJECT_COST, cost),
        AmountStep(_at(share, exact=amount.rate is not None), top),
    ]
    if amount.floor is not None:
        # A grant is never more than the cost, whatever its floor.
        floor = min(amount.floor.amount, cost)
        bottom = floor if bottom is None else max(bottom, floor)
        if top < floor:
            top = floor
            steps.append(AmountStep(MINIMUM.format(floor=amount.floor.text), top))
    capped, step = _capped(top, amount.ceiling)
    assert capped is not None  # a known total stays known
    if amount.rate is not None:
        bottom = capped
    elif bottom is not None:
        bottom = min(bottom, capped)
    return Range(least=bottom, most=capped, steps=(*steps, *step))


def _at(share: Decimal, *, exact: bool) -> Text:
    percent = Decimal(format((share * 100).normalize(), "f"))
    french = f"taux de {format_number(percent, 'fr')}{NO_BREAK_SPACE}%"
    english = f"rate of {format_number(percent, 'en')}%"
    if exact:
        return Text(fr=french, en=english)
    return Text(fr=f"{french} au plus", en=f"{english} at most")


def _yearly(amount: Yearly, facts: Facts) -> Range:
    plain = sum((money.amount for money in amount.amounts), NOTHING)
    bonus = sum((money.amount for money in amount.bonus), NOTHING)
    added = YEARS_ADDED.format(years=len(amount.amounts), per=amount.per)
    without = Range.of(added, plain)
    if amount.bonus_when is None:
        return without
    held = amount.bonus_when.decide(facts)
    total = plain + bonus
    match held.truth:
        case Truth.YES:
            steps = (*without.steps, AmountStep(BONUS, total))
            return Range(least=total, most=total, steps=steps)
        case Truth.NO:
            return without
        case Truth.UNKNOWN:
            steps = (*without.steps, AmountStep(PERHAPS_BONUS, total))
            return Range(least=plain, most=total, steps=steps, missing=held.missing)
        case _:
            assert_never(held.truth)
