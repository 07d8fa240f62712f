"""Which unknown facts could change an answer, and which of them tells most.

A fact is missing when, for some values of some other unknown facts, learning it turns UNKNOWN into YES or NO. Knowing all missing
facts always settles the answer; a fact that is not missing never changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tnt_core.rules.cells import cells_of
from tnt_core.rules.closures import Compiled, Row, compile_node
from tnt_core.rules.nodes import (
    All,
    AnyOf,
    Compare,
    Constant,
    Flag,
    Has,
    Node,
    Not,
    OneOf,
    facts_of,
    leaves,
)
from tnt_core.rules.residual import residual
from tnt_core.rules.rule import Rule
from tnt_core.rules.truth import UNKNOWN, YES
from tnt_core.rules.vocabulary import Fact, Facts

__all__ = ["MOST_TRIALS", "missing_facts"]

MOST_TRIALS: Final = 20_000
"""Trials for facts that are tangled with each other in one rule; beyond, a fact not yet cleared counts as missing."""

CAN_YES: Final = 1
CAN_NO: Final = 2
BOTH: Final = CAN_YES | CAN_NO

NO_SCOPES: Final[Mapping[str, Node]] = {}


def missing_facts(rule: Rule, given: Facts) -> tuple[str, ...]:
    """Give the missing facts, the most telling first; none if the answer is settled."""
    rest = residual(rule.node, given.row, rule.vocabulary.nodes)
    if isinstance(rest, Constant):
        return ()
    if isinstance(rest, (Compare, OneOf, Flag, Has)):
        return (rest.fact,)
    search = _Search(rest, rule.vocabulary.facts)
    found = search.reach(rest)[1]
    missing = [fact for fact in facts_of(rest, NO_SCOPES) if found.get(fact)]
    return tuple(sorted(missing, key=search.unsettled))


class _Search:
    """What the unknown facts of a residual tree can bring about."""

    def __init__(self, rest: Node, facts: Mapping[str, Fact]) -> None:
        tests = list(leaves(rest, NO_SCOPES))
        self.cells = {name: cells_of(facts[name], tests) for name in facts_of(rest, NO_SCOPES)}
        self.blank: Row = dict.fromkeys(self.cells)
        self.answer = compile_node(rest, NO_SCOPES)
        self.trials = 0

    def unsettled(self, fact: str) -> float:
        """Share of the values of *fact* that would leave the answer unknown."""
        cells = self.cells[fact]
        left = sum(
            c.weight for c in cells if self.answer({**self.blank, fact: c.sample}) is UNKNOWN
        )
        return left / sum(c.weight for c in cells)

    def reach(self, node: Node) -> tuple[int, dict[str, int]]:
        """Give the answers that *node* can come to, and those that each fact can bring it to."""
        match node:
            case Not(of):
                possible, brings = self.reach(of)
                return _swap(possible), {fact: _swap(bits) for fact, bits in brings.items()}
            case All(of):
                return self._reach_join(All, of, CAN_YES, CAN_NO)
            case AnyOf(of):
                return self._reach_join(AnyOf, of, CAN_NO, CAN_YES)
            case _:
                return self._try_all(node)

    def _reach_join(
        self, kind: type[All | AnyOf], of: tuple[Node, ...], together: int, alone: int
    ) -> tuple[int, dict[str, int]]:
        # Parts that share no fact are independent. One of them can bring the whole to the answer that a single part settles; to the
        # other answer only if all other parts can come to it too.
        parts = [
            self.reach(group[0]) if len(group) == 1 else self._try_all(kind(tuple(group)))
            for group in _independent(of)
        ]
        unable = [i for i, (possible, _) in enumerate(parts) if not possible & together]
        possible = 0 if unable else together
        brings: dict[str, int] = {}
        for i, (able, part) in enumerate(parts):
            possible |= able & alone
            others_agree = not unable or unable == [i]
            for fact, bits in part.items():
                brings[fact] = bits & (alone | (together if others_agree else 0))
        return possible, brings

    def _try_all(self, node: Node) -> tuple[int, dict[str, int]]:
        """Try the cells of facts that stand in several tests of *node*."""
        answer = compile_node(node, NO_SCOPES)
        names = facts_of(node, NO_SCOPES)
        brings = {name: self._brought(name, names, answer) for name in names}
        possible = 0
        for bits in brings.values():
            possible |= bits
        return possible, brings

    def _brought(self, name: str, names: Sequence[str], answer: Compiled) -> int:
        """Give the answers that learning *name* brings, whatever else of *names* is known by then."""
        row: Row = dict.fromkeys(names)
        others = [other for other in names if other != name]
        bits = 0

        def explore(start: int) -> None:
            nonlocal bits
            self.trials += 1
            if self.trials > MOST_TRIALS:
                bits = BOTH
            # What is settled without this fact stays so, whatever else is learnt.
            if bits == BOTH or answer(row) is not UNKNOWN:
                return
            for cell in self.cells[name]:
                row[name] = cell.sample
                truth = answer(row)
                bits |= 0 if truth is UNKNOWN else CAN_YES if truth is YES else CAN_NO
            row[name] = None
            for i in range(start, len(others)):
                for cell in self.cells[others[i]]:
                    row[others[i]] = cell.sample
                    explore(i + 1)
                row[others[i]] = None

        explore(0)
        return bits


def _swap(bits: int) -> int:
    return (bits & CAN_YES) << 1 | (bits & CAN_NO) >> 1


def _independent(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Group *nodes* that share facts, directly or through others."""
    groups: list[tuple[set[str], list[Node]]] = []
    for node in nodes:
        names = set(facts_of(node, NO_SCOPES))
        joined = [node]
        apart = []
        for group in groups:
            if group[0] & names:
                names |= group[0]
                joined = [*group[1], *joined]
            else:
                apart.append(group)
        groups = [*apart, (names, joined)]
    return (members for _, members in groups)
