"""``tnt-core explain``: one record in words: whom it binds, since when, by which text, on which sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

import click
from rich.console import Console
from rich.markup import escape

from tnt_core.cli.options import as_json, json_option, lang_option
from tnt_core.cli.wording import ALWAYS, BY, SINCE, pace
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

__all__ = ["command"]

NATURES = {
    "obligation": Text(fr="obligation", en="obligation"),
    "recommendation": Text(fr="recommandation", en="recommendation"),
    "faculty": Text(fr="faculté", en="faculty"),
    "draft": Text(fr="projet, pas encore du droit", en="draft, not law yet"),
}
CONFIDENCE = {
    "high": Text(fr="confiance haute", en="high confidence"),
    "medium": Text(fr="confiance moyenne", en="medium confidence"),
    "low": Text(fr="confiance basse", en="low confidence"),
}
REVIEWED = Text(fr="relue le {}", en="reviewed on {}")
WHO = Text(fr="Pour", en="Binds")
WHO_IF_PASSED = Text(fr="Viserait", en="Would bind")
LAW = Text(fr="Textes", en="Texts of law")
WHEN = Text(fr="Quand", en="When")
PUBLISHED = Text(fr="publication le {}", en="published on {}")
FORMERLY = Text(fr="auparavant", en="formerly")
AFTER = Text(fr="{delay} : {event}", en="{delay}: {event}")
ENDS = Text(fr="prend fin le {}", en="ends on {}")
SECTIONS = {
    "exemptions": Text(fr="Exceptions", en="Exemptions"),
    "sanction": Text(fr="Sanction", en="Sanction"),
    "notes": Text(fr="Notes", en="Notes"),
}
SOURCES = Text(fr="Sources", en="Sources")


@click.command(name="explain")
@click.argument("obligation")
@lang_option
@json_option
def command(*, obligation: str, lang: Lang, to_json: bool) -> None:
    """Show the record of OBLIGATION: whom it binds, since when, by which text, on which sources."""
    dataset = load()
    record = dataset.obligations[obligation]
    if to_json:
        from tnt_core.agendas.agenda_json import texts_to_json

        answer = {
            "schema": "tnt-core/explain/1",
            "data_version": dataset.version,
            "obligation": record.to_json(),
            "texts": texts_to_json(dataset.texts_of(record), dataset),
        }
        click.echo(as_json(answer))
        return
    console = Console()
    for line in _lines(record, dataset, lang):
        console.print(line)


def _lines(record: Obligation, dataset: Dataset, lang: Lang) -> Iterator[str]:
    yield f"[bold]{escape(record.title.get(lang))}[/bold]"
    facts = [
        dataset.themes[record.theme].title.get(lang),
        NATURES[record.nature].get(lang),
        CONFIDENCE[record.confidence].get(lang),
        REVIEWED.get(lang).format(format_date(record.reviewed, lang)),
    ]
    yield f"[dim]{escape(f'{record.id} — ' + ', '.join(facts))}[/dim]"
    yield f"\n{escape(record.summary.get(lang))}"
    for requirement in record.requirements:
        yield from _requirement(requirement, dataset, lang, draft=record.nature == "draft")
    for name, heading in SECTIONS.items():
        text: Text | None = getattr(record, name)
        if text is not None:
            yield f"\n[bold]{heading.get(lang)}[/bold]\n{escape(text.get(lang))}"
    yield f"\n[bold]{SOURCES.get(lang)}[/bold]"
    for source in record.sources:
        yield f"- {escape(source.title)} — {escape(source.shows.get(lang))}"
        yield f"  [dim]{escape(source.url)}[/dim]"


def _requirement(
    requirement: Requirement, dataset: Dataset, lang: Lang, *, draft: bool
) -> Iterator[str]:
    yield f"\n[bold cyan]{escape(requirement.title.get(lang))}[/bold cyan]"
    who = WHO_IF_PASSED if draft else WHO
    yield f"  {who.get(lang)}: {escape(requirement.applies.sentence(lang))}"
    schedule = requirement.schedule
    yield f"  {WHEN.get(lang)}: {escape(_when(schedule, dataset, lang))}"
    for former in reversed(schedule.history):
        yield f"    [dim]{FORMERLY.get(lang)}: {escape(_when(cast('Schedule', former), dataset, lang))}[/dim]"
    cited = " ; ".join(dataset.cite(citation, lang) for citation in requirement.legal)
    if cited:
        yield f"  {LAW.get(lang)}: {escape(cited)}"
    if requirement.note is not None:
        yield f"  {escape(requirement.note.get(lang))}"


def _when(schedule: Schedule, dataset: Dataset, lang: Lang) -> str:
    parts = [_pace(schedule, lang)]
    if not isinstance(schedule, Milestone) and schedule.start is not None:
        parts.append(SINCE.get(lang).format(format_date(schedule.start, lang)))
    if schedule.text is not None:
        parts.append(dataset.texts[schedule.text].name.get(lang))
    if schedule.published is not None:
        parts.append(PUBLISHED.get(lang).format(format_date(schedule.published, lang)))
    if schedule.ends is not None:
        parts.append(ENDS.get(lang).format(format_date(schedule.ends.day, lang)))
    return ", ".join(parts)


def _pace(schedule: Schedule, lang: Lang) -> str:
    match schedule:
        case Milestone():
            return BY.get(lang).format(format_date(schedule.due, lang))
        case Standing():
            return ALWAYS.get(lang)
        case Recurring():
            return pace(schedule.every, lang)
        case OnEvent():
            event = schedule.event.get(lang)
            if schedule.delay is None:
                return event
            return AFTER.get(lang).format(delay=schedule.delay.sentence(lang), event=event)
        case _:
            assert_never(schedule)
