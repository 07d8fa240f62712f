"""An answer -> a sentence: "concernée : 230 890 habitants, plus de 50 000"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from tnt_core.facts.fact import Fact
from tnt_core.facts.values import distance
from tnt_core.rules.cells import Ordered
from tnt_core.rules.nodes import Compare, Leaf, Node, leaves, negation
from tnt_core.rules.printing import print_node
from tnt_core.rules.reasons import FactReason, Reason
from tnt_core.rules.truth import NO, UNKNOWN, YES, Truth
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.rules.words import COLON, SEMICOLON, compared, value_words
from tnt_core.texts import Lang, Text, enumeration

__all__ = ["missing_sentence", "reasons_sentence"]

VERDICTS: Final[Mapping[Truth, Text]] = {
    YES: Text(fr="concernée", en="concerned"),
    NO: Text(fr="non concernée", en="not concerned"),
    UNKNOWN: Text(fr="impossible de conclure", en="cannot be settled"),
}
WITHOUT_KNOWING: Final = Text(fr="sans connaître", en="without knowing")


def missing_sentence(missing: Iterable[str], vocabulary: Vocabulary, lang: Lang) -> str:
    """Say that the answer is not settled, for want of these facts."""
    names = [vocabulary.facts[name].label.get(lang) for name in missing]
    verdict = f"{VERDICTS[UNKNOWN].get(lang)} {WITHOUT_KNOWING.get(lang)}"
    return f"{verdict}{COLON[lang]} {enumeration(names, lang)}"


def reasons_sentence(
    truth: Truth, reasons: Sequence[Reason], node: Node, vocabulary: Vocabulary, lang: Lang
) -> str:
    """Say the answer, then what made it: the values of facts, days, places."""
    verdict = VERDICTS[truth].get(lang)
    said = [r.sentence(lang) for r in reasons if r.decisive and not isinstance(r, FactReason)]
    if truth is not UNKNOWN:
        # Facts settle an answer; where it is not settled although none is missing, they are not why.
        said = _values(reasons, node, vocabulary, lang) + said
    if not said:
        return verdict
    return f"{verdict}{COLON[lang]} {SEMICOLON[lang].join(dict.fromkeys(said))}"


def _values(reasons: Iterable[Reason], node: Node, vocabulary: Vocabulary, lang: Lang) -> list[str]:
    """Say the decisive facts, each once: of several thresholds, the nearest."""
    facts = vocabulary.facts
    tests = {print_node(leaf): leaf for leaf in leaves(node, vocabulary.nodes)}
    chosen: dict[str, FactReason] = {}
    for reason in reasons:
        if not isinstance(reason, FactReason) or not reason.decisive:
            continue
        before = chosen.get(reason.fact)
        if before is None or _distance(reason, tests) < _distance(before, tests):
            chosen[reason.fact] = reason
    # The kind of collectivity first, as people say it; then the rule's own order.
    order = sorted(chosen, key=lambda name: name not in facts or facts[name].style != "noun")
    return [
        _reason(chosen[name], tests.get(chosen[name].test), facts.get(name), lang) for name in order
    ]


def _distance(reason: FactReason, tests: dict[str, Leaf]) -> Decimal:
    leaf = tests.get(reason.test)
    if not isinstance(leaf, Compare) or reason.value is None:
        return Decimal("Infinity")
    return distance(cast("Ordered", reason.value), leaf.value)


def _reason(reason: FactReason, leaf: Leaf | None, fact: Fact | None, lang: Lang) -> str:
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
