"""``tnt-core compile``: records -> data package."""

from __future__ import annotations

from pathlib import Path

import click

from tnt_core.cli.options import lang_option
from tnt_core.errors import DataError
from tnt_core.texts import Lang, Text

__all__ = ["command"]

DONE = Text(
    fr="{obligations} obligations, {texts} textes, {facts} faits : {folder}",
    en="{obligations} obligations, {texts} texts, {facts} facts: {folder}",
)


@click.command(name="compile")
@click.argument("records", default="records", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="src/tnt_core/data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the data package.",
)
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when the package differs from the records."
)
@lang_option
def command(*, records: Path, out: Path, check: bool, lang: Lang) -> None:
    """Check RECORDS (a folder of TOML files) and make the data package from them."""
    from tnt_core.export.datapackage import package_files, write_package
    from tnt_core.records import compile_records

    resources = compile_records(records)
    directory = records / "directory.toml"
    contents = package_files(resources, directory if directory.is_file() else None)
    if check:
        stale = [name for name, content in contents.items() if _differs(out / name, content)]
        if stale:
            names = ", ".join(stale)
            raise DataError(
                Text(
                    fr=f"le paquet de données diffère des fiches : {names}. Lancez : tnt-core compile",
                    en=f"the data package differs from the records: {names}. Run: tnt-core compile",
                ),
            )
    else:
        write_package(contents, out)
    click.echo(
        DONE.get(lang).format(
            obligations=len(resources["obligations"]),
            texts=len(resources["texts"]),
            facts=len(resources["vocabulary"]["facts"]),
            folder=out,
        )
    )


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content
