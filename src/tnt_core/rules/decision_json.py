"""The JSON form of a decision: the answer, its reasons, what is missing, the rule and what was known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, cast

from tnt_core.facts.stored import known_to_json
from tnt_core.facts.values import coerce
from tnt_core.forms import FactJson, TextJson, check, reading
from tnt_core.rules.reasons import Reason
from tnt_core.rules.rule import Rule
from tnt_core.rules.rule_json import TreeJson
from tnt_core.rules.truth import Truth

if TYPE_CHECKING:
    from tnt_core.facts import FactTable
    from tnt_core.rules.decide import Decision
    from tnt_core.rules.vocabulary import Vocabulary

__all__ = [
    "CitationJson",
    "DecisionJson",
    "MissingJson",
    "ReasonJson",
    "TruthJson",
    "decision_from_json",
    "decision_to_json",
    "missing_to_json",
    "reason_to_json",
]

TruthJson: TypeAlias = Literal["yes", "no", "unknown"]
"""The three answers."""


class CitationJson(TypedDict):
    """A text of law, and the place in it."""

    text: str
    """Id of the text of law."""
    article: str | None
    """The place in it; null for the whole text."""


class ReasonJson(TypedDict):
    """One test of a rule, and what came of it."""

    fact: str
    """Id of the fact."""
    value: FactJson | None
    """What is known of it; null if nothing."""
    test: str
    """The test as a rule is written."""
    outcome: TruthJson
    """What the test answers."""
    citations: list[CitationJson | str]
    """What the rule rests on: a text of law, or words."""
    decisive: bool
    """Whether this outcome made the answer what it is."""


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


def reason_to_json(reason: Reason) -> ReasonJson:
    """Give a reason as plain data."""
    return {
        "fact": reason.fact,
        "value": None if reason.value is None else known_to_json(reason.value),
        "test": reason.test,
        "outcome": reason.outcome.value,
        "citations": [
            one if isinstance(one, str) else cast("Any", one).to_json() for one in reason.citation
        ],
        "decisive": reason.decisive,
    }


def _reason(data: Any, vocabulary: FactTable, citation: Callable[[Any], object]) -> Reason:
    value, fact = data["value"], vocabulary.facts.get(data["fact"])
    if value is not None:
        # The days that were asked about are no facts of the vocabulary.
        value = dt.date.fromisoformat(str(value)) if fact is None else coerce(fact, value)
    return Reason(
        fact=data["fact"],
        value=value,
        test=data["test"],
        outcome=Truth(data["outcome"]),
        citation=tuple(one if isinstance(one, str) else citation(one) for one in data["citations"]),
        decisive=data["decisive"],
    )


def decision_to_json(decision: Decision) -> DecisionJson:
    """Give a decision as plain data."""
    return {
        "schema": "tnt-core/decision/1",
        "truth": decision.truth.value,
        "missing": missing_to_json(decision.missing, decision.rule.vocabulary),
        "reasons": [reason_to_json(reason) for reason in decision.reasons],
        "rule": decision.rule.to_json(),
        "given": {name: known_to_json(value) for name, value in decision.given.items()},
    }


def decision_from_json(
    cls: type[Decision],
    data: Mapping[str, Any],
    vocabulary: Vocabulary,
    citation: Callable[[Any], object],
) -> Decision:
    """Read what :func:`decision_to_json` gave."""
    check(DecisionJson, data, "decision")
    with reading("decision.given"):
        given = vocabulary.check(data["given"])
    with reading("decision.reasons"):
        reasons = tuple(_reason(one, vocabulary, citation) for one in data["reasons"])
    with reading("decision.rule"):
        rule = Rule.from_json(data["rule"], vocabulary)
    return cls(truth=Truth(data["truth"]), reasons=reasons, rule=rule, given=given)
