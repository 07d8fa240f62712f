"""``tnt-core deadline``: the last day of a period, and how it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tnt_core.cli.options import DAY, as_json, json_option, lang_option, stated_facts
from tnt_core.days import at_local_time, local_day, typed
from tnt_core.deadlines import REGIMES, Deadline, Regime, deadline
from tnt_core.deadlines.calendars import territory_name, zone_name
from tnt_core.deadlines.facts import FACTS
from tnt_core.deadlines.regime_files import read_regimes
from tnt_core.errors import InputError, nearest
from tnt_core.texts import Lang, Text, format_date

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import JudgedDeadlineJson

__all__ = ["command"]

LEGAL = Text(fr="Date légale :", en="Legal date:")
SAFE = Text(fr="Date sûre :", en="Safe date:")
LATEST = Text(
    fr="Au plus tard, selon les lectures :", en="At the latest, depending on the reading:"
)
ACT = Text(fr="Acte du {day} :", en="Act of {day}:")
IN_TIME = {
    True: Text(fr="dans le délai", en="in time"),
    False: Text(fr="hors délai", en="not in time"),
    None: Text(fr="on ne sait pas : les lectures divergent", en="not known: the readings disagree"),
}
STYLES = {True: "green", False: "red", None: "yellow"}


# « -5 jours francs » is a delay, and no option that click knows; what begins with two dashes is one, and judged below.
@click.command(
    name="deadline", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)
@click.argument("event", required=False)
@click.argument("delay", required=False)
@click.option("--regime", help="How the period is counted; see --regimes.")
@click.option(
    "--territory",
    "--territoire",
    default="metropole",
    show_default=True,
    help="Whose holidays and local time: metropole, alsace-moselle, guadeloupe…",
)
@click.option("--at", help="Local time of the event, as 16:30, for a period in hours.")
@click.option(
    "--fact",
    "stated",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact of the case, for instance residence=etranger; may be repeated.",
)
@click.option(
    "--regime-file",
    type=click.Path(exists=True, dir_okay=False),
    help="A TOML file with regimes of your own.",
)
@click.option("--act", type=DAY, help="Tell whether an act done on this day is in time.")
@click.option("--regimes", is_flag=True, help="List the regimes and stop.")
@lang_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    *,
    event: str | None,
    delay: str | None,
    regime: str | None,
    territory: str,
    at: str | None,
    stated: tuple[str, ...],
    regime_file: str | None,
    act: dt.date | None,
    regimes: bool,
    lang: Lang,
    to_json: bool,
) -> None:
    """Compute the deadline that EVENT starts: a day as 2026-11-20, then DELAY as P2M, "2 mois", "5 jours francs", "72 h".

    Without DELAY, the delay that the texts fix for the regime.
    """
    _refuse_stray_words(context, [word for word in (event, delay, *context.args) if word])
    own = {} if regime_file is None else read_regimes(regime_file)
    if regimes:
        _list_regimes({**REGIMES, **own}, lang, to_json=to_json)
        return
    if event is None or regime is None:
        raise InputError(
            Text(
                fr='donnez un événement et un régime, par exemple : tnt-core deadline 2026-11-20 "2 mois" --regime franc '
                f"(régimes : {', '.join(REGIMES)}).",
                en='give an event and a regime, for instance: tnt-core deadline 2026-11-20 "2 mois" --regime franc '
                f"(regimes: {', '.join(REGIMES)}).",
            ),
        )
    facts = stated_facts(stated, FACTS)
    zone = zone_name(territory_name(territory), facts.get("archipelago"))
    said = event if event.isdecimal() else typed(event)
    if at is not None and isinstance(said, dt.datetime):
        raise InputError(
            Text(
                fr=f"{event} dit déjà une heure : retirez --at.",
                en=f"{event} says a time already: leave out --at.",
            ),
            value=at,
        )
    found = deadline(
        said if at is None else at_local_time(local_day(typed(event)), at, zone),
        delay,
        regime=own.get(regime, regime),
        territory=territory,
        facts=facts,
    )
    timely = None if act is None else found.in_time(act)
    if to_json:
        click.echo(as_json(found.to_json() if act is None else _judged(found, act, in_time=timely)))
        return
    console = Console()
    _print(found, lang, console)
    if act is not None:
        said = escape(ACT.get(lang).replace("{day}", str(act)))
        console.print(f"\n{said} [bold {STYLES[timely]}]{IN_TIME[timely].get(lang)}[/]")


def _judged(found: Deadline, act: dt.date, *, in_time: bool | None) -> JudgedDeadlineJson:
    return {
        "schema": "tnt-core/judged-deadline/1",
        "deadline": found.to_json(),
        "act": act.isoformat(),
        "in_time": in_time,
    }


def _refuse_stray_words(context: click.Context, words: Sequence[str]) -> None:
    """Refuse an option that does not exist, with the nearest one, and words beyond the event and the delay."""
    options = [name for parameter in context.command.params for name in parameter.opts]
    for word in words:
        if word.startswith("--"):
            name = word.partition("=")[0]
            raise click.NoSuchOption(name, possibilities=nearest(name, options), ctx=context)
    if context.args:
        raise InputError(
            Text(
                fr=f'trop de mots : {" ".join(context.args)}. Mettez entre guillemets un délai de plusieurs mots, comme "2 mois".',
                en=f'too many words: {" ".join(context.args)}. Put a delay of several words in quotes, as "2 mois".',
            ),
        )


def _print(found: Deadline, lang: Lang, console: Console) -> None:
    console.print(
        f"{LEGAL.get(lang)} [bold]{_when(found, found.legal_date, found.instant, lang)}[/bold]"
    )
    if found.safe_instant != found.instant:
        console.print(
            f"{SAFE.get(lang)} [bold]{_when(found, found.safe_date, found.safe_instant, lang)}[/bold]"
        )
    if found.latest_date not in (found.legal_date, found.safe_date):
        console.print(f"{LATEST.get(lang)} {escape(format_date(found.latest_date, lang))}")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for step in found.steps:
        table.add_row(
            f"{step.number}.", escape(step.text.get(lang)), f"[dim]{escape(step.article)}[/]"
        )
    console.print()
    console.print(table)
    for notice in found.warnings:
        console.print(f"[yellow]![/] {escape(notice.text.get(lang))}")


def _when(found: Deadline, day: dt.date, instant: dt.datetime, lang: Lang) -> str:
    whole_day = found.at is None and found.legal_moment is None
    clock = "24:00" if whole_day else f"{instant:%H:%M}"
    return escape(f"{format_date(day, lang)}, {clock} ({found.zone})")


def _list_regimes(regimes: Mapping[str, Regime], lang: Lang, *, to_json: bool) -> None:
    if to_json:
        by_id = {
            regime.id: {
                "label": regime.label.to_json(),
                "summary": regime.summary.to_json(),
                "citations": [citation.article for citation in regime.citations],
            }
            for regime in regimes.values()
        }
        click.echo(as_json({"schema": "tnt-core/regimes/1", "regimes": by_id}))
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for regime in regimes.values():
        table.add_row(f"[bold]{escape(regime.id)}[/]", escape(regime.summary.get(lang)))
    Console().print(table)
