"""Text -> tree: a small, safe subset of Python's boolean expressions.

    kind == commune and population_total >= 3_500        comparisons, joined by and, or, not
    3_500 <= population_total < 10_000                    chains
    kind in (commune, epci_fp), zone not in ("com", )     lists of choices, bare or quoted
    has_website                                           a bool fact by its name
    eau in competences                                    a choice in a set of choices
    since >= "2022-01-01"                                 days in quotes
    crpa_administration                                   a scope by its name
    always, never

The text is scanned first, so that Python's own parser (``ast``) sees only short, flat text made of these words; nothing is ever
evaluated.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Final, NoReturn

from tnt_core.errors import FactError, RuleSyntaxError, UnknownNameError
from tnt_core.rules.nodes import (
    ALWAYS,
    NEVER,
    Compare,
    Flag,
    Has,
    Named,
    Node,
    OneOf,
    Operator,
    Value,
    conjunction,
    disjunction,
    negation,
)
from tnt_core.rules.values import MOST_DIGITS, literal
from tnt_core.rules.vocabulary import Fact

__all__ = ["LONGEST_TEXT", "MOST_TOKENS", "parse_node"]

LONGEST_TEXT: Final = 8_000
MOST_TOKENS: Final = 1_500
DEEPEST: Final = 30
"""Deepest nesting of parentheses; of ``not``, the longest run."""

TOKEN = re.compile(
    r"""\s+
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d[\d_]*(?:\.\d+)?(?![\w.]))
    | (?P<string>"[^"'\\\n]*"|'[^"'\\\n]*')
    | (?P<sign>-(?=\d))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<operator>==|!=|<=|>=|<|>|,)""",
    re.ASCII | re.VERBOSE,
)
SPACE = re.compile(r"\s", re.ASCII)
FOREIGN_WORDS: Final = frozenset(
    "True False None is if else for lambda await async yield from import as assert async await break class continue def "
    "del elif except finally global nonlocal pass raise return try while with".split()
)
OPERATORS: Final[Mapping[type[ast.cmpop], Operator]] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
MIRRORED: Final[Mapping[Operator, Operator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
OPERANDS: Final = frozenset({"word", "number", "string"})
JOINTS: Final = frozenset({"and", "or", "not", "in"})
ORDERED_TYPES: Final = frozenset({"int", "decimal", "money", "date"})


def parse_node(text: str, facts: Mapping[str, Fact], scopes: Collection[str]) -> Node:
    """Read a rule's text; see :func:`tnt_core.rules.rule.parse`."""
    return _Parser(text, facts, scopes).run()


class _Parser:
    def __init__(self, text: str, facts: Mapping[str, Fact], scopes: Collection[str]) -> None:
        self.text = text
        self.facts = facts
        self.scopes = scopes

    def run(self) -> Node:
        if not isinstance(self.text, str):
            kind = type(self.text).__name__
            raise RuleSyntaxError(
                f"a rule is a text, got {kind}.", f"une règle est un texte, reçu {kind}."
            )
        self._scan()
        # In parentheses, so that a rule may stand on several lines; on one line, so that a column is an offset.
        flat = f"({SPACE.sub(' ', self.text)})"
        try:
            tree = ast.parse(flat, mode="eval")
        except SyntaxError as error:
            self._refuse(
                min(max((error.offset or 2) - 2, 0), len(self.text)),
                "a condition was expected here, or the one before is not complete.",
                "une condition est attendue ici, ou la précédente est incomplète.",
            )
        self.line = flat.encode()
        return self._node(tree.body)

    # Before parsing: only short, flat text made of known tokens goes on.

    def _scan(self) -> None:
        text = self.text
        if len(text) > LONGEST_TEXT:
            self.text = text[:200]
            self._refuse(
                0,
                f"a rule has at most {LONGEST_TEXT} characters, this one {len(text)}.",
                f"une règle compte au plus {LONGEST_TEXT} caractères, celle-ci {len(text)}.",
            )
        if not text.strip():
            self._refuse(
                0,
                "the rule is empty. Write `always` or `never`.",
                "la règle est vide. Écrivez `always` ou `never`.",
            )
        position = tokens = depth = nots = 0
        after_operand = False
        while position < len(text):
            token = TOKEN.match(text, position)
            if token is None:
                self._refuse_character(position)
            self._scan_word(token, position)
            kind, word = token.lastgroup, token.group()
            if kind is not None:
                tokens += 1
                nots = nots + 1 if word == "not" else 0
                operand = kind in OPERANDS and word not in JOINTS
                if operand and after_operand:
                    self._refuse(
                        position, "an operator is missing here.", "il manque ici un opérateur."
                    )
                after_operand = operand
            depth += (kind == "open") - (kind == "close")
            if depth < 0:
                self._refuse(
                    position, "this parenthesis closes nothing.", "cette parenthèse ne ferme rien."
                )
            if tokens > MOST_TOKENS or depth > DEEPEST or nots > DEEPEST:
                self._refuse(
                    position,
                    f"too long or too deep (at most {MOST_TOKENS} words, {DEEPEST} levels). Name its parts as scopes.",
                    f"trop long ou trop imbriqué (au plus {MOST_TOKENS} mots, {DEEPEST} niveaux). Nommez ses parties (scopes).",
                )
            position = token.end()
        if depth:
            self._refuse(
                len(text), "a parenthesis is not closed.", "une parenthèse n'est pas fermée."
            )

    def _scan_word(self, token: re.Match[str], position: int) -> None:
        word = token.group()
        if word in {"True", "False", "None", "is"}:
            self._refuse(
                position,
                f"{word!r} has no place in a rule: write the fact alone, or `not` before it. What is unknown cannot be tested.",
                f"« {word} » n'a pas sa place dans une règle : écrivez le fait seul, ou `not` devant. L'inconnu ne se teste pas.",
            )
        if word in FOREIGN_WORDS:
            self._refuse(
                position,
                f"{word!r} has no place in a rule.",
                f"« {word} » n'a pas sa place dans une règle.",
            )
        if token.lastgroup == "number" and sum(map(str.isdigit, word)) > MOST_DIGITS:
            self._refuse(
                position,
                f"a number has at most {MOST_DIGITS} digits.",
                f"un nombre a au plus {MOST_DIGITS} chiffres.",
            )

    def _refuse_character(self, position: int) -> NoReturn:
        character = self.text[position]
        if character == "=":
            self._refuse(position, "compare with `==`, not `=`.", "comparez avec `==`, pas `=`.")
        if character.isdigit():
            self._refuse(
                position,
                "not a number as rules write it: 3500, 3_500 or 49.6.",
                "ce nombre n'est pas écrit comme dans une règle : 3500, 3_500 ou 49.6.",
            )
        if character in "\"'":
            self._refuse(
                position,
                "not a quoted text as rules write it: no quote or backslash inside, closed on the same line.",
                "ce texte n'est pas écrit comme dans une règle : ni guillemet droit ni barre inverse, fermé sur la même ligne.",
            )
        name = f"U+{ord(character):04X}"
        self._refuse(
            position,
            f"the character {character!r} ({name}) has no place in a rule; names are plain ASCII, other text stands in quotes.",
            f"le caractère {character!r} ({name}) n'a pas sa place dans une règle ; les noms sont en ASCII, le reste entre guillemets.",
        )

    # After parsing: each form that is known becomes a node; every other is refused.

    def _node(self, tree: ast.expr) -> Node:
        match tree:
            case ast.BoolOp(op=ast.And(), values=values):
                return conjunction([self._node(value) for value in values])
            case ast.BoolOp(values=values):
                return disjunction([self._node(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return negation(self._node(operand))
            case ast.Compare(left=left, ops=ops, comparators=others):
                terms = [left, *others]
                return conjunction(
                    [self._compare(terms[i], op, terms[i + 1]) for i, op in enumerate(ops)]
                )
            case ast.Name(id=name):
                return self._bare(tree, name)
            case _:
                self._refuse_at(
                    tree,
                    "this is no condition: compare a fact with a value, or name a bool fact or a scope.",
                    "ce n'est pas une condition : comparez un fait à une valeur, ou nommez un fait vrai/faux ou un périmètre.",
                )

    def _bare(self, tree: ast.expr, name: str) -> Node:
        if name == "always":
            return ALWAYS
        if name == "never":
            return NEVER
        if name in self.scopes:
            return Named(name)
        fact = self.facts.get(name)
        if fact is None:
            self._unknown(
                tree, name, ("fact or scope", "fait ou périmètre"), [*self.facts, *self.scopes]
            )
        if fact.type != "bool":
            self._refuse_at(
                tree,
                f"{name!r} is of type {fact.type}: compare it with a value.",
                f"« {name} » est de type {fact.type} : comparez-le à une valeur.",
            )
        return Flag(name)

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, (ast.In, ast.NotIn)):
            node = self._membership(left, right)
            return negation(node) if isinstance(op, ast.NotIn) else node
        fact = self._fact_of(left)
        mirrored = fact is None
        if fact is None:
            left, right = right, left
            fact = self._fact_of(left)
        if fact is None:
            self._refuse_no_fact(left, right)
        if fact.type in {"bool", "set"}:
            self._refuse_type(left, fact)
        value = self._value(fact, right)
        if isinstance(op, (ast.Eq, ast.NotEq)):
            return OneOf(fact.id, (value,), negated=isinstance(op, ast.NotEq))
        symbol = OPERATORS[type(op)]
        if fact.type not in ORDERED_TYPES or isinstance(value, str):
            self._refuse_at(
                left,
                f"{fact.id!r} is a choice: it has no order, use == or in.",
                f"« {fact.id} » est un choix : il n'a pas d'ordre, employez == ou in.",
            )
        return Compare(fact.id, MIRRORED[symbol] if mirrored else symbol, value)

    def _membership(self, left: ast.expr, right: ast.expr) -> Node:
        container = self._fact_of(right)
        if container is not None:
            if container.type != "set":
                self._refuse_at(
                    right,
                    f"{container.id!r} is no set of choices; list the values: `… in (a, b)`.",
                    f"« {container.id} » n'est pas un ensemble de choix ; énumérez les valeurs : `… in (a, b)`.",
                )
            return Has(container.id, self._choice(container, left))
        fact = self._fact_of(left)
        if fact is None:
            self._refuse_no_fact(left, right)
        if fact.type in {"bool", "set"}:
            self._refuse_type(left, fact)
        items: Sequence[ast.expr] = right.elts if isinstance(right, ast.Tuple) else (right,)
        if not items:
            self._refuse_at(right, "the list is empty.", "la liste est vide.")
        values = tuple(self._value(fact, item) for item in items)
        if len(set(values)) < len(values):
            self._refuse_at(
                right,
                "a value stands twice in this list.",
                "une valeur figure deux fois dans cette liste.",
            )
        return OneOf(fact.id, values)

    def _fact_of(self, tree: ast.expr) -> Fact | None:
        return self.facts.get(tree.id) if isinstance(tree, ast.Name) else None

    def _value(self, fact: Fact, tree: ast.expr) -> Value:
        if fact.type == "choice":
            return self._choice(fact, tree)
        given: object = None
        match tree:
            case ast.Constant(value=str(day)) if fact.type == "date":
                given = day
            case ast.Constant(value=(int() | float())) if fact.type != "date":
                given = self._number(tree)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as number) if (
                fact.type != "date"
            ):
                given = -self._number(number)
            case _:
                self._refuse_at(
                    tree,
                    f"{fact.id!r} is of type {fact.type}: "
                    + (
                        'write a day in quotes, "2022-01-01".'
                        if fact.type == "date"
                        else "write a number here."
                    ),
                    f"« {fact.id} » est de type {fact.type} : "
                    + (
                        'écrivez un jour entre guillemets, "2022-01-01".'
                        if fact.type == "date"
                        else "écrivez ici un nombre."
                    ),
                )
        try:
            return literal(fact, given)
        except FactError as error:
            self._refuse_at(tree, error.en, error.fr)

    def _number(self, tree: ast.Constant) -> int | Decimal:
        # From the text, so that 49.6 is exactly that.
        written = self.line[tree.col_offset : tree.end_col_offset].decode().replace("_", "")
        return Decimal(written) if "." in written else int(written)

    def _choice(self, fact: Fact, tree: ast.expr) -> str:
        match tree:
            case ast.Name(id=choice) | ast.Constant(value=str(choice)):
                if choice not in fact.choice_set:
                    noun = (f"choice of {fact.id!r}", f"choix de « {fact.id} »")
                    self._unknown(tree, choice, noun, fact.choices)
                return choice
            case _:
                self._refuse_at(
                    tree,
                    f"write one of the choices of {fact.id!r} here.",
                    f"écrivez ici l'un des choix de « {fact.id} ».",
                )

    # Faults.

    def _refuse_no_fact(self, left: ast.expr, right: ast.expr) -> NoReturn:
        for tree in (left, right):
            if isinstance(tree, ast.Name) and tree.id not in self.scopes:
                self._unknown(tree, tree.id, ("fact", "fait"), self.facts)
        self._refuse_at(
            left,
            "a comparison has a fact on one side and a value on the other.",
            "une comparaison met un fait d'un côté et une valeur de l'autre.",
        )

    def _refuse_type(self, tree: ast.expr, fact: Fact) -> NoReturn:
        if fact.type == "bool":
            self._refuse_at(
                tree,
                f"{fact.id!r} is true or false: write `{fact.id}` or `not {fact.id}`.",
                f"« {fact.id} » est vrai ou faux : écrivez `{fact.id}` ou `not {fact.id}`.",
            )
        self._refuse_at(
            tree,
            f"{fact.id!r} is a set of choices: write `choice in {fact.id}`.",
            f"« {fact.id} » est un ensemble de choix : écrivez `choix in {fact.id}`.",
        )

    def _offset(self, tree: ast.expr) -> int:
        return len(self.line[: tree.col_offset].decode()) - 1

    def _unknown(
        self, tree: ast.expr, name: str, noun: tuple[str, str], known: Collection[str]
    ) -> NoReturn:
        start = self._offset(tree)
        before, after = self.text[max(0, start - 30) : start], self.text[start:][:50]
        raise UnknownNameError(noun, name, known, where=f"{before}▶{after}".strip())

    def _refuse_at(self, tree: ast.expr, en: str, fr: str) -> NoReturn:
        self._refuse(self._offset(tree), en, fr)

    def _refuse(self, position: int, en: str, fr: str) -> NoReturn:
        raise RuleSyntaxError(en, fr, text=self.text, position=position)
