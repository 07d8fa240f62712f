"""The words of one test, in French and English: "de plus de 3 500 habitants", "with a website"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, assert_never

from tnt_core.facts.fact import ABOUT_COLLECTIVITY, Fact, FactValue
from tnt_core.facts.values import EXACT
from tnt_core.rules.cells import Ordered
from tnt_core.rules.nodes import Compare, Flag, Has, Leaf, OneOf, Operator
from tnt_core.texts import NO_BREAK_SPACE, Lang, Text, enumeration, format_date, format_number

__all__ = [
    "COLON",
    "SEMICOLON",
    "amount",
    "bracket",
    "choice_words",
    "compared",
    "in_brackets",
    "leaf_words",
    "outside_brackets",
    "range_words",
    "value_words",
]

COLON: Final[Mapping[Lang, str]] = {"fr": f"{NO_BREAK_SPACE}:", "en": ":"}
SEMICOLON: Final[Mapping[Lang, str]] = {"fr": f"{NO_BREAK_SPACE}; ", "en": "; "}

COMPARED: Final[Mapping[tuple[Lang, bool], Mapping[Operator, str]]] = {
    ("fr", False): {">": "plus de {}", ">=": "au moins {}", "<": "moins de {}", "<=": "au plus {}"},
    ("en", False): {
        ">": "more than {}",
        ">=": "at least {}",
        "<": "less than {}",
        "<=": "at most {}",
    },
    ("fr", True): {
        ">": "après le {}",
        ">=": "à partir du {}",
        "<": "avant le {}",
        "<=": "jusqu'au {}",
    },
    ("en", True): {">": "after {}", ">=": "from {} on", "<": "before {}", "<=": "until {}"},
}
"""How a number or a day (True) compares."""

MINUS: Final = "\N{MINUS SIGN}"

FEW_CHOICES: Final = 3
"""So many choices are named rather than those that they exclude."""


def amount(fact: Fact, value: Ordered, lang: Lang, *, unit: bool = True) -> str:
    """Write a number with its unit, or a day."""
    match value:
        case dt.date():
            return format_date(value, lang)
        case int() | Decimal() if fact.type == "money":
            sign, number = MINUS if value < 0 else "", _money(value, lang)
            if lang == "en":
                return f"{sign}€{number}"
            return f"{sign}{number}{NO_BREAK_SPACE}€" if unit else f"{sign}{number}"
        case int() | Decimal():
            number = format_number(value, lang).replace("-", MINUS)
            space = NO_BREAK_SPACE if lang == "fr" else " "
            named = _unit(fact, value, lang)
            return f"{number}{space}{named.get(lang)}" if unit and named else number
        case _:
            assert_never(value)


def _money(value: int | Decimal, lang: Lang) -> str:
    """Write a sum without its sign: with its cents, or without any."""
    size = Decimal(value).copy_abs()
    cents = EXACT.multiply(size, 100)
    if size != size.to_integral_value() and cents == cents.to_integral_value():
        size = Decimal(f"{size:.2f}")
    return format_number(size, lang)


def _unit(fact: Fact, value: int | Decimal, lang: Lang) -> Text | None:
    """Give the unit in the number that the language wants: French counts from two on in the plural, English all but one."""
    one = int(value) in {-1, 0, 1} if lang == "fr" else value == 1
    return fact.unit_one if one and fact.unit_one is not None else fact.unit


def compared(fact: Fact, op: Operator, value: Ordered, lang: Lang, *, unit: bool = True) -> str:
    """Write a comparison: "plus de 3 500 habitants", "before 1 January 2015"."""
    pattern = COMPARED[lang, fact.type == "date"][op]
    if lang == "en" and op == "<" and fact.type == "int":
        pattern = "fewer than {}"
    return pattern.format(amount(fact, value, lang, unit=unit))


def bracket(fact: Fact, words: str, lang: Lang) -> str:
    """Write a test in brackets, where the vocabulary has no words for more: "(département : Moselle)"."""
    return f"({fact.label.get(lang)}{COLON[lang]} {words})"


def outside_brackets(words: str) -> str:
    """Give what of *words* stands in no brackets."""
    kept, depth = [], 0
    for sign in words:
        depth += (sign in "([") - (sign in ")]")
        if not depth and sign not in ")]":
            kept.append(sign)
    return "".join(kept)


def in_brackets(words: str) -> bool:
    """Tell whether all of *words* stands in one pair of round brackets."""
    return words.startswith("(") and not outside_brackets(words)


def _measured(fact: Fact, words: str, lang: Lang, *, elided: bool = False) -> str:
    """Attach a comparison to a noun: by "de"/"with" and the unit, by the measure, or in brackets."""
    of = ("d'" if elided else "de ") if lang == "fr" else "of "
    if fact.measure is not None:
        link = "" if fact.type == "date" else of
        return f"{'avec' if lang == 'fr' else 'with'} {fact.measure.get(lang)} {link}{words}"
    if fact.type == "money" and fact.about != ABOUT_COLLECTIVITY:
        return f"{of}{words}"
    if fact.unit is not None:
        return f"{of}{words}" if lang == "fr" else f"with {words}"
    return bracket(fact, words, lang)


def range_words(low: Compare, high: Compare, fact: Fact, lang: Lang) -> str:
    """Write a lower and an upper bound of one fact together."""
    closed = (low.op, high.op) == (">=", "<=")
    if fact.type == "date":
        return _measured(fact, _days_between(low, high, fact, lang, closed=closed), lang)
    if closed:
        start = amount(fact, low.value, lang, unit=False)
        end = amount(fact, high.value, lang)
        return _measured(fact, f"{start} à {end}" if lang == "fr" else f"{start} to {end}", lang)
    start = compared(fact, low.op, low.value, lang, unit=False)
    end = compared(fact, high.op, high.value, lang)
    joint = "et" if lang == "fr" else "but"
    return _measured(fact, f"{start} {joint} {end}", lang, elided=low.op == ">=")


def _days_between(low: Compare, high: Compare, fact: Fact, lang: Lang, *, closed: bool) -> str:
    if closed:
        start, end = (amount(fact, bound.value, lang) for bound in (low, high))
        return f"du {start} au {end}" if lang == "fr" else f"from {start} to {end}"
    after, before = (compared(fact, bound.op, bound.value, lang) for bound in (low, high))
    return f"{after} {'et' if lang == 'fr' else 'and'} {before}"


def leaf_words(leaf: Leaf, fact: Fact, lang: Lang, *, negated: bool = False) -> str:
    """Write a test as words that follow a noun in the plural."""
    match leaf:
        case Compare(_, ">", 0) if (
            fact.measure is not None and fact.minimum == 0 and fact.type != "int"
        ):
            # "with a tertiary floor area", not "of more than 0 m²"; but a fleet has so many vehicles, or one at least.
            return f"{'avec' if lang == 'fr' else 'with'} {fact.measure.get(lang)}"
        case Compare(_, op, value):
            return _measured(fact, compared(fact, op, value, lang), lang, elided=op in {">=", "<="})
        case OneOf(_, values, excluded) if fact.type == "choice":
            return choice_words(fact, [str(v) for v in values], lang, excluded=excluded)
        case OneOf(_, values, excluded):
            ordered = [value for value in values if not isinstance(value, str)]
            return _amounts(fact, ordered, lang, excluded=excluded)
        case Flag():
            words = fact.no if negated else fact.yes
            return words.get(lang) if words else bracket(fact, _yes_no(not negated, lang), lang)
        case Has(_, choice):
            name = fact.named(choice, lang)
            if negated:
                return bracket(fact, _none_of([name], lang), lang)
            return name if fact.style == "modifier" else bracket(fact, name, lang)
        case _:
            assert_never(leaf)


def _amounts(fact: Fact, values: Sequence[Ordered], lang: Lang, *, excluded: bool) -> str:
    """Write numbers or days of which one is meant, or none; the last has the unit."""
    listed = [amount(fact, value, lang, unit=False) for value in values[:-1]]
    listed.append(amount(fact, values[-1], lang))
    joined = _none_of(listed, lang) if excluded else enumeration(listed, lang, word="or")
    return bracket(fact, joined, lang)


def choice_words(fact: Fact, choices: Sequence[str], lang: Lang, *, excluded: bool) -> str:
    """Write the choices of a fact that does not name the collectivity."""
    rest = [choice for choice in fact.choices if choice not in choices]
    if excluded and len(rest) <= FEW_CHOICES and rest:
        choices, excluded = rest, False
    named = [fact.named(choice, lang) for choice in choices]
    if excluded:
        return bracket(fact, _none_of(named, lang), lang)
    listed = enumeration(named, lang, word="or")
    return listed if fact.style == "modifier" else bracket(fact, listed, lang)


def _none_of(names: Sequence[str], lang: Lang) -> str:
    return f"{'sauf' if lang == 'fr' else 'except'} {enumeration(names, lang)}"


def _yes_no(value: bool, lang: Lang) -> str:
    if lang == "fr":
        return "oui" if value else "non"
    return "yes" if value else "no"


def value_words(fact: Fact, value: FactValue, lang: Lang) -> str:
    """Write what is known of a fact, with its name where the value alone does not say it."""
    match value:
        case bool():
            return f"{fact.label.get(lang)}{COLON[lang]} {_yes_no(value, lang)}"
        case frozenset():
            listed = enumeration([fact.named(v, lang) for v in sorted(value)], lang) or (
                "aucun" if lang == "fr" else "none"
            )
            return f"{fact.label.get(lang)}{COLON[lang]} {listed}"
        case str():
            name = fact.named(value, lang)
            return f"{fact.label.get(lang)}{COLON[lang]} {name}" if fact.style == "value" else name
        case _ if fact.unit is not None:
            return amount(fact, value, lang)
        case _:
            return f"{fact.label.get(lang)}{COLON[lang]} {amount(fact, value, lang)}"
