"""Reads regimes of your own from TOML: a table for each, with the fields of :class:`~tnt_core.deadlines.Regime`.

[regime.reglement-interieur]
base = "cgct-jours"                       # takes over what is not said below; steps that differ cite the regime's own first citation
without = ["open_extension"]              # but for these, which it does not take over
label = { fr = "Règlement intérieur", en = "Standing orders" }
summary = { fr = "Jours ouvrés, sans report.", en = "Working days, nothing carried over." }
citations = [{ article = "délibération n° 2026-12, article 4" }]
units = ["days"]
kinds = ["ouvre"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from tnt_core.deadlines.french_regimes import REGIMES, find_regime
from tnt_core.deadlines.regimes import Articles, Regime
from tnt_core.deadlines.tables import Unreadable, fields_of, read_fields, read_value
from tnt_core.deadlines.worked import differences
from tnt_core.errors import (
    DataError,
    InputError,
    RecordFault,
    RecordsError,
    Text,
    TntError,
    UnknownNameError,
)

__all__ = ["read_regimes"]

TABLE = Text(fr="table", en="table")
FIELD = Text(fr="champ", en="field")
NO_BASE = Text(
    fr="« without » écarte des champs d'une base, et il n'y en a pas.",
    en="without leaves out fields of a base, and there is no base.",
)
NOT_A_NAME = Text(
    fr="« {name} » ne peut pas nommer un régime : des lettres, des chiffres, « - », « _ » et « + ».",
    en="{name!r} cannot be the name of a regime: letters, digits, '-', '_' and '+'.",
)
NAME_OF_THE_LAW = Text(
    fr="« {name} » est le nom d'un régime de droit : donnez-en un autre au vôtre.",
    en="{name!r} is the name of a regime of the law: give yours another one.",
)
UNEXPECTED = Text(
    fr="{name} : attendu {wanted}, obtenu {got}.", en="{name}: expected {wanted}, got {got}."
)


def read_regimes(path: Path | str) -> dict[str, Regime]:
    """Read the regimes of a TOML file, by name, and run their worked examples.

    Raises:
        RecordsError: The file is no TOML, or some regimes cannot be used; every fault is told with its place.
        OSError: The file cannot be opened.
    """
    file = Path(path)
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = DataError(Text(fr=str(error), en=str(error)))
        raise RecordsError([RecordFault(str(file), "", said)]) from error
    unknown = sorted(tables.keys() - {"regime"})
    faults: list[tuple[str, TntError]] = [
        (name, UnknownNameError(TABLE, name, ["regime"])) for name in unknown
    ]
    regimes: dict[str, Regime] = {}
    try:
        for name, fields in read_value(dict, tables.get("regime", {}), "regime").items():
            _collect(regimes, name, fields, faults)
    except Unreadable as unreadable:
        faults += unreadable.faults
    if faults:
        raise RecordsError(Unreadable(*faults).of_file(str(file)))
    return regimes


def _collect(
    regimes: dict[str, Regime], name: str, fields: object, faults: list[tuple[str, TntError]]
) -> None:
    place = f"regime.{name}"
    try:
        _check_name(name)
        regimes[name] = regime = _regime(name, fields, place)
    except Unreadable as unreadable:
        faults += unreadable.faults
    except TntError as error:
        faults.append((place, error))
    else:
        for index, example in enumerate(regime.examples):
            for what, wanted, got in differences(example, regime):
                said = UNEXPECTED.format(name=what, wanted=wanted, got=got)
                faults.append((f"{place}.examples[{index}]", InputError(said)))


NAME = re.compile(r"[\w+-]{1,60}")

ARTICLE_OF: Mapping[str, str] = {
    "counts_first_day": "day_zero", "units": "count", "kinds": "working", "second_reading": "count",
    "clear": "clear", "clear_backward": "clear", "extends": "extension", "two_working_days": "extension",
    "open_extension": "extension", "distance": "distance", "hour_start": "day_zero", "at": "end",
}  # fmt: skip
"""Which article stands behind a field: where a regime says otherwise than its base, the base's article no longer does."""


OWN_KEYS = ("base", "without")
"""What a regime of one's own may say besides the fields of a regime."""


def _regime(name: str, table: object, place: str) -> Regime:
    said = read_value(dict, table, place)
    if "id" in said:
        raise UnknownNameError(FIELD, "id", [field for field in _FIELDS if field != "id"])
    without = read_value(list, said.get("without", []), f"{place}.without")
    for field in without:
        if not isinstance(field, str) or field not in _FIELDS:
            raise UnknownNameError(FIELD, str(field), _FIELDS)
    fields = {key: value for key, value in said.items() if key not in OWN_KEYS}
    if "base" in said:
        base = find_regime(read_value(str, said["base"], f"{place}.base"))
        given = read_fields(Regime, fields | {"id": name}, place)
        return _on_base(base, given, said.get("articles", {}), without)
    if without:
        raise InputError(NO_BASE, value=without)
    return read_value(Regime, fields | {"id": name}, place)


_FIELDS = tuple(fields_of(Regime))


def _on_base(
    base: Regime, given: dict[str, Any], articles: Mapping[str, Any], without: list[str]
) -> Regime:
    """Give *base* with what *given* says otherwise, and without the fields that it leaves out.

    Where *given* says otherwise, its own first citation stands behind the step, or what its *articles* say; not the base's article.
    """
    restated = {
        part
        for field, part in ARTICLE_OF.items()
        if field in given and given[field] != getattr(base, field)
    }
    own = given["citations"][0].article if given.get("citations") else ""
    kept = {
        part: own if part in restated else article
        for part, article in attrs.asdict(base.articles).items()
    }
    if "hours" not in given.get("units", ("hours",)):
        without = [
            *without,
            "hour_start",
        ]  # how hours start is nothing to a regime that counts none
    defaults = {name: fields_of(Regime)[name].default for name in without}
    inherited = attrs.asdict(base, recurse=False) | {
        "aliases": (),
        "field": None,
        "examples": (),
        "details": None,
    }
    return Regime(
        **(inherited | defaults | given | {"articles": Articles(**kept | dict(articles))})
    )


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise InputError(NOT_A_NAME.format(name=name), value=name)
    if name in REGIMES or name in REGIMES.aliases:
        raise InputError(NAME_OF_THE_LAW.format(name=name), value=name)
