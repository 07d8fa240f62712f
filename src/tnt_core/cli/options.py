"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

from tnt_core.days import maybe_day, typed, year_of
from tnt_core.errors import InputError
from tnt_core.facts import FactTable
from tnt_core.model.profile_notes import ProfileNote
from tnt_core.model.profiles import Profile
from tnt_core.rules import Vocabulary
from tnt_core.texts import LANGS, Lang, Text, ambient_language, format_number

__all__ = [
    "DAY",
    "DAY_OR_YEAR",
    "as_json",
    "identity",
    "json_option",
    "lang_option",
    "profile_of",
    "profile_options",
    "stated_facts",
    "with_populations",
]

TOO_EARLY = ProfileNote(
    about="vintage",
    fr="L'annuaire commence le 1er janvier 2021 : populations et périmètre de ce jour-là.",
    en="The directory begins on 1 January 2021: populations and perimeter of that day.",
)


# Generic for type checkers only: older versions of click know no parameter there.
if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType


class _Day(ParamType):
    """A day as people type it; an instant keeps its offset, so that its day is taken where the collectivity is."""

    name = "day"

    def __init__(self, *, or_year: bool = False) -> None:
        self.or_year = or_year

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        del param, ctx
        if self.or_year and str(value).isdecimal():
            return year_of(value)
        return typed(value) if isinstance(value, str) else value


DAY, DAY_OR_YEAR = _Day(), _Day(or_year=True)

F = TypeVar("F", bound=Callable[..., Any])


def lang_option(function: F) -> F:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGS),
        default=ambient_language,
        help="Language of texts and of error sentences; French where the locale is French.",
    )(function)


def json_option(function: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "to_json", is_flag=True, help="Print JSON.")(function)


def as_json(data: object) -> str:
    """Write plain data as readable JSON."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2)


def profile_options(function: F) -> F:
    """Add the argument and options that say which collectivity is meant."""
    for add in (
        click.option(
            "--fact",
            "stated",
            multiple=True,
            metavar="NAME=VALUE",
            help="A fact, for instance agents_fte=49; may be repeated.",
        ),
        click.option("--population-municipal", type=int, help="Population municipale."),
        click.option("--population-total", type=int, help="Population totale."),
        click.option("--population", type=int, help="Stands for both populations."),
        click.option(
            "--exact",
            is_flag=True,
            help="Leave a population that is not published yet unknown, instead of taking the last one.",
        ),
        click.option("--kind", help="commune, epci_fp, departement, region, syndicat, ccas…"),
        click.argument("collectivity", required=False),
    ):
        function = add(function)
    return function


def profile_of(
    collectivity: str | None,
    *,
    on: dt.date | None,
    exact: bool,
    kind: str | None,
    population: int | None,
    population_total: int | None,
    population_municipal: int | None,
    vocabulary: FactTable | None = None,
) -> Profile:
    """Make the profile that the arguments describe: a known collectivity, a made-up one, or both.

    Raises:
        InputError: Nothing says which collectivity is meant.
    """
    given: dict[str, Any] = {
        "kind": kind,
        "population_total": population if population_total is None else population_total,
        "population_municipal": (
            population if population_municipal is None else population_municipal
        ),
    }
    given = {name: value for name, value in given.items() if value is not None}
    if collectivity is None:
        if not given:
            raise InputError(
                Text(
                    fr="dites de quelle collectivité il s'agit : un nom, un code INSEE ou SIREN, ou bien --kind avec --population.",
                    en="say which collectivity: a name, an INSEE or SIREN code, or --kind with --population.",
                ),
            )
        return Profile(**given, vocabulary=vocabulary)
    found = _listed(collectivity, on, exact=exact)
    if kind is not None and kind != found.kind:
        raise InputError(
            Text(
                fr=f"{found.name} ({found.code}) est de nature {found.kind}, pas {kind} : retirez --kind, ou le nom.",
                en=f"{found.name} ({found.code}) is a {found.kind}, not a {kind}: leave out --kind, or the name.",
            ),
            value=kind,
        )
    if given.keys() & {"population_total", "population_municipal"}:
        # What the directory says of its populations does not go for those that the user gave.
        kept = tuple(note for note in found.notes if note.about == "collectivity")
        found = attrs.evolve(found, notes=kept)
    return attrs.evolve(found, **given, vocabulary=vocabulary)


def with_populations(given: dict[str, Any], facts: Mapping[str, object]) -> dict[str, Any]:
    """Take over the populations that were stated as facts, which are the profile's too."""
    stated = {
        name: facts[name] for name in ("population_total", "population_municipal") if name in facts
    }
    return given | stated


def identity(profile: Profile, vocabulary: Vocabulary, lang: Lang) -> str:
    """Say who is meant: name and code, kind, population and which one."""
    kind = "" if profile.kind is None else vocabulary.facts["kind"].named(profile.kind, lang)
    name = f"{profile.name} ({profile.code or profile.siren})" if profile.name else ""
    total = profile.population_total
    counted = profile.population_municipal if total is None else total
    people = ""
    if counted is not None:
        inhabitants = Text(fr="habitants", en="inhabitants").get(lang)
        which = (MUNICIPAL if total is None else TOTAL).get(lang)
        people = f"{format_number(counted, lang)} {inhabitants} ({which})"
    return ", ".join(filter(None, (name, kind, people)))


def _listed(collectivity: str, on: dt.date | None, *, exact: bool) -> Profile:
    """Look a collectivity up as it was on a day; before the directory begins, as it was when it begins, and say so."""
    from tnt_core import directory

    first = dt.date(directory.VINTAGES[0], 1, 1)
    asked = maybe_day(on, name="on")
    early = asked is not None and asked < first
    day = first if early else asked
    found = directory.profile(collectivity, on=day, estimate=None if exact else "latest")
    if early:
        found = attrs.evolve(found, notes=(*found.notes, TOO_EARLY))
    return found


TOTAL = Text(fr="population totale", en="total population")
MUNICIPAL = Text(fr="population municipale", en="municipal population")


def stated_facts(stated: Sequence[str], table: FactTable) -> Mapping[str, object]:
    """Read ``--fact name=value`` options.

    Raises:
        InputError: One is not written ``name=value``, or is given twice.
        UnknownNameError, FactError: The table has no such fact, or the value is wrong.
    """
    facts: dict[str, object] = {}
    for written in stated:
        name, equals, value = written.partition("=")
        if not equals:
            raise InputError(
                Text(
                    fr=f"--fact {written!r} : écrivez nom=valeur, par exemple agents_fte=49.",
                    en=f"--fact {written!r}: write name=value, for instance agents_fte=49.",
                ),
                value=written,
            )
        if name in facts:
            raise InputError(
                Text(
                    fr=f"--fact {name} est donné deux fois ; gardez-en un.",
                    en=f"--fact {name} is given twice; keep one.",
                ),
                value=written,
            )
        facts[name] = table.parse_value(name, value)
    return facts
