"""The one cattrs converter: records as plain data <-> objects.

Records stay plain data until somebody asks for them; then this module gives them their types. A rule is its text in TOML, its text
and tree in JSON; a date is a date in TOML, ISO text in JSON. Both are read here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, get_args, get_origin

from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tnt_core.deadlines.delays import Delay
from tnt_core.errors import InputError, UnknownNameError
from tnt_core.model.legal import Citation
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.rules import Rule, Vocabulary, parse
from tnt_core.texts import Text

__all__ = ["SCHEDULES", "make_converter"]

NOT_QUOTED = Text(
    fr="un texte entre guillemets est attendu, reçu {value!r}.",
    en="expected a text in quotes, got {value!r}.",
)
NOT_A_DAY = Text(
    fr="un jour écrit ainsi est attendu : 2022-01-01 ; reçu {value!s}.",
    en="expected a day written as 2022-01-01, got {value!s}.",
)
NOT_A_LIST = Text(
    fr="une liste entre crochets est attendue, reçu {value!r}.",
    en="expected a list in square brackets, got {value!r}.",
)

SCHEDULES: dict[str, type[Milestone | Standing | Recurring | OnEvent]] = {
    "milestone": Milestone,
    "standing": Standing,
    "recurring": Recurring,
    "on-event": OnEvent,
}
"""The four schedules, by the value of their key ``type``."""

_OF_ONE_VERSION = ("published", "text", "publication_note", "not_before", "ends", "history")
"""Keys of a schedule that a former version does not take over from the present one."""


def make_converter(vocabulary: Vocabulary, *, strict: bool = False) -> Converter:
    """Make the converter for records that speak *vocabulary*.

    Args:
        vocabulary: The facts and scopes that rules may name.
        strict: For records that people write: unknown keys and wrong types are refused, and every fault is gathered with its path.
            Compiled data were checked already and are read fast; unknown keys of a newer release are passed over.
    """
    converter = Converter(
        detailed_validation=strict, forbid_extra_keys=strict, omit_if_default=True
    )
    converter.register_structure_hook(dt.date, _structure_date)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook(Delay, lambda value, _: Delay.parse(value))
    converter.register_unstructure_hook(Delay, str)
    converter.register_structure_hook(Citation, lambda value, _: Citation.parse(_text(value)))
    converter.register_unstructure_hook(Citation, str)
    converter.register_structure_hook(Rule, lambda value, _: _structure_rule(value, vocabulary))
    converter.register_unstructure_hook(
        Rule, lambda rule: {"text": rule.text, "tree": rule.to_json()}
    )
    # Made when first used: reading one record needs one or two of the eight.
    converter.register_structure_hook_factory(_is_schedule, _schedule_reader(converter, strict))
    converter.register_unstructure_hook_factory(_is_schedule, _schedule_writer(converter))
    converter.register_structure_hook(Schedule, _schedule_hook(converter))
    if strict:
        converter.register_structure_hook(str, lambda value, _: _text(value))
        converter.register_structure_hook_func(_is_tuple, _tuple_hook(converter))
    return converter


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InputError(NOT_QUOTED.format(value=value), value=value)
    return value


def _structure_date(value: object, _: type) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise InputError(NOT_A_DAY.format(value=value), value=value)


def _structure_rule(value: Any, vocabulary: Vocabulary) -> Rule:
    if isinstance(value, dict):
        return Rule.from_json(value["tree"], vocabulary)
    return parse(_text(value), vocabulary)


def _is_schedule(cls: Any) -> bool:
    return cls in SCHEDULES.values()


def _schedule_reader(converter: Converter, strict: bool) -> Callable[[Any], Any]:
    def reader(cls: Any) -> Any:
        def structure_history(value: list[Any], _: object) -> tuple[Any, ...]:
            return tuple(converter.structure(version, cls) for version in value)

        return make_dict_structure_fn(
            cls,
            converter,
            _cattrs_forbid_extra_keys=strict,
            _cattrs_detailed_validation=strict,
            history=override(struct_hook=structure_history),
        )

    return reader


def _schedule_writer(converter: Converter) -> Callable[[Any], Any]:
    def writer(cls: Any) -> Any:
        tag = next(tag for tag, schedule in SCHEDULES.items() if schedule is cls)

        def unstructure_history(value: tuple[Any, ...]) -> list[Any]:
            return [unstructure(version) for version in value]

        unstructure = make_dict_unstructure_fn(
            cls,
            converter,
            _cattrs_omit_if_default=True,
            history=override(unstruct_hook=unstructure_history),
        )
        return lambda value: {"type": tag, **unstructure(value)}

    return writer


def _schedule_hook(converter: Converter) -> Callable[[Any, Any], Any]:
    def structure(value: dict[str, Any], _: object) -> Any:
        tag = value.get("type", "")
        if tag not in SCHEDULES:
            raise UnknownNameError(Text(fr="type d'échéance", en="schedule type"), tag, SCHEDULES)
        fields = {key: item for key, item in value.items() if key != "type"}
        if "history" in fields:
            shared = {k: v for k, v in fields.items() if k not in _OF_ONE_VERSION}
            fields["history"] = [{**shared, **version} for version in fields["history"]]
        return converter.structure(fields, SCHEDULES[tag])

    return structure


def _is_tuple(wanted: Any) -> bool:
    origin: Any = get_origin(wanted)
    return origin is tuple


def _tuple_hook(converter: Converter) -> Callable[[Any, Any], Any]:
    def structure(value: object, wanted: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise InputError(NOT_A_LIST.format(value=value), value=value)
        element = get_args(wanted)[0]
        items: list[Any] = []
        faults: list[Exception] = []
        for index, item in enumerate(value):
            try:
                items.append(converter.structure(item, element))
            except Exception as fault:  # noqa: BLE001  # each fault is kept, with its place
                fault.add_note(IterableValidationNote(f"item {index}", index, element))
                faults.append(fault)
        if faults:
            raise IterableValidationError("While structuring a list", faults, wanted)
        return tuple(items)

    return structure
