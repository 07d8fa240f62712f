"""``tnt-core verify``: the data are what their package says, and every example comes out as its author expects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from tnt_core.cli.options import lang_option
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from tnt_core.verification import Report

__all__ = ["command"]

FOUND = Text(
    fr="{place} : données {version} (état au {state}), sha256 {sha256}\n"
    "{resources} ressources, {records} fiches et {rows} lignes de tables lues, {faults} illisibles ; "
    "{examples} exemples vérifiés, {wrong} faux",
    en="{place}: data {version} (state {state}), sha256 {sha256}\n"
    "{resources} resources, {records} records and {rows} rows of tables read, {faults} faults; "
    "{examples} examples checked, {wrong} wrong",
)


@click.command(name="verify")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@lang_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool, lang: Lang) -> None:
    """Check every hash, read every record, run every example, of every package on the search path."""
    from tnt_core.verification import verify

    reports = verify()
    if as_json:
        data = [report.to_json() for report in reports]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for report in reports:
            _print(report, lang)
    ctx.exit(1 if any(report.faults or report.wrong for report in reports) else 0)


def _print(report: Report, lang: Lang) -> None:
    for finding in (*report.faults, *report.wrong):
        where = f"{finding.resource}: {finding.place}" if finding.place else finding.resource
        click.echo(f"{where}: {finding.what.get(lang)}", err=True)
    data = report.to_json()
    counts = {name: sum(data[name].values()) for name in ("records", "rows", "examples")}
    counts |= {"faults": len(report.faults), "wrong": report.wrong_examples}
    click.echo(FOUND.get(lang).format(**{**data, **counts}))
