"""Faults that a rule can have although it parses: contradictions, idle parts, gaps between waves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from tnt_core.rules.analysis import within
from tnt_core.rules.cells import Cell
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Constant,
    Named,
    Node,
    Not,
    conjunction,
    disjunction,
    negation,
)
from tnt_core.rules.printing import print_node, print_value
from tnt_core.rules.rule import Rule, any_of
from tnt_core.rules.search import Effort, Space
from tnt_core.texts import Text

__all__ = ["Lint", "LintKind", "lint", "lint_waves"]

LintKind: TypeAlias = Literal["contradiction", "tautology", "dead", "idle", "swallowed", "gap"]

SENTENCES: Final[Mapping[LintKind, Text]] = {
    "contradiction": Text(
        fr="`{part}` se contredit : aucun fait n'y répond.",
        en="`{part}` contradicts itself: no facts meet it.",
    ),
    "tautology": Text(
        fr="`{part}` est vrai quels que soient les faits ; écrivez `always`.",
        en="`{part}` holds whatever the facts; write `always`.",
    ),
    "dead": Text(
        fr="`{part}` n'ajoute rien : le reste de la règle le couvre.",
        en="`{part}` adds nothing: the rest of the rule covers it.",
    ),
    "idle": Text(
        fr="`{part}` n'exclut rien de ce que le reste de la règle laisse passer.",
        en="`{part}` excludes nothing that the rest of the rule lets through.",
    ),
    "swallowed": Text(
        fr="tout `{part}` est dans une autre vague, `{other}`.",
        en="all of `{part}` is in another wave, `{other}`.",
    ),
    "gap": Text(
        fr="aucune vague ne couvre `{part}`, alors qu'il y en a de part et d'autre.",
        en="no wave covers `{part}`, though waves lie on both sides.",
    ),
}


@attrs.frozen(kw_only=True)
class Lint:
    """A fault of a rule, or of a row of waves.

    Attributes:
        kind: ``"contradiction"`` (never yes), ``"tautology"`` (yes whatever the facts, though it tests some), ``"dead"`` (a branch of
            an ``or`` that adds nothing), ``"idle"`` (a condition of an ``and`` that excludes nothing), ``"swallowed"`` (a wave within
            another), ``"gap"`` (values between two waves that belong to none).
        part: The text of the part.
        sentence: What is wrong.
    """

    kind: LintKind
    part: str
    sentence: Text


def lint(rule: Rule) -> tuple[Lint, ...]:
    """Find contradictions, tautologies and parts that change nothing. Scopes named in it are not looked into.

    Raises:
        InputError: The rule is too tangled for an answer within seconds.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> [(f.kind, f.part) for f in lint(parse("pupils > 100 or pupils > 300", v))]
        [('dead', 'pupils > 300')]
    """
    node = rule.node
    if isinstance(node, (Constant, Named)):
        return ()
    space = Space([node], rule.vocabulary)
    if space.solve(node) is None:
        return (_lint("contradiction", node),)
    if space.solve(negation(node)) is None:
        return (_lint("tautology", node),)
    findings = []
    changed = True
    while changed:
        changed = False
        for kind, part, without in _removals(node):
            if space.same(node, without):
                findings.append(_lint(kind, part))
                node, changed = without, True
                break
    return tuple(findings)


def _lint(kind: LintKind, node: Node) -> Lint:
    part = print_node(node)
    return Lint(kind=kind, part=part, sentence=SENTENCES[kind].format(part=part))


def _removals(node: Node) -> Iterator[tuple[LintKind, Node, Node]]:
    """Give each part of *node* that could go, the last first, with the tree that is left without it."""
    match node:
        case All(of) | AnyOf(of):
            kind: LintKind = "idle" if isinstance(node, All) else "dead"
            join = conjunction if isinstance(node, All) else disjunction
            for i in reversed(range(len(of))):
                before, part, after = of[:i], of[i], of[i + 1 :]
                if not isinstance(part, Named):
                    yield kind, part, join([*before, *after])
                for inner_kind, inner, without in _removals(part):
                    yield inner_kind, inner, join([*before, without, *after])
        case Not(of):
            for kind, part, without in _removals(of):
                yield kind, part, negation(without)
        case _:
            return


def lint_waves(rules: Sequence[Rule]) -> tuple[Lint, ...]:
    """Find waves that no facts meet, waves within another, and gaps: values of a number between two waves that belong to none.

    Args:
        rules: The waves of one obligation, in order.

    Raises:
        InputError: There is none, they do not share one vocabulary, or they are too tangled for an answer within seconds.

    Example:
        >>> from tnt_core.rules import Vocabulary, parse
        >>> v = Vocabulary.from_table({"pupils": {"type": "int", "label": {"fr": "élèves", "en": "pupils"}}})
        >>> [f.part for f in lint_waves([parse("pupils > 100", v), parse("pupils < 100", v)])]
        ['pupils == 100']
    """
    union = any_of(rules)
    effort = Effort()
    findings = [
        _lint("contradiction", rule.node)
        for rule in rules
        if Space([rule.node], rule.vocabulary, effort).solve(rule.node) is None
    ]
    if findings:
        return tuple(findings)
    return (*_swallowed(rules, effort), *_gaps(union, effort))


def _swallowed(rules: Sequence[Rule], effort: Effort) -> Iterator[Lint]:
    for i, rule in enumerate(rules):
        # Of two equal waves, the later one is swallowed.
        others = [
            other
            for j, other in enumerate(rules)
            if j != i and not (j > i and within(other, rule, effort))
        ]
        for other in others:
            if within(rule, other, effort):
                said = SENTENCES["swallowed"].format(part=rule.text, other=other.text)
                yield Lint(kind="swallowed", part=rule.text, sentence=said)
                break


def _gaps(union: Rule, effort: Effort) -> Iterator[Lint]:
    space = Space([union.node], union.vocabulary, effort)
    for name in space.ordered:
        cells = space.cells[name]
        at = [space.fixed(union.node, name, cell) for cell in cells]
        open_cells: list[Cell] = []
        for i, cell in enumerate(cells):
            within = conjunction([disjunction(at[:i]), negation(at[i]), disjunction(at[i + 1 :])])
            if space.solve(within) is not None:
                open_cells.append(cell)
            elif open_cells:
                yield _gap(name, open_cells)
                open_cells = []


def _gap(name: str, cells: Sequence[Cell]) -> Lint:
    first, last = cells[0], cells[-1]
    assert first.low is not None, "a gap lies between two waves"
    assert last.high is not None, "a gap lies between two waves"
    if first.low == last.high:
        part = f"{name} == {print_value(first.low)}"
    else:
        left, right = ("<=" if first.with_low else "<"), ("<=" if last.with_high else "<")
        part = f"{print_value(first.low)} {left} {name} {right} {print_value(last.high)}"
    return Lint(kind="gap", part=part, sentence=SENTENCES["gap"].format(part=part))
