"""``tnt-core compile``: records -> data package."""

from __future__ import annotations

from pathlib import Path

import attrs
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
    """Check RECORDS (a folder of TOML files) and make the data package from them.

    A CHANGELOG.md beside RECORDS gets its totals, between the marks that it has for them.
    """
    from tnt_core.export.datapackage import edited_tables, package_files, write_package
    from tnt_core.export.totals import totals
    from tnt_core.records import compile_records

    resources = compile_records(records)
    directory = records / "directory.toml"
    contents = package_files(resources, directory if directory.is_file() else None, out)
    changelog = _Changelog.beside(records)
    counted = totals(resources, contents)
    if check:
        stale = [name for name, content in contents.items() if _differs(out / name, content)]
        _refuse_stale([*stale, *changelog.stale(counted)])
    else:
        for notice in edited_tables(contents, out):
            click.echo(notice.get(lang), err=True)
        write_package(contents, out)
        changelog.write(counted)
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


def _refuse_stale(stale: list[str]) -> None:
    if stale:
        names = ", ".join(stale)
        raise DataError(
            Text(
                fr=f"ce qui est compilé diffère des fiches : {names}. Lancez : tnt-core compile",
                en=f"what is compiled differs from the records: {names}. Run: tnt-core compile",
            ),
        )


@attrs.frozen
class _Changelog:
    """The page beside the records whose totals are made, if it is there and has marks for them."""

    path: Path
    page: str

    @classmethod
    def beside(cls, records: Path) -> _Changelog:
        path = records.absolute().parent / "CHANGELOG.md"
        return cls(path, path.read_text(encoding="utf-8") if path.is_file() else "")

    def stale(self, counted: str) -> list[str]:
        from tnt_core.export.totals import with_totals

        return [self.path.name] if with_totals(self.page, counted) != self.page else []

    def write(self, counted: str) -> None:
        from tnt_core.export.swapping import replace_file
        from tnt_core.export.totals import with_totals

        if self.stale(counted):
            replace_file(self.path, with_totals(self.page, counted).encode())
