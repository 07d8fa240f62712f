"""Facts from attrs classes: a school's or a hospital's own facts, without a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from tnt_core.errors import InputError, RecordsError
from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.facts.faults import Faults
from tnt_core.facts.tables import COMMON_KEYS, KEYS_BY_TYPE, NAMED
from tnt_core.texts import Text

__all__ = ["tables_of_class"]

NOT_A_CLASS = Text(
    fr="{given} n'est pas une classe attrs ; décorez-la avec attrs.define ou attrs.frozen.",
    en="{given} is not an attrs class; decorate it with attrs.define or attrs.frozen.",
)
UNREADABLE_ANNOTATION = Text(
    fr="une annotation de {model} ne veut rien dire à l'exécution : {error}. Importez ce qu'elle nomme hors de TYPE_CHECKING, en tête du module.",
    en="an annotation of {model} means nothing when the program runs: {error}. Import what it names outside TYPE_CHECKING, and at the top of the module.",
)
RESERVED_NAME = Text(
    fr="un fait ne peut pas porter ce nom : il désigne ce sur quoi portent les faits.",
    en="a fact cannot bear this name: it stands for what facts are about.",
)
NO_SUCH_TYPE = Text(
    fr="le type {given} n'est pas un type de fait : {types}.",
    en="the type {given} is not one that facts have: {types}.",
)


def tables_of_class(model: Any, noun: Text | None) -> dict[str, Any]:
    """Give the tables of the facts that an attrs class declares, as ``facts.toml`` writes them.

    Raises:
        InputError: *model* is not an attrs class, or its annotations cannot be read.
        RecordsError: An attribute has no type that facts have, or bears a reserved name.
    """
    _resolve(model)
    faults = Faults(model.__qualname__)
    tables: dict[str, Any] = {}
    for field in attrs.fields(model):
        if field.name in NAMED:
            faults.add(field.name, RESERVED_NAME)
        elif (table := _table_of_field(field)) is not None:
            tables[field.name] = table
        else:
            given = f"{field.type!r:.80}"
            faults.add(field.name, NO_SUCH_TYPE.format(given=given, types=TYPES), field.type)
    if faults.found:
        raise RecordsError(faults.found)
    if noun is not None:
        tables["situations"] = {ABOUT_COLLECTIVITY: noun.to_json()}
    return tables


def _resolve(model: Any) -> None:
    """Have the annotations of an attrs class mean what they name."""
    if not isinstance(model, type) or not attrs.has(model):
        raise InputError(NOT_A_CLASS.format(given=f"{model!r:.80}"), value=model)
    try:
        attrs.resolve_types(model)
    except (NameError, AttributeError, SyntaxError, TypeError) as error:
        said = UNREADABLE_ANNOTATION.format(model=model.__qualname__, error=error)
        raise InputError(said, value=model) from error


TYPES = "bool, int, Decimal, float, date, Literal[…], Enum, frozenset[Literal[…]]"

ALL_KEYS = frozenset(COMMON_KEYS).union(*KEYS_BY_TYPE.values())


def _table_of_field(field: attrs.Attribute[Any]) -> dict[str, Any] | None:
    """Give the table of a fact for a field, or nothing if neither its type nor its metadata say which type the fact has."""
    derived = _table_of(field.type)
    metadata = {key: said for key, said in field.metadata.items() if key in ALL_KEYS}
    if derived is None and "type" not in metadata:
        return None
    return {"label": field.name.replace("_", " "), **(derived or {}), **metadata}


def _table_of(hint: Any) -> dict[str, Any] | None:
    """Give the type and choices of a fact for a type hint, or nothing if facts have no such type."""
    inner = [arg for arg in get_args(hint) if arg is not NoneType]
    if get_origin(hint) in {Union, UnionType}:
        return _table_of(inner[0]) if len(inner) == 1 else None
    if get_origin(hint) in {set, frozenset}:
        choices = _choices_of(inner[0])
        return choices and {"type": "set", "choices": choices}
    choices = _choices_of(hint)
    if choices:
        return {"type": "choice", "choices": choices}
    if get_origin(hint) is Annotated:
        return _table_of(get_args(hint)[0])
    name = SIMPLE_TYPES.get(hint) if isinstance(hint, type) else None
    return {"type": name} if name else None


SIMPLE_TYPES: Mapping[Any, str] = {
    bool: "bool",
    int: "int",
    float: "decimal",
    Decimal: "decimal",
    dt.date: "date",
}


def _choices_of(hint: Any) -> dict[str, str] | None:
    if get_origin(hint) is Literal:
        values = get_args(hint)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        values = tuple(member.value for member in hint)
    else:
        return None
    if not all(isinstance(value, str) for value in values):
        return None
    return {value: value.replace("_", " ") for value in values}
