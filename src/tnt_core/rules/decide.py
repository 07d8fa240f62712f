"""Tree × facts -> Decision: the answer, why, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from tnt_core.errors import InputError, UndecidedError
from tnt_core.facts.table import Facts
from tnt_core.rules.reasons import Reason
from tnt_core.rules.truth import NO, UNKNOWN, Truth
from tnt_core.texts import Lang, Text, language

if TYPE_CHECKING:
    from tnt_core.rules.decision_json import DecisionJson
    from tnt_core.rules.rule import Rule
    from tnt_core.rules.vocabulary import Vocabulary

__all__ = ["Decision", "any_decision", "decide"]


# Not slotted: attrs fills the dictionary of a frozen object twice as fast as its slots.
@attrs.frozen(slots=False, kw_only=True)
class Decision:
    """The answer of a rule on what is known.

    Attributes:
        truth: YES, NO or UNKNOWN.
        reasons: Each test of the rule, from left to right.
        rule: The rule that was asked.
        given: What was known.
    """

    truth: Truth
    reasons: tuple[Reason, ...]
    rule: Rule = attrs.field(repr=False)
    given: Facts = attrs.field(repr=False, hash=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that could change the answer, the most telling first; none unless the answer is UNKNOWN.

        Each of them could change the answer, given the right values of the others; no other fact could.
        """
        return self._missing if self.truth is UNKNOWN else ()

    @cached_property
    def _missing(self) -> tuple[str, ...]:
        from tnt_core.rules.missing import missing_facts

        return missing_facts(self.rule, self.given)

    def sentence(self, lang: Lang) -> str:
        """Say the answer and why: "concernée : 230 890 habitants, plus de 50 000"."""
        from tnt_core.rules.answers import decision_sentence

        return decision_sentence(self, language(lang))

    def to_json(self) -> DecisionJson:
        """Give the decision as plain data: the answer, its reasons, what is missing, the rule and what was known."""
        from tnt_core.rules.decision_json import decision_to_json

        return decision_to_json(self)

    @classmethod
    def from_json(
        cls,
        data: Mapping[str, Any],
        vocabulary: Vocabulary,
        citation: Callable[[Any], object] = dict,
    ) -> Decision:
        """Read what :meth:`to_json` gave; the decision equals the first one.

        Args:
            data: Plain data, as ``json.loads`` gives them. A key that the form does not have is refused.
            vocabulary: That of the rule.
            citation: Reads a citation that is no text; ``Citation.from_json`` for the decisions of the dataset.

        Raises:
            DataError: The data are no decision, or name a fact that the vocabulary does not know.
        """
        from tnt_core.rules.decision_json import decision_from_json

        return decision_from_json(cls, data, vocabulary, citation)

    def __bool__(self) -> NoReturn:
        raise UndecidedError


def decide(rule: Rule, facts: Mapping[str, object], citations: Iterable[object] = ()) -> Decision:
    """Answer *rule* on *facts*, with reasons.

    Args:
        rule: The rule.
        facts: What is known; checked, unless :meth:`Vocabulary.check` has already done so.
        citations: What the rule rests on, one text or several; each reason repeats it.

    Raises:
        UnknownNameError: A key is no fact of the vocabulary, or a value none of its choices.
        FactError: A value has the wrong type, or stands outside its bounds.
    """
    given = rule.vocabulary.check(facts)
    row = given.row
    truth = rule.compiled(row)
    reasons: list[Reason] = []
    cited = (citations,) if isinstance(citations, str) else tuple(citations)
    rule.explainer(row, truth, True, cited, reasons)
    return Decision(truth=truth, reasons=tuple(reasons), rule=rule, given=given)


def any_decision(decisions: Iterable[Decision]) -> Decision:
    """Join decisions on the same facts by ``or``; the reasons keep their citations.

    Raises:
        InputError: There is no decision, or they were not taken on the same facts.
    """
    decisions = list(decisions)
    if any(decision.given is not decisions[0].given for decision in decisions):
        raise InputError(
            Text(
                fr="des décisions se combinent quand elles portent sur les mêmes faits vérifiés : vérifiez-les une fois, "
                "`facts = vocabulary.check(…)`, et décidez chaque règle là-dessus.",
                en="decisions are joined when they were taken on the same checked facts: check them once, "
                "`facts = vocabulary.check(…)`, and decide each rule on that.",
            ),
        )
    from tnt_core.rules.rule import any_of

    rule = any_of(decision.rule for decision in decisions)
    truth = NO
    for decision in decisions:
        truth |= decision.truth
    reasons = tuple(
        reason
        if decision.truth is truth or not reason.decisive
        else reason._replace(decisive=False)
        for decision in decisions
        for reason in decision.reasons
    )
    return Decision(truth=truth, reasons=reasons, rule=rule, given=decisions[0].given)
