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

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin

import attrs

from tnt_core.deadlines.calendars import territory_name
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import LOCAL_LAW, TERRITORY, check_facts
from tnt_core.deadlines.french_regimes import ALIASES, REGIMES, find_regime
from tnt_core.deadlines.regimes import Conditions, Regime
from tnt_core.errors import (
    DataError,
    InputError,
    RecordFault,
    RecordsError,
    TntError,
    UnknownNameError,
    shown,
)
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["read_regimes"]


def read_regimes(path: Path | str) -> dict[str, Regime]:
    """Read the regimes of a TOML file, by name.

    Raises:
        RecordsError: The file is no TOML, or some regimes cannot be used; every fault is told with its place.
        OSError: The file cannot be opened.
    """
    file = Path(path)
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordsError([_fault(str(file), "", str(error))]) from error
    regimes: dict[str, Regime] = {}
    faults = [
        RecordFault(
            str(file), name, UnknownNameError(Text(fr="table", en="table"), name, ["regime"])
        )
        for name in sorted(tables.keys() - {"regime"})
    ]
    regimes_said = tables.get("regime", {})
    if not isinstance(regimes_said, dict):
        faults += _faults(str(file), "regime", _not_a(dict, regimes_said))
        regimes_said = {}
    for name, fields in regimes_said.items():
        try:
            _check_name(name)
            regimes[name] = _regime(name, fields)
        except Exception as error:  # noqa: BLE001  # every fault is gathered, whatever it is
            faults += _faults(str(file), f"regime.{name}", error)
    if faults:
        raise RecordsError(faults)
    return regimes


NAME = re.compile(r"[\w+-]{1,60}")

NAMES: Mapping[str, tuple[str, str]] = {
    "dict": ("table", "table"),
    "list": ("list", "liste"),
    "str": ("text", "texte"),
    "bool": ("bool", "true ou false"),
    "int": ("int", "nombre entier"),
    "date": ("date", "date"),
    "time": ("time", "heure"),
}
"""What the types are called, in both languages."""

ARTICLE_OF: Mapping[str, str] = {
    "counts_first_day": "day_zero", "units": "count", "kinds": "working", "second_reading": "count",
    "clear": "clear", "clear_backward": "clear", "extends": "extension", "two_working_days": "extension",
    "open_extension": "extension", "distance": "distance", "hour_start": "day_zero", "at": "end",
}  # fmt: skip
"""Which article stands behind a field: where a regime says otherwise than its base, the base's article no longer does."""


def _regime(name: str, fields: object) -> Regime:
    given: dict[str, Any] = dict(_checked(fields, dict))
    base, without = given.pop("base", None), _checked(given.pop("without", []), list)
    for field in given.keys() & {"id"}:
        raise UnknownNameError(Text(fr="champ", en="field"), field, _FIELDS)
    for field in without:
        if not isinstance(field, str) or field not in _FIELDS:
            raise UnknownNameError(Text(fr="champ", en="field"), str(field), _FIELDS)
    if base is None and without:
        raise InputError(
            Text(
                fr="« without » écarte des champs d'une base, et il n'y en a pas.",
                en="without leaves out fields of a base, and there is no base.",
            ),
            value=without,
        )
    if base is not None:
        inherited = _inherited(find_regime(_checked(base, str)), given)
        if "units" in given and isinstance(given["units"], list) and "hours" not in given["units"]:
            without = [
                *without,
                "hour_start",
            ]  # how hours start is nothing to a regime that counts none
        given = {key: value for key, value in inherited.items() if key not in without} | given
    return _converter().structure({**given, "id": name}, Regime)


_FIELDS = tuple(field.name for field in attrs.fields(Regime) if field.name != "id")


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise InputError(
            Text(
                fr=f"« {name} » ne peut pas nommer un régime : des lettres, des chiffres, « - », « _ » et « + ».",
                en=f"{name!r} cannot be the name of a regime: letters, digits, '-', '_' and '+'.",
            ),
            value=name,
        )
    if name in REGIMES or name in ALIASES:
        raise InputError(
            Text(
                fr=f"« {name} » est le nom d'un régime de droit : donnez-en un autre au vôtre.",
                en=f"{name!r} is the name of a regime of the law: give yours another one.",
            ),
            value=name,
        )


def _inherited(base: Regime, given: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of *base*; where *given* says otherwise, its own first citation stands behind the step, not the base's article.

    The articles of *given*, taken out of it, are among them.
    """
    fields = cast("dict[str, Any]", _converter().unstructure(base))
    restated = {
        article
        for field, article in ARTICLE_OF.items()
        if field in given and _plain(given[field]) != _plain(fields[field])
    }
    match given.get("citations"):
        case [{"article": str(own)}, *_]:
            pass
        case _:
            own = ""
    articles = {
        part: own if part in restated else article for part, article in fields["articles"].items()
    }
    own_articles = _checked(given.pop("articles", {}), dict)
    return fields | {"articles": articles | own_articles}


def _plain(value: object) -> object:
    return [*value] if isinstance(value, (list, tuple)) else value


def _faults(file: str, place: str, error: Exception) -> list[RecordFault]:
    if isinstance(error, TntError):
        return [RecordFault(file, place, error)]
    english = _lines(error, place, "en")
    french = _lines(error, place, "fr")
    return [
        RecordFault(file, where, DataError(Text(fr=fr, en=en)))
        for (where, en), (_, fr) in zip(english, french, strict=True)
    ]


def _lines(error: Exception, place: str, lang: Lang) -> list[tuple[str, str]]:
    """Give the faults that cattrs gathered, each with its place, in words of *lang*."""
    from cattrs import ForbiddenExtraKeysError, transform_error

    def sentence(problem: BaseException, kind: type[Any] | None) -> str:
        del kind
        if isinstance(problem, ForbiddenExtraKeysError):
            known = [field.name for field in attrs.fields(problem.cl)]
            unknown = [
                UnknownNameError(Text(fr="champ", en="field"), name, known)
                for name in sorted(problem.extra_fields)
            ]
            return " ".join(fault.sentence(lang) for fault in unknown)
        if isinstance(problem, TntError):
            return problem.sentence(lang)
        lacking = {"en": "missing {}", "fr": "il manque {}"}[lang]
        return lacking.format(problem) if isinstance(problem, KeyError) else str(problem)

    lines = transform_error(error, path=place, format_exception=sentence)
    return [(line.rpartition(" @ ")[2], line.rpartition(" @ ")[0]) for line in lines]


def _fault(file: str, place: str, said: str) -> RecordFault:
    """Tell a fault found by another library, in its own words."""
    return RecordFault(file, place, DataError(Text(fr=said, en=said)))


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    converter = Converter()
    converter.register_unstructure_hook(Delay, str)
    converter.register_structure_hook(Delay, lambda text, _: Delay.parse(str(text)))

    def table(kind: type[Any]) -> Callable[[object, object], Any]:
        read = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)
        return lambda value, _: read(_checked(value, dict), kind)

    def row(value: object, kind: Any) -> tuple[Any, ...]:
        rows: Any = GenericAlias(list, get_args(kind)[:1])
        return tuple(converter.structure(_checked(value, list), rows))

    converter.register_structure_hook_factory(attrs.has, table)
    converter.register_structure_hook_func(lambda kind: _origin(kind) is tuple, row)
    converter.register_structure_hook_func(lambda kind: _origin(kind) is Literal, _choice)
    converter.register_structure_hook_func(lambda kind: kind == Conditions, _conditions)
    converter.register_unstructure_hook_func(lambda kind: kind == Conditions, dict)
    for plain in (dt.date, dt.time, bool, int, str):
        converter.register_structure_hook(plain, _checked)
    return converter


def _origin(kind: object) -> object:
    return get_origin(kind)


def _choice(value: object, kind: object) -> object:
    if value not in get_args(kind):
        raise UnknownNameError(Text(fr="choix", en="choice"), str(value), get_args(kind))
    return value


def _conditions(value: Mapping[str, Any], _: object) -> Conditions:
    _checked(value, dict)
    for name, wanted in value.items():
        if name == TERRITORY:
            territory_name(wanted)
        elif name == LOCAL_LAW:
            _checked(wanted, bool)
        else:
            check_facts({name: wanted})
    return tuple(value.items())


def _checked(value: object, kind: type[Any]) -> Any:
    """Take a value as TOML gave it: nothing is converted in silence."""
    if type(value) is not kind:
        raise _not_a(kind, value)
    return value


def _not_a(kind: type[Any], value: object) -> DataError:
    en, fr = NAMES.get(kind.__name__, (kind.__name__, kind.__name__))
    return DataError(
        Text(fr=f"{fr} attendu, reçu {shown(value)}", en=f"expected {en}, got {shown(value)}")
    )
