"""``tnt-core consult``: the latest day to send the papers of a consultation, and whether a sending was in time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast, get_args

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tnt_core.cli.options import DAY, as_json, json_option, lang_option
from tnt_core.days import day_of
from tnt_core.model.consultation import ConsultationRule, LeadTime, Purpose, Urgency
from tnt_core.model.dataset import Dataset
from tnt_core.rules import Truth
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

if TYPE_CHECKING:
    from tnt_core.cli.answers_json import ConsultJson, LeadTimeJson

__all__ = ["command"]

HEADINGS = (
    Text(fr="Règle", en="Rule"),
    Text(fr="Envoyer au plus tard", en="Send by"),
    Text(fr="Délai tenu", en="Delay held"),
    Text(fr="Texte", en="Text of law"),
)
HELD = {
    Truth.YES: Text(fr="oui", en="yes"),
    Truth.NO: Text(fr="non", en="no"),
    Truth.UNKNOWN: Text(fr="on ne sait pas", en="not known"),
}
STYLES = {Truth.YES: "green", Truth.NO: "red", Truth.UNKNOWN: "yellow"}
SAFE = Text(fr="{} (sûr : {})", en="{} (safe: {})")
AT = Text(fr="{}, {}", en="{}, {}")
NO_DELAY = Text(fr="aucun délai fixé", en="no delay is set")
YARDSTICK = Text(
    fr="Pour un avis, le jour donné est celui où le texte doit pouvoir être pris. Ces règles sont des repères pour les réunions du "
    "programme, que nul texte vu ne soumet à un délai.",
    en="For an opinion, the day given is that on which the text is to be adopted. For the programme's own meetings, which no text seen "
    "submits to a delay, these rules are yardsticks.",
)


@click.command(name="consult")
@click.option("--meeting", type=DAY, required=True, help="Day of the meeting, as 2026-12-15.")
@click.option(
    "--sent", type=DAY, help="Day on which the papers were sent: tells whether the delay held."
)
@click.option("--body", help="Only this body: cnen, dinum…")
@lang_option
@json_option
def command(
    *, meeting: dt.date, sent: dt.date | None, body: str | None, lang: Lang, to_json: bool
) -> None:
    """Show the latest day to send the papers for a meeting, rule by rule."""
    dataset = load()
    rules = tuple(dataset.consultations.values())
    if body is not None:
        wanted = dataset.organisations[body].id
        rules = tuple(rule for rule in rules if rule.body == wanted)
    rules = tuple(sorted(rules, key=_order))
    found = [(rule, rule.lead_time(meeting, sent=sent)) for rule in rules]
    if to_json:
        answer: ConsultJson = {
            "schema": "tnt-core/consult/1",
            "data_version": dataset.version,
            "meeting": day_of(meeting).isoformat(),
            "sent": None if sent is None else day_of(sent).isoformat(),
            "rules": [_json(rule, lead) for rule, lead in found],
        }
        click.echo(as_json(answer))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in HEADINGS:
        if sent is not None or heading is not HEADINGS[2]:
            table.add_column(heading.get(lang), overflow="fold")
    for rule, lead in found:
        if lead is None and (rule.purpose != "procedure" or rule.legal):
            continue
        cells = [escape(rule.title.get(lang)), escape(_latest(lead, lang))]
        if sent is not None:
            held = Truth.UNKNOWN if lead is None else lead.held
            cells.append("" if lead is None else f"[{STYLES[held]}]{HELD[held].get(lang)}[/]")
        cells.append(escape(_law(rule, dataset, lang)))
        table.add_row(*cells)
    console = Console()
    console.print(table)
    console.print(YARDSTICK.get(lang), style="dim")


def _order(rule: ConsultationRule) -> tuple[int, str, int]:
    """Papers before opinions, bodies together, the ordinary case first."""
    return (
        get_args(Purpose).index(rule.purpose),
        rule.body,
        get_args(Urgency).index(rule.urgency),
    )


def _latest(lead: LeadTime | None, lang: Lang) -> str:
    if lead is None:
        return NO_DELAY.get(lang)
    latest = format_date(lead.latest, lang)
    if lead.latest_moment is not None:
        return AT.get(lang).format(latest, f"{lead.latest_moment:%H:%M}")
    if lead.safe == lead.latest:
        return latest
    return SAFE.get(lang).format(latest, format_date(lead.safe, lang))


def _law(rule: ConsultationRule, dataset: Dataset, lang: Lang) -> str:
    return dataset.cite_all(rule.legal, lang)


def _json(rule: ConsultationRule, lead: LeadTime | None) -> LeadTimeJson:
    data: dict[str, Any] = {
        "id": rule.id,
        "body": rule.body,
        "title": rule.title.to_json(),
        "purpose": rule.purpose,
        "urgency": rule.urgency,
        "delay": None if rule.delay is None else str(rule.delay),
        "legal": [citation.to_json() for citation in rule.legal],
        "binding": rule.binding,
    }
    if lead is not None:
        moment = lead.latest_moment
        data |= {
            "latest": lead.latest.isoformat(),
            "safe": lead.safe.isoformat(),
            "latest_moment": None if moment is None else moment.isoformat(),
            "held": lead.held.value,
            "margin": lead.margin,
        }
    return cast("LeadTimeJson", data)
