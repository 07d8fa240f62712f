"""``tnt-core decide``: is this collectivity concerned, why, and what is missing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, assert_never, cast

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tnt_core.agendas.agenda_json import cited_texts, texts_to_json
from tnt_core.cli.options import (
    DAY,
    as_json,
    identity,
    json_option,
    lang_option,
    profile_of,
    profile_options,
    stated_facts,
    with_populations,
)
from tnt_core.cli.wording import when
from tnt_core.days import today
from tnt_core.facts.stored import known_to_json
from tnt_core.model.obligation_json import schedule_to_json
from tnt_core.model.requirements import Assessment, Requirement, State
from tnt_core.rules import DayReason, FactReason, PlaceReason, Reason, Truth
from tnt_core.rules.decision_json import missing_to_json
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import DecidedJson

__all__ = ["command"]

ANSWERS = {
    Truth.YES: Text(fr="concernée", en="concerned"),
    Truth.NO: Text(fr="non concernée", en="not concerned"),
    Truth.UNKNOWN: Text(fr="on ne sait pas", en="not known"),
}
STYLES = {Truth.YES: "green", Truth.NO: "red", Truth.UNKNOWN: "yellow"}
COLUMNS = (
    Text(fr="Fait", en="Fact"),
    Text(fr="Valeur", en="Value"),
    Text(fr="Condition", en="Test"),
    Text(fr="Réponse", en="Outcome"),
)
STATES = {
    State.IN_FORCE: Text(fr="en vigueur", en="in force"),
    State.ANNOUNCED: Text(fr="à venir", en="to come"),
    State.DRAFT: Text(fr="projet, pas encore du droit", en="draft, not law yet"),
    State.UNKNOWN: Text(fr="dépend de faits non connus", en="depends on facts not known"),
    State.ENDED: Text(fr="terminée", en="ended"),
    State.NOT_CONCERNED: Text(fr="hors du champ", en="out of scope"),
    State.NOT_PUBLISHED: Text(fr="pas encore publiée", en="not published yet"),
}
OUTCOMES = {
    Truth.YES: Text(fr="oui", en="yes"),
    Truth.NO: Text(fr="non", en="no"),
    Truth.UNKNOWN: Text(fr="inconnu", en="unknown"),
}
WOULD = Text(fr="serait concernée", en="would be concerned")
COLON = Text(fr=" : ", en=": ")
MISSING = Text(fr="Il manque", en="Missing")


@click.command(name="decide")
@click.argument("obligation")
@profile_options
@click.option("--on", type=DAY, help="The day asked about, as 2026-11-23; today by default.")
@click.option("--known-on", type=DAY, help="Leave out what was published after this day.")
@lang_option
@json_option
def command(
    *,
    obligation: str,
    collectivity: str | None,
    stated: tuple[str, ...],
    on: dt.date | None,
    known_on: dt.date | None,
    lang: Lang,
    to_json: bool,
    **given: Any,
) -> None:
    """Tell whether OBLIGATION binds COLLECTIVITY, requirement by requirement, with the reasons."""
    dataset = load()
    record = dataset.obligations[obligation]
    said = stated_facts(stated, dataset.vocabulary)
    profile = profile_of(collectivity, on=on, **with_populations(given, said))
    day = today() if on is None else profile.day(on, "on")
    known = None if known_on is None else profile.day(known_on, "known_on")
    facts = profile.checked(dataset.vocabulary, said)
    found = record.assess(facts, on=day, known_on=known)
    if to_json:
        whole = record.decide_facts(facts, on=day, known_on=known)
        requirements = [_plain(requirement, assessed) for requirement, assessed in found]
        printed = {
            "schema": "tnt-core/decide/1",
            "data_version": dataset.version,
            "profile": profile.to_json(),
            "facts": {name: known_to_json(value) for name, value in facts.items()},
            "on": day.isoformat(),
            "known_on": None if known is None else known.isoformat(),
            "obligation": record.id,
            "title": record.title.to_json(),
            "truth": whole.truth.value,
            "missing": missing_to_json(whole.missing, dataset.vocabulary),
            "requirements": requirements,
            "texts": texts_to_json(cited_texts(requirements), dataset),
        }
        click.echo(as_json(printed))
        return
    console = Console()
    console.print(f"[bold]{escape(record.title.get(lang))}[/bold]")
    console.print(
        escape(f"{identity(profile, dataset.vocabulary, lang)} — {format_date(day, lang)}")
    )
    for note in profile.notes:
        console.print(escape(note.get(lang)), style="dim")
    for requirement, assessed in found:
        truth = assessed.decision.truth
        title = escape(requirement.title.get(lang))
        words = WOULD if assessed.state is State.DRAFT else ANSWERS[truth]
        answer = f"[bold {STYLES[truth]}]{words.get(lang)}[/]"
        console.print(
            f"\n{title}{COLON.get(lang)}{answer} — {escape(_standing(assessed, day, lang))}"
        )
        cited = " ; ".join(dataset.cite(citation, lang) for citation in requirement.legal)
        console.print(escape(cited), style="dim")
        console.print(escape(assessed.decision.sentence(lang)))
        console.print(_reasons(assessed, lang))
        if assessed.decision.missing:
            missing = ", ".join(assessed.decision.missing)
            console.print(f"{MISSING.get(lang)}{COLON.get(lang)}{missing}")


def _standing(assessed: Assessment, day: dt.date, lang: Lang) -> str:
    """Say what the answer means on the day asked about: announced from when, in force since when, a bill."""
    state = STATES[assessed.state].get(lang)
    if assessed.schedule is None:
        return state
    start = assessed.schedule.start
    return f"{state}, {when(assessed.schedule, lang, on=day, due=start)}"


def _reasons(assessed: Assessment, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in COLUMNS:
        table.add_column(column.get(lang), overflow="fold")
    for reason in assessed.decision.reasons:
        answer = f"[{STYLES[reason.outcome]}]{OUTCOMES[reason.outcome].get(lang)}[/]"
        table.add_row(*map(escape, _cells(reason, lang)), answer)
    return table


def _cells(reason: Reason, lang: Lang) -> tuple[str, str, str]:
    """Give what was asked, what is known of it, and what it was tested for."""
    match reason:
        case FactReason(fact, value, test):
            return fact, _known(value), test
        case DayReason(asked=asked, day=day):
            return asked, _known(day), reason.sentence(lang)
        case PlaceReason(place=place):
            return "territory", place, reason.sentence(lang)
        case _:
            assert_never(reason)


def _known(value: object) -> str:
    return "?" if value is None else str(value)


def _plain(requirement: Requirement, assessed: Assessment) -> DecidedJson:
    decision, schedule = assessed.decision, assessed.schedule
    plain = {
        "requirement": requirement.id,
        "title": requirement.title.to_json(),
        "legal": [citation.to_json() for citation in requirement.legal],
        "state": assessed.state.value,
        "truth": decision.truth.value,
        "missing": missing_to_json(decision.missing, requirement.applies.vocabulary),
        "reasons": [reason.to_json() for reason in decision.reasons],
        "schedule": None if schedule is None else schedule_to_json(schedule),
    }
    return cast("DecidedJson", plain)
