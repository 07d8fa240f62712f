"""Reads the engine's values from plain tables (TOML or JSON), every fault gathered with its place.

What a regime of the law, a territory's holidays and a regime of your own are written in is read here alike. It is written out rather
than left to a library because the engine must start without one: importing cattrs takes longer than counting ten thousand deadlines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs

from tnt_core.days import day_of
from tnt_core.deadlines.delays import Delay
from tnt_core.errors import DataError, RecordFault, Text, TntError, UnknownNameError, shown

__all__ = ["Unreadable", "fields_of", "read_fields", "read_value"]

T = TypeVar("T")

FIELD = Text(fr="champ", en="field")
CHOICE = Text(fr="choix", en="choice")
MISSING = Text(fr="il manque {name!r}", en="missing {name!r}")
EXPECTED = Text(fr="{kind} attendu, reçu {value}", en="expected {kind}, got {value}")
KINDS: Mapping[type, Text] = {
    dict: Text(fr="table", en="table"),
    list: Text(fr="liste", en="list"),
    str: Text(fr="texte", en="text"),
    bool: Text(fr="true ou false", en="bool"),
    int: Text(fr="nombre entier", en="int"),
    dt.time: Text(fr="heure", en="time"),
}
"""What the types are called."""


class Unreadable(Exception):  # noqa: N818  # it is caught where the file is read, and becomes the faults of that file
    """The faults of one table, each with its place.

    Attributes:
        faults: The faults.
    """

    def __init__(self, *faults: tuple[str, TntError]) -> None:
        super().__init__(*faults)
        self.faults = faults

    def of_file(self, file: str) -> list[RecordFault]:
        """Give them as faults of a file."""
        return [RecordFault(file, place, error) for place, error in self.faults]


_FIELDS: dict[type[Any], Mapping[str, attrs.Attribute[Any]]] = {}


def fields_of(kind: type[Any]) -> Mapping[str, attrs.Attribute[Any]]:
    """Give the fields of an attrs class that a table may set, by name, with their types found; found once for each class."""
    fields = _FIELDS.get(kind)
    if fields is None:
        hints = get_type_hints(kind)
        fields = {f.name: f.evolve(type=hints[f.name]) for f in attrs.fields(kind) if f.init}
        _FIELDS[kind] = fields
    return fields


def read_value(kind: type[T], value: object, place: str) -> T:
    """Read *value* as a value of *kind*: nothing is converted in silence.

    Args:
        kind: A plain type, :class:`Delay`, ``Literal``, an attrs class, a tuple of such, or one of these or nothing.
        value: What TOML or JSON gave; a day may be its ISO text.
        place: Where it stands, for the faults.

    Raises:
        Unreadable: All that is wrong with it.
    """
    try:
        return cast("T", _read(kind, value, place))
    except TntError as error:
        raise Unreadable((place, error)) from None


def read_fields(
    kind: type[Any], table: object, place: str, *, whole: bool = False
) -> dict[str, Any]:
    """Read the fields that a table of an attrs class says, by name; those that it leaves out are not there.

    Args:
        kind: The class.
        table: What TOML or JSON gave.
        place: Where it stands, for the faults.
        whole: Whether fields without a default must be there.

    Raises:
        Unreadable: A field is unknown or missing, or its value unreadable; all of them at once.
    """
    fields = fields_of(kind)
    found: dict[str, Any] = {}
    faults: list[tuple[str, TntError]] = [
        (f"{place}.{name}", DataError(MISSING.format(name=name)))
        for name, field in fields.items()
        if whole and field.default is attrs.NOTHING and name not in read_value(dict, table, place)
    ]
    for name, value in read_value(dict, table, place).items():
        if name not in fields:
            faults.append((place, UnknownNameError(FIELD, name, fields)))
            continue
        try:
            found[name] = _read_field(fields[name], value, f"{place}.{name}")
        except Unreadable as unreadable:
            faults += unreadable.faults
    if faults:
        raise Unreadable(*faults)
    return found


def _read_field(field: attrs.Attribute[Any], value: object, place: str) -> Any:
    """Read the value of a field, and let the field's own validator judge it at its place."""
    found = read_value(cast("type[Any]", field.type), value, place)
    if field.validator is not None:
        try:
            judged = found if field.converter is None else cast("Any", field.converter)(found)
            field.validator(None, field, judged)
        except TntError as error:
            raise Unreadable((place, error)) from None
    return found


def _read(kind: Any, value: object, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), value, place)
    if origin is tuple:
        [item, _] = get_args(kind)
        # Pairs of a name and a value are written as a table.
        return _exactly(dict, value) if get_origin(item) is tuple else _row(item, value, place)
    if origin is Literal:
        if value not in get_args(kind):
            raise UnknownNameError(CHOICE, str(value), get_args(kind))
        return value
    if kind is Delay:
        return Delay.parse(_exactly(str, value))
    if kind is dt.date:
        return day_of(value)
    if kind is dt.time and isinstance(value, str):
        return dt.time.fromisoformat(value)
    if attrs.has(kind):
        return kind(**read_fields(kind, value, place, whole=True))
    return _exactly(kind, value)


def _one_of(kinds: tuple[Any, ...], value: object, place: str) -> Any:
    """Read a value of the first kind that is exactly its own; otherwise of the first one, which says what is wrong."""
    wanted = [kind for kind in kinds if kind is not NoneType]
    own = next((kind for kind in wanted if type(value) is kind), wanted[0])
    return _read(own, value, place)


def _row(kind: Any, value: object, place: str) -> tuple[Any, ...]:
    found: list[Any] = []
    faults: list[tuple[str, TntError]] = []
    for index, item in enumerate(_exactly(list, value)):
        try:
            found.append(read_value(kind, item, f"{place}[{index}]"))
        except Unreadable as unreadable:
            faults += unreadable.faults
    if faults:
        raise Unreadable(*faults)
    return tuple(found)


def _exactly(kind: type[Any], value: object) -> Any:
    """Take a value as it is, if it is of this type and no other."""
    if type(value) is not kind:
        raise DataError(EXPECTED.format(kind=KINDS[kind], value=shown(value)))
    return value
