"""Decision -> a sentence: "concernée : 230 890 habitants, plus de 50 000"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from tnt_core.facts.fact import Fact
from tnt_core.facts.values import distance
from tnt_core.rules.cells import Ordered
from tnt_core.rules.nodes import Compare, Leaf, leaves, negation
from tnt_core.rules.printing import print_node
from tnt_core.rules.reasons import Reason
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth
from tnt_core.rules.words import COLON, compared, value_words
from tnt_core.texts import NO_BREAK_SPACE, Lang, enumeration

if TYPE_CHECKING:
    from tnt_core.rules.decide import Decision

__all__ = ["decision_sentence"]

VERDICTS: Final[dict[tuple[Truth, Lang], str]] = {
    (YES, "fr"): "concernée",
    (YES, "en"): "concerned",
    (NO, "fr"): "non concernée",
    (NO, "en"): "not concerned",
    (UNKNOWN, "fr"): "impossible de conclure sans connaître",
    (UNKNOWN, "en"): "cannot be settled without knowing",
}


def decision_sentence(decision: Decision, lang: Lang) -> str:
    """Say the answer, then the values that made it, or the facts that are missing."""
    verdict = VERDICTS[decision.truth, lang]
    if decision.truth is UNKNOWN and decision.missing:
        facts = decision.rule.vocabulary.facts
        names = [facts[name].label.get(lang) for name in decision.missing]
        return f"{verdict}{COLON[lang]} {enumeration(names, lang)}"
    said = _reasons(decision, lang)
    if not said:
        return verdict
    separator = f"{NO_BREAK_SPACE}; " if lang == "fr" else "; "
    return f"{verdict}{COLON[lang]} {separator.join(said)}"


def _reasons(decision: Decision, lang: Lang) -> list[str]:
    """Say the decisive reasons, one for each fact: of several thresholds, the nearest."""
    vocabulary = decision.rule.vocabulary
    tests = {print_node(leaf): leaf for leaf in leaves(decision.rule.node, vocabulary.nodes)}
    chosen: dict[str, Reason] = {}
    for reason in decision.reasons:
        if not reason.decisive:
            continue
        before = chosen.get(reason.fact)
        if before is None or _distance(reason, tests) < _distance(before, tests):
            chosen[reason.fact] = reason
    # The kind of collectivity first, as people say it; then the rule's own order.
    facts = vocabulary.facts
    order = sorted(chosen, key=lambda name: name not in facts or facts[name].style != "noun")
    return [
        _reason(chosen[name], tests.get(chosen[name].test), facts.get(name), lang) for name in order
    ]


def _distance(reason: Reason, tests: dict[str, Leaf]) -> Decimal:
    leaf = tests.get(reason.test)
    if not isinstance(leaf, Compare) or reason.value is None:
        return Decimal("Infinity")
    return distance(cast("Ordered", reason.value), leaf.value)


def _reason(reason: Reason, leaf: Leaf | None, fact: Fact | None, lang: Lang) -> str:
    if leaf is None or fact is None or reason.value is None:
        return reason.test
    value = value_words(fact, reason.value, lang)
    held = leaf if reason.outcome is YES else negation(leaf)
    if isinstance(held, Compare):
        compares = compared(fact, held.op, held.value, lang, unit=fact.type == "money")
        if (
            reason.outcome is NO
            and isinstance(leaf, Compare)
            and leaf.op == ">"
            and fact.type != "date"
        ):
            # "pas plus de 3 500" rather than "au plus 3 500": the test was "plus de 3 500".
            compares = f"{'pas' if lang == 'fr' else 'not'} {compared(fact, leaf.op, leaf.value, lang, unit=fact.type == 'money')}"
        return f"{value}, {compares}"
    return value
