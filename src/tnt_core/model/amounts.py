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
        raise InputError(
            Text(
                fr=f"{attribute.name} : un taux est une part entre 0 et 1, reçu {value}.",
                en=f"{attribute.name}: a rate is a share between 0 and 1, got {value}.",
            ),
            value=value,
        )


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


def work_out(amount: Amount, facts: Facts) -> Range:
    """Work out what an amount comes to on *facts*, which hold the cost of the project as ``project_cost_eur``."""
    match amount:
        case Flat():
            return _flat(amount)
        case PerUnit():
            return _per_unit(amount, facts)
        case Rate():
            return _rate(amount, facts)
        case Yearly():
            return _yearly(amount, facts)
        case InKind():
            text = Text(fr="aide en nature : aucune somme versée", en="in kind: no money is paid")
            return Range(least=NOTHING, most=NOTHING, steps=(AmountStep(text, NOTHING),))
        case NotFixed():
            return Range(least=None, most=None, steps=(AmountStep(amount.note, None),))
        case _:
            assert_never(amount)


def _flat(amount: Flat) -> Range:
    given = amount.amount.amount
    yearly = amount.per == "year"
    text = Text(
        fr="forfait, par an" if yearly else "forfait",
        en="flat sum a year" if yearly else "flat sum",
    )
    return Range(least=given, most=given, steps=(AmountStep(text, given),))


def _per_unit(amount: PerUnit, facts: Facts) -> Range:
    base = amount.base.amount
    steps = [AmountStep(Text(fr="part fixe", en="fixed part"), base)] if base else []
    units = facts.get(amount.fact)
    if isinstance(units, bool) or not isinstance(units, int | Decimal):
        most = None if amount.most_units is None else base + amount.each.amount * amount.most_units
        top, step = _capped(most, amount.ceiling)
        unknown = Text(
            fr=f"nombre d'unités non connu ({amount.unit.fr})",
            en=f"number of units not known ({amount.unit.en})",
        )
        steps += [AmountStep(unknown, None), *step]
        least = NOTHING if amount.least_payment is not None else base
        return Range(least=least, most=top, steps=tuple(steps), missing=(amount.fact,))
    counted = units if amount.most_units is None else min(units, amount.most_units)
    total = base + amount.each.amount * counted
    steps.append(AmountStep(_times(amount, counted), total))
    if counted != units:
        most_units = Text(
            fr=f"{amount.most_units} unités au plus comptent, sur {units}",
            en=f"at most {amount.most_units} units count, of {units}",
        )
        steps.append(AmountStep(most_units, total))
    top, step = _capped(total, amount.ceiling)
    assert top is not None  # a known total stays known
    steps += step
    if amount.least_payment is not None and top < amount.least_payment.amount:
        top = NOTHING
        steps.append(AmountStep(_below(amount.least_payment), top))
    return Range(least=top, most=top, steps=tuple(steps))


def _times(amount: PerUnit, counted: int | Decimal) -> Text:
    def say(lang: Lang) -> str:
        return (
            f"{amount.each.label(lang)} × {format_number(counted, lang)} ({amount.unit.get(lang)})"
        )

    return Text(fr=say("fr"), en=say("en"))


def _below(least: Money) -> Text:
    return Text(
        fr=f"moins de {least.label('fr')} : rien n'est versé",
        en=f"less than {least.label('en')}: nothing is paid",
    )


def _capped(
    total: Decimal | None, ceiling: Money | None
) -> tuple[Decimal | None, list[AmountStep]]:
    if ceiling is None or (total is not None and total <= ceiling.amount):
        return total, []
    text = Text(fr=f"plafond : {ceiling.label('fr')}", en=f"ceiling: {ceiling.label('en')}")
    return ceiling.amount, [AmountStep(text, ceiling.amount)]


def _rate(amount: Rate, facts: Facts) -> Range:
    cost = facts.get(COST)
    least = amount.rate if amount.rate is not None else amount.least
    most = amount.highest
    if isinstance(cost, Decimal) and amount.least_cost is not None:
        limit = amount.least_cost
        if cost < limit.amount:
            text = Text(
                fr=f"projet de moins de {limit.label('fr')} : non financé",
                en=f"project of less than {limit.label('en')}: not funded",
            )
            return Range(least=NOTHING, most=NOTHING, steps=(AmountStep(text, NOTHING),))
    if most is None:
        text = Text(fr="taux non connu", en="rate not known")
        return Range(least=None, most=None, steps=(AmountStep(text, None),))
    if not isinstance(cost, Decimal):
        text = Text(fr="coût du projet non connu", en="cost of the project not known")
        top = None if amount.ceiling is None else amount.ceiling.amount
        return Range(least=None, most=top, steps=(AmountStep(text, None),), missing=(COST,))
    steps = [AmountStep(Text(fr="coût du projet", en="cost of the project"), cost)]
    top = cost * most
    steps.append(AmountStep(_at(most, exact=amount.rate is not None), top))
    bottom = None if least is None else cost * least
    if amount.floor is not None:
        # A grant is never more than the cost, whatever its floor.
        floor = min(amount.floor.amount, cost)
        bottom = floor if bottom is None else max(bottom, floor)
        if top < floor:
            text = Text(
                fr=f"minimum : {amount.floor.label('fr')}",
                en=f"minimum: {amount.floor.label('en')}",
            )
            top = floor
            steps.append(AmountStep(text, top))
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
    years = len(amount.amounts)
    steps = [
        AmountStep(
            Text(
                fr=f"somme des {years} années, par {amount.per.fr}",
                en=f"sum of the {years} years, for each {amount.per.en}",
            ),
            plain,
        )
    ]
    if amount.bonus_when is None:
        return Range(least=plain, most=plain, steps=tuple(steps))
    held = amount.bonus_when.decide(facts)
    more = Text(fr="bonification", en="bonus")
    match held.truth:
        case Truth.YES:
            steps.append(AmountStep(more, plain + bonus))
            return Range(least=plain + bonus, most=plain + bonus, steps=tuple(steps))
        case Truth.NO:
            return Range(least=plain, most=plain, steps=tuple(steps))
        case Truth.UNKNOWN:
            maybe = Text(
                fr="avec la bonification, si elle est due", en="with the bonus, if it is due"
            )
            steps.append(AmountStep(maybe, plain + bonus))
            return Range(least=plain, most=plain + bonus, steps=tuple(steps), missing=held.missing)
        case _:
            assert_never(held.truth)
