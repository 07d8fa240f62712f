"""Decide, and join decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tnt_core.errors import InputError
from tnt_core.rules.reasons import not_decisive
from tnt_core.rules.rule import Decision, Rule, any_of
from tnt_core.rules.truth import NO
from tnt_core.texts import Text

__all__ = ["any_decision", "decide"]

OTHER_FACTS = Text(
    fr="des décisions se combinent quand elles portent sur les mêmes faits vérifiés : vérifiez-les une fois, `facts = vocabulary.check(…)`, et décidez chaque règle là-dessus.",
    en="decisions are joined when they were taken on the same checked facts: check them once, `facts = vocabulary.check(…)`, and decide each rule on that.",
)


def decide(rule: Rule, facts: Mapping[str, object], citations: Iterable[object] = ()) -> Decision:
    """Answer *rule* on *facts*, with reasons.

    Args:
        rule: The rule.
        facts: What is known; checked, unless :meth:`.FactTable.check` has already done so.
        citations: What the rule rests on, one text or several, or objects that say themselves by ``str()``; each reason repeats it.

    Raises:
        UnknownNameError: A key is not a fact of the vocabulary, or a value none of its choices.
        FactError: A value has the wrong type, or stands outside its bounds.
    """
    return rule.decide(facts, citations)


def any_decision(decisions: Iterable[Decision]) -> Decision:
    """Join decisions on the same facts by ``or``; the reasons keep their citations.

    Raises:
        InputError: There is no decision, or they were not taken on the same facts.
    """
    decisions = list(decisions)
    if any(decision.given is not decisions[0].given for decision in decisions):
        raise InputError(OTHER_FACTS)
    rule = any_of(decision.rule for decision in decisions)
    truth = NO
    for decision in decisions:
        truth |= decision.truth
    reasons = tuple(
        reason if decision.truth is truth or not reason.decisive else not_decisive(reason)
        for decision in decisions
        for reason in decision.reasons
    )
    return Decision(truth=truth, reasons=reasons, rule=rule, given=decisions[0].given)
