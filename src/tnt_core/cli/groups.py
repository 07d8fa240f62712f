"""``tnt-core groups``: the project groups of the programme, what they produced, and how to join."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import click
from rich.console import Console
from rich.markup import escape

from tnt_core.cli.options import DAY, as_json, json_option, lang_option
from tnt_core.days import day_of, today
from tnt_core.model.dataset import Dataset
from tnt_core.model.groups import Deliverable, DeliverableState, ProjectGroup
from tnt_core.rules import Truth
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import GroupsJson

__all__ = ["command"]

STATES = {
    DeliverableState.PUBLISHED: Text(fr="publié", en="published"),
    DeliverableState.EXPECTED: Text(fr="attendu", en="expected"),
    DeliverableState.LATE: Text(fr="en retard de {} jour(s)", en="late by {} day(s)"),
    DeliverableState.UNKNOWN: Text(fr="jour non connu", en="day not known"),
}
STYLES = {
    DeliverableState.PUBLISHED: "green",
    DeliverableState.EXPECTED: "yellow",
    DeliverableState.LATE: "red",
    DeliverableState.UNKNOWN: "yellow",
}
NOT_NAMED = Text(fr="non nommé par les sources", en="not named by the sources")
LEADS = Text(fr="État : {} ; collectivités : {}", en="State: {}; local governments: {}")
COUNT = Text(fr="{} groupe(s) selon les sources, au {}", en="{} group(s) by the sources, on {}")
SURVEY_OPEN = Text(fr="réponses jusqu'au {}", en="answers until {}")
SURVEY_CLOSED = Text(fr="enquête close le {}", en="survey closed on {}")
OUTCOME = Text(fr="Résultat : {}", en="Outcome: {}")
JOIN = Text(fr="Participer : {}", en="To join: {}")
NONE = Text(fr="Aucun groupe n'existait ce jour-là.", en="There was no group on that day.")


@click.command(name="groups")
@click.argument("group", required=False)
@click.option("--for", "obligation", help="Only groups that work on this obligation.")
@click.option("--on", type=DAY, help="The day asked about, as 2021-12-09; today by default.")
@lang_option
@json_option
def command(
    *, group: str | None, obligation: str | None, on: dt.date | None, lang: Lang, to_json: bool
) -> None:
    """Show the project groups, or GROUP alone, with what each has produced by that day."""
    dataset = load()
    day = today() if on is None else day_of(on, name="on")
    if group is not None:
        found: tuple[ProjectGroup, ...] = (dataset.groups[group],)
    elif obligation is not None:
        found = dataset.groups_for(obligation)
    else:
        found = tuple(dataset.groups.values())
    found = tuple(
        one
        for one in sorted(found, key=lambda one: (one.programme, one.order))
        if one.launched.reached(day) is not Truth.NO
    )
    if to_json:
        click.echo(as_json(_json(dataset, found, day)))
        return
    console = Console()
    if not found:
        console.print(NONE.get(lang), style="dim")
    for programme_id in dict.fromkeys(one.programme for one in found):
        programme = dataset.programmes[programme_id]
        console.print(f"[bold]{escape(programme.name)}[/bold], {escape(programme.full_name)}")
        count = programme.group_count(day)
        if count is not None:
            words = COUNT.get(lang).format(count, format_date(day, lang))
            console.print(words, style="dim")
    for one in found:
        for line in _written(one, dataset, day, lang):
            console.print(line)


def _name(dataset: Dataset, organisation: str | None, day: dt.date, lang: Lang) -> str:
    if organisation is None:
        return NOT_NAMED.get(lang)
    return dataset.organisations[organisation].name_on(day)


def _written(group: ProjectGroup, dataset: Dataset, day: dt.date, lang: Lang) -> Iterator[str]:
    yield f"\n[bold cyan]{escape(group.title.get(lang))}[/bold cyan] [dim]({group.id})[/dim]"
    leads = (_name(dataset, lead, day, lang) for lead in (group.state_lead, group.local_lead))
    yield f"  {escape(LEADS.get(lang).format(*leads))}"
    yield f"  {escape(group.goal.get(lang))}"
    for deliverable in dataset.deliverables_of(group.id):
        state = deliverable.state(day)
        words = STATES[state].get(lang).format(deliverable.days_late(day))
        more = _survey(deliverable, day, lang)
        yield (
            f"  - {escape(deliverable.title.get(lang))}: "
            f"[{STYLES[state]}]{escape(', '.join(filter(None, [words, more])))}[/]"
        )
    yield f"  {escape(OUTCOME.get(lang).format(group.outcome.get(lang)))}"
    if group.open_to_volunteers and group.joining is not None:
        yield f"  [dim]{escape(JOIN.get(lang).format(group.joining.get(lang)))}[/dim]"


def _survey(deliverable: Deliverable, day: dt.date, lang: Lang) -> str:
    last = deliverable.answers_until
    if last is None:
        return ""
    still = deliverable.takes_answers(day) is not Truth.NO
    return (SURVEY_OPEN if still else SURVEY_CLOSED).get(lang).format(last.label(lang))


def _json(dataset: Dataset, groups: tuple[ProjectGroup, ...], day: dt.date) -> GroupsJson:
    plain = {
        "schema": "tnt-core/groups/1",
        "data_version": dataset.version,
        "on": day.isoformat(),
        "programmes": {
            one.id: {"name": one.name, "groups": one.group_count(day)}
            for one in dataset.programmes.values()
        },
        "groups": [
            {
                "id": group.id,
                "title": group.title.to_json(),
                "state_lead": group.state_lead,
                "local_lead": group.local_lead,
                "partners": list(group.partners),
                "open_to_volunteers": group.open_to_volunteers,
                "obligations": list(group.obligations),
                "deliverables": [
                    {
                        "id": one.id,
                        "title": one.title.to_json(),
                        "kind": one.kind,
                        "state": one.state(day).value,
                        "due": None if one.due is None else str(one.due),
                        "published": None if one.published is None else str(one.published),
                        "days_late": one.days_late(day),
                    }
                    for one in dataset.deliverables_of(group.id)
                ],
            }
            for group in groups
        ],
    }
    return cast("GroupsJson", plain)
