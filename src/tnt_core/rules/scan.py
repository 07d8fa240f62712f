"""The first look at a rule's text: only short, flat text made of known words goes on to the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from keyword import kwlist
from typing import Final

from tnt_core.errors import RuleSyntaxError
from tnt_core.facts.values import MOST_DIGITS
from tnt_core.texts import Text

__all__ = ["DEEPEST", "LONGEST_TEXT", "MOST_TOKENS", "scan"]

TOO_LONG = Text(
    fr="une règle compte au plus {most} caractères, celle-ci {length}.",
    en="a rule has at most {most} characters, this one {length}.",
)
EMPTY = Text(
    fr="la règle est vide. Écrivez `always` ou `never`.",
    en="the rule is empty. Write `always` or `never`.",
)
TOO_DEEP = Text(
    fr="trop long ou trop imbriqué (au plus {words} mots, {levels} niveaux). Nommez ses parties (scopes).",
    en="too long or too deep (at most {words} words, {levels} levels). Name its parts as scopes.",
)
UNTESTABLE_WORD = Text(
    fr="« {word} » n'a pas sa place dans une règle : écrivez le fait seul, ou `not` devant. L'inconnu ne se teste pas.",
    en="{word!r} has no place in a rule: write the fact alone, or `not` before it. What is unknown cannot be tested.",
)
FOREIGN_WORD = Text(
    fr="« {word} » n'a pas sa place dans une règle.", en="{word!r} has no place in a rule."
)
TOO_MANY_DIGITS = Text(
    fr="un nombre a au plus {most} chiffres.", en="a number has at most {most} digits."
)
NOT_A_NUMBER = Text(
    fr="ce nombre n'est pas écrit comme dans une règle : 3500, 3_500 ou 49.6.",
    en="not a number as rules write it: 3500, 3_500 or 49.6.",
)
NOT_A_QUOTED_TEXT = Text(
    fr="ce texte n'est pas écrit comme dans une règle : des caractères visibles, ni guillemet droit ni barre inverse, fermé sur la même ligne.",
    en="not a quoted text as rules write it: printable, no quote or backslash inside, closed on the same line.",
)
FOREIGN_CHARACTER = Text(
    fr="le caractère {character!r} ({code}) n'a pas sa place dans une règle ; les noms sont en ASCII, le reste entre guillemets.",
    en="the character {character!r} ({code}) has no place in a rule; names are plain ASCII, other text stands in quotes.",
)

NO_OPERATOR = Text(fr="il manque ici un opérateur.", en="an operator is missing here.")
CLOSES_NOTHING = Text(fr="cette parenthèse ne ferme rien.", en="this parenthesis closes nothing.")
NOT_CLOSED = Text(fr="une parenthèse n'est pas fermée.", en="a parenthesis is not closed.")
ONE_EQUALS_SIGN = Text(fr="comparez avec `==`, pas `=`.", en="compare with `==`, not `=`.")

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
JOINTS: Final = frozenset({"and", "or", "not", "in"})
FOREIGN_WORDS: Final = frozenset(kwlist) - JOINTS
UNTESTABLE: Final = frozenset({"True", "False", "None", "is"})
OPERANDS: Final = frozenset({"word", "number", "string"})


def scan(text: str) -> None:
    """Let *text* pass if it is short, flat, and made of known words.

    Raises:
        RuleSyntaxError: It is not; the error points at the place.
    """
    if len(text) > LONGEST_TEXT:
        said = TOO_LONG.format(most=LONGEST_TEXT, length=len(text))
        raise RuleSyntaxError(said, text=text[:200])
    if not text.strip():
        raise RuleSyntaxError(EMPTY, text=text)
    depth = nots = 0
    after_operand = False
    for count, token in enumerate(_tokens(text), 1):
        kind, word = token.lastgroup, token.group()
        nots = nots + 1 if word == "not" else 0
        depth += (kind == "open") - (kind == "close")
        operand = kind in OPERANDS and word not in JOINTS
        if operand and after_operand:
            raise RuleSyntaxError(NO_OPERATOR, text=text, position=token.start())
        if depth < 0:
            raise RuleSyntaxError(CLOSES_NOTHING, text=text, position=token.start())
        if count > MOST_TOKENS or depth > DEEPEST or nots > DEEPEST:
            said = TOO_DEEP.format(words=MOST_TOKENS, levels=DEEPEST)
            raise RuleSyntaxError(said, text=text, position=token.start())
        after_operand = operand
    if depth:
        raise RuleSyntaxError(NOT_CLOSED, text=text, position=len(text))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Give the words and signs of *text*, each known to have a place in a rule."""
    position = 0
    while position < len(text):
        token = TOKEN.match(text, position)
        if token is None:
            raise _foreign_character(text, position)
        if token.lastgroup is not None:
            _check_word(text, position, token.lastgroup, token.group())
            yield token
        position = token.end()


def _check_word(text: str, position: int, kind: str, word: str) -> None:
    if word in UNTESTABLE:
        raise RuleSyntaxError(UNTESTABLE_WORD.format(word=word), text=text, position=position)
    if word in FOREIGN_WORDS:
        raise RuleSyntaxError(FOREIGN_WORD.format(word=word), text=text, position=position)
    if kind == "string" and not word.isprintable():
        raise _foreign_character(text, position)
    if kind == "number" and sum(map(str.isdigit, word)) > MOST_DIGITS:
        raise RuleSyntaxError(
            TOO_MANY_DIGITS.format(most=MOST_DIGITS), text=text, position=position
        )


def _foreign_character(text: str, position: int) -> RuleSyntaxError:
    character = text[position]
    if character == "=":
        said = ONE_EQUALS_SIGN
    elif character.isdigit():
        said = NOT_A_NUMBER
    elif character in "\"'":
        said = NOT_A_QUOTED_TEXT
    else:
        name = f"U+{ord(character):04X}"
        said = FOREIGN_CHARACTER.format(character=character, code=name)
    return RuleSyntaxError(said, text=text, position=position)
