"""A rule: a tree, its vocabulary, and every reading of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import attrs

from tnt_core.errors import InputError
from tnt_core.facts.table import Facts
from tnt_core.rules.closures import Compiled, compile_node
from tnt_core.rules.decide import Decision, decide
from tnt_core.rules.nodes import ALWAYS, NEVER, Node, conjunction, disjunction, facts_of, negation
from tnt_core.rules.printing import print_node
from tnt_core.rules.reasons import Explainer, compile_reasons
from tnt_core.rules.truth import Truth
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.texts import Lang, Text, language

if TYPE_CHECKING:
    from tnt_core.rules.rule_json import RuleJson

__all__ = ["Rule", "all_of", "always", "any_of", "never", "parse"]


@attrs.frozen
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
    vocabulary: Vocabulary = attrs.field(repr=False)

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
            facts: What is known; checked, unless :meth:`Vocabulary.check` has already done so.

        Raises:
            UnknownNameError: A key is no fact of the vocabulary, or a value none of its choices.
            FactError: A value has the wrong type, or stands outside its bounds.
        """
        if isinstance(facts, Facts) and facts.vocabulary is self.vocabulary:
            return self.compiled(facts.row)
        return self.compiled(self.vocabulary.check(facts).row)

    def decide(self, facts: Mapping[str, object], citations: Iterable[object] = ()) -> Decision:
        """Answer on *facts*, with reasons and what is missing; see :func:`tnt_core.rules.decide`."""
        return decide(self, facts, citations)

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
            DataError: The data are no rule of this vocabulary.
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


def parse(text: str, vocabulary: Vocabulary) -> Rule:
    """Read a rule's text and check it against *vocabulary*; the documentation shows the syntax.

    Raises:
        RuleSyntaxError: The text is no rule; the error points at the place.
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
        raise InputError(
            Text(
                fr=f"des règles se combinent dans un même vocabulaire ; celles-ci en ont {len(found)}. Employez always(vocabulary) ou "
                "never(vocabulary) quand il n'y en a aucune.",
                en=f"rules are combined within one vocabulary; these have {len(found)}. Use always(vocabulary) or never(vocabulary) "
                "where there is no rule.",
            ),
        )
    return next(iter(found.values()))
