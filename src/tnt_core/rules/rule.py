"""A rule: a tree, its vocabulary, and every reading of it; and the decision that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import attrs

from tnt_core.errors import InputError, UndecidedError, shown
from tnt_core.facts.table import Facts
from tnt_core.rules.closures import Compiled, compile_node
from tnt_core.rules.explain import Explainer, compile_reasons
from tnt_core.rules.nodes import ALWAYS, NEVER, Node, conjunction, disjunction, facts_of, negation
from tnt_core.rules.printing import print_node
from tnt_core.rules.reasons import FactReason, Reason
from tnt_core.rules.truth import UNKNOWN, Truth
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.texts import Lang, Text, language

if TYPE_CHECKING:
    from tnt_core.rules.decision_json import DecisionJson
    from tnt_core.rules.rule_json import RuleJson

__all__ = ["Decision", "Rule", "all_of", "always", "any_of", "never", "parse"]

NOT_ONE_VOCABULARY = Text(
    fr="des règles se combinent dans un même vocabulaire ; celles-ci en ont {count}. Employez always(vocabulary) ou never(vocabulary) quand il n'y en a aucune.",
    en="rules are combined within one vocabulary; these have {count}. Use always(vocabulary) or never(vocabulary) where there is no rule.",
)


@attrs.frozen(repr=False)
class Rule:
    """A condition over the facts of a vocabulary; made by :func:`parse` or :meth:`from_json`.

    Two rules are equal when their trees are and they share their vocabulary.

    Attributes:
        node: The tree.
        vocabulary: Where its facts and scopes are defined.

    Example:
        >>> v = Vocabulary.from_table({
        ...     "pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}},
        ...     "boarding": {"type": "bool", "label": {"fr": "internat", "en": "boarding school"}},
        ... })
        >>> rule = parse("boarding or pupils>300", v)
        >>> rule.text
        'boarding or pupils > 300'
        >>> rule.truth({"pupils": 120})
        Truth.UNKNOWN
        >>> rule.decide({"pupils": 120}).missing
        ('boarding',)
    """

    node: Node
    vocabulary: Vocabulary

    @cached_property
    def text(self) -> str:
        """The rule in its canonical form; parsing it gives the same rule.

        A rule that was joined from very many may be longer (8,000 characters) or deeper (30 levels) than a text that is parsed: then
        keep its parts.
        """
        return print_node(self.node)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The ids of the facts that it reads, through scopes too."""
        return frozenset(facts_of(self.node, self.vocabulary.nodes))

    @cached_property
    def compiled(self) -> Compiled:
        """The rule as a function of :attr:`Facts.row`: for loops over many collectivities."""
        return compile_node(self.node, self.vocabulary.nodes)

    @cached_property
    def explainer(self) -> Explainer:
        """The rule as a function that gives the reasons of its answer."""
        return compile_reasons(self.node, self.vocabulary)

    def truth(self, facts: Mapping[str, object]) -> Truth:
        """Answer on *facts*: YES, NO, or UNKNOWN where they do not settle it.

        Args:
            facts: What is known; checked, unless :meth:`.FactTable.check` has already done so.

        Raises:
            UnknownNameError: A key is not a fact of the vocabulary, or a value none of its choices.
            FactError: A value has the wrong type, or stands outside its bounds.
        """
        if isinstance(facts, Facts) and facts.vocabulary is self.vocabulary:
            return self.compiled(facts.row)
        return self.compiled(self.vocabulary.check(facts).row)

    def decide(self, facts: Mapping[str, object], citations: Iterable[object] = ()) -> Decision:
        """Answer on *facts*, with reasons and what is missing.

        Args:
            facts: What is known; checked, unless :meth:`.FactTable.check` has already done so.
            citations: What the rule rests on, one text or several, or objects that say themselves by ``str()``; each reason repeats it.

        Raises:
            UnknownNameError: A key is not a fact of the vocabulary, or a value none of its choices.
            FactError: A value has the wrong type, or stands outside its bounds.
        """
        given = self.vocabulary.check(facts)
        row = given.row
        truth = self.compiled(row)
        reasons: list[FactReason] = []
        cited = (citations,) if isinstance(citations, str) else tuple(citations)
        self.explainer(row, truth, True, cited, reasons)
        return Decision(truth=truth, reasons=tuple(reasons), rule=self, given=given)

    def sentence(self, lang: Lang) -> str:
        """Say in words whom the rule means: "communes de plus de 3 500 habitants"."""
        from tnt_core.rules.sentences import rule_sentence

        return rule_sentence(self.node, self.vocabulary, language(lang))

    def to_json(self) -> RuleJson:
        """Give the tree as plain JSON data."""
        from tnt_core.rules.translate.json_tree import node_to_json

        return cast("RuleJson", node_to_json(self.node))

    @classmethod
    def from_json(cls, data: Mapping[str, Any], vocabulary: Vocabulary) -> Rule:
        """Read what :meth:`to_json` gave.

        Raises:
            DataError: The data are not a rule of this vocabulary.
        """
        from tnt_core.rules.translate.json_tree import node_from_json

        return cls(node_from_json(data, vocabulary.facts, vocabulary.scopes), vocabulary)

    def __and__(self, other: Rule) -> Rule:
        if not isinstance(other, Rule):
            return NotImplemented
        return all_of([self, other])

    def __or__(self, other: Rule) -> Rule:
        if not isinstance(other, Rule):
            return NotImplemented
        return any_of([self, other])

    def __invert__(self) -> Rule:
        return Rule(negation(self.node), self.vocabulary)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Rule {shown(self.text)}>"


# Not slotted: attrs fills the dictionary of a frozen object twice as fast as its slots.
@attrs.frozen(slots=False, kw_only=True, repr=False)
class Decision:
    """The answer of a rule on what is known.

    Attributes:
        truth: YES, NO or UNKNOWN.
        reasons: Each test of the rule, from left to right; behind them, days and places that count.
        rule: The rule that was asked.
        given: What was known.
    """

    truth: Truth
    reasons: tuple[Reason, ...]
    rule: Rule
    given: Facts = attrs.field(hash=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that could change the answer, the most telling first; none unless the answer is UNKNOWN.

        Each of them could change the answer, given the right values of the others; no other fact could.
        """
        return self._missing if self.truth is UNKNOWN else ()

    @cached_property
    def _missing(self) -> tuple[str, ...]:
        from tnt_core.rules.missing import missing_facts

        return missing_facts(self.rule.node, self.given.row, self.rule.vocabulary)

    def sentence(self, lang: Lang) -> str:
        """Say the answer and why: "concernée : 230 890 habitants, plus de 50 000"."""
        from tnt_core.rules.answers import missing_sentence, reasons_sentence

        lang = language(lang)
        rule = self.rule
        if self.missing:
            return missing_sentence(self.missing, rule.vocabulary, lang)
        return reasons_sentence(self.truth, self.reasons, rule.node, rule.vocabulary, lang)

    # Never returns; but with NoReturn, type checkers would not read what stands under an `if` of it.
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

        rule, answer = decision_from_json(data, vocabulary, citation)
        return cls(rule=Rule(rule, vocabulary), **answer)

    def __bool__(self) -> bool:
        raise UndecidedError

    def __repr__(self) -> str:
        return f"<Decision {self.truth.name} of {self.rule!r}>"


def parse(text: str, vocabulary: Vocabulary) -> Rule:
    """Read a rule's text and check it against *vocabulary*; the documentation shows the syntax.

    Raises:
        RuleSyntaxError: The text is not a rule; the error points at the place.
        UnknownNameError: It names no fact, scope or choice of the vocabulary.
    """
    from tnt_core.rules.syntax import parse_node

    return Rule(parse_node(text, vocabulary.facts, vocabulary.scopes), vocabulary)


def always(vocabulary: Vocabulary) -> Rule:
    """Give the rule that everything meets."""
    return Rule(ALWAYS, vocabulary)


def never(vocabulary: Vocabulary) -> Rule:
    """Give the rule that nothing meets."""
    return Rule(NEVER, vocabulary)


def any_of(rules: Iterable[Rule]) -> Rule:
    """Give the rule that holds where at least one of *rules* does.

    Raises:
        InputError: There is none, or they do not share one vocabulary.
    """
    rules = list(rules)
    return Rule(disjunction([rule.node for rule in rules]), shared_vocabulary(rules))


def all_of(rules: Iterable[Rule]) -> Rule:
    """Give the rule that holds where all of *rules* do.

    Raises:
        InputError: There is none, or they do not share one vocabulary.
    """
    rules = list(rules)
    return Rule(conjunction([rule.node for rule in rules]), shared_vocabulary(rules))


def shared_vocabulary(rules: Iterable[Rule]) -> Vocabulary:
    """Give the vocabulary that *rules* share.

    Raises:
        InputError: There is no rule, or they do not share one vocabulary.
    """
    found = {id(rule.vocabulary): rule.vocabulary for rule in rules}
    if len(found) != 1:
        raise InputError(NOT_ONE_VOCABULARY.format(count=len(found)))
    return next(iter(found.values()))
