"""JSON forms: how values are written as plain data, and the one check on the way back.

A form is a ``TypedDict`` that stands beside its class: ``ProfileJson`` beside ``Profile``. ``to_json()`` gives plain data of that form
(what ``json.dumps`` takes, numbers as numbers), ``from_json()`` reads them back. The key ``schema`` names the form and its version.

What is read is checked against the form first. A key that the form does not have is refused by its name, with the nearest one: a fact
that is misspelt would else be unknown without a word. What a newer version of the library adds therefore raises the version of the
form, and a newer form is refused as such.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeAlias,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import attrs

from tnt_core.errors import DataError, SchemaVersionError, Text, TntError, nearest, shown

__all__ = [
    "CHECKED_ELSEWHERE",
    "DayJson",
    "FactJson",
    "Format",
    "MomentJson",
    "TextJson",
    "TimeJson",
    "check",
    "placed",
]

_READERS: Mapping[str, Callable[[str], object]] = {
    "date": dt.date.fromisoformat,
    "date-time": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}
_WRITTEN: Mapping[str, tuple[re.Pattern[str], str]] = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "2026-11-20"),
    "date-time": (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*([+-]\d\d:\d\d(:\d\d)?|Z)", re.ASCII),
        "2026-11-20T16:30:00+01:00",
    ),
    "time": (re.compile(r"\d\d:\d\d.*", re.ASCII), "16:30:00"),
}


@attrs.frozen
class Format:
    """A text that is written in one way: a day, an instant, a time of day.

    Attributes:
        name: The format's name in JSON Schema.
    """

    name: Literal["date", "date-time", "time"]

    def check(self, data: str, place: str) -> None:
        """Refuse a text that is not written so.

        Raises:
            DataError: It is not.
        """
        pattern, example = _WRITTEN[self.name]
        try:
            good = pattern.fullmatch(data) is not None and bool(_READERS[self.name](data) or True)
        except ValueError:
            good = False
        if not good:
            raise _fault(
                place,
                Text(
                    fr=f"un texte écrit comme {example} est attendu, reçu {shown(data)}.",
                    en=f"expected a text written as {example}, got {shown(data)}.",
                ),
            )

    def __get_pydantic_json_schema__(self, schema: Any, write: Callable[[Any], Any]) -> Any:
        # What the library that writes the JSON Schemas asks a mark for.
        return {**write(schema), "format": self.name}


CHECKED_ELSEWHERE = "checked elsewhere"
"""Marks a part of a form that has a reader of its own, such as the tree of a rule."""

DayJson: TypeAlias = Annotated[str, Format("date")]
"""A day, as ``"2026-11-20"``."""
MomentJson: TypeAlias = Annotated[str, Format("date-time")]
"""An instant with its offset, as ``"2026-11-20T16:30:00+01:00"``."""
TimeJson: TypeAlias = Annotated[str, Format("time")]
"""A time of day, as ``"16:30:00"``."""
FactJson: TypeAlias = bool | int | float | str | list[str]
"""What is known of a fact. A number is a number, a day and a choice are texts, a set is a list of choices."""


class TextJson(TypedDict):
    """A sentence in both languages."""

    fr: str
    """In French."""
    en: str
    """In English."""


def check(form: Any, data: object, place: str) -> None:
    """Refuse plain data that have not the *form*, a ``TypedDict`` or a type within one.

    Args:
        form: The form.
        data: The data.
        place: What the data are, for the sentence: ``"profile"``.

    Raises:
        DataError: They have not; the sentence says the place, what was found, and for a key or a name the nearest one.
        SchemaVersionError: They are of a newer version of the form.

    Example:
        >>> check(TextJson, {"fr": "oui", "en": "yes"}, "title")
        >>> check(TextJson, {"fr": "oui", "eng": "yes"}, "title")
        Traceback (most recent call last):
        tnt_core.errors.DataError: title: unknown key 'eng'. Nearest: en.
    """
    origin = get_origin(form)
    if origin is Annotated:
        inner, *marks = get_args(form)
        if CHECKED_ELSEWHERE not in marks:
            check(inner, data, place)
            for mark in marks:
                mark.check(data, place)
    elif is_typeddict(form):
        _check_object(form, data, place)
    elif origin is list:
        for index, item in enumerate(_expected(list, data, place)):
            check(get_args(form)[0], item, f"{place}[{index}]")
    elif origin is dict:
        for key, item in _expected(Mapping, data, place).items():
            check(get_args(form)[1], item, f"{place}.{_expected(str, key, place)}")
    elif origin is Literal:
        _check_name(get_args(form), data, place)
    elif origin in {Union, UnionType}:
        _check_union(get_args(form), data, place)
    else:
        _expected(form, data, place)


def _check_object(form: Any, data: object, place: str) -> None:
    keys = _keys(form)
    given: Mapping[Any, Any] = _expected(Mapping, data, place)
    if "schema" in keys:
        _check_version(get_args(keys["schema"][0])[0], given.get("schema"), place)
    for key in given:
        if key not in keys:
            raise _unknown(Text(fr="clé", en="key"), key, keys, place)
    for key, (inner, required) in keys.items():
        if key in given:
            check(inner, given[key], f"{place}.{key}")
        elif required:
            raise _fault(
                place,
                Text(fr=f"la clé « {key} » manque.", en=f"the key {key!r} is missing."),
            )


@cache
def _keys(form: Any) -> Mapping[str, tuple[Any, bool]]:
    """Give the type of each key, and whether it is required."""
    # The set that the class keeps of its required keys knows nothing of annotations that are texts.
    return {
        key: (get_args(hint)[0], False) if get_origin(hint) is NotRequired else (hint, True)
        for key, hint in get_type_hints(form, include_extras=True).items()
    }


def _check_version(expected: str, found: object, place: str) -> None:
    name, _, version = expected.rpartition("/")
    stem, _, other = found.rpartition("/") if isinstance(found, str) else ("", "", "")
    if stem == name and other.isdecimal() and int(other) > int(version):
        raise SchemaVersionError(
            Text(
                fr=f"{place} : ces données sont au format {found} ; cette version de tnt-core lit {expected}. Mettez tnt-core à jour.",
                en=f"{place}: these data have the form {found}; this version of tnt-core reads {expected}. Upgrade tnt-core.",
            ),
        )


def _check_name(known: tuple[Any, ...], data: object, place: str) -> None:
    if data not in known or type(data) not in {type(name) for name in known}:
        raise _unknown(Text(fr="valeur", en="value"), data, [str(name) for name in known], place)


def _check_union(forms: tuple[Any, ...], data: object, place: str) -> None:
    if data is None and NoneType in forms:
        return
    objects = [form for form in forms if is_typeddict(form)]
    others = [form for form in forms if form is not NoneType and not is_typeddict(form)]
    if objects and (isinstance(data, Mapping) or not others):
        check(_tagged(objects, data, place), data, place)
    elif len(others) == 1:
        check(others[0], data, place)
    elif not any(_suits(form, data, place) for form in others):
        raise _wrong(Text(fr="une valeur simple", en="a plain value"), data, place)


TAGS = ("type", "kind")
"""The keys by which the forms of a union are told apart, each a ``Literal`` of one name."""


def _tagged(forms: list[Any], data: object, place: str) -> Any:
    """Give the one of several forms that the tag of the data names."""
    if len(forms) == 1:
        return forms[0]
    tag = next(tag for tag in TAGS if all(tag in _keys(form) for form in forms))
    by_name = {get_args(_keys(form)[tag][0])[0]: form for form in forms}
    name = _expected(Mapping, data, place).get(tag)
    _check_name(tuple(by_name), name, f"{place}.{tag}")
    return by_name[name]


def _suits(form: Any, data: object, place: str) -> bool:
    try:
        check(form, data, place)
    except DataError:
        return False
    return True


_NOUNS: Mapping[Any, Text] = {
    Mapping: Text(fr="un objet", en="an object"),
    list: Text(fr="une liste", en="a list"),
    str: Text(fr="un texte", en="a text"),
    bool: Text(fr="true ou false", en="true or false"),
    int: Text(fr="un nombre entier", en="a whole number"),
    float: Text(fr="un nombre", en="a number"),
}


def _expected(kind: Any, data: Any, place: str) -> Any:
    if kind is float:
        good = isinstance(data, int) or (isinstance(data, float) and math.isfinite(data))
    else:
        good = isinstance(data, kind)
    if not good or (isinstance(data, bool) and kind is not bool):
        raise _wrong(_NOUNS[kind], data, place)
    return data


def _wrong(noun: Text, data: object, place: str) -> DataError:
    return _fault(
        place,
        Text(
            fr=f"{noun.fr} est attendu, reçu {shown(data)}.",
            en=f"expected {noun.en}, got {shown(data)}.",
        ),
    )


def _unknown(noun: Text, name: object, known: Any, place: str) -> DataError:
    near = nearest(str(name), known)
    listed = ", ".join(near or known)
    hint = Text(
        fr=f"Le plus proche : {listed}." if near else f"Connus : {listed}.",
        en=f"Nearest: {listed}." if near else f"Known: {listed}.",
    )
    return _fault(
        place,
        Text(
            fr=f"{noun.fr} {shown(name)} : nom inconnu. {hint.fr}",
            en=f"unknown {noun.en} {shown(name)}. {hint.en}",
        ),
    )


def _fault(place: str, message: Text) -> DataError:
    return DataError(Text(fr=f"{place} : {message.fr}", en=f"{place}: {message.en}"))


@contextmanager
def placed(place: str) -> Iterator[None]:
    """Turn what a value's own class refuses into a fault of the data, at their place.

    Raises:
        DataError: Always, where anything is refused.
    """
    try:
        yield
    except TntError as refused:
        raise _fault(place, refused.message) from refused
    except (TypeError, ValueError) as refused:
        raise _fault(place, Text(fr=str(refused), en=str(refused))) from refused
