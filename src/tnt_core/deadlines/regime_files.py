"""Reads regimes of your own from TOML: a table for each, with the fields of :class:`~tnt_core.deadlines.Regime`.

[regime.reglement-interieur]
base = "cgct-jours"                       # takes over what is not said below
label = { fr = "Règlement intérieur", en = "Standing orders" }
summary = { fr = "Jours ouvrés, sans report.", en = "Working days, nothing carried over." }
citations = [{ article = "délibération n° 2026-12, article 4" }]
units = ["days"]
kinds = ["ouvre"]
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import FACTS, LOCAL_LAW, TERRITORY
from tnt_core.deadlines.french_regimes import find_regime
from tnt_core.deadlines.regimes import Conditions, Regime
from tnt_core.errors import DataError, RecordFault, RecordsError, TntError, UnknownNameError, shown

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
        RecordFault(str(file), name, UnknownNameError(("table", "table"), name, ["regime"]))
        for name in sorted(tables.keys() - {"regime"})
    ]
    for name, fields in tables.get("regime", {}).items():
        try:
            regimes[name] = _regime(name, fields)
        except Exception as error:  # noqa: BLE001  # every fault is gathered, whatever it is
            faults += _faults(str(file), f"regime.{name}", error)
    if faults:
        raise RecordsError(faults)
    return regimes


def _regime(name: str, fields: Mapping[str, Any]) -> Regime:
    given = dict(fields)
    base = given.pop("base", None)
    if base is not None:
        inherited = cast("dict[str, Any]", _converter().unstructure(find_regime(str(base))))
        given = {**inherited, **given}
    return _converter().structure({**given, "id": name}, Regime)


def _faults(file: str, place: str, error: Exception) -> list[RecordFault]:
    if isinstance(error, TntError):
        return [RecordFault(file, place, error)]
    from cattrs import transform_error

    def sentence(problem: BaseException, kind: type[Any] | None) -> str:
        del kind
        return f"missing {problem}" if isinstance(problem, KeyError) else str(problem)

    lines = transform_error(error, path=place, format_exception=sentence)
    return [_fault(file, line.rpartition(" @ ")[2], line.rpartition(" @ ")[0]) for line in lines]


def _fault(file: str, place: str, said: str) -> RecordFault:
    """Tell a fault found by another library, in its own words."""
    return RecordFault(file, place, DataError(said, said))


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Delay, str)
    converter.register_structure_hook(Delay, lambda text, _: Delay.parse(str(text)))
    converter.register_structure_hook_func(lambda kind: kind == Conditions, _conditions)
    converter.register_unstructure_hook_func(lambda kind: kind == Conditions, dict)
    for kind in (dt.date, dt.time):
        converter.register_structure_hook(kind, _checked)
    for plain in (bool, int, str):
        converter.register_structure_hook(plain, _checked)
    return converter


def _conditions(value: Mapping[str, Any], _: object) -> Conditions:
    _checked(value, dict)
    for name in value:
        if name not in (*FACTS, LOCAL_LAW, TERRITORY):
            raise UnknownNameError(("fact", "fait"), name, [*FACTS, LOCAL_LAW, TERRITORY])
    return tuple(value.items())


def _checked(value: object, kind: type[Any]) -> Any:
    """Take a value as TOML gave it: nothing is converted in silence."""
    if type(value) is not kind:
        raise DataError(
            f"expected {kind.__name__}, got {shown(value)}",
            f"{kind.__name__} attendu, reçu {shown(value)}",
        )
    return value
