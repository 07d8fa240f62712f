"""Reads the law of time limits: regimes and public holidays, one file each, and runs their worked examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar, assert_never

import attrs

from tnt_core.deadlines.calendars import holidays
from tnt_core.deadlines.holiday_rules import NATIONAL, Place
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.tables import Unreadable, read_value
from tnt_core.deadlines.territories import TERRITORIES
from tnt_core.deadlines.worked import differences
from tnt_core.errors import InputError, Text, UnknownNameError
from tnt_core.records.faults import fault_tree
from tnt_core.records.reading import WRONG_FILE, Reader

__all__ = ["Law", "differences_of", "read_law", "run_examples"]

T = TypeVar("T", Regime, Place)

OF_AN_OVERLAY = Text(
    fr="le droit des délais ne se complète pas ainsi : lisez vos régimes avec tnt_core.deadlines.read_regimes.",
    en="the law of time limits is not added to in this way: read your regimes with tnt_core.deadlines.read_regimes.",
)
NO_EXAMPLE = Text(
    fr="il faut au moins un exemple, qui sera calculé et dessiné.",
    en="at least one example is needed, to be computed and drawn.",
)
NO_ARTICLE = Text(
    fr="il manque l'article qui dit que ce régime compte ainsi.",
    en="the article that says that this regime counts so is missing.",
)
TWICE = Text(fr="« {name} » nomme déjà « {other} ».", en="{name!r} is a name of {other!r} already.")
TERRITORY = Text(fr="territoire", en="territory")


@attrs.frozen
class Law:
    """The regimes and territories of a folder of records, by file, the resources made from them, and whether some cannot be read."""

    regimes: Mapping[str, Regime]
    places: Mapping[str, Place]
    resources: Mapping[str, Any]
    unread: bool = False


def read_law(reader: Reader) -> Law:
    """Read ``regimes/*.toml`` and ``holidays/*.toml``. An overlay must have neither, and takes over the law of its base."""
    if reader.base:
        for file, _ in [*reader.files("regimes/*.toml"), *reader.files("holidays/*.toml")]:
            reader.fault(file, "", InputError(OF_AN_OVERLAY))
        taken = {name: reader.base[name] for name in ("regimes", "holidays") if name in reader.base}
        return Law({}, {}, taken)
    before = len(reader.faults)
    regimes, places = _read(reader, "regimes", Regime), _read(reader, "holidays", Place)
    _check_names(reader, regimes)
    _check_places(reader, places)
    resources = {"regimes": _plain(reader, regimes), "holidays": _plain(reader, places)}
    # Records without law of their own stand on that of the packaged data.
    own = {name: tables for name, tables in resources.items() if tables}
    return Law(regimes, places, own, unread=len(reader.faults) > before)


def run_examples(reader: Reader, law: Law) -> None:
    """Run the worked examples of the law that was read; its resources must stand in for the packaged ones."""
    records: list[tuple[str, Regime | Place]] = [*law.places.items(), *law.regimes.items()]
    for file, record in records:
        for index in range(len(record.examples)):
            reader.check_example(file, f"examples[{index}]", partial(differences_of, record, index))


def differences_of(record: Regime | Place, index: int) -> tuple[tuple[str, str, str], ...]:
    """Give what comes out otherwise than an example of a record says: what it is, what was expected, what came.

    Raises:
        TntError: The example asks what cannot be counted.
    """
    match record:
        case Regime():
            return tuple(differences(record.examples[index], record))
        case Place():
            year = record.examples[index]
            got = tuple(day.date for day in holidays(year.year, record.id))
            return () if got == year.days else (("days", _listed(year.days), _listed(got)),)
        case _:
            assert_never(record)


def _read(reader: Reader, folder: str, kind: type[T]) -> dict[str, T]:
    """Read the files of a folder, by file name; those with faults are left out."""
    found: dict[str, T] = {}
    for file, path in reader.files(f"{folder}/*.toml"):
        try:
            record = read_value(kind, reader.toml(file), "")
        except Unreadable as unreadable:
            for place, cause in fault_tree(unreadable):
                reader.fault(file, place, cause)
            continue
        if path.stem != record.id.replace("+", "-"):
            wanted = f"{folder}/{record.id.replace('+', '-')}.toml"
            reader.fault(file, "id", InputError(WRONG_FILE.format(file=wanted), value=record.id))
        found[file] = record
    return found


def _plain(reader: Reader, found: Mapping[str, T]) -> dict[str, Any]:
    """Give the tables of what was read, by id, as JSON holds them."""
    tables = {record.id: _written(reader.toml(file)) for file, record in found.items()}
    return dict(sorted(tables.items()))


def _written(value: Any) -> Any:
    match value:
        case dict():
            return {key: _written(item) for key, item in value.items()}
        case list():
            return [_written(item) for item in value]
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value


def _check_names(reader: Reader, regimes: Mapping[str, Regime]) -> None:
    owners = {regime.id: regime.id for regime in regimes.values()}
    for file, regime in regimes.items():
        for name in regime.aliases:
            if owners.setdefault(name, regime.id) != regime.id:
                said = TWICE.format(name=name, other=owners[name])
                reader.fault(file, "aliases", InputError(said, value=name))
        if not regime.examples:
            reader.fault(file, "examples", InputError(NO_EXAMPLE))
        for key in _unquoted(regime):
            reader.fault(file, f"articles.{key}", InputError(NO_ARTICLE))


def _unquoted(regime: Regime) -> list[str]:
    """Give what a regime does without an article that says so."""
    does = {
        "count": not regime.fixed,
        "extension": regime.extends,
        "clear": regime.clear or regime.clear_backward,
        "distance": bool(regime.distance),
    }
    return [key for key, done in does.items() if done and not getattr(regime.articles, key)]


def _check_places(reader: Reader, places: Mapping[str, Place]) -> None:
    known = (*TERRITORIES, NATIONAL)
    for file, place in places.items():
        if place.id not in known:
            reader.fault(file, "id", UnknownNameError(TERRITORY, place.id, known))
        elif place.id != NATIONAL and not place.examples:
            reader.fault(file, "examples", InputError(NO_EXAMPLE))


def _listed(days: tuple[dt.date, ...]) -> str:
    return ", ".join(map(str, days))
