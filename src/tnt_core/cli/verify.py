"""``tnt-core verify``: the data are what their package says, and every example comes out as its author expects."""

from __future__ import annotations

import json

import click

from tnt_core.cli.options import lang_option
from tnt_core.texts import Lang, Text

__all__ = ["command"]

FOUND = Text(
    fr="{place} : données {version} (état au {state}), sha256 {sha256}\n"
    "{resources} ressources conformes, {records} obligations lues, {examples} exemples vérifiés, {wrong} faux",
    en="{place}: data {version} (state {state}), sha256 {sha256}\n"
    "{resources} resources match their hash, {records} obligations read, {examples} examples checked, {wrong} wrong",
)
WRONG = Text(
    fr="{where} : attendu {expected}, obtenu {got}", en="{where}: expected {expected}, got {got}"
)


@click.command(name="verify")
@lang_option
@click.pass_context
def command(ctx: click.Context, *, lang: Lang) -> None:
    """Check every hash, read every record, run every example."""
    from tnt_core.model.converter import make_converter
    from tnt_core.model.obligation_examples import ObligationExample
    from tnt_core.packages import read_bytes
    from tnt_core.store import data_info, load

    info = data_info()
    for name in info.resources:
        read_bytes(name)
    dataset = load()
    converter = make_converter(dataset.vocabulary)
    checked, wrong = 0, 0
    for id_, cases in json.loads(read_bytes("examples")).items():
        obligation = dataset.obligations[id_]
        for index, case in enumerate(cases):
            checked += 1
            example = converter.structure(case, ObligationExample)
            for name, expected, got in example.differences(obligation):
                wrong += 1
                where = f"{id_}: examples[{index}].{name}"
                click.echo(
                    WRONG.get(lang).format(where=where, expected=expected, got=got), err=True
                )
    click.echo(
        FOUND.get(lang).format(
            place=info.place,
            version=info.version,
            state=info.state,
            sha256=info.sha256,
            resources=len(info.resources),
            records=len(list(dataset.obligations.values())),
            examples=checked,
            wrong=wrong,
        )
    )
    ctx.exit(1 if wrong else 0)
