"""The JSON form of a rule: its tree. :mod:`tnt_core.rules.translate.json_tree` writes, reads and checks it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, TypedDict

from tnt_core.forms import CHECKED_ELSEWHERE

__all__ = [
    "AllJson",
    "AnyJson",
    "CompareJson",
    "ConstantJson",
    "FlagJson",
    "HasJson",
    "InJson",
    "NamedJson",
    "NotInJson",
    "NotJson",
    "RuleJson",
    "TreeJson",
]


class CompareJson(TypedDict):
    """A number or a day is compared."""

    fact: str
    op: Literal["<", "<=", ">", ">="]
    value: float | str


InJson = TypedDict("InJson", {"fact": str, "in": list[float | str]})
InJson.__doc__ = "A fact is one of some values."


class NotInJson(TypedDict):
    """A fact is none of some values."""

    fact: str
    not_in: list[float | str]


class FlagJson(TypedDict):
    """A fact is true."""

    fact: str


class HasJson(TypedDict):
    """A set of choices has one."""

    fact: str
    has: str


class AllJson(TypedDict):
    """All of several rules hold."""

    all: list[RuleJson]


class AnyJson(TypedDict):
    """At least one of several rules holds."""

    any: list[RuleJson]


# The form of the inner rule is said in words: a type checker reads the whole tree by the keys that lead there.
NotJson = TypedDict("NotJson", {"not": Any})
NotJson.__doc__ = "A rule does not hold."


class NamedJson(TypedDict):
    """A scope of the vocabulary holds."""

    scope: str


class ConstantJson(TypedDict):
    """Always, or never."""

    constant: bool


RuleJson: TypeAlias = (
    CompareJson
    | InJson
    | NotInJson
    | FlagJson
    | HasJson
    | AllJson
    | AnyJson
    | NotJson
    | NamedJson
    | ConstantJson
)
"""A rule as plain data."""

TreeJson: TypeAlias = Annotated[RuleJson, CHECKED_ELSEWHERE]
"""The same within another form."""
