"""``tnt-core find``: which collectivity a name or a code means."""

from __future__ import annotations

import datetime as dt

import attrs
import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tnt_core.cli.options import DAY, as_json, json_option, lang_option
from tnt_core.directory import Candidate, find
from tnt_core.store import data_info
from tnt_core.texts import Lang, Text, format_number

__all__ = ["command"]

HEADINGS = (
    Text(fr="Code", en="Code"),
    Text(fr="Nom", en="Name"),
    Text(fr="Population municipale", en="Population municipale"),
)
NOTHING = Text(fr="Rien ne porte ce nom ni ce code.", en="Nothing bears this name or code.")
NEAR = Text(
    fr="Rien ne porte exactement ce nom ; voici les plus proches.",
    en="Nothing bears exactly this name; these are the nearest.",
)


@click.command(name="find")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--on",
    type=DAY,
    help="The day whose collectivities are meant, as 2023-05-01; the newest vintage by default.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many to show at most.",
)
@lang_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    on: dt.date | None,
    limit: int,
    lang: Lang,
    to_json: bool,
) -> None:
    """Find the collectivity that WORDS name: a name, an INSEE or SIREN code, a postal code."""
    found = find(" ".join(words), on=on, limit=limit)
    if to_json:
        answer = {
            "schema": "tnt-core/find/1",
            "data_version": data_info().version,
            "found": [attrs.asdict(one) | {"label": one.label} for one in found],
        }
        click.echo(as_json(answer))
    elif found:
        _print(found, Console(), lang)
    else:
        click.echo(NOTHING.get(lang), err=True)
    ctx.exit(0 if found else 1)


def _print(found: tuple[Candidate, ...], console: Console, lang: Lang) -> None:
    if found[0].match == "near":
        console.print(NEAR.get(lang))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index, heading in enumerate(HEADINGS):
        table.add_column(
            heading.get(lang), justify="right" if index == len(HEADINGS) - 1 else "left"
        )
    for candidate in found:
        people = candidate.population_municipal
        name = escape(candidate.label)
        if candidate.note is not None:
            name += f"\n[dim]{escape(candidate.note.get(lang))}[/dim]"
        table.add_row(candidate.code, name, "" if people is None else format_number(people, lang))
    console.print(table)
