"""``tnt-core services``: the State's APIs and building blocks, and what must be ready first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

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
from tnt_core.model.dataset import Dataset
from tnt_core.model.profiles import Profile
from tnt_core.model.services import Service
from tnt_core.rules import Truth
from tnt_core.rules.decision_json import missing_to_json
from tnt_core.store import load
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import ServiceJson, ServicesJson

__all__ = ["command"]

MARKS = {Truth.YES: "[green]✓[/]", Truth.NO: "[red]✗[/]", Truth.UNKNOWN: "[yellow]?[/]"}
KINDS = {
    "technical": Text(fr="technique", en="technical"),
    "human": Text(fr="humain", en="human"),
    "legal": Text(fr="juridique", en="legal"),
}
OPTIONAL = Text(fr="facultatif", en="optional")
WHO = Text(fr="Pour", en="For")
COLON = Text(fr=" :", en=":")
ENDED = Text(fr="abandonné", en="given up")
NONE = Text(fr="Aucun service connu.", en="No known service.")
COSTS = {
    "free": Text(fr="gratuit", en="free"),
    "paid": Text(fr="payant", en="paid"),
    "partly": Text(fr="payant en partie", en="partly paid"),
    "unknown": Text(fr="prix non connu", en="price not known"),
}


@click.command(name="services")
@profile_options
@click.option("--for", "obligation", help="Only services that help with this obligation.")
@click.option(
    "--service", "named", help="Only this service, by its id or a name that it bears or bore."
)
@click.option("--on", type=DAY, help="The day asked about, as 2026-11-23; today by default.")
@click.option(
    "--all", "show_all", is_flag=True, help="Show also what it may not use, or was given up."
)
@lang_option
@json_option
def command(
    *,
    collectivity: str | None,
    stated: tuple[str, ...],
    obligation: str | None,
    named: str | None,
    on: dt.date | None,
    show_all: bool,
    lang: Lang,
    to_json: bool,
    **given: Any,
) -> None:
    """Show the State's services, and for COLLECTIVITY what is ready, what is missing and what nobody knows."""
    dataset = load()
    known = collectivity is not None or any(value not in {None, False} for value in given.values())
    profile = profile_of(collectivity, on=on, **given) if known else Profile()
    facts = stated_facts(stated, dataset.vocabulary)
    day = today() if on is None else day_of(on, name="on")
    found = [
        service
        for service in _chosen(dataset, obligation, named)
        if show_all or named is not None or _usable(service, profile, facts, day)
    ]
    if to_json:
        answer: ServicesJson = {
            "schema": "tnt-core/services/1",
            "data_version": dataset.version,
            "profile": profile.to_json(),
            "on": day.isoformat(),
            "services": [_json(service, profile, facts, day) for service in found],
        }
        click.echo(as_json(answer))
        return
    console = Console()
    if not found:
        console.print(NONE.get(lang), style="dim")
    for service in found:
        for line in _written(service, profile, facts, day, lang):
            console.print(line)


def _chosen(dataset: Dataset, obligation: str | None, named: str | None) -> tuple[Service, ...]:
    if named is not None:
        return (dataset.services[named],)
    if obligation is not None:
        return dataset.services_for(obligation)
    return tuple(dataset.services.values())


def _usable(service: Service, profile: Profile, facts: Any, day: dt.date) -> bool:
    if service.running(day) is Truth.NO:
        return False
    return service.decide(profile, facts=facts).truth is not Truth.NO


def _written(
    service: Service, profile: Profile, facts: Any, day: dt.date, lang: Lang
) -> Iterator[str]:
    about = [COSTS[service.cost].get(lang)]
    if service.ended is not None and service.ended.reached(day) is Truth.YES:
        about.append(f"{ENDED.get(lang)} ({service.ended.label(lang)})")
    yield f"\n[bold]{escape(service.name)}[/bold] [dim]({service.id}) {escape(', '.join(about))}[/dim]"
    yield f"  {escape(service.summary.get(lang))}"
    who = service.open_to.sentence(lang)
    yield f"  {WHO.get(lang)}{COLON.get(lang)} {escape(who)}"
    if service.url is not None:
        yield f"  [dim]{escape(service.url)}[/dim]"
    for checked in service.checklist(profile, facts=facts):
        prerequisite = checked.prerequisite
        notes = [KINDS[prerequisite.kind].get(lang)]
        if prerequisite.optional:
            notes.append(OPTIONAL.get(lang))
        words = escape(prerequisite.text.get(lang))
        yield f"  {MARKS[checked.ready]} {words} [dim]({', '.join(notes)})[/dim]"


def _json(service: Service, profile: Profile, facts: Any, day: dt.date) -> ServiceJson:
    vocabulary = service.open_to.vocabulary
    plain = {
        "id": service.id,
        "name": service.name,
        "summary": service.summary.to_json(),
        "operator": service.operator,
        "running": service.running(day).value,
        "truth": service.decide(profile, facts=facts).truth.value,
        "cost": service.cost,
        "url": service.url,
        "serves": list(service.serves),
        "prerequisites": [
            {
                "id": checked.prerequisite.id,
                "kind": checked.prerequisite.kind,
                "text": checked.prerequisite.text.to_json(),
                "optional": checked.prerequisite.optional,
                "ready": checked.ready.value,
                "missing": missing_to_json(checked.missing, vocabulary),
            }
            for checked in service.checklist(profile, facts=facts)
        ],
    }
    return cast("ServiceJson", plain)
