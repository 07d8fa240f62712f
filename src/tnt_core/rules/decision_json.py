"""The JSON form of a decision: the answer, its reasons, what is missing, the rule and what was known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from tnt_core.days import maybe_day
from tnt_core.facts.stored import known_to_json
from tnt_core.facts.values import coerce
from tnt_core.forms import FactJson, TextJson, check, placed
from tnt_core.rules.nodes import Node
from tnt_core.rules.reason_json import ReasonJson, TruthJson
from tnt_core.rules.reasons import DayReason, FactReason, PlaceReason, Reason
from tnt_core.rules.rule_json import TreeJson
from tnt_core.rules.translate.json_tree import node_from_json
from tnt_core.rules.truth import Truth
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.facts import FactTable
    from tnt_core.rules.rule import Decision
    from tnt_core.rules.vocabulary import Vocabulary

__all__ = [
    "DecisionJson",
    "MissingJson",
    "decision_from_json",
    "decision_to_json",
    "missing_to_json",
    "reason_from_json",
]


class MissingJson(TypedDict):
    """A fact that is not known and could change the answer."""

    fact: str
    """Its id in the vocabulary."""
    label: TextJson
    """Its name for people."""


class DecisionJson(TypedDict):
    """The answer of a rule on what is known. ``missing`` follows from the rest; it is written for readers, and not read back."""

    schema: Literal["tnt-core/decision/1"]
    """Name and version of this form."""
    truth: TruthJson
    """The answer."""
    missing: list[MissingJson]
    """The unknown facts that could change it, the most telling first."""
    reasons: list[ReasonJson]
    """Each test of the rule, from left to right."""
    rule: TreeJson
    """The rule that was asked."""
    given: dict[str, FactJson]
    """What was known."""


def missing_to_json(missing: Iterable[str], vocabulary: FactTable) -> list[MissingJson]:
    """Give missing facts with their names for people."""
    return [{"fact": fact, "label": _text(vocabulary.facts[fact].label)} for fact in missing]


def _text(text: Any) -> TextJson:
    return cast("TextJson", text.to_json())


def reason_from_json(data: Any, vocabulary: FactTable, citation: Callable[[Any], object]) -> Reason:
    """Read what ``to_json()`` of a reason gave.

    Args:
        data: Plain data of one of the three forms.
        vocabulary: That of the rule.
        citation: Reads a citation that is no text.
    """
    common: dict[str, Any] = {
        "outcome": Truth(data["outcome"]),
        "citation": tuple(
            one if isinstance(one, str) else citation(one) for one in data["citations"]
        ),
        "decisive": data["decisive"],
        "sources": tuple(data["sources"]),
    }
    match data["kind"]:
        case "fact":
            value, fact = data["value"], vocabulary.fact(data["fact"])
            known = None if value is None else coerce(fact, value)
            return FactReason(fact=fact.id, value=known, test=data["test"], **common)
        case "day":
            day = maybe_day(data["day"])
            return DayReason(asked=data["asked"], day=day, words=Text(**data["words"]), **common)
        case _:
            return PlaceReason(place=data["place"], words=Text(**data["words"]), **common)


def decision_to_json(decision: Decision) -> DecisionJson:
    """Give a decision as plain data."""
    return {
        "schema": "tnt-core/decision/1",
        "truth": decision.truth.value,
        "missing": missing_to_json(decision.missing, decision.rule.vocabulary),
        "reasons": [reason.to_json() for reason in decision.reasons],
        "rule": decision.rule.to_json(),
        "given": {name: known_to_json(value) for name, value in decision.given.items()},
    }


def decision_from_json(
    data: Mapping[str, Any], vocabulary: Vocabulary, citation: Callable[[Any], object]
) -> tuple[Node, dict[str, Any]]:
    """Read what :func:`decision_to_json` gave: the tree of the rule, and the other fields of the decision."""
    check(DecisionJson, data, "decision")
    with placed("decision.given"):
        given = vocabulary.check(data["given"])
    with placed("decision.reasons"):
        reasons = tuple(reason_from_json(one, vocabulary, citation) for one in data["reasons"])
    with placed("decision.rule"):
        node = node_from_json(data["rule"], vocabulary.facts, vocabulary.scopes)
    return node, {"truth": Truth(data["truth"]), "reasons": reasons, "given": given}
