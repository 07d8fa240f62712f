"""The values of facts: checked and brought to one form, or read from text.

One form per type: ``bool``; ``int``; ``Decimal`` for decimals and money; ``datetime.date``; ``str`` for a choice; ``frozenset`` of
``str`` for a set of choices.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from decimal import Context, Decimal
from enum import Enum
from operator import index
from typing import Any, assert_never, cast

from tnt_core.days import PARIS, local_day, read, typed
from tnt_core.errors import DateError, FactError, UnknownNameError, shown
from tnt_core.facts.fact import Fact, FactValue, Value
from tnt_core.texts import Text

__all__ = ["EXACT", "MOST_DIGITS", "coerce", "distance", "literal", "read_text", "value_to_json"]

SO_MANY_DIGITS = Text(
    fr="un nombre d'au plus {most} chiffres est", en="a number of at most {most} digits"
)
EXPECTED = Text(
    fr="{expected} attendu, reçu {value} ({kind}).", en="expected {expected}, got {value} ({kind})."
)
SO_MANY_DECIMALS = Text(
    fr="un nombre d'au plus {most} décimales est", en="a number of at most {most} decimals"
)
FINITE = Text(
    fr="un nombre (omettez-le s'il est inconnu) est",
    en="a number (leave it out if it is not known)",
)
TOO_LOW = Text(fr="{low} ou plus attendu, reçu {value}.", en="expected {low} or more, got {value}.")
TOO_HIGH = Text(
    fr="{high} ou moins attendu, reçu {value}.", en="expected {high} or less, got {value}."
)
AMBIGUOUS_COMMA = Text(
    fr="{written} peut valoir {plain} ou {point} : écrivez-le avec un point, ou sans virgule.",
    en="{written} may be {plain} or {point}: write it with a point, or without comma.",
)
WHOLE_WITHOUT_COMMA = Text(
    fr="un nombre entier, sans virgule ni point, est",
    en="a whole number, thousands written without comma or point",
)
TRUE_OR_FALSE = Text(fr="vrai ou faux (True ou False)", en="true or false")
SET_OR_LIST = Text(fr="un ensemble ou une liste de choix", en="a set or list of choices")
WHOLE = Text(fr="un nombre entier est", en="a whole number")
A_NUMBER = Text(fr="un nombre est", en="a number")
NAME_OF_A_CHOICE = Text(fr="le nom d'un choix est", en="the name of a choice")
EIGHTEEN_DIGITS = Text(fr="un nombre d'au plus 18 chiffres est", en="a number of at most 18 digits")
YES_OR_NO = Text(fr="vrai ou faux (oui, non)", en="true or false (yes, no)")
CHOICE = Text(fr="choix de « {fact} »", en="choice of {fact!r}")
BARE_NUMBER = Text(fr="un nombre seul", en="a bare number")
NUMBER_OF = Text(fr="un nombre en {unit}", en="a number of {unit}")
OTHER_UNIT = Text(
    fr="{expected} est attendu, reçu {text!r} avec l'unité {unit!r}. Convertissez-le et écrivez le nombre seul.",
    en="expected {expected}, got {text!r} with the unit {unit!r}. Convert it and write the number alone.",
)

MOST_DIGITS = 15
"""A number of a rule or of its JSON has at most so many digits, which every language's floating point holds exactly."""

EXACT = Context(prec=400)
"""Arithmetic that rounds nothing that a rule may hold, whatever the caller's own context."""

MOST_DECIMALS = 350
"""So many have the smallest floats; with its 18 digits before the point, a known number then fits in EXACT."""

TOO_LARGE = 10**18
"""Known numbers stay below, as the whole numbers of every table do; a larger one is a slip, and would take for ever to write."""

NUMBER = r"(?P<sign>€\s*)?(?P<number>[+-]?(?:\d{1,3}(?:[ _\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?)(?P<unit>(?:\D.*)?)"
AMBIGUOUS = r"[+-]?[1-9]\d{0,2},\d{3}"
"""A comma that the English read as thousands and the French as decimals."""
EUROS = Text(fr="euros", en="euros")
EURO_SIGNS = ("€", "eur", "euro")
SAID: Mapping[str, bool] = {
    "true": True, "yes": True, "oui": True, "vrai": True, "1": True,
    "false": False, "no": False, "non": False, "faux": False, "0": False,
}  # fmt: skip


def coerce(fact: Fact, value: object, zone: str = PARIS) -> FactValue:
    """Check a known value of *fact* and bring it to its one form; the day of an instant is taken in the local time of *zone*.

    Raises:
        FactError: The value has the wrong type or stands outside the fact's bounds, or is not a number (NaN), or is infinite.
        UnknownNameError: The choice is not one of the fact's.
    """
    if fact.type != "date" and hasattr(value, "dtype") and hasattr(value, "item"):
        # A scalar of NumPy becomes Python's own; several values are refused below by their type.
        with suppress(ValueError):
            value = value.item()
    match fact.type:
        case "int":
            return _within(fact, value if type(value) is int else _whole(fact, value))
        case "decimal" | "money":
            return _within(fact, _decimal(fact, value))
        case "bool":
            if isinstance(value, bool):
                return value
            raise _wrong(fact, value, TRUE_OR_FALSE)
        case "choice":
            return _choice(fact, value)
        case "set":
            if isinstance(value, (AbstractSet, list, tuple)):
                return frozenset(_choice(fact, item) for item in value)
            raise _wrong(fact, value, SET_OR_LIST)
        case "date":
            return _within(fact, _day(fact, value, read, zone))
        case _:
            assert_never(fact.type)


def literal(fact: Fact, data: object) -> Value:
    """Read a constant of a rule, as its text or its JSON gives it.

    Raises:
        FactError: It does not suit the fact, or has more digits than every language can hold.
    """
    value = cast("Value", coerce(fact, data))
    if isinstance(value, Decimal):
        # One form for one number: 3500.0 is 3500, and -0 is 0.
        whole = value == value.to_integral_value()
        value = Decimal(int(value)) if whole else value.normalize(EXACT)
    written = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, (int, Decimal)) and sum(map(str.isdigit, written)) > MOST_DIGITS:
        raise _wrong(fact, data, SO_MANY_DIGITS.format(most=MOST_DIGITS))
    return value


def value_to_json(value: Value) -> int | float | str:
    """Give a constant as JSON: a whole number where it is one, ISO text for a day."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date():
            return value.isoformat()
        case _:
            return value


def distance(one: int | Decimal | dt.date, other: int | Decimal | dt.date) -> Decimal:
    """Say how far two numbers, or two days, lie apart."""
    if isinstance(one, dt.date) or isinstance(other, dt.date):
        assert isinstance(one, dt.date), "a day is compared with a day"
        assert isinstance(other, dt.date), "a day is compared with a day"
        return Decimal(abs((one - other).days))
    return EXACT.subtract(one, other).copy_abs()


def _wrong(fact: Fact, value: object, expected: Text) -> FactError:
    kind = type(value).__name__
    said = EXPECTED.format(expected=expected, value=shown(value), kind=kind)
    return FactError(fact.id, said, value=value)


def _whole(fact: Fact, value: object) -> int:
    # Whole numbers of other libraries say so by __index__; so does bool, which is not a number here.
    if not isinstance(value, bool):
        try:
            return index(cast("int", value))
        except TypeError:
            pass
    raise _wrong(fact, value, WHOLE)


def _decimal(fact: Fact, value: object) -> Decimal:
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        # Through text, so that 49.6 stays 49.6 and not its binary neighbour.
        number = Decimal(value if isinstance(value, int) else repr(float(value)))
    else:
        raise _wrong(fact, value, A_NUMBER)
    if number.is_finite() and cast("int", number.as_tuple().exponent) < -MOST_DECIMALS:
        raise _wrong(fact, value, SO_MANY_DECIMALS.format(most=MOST_DECIMALS))
    if not number.is_finite():
        raise _wrong(fact, value, FINITE)
    return number


def _day(fact: Fact, value: Any, reader: Callable[[Any], dt.date], zone: str = PARIS) -> dt.date:
    """Read a day as a program gives it (``read``), or as a person types it (``typed``)."""
    try:
        return local_day(reader(value), zone)
    except DateError as error:
        raise FactError(fact.id, error.message, value=value) from None


def _choice(fact: Fact, value: object) -> str:
    chosen = value.value if isinstance(value, Enum) else value
    if not isinstance(chosen, str):
        raise _wrong(fact, value, NAME_OF_A_CHOICE)
    if chosen not in fact.choice_set:
        raise UnknownNameError(CHOICE.format(fact=fact.id), chosen, fact.choices)
    return str(chosen)


def _within(fact: Fact, value: int | Decimal | dt.date) -> int | Decimal | dt.date:
    if not isinstance(value, dt.date) and not -TOO_LARGE < value < TOO_LARGE:
        raise _wrong(fact, value, EIGHTEEN_DIGITS)
    low, high = fact.minimum, fact.maximum
    if low is not None and value < low:  # type: ignore[operator]  # bounds have the fact's type
        raise FactError(fact.id, TOO_LOW.format(low=low, value=value), value=value)
    if high is not None and value > high:  # type: ignore[operator]  # as above
        raise FactError(fact.id, TOO_HIGH.format(high=high, value=value), value=value)
    return value


def read_text(fact: Fact, text: str) -> FactValue:
    """Read a value that a person typed, in either language.

    Numbers may group thousands by spaces and end with the fact's own unit; any other unit is refused. The comma is the French
    decimal mark, and refused where it may as well group thousands.

    Raises:
        FactError: The text is not a value of this fact.
        UnknownNameError: The choice is not one of the fact's.
    """
    text = text.strip()
    match fact.type:
        case "bool":
            said = SAID.get(text.lower())
            if said is None:
                raise _wrong(fact, text, YES_OR_NO)
            return said
        case "int" | "decimal" | "money":
            return _read_number(fact, text)
        case "set":
            return coerce(fact, [part.strip() for part in text.split(",") if part.strip()])
        case "date":
            return _within(fact, _day(fact, text, typed))
        case "choice":
            return coerce(fact, text)
        case _:
            assert_never(fact.type)


def _read_number(fact: Fact, text: str) -> FactValue:
    found = re.fullmatch(NUMBER, text, re.ASCII | re.DOTALL)
    if found is None:
        raise _wrong(fact, text, A_NUMBER)
    _check_unit(fact, " ".join(filter(None, (found["sign"], found["unit"].strip()))).strip(), text)
    written = re.sub(r"[\s_]", "", found["number"])
    if fact.type != "int":
        if re.fullmatch(AMBIGUOUS, written, re.ASCII):
            plain, point = written.replace(",", ""), written.replace(",", ".")
            said = AMBIGUOUS_COMMA.format(written=written, plain=plain, point=point)
            raise FactError(fact.id, said, value=text)
        return coerce(fact, Decimal(written.replace(",", ".")))
    if written.lstrip("+-").isdecimal():
        # Through Decimal, which reads a number of any length; coerce says when it is too long.
        return coerce(fact, int(Decimal(written)))
    raise _wrong(fact, text, WHOLE_WITHOUT_COMMA)


def _check_unit(fact: Fact, unit: str, text: str) -> None:
    money = fact.type == "money"
    own = EUROS if money else fact.unit
    names = [word for name in (own, fact.unit_one) if name for word in (name.fr, name.en)]
    accepted = {*map(str.casefold, names), *(EURO_SIGNS if money else ())}
    if not unit or unit.casefold() in accepted:
        return
    expected = NUMBER_OF.format(unit=own) if own else BARE_NUMBER
    said = OTHER_UNIT.format(expected=expected, text=text, unit=unit)
    raise FactError(fact.id, said, value=text)
