"""The converter for what stands around the obligations: aids, services, groups, events, organisations.

It reads what :mod:`tnt_core.model.converter` reads, and dates as precise as they are, money, amounts and times. It stands apart so that
an agenda, which needs none of these, does not pay for them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from tnt_core.errors import InputError, UnknownNameError, shown
from tnt_core.model.aids import Aid
from tnt_core.model.amounts import AMOUNTS, Amount
from tnt_core.model.consultation import ConsultationRule
from tnt_core.model.converter import make_converter
from tnt_core.model.events import Event
from tnt_core.model.groups import Deliverable, Programme, ProjectGroup
from tnt_core.model.money import Money, euros
from tnt_core.model.organisations import Organisation
from tnt_core.model.partial_dates import PartialDate
from tnt_core.model.services import Service
from tnt_core.rules import Vocabulary
from tnt_core.texts import Text

__all__ = ["SURROUNDINGS", "make_surroundings_converter"]

NOT_A_TIME = Text(
    fr="une heure écrite ainsi est attendue : 12:00 ; reçu {value}.",
    en="expected a time written as 12:00, got {value}.",
)

SURROUNDINGS: dict[str, type[Any]] = {
    "organisations": Organisation,
    "events": Event,
    "programmes": Programme,
    "groups": ProjectGroup,
    "deliverables": Deliverable,
    "consultations": ConsultationRule,
    "aids": Aid,
    "services": Service,
}
"""The classes of the records around the obligations, by the name of their resource."""


def make_surroundings_converter(vocabulary: Vocabulary, *, strict: bool = False) -> Converter:
    """Make the converter for records that speak *vocabulary*; *strict* is for records that people write."""
    converter = make_converter(vocabulary, strict=strict)
    converter.register_structure_hook(PartialDate, lambda value, _: _partial(value))
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_structure_hook(Decimal, lambda value, _: euros(value).amount)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Money, lambda value, _: euros(value))
    converter.register_unstructure_hook(Money, lambda money: str(money.amount))
    converter.register_structure_hook(dt.time, lambda value, _: _time(value))
    converter.register_unstructure_hook(dt.time, lambda time: f"{time:%H:%M}")
    converter.register_structure_hook(Amount, lambda value, _: _amount(converter, value))
    for tag, kind in AMOUNTS.items():
        converter.register_unstructure_hook(kind, _tagged(converter, tag, kind))
    return converter


def _partial(value: Any) -> PartialDate:
    if isinstance(value, int) and not isinstance(value, bool):
        return PartialDate(value)
    return PartialDate.parse(value)


def _time(value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    try:
        return dt.time.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(NOT_A_TIME.format(value=shown(value)), value=value) from None


def _amount(converter: Converter, value: Any) -> Any:
    tag = value.get("type", "") if isinstance(value, dict) else str(value)
    if tag not in AMOUNTS:
        raise UnknownNameError(Text(fr="type de montant", en="type of amount"), tag, AMOUNTS)
    fields = {key: item for key, item in value.items() if key != "type"}
    return converter.structure(fields, AMOUNTS[tag])


def _tagged(converter: Converter, tag: str, kind: type[Any]) -> Any:
    """Give the hook that writes an amount; it is made when first used, which a reader of compiled data never does."""

    @cache
    def plain() -> Any:
        return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)

    return lambda value: {"type": tag, **plain()(value)}
