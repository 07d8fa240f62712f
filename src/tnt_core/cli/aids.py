"""``tnt-core aids``: which aids a collectivity could ask for on a day, for how much, and what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs
import click
from rich.console import Console
from rich.markup import escape

from tnt_core.cli.options import (
    DAY,
    as_json,
    json_option,
    lang_option,
    profile_of,
    profile_options,
    stated_facts,
)
from tnt_core.days import day_of, today
from tnt_core.errors import FactError
from tnt_core.facts.stored import known_to_json
from tnt_core.facts.values import value_to_json
from tnt_core.model.aids import Aid, Estimate
from tnt_core.model.amounts import COST, Amount, AmountStep, Flat, InKind, Rate
from tnt_core.model.dataset import Dataset
from tnt_core.model.funding import FundingPlan, plan_funding
from tnt_core.model.money import euros
from tnt_core.model.profiles import Profile
from tnt_core.model.windows import AidState
from tnt_core.rules import Facts, Truth
from tnt_core.rules.decision_json import missing_to_json
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date, format_number

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import AidJson, AidsJson, PlanJson, SumJson

__all__ = ["command"]

HEADINGS = {
    Truth.YES: Text(fr="Peut être demandée", en="Can be asked for"),
    Truth.UNKNOWN: Text(fr="Dépend de faits non connus", en="Depends on facts not known"),
    Truth.NO: Text(fr="Fermée, ou non éligible", en="Closed, or not eligible"),
}
STYLES = {Truth.YES: "green", Truth.UNKNOWN: "yellow", Truth.NO: "dim"}
STATES = {
    AidState.OPEN: Text(fr="ouverte", en="open"),
    AidState.TO_COME: Text(fr="pas encore ouverte", en="not open yet"),
    AidState.CLOSED: Text(fr="fermée", en="closed"),
    AidState.UNKNOWN: Text(
        fr="ouverture ce jour-là non connue", en="not known whether it was open that day"
    ),
    AidState.YEARLY: Text(fr="campagne annuelle", en="yearly campaign"),
    AidState.DRAFT: Text(fr="projet, pas encore ouverte", en="draft, not open yet"),
}
UNTIL = {
    "day": Text(fr="jusqu'au {}", en="until {}"),
    "month": Text(fr="jusqu'en {}", en="until {}"),
    "year": Text(fr="jusqu'en {}", en="until {}"),
}
"""Until when, by the precision of the date."""
MISSING = Text(fr="il manque : {}", en="missing: {}")
NOT_SPECIFIC = Text(
    fr="Aucune aide ouverte connue ne vise cette obligation.",
    en="No open aid that is known aims at this obligation.",
)
GENERAL = Text(fr="pour tout projet numérique", en="for any digital project")
NONE = Text(fr="Aucune aide connue.", en="No known aid.")
IN_KIND = {
    "free": Text(fr="gratuit", en="free"),
    "paid": Text(fr="payant", en="paid"),
    "unknown": Text(fr="en nature", en="in kind"),
}
AT_MOST = Text(fr="au plus {}", en="at most {}")
BETWEEN = Text(fr="de {} à {}", en="from {} to {}")
A_YEAR = Text(fr="par an", en="a year")
NO_FIGURE = Text(fr="montant non connu", en="amount not known")
SHARE = Text(fr="{} % du coût", en="{}% of the cost")
TOGETHER = Text(fr="Ensemble", en="Together")
UNKNOWNS = Text(fr="Ce qui n'est pas connu :", en="What is not known:")
VERDICTS = {
    Truth.YES: Text(fr="cumul possible", en="can be added"),
    Truth.NO: Text(fr="cumul impossible : {} de trop", en="cannot be added: {} too much"),
    Truth.UNKNOWN: Text(fr="cumul à vérifier", en="to be checked"),
}
OWN = Text(fr="reste au maître d'ouvrage", en="left to the owner")


@attrs.frozen
class _Line:
    aid: Aid
    state: AidState
    amount: Amount
    estimate: Estimate
    specific: bool
    facts: Facts

    @property
    def truth(self) -> Truth:
        return self.estimate.decision.truth


@click.command(name="aids")
@profile_options
@click.option("--on", type=DAY, help="The day asked about, as 2021-09-01; today by default.")
@click.option(
    "--helps", help="Only aids that help with this obligation; then those for any project."
)
@click.option("--theme", help="Only aids of this theme.")
@click.option("--cost", help="What the project costs, in euros.")
@click.option(
    "--together",
    multiple=True,
    metavar="AID",
    help="Add these aids up, under the minimum own share.",
)
@click.option("--all", "show_all", is_flag=True, help="Show also what is closed or not for it.")
@lang_option
@json_option
def command(
    *,
    collectivity: str | None,
    stated: tuple[str, ...],
    on: dt.date | None,
    helps: str | None,
    theme: str | None,
    cost: str | None,
    together: tuple[str, ...],
    show_all: bool,
    lang: Lang,
    to_json: bool,
    **given: Any,
) -> None:
    """Show which aids COLLECTIVITY could ask for: yes, no, or not known and what is missing."""
    dataset = load()
    profile = profile_of(collectivity, on=on, **given)
    day = today() if on is None else day_of(on, name="on")
    facts = dict(stated_facts(stated, dataset.vocabulary))
    if cost is not None:
        facts[COST] = euros(cost).amount
    checked = dataset.vocabulary.check({**profile.known(), **facts})
    lines = _lines(dataset, checked, day, helps=helps, theme=theme)
    if not show_all:
        lines = [line for line in lines if line.truth is not Truth.NO]
    plan = None
    if together:
        wanted = {id_: dataset.aids[id_].estimate_facts(checked, on=day) for id_ in together}
        plan = plan_funding(profile, _cost(checked), dict(wanted))
    if to_json:
        click.echo(as_json(_json(dataset, profile, checked, day, lines, plan)))
        return
    console = Console()
    console.print(f"[bold]{escape(_title(profile, day, lang))}[/bold]")
    if helps is not None and not any(line.specific for line in lines):
        console.print(NOT_SPECIFIC.get(lang), style="dim")
    if not lines:
        console.print(NONE.get(lang), style="dim")
    for truth, heading in HEADINGS.items():
        chosen = [line for line in lines if line.truth is truth]
        if chosen:
            console.print(f"\n[bold {STYLES[truth]}]{heading.get(lang)}[/] ({len(chosen)})")
        for line in chosen:
            for written in _written(line, dataset, lang, helps=helps):
                console.print(written)
    if plan is not None:
        for written in _plan(plan, lang):
            console.print(written)


def _cost(facts: Facts) -> Decimal:
    cost = facts.get(COST)
    if not isinstance(cost, Decimal):
        raise FactError(
            COST,
            Text(
                fr="nécessaire pour additionner des aides ; donnez --cost.",
                en="needed to add aids up; give --cost.",
            ),
        )
    return cost


def _lines(
    dataset: Dataset, facts: Facts, day: dt.date, *, helps: str | None, theme: str | None
) -> list[_Line]:
    if helps is None:
        aids = tuple(dataset.aids.values())
    else:
        aids = dataset.aids_for(helps, general=True)
        helps = dataset.obligations[helps].id
    if theme is not None:
        wanted = dataset.themes[theme].id
        aids = tuple(aid for aid in aids if wanted in aid.themes)
    return [
        _Line(
            aid,
            aid.state(day),
            aid.terms(day)[1],
            aid.estimate_facts(facts, on=day),
            helps is None or helps in aid.helps,
            facts,
        )
        for aid in aids
    ]


def _title(profile: Profile, day: dt.date, lang: Lang) -> str:
    name = profile.name or profile.kind or ""
    return " — ".join(filter(None, [name, format_date(day, lang)]))


def _written(line: _Line, dataset: Dataset, lang: Lang, *, helps: str | None) -> Iterator[str]:
    aid = line.aid
    about = [_window(line, lang), _amount(line, lang)]
    if helps is not None and not line.specific:
        about.append(GENERAL.get(lang))
    yield f"{escape(aid.title.get(lang))} [dim]({aid.id})[/dim]"
    yield f"  [dim]{escape(', '.join(filter(None, about)))}[/dim]"
    missing = dict.fromkeys((*line.estimate.decision.missing, *line.estimate.missing))
    if line.truth is not Truth.NO and missing:
        labels = [dataset.vocabulary.facts[fact].label.get(lang) for fact in missing]
        yield f"  [yellow]{escape(MISSING.get(lang).format(', '.join(labels)))}[/yellow]"
    for variant in aid.variants_for(line.facts):
        place = ", ".join(filter(None, [variant.title.get(lang), variant.phone, variant.url]))
        yield f"  {escape(place)}"


def _window(line: _Line, lang: Lang) -> str:
    closes = line.aid.window.closes
    words = STATES[line.state].get(lang)
    if closes is None or line.state is not AidState.OPEN:
        return words
    return f"{words} {UNTIL[closes.precision].get(lang).format(closes.label(lang))}"


def _amount(line: _Line, lang: Lang) -> str:
    estimate = line.estimate
    if line.truth is Truth.NO:
        return ""
    amount = line.amount
    if isinstance(amount, InKind):
        return IN_KIND[amount.cost].get(lang)
    a_year = f" {A_YEAR.get(lang)}" if isinstance(amount, Flat) and amount.per == "year" else ""
    least, most = estimate.least, estimate.most
    if estimate.exact and most is not None:
        return f"{euros(most).label(lang)}{a_year}"
    if least is not None and most is not None:
        return BETWEEN.get(lang).format(euros(least).label(lang), euros(most).label(lang))
    if most is not None:
        return AT_MOST.get(lang).format(euros(most).label(lang))
    if isinstance(amount, Rate) and amount.highest is not None:
        percent = Decimal(format((amount.highest * 100).normalize(), "f"))
        words = SHARE.get(lang).format(format_number(percent, lang))
        return words if amount.rate is not None else AT_MOST.get(lang).format(words)
    return NO_FIGURE.get(lang)


def _plan(plan: FundingPlan, lang: Lang) -> Iterator[str]:
    yield f"\n[bold]{TOGETHER.get(lang)}[/bold]"
    for step in plan.steps:
        figure = "" if step.value is None else euros(step.value).label(lang)
        yield f"  {escape(step.text.get(lang))} : {figure}"
    verdict = VERDICTS[plan.allowed].get(lang).format(euros(plan.excess).label(lang))
    yield f"  [bold]{escape(verdict)}[/bold]"
    yield f"  {OWN.get(lang)} : {euros(plan.own).label(lang)}"
    yield f"  [dim]{UNKNOWNS.get(lang)}[/dim]"
    for unknown in plan.unknowns:
        yield f"  [dim]- {escape(unknown.get(lang))}[/dim]"


def _json(
    dataset: Dataset,
    profile: Profile,
    facts: Facts,
    day: dt.date,
    lines: list[_Line],
    plan: FundingPlan | None,
) -> AidsJson:
    data: AidsJson = {
        "schema": "tnt-core/aids/1",
        "data_version": dataset.version,
        "profile": profile.to_json(),
        "facts": {name: known_to_json(value) for name, value in facts.items()},
        "on": day.isoformat(),
        "aids": [_line_json(line) for line in lines],
    }
    if plan is not None:
        data["together"] = _plan_json(plan)
    return data


def _plan_json(plan: FundingPlan) -> PlanJson:
    plain = {
        "cost": _figure(plan.cost),
        "aids": {id_: _figure(amount) for id_, amount in plan.aids.items()},
        "most_aids": _figure(plan.most_aids),
        "own": _figure(plan.own),
        "excess": _figure(plan.excess),
        "allowed": plan.allowed.value,
        "steps": [_step(step) for step in plan.steps],
        "unknowns": [unknown.to_json() for unknown in plan.unknowns],
    }
    return cast("PlanJson", plain)


def _line_json(line: _Line) -> AidJson:
    estimate = line.estimate
    vocabulary = estimate.decision.rule.vocabulary
    plain = {
        "id": line.aid.id,
        "title": line.aid.title.to_json(),
        "truth": line.truth.value,
        "state": line.state.value,
        "specific": line.specific,
        "missing": missing_to_json(estimate.decision.missing, vocabulary),
        "currency": estimate.currency,
        "amount": _figure(estimate.amount),
        "exact": estimate.exact,
        "least": _figure(estimate.least),
        "most": _figure(estimate.most),
        "missing_for_amount": missing_to_json(estimate.missing, vocabulary),
        "steps": [_step(step) for step in estimate.steps],
        "helps": list(line.aid.helps),
        "url": line.aid.url,
    }
    return cast("AidJson", plain)


def _step(step: AmountStep) -> SumJson:
    return cast("SumJson", {"text": step.text.to_json(), "value": _figure(step.value)})


def _figure(amount: Decimal | None) -> float | None:
    return None if amount is None else cast("float", value_to_json(amount))
