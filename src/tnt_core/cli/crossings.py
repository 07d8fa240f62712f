"""``tnt-core crossings``: who passed a threshold, and what that brings to one collectivity."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast, get_args

import attrs
import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tnt_core.cli.options import DAY_OR_YEAR, as_json, json_option, lang_option
from tnt_core.directory import VINTAGES, Crossings, Outlook, crossings, outlook
from tnt_core.directory.crossing import PopulationFact
from tnt_core.errors import InputError
from tnt_core.model.profiles import Profile
from tnt_core.model.territory import KINDS
from tnt_core.rules import Truth
from tnt_core.store import data_info
from tnt_core.texts import Lang, Text, format_number

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import CrossingsJson, OutlookJson, PeopleJson

__all__ = ["command"]

SHOWN_THRESHOLDS = 5

FACTS = {
    "population_total": Text(fr="population totale", en="population totale"),
    "population_municipal": Text(fr="population municipale", en="population municipale"),
}
HEADINGS = (Text(fr="Code", en="Code"), Text(fr="Nom", en="Name"))
UPWARD = Text(fr="Ont atteint {}", en="Reached {}")
DOWNWARD = Text(fr="Sont passées sous {}", en="Fell below {}")
NONE = Text(fr="Aucune.", en="None.")
UNKNOWN = Text(
    fr="{} collectivité(s) non comparée(s) : la source ne donne pas leur population aux deux dates.",
    en="{} collectivities not compared: the source does not give their population on both days.",
)
CHANGES = Text(fr="Ce que ces populations changent", en="What these populations change")
NOT_TOLD = Text(
    fr="On ne peut pas le dire : une des populations n'est pas connue.",
    en="It cannot be told: one of the populations is not known.",
)
NO_CHANGE = Text(
    fr="Aucune obligation de plus ni de moins.", en="No obligation more, and none less."
)
COLON = Text(fr=" :", en=":")
NEAREST = Text(fr="Seuils les plus proches", en="Nearest thresholds")
NO_THRESHOLD = Text(fr="Aucun seuil de population.", en="No population threshold.")
ANSWERS = {
    Truth.YES: Text(fr="concernée", en="concerned"),
    Truth.NO: Text(fr="non concernée", en="not concerned"),
    Truth.UNKNOWN: Text(fr="dépend d'autres faits", en="depends on other facts"),
}


@click.command(name="crossings")
@click.argument("collectivity", required=False)
@click.option("--threshold", type=int, help="Number of inhabitants that has to be reached.")
@click.option(
    "--from",
    "start",
    type=DAY_OR_YEAR,
    default=VINTAGES[-2],
    show_default=True,
    help="A year or a day.",
)
@click.option(
    "--to",
    "end",
    type=DAY_OR_YEAR,
    default=VINTAGES[-1],
    show_default=True,
    help="A later year or day.",
)
@click.option(
    "--fact",
    type=click.Choice(get_args(PopulationFact)),
    default="population_municipal",
    show_default=True,
    help="Which population has to reach the threshold.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only this kind; may be repeated.",
)
@lang_option
@json_option
def command(
    *,
    collectivity: str | None,
    threshold: int | None,
    start: dt.date | int,
    end: dt.date | int,
    fact: PopulationFact,
    kinds: tuple[Any, ...],
    lang: Lang,
    to_json: bool,
) -> None:
    """Show who crossed a THRESHOLD, or what the move of COLLECTIVITY's population brings and which thresholds are near it."""
    if collectivity is not None and threshold is None:
        found = outlook(collectivity, start, end, estimate="latest")
        if to_json:
            click.echo(as_json(_outlook_json(found)))
        else:
            _print_outlook(found, Console(), lang)
    elif threshold is not None and collectivity is None:
        crossed = crossings(threshold, start, end, fact=fact, kinds=kinds or None)
        if to_json:
            click.echo(as_json(_crossings_json(crossed)))
        else:
            _print_crossings(crossed, Console(), lang)
    else:
        raise InputError(
            Text(
                fr="donnez soit une collectivité, soit --threshold, par exemple : tnt-core crossings --threshold 3500 --from 2025 --to 2026.",
                en="give either a collectivity or --threshold, for instance: tnt-core crossings --threshold 3500 --from 2025 --to 2026.",
            ),
        )


def _crossings_json(found: Crossings) -> CrossingsJson:
    plain = {
        "schema": "tnt-core/crossings/1",
        "data_version": data_info().version,
        "threshold": found.threshold,
        "fact": found.fact,
        "start": found.start,
        "end": found.end,
        "unknown": found.unknown,
        "crossings": [attrs.asdict(one) | {"upward": one.upward} for one in found],
    }
    return cast("CrossingsJson", plain)


def _print_crossings(found: Crossings, console: Console, lang: Lang) -> None:
    threshold = format_number(found.threshold, lang)
    for heading, items in ((UPWARD, found.upward), (DOWNWARD, found.downward)):
        console.print(
            f"[bold]{heading.get(lang).format(threshold)}[/bold] ({FACTS[found.fact].get(lang)})"
        )
        if not items:
            console.print(NONE.get(lang))
            continue
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for title in HEADINGS:
            table.add_column(title.get(lang))
        for year in (found.start, found.end):
            table.add_column(str(year), justify="right")
        for one in items:
            where = (
                f" ({one.departement})" if one.departement and one.departement != one.code else ""
            )
            numbers = (format_number(number, lang) for number in (one.before, one.after))
            table.add_row(one.code, escape(f"{one.name}{where}"), *numbers)
        console.print(table)
        console.print()
    if found.unknown:
        console.print(UNKNOWN.get(lang).format(format_number(found.unknown, lang)))


def _outlook_json(found: Outlook) -> OutlookJson:
    def people(profile: Profile) -> PeopleJson:
        return {
            "population_total": profile.population_total,
            "population_total_vintage": profile.population_total_vintage,
            "population_municipal": profile.population_municipal,
            "population_vintage": profile.population_vintage,
        }

    plain = {
        "schema": "tnt-core/outlook/1",
        "data_version": data_info().version,
        "code": found.after.code,
        "name": found.after.name,
        "on": found.on.isoformat(),
        "before": people(found.before),
        "after": people(found.after),
        "changes": [
            {
                "obligation": change.obligation.id,
                "requirement": change.requirement.id,
                "before": change.before.value,
                "after": change.after.value,
            }
            for change in found.changes
        ],
        "nearest": [
            {
                "obligation": one.obligation.id,
                "requirement": one.requirement.id,
                "fact": one.fact,
                "value": one.value,
                "distance": one.distance,
                "becomes": one.becomes.value,
            }
            for one in found.nearest
        ],
        "notes": [note.to_json() for note in found.after.notes],
    }
    return cast("OutlookJson", plain)


def _print_outlook(found: Outlook, console: Console, lang: Lang) -> None:
    console.print(f"[bold]{escape(f'{found.after.name} ({found.after.code})')}[/bold]")
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for fact, label in FACTS.items():
        numbers = (getattr(found.before, fact), getattr(found.after, fact))
        shown = ("?" if number is None else format_number(number, lang) for number in numbers)
        table.add_row(label.get(lang), " → ".join(shown))
    console.print(table)
    for note in found.after.notes:
        console.print(f"[dim]{escape(note.get(lang))}[/dim]")
    console.print(f"\n[bold]{CHANGES.get(lang)}[/bold]")
    for change in found.changes:
        title = escape(change.obligation.title.get(lang))
        console.print(
            f"{title}{COLON.get(lang)} {ANSWERS[change.before].get(lang)} → {ANSWERS[change.after].get(lang)}"
        )
    untold = any(getattr(p, fact) is None for p in (found.before, found.after) for fact in FACTS)
    if not found.changes:
        console.print((NOT_TOLD if untold else NO_CHANGE).get(lang))
    console.print(f"\n[bold]{NEAREST.get(lang)}[/bold]")
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for one in found.nearest[:SHOWN_THRESHOLDS]:
        sign = "+" if one.distance > 0 else "−"
        table.add_row(
            format_number(one.value, lang),
            f"{sign}{format_number(abs(one.distance), lang)}",
            FACTS[one.fact].get(lang),
            escape(f"{one.obligation.title.get(lang)} — {one.requirement.title.get(lang)}"),
            ANSWERS[one.becomes].get(lang),
        )
    console.print(table if found.nearest else (NOT_TOLD if untold else NO_THRESHOLD).get(lang))
