"""``tnt-core agenda``: the main job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text as Words

from tnt_core.agendas import Agenda, AgendaItem, agenda
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
from tnt_core.model.requirements import State
from tnt_core.rules import FactReason
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

__all__ = ["command"]

NATURES = ("obligation", "recommendation", "faculty", "draft")

HEADINGS = {
    State.IN_FORCE: Text(fr="En vigueur", en="In force"),
    State.ANNOUNCED: Text(fr="À venir", en="To come"),
    State.DRAFT: Text(fr="En projet, pas encore du droit", en="Draft, not law yet"),
    State.UNKNOWN: Text(fr="Dépend de faits non connus", en="Depends on facts not known"),
    State.ENDED: Text(fr="Terminé", en="Ended"),
    State.NOT_CONCERNED: Text(fr="Non concernée", en="Not concerned"),
}
"""The sections, in the order in which they are printed."""

CASE_BY_CASE = Text(fr="Selon le dossier", en="Case by case")
"""What depends on a contract, a project… and not on the collectivity."""

SHOWN_QUESTIONS = 8
"""How many questions are printed unasked: those that settle most."""

STYLES = {State.IN_FORCE: "green", State.ANNOUNCED: "blue", State.UNKNOWN: "yellow"}

DATE = Text(fr="Échéance", en="Date")
DUTY = Text(fr="Obligation", en="Obligation")
DATE_WIDTH = 28
"""Room for "depuis le 30 septembre 2026"."""
NARROW = 20
"""The least room of the other columns; a terminal that is narrower folds the lines itself."""
GAP = 2

DRAFT = Text(fr="projet", en="draft")


@click.command(name="agenda")
@profile_options
@click.option("--on", type=DAY, help="The day asked about, as 2026-11-23; today by default.")
@click.option("--until", type=DAY, help="Last day of the window.")
@click.option("--known-on", type=DAY, help="Leave out what was published after this day.")
@click.option(
    "--nature", "natures", multiple=True, type=click.Choice(NATURES), help="Natures to show."
)
@click.option("--theme", help="Show one theme only.")
@click.option("--minor", is_flag=True, help="Show duties of minor prominence too.")
@click.option(
    "--all", "show_all", is_flag=True, help="Show also what has ended or does not concern it."
)
@click.option(
    "--overlay", "overlays", multiple=True, help="A folder of records that add to the data."
)
@click.option("--around", is_flag=True, help="Show the aids open then, the services and groups.")
@click.option("--questions", is_flag=True, help="Show every question that could settle a line.")
@lang_option
@json_option
def command(
    *,
    collectivity: str | None,
    stated: tuple[str, ...],
    on: dt.date | None,
    until: dt.date | None,
    known_on: dt.date | None,
    natures: tuple[Any, ...],
    theme: str | None,
    minor: bool,
    show_all: bool,
    overlays: tuple[str, ...],
    around: bool,
    questions: bool,
    lang: Lang,
    to_json: bool,
    **given: Any,
) -> None:
    """Show what binds COLLECTIVITY (a name, INSEE or SIREN code), what comes, and what is not known."""
    dataset = load(overlays)
    facts = stated_facts(stated, dataset.vocabulary)
    found = agenda(
        profile_of(
            collectivity,
            on=on,
            vocabulary=dataset.vocabulary if overlays else None,
            **with_populations(given, facts),
        ),
        on=on,
        until=until,
        known_on=known_on,
        facts=facts,
        natures=natures or ("obligation",),
        minor=minor,
        dataset=dataset,
    )
    if theme is not None:
        wanted = dataset.themes[theme].id
        found = found.where(lambda item: item.obligation.theme == wanted)
    if not show_all:
        found = found.concerned
    if to_json:
        click.echo(as_json(found.to_json()))
    else:
        console = Console()
        _print(found, console, lang, questions=questions)
        if around:
            from tnt_core.cli.support import support_lines

            for line in support_lines(found, lang):
                console.print(line)


def _sections(found: Agenda) -> Iterator[tuple[Text, str, list[AgendaItem]]]:
    for state, heading in HEADINGS.items():
        items = [item for item in found if item.state is state]
        case_by_case = [item for item in items if found.depends_on_case(item)]
        plain = [item for item in items if item not in case_by_case]
        for words, lines in ((heading, plain), (CASE_BY_CASE, case_by_case)):
            if lines:
                yield words, STYLES.get(state, "dim"), lines


def _print(found: Agenda, console: Console, lang: Lang, *, questions: bool) -> None:
    console.print(f"[bold]{escape(_title(found, lang))}[/bold]")
    for note in found.profile.notes:
        console.print(escape(note.get(lang)), style="dim")
    sections = list(_sections(found))
    counts = (f"{heading.get(lang)} : {len(items)}" for heading, _, items in sections)
    console.print(" · ".join(counts), style="bold")
    for heading, style, items in sections:
        console.print(f"\n[bold {style}]{heading.get(lang)}[/] ({len(items)})")
        console.print(_table(items, found, lang, console.width))
    if not len(found):
        console.print(
            Text(fr="Aucune obligation connue.", en="No known obligation.").get(lang), style="dim"
        )
    _print_questions(found, console, lang, every=questions)
    console.print(_colophon(found, lang), style="dim")


def _title(found: Agenda, lang: Lang) -> str:
    who = identity(found.profile, found.dataset.vocabulary, lang)
    day = Text(fr="au {}", en="on {}").get(lang).format(format_date(found.on, lang))
    if found.known_on is not None:
        known = Text(fr="tel que publié au {}", en="as published on {}").get(lang)
        day += f", {known.format(format_date(found.known_on, lang))}"
    return f"{who} — {day}"


def _table(items: list[AgendaItem], found: Agenda, lang: Lang, width: int) -> Table:
    unknown = items[0].state is State.UNKNOWN
    last = Text(fr="Il manque", en="Missing") if unknown else Text(fr="Texte", en="Text of law")
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, GAP, 0, 0))
    # Given widths spare the library from measuring every cell, which costs as much as printing.
    rest = max(width - DATE_WIDTH - 3 * GAP, 2 * NARROW)
    law_width = max(rest * 2 // 5, NARROW)
    table.add_column(DATE.get(lang), width=DATE_WIDTH, style="cyan")
    # Ids are folded, never cut: they are typed again for other commands.
    table.add_column(DUTY.get(lang), width=rest - law_width, overflow="fold")
    table.add_column(last.get(lang), width=law_width, style="dim", overflow="fold")
    for theme in sorted(found.dataset.themes.values(), key=lambda theme: theme.order):
        lines = [item for item in items if item.obligation.theme == theme.id]
        if lines:
            table.add_row("", Words(theme.title.get(lang), style="bold"), "")
        for item in lines:
            detail = (
                _missing(item, lang)
                if unknown
                else found.dataset.cite_all(found.law_of(item), lang)
            )
            day = when(item.schedule, lang, on=found.on, due=item.due)
            day += " ?" if item.may_have_moved else ""
            table.add_row(Words(day), Words(_what(item, lang)), Words(detail))
    return table


def _missing(item: AgendaItem, lang: Lang) -> str:
    """Give the facts that are missing; where none is, what else is not known."""
    if item.decision.missing:
        return ", ".join(item.decision.missing)
    doubts = [r for r in item.decision.reasons if not isinstance(r, FactReason) and r.decisive]
    return ", ".join(doubt.sentence(lang) for doubt in doubts)


def _what(item: AgendaItem, lang: Lang) -> str:
    title = item.obligation.title.get(lang)
    if item.obligation.nature == "draft":
        title = f"[{DRAFT.get(lang)}] {title}"
    if len(item.obligation.requirements) > 1:
        title += f" — {item.requirement.title.get(lang)}"
    return f"{title} ({item.obligation.id})"


def _print_questions(found: Agenda, console: Console, lang: Lang, *, every: bool) -> None:
    questions = [question for question in found.questions if question.of_collectivity]
    if not questions:
        return
    shown = questions if every else questions[:SHOWN_QUESTIONS]
    heading = Text(fr="Pour préciser l'agenda", en="To settle more lines").get(lang)
    console.print(f"\n[bold]{heading}[/bold]")
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for question in shown:
        lines = Text(fr="{} ligne(s)", en="{} line(s)").get(lang).format(question.lines)
        table.add_row(f"--fact {question.fact}=…", escape(question.text.get(lang)), lines)
    console.print(table)
    if len(shown) < len(questions):
        more = Text(fr="… et {} autres : --questions", en="… and {} more: --questions")
        console.print(more.get(lang).format(len(questions) - len(shown)), style="dim")


def _colophon(found: Agenda, lang: Lang) -> str:
    note = Text(
        fr="\nDonnées tnt-core {} (état au {}). Seuls les textes font foi.",
        en="\ntnt-core data {} (state of {}). Only the texts of law bind.",
    )
    data = found.dataset
    return note.get(lang).format(data.version, format_date(data.state, lang))
